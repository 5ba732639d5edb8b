//! A team's Definition of Ready: the words of `po.yaml`, and whether an item meets them.

use std::cmp::Ordering;

use crate::check::context::Context;
use crate::check::facts::{has_value, sprint_order};
use crate::check::settings::is_user_story;
use crate::check::subject::Subject;
use crate::model::{
    Config, Diagnostic, FIELDS, Place, ReadyWord, StateKind, Story, field_or_singular, nearest,
};
use crate::scrum::{Query, QueryError, is_set};
use crate::text::dated_lines;

/// The words with a meaning of their own, sorted as the documentation lists them.
const WORDS: [(&str, Kind); 10] = [
    ("criteria", Kind::Criteria),
    ("points", Kind::Points),
    ("value", Kind::Value),
    ("role", Kind::Role),
    ("want", Kind::Want),
    ("benefit", Kind::Benefit),
    ("epic", Kind::Epic),
    ("release", Kind::Release),
    ("no-questions", Kind::NoQuestions),
    ("dependencies", Kind::Dependencies),
];

/// How many ids a message names.
const NAMED: usize = 3;

/// One thing that a team asks of an item.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    /// As `po.yaml` says it.
    pub(super) text: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Criteria,
    Points,
    Value,
    Role,
    Want,
    Benefit,
    Epic,
    Release,
    NoQuestions,
    Dependencies,
    /// A key of the front matter holds something.
    Field(String),
    /// The item meets a query.
    Query(Box<Query>),
}

/// Something that an item lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lack {
    /// `no points`, `2 open questions`.
    pub(super) words: String,
    pub(super) remedy: Remedy,
}

/// What a person does about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Sets a field.
    Set(String),
    /// Writes criteria.
    Criteria,
    /// Answers the question of that number.
    Answer(usize),
    /// No single command does it.
    Other,
}

/// Reads the words of `po.yaml`, and says which mean nothing.
pub(super) fn demands(config: &Config) -> (Vec<Demand>, Vec<Diagnostic>) {
    let mut demands = Vec::new();
    let mut problems = Vec::new();
    for word in &config.definition_of_ready {
        match kind(&word.text, config) {
            Ok(kind) => demands.push(Demand {
                text: word.text.clone(),
                kind,
            }),
            Err((message, label)) => problems.push(problem(word, message, label)),
        }
    }
    (demands, problems)
}

