//! What became of one item, a sentence each, the weightiest first.

use crate::model::{Config, Facts, StateKind, Text, What};
use crate::report::event_words::event_words;

/// So many words around a change in a long text are shown.
const AROUND: usize = 3;
/// More letters of a long text are not shown.
const LONG: usize = 160;

/// What an event says of an item that is there on both sides; nothing where other words say it.
pub(super) fn fact_words(what: &What, is: &Facts, config: &Config, why: Why<'_>) -> Vec<String> {
    let one = |words: String| vec![words];
    let What::Set(name, from, to) = what else {
        return event_words(what, true);
    };
    let (from, to) = (from.as_deref(), to.as_deref());
    match (*name, from, to) {
        // Positions say it.
        ("rank" | "created", ..) => Vec::new(),
        // The verb says it.
        ("started" | "done", _, Some(_)) if says_day(name, is, config) => Vec::new(),
        ("status", from, to) => one(status(from, to, is, config, why)),
        ("points", Some(from), Some(to)) => one(format!("re-estimated {from} → {to}")),
        ("points", None, Some(to)) => one(format!("estimated {to}")),
        ("points", Some(from), None) => one(format!("estimate {from} taken away")),
        ("title", Some(from), Some(to)) => one(format!("renamed: {from} → {to}")),
        _ => event_words(what, true),
    }
}

/// Finds the reason that a new decision gives for a verb.
pub(super) type Why<'w> = &'w dyn Fn(&str) -> Option<String>;

/// Whether the words on the state tell the day of that fact.
fn says_day(name: &str, is: &Facts, config: &Config) -> bool {
    match config.kind_then(is.status()) {
        Some(StateKind::Started) => name == "started",
        Some(StateKind::Done) => name == "done",
        _ => false,
    }
}

fn status(
    from: Option<&str>,
    to: Option<&str>,
    is: &Facts,
    config: &Config,
    why: Why<'_>,
) -> String {
    let kind = |name: Option<&str>| config.kind_then(name.unwrap_or_default());
    let (was, now) = (kind(from), kind(to));
    let on = |fact: &str| {
        is.text(fact)
            .map_or_else(String::new, |day| format!(" on {day}"))
    };
    let reason = |verb: &str| why(verb).map_or_else(String::new, |why| format!(": {why}"));
    let to = to.unwrap_or("no state");
    let moved = was.zip(now).filter(|(was, now)| was != now);
    let Some((was, now)) = moved else {
        return format!("{} → {to}", from.unwrap_or("no state"));
    };
    let words = match now {
        StateKind::Done => format!("done{}", on("done")),
        StateKind::Declined => format!("declined{}", reason("declined")),
        _ if was == StateKind::Done => format!("rejected{}, now {to}", reason("rejected")),
        _ if was == StateKind::Declined => format!("taken up again, now {to}"),
        StateKind::Started => format!("started{}", on("started")),
        StateKind::Ready => "ready".to_owned(),
        StateKind::New => format!("back to {to}"),
    };
    // A state of the team's own name is named.
    let plain = config.first_of(now).is_named(to);
    match plain || words.contains(to) {
        true => words,
        false => format!("{words} ({to})"),
    }
}

/// What became of keys that `po` gives no meaning.
pub(super) fn own_words(was: &[(String, String)], is: &[(String, String)]) -> Vec<String> {
    let find = |list: &[(String, String)], key: &str| {
        let found = list.iter().find(|(own, _)| own == key);
        found
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let only_now = is
        .iter()
        .filter(|(key, _)| !was.iter().any(|(own, _)| own == key));
    let keys = was.iter().chain(only_now).map(|(key, _)| key);
    keys.filter_map(|key| match (find(was, key), find(is, key)) {
        (was, is) if was == is => None,
        (Some(was), Some(is)) => Some(format!("{key} {}", exchange(&was, &is))),
        (None, Some(is)) => Some(format!("{key} {is}")),
        (was, None) => Some(format!("{key} taken away, was {}", was.unwrap_or_default())),
    })
    .collect()
}

/// Whether a decision was made by a verb that is told anyway.
pub(super) fn is_of_verb(decision: &str, what: &[&What]) -> bool {
    let is_status = |what: &&What| matches!(what, What::Set("status", ..));
    let verbs = ["declined", "rejected"];
    what.iter().any(is_status)
        && verbs.iter().any(|verb| {
            let rest = decision.strip_prefix(verb);
            rest.is_some_and(|rest| rest.starts_with(':'))
        })
}

/// `before → after`; of long texts only what differs, with a few words around.
pub(super) fn exchange(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split(' ').collect(), after.split(' ').collect());
    let shorter = old.len().min(new.len());
    let mut head = 0;
    while head < shorter && old[head] == new[head] {
        head += 1;
    }
    let mut tail = 0;
    while tail < shorter - head && old[old.len() - 1 - tail] == new[new.len() - 1 - tail] {
        tail += 1;
    }
    let (head, tail) = (head.saturating_sub(AROUND), tail.saturating_sub(AROUND));
    let part = |words: &[&str]| {
        let text = excerpt(&words[head..words.len() - tail].join(" "));
        let (before, after) = (
            if head > 0 { "… " } else { "" },
            if tail > 0 && !text.ends_with('…') {
                " …"
            } else {
                ""
            },
        );
        format!("{before}{text}{after}")
    };
    format!("{} → {}", part(&old), part(&new))
}

/// The beginning of a long text; a short one is shown whole.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}

/// A list of changed facts as data: key, before, after.
pub(super) fn changes_of(what: &[&What]) -> Vec<(&'static str, Option<Text>, Option<Text>)> {
    let set = |what: &&What| match what {
        What::Set(name, from, to) => Some((*name, from.clone(), to.clone())),
        _ => None,
    };
    what.iter().filter_map(set).collect()
}
