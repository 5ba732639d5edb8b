//! The body of a new item by its type, and the hints that an editor shows in it.

use super::add::{add_criterion, has_criteria_section};
use super::hints::hint_line;
use super::language::language_of;
use super::lines::trim_end;
use super::sections::sections;
use super::story_sentence::user_story_sentence;
use super::words::{is_wordless, one_line};

/// What is known of a new item's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NewBody<'a> {
    /// Its type: `story`, `bug`, `spike`, `epic`, or a team's own.
    pub kind: &'a str,
    /// The code of the language of its sentence; English where it is not known.
    pub language: &'a str,
    /// Who wants it; empty where nobody said.
    pub role: &'a str,
    /// What is wanted; empty where nobody said.
    pub want: &'a str,
    /// Why; empty where nobody said.
    pub benefit: &'a str,
    /// Markdown that came with it, such as the rest of a mail; mostly empty.
    pub text: &'a str,
    /// Its acceptance criteria, one each.
    pub criteria: &'a [String],
    /// The headings that mean acceptance criteria; the first is written.
    pub headings: &'a [String],
    /// Whether hints are wanted: they are for an editor, and [`strip_hints`](super::strip_hints) takes them out.
    pub hints: bool,
}

/// A heading of a template, and the hint below it.
type Part = (&'static str, &'static str);

const BUG: [Part; 3] = [
    ("What happens", "what you saw, word for word, and how often"),
    ("What should happen", "what you expected instead"),
    ("Steps", "how to see it, from the start; version and device"),
];

const SPIKE: [Part; 4] = [
    ("Question", "the one question to answer"),
    (
        "Hypothesis",
        "what you believe now, and what would prove you wrong",
    ),
    ("Risks", "what could happen if nobody finds out"),
    ("Time box", "when to stop, answer or not: 2 days"),
];

const EPIC: [Part; 2] = [
    ("Outcome", "what will be different, and for whom"),
    ("How we will know", "what to measure: from, to, by when"),
];

const STORY_HINT: &str = "As a [role], I want [what] so that [why].";
const CRITERIA_HINT: &str = "one line each: - [ ] Given [state], when [event], then [result]";

/// Returns the body of a new item, from its first line on (without the blank line after the front matter), with `\n` and one at the end.
///
/// Story: the sentence and criteria. Bug: What happens, What should happen, Steps and criteria. Spike and epic: their own headings, criteria only when given.
/// A type of a team's own is like a story. Without criteria their heading stands with nothing below.
#[must_use]
pub fn template(new: &NewBody<'_>) -> String {
    let (parts, asks_role, asks_criteria): (&[Part], bool, bool) =
        match new.kind.to_lowercase().as_str() {
            "bug" => (&BUG, false, true),
            "spike" => (&SPIKE, false, false),
            "epic" => (&EPIC, false, false),
            "story" => (&[], true, true),
            _ => (&[], false, true),
        };
    let hint = |words: &str| {
        if new.hints {
            hint_line(words)
        } else {
            String::new()
        }
    };
    let mut blocks = Vec::new();
    let benefit = Some(new.benefit).filter(|benefit| !is_wordless(benefit));
    let sentence = if is_wordless(new.role) && is_wordless(new.want) {
        String::new()
    } else {
        match language_of(new.language).filter(|language| language.code != "en") {
            Some(language) => language.sentence(new.role, new.want, benefit.unwrap_or_default()),
            None => user_story_sentence(new.role, new.want, benefit),
        }
    };
    if !sentence.is_empty() {
        blocks.push(sentence + "\n");
    } else if asks_role && new.hints {
        blocks.push(hint(STORY_HINT));
    }
    let text = new.text.replace("\r\n", "\n").replace('\r', "\n");
    let text = trim_end(text.trim_start_matches('\n'));
    let is_closed = leaves_nothing_open(text);
    let push_text = |blocks: &mut Vec<String>| {
        if !is_wordless(text) {
            blocks.push(format!("{text}\n"));
        }
    };
    if is_closed {
        push_text(&mut blocks);
    }
    for (heading, words) in parts {
        blocks.push(format!("## {heading}\n{}", hint(words)));
    }
    let headings = with_default(new.headings);
    if asks_criteria && !(is_closed && has_criteria_section(text, &headings)) {
        blocks.push(format!(
            "## {}\n{}",
            one_line(&headings[0]),
            hint(CRITERIA_HINT)
        ));
    }
    if !is_closed {
        push_text(&mut blocks);
    }
    let body = blocks.join("\n");
    new.criteria
        .iter()
        .filter(|words| !is_wordless(words))
        .fold(body, |body, words| {
            add_criterion(&body, &headings, words).apply(&body)
        })
}

