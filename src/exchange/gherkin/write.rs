//! Writes each story as a feature, and its criteria as scenarios and rules.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;

use crate::exchange::export::{
    Carry, ExportBacklog, ExportError, ExportItem, ExportNote, Layout, Sink, Writer,
};
use crate::exchange::gherkin::feature::escaped;
use crate::exchange::gherkin::words::{Heading, Language};
use crate::text::{HeadingKeys, english_steps, one_line, sections, slug};

/// Gherkin.
pub const WRITER: Writer = Writer {
    docs: "Writes a folder of `.feature` files, one a story, called by its id and title. The text is what the feature says of itself. A \
           criterion that is Given/When/Then in English, or a scenario already, becomes a scenario with its steps. Any other \
           criterion becomes a `Rule:` without examples, and no scenario: steps that nobody wrote would be invented, and a runner \
           would count them as tested. Add examples below the rule when you have them.",
    layout: Layout::Folder,
    carries: &[
        (
            "id",
            Carry::Part("file name", "the file's name begins with it"),
        ),
        ("title", Carry::Whole("Feature")),
        (
            "labels",
            Carry::Part("tags", "white space becomes `-`, a `@` is left out"),
        ),
        (
            "text",
            Carry::Part(
                "description",
                "a `\\` stands before lines that Gherkin would read as its own",
            ),
        ),
        (
            "criteria",
            Carry::Part(
                "Scenario, Rule",
                "without ticks and nesting; code and tables only where they are scenarios",
            ),
        ),
        (
            "notes",
            Carry::Lost("a feature says what holds, not what was said about it"),
        ),
    ],
    write,
};

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let headings = HeadingKeys::new(&backlog.config().criteria.headings);
    for item in backlog.items() {
        let item = item?;
        let name = slug(&item.story.title);
        let dash = if name.is_empty() { "" } else { "-" };
        let path = format!("{}{dash}{name}.feature", item.story.id);
        let text = feature(&item, &headings, &mut notes);
        let mut file = sink.file(&path)?;
        file.write_all(text.as_bytes())?;
        file.flush()?;
    }
    Ok(notes)
}

fn feature(item: &ExportItem<'_>, headings: &HeadingKeys, notes: &mut Vec<ExportNote>) -> String {
    let story = item.story;
    let mut tags = Vec::new();
    for label in &story.labels {
        let tag = tag(label);
        if tag != *label {
            let reason = format!("`labels`: `{label}` becomes the tag `@{tag}`");
            notes.push(ExportNote::of(&story.id, reason));
        }
        if !tag.is_empty() {
            tags.push(format!("@{tag}"));
        }
    }
    let mut out = String::new();
    if !tags.is_empty() {
        out.push_str(&tags.join(" "));
        out.push('\n');
    }
    line(&mut out, &format!("Feature: {}", one_line(&story.title)));
    for text in description(item, headings).lines() {
        match text.trim_end() {
            "" => out.push('\n'),
            text => line(&mut out, &format!("  {}", escaped(text))),
        }
    }
    let mut rules = Vec::new();
    for example in examples(item) {
        match example {
            Example::Scenario(lines) => {
                out.push('\n');
                for text in lines {
                    line(&mut out, format!("  {text}").trim_end());
                }
            }
            Example::Rule(words) => rules.push(words),
        }
    }
    // After a rule all scenarios belong to it, so rules come last.
    for rule in rules {
        line(&mut out, &format!("\n  Rule: {rule}"));
    }
    out
}

