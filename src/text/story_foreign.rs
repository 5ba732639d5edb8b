//! Reads the clauses of a user story by the table of a language.

use std::sync::LazyLock;

use super::story_clauses::{LONGEST_ROLE, LONGEST_STORY, Parsed};
use super::story_index::PhraseIndex;
use super::story_languages::{Phrase, StoryTable, TABLES, When};
use super::story_reason::split_by;
use super::story_words::{after_any, after_phrase, floor, sentence_end, skip_spaces, tidy};

/// Reads the story that may begin at `start` of some prose, in whichever language its phrases are.
pub(crate) fn parse_foreign(text: &str, start: usize) -> Option<Parsed> {
    let text = &text[..floor(text, start + LONGEST_STORY)];
    TABLES.iter().find_map(|table| parse_by(table, text, start))
}

/// Whether a story in another language than English may begin here.
pub(crate) fn may_begin(text: &str) -> bool {
    static BEGINNINGS: LazyLock<PhraseIndex> = LazyLock::new(|| {
        PhraseIndex::new(TABLES.iter().flat_map(|table| {
            let benefits = table.benefits.iter().map(|phrase| phrase.words);
            let roles = table.roles.iter().copied();
            roles.chain(whole_wants(table)).chain(benefits)
        }))
    });
    BEGINNINGS.after(text).is_some()
}

/// Whether a paragraph or list line begins with the next part of a story.
pub(crate) fn goes_on(text: &str) -> bool {
    static NEXT_PARTS: LazyLock<PhraseIndex> = LazyLock::new(|| {
        PhraseIndex::new(TABLES.iter().flat_map(|table| {
            let benefits = table.benefits.iter().filter(|phrase| phrase.rank < 2);
            whole_wants(table).chain(benefits.map(|phrase| phrase.words))
        }))
    });
    NEXT_PARTS.after(text).is_some()
}

fn parse_by(table: &StoryTable, text: &str, start: usize) -> Option<Parsed> {
    let rest = &text[start..];
    if let Some(length) = after_any(rest, table.roles) {
        let with_subject = is_subject(rest);
        return parse_role(table, text, start, start + length, with_subject);
    }
    if let Some((length, phrase)) = after_want(table, rest, false) {
        let found = wanted(table, text, start, start + length, phrase)?;
        // "I want" alone is no story: every mail may say it.
        return found.benefit.is_some().then_some(found);
    }
    parse_benefit_first(table, text, start)
}

/// "Ich als Kunde möchte": the person is named before the role, so the verb stands alone after it.
fn is_subject(text: &str) -> bool {
    after_any(text, &["ich ", "wir ", "ik ", "wij "]).is_some()
}

fn parse_role(
    table: &StoryTable,
    text: &str,
    start: usize,
    after: usize,
    with_subject: bool,
) -> Option<Parsed> {
    let mut role_start = skip_spaces(text, after);
    if after_any(&text[role_start..], table.no_roles).is_some() {
        return None;
    }
    if let Some(length) = after_any(&text[role_start..], table.articles) {
        role_start = skip_spaces(text, role_start + length);
    }
    let limit = floor(text, role_start + LONGEST_ROLE);
    let mut last = ' ';
    let (at, (length, phrase)) = text[role_start..limit].char_indices().find_map(|(at, c)| {
        let begins = !last.is_alphanumeric() && c.is_alphabetic();
        last = c;
        let found = begins.then(|| after_want(table, &text[role_start + at..], with_subject));
        Some((role_start + at, found.flatten()?))
    })?;
    let role = tidy(&text[role_start..at]);
    let end = role.rsplit(' ').next().unwrap_or_default().to_lowercase();
    if role.is_empty()
        || table.no_role_ends.contains(&end.as_str())
        || sentence_end(text, role_start, &[]) < at
    {
        return None;
    }
    let mut found = wanted(table, text, at, at + length, phrase)?;
    found.role = role;
    found.range.start = start;
    Some(found)
}

/// The want at `at` and its reason; `from` is the byte where the phrase begins.
fn wanted(
    table: &StoryTable,
    text: &str,
    from: usize,
    at: usize,
    phrase: &Phrase,
) -> Option<Parsed> {
    let end = sentence_end(text, at, table.benefits);
    let (want, benefit) = split_by(
        &text[at..end],
        table.benefits,
        &|rest| is_infinitive(table, rest),
        &|rest| after_any(rest, table.subjects).is_some(),
        table.no_purpose,
    );
    let want = tidy(want);
    (!want.is_empty()).then(|| Parsed {
        role: String::new(),
        want: format!("{}{want}", phrase.before),
        benefit,
        wish: phrase.words.trim_end().to_owned(),
        range: from..from + text[from..end].trim_end().len(),
    })
}

