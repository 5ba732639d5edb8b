//! What changed in the text of an item besides its acceptance criteria.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::Config;
use crate::report::diff::words::exchange;
use crate::text::{DatedLine, HeadingKeys, dated_lines, one_line, sections};

/// The heading of questions, with their answers.
const QUESTIONS: &str = "Questions";
/// The heading of decisions, of which those of verbs are told with the verb.
const DECISIONS: &str = "Decisions";
/// Headings under which dated lines are appended, and what such a line is called.
const LOGS: [(&str, &str); 4] = [
    ("Estimation", "estimation"),
    (DECISIONS, "decided"),
    ("Notes", "note"),
    ("Feedback", "feedback"),
];

/// A dated line.
type Entry = (Option<Date>, String);

/// What changed, a sentence each. Decisions of which `is_told` is true are left out: the verb says them.
pub(super) fn body_words(
    before: &str,
    after: &str,
    config: &Config,
    is_told: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut words = prose_words(before, after, config);
    words.extend(question_words(before, after));
    for (heading, word) in LOGS {
        let (gone, added) = only_in_one(entries(before, heading), entries(after, heading));
        for (_, text) in added {
            if heading != DECISIONS || !is_told(&text) {
                words.push(format!("{word}: {text}"));
            }
        }
        words.extend(
            gone.into_iter()
                .map(|(_, text)| format!("{word} taken away: {text}")),
        );
    }
    words
}

/// Why a verb was done, as a new decision says it: `declined: no demand` is `no demand`.
pub(super) fn reason(before: &str, after: &str, verb: &str) -> Option<String> {
    let (_, added) = only_in_one(entries(before, DECISIONS), entries(after, DECISIONS));
    added.into_iter().rev().find_map(|(_, text)| {
        let reason = text.strip_prefix(verb)?.strip_prefix(':')?.trim();
        (!reason.is_empty()).then(|| reason.to_owned())
    })
}

fn entries(body: &str, heading: &str) -> Vec<Entry> {
    let lines = dated_lines(body, heading).into_iter();
    lines.map(|line| (line.date, line.text)).collect()
}

/// What only the first holds, and what only the second holds; each as often as it does so.
pub(super) fn only_in_one<T: Clone + Eq + std::hash::Hash>(
    old: Vec<T>,
    new: Vec<T>,
) -> (Vec<T>, Vec<T>) {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for entry in &new {
        *counts.entry(entry.clone()).or_default() += 1;
    }
    let mut take = |entry: &T| match counts.get_mut(entry) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    let gone: Vec<T> = old.into_iter().filter(|entry| !take(entry)).collect();
    let mut added: Vec<T> = Vec::new();
    for entry in new.into_iter().rev() {
        if take(&entry) {
            added.push(entry);
        }
    }
    added.reverse();
    (gone, added)
}

/// Questions asked, answered, and taken away.
fn question_words(before: &str, after: &str) -> Vec<String> {
    let (old, new) = (
        dated_lines(before, QUESTIONS),
        dated_lines(after, QUESTIONS),
    );
    let by_text = |lines: &'_ [DatedLine]| -> HashMap<String, usize> {
        let texts = lines.iter().map(|line| line.text.clone());
        texts.zip(0..).collect()
    };
    let (known_old, known_new) = (by_text(&old), by_text(&new));
    let mut words = Vec::new();
    for question in &new {
        let was = known_old.get(&question.text).map(|at| &old[*at]);
        let known = was.map_or(0, |was| was.answers.len());
        let is_answered = question.done == Some(true);
        let answers = question.answers.iter().skip(known);
        let answers: Vec<&str> = answers.map(|line| line.text.as_str()).collect();
        match was {
            None => words.push(format!("question: {}", question.text)),
            Some(was) if answers.is_empty() && is_answered && was.done != Some(true) => {
                words.push(format!("question answered: {}", question.text));
            }
            Some(was) if !is_answered && was.done == Some(true) => {
                words.push(format!("question open again: {}", question.text));
            }
            Some(_) => {}
        }
        let to = |answer| format!("answer to “{}”: {answer}", question.text);
        words.extend(answers.into_iter().map(to));
    }
    let gone = old
        .iter()
        .filter(|line| !known_new.contains_key(&line.text));
    words.extend(gone.map(|line| format!("question taken away: {}", line.text)));
    words
}

/// A part of a text: its heading, empty before the first one, and its words.
type Part = (String, String);

/// What changed in the parts that are free text.
fn prose_words(before: &str, after: &str, config: &Config) -> Vec<String> {
    let (old, new) = (parts(before, config), parts(after, config));
    let (known_old, known_new) = (by_title(&old), by_title(&new));
    let mut words = Vec::new();
    for (title, text) in &new {
        let name = match title.as_str() {
            "" => "text".to_owned(),
            title => format!("“{title}”"),
        };
        match known_old.get(title.as_str()).copied().unwrap_or_default() {
            was if was == text => {}
            "" => words.push(format!("{name} written")),
            _ if text.is_empty() => words.push(format!("{name} taken away")),
            was => words.push(format!("{name} reworded: {}", exchange(was, text))),
        }
    }
    let is_gone = |title: &str| !known_new.contains_key(title);
    for (title, _) in old
        .iter()
        .filter(|(title, text)| is_gone(title) && !text.is_empty())
    {
        words.push(match title.as_str() {
            "" => "text taken away".to_owned(),
            title => format!("“{title}” taken away"),
        });
    }
    words
}

fn by_title(parts: &[Part]) -> HashMap<&str, &str> {
    let parts = parts.iter();
    parts
        .map(|(title, text)| (title.as_str(), text.as_str()))
        .collect()
}

/// The parts of a body that are free text: what stands before the first heading and under each that means nothing special.
fn parts(body: &str, config: &Config) -> Vec<Part> {
    let special = LOGS.iter().map(|(heading, _)| (*heading).to_owned());
    let special = special
        .chain([QUESTIONS.to_owned()])
        .chain(config.criteria.headings.iter().cloned());
    let keys = HeadingKeys::new(&special.collect::<Vec<String>>());
    let sections = sections(body);
    let first = sections.first().map_or(body.len(), |s| s.heading.start);
    let mut parts: Vec<Part> = vec![(String::new(), one_line(&body[..first]))];
    let mut known: HashMap<String, usize> = HashMap::new();
    // Below a heading that means something, its own subsections mean the same.
    let mut inside: Option<u8> = None;
    for (index, section) in sections.iter().enumerate() {
        if inside.is_some_and(|level| section.level > level) {
            continue;
        }
        inside = keys.has(&section.title).then_some(section.level);
        if inside.is_some() {
            continue;
        }
        let end = sections
            .get(index + 1)
            .map_or(section.content.end, |next| next.heading.start);
        let own = body.get(section.content.start..end.max(section.content.start));
        let words = one_line(own.unwrap_or_default());
        let at = *known.entry(section.title.clone()).or_insert(parts.len());
        match parts.get_mut(at) {
            Some((_, text)) => {
                text.push(' ');
                text.push_str(&words);
            }
            None => parts.push((section.title.clone(), words)),
        }
    }
    parts
}