/// The headings, or the usual one where there is none.
fn with_default(headings: &[String]) -> Vec<String> {
    let named: Vec<String> = headings
        .iter()
        .filter(|heading| !super::headings::heading_key(heading).is_empty())
        .cloned()
        .collect();
    if named.is_empty() {
        vec![super::add::HEADING.to_owned()]
    } else {
        named
    }
}

/// Whether a heading after `text` is one: no fence or comment in it is still open.
fn leaves_nothing_open(text: &str) -> bool {
    let probe = format!("{text}\n\n# probe\n");
    sections(&probe)
        .last()
        .is_some_and(|section| section.heading.start == text.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::{NewBody, template};
    use crate::text::{criteria, strip_hints};

    fn criteria_headings() -> Vec<String> {
        vec!["Acceptance criteria".to_owned()]
    }

    #[test]
    fn a_story_has_sentence_and_criteria() {
        let criteria = ["Given a card\nwhen I pay".to_owned(), "- b".to_owned()];
        let headings = ["Done when".to_owned()];
        let new = NewBody {
            kind: "story",
            role: "guest",
            want: "to pay",
            benefit: "I save time",
            criteria: &criteria,
            headings: &headings,
            ..NewBody::default()
        };
        assert_eq!(
            template(&new),
            "As a guest, I want to pay so that I save time.\n\n## Done when\n\n- [ ] Given a card\n  when I pay\n- [ ] \\- b\n"
        );
    }

    #[test]
    fn each_type_has_its_headings() {
        let body = |kind| {
            template(&NewBody {
                kind,
                ..NewBody::default()
            })
        };
        let end = "## Acceptance criteria\n";
        assert_eq!(body("story"), end);
        assert_eq!(
            body("Bug"),
            format!("## What happens\n\n## What should happen\n\n## Steps\n\n{end}")
        );
        assert_eq!(
            body("spike"),
            "## Question\n\n## Hypothesis\n\n## Risks\n\n## Time box\n"
        );
        assert_eq!(body("epic"), "## Outcome\n\n## How we will know\n");
        assert_eq!(body("task"), end);
    }

    #[test]
    fn hints_leave_no_trace() {
        let given = ["a".to_owned()];
        for kind in ["story", "bug", "spike", "epic", "task"] {
            for role in ["", "guest"] {
                for criteria in [&[][..], &given[..]] {
                    for text in ["", "A mail.\r\n\r\nMore.\r\n", "```\nopen"] {
                        let plain = NewBody {
                            kind,
                            role,
                            want: role,
                            text,
                            criteria,
                            ..NewBody::default()
                        };
                        let hinted = template(&NewBody {
                            hints: true,
                            ..plain
                        });
                        assert!(hinted.contains("<!-- "), "{hinted}");
                        assert_eq!(strip_hints(&hinted), template(&plain), "{hinted}");
                    }
                }
            }
        }
    }

    #[test]
    fn takes_a_text_as_it_comes() {
        let given = ["new".to_owned()];
        let mail = NewBody {
            kind: "story",
            text: "Please.\r\n\r\n## Acceptance criteria\r\n- old\r\n",
            criteria: &given,
            ..NewBody::default()
        };
        assert_eq!(
            template(&mail),
            "Please.\n\n## Acceptance criteria\n- old\n- [ ] new\n"
        );
        let open = template(&NewBody {
            text: "<!-- open",
            ..mail
        });
        assert_eq!(criteria(&open, &criteria_headings()).len(), 1);
        assert!(open.ends_with("<!-- open\n"));
    }
}
