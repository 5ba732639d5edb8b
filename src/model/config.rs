//! What a team agreed in `po.yaml`.

use jiff::tz::TimeZone;

use super::check_config::CheckConfig;
use super::deck::Deck;
use super::formula::Formula;
use super::hundredths::Hundredths;
use super::metric::MetricConfig;
use super::ready_word::ReadyWord;
use super::state::{State, StateKind, is_same_state};

/// How Sprints are laid out by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintConfig {
    /// Their length in weeks.
    pub weeks: u8,
    /// The weekday on which they start, in lower case: `monday`.
    pub start: String,
}

/// What work costs, in money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// A Sprint of the whole team.
    Sprint(Hundredths),
    /// A point.
    Point(Hundredths),
}

/// How acceptance criteria are found and asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaConfig {
    /// Headings that mean acceptance criteria; the first is written for new stories.
    pub headings: Vec<String>,
    /// From which kind of state on an item must have criteria.
    pub required_from: StateKind,
}

/// How `po` deals with git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitConfig {
    /// Whether every change is committed.
    pub commit: bool,
    /// What commits say, with `{what}` in the place of what was changed; none for the usual words.
    pub message: Option<String>,
    /// The default branch, where it is not origin/HEAD, main or master.
    pub branch: Option<String>,
    /// Whether a merge takes the state that comes later in the workflow, where both sides changed it.
    pub later_state: bool,
}

impl GitConfig {
    /// The message of a commit that does `what`: the subject on one line, then `more` and what the team's words say below their
    /// first empty line (trailers stand last), each after an empty line.
    #[must_use]
    pub fn commit_message(&self, what: &str, more: &str) -> String {
        let template = self.message.as_deref().unwrap_or("backlog: {what}").trim();
        let template = match template.contains("{what}") {
            true => template.to_owned(),
            false => {
                let lines = template.split_inclusive('\n');
                let first = lines.take_while(|line| !line.trim().is_empty());
                let end = first.map(str::len).sum();
                let (subject, rest) = template.split_at(end);
                [subject, " {what}\n", rest].concat()
            }
        };
        let mut lines = template.lines().map(str::trim_end);
        let subject: Vec<&str> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
        let body: Vec<&str> = lines.collect();
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = one_line(what);
        let subject = one_line(&subject.join(" ").replace("{what}", &what));
        let body = body.join("\n").replace("{what}", &what);
        let parts = [subject.as_str(), more.trim(), body.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n\n")
    }
}

/// The configuration of a backlog.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file format; only 1 can be written.
    pub format: u32,
    /// The product's name.
    pub product: String,
    /// Id prefixes, in upper case, at least one; the first mints.
    pub prefixes: Vec<String>,
    /// The language of templates and headings, as an ISO 639-1 code.
    pub language: String,
    /// The zone in which days begin and end.
    pub time_zone: TimeZone,
    /// How Sprints are laid out.
    pub sprint: SprintConfig,
    /// What work costs, where the team says it.
    pub cost: Option<Rate>,
    /// The workflow, in order; at least one state of each kind.
    pub states: Vec<State>,
    /// Item types; the first is the default.
    pub types: Vec<String>,
    /// About acceptance criteria.
    pub criteria: CriteriaConfig,
    /// Fields that every item must have from `ready` on.
    pub required: Vec<String>,
    /// What the team asks of an item before a Sprint takes it; empty where it has no Definition of Ready.
    pub definition_of_ready: Vec<ReadyWord>,
    /// The sizes an item can have.
    pub deck: Deck,
    /// Formulas for `po rank --by weighted`, by name; the only one may have none.
    pub weighted: Vec<(String, Formula)>,
    /// Front-matter keys of the team's own.
    pub keys: Vec<String>,
    /// What is watched, in order.
    pub metrics: Vec<MetricConfig>,
    /// About the rules of `po check`.
    pub check: CheckConfig,
    /// About git.
    pub git: GitConfig,
}

/// The states of a workflow that nobody changed.
const USUAL_STATES: [(&str, StateKind); 5] = [
    ("new", StateKind::New),
    ("ready", StateKind::Ready),
    ("in-progress", StateKind::Started),
    ("done", StateKind::Done),
    ("declined", StateKind::Declined),
];

/// The newest format that this binary writes.
pub const FORMAT: u32 = 1;

