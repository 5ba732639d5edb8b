//! Small backlogs for the tests of rules, and findings as lines to compare.

use crate::check::{Choice, Report, Rule, RuleCheck, Settings, Step, repairs, run::Check};
use crate::model::{
    At, Backlog, Config, Diagnostic, Edit, OptionSetting, ReadyWord, RuleSetting, Sprint, Story,
};

/// A story at `stories/ID.md` with that body, changed by `change`.
pub(super) fn story(id: &str, body: &str, change: impl FnOnce(&mut Story)) -> Story {
    let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
    story.title = format!("Title of {id}");
    story.status = "new".to_owned();
    story.item_type = "story".to_owned();
    story.body = Some(body.to_owned());
    change(&mut story);
    story
}

/// A Sprint of that name at `sprints/sprint-NAME.md`, changed by `change`.
pub(super) fn sprint(name: &str, change: impl FnOnce(&mut Sprint)) -> Sprint {
    let mut sprint = Sprint {
        name: name.to_owned(),
        path: format!("sprints/sprint-{name}.md"),
        ..Sprint::default()
    };
    change(&mut sprint);
    sprint
}

/// A word of a Definition of Ready, at some place of its own in `po.yaml`.
pub(super) fn ready_word(text: &str) -> ReadyWord {
    let start = text
        .bytes()
        .fold(0, |sum, byte| sum * 7 + usize::from(byte))
        % 10_000;
    ReadyWord {
        text: text.to_owned(),
        range: start..start + text.len(),
    }
}

/// What every rule finds that is on by default, with the settings of the backlog.
pub(super) fn report(backlog: &Backlog) -> Report {
    let settings = Settings::new(&backlog.config, &Choice::default()).unwrap();
    let check = Check::new(backlog, settings);
    let parts = [check.stories(0..backlog.stories().len()), check.whole()];
    check.finish(Vec::new(), parts)
}

/// A backlog of those stories under the default configuration.
pub(super) fn backlog(stories: impl IntoIterator<Item = Story>) -> Backlog {
    Backlog::new(Config::default(), stories.into_iter().collect(), Vec::new())
}

/// The settings of a team that set nothing.
pub(super) fn default_settings() -> Settings {
    Settings::new(&Config::default(), &Choice::default()).unwrap()
}

/// A backlog of those stories in which an option of a rule is set.
pub(super) fn backlog_with(
    rule: &Rule,
    option: (&str, &[&str]),
    stories: impl IntoIterator<Item = Story>,
) -> Backlog {
    let setting = RuleSetting {
        name: rule.name.to_owned(),
        options: vec![OptionSetting {
            name: option.0.to_owned(),
            values: option.1.iter().map(|&value| value.to_owned()).collect(),
            range: 0..0,
        }],
        ..RuleSetting::default()
    };
    let mut config = Config::default();
    config.check.rules.push(setting);
    Backlog::new(config, stories.into_iter().collect(), Vec::new())
}

/// What one rule finds.
pub(super) fn found(rule: &Rule, backlog: &Backlog) -> Vec<Diagnostic> {
    assert!(!matches!(rule.check, RuleCheck::Reader));
    let choice = Choice {
        select: vec![rule.name.to_owned()],
        ..Choice::default()
    };
    let settings = Settings::new(&backlog.config, &choice).unwrap();
    assert_eq!(settings.problems, []);
    let check = Check::new(backlog, settings);
    let parts = [check.stories(0..backlog.stories().len()), check.whole()];
    check.finish(Vec::new(), parts).findings
}

/// What one rule finds, a line a finding: `file place: level message | label | why | fix`, absent parts left out. A place in
/// a body is shown as the text there.
pub(super) fn lines(rule: &Rule, backlog: &Backlog) -> Vec<String> {
    found(rule, backlog)
        .iter()
        .map(|finding| line(finding, backlog))
        .collect()
}

fn line(finding: &Diagnostic, backlog: &Backlog) -> String {
    let path = &finding.place.path;
    let body = backlog
        .stories()
        .iter()
        .find(|story| story.path == *path)
        .and_then(|story| story.body.as_deref())
        .unwrap_or("");
    let place = match &finding.place.at {
        At::File => "file".to_owned(),
        At::Bytes(range) => format!("bytes {}..{}", range.start, range.end),
        At::Body(range) => format!("\u{ab}{}\u{bb}", &body[range.start..range.end]),
        At::Key(key) => format!("{key}:"),
        At::Value(key) => key.clone(),
        At::Item(key, index) => format!("{key}[{index}]"),
    };
    let name = path.trim_start_matches("stories/");
    let mut line = format!(
        "{name} {place}: {} {} | {}",
        finding.level.name(),
        finding.message,
        finding.label
    );
    for (word, text) in [("why", &finding.why), ("fix", &finding.fix)] {
        if let Some(text) = text {
            line.push_str(&format!(" | {word} {text}"));
        }
    }
    line
}

/// What the repairs of one rule's findings do, a line a repair.
pub(super) fn fixes(rule: &Rule, backlog: &Backlog) -> Vec<String> {
    repairs(backlog, &found(rule, backlog))
        .iter()
        .map(|repair| {
            let care = if repair.lossless {
                "lossless"
            } else {
                "choosing"
            };
            format!("{care}: {}: {:?}", repair.words, repair.step)
        })
        .collect()
}

/// The bodies of items after the repairs of one rule's findings, of those that change.
pub(super) fn fixed_bodies(rule: &Rule, backlog: &Backlog) -> Vec<String> {
    fixed_under(&[rule.name], backlog)
}

/// The bodies of items after the repairs of the findings of some rules, of those that change.
pub(super) fn fixed_under(rules: &[&str], backlog: &Backlog) -> Vec<String> {
    let choice = Choice {
        select: rules.iter().map(|&name| name.to_owned()).collect(),
        ..Choice::default()
    };
    let check = Check::new(backlog, Settings::new(&backlog.config, &choice).unwrap());
    let parts = [check.stories(0..backlog.stories().len()), check.whole()];
    let mut repairs = repairs(backlog, &check.finish(Vec::new(), parts).findings);
    let mut bodies: Vec<String> = Vec::new();
    // From the end, so that what stands before keeps its place.
    repairs.reverse();
    for story in backlog.stories() {
        let mut body = story.body.clone().unwrap();
        for repair in repairs.iter().filter(|repair| repair.path == story.path) {
            let Step::Edit(edits) = &repair.step else {
                continue;
            };
            for edit in edits {
                if let Edit::Body(splice) = edit {
                    body = splice.apply(&body);
                }
            }
        }
        if Some(&body) != story.body.as_ref() {
            bodies.push(body);
        }
    }
    bodies
}
