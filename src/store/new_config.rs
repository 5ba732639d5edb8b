//! The text of a new `po.yaml`.

use crate::model::{Config, State};
use crate::store::front_matter::{plain_or_quoted, text_value};

/// A line with its comment beside it is at most so wide, in characters; the comment of a wider one stands above it.
const WIDEST: usize = 48;

/// Returns a `po.yaml` of about a dozen lines, each with a comment, that holds the configuration.
#[must_use]
pub fn default_config_text(config: &Config) -> String {
    let state = |state: &State| format!("{}: {}", state.name, state.kind);
    let states: Vec<String> = config.states.iter().map(state).collect();
    let headings: Vec<String> = config
        .criteria
        .headings
        .iter()
        .map(|heading| text_value(heading, true))
        .collect();
    let lines = [
        (
            format!("format: {}", Config::FORMAT),
            "of these files; it rises only for an incompatible change",
        ),
        (
            format!("product: {}", text_value(&config.product, false)),
            "its name, as reports say it",
        ),
        (
            format!("prefix: {}", text_value(config.minting_prefix(), false)),
            "of ids; a list, [US, OLD], keeps older ones and mints the first",
        ),
        (
            format!("language: {}", text_value(&config.language, false)),
            "of templates and headings",
        ),
        (
            format!(
                "time_zone: {}",
                plain_or_quoted(config.time_zone.iana_name().unwrap_or("UTC"), false)
            ),
            "where days begin and end",
        ),
        (
            format!(
                "sprint: {{weeks: {}, start: {}}}",
                config.sprint.weeks,
                text_value(&config.sprint.start, true)
            ),
            "how Sprints are laid out",
        ),
        (
            format!("states: {{{}}}", states.join(", ")),
            "your workflow in order, name: kind; at least one of each kind (new, ready, started, done, declined)",
        ),
        (
            format!("types: [{}]", config.types.join(", ")),
            "of items; the first is the default",
        ),
        (
            format!(
                "criteria: {{headings: [{}], required_from: {}}}",
                headings.join(", "),
                config.criteria.required_from
            ),
            "the headings that mean acceptance criteria, and the kind of state from which on an item needs some",
        ),
        (
            "required: []".to_owned(),
            "fields that each item needs from ready on",
        ),
        ("keys: []".to_owned(), "front-matter keys of your own"),
        (
            "git: {commit: never}".to_owned(),
            "always: each change becomes a commit",
        ),
    ];
    let width = |line: &str| line.chars().count();
    let column = lines
        .iter()
        .map(|(line, _)| width(line))
        .filter(|&width| width <= WIDEST)
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for (line, comment) in lines {
        if width(&line) > WIDEST {
            text.push_str(&format!("# {comment}\n{line}\n"));
        } else {
            let gap = " ".repeat(column - width(&line) + 2);
            text.push_str(&format!("{line}{gap}# {comment}\n"));
        }
    }
    text
}