/// "Afin de gagner du temps, en tant que client, je veux …".
fn parse_benefit_first(table: &StoryTable, text: &str, start: usize) -> Option<Parsed> {
    let rest = &text[start..];
    let lead = table
        .benefits
        .iter()
        .filter(|phrase| phrase.rank != 2)
        .find_map(|phrase| after_phrase(rest, phrase.words))?;
    let limit = floor(text, start + 400);
    let comma_at = (start + lead..limit).filter(|at| text.as_bytes()[*at] == b',');
    for comma in comma_at {
        let next = skip_spaces(text, comma + 1);
        let Some(length) = after_any(&text[next..], table.roles) else {
            continue;
        };
        let mut found = parse_role(table, text, next, next + length, false)?;
        found.range.start = start;
        if found.benefit.is_none() {
            let words = tidy(&text[start + lead..comma]);
            found.benefit = (!words.is_empty()).then_some(words);
        }
        return Some(found);
    }
    None
}

/// The length of the phrase that begins a want here; a verb without its person only `with_subject`.
fn after_want(
    table: &StoryTable,
    text: &str,
    with_subject: bool,
) -> Option<(usize, &'static Phrase)> {
    table
        .wants
        .iter()
        .filter_map(|phrase| Some((after_phrase(text, phrase.words)?, phrase)))
        .find(|(_, phrase)| with_subject || is_whole(table, phrase))
}

/// Whether a phrase names its person too: in German and Dutch `möchte` alone does not.
fn is_whole(table: &StoryTable, phrase: &Phrase) -> bool {
    !matches!(table.code, "de" | "nl") || phrase.words.trim_end().contains(' ')
}

/// The phrases of a language that begin a want by themselves.
fn whole_wants(table: &StoryTable) -> impl Iterator<Item = &'static str> {
    let wants = table.wants.iter().filter(|phrase| is_whole(table, phrase));
    wants.map(|phrase| phrase.words)
}

/// Whether an infinitive of the language begins `text`, after small words such as `ne pas`.
fn is_infinitive(table: &StoryTable, text: &str) -> bool {
    let mut rest = text.trim_start();
    for _ in 0..3 {
        match after_any(rest, table.between) {
            Some(length) => rest = &rest[length..],
            None => break,
        }
    }
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '-')
        .flat_map(char::to_lowercase)
        .collect();
    word.chars().count() > 2
        && !table.no_infinitives.contains(&word.as_str())
        && table
            .infinitives
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Whether words that can only name a role begin here: `En tant que`, not `Als`.
pub(crate) fn names_role(text: &str) -> bool {
    static SURE_ROLES: LazyLock<PhraseIndex> = LazyLock::new(|| {
        let sure = |table: &'static StoryTable| {
            let roles = table.roles.iter().copied();
            roles.filter(|words| table.code == "pl" || words.trim_end().contains([' ', '\'']))
        };
        PhraseIndex::new(TABLES.iter().flat_map(sure))
    });
    SURE_ROLES.after(text).is_some()
}

/// Whether a wish of a person begins here.
pub(crate) fn names_wish(text: &str) -> bool {
    static WISHES: LazyLock<PhraseIndex> = LazyLock::new(|| PhraseIndex::new(wishes()));
    WISHES.after(text).is_some()
}

/// Whether a sentence gives a reason with words that do nothing else.
pub(crate) fn names_reason(text: &str) -> bool {
    TABLES.iter().any(|table| {
        let sure: Vec<Phrase> = table
            .benefits
            .iter()
            .filter(|phrase| phrase.rank == 0)
            .copied()
            .collect();
        let subject = |rest: &str| after_any(rest, table.subjects).is_some();
        split_by(text, &sure, &|_| false, &subject, &[]).1.is_some()
    })
}

/// The words that say a person's wish, in languages other than English.
pub(crate) fn wishes() -> impl Iterator<Item = &'static str> {
    TABLES.iter().flat_map(whole_wants)
}

/// The words that always begin a reason in a language other than English.
pub(crate) fn sure_reasons() -> impl Iterator<Item = &'static str> {
    TABLES
        .iter()
        .flat_map(|table| table.benefits)
        .filter(|phrase| phrase.rank == 0 && phrase.when == When::Always)
        .map(|phrase| phrase.words)
}
