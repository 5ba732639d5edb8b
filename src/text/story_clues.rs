//! What of a user story a text has that is no complete one: a role, a wish, a reason.

use super::prose::prose;
use super::story_foreign::{names_reason, names_role, names_wish};
use super::story_phrases::{NO_ROLES, SUBJECTS, WANTS};
use super::story_reason::split_benefit;
use super::story_words::{after_any, floor};

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 2000;

/// The parts of a user story that a text has, in whichever language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoryClues {
    /// "As a guest" or the like.
    pub role: bool,
    /// "I want", "we need" or the like.
    pub want: bool,
    /// "so that" or the like.
    pub benefit: bool,
}

/// Returns which parts of a user story the first paragraph of `text` has, for a text in which no whole one was found.
#[must_use]
pub fn story_clues(text: &str) -> StoryClues {
    let prose = prose(&text[..floor(text, LOOKED_AT)], 1);
    let Some(text) = prose.parts.first() else {
        return StoryClues::default();
    };
    let mut clues = StoryClues {
        benefit: split_benefit(text).1.is_some() || names_reason(text),
        ..StoryClues::default()
    };
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() && !last.is_alphanumeric() && !matches!(last, '\'' | '\u{2019}') {
            let rest = &text[at..];
            clues.role |= is_role(rest) || names_role(rest);
            clues.want |= is_wish(rest) || names_wish(rest);
        }
        last = c;
    }
    clues
}

/// Whether "As a" and somebody stand here; "as a" within a sentence compares.
fn is_role(text: &str) -> bool {
    let Some(length) = after_any(text, &["as a ", "as an "]).filter(|_| text.starts_with('A'))
    else {
        return false;
    };
    let who = text[length..].split([',', '.', '\n']).next();
    who.is_some_and(|who| !NO_ROLES.contains(&who.trim().to_lowercase().as_str()))
}

fn is_wish(text: &str) -> bool {
    SUBJECTS.iter().any(|(subject, _)| {
        after_any(text, &[subject]).is_some_and(|length| {
            WANTS
                .iter()
                .any(|phrase| after_any(&text[length..], &[phrase.words]).is_some())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{StoryClues, story_clues};

    #[test]
    fn finds_what_is_there() {
        let clues = |role, want, benefit| StoryClues {
            role,
            want,
            benefit,
        };
        for (text, expected) in [
            ("", clues(false, false, false)),
            (
                "Bidirectionally with the repository.",
                clues(false, false, false),
            ),
            ("I want to log in.", clues(false, true, false)),
            ("As a guest, the page is slow", clues(true, false, false)),
            ("As a result, the page is slow", clues(false, false, false)),
            ("Used as a template by all", clues(false, false, false)),
            ("Users log in so that they see", clues(false, false, true)),
            ("Ik wil kunnen inloggen", clues(false, true, false)),
            ("En tant que client", clues(true, false, false)),
            (
                "Die Liste ist kurz, damit alle sie lesen",
                clues(false, false, true),
            ),
            ("Words.\n\nI want more.", clues(false, false, false)),
        ] {
            assert_eq!(story_clues(text), expected, "{text}");
        }
    }
}
