//! Tests of what profiles, `po.yaml` and the command line make of the rules.

use super::{Choice, Settings};
use crate::check::rules::RULES;
use crate::check::sample::story;
use crate::check::{Rule, explain};
use crate::model::{
    CheckConfig, Config, Level, OptionSetting, Profile, RuleSetting, Story, Weight,
};

fn rule(name: &str) -> &'static Rule {
    explain::rule(name).unwrap()
}

fn item(change: impl FnOnce(&mut Story)) -> Story {
    story("US-1", "", change)
}

fn setting(name: &str) -> RuleSetting {
    RuleSetting {
        name: name.to_owned(),
        ..RuleSetting::default()
    }
}

fn config(rules: Vec<RuleSetting>) -> Config {
    Config {
        check: CheckConfig {
            profile: Profile::Recommended,
            rules,
        },
        ..Config::default()
    }
}

fn settings(config: &Config) -> Settings {
    Settings::new(config, &Choice::default()).unwrap()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

const ERROR: Weight = Some(Level::Error);
const ADVICE: Weight = Some(Level::Advice);

#[test]
fn the_command_line_wins_over_the_team_and_ignoring_over_all() {
    let mut off = setting("self-dependency");
    off.level = Some(None);
    let config = config(vec![off]);
    let rule = rule("self-dependency");
    assert!(!settings(&config).runs(rule));
    let with = |choice: Choice| Settings::new(&config, &choice).unwrap().weight(rule);
    let select = names(&["files"]);
    let choice = Choice {
        select: select.clone(),
        ..Choice::default()
    };
    assert_eq!(with(choice), ERROR);
    let ignore = names(&["Self_Dependency"]);
    assert_eq!(
        with(Choice {
            select,
            ignore,
            deny: names(&["all"]),
            ..Choice::default()
        }),
        None
    );
}

#[test]
fn a_selection_leaves_only_its_own_and_what_is_never_hidden() {
    let choice = Choice {
        select: names(&["criteria"]),
        ..Choice::default()
    };
    let settings = Settings::new(&Config::default(), &choice).unwrap();
    for rule in RULES {
        let selected = rule.group.name() == "criteria";
        let always = ["unreadable-file", "merge-conflict-marker"].contains(&rule.name);
        assert_eq!(settings.runs(rule), selected || always, "{}", rule.name);
    }
    let wrong = Choice {
        select: names(&["redyness"]),
        ..Choice::default()
    };
    assert!(Settings::new(&Config::default(), &wrong).is_err());
}

#[test]
fn a_rule_wins_over_its_group_wherever_it_stands() {
    let mut own = setting("self-dependency");
    own.level = Some(ADVICE);
    let mut group = setting("files");
    group.level = Some(None);
    let settings = settings(&config(vec![own, group]));
    assert_eq!(settings.weight(rule("self-dependency")), ADVICE);
    assert_eq!(settings.weight(rule("duplicate-id")), None);
    assert_eq!(settings.weight(rule("unreadable-file")), ERROR);
}

#[test]
fn weights_differ_by_type_and_state() {
    let mut own = setting("missing-acceptance-criteria");
    own.types = vec![("spike".to_owned(), None), ("bug".to_owned(), ADVICE)];
    own.states = vec![("done".to_owned(), None)];
    let config = config(vec![own]);
    let settings = settings(&config);
    let rule = rule("missing-acceptance-criteria");
    let on = |item_type: &str, status: &str| {
        let story = item(|s| {
            s.item_type = item_type.to_owned();
            s.status = status.to_owned();
        });
        settings.weight_on(rule, &config, &story)
    };
    assert_eq!(on("story", "ready"), ERROR);
    assert_eq!(on("Spike", "ready"), None);
    assert_eq!(on("bug", "ready"), ADVICE);
    assert_eq!(on("bug", "Done"), None);
}

#[test]
fn slips_in_po_yaml_are_reported_with_what_was_meant() {
    let mut unknown = setting("self-dependancy");
    unknown.range = 3..9;
    let mut own = setting("self-dependency");
    own.types = vec![("epik".to_owned(), None)];
    own.states = vec![("redy".to_owned(), None)];
    own.options = vec![OptionSetting {
        name: "levl".to_owned(),
        values: names(&["error"]),
        range: 1..2,
    }];
    let settings = settings(&config(vec![unknown, own]));
    let said: Vec<String> = settings
        .problems
        .iter()
        .map(|p| format!("{}: {} | {}", p.rule, p.message, p.label))
        .collect();
    assert_eq!(
        said,
        [
            "unknown-config-key: there is no rule `self-dependancy` | did you mean `self-dependency`?",
            "unknown-config-key: `self-dependency`: there is no type `epik` | did you mean `epic`?",
            "unknown-config-key: `self-dependency`: there is no state `redy` | did you mean `ready`?",
            "unknown-config-key: `self-dependency` has no option `levl` | did you mean `level`?",
        ]
    );
}

#[test]
fn only_user_stories_are_held_to_the_template() {
    let config = Config::default();
    let is = |item_type: &str| {
        super::is_user_story(&config, &item(|s| s.item_type = item_type.to_owned()))
    };
    assert!(is("story") && is("") && is("Feature"));
    assert!(!is("bug") && !is("Epic") && !is("chore"));
}
