//! What an open item says in a user story's words: in its sentence, or else in its first prose.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::rules::missing_role;
use crate::check::subject::Subject;
use crate::model::{Place, Profile, StateKind};
use crate::text::{sections, story_clues};

/// Sections of the story template, beside the acceptance criteria: what stands there is no story.
const TEMPLATE: [&str; 5] = [
    "questions",
    "notes",
    "estimation",
    "decisions",
    "definition of done",
];

/// Which parts of a user story an item has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whether somebody is named who wants it.
    pub role: bool,
    /// Whether it is said what is wanted.
    pub want: bool,
    /// Whether it is said why.
    pub benefit: bool,
    /// Where it says so, or should.
    pub place: Place,
}

impl Opening {
    /// Whether one finding is enough for this item: it has nothing of a user story but its title, which says what is wanted, and
    /// `missing-role` reports that. Under `strict` each part is an error of its own.
    #[must_use]
    pub fn is_one_finding(&self, context: &Context, subject: &Subject) -> bool {
        !self.role
            && !self.want
            && !self.benefit
            && !subject.story.title.is_empty()
            && context.settings.profile != Profile::Strict
            && context.looks_at(&missing_role::RULE, subject.story)
    }
}

/// Returns what an item says; nothing for one that is closed, or freshly captured with nothing but a title.
#[must_use]
pub fn opening(context: &Context, subject: &Subject) -> Option<Opening> {
    let body = subject.body()?;
    if !subject.kind.is_open() {
        return None;
    }
    let headings = &context.backlog.config.criteria.headings;
    let is_idea = subject.kind == StateKind::New;
    let path = &subject.story.path;
    match subject.sentence() {
        Some(sentence) if sentence.in_title && is_idea && first_prose(body, headings).is_none() => {
            None
        }
        Some(sentence) => Some(Opening {
            role: !sentence.parts.role.is_empty(),
            want: true,
            benefit: sentence.parts.benefit.is_some(),
            place: sentence.whole(),
        }),
        None => {
            let prose = first_prose(body, headings);
            let (text, place) = match prose {
                Some(line) => (&body[line.start..], Place::body(path, line)),
                None if is_idea => return None,
                None => (subject.story.title.as_str(), Place::value(path, "title")),
            };
            let clues = story_clues(text);
            Some(Opening {
                role: clues.role,
                want: clues.want,
                benefit: clues.benefit,
                place,
            })
        }
    }
}

/// The first line of prose outside headings, comments, code and the sections of the template.
fn first_prose(body: &str, headings: &[String]) -> Option<Range<usize>> {
    let other: Vec<Range<usize>> = sections(body)
        .into_iter()
        .flat_map(|section| {
            let title = section.title.to_lowercase();
            let is_known = TEMPLATE.contains(&title.as_str())
                || headings
                    .iter()
                    .any(|heading| title.starts_with(&heading.to_lowercase()));
            let end = if is_known {
                section.content.end
            } else {
                section.heading.end
            };
            std::iter::once(section.heading.start..end)
        })
        .collect();
    let (mut at, mut in_comment, mut in_code) = (0, false, false);
    // Sections begin one after the other, so those that began are looked at once; one may hold others.
    let (mut next, mut covered) = (0, 0);
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        while other.get(next).is_some_and(|range| range.start <= start) {
            covered = covered.max(other[next].end);
            next += 1;
        }
        let words = line.trim();
        let is_fence = words.starts_with("```") || words.starts_with("~~~");
        in_code ^= is_fence;
        in_comment |= words.starts_with("<!--");
        let is_comment = in_comment;
        in_comment &= !words.contains("-->");
        let is_prose = words.contains(char::is_alphabetic);
        if is_prose && !is_fence && !in_code && !is_comment && start >= covered {
            let first = start + line.len() - line.trim_start().len();
            let words = words.split("<!--").next().unwrap_or_default().trim_end();
            return Some(first..first + words.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{first_prose, opening};
    use crate::check::sample::{backlog, default_settings, story};
    use crate::check::{Context, Subject};

    #[test]
    fn prose_is_what_stands_outside_the_template() {
        let headings = ["Acceptance criteria".to_owned()];
        let prose = |body: &str| first_prose(body, &headings).map(|range| body[range].to_owned());
        for body in [
            "",
            "<!-- As a guest\nI want -->\n",
            "## Acceptance criteria (1/2)\n\n- a\n\n### Edge\n\n- b\n\n## Notes\n\n- c\n",
            "# A title\n\n```\ncode\n```\n\n---\n",
        ] {
            assert_eq!(prose(body), None, "{body}");
        }
        assert_eq!(
            prose("## Notes\n\nx\n\n## Description\n\n  Guests pay.\nMore.\n").as_deref(),
            Some("Guests pay.")
        );
    }

    #[test]
    fn ideas_with_nothing_but_a_title_and_closed_items_say_nothing() {
        let said = |body: &str, status: &str, title: &str| {
            let item = story("US-1", body, |s| {
                s.status = status.to_owned();
                s.title = title.to_owned();
            });
            let backlog = backlog([item]);
            let context = Context::new(&backlog, default_settings());
            let found = opening(&context, &Subject::new(&context, 0)?);
            found.map(|opening| (opening.role, opening.want, opening.benefit))
        };
        assert_eq!(said("", "new", "As a guest, I want to pay"), None);
        assert_eq!(said("Prose.\n", "done", "Pay"), None);
        assert_eq!(said("", "ready", "Pay"), Some((false, false, false)));
        assert_eq!(
            said("", "ready", "As a guest, I want to pay"),
            Some((true, true, false))
        );
        assert_eq!(
            said("I want to pay.\n", "new", "Pay"),
            Some((false, true, false))
        );
    }
}