impl Default for Config {
    fn default() -> Self {
        let state = |name: &str, kind| State {
            name: name.to_owned(),
            kind,
        };
        Self {
            format: FORMAT,
            product: String::new(),
            prefixes: vec!["US".to_owned()],
            language: "en".to_owned(),
            time_zone: TimeZone::UTC,
            sprint: SprintConfig {
                weeks: 2,
                start: "monday".to_owned(),
            },
            cost: None,
            states: USUAL_STATES
                .iter()
                .map(|(name, kind)| state(name, *kind))
                .collect(),
            types: ["story", "bug", "spike", "task", "epic"]
                .map(str::to_owned)
                .to_vec(),
            criteria: CriteriaConfig {
                headings: vec!["Acceptance criteria".to_owned()],
                required_from: StateKind::Ready,
            },
            required: Vec::new(),
            definition_of_ready: Vec::new(),
            deck: Deck::default(),
            weighted: Vec::new(),
            keys: Vec::new(),
            metrics: Vec::new(),
            check: CheckConfig::default(),
            git: GitConfig {
                commit: false,
                message: None,
                branch: None,
                later_state: false,
            },
        }
    }
}

impl Config {
    /// The newest format that this binary writes.
    pub const FORMAT: u32 = FORMAT;

    /// The state that `text` names, if any.
    #[must_use]
    pub fn state(&self, text: &str) -> Option<&State> {
        // Most stories spell their state as `po.yaml` does, and every report asks for each story's.
        let exact = self.states.iter().find(|state| state.name == text);
        exact.or_else(|| self.states.iter().find(|state| state.is_named(text)))
    }

    /// The kind of the state that `text` names. An empty or unknown state counts as new: nothing is known to have happened.
    #[must_use]
    pub fn kind_of(&self, status: &str) -> StateKind {
        self.state(status)
            .map_or(StateKind::New, |state| state.kind)
    }

    /// The kind that a state of the past had, which may be called something else today: that of the state of this name,
    /// else that of the usual workflow's; new where the text is empty, and none where nobody knows.
    #[must_use]
    pub fn kind_then(&self, status: &str) -> Option<StateKind> {
        let usual = || {
            let mut usual = USUAL_STATES.iter();
            usual.find(|(name, _)| is_same_state(name, status))
        };
        match self.state(status) {
            Some(state) => Some(state.kind),
            None if status.trim().is_empty() => Some(StateKind::New),
            None => usual().map(|(_, kind)| *kind),
        }
    }

    /// The first state of a kind: where a verb puts an item.
    ///
    /// # Panics
    /// Never for a configuration that was read: the reader refuses one without a state of each kind.
    #[must_use]
    pub fn first_of(&self, kind: StateKind) -> &State {
        self.states
            .iter()
            .find(|state| state.kind == kind)
            .expect("a workflow has a state of each kind")
    }

    /// The item type that `text` names, in the team's own spelling.
    #[must_use]
    pub fn item_type(&self, text: &str) -> Option<&str> {
        self.types
            .iter()
            .map(String::as_str)
            .find(|name| name.eq_ignore_ascii_case(text))
    }

    /// What is said or supposed of a metric.
    #[must_use]
    pub fn metric(&self, name: &str) -> MetricConfig {
        let own = self.metrics.iter().find(|metric| metric.name == name);
        own.cloned().unwrap_or_else(|| MetricConfig::usual(name))
    }

    /// The prefix of new ids.
    #[must_use]
    pub fn minting_prefix(&self) -> &str {
        self.prefixes.first().map_or("US", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn the_teams_words_stand_around_what_was_done() {
        let message = |template: Option<&str>, more: &str| {
            let mut git = Config::default().git;
            git.message = template.map(str::to_owned);
            git.commit_message("US-1:  ready\nfor all", more)
        };
        let what = "US-1: ready for all";
        assert_eq!(message(None, ""), format!("backlog: {what}"));
        assert_eq!(message(Some("chore"), ""), format!("chore {what}"));
        assert_eq!(
            message(None, "- a\n- b\n"),
            format!("backlog: {what}\n\n- a\n- b")
        );
        let signed = "Team: shop\nSigned-off-by: A <a@b>";
        for subject in ["chore: {what}", "chore:", " chore:\n{what} "] {
            for gap in ["\n\n", "\n \n\n", "\r\n\r\n"] {
                let template = format!("{subject}{gap}{signed}\n");
                let whole = format!("chore: {what}\n\n- a\n\n{signed}");
                assert_eq!(message(Some(&template), "- a\n"), whole, "{template:?}");
            }
        }
        let below = message(Some("Backlog\n\nDone: {what}"), "");
        assert_eq!(below, format!("Backlog\n\nDone: {what}"));
        assert_eq!(message(Some(""), ""), what);
    }
}