/// The text without criteria and notes, and without their headings.
fn description(item: &ExportItem<'_>, headings: &HeadingKeys) -> String {
    let body = item.body.as_str();
    let notes_heading = HeadingKeys::new(&["Notes".to_owned()]);
    let mut cuts: Vec<Range<usize>> = item.criteria.iter().map(|one| one.range.clone()).collect();
    cuts.extend(item.notes.iter().map(|one| one.range.clone()));
    for section in sections(body) {
        let of_criteria = headings.has(&section.title) && !item.criteria.is_empty();
        let of_notes = notes_heading.has(&section.title) && !item.notes.is_empty();
        if of_criteria || of_notes {
            cuts.push(section.heading.clone());
        }
        if of_criteria {
            // The fences of scenarios.
            let mut at = section.content.start;
            for part in body[section.content.clone()].split_inclusive('\n') {
                if part.trim_start().starts_with("```") {
                    cuts.push(at..at + part.len());
                }
                at += part.len();
            }
        }
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut text = String::new();
    let mut at = 0;
    for cut in cuts {
        if cut.start > at {
            text.push_str(&body[at..cut.start]);
        }
        at = at.max(cut.end);
    }
    text.push_str(&body[at..]);
    let mut lines: Vec<&str> = Vec::new();
    for line in text.trim().lines() {
        let both_empty =
            line.trim().is_empty() && lines.last().is_some_and(|last| last.trim().is_empty());
        if !both_empty {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn line(out: &mut String, text: &str) {
    // A text takes every line.
    let _ = writeln!(out, "{text}");
}

/// A label as a tag.
fn tag(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join("-").replace('@', "")
}

/// What a criterion becomes.
enum Example {
    Scenario(Vec<String>),
    Rule(String),
}

/// The criteria in their order; items that are a step each make one scenario together.
fn examples(item: &ExportItem<'_>) -> Vec<Example> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(criterion) = item.criteria.get(at) {
        let source = &item.body[criterion.range.clone()];
        if let Some(lines) = scenario(source) {
            found.push(Example::Scenario(lines));
            at += 1;
            continue;
        }
        // The longest run of items that is Given/When/Then as a whole; one sentence is one item.
        let joined = (1..=MOST_STEPS.min(item.criteria.len() - at))
            .rev()
            .find_map(|count| {
                let texts: Vec<&str> = item.criteria[at..at + count]
                    .iter()
                    .map(|one| one.text.trim_end_matches(['.', ',', ';']))
                    .collect();
                let one_each = count == 1 || texts.iter().all(|text| english_steps(text).is_none());
                let starts = texts.iter().skip(1).all(|text| !text.starts_with("Given "));
                let steps = english_steps(&texts.join(",\n")).filter(|_| one_each && starts)?;
                (count == 1 || steps.len() >= count).then_some((steps, count))
            });
        match joined {
            Some((steps, count)) => {
                let then = steps.iter().find_map(|step| step.strip_prefix("Then "));
                let mut lines = vec![format!("Scenario: {}", one_line(then.unwrap_or_default()))];
                lines.extend(steps.iter().map(|step| format!("  {}", one_line(step))));
                found.push(Example::Scenario(lines));
                at += count;
            }
            None => {
                found.push(Example::Rule(one_line(&criterion.text)));
                at += 1;
            }
        }
    }
    found
}

/// How many items may be the steps of one scenario.
const MOST_STEPS: usize = 12;

/// The lines of a scenario that is one already.
fn scenario(source: &str) -> Option<Vec<String>> {
    let is_head = |line: &&str| !line.is_empty() && !line.starts_with(['@', '#']);
    let head = source.lines().map(str::trim).find(is_head)?;
    let (kind, _) = Language::english().heading(head)?;
    (kind == Heading::Scenario && !source.trim_start().starts_with(['-', '*', '+']))
        .then(|| source.trim_end().lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use crate::exchange::draft::Draft;
    use crate::exchange::gherkin::FORMAT;
    use crate::exchange::gherkin::write::WRITER;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip;
    use crate::model::Story;
    use crate::text::{criteria, criteria_headings};

    fn exported(body: &str, labels: &[&str]) -> (MemorySink, usize) {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.title = "Pay: now".into();
        story.labels = labels.iter().map(|&label| label.to_owned()).collect();
        let (sink, report) = MemorySink::of(&WRITER, vec![story], |_| body.to_owned());
        (sink, report.notes.len())
    }

    fn read(sink: &MemorySink) -> Draft {
        let (mut drafts, _) = sink.source(&[]).drafts(&FORMAT).unwrap();
        assert_eq!(drafts.len(), 1);
        drafts.remove(0)
    }

    #[test]
    fn titles_come_back() {
        round_trip(&FORMAT, |_| ());
    }

    #[test]
    fn criteria_become_scenarios_and_rules() {
        let (sink, notes) = exported(
            "\nAs a b\n\n## Why\n\nScenario: none\n\n## Acceptance criteria\n\n\
             - [x] Given a card, when I pay, then it is charged\n- [ ] An expired card is refused\n\
             - Given a basket\n- When I leave\n- Then it stays\n\n\
             ```gherkin\n@slow\nScenario: Two\n  Given b\n    \"\"\"\n    text\n    \"\"\"\n```\n\n## Notes\n\n- 2026-01-02 n\n",
            &["checkout", "two words"],
        );
        assert_eq!(
            sink.text("US-1-pay-now.feature"),
            "@checkout @two-words\nFeature: Pay: now\n  As a b\n\n  \\## Why\n\n  \\Scenario: none\n\n\
             \x20 Scenario: it is charged\n    Given a card\n    When I pay\n    Then it is charged\n\n\
             \x20 Scenario: it stays\n    Given a basket\n    When I leave\n    Then it stays\n\n\
             \x20 @slow\n  Scenario: Two\n    Given b\n      \"\"\"\n      text\n      \"\"\"\n\n\
             \x20 Rule: An expired card is refused\n"
        );
        assert_eq!(notes, 1);
        let draft = read(&sink);
        assert!(
            draft
                .body
                .starts_with("\nAs a b\n\n## Why\n\nScenario: none\n"),
            "{}",
            draft.body
        );
        assert_eq!(criteria(&draft.body, &criteria_headings("en")).len(), 4);
    }

    proptest! {
        #[test]
        fn no_criterion_is_lost(
            texts in prop::collection::vec("(Given|When|Then|And|An?|Rule:|#|@x)( [a-z]{1,6},?){1,5}", 0..7),
            lines in prop::collection::vec("(Rule: |# |@|\\\\|```|- )?[a-z]{0,5}", 0..6),
        ) {
            let list: String = texts.iter().map(|text| format!("- [ ] {text}\n")).collect();
            let body = format!("\n{}\n\n## Acceptance criteria\n\n{list}", lines.join("\n"));
            let before = criteria(&body, &criteria_headings("en"));
            let (sink, _) = exported(&body, &[]);
            let draft = read(&sink);
            let after = criteria(&draft.body, &criteria_headings("en"));
            let words = |text: &str| text.split_whitespace().map(|word| word.trim_matches(',').to_lowercase()).collect::<Vec<_>>();
            for one in &before {
                let here = words(&draft.body);
                for word in words(&one.text) {
                    prop_assert!(here.contains(&word), "{word}: {}", sink.text("US-1-pay-now.feature"));
                }
            }
            prop_assert_eq!(before.is_empty(), after.is_empty());
        }
    }
}
