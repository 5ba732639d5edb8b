//! What changed in the text of an item besides its acceptance criteria.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::Config;
use crate::report::diff::words::{excerpt, exchange};
use crate::text::{DatedLine, FreeText, HeadingKeys, dated_lines, free_text};

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

/// What changed in free text, a sentence a section.
fn prose_words(before: &str, after: &str, config: &Config) -> Vec<String> {
    let keys = HeadingKeys::new(&config.criteria.headings);
    let (old, new) = (by_title(before, &keys), by_title(after, &keys));
    let was = |title: &str| old.iter().find(|text| text.title == title);
    let changed = new.iter().filter_map(|text| {
        let was = was(&text.title).map_or("", |was| &was.words);
        prose_change(text, was, &text.words)
    });
    let is_gone = |text: &&FreeText| !new.iter().any(|other| other.title == text.title);
    let gone = old.iter().filter(is_gone);
    let gone = gone.filter_map(|text| prose_change(text, &text.words, ""));
    changed.chain(gone).collect()
}

/// What changed in the free text of a section.
fn prose_change(text: &FreeText, was: &str, is: &str) -> Option<String> {
    let name = match text.title.as_str() {
        "" => "text".to_owned(),
        title if text.is_beside_list => format!("text beside “{title}”"),
        title => format!("“{title}”"),
    };
    // Of what stands beside a list few words are to be expected, and its heading says nothing of them.
    let said = |words: &str| match text.is_beside_list {
        true => format!(": {}", excerpt(words)),
        false => String::new(),
    };
    match (was, is) {
        _ if was == is => None,
        ("", _) => Some(format!("{name} written{}", said(is))),
        (_, "") => Some(format!("{name} taken away{}", said(was))),
        _ => Some(format!("{name} reworded: {}", exchange(was, is))),
    }
}

/// The free text of a body; of sections with one heading, that of all.
fn by_title(body: &str, keys: &HeadingKeys) -> Vec<FreeText> {
    let mut texts: Vec<FreeText> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for text in free_text(body, keys) {
        let at = *known.entry(text.title.clone()).or_insert(texts.len());
        match texts.get_mut(at) {
            Some(first) => {
                first.words = format!("{} {}", first.words, text.words).trim().to_owned();
            }
            None => texts.push(text),
        }
    }
    texts
}
