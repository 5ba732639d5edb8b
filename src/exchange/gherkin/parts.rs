//! The parts of a story that are Gherkin already: backgrounds, rules, and scenarios in any language.

use std::ops::Range;

use crate::exchange::export::ExportItem;
use crate::exchange::gherkin::feature::escaped;
use crate::exchange::gherkin::words::{Heading, language_of_headings};
use crate::text::{HeadingKeys, sections};

/// A rule that is a heading within the criteria: its scenarios stand below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSection {
    /// Its name.
    pub name: String,
    /// Its tags, as lines.
    pub tags: Vec<String>,
    /// What it says before its first criterion, as lines of a feature.
    pub says: Vec<String>,
    /// The bytes of its section, heading included.
    pub whole: Range<usize>,
    /// The bytes of its heading and of what it says.
    pub intro: Range<usize>,
}

/// The rules of an item, in its order.
#[must_use]
pub fn rules(item: &ExportItem<'_>, headings: &HeadingKeys) -> Vec<RuleSection> {
    let body = item.body.as_str();
    let all = sections(body);
    let is_in_criteria = |at: usize| {
        let mut criteria = all.iter().filter(|section| headings.has(&section.title));
        criteria.any(|section| section.content.contains(&at))
    };
    let mut rules = Vec::new();
    for section in &all {
        let language = language_of_headings(&[&section.title]);
        let heading = language.and_then(|language| language.heading(&section.title));
        let Some((Heading::Rule, name)) = heading else {
            continue;
        };
        if !is_in_criteria(section.heading.start) {
            continue;
        }
        let mut starts = item.criteria.iter().map(|one| one.range.start);
        let end = starts.find(|start| section.content.contains(start));
        let end = end.unwrap_or(section.content.end);
        let (mut tags, mut says) = (Vec::new(), Vec::new());
        let mut is_code = false;
        for line in body[section.content.start..end].lines() {
            if line.starts_with("```") {
                is_code = !is_code;
            } else if is_code {
                says.push(line.to_owned());
            } else {
                let words = line.strip_prefix('>').unwrap_or(line);
                let words = words.strip_prefix(' ').unwrap_or(words);
                match words.starts_with('@') && says.iter().all(String::is_empty) {
                    true => tags.push(words.to_owned()),
                    false => says.push(escaped(words)),
                }
            }
        }
        rules.push(RuleSection {
            name: name.to_owned(),
            tags,
            says,
            whole: section.heading.start..section.content.end,
            intro: section.heading.start..end,
        });
    }
    rules
}

/// A fence of Gherkin: what is in it, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GherkinFence {
    /// Its lines, without the indent of the fence.
    pub lines: Vec<String>,
    /// Its bytes with the fence.
    pub range: Range<usize>,
}

impl GherkinFence {
    /// The line that says what it is.
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        let mut lines = self.lines.iter().map(|line| line.trim());
        lines.find(|line| !line.is_empty() && !line.starts_with(['@', '#']))
    }
}

/// The fences of Gherkin in a text; those that are not closed end with it.
#[must_use]
pub fn gherkin_fences(text: &str) -> Vec<GherkinFence> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, Option<GherkinFence>)> = None;
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let bare = line.trim_start_matches(' ');
        let ticks = bare.len() - bare.trim_start_matches('`').len();
        match &mut open {
            Some((count, _, fence)) if ticks >= *count && ticks == bare.len() => {
                if let Some(mut fence) = fence.take() {
                    fence.range.end = at + whole.len();
                    found.push(fence);
                }
                open = None;
            }
            Some((_, indent, Some(fence))) => {
                let own = (line.len() - bare.len()).min(*indent);
                fence.lines.push(line[own..].to_owned());
                fence.range.end = at + whole.len();
            }
            Some(_) => {}
            None if ticks >= 3 && !bare[ticks..].contains('`') => {
                let is_gherkin = bare[ticks..].trim() == "gherkin";
                let fence = is_gherkin.then(|| GherkinFence {
                    lines: Vec::new(),
                    range: at..at + whole.len(),
                });
                open = Some((ticks, line.len() - bare.len(), fence));
            }
            None => {}
        }
        at += whole.len();
    }
    found.extend(open.and_then(|(_, _, fence)| fence));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::gherkin_fences;

    #[test]
    fn fences_are_found_with_their_lines() {
        let text = "a\n````text\n```gherkin\nno\n````\n- b\n\n  ```gherkin\n  @c\n  Szenario: d\n    e\n  ```\n";
        let found = gherkin_fences(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, ["@c", "Szenario: d", "  e"]);
        assert_eq!(found[0].heading(), Some("Szenario: d"));
        assert!(text[found[0].range.clone()].starts_with("  ```gherkin"));
        assert_eq!(gherkin_fences("```gherkin\na")[0].lines, ["a"]);
    }

    proptest! {
        #[test]
        fn any_text_has_some(text in "[`a \n-]{0,40}(```gherkin\n[`a \n]{0,20}){0,2}") {
            for fence in gherkin_fences(&text) {
                prop_assert!(text.get(fence.range).is_some());
            }
        }
    }
}