/// What a word means, or what is wrong with it and what to say beside it.
fn kind(text: &str, config: &Config) -> Result<Kind, (String, String)> {
    let folded = text.to_lowercase().replace(['_', ' '], "-");
    if let Some((_, kind)) = WORDS.iter().find(|(word, _)| *word == folded) {
        return Ok(kind.clone());
    }
    if let Some(field) = field_or_singular(text) {
        return Ok(Kind::Field(field.name.to_owned()));
    }
    let own = config
        .keys
        .iter()
        .find(|key| key.eq_ignore_ascii_case(text));
    if let Some(own) = own {
        return Ok(Kind::Field(own.clone()));
    }
    // A single word would be looked for in the text of items, which nobody means here.
    if text.contains([':', '<', '>', '=']) {
        let said = |error: QueryError| {
            let meant = error.hints.into_iter().next();
            let label = meant.filter(|hint| hint.starts_with("did you mean"));
            (
                error.message,
                label.unwrap_or_else(|| "not understood".to_owned()),
            )
        };
        let query = Query::parse(text, config).map_err(said)?;
        return Ok(Kind::Query(Box::new(query)));
    }
    let words = WORDS.iter().map(|(word, _)| *word);
    let fields = FIELDS.iter().map(|field| field.name);
    let own = config.keys.iter().map(String::as_str);
    let label = nearest(text, words.chain(fields).chain(own)).map_or_else(
        || "neither a word, a field nor a query".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    Err((format!("`{}` is not known", short(text)), label))
}

fn problem(word: &ReadyWord, message: String, label: String) -> Diagnostic {
    let words = WORDS.map(|(word, _)| word).join(", ");
    Diagnostic::error(
        "invalid-config-value",
        Place::bytes("po.yaml", word.range.clone()),
        format!("`definition_of_ready`: {message}"),
        label,
    )
    .fix(format!(
        "write one of {words}, a field, or a query such as `points<=8`"
    ))
}

/// As much of a text as a message can show.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

impl Demand {
    /// What an item lacks of this; nothing where it meets it, or where it is not asked of such an item.
    pub(super) fn lack(&self, context: &Context, subject: &Subject) -> Option<Lack> {
        let (backlog, story) = (context.backlog, subject.story);
        let no = |is_there: bool, words: &str, remedy: Remedy| {
            (!is_there).then(|| Lack {
                words: format!("no {words}"),
                remedy,
            })
        };
        let set = |is_there: bool, name: &str| no(is_there, name, Remedy::Set(name.to_owned()));
        let count = |_: &Story| subject.criteria().len();
        match &self.kind {
            Kind::Criteria => no(
                !subject.criteria().is_empty(),
                "acceptance criteria",
                Remedy::Criteria,
            ),
            Kind::Points => set(story.points.is_some(), "points"),
            Kind::Value => set(is_valued(context, story), "value"),
            Kind::Epic => set(is_set(story, "epic", &count), "epic"),
            Kind::Release => set(is_set(story, "release", &count), "release"),
            Kind::Role | Kind::Want | Kind::Benefit => self.lack_in_sentence(context, subject),
            Kind::NoQuestions => open_questions(story),
            Kind::Dependencies => waits(context, story),
            Kind::Field(name) if name == "objective" => {
                let mut items = std::iter::once(story).chain(backlog.ancestors(story));
                let is_there = items.any(|item| is_set(item, name, &count));
                no(is_there, &format!("`{name}`"), Remedy::Set(name.clone()))
            }
            Kind::Field(name) => no(
                is_set(story, name, &count),
                &format!("`{name}`"),
                Remedy::Set(name.clone()),
            ),
            Kind::Query(query) => (!query.matches(backlog, story, &count)).then(|| Lack {
                words: format!("not `{}`", self.text),
                remedy: Remedy::Other,
            }),
        }
    }

    /// The part of the user story that is missing; bugs, spikes and tasks need none.
    fn lack_in_sentence(&self, context: &Context, subject: &Subject) -> Option<Lack> {
        if !is_user_story(&context.backlog.config, subject.story) {
            return None;
        }
        let parts = subject.sentence().map(|sentence| &sentence.parts);
        let (is_there, words) = match self.kind {
            Kind::Role => (parts.is_some_and(|p| !p.role.is_empty()), "no role"),
            Kind::Want => (parts.is_some_and(|p| !p.want.is_empty()), "no want"),
            _ => (parts.is_some_and(|p| p.benefit.is_some()), "no benefit"),
        };
        (!is_there).then(|| Lack {
            words: words.to_owned(),
            remedy: Remedy::Other,
        })
    }
}

/// Whether an item or an epic above it has a value or a cost of delay.
pub(super) fn is_valued(context: &Context, story: &Story) -> bool {
    has_value(story) || context.backlog.ancestors(story).into_iter().any(has_value)
}

fn open_questions(story: &Story) -> Option<Lack> {
    let lines = dated_lines(story.body.as_deref()?, "Questions");
    let mut open = (1..)
        .zip(&lines)
        .filter(|(_, line)| line.done != Some(true) && line.answers.is_empty());
    let (first, _) = open.next()?;
    let words = match open.count() + 1 {
        1 => "1 open question".to_owned(),
        several => format!("{several} open questions"),
    };
    Some(Lack {
        words,
        remedy: Remedy::Answer(first),
    })
}

/// What will not be done by the end of the item's Sprint. References that lead nowhere are reported elsewhere.
fn waits(context: &Context, story: &Story) -> Option<Lack> {
    let own = context.coming_sprint(story);
    let is_met = |other: &Story| {
        let planned = context.coming_sprint(other);
        match context.kind(other) {
            kind if !kind.is_open() => kind == StateKind::Done,
            _ if other.path == story.path => true,
            // An item that no Sprint has taken yet will come after whatever one has taken.
            _ if own.is_none() => planned.is_some(),
            _ => own.zip(planned).is_some_and(|(own, planned)| {
                own.path == planned.path || sprint_order(planned, own).is_some_and(Ordering::is_le)
            }),
        }
    };
    let others = story.depends_on.iter();
    let mut names: Vec<String> = others
        .filter_map(|reference| context.backlog.find(reference))
        .filter(|other| !is_met(other))
        .map(|other| other.id.to_string())
        .collect();
    names.dedup();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    Some(Lack {
        words: format!("waits for {}", names.join(" and ")),
        remedy: Remedy::Other,
    })
}
