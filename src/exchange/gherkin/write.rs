//! Writes each story as a feature, and its criteria as scenarios and rules.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;

use crate::exchange::export::{
    Carry, ExportBacklog, ExportError, ExportItem, ExportNote, Layout, Sink, Writer,
};
use crate::exchange::gherkin::feature::{dedent, escaped};
use crate::exchange::gherkin::parts::{GherkinFence, RuleSection, gherkin_fences, rules};
use crate::exchange::gherkin::words::{Heading, Language, language_of_headings};
use crate::text::{HeadingKeys, english_steps, one_line, sections, slug};

/// Gherkin.
pub const WRITER: Writer = Writer {
    docs: "Writes a folder of `.feature` files, one a story, called by its id and title. The text is what the feature says of itself. A \
           criterion that is Given/When/Then in English, or a scenario already, in any language, becomes a scenario with its steps; \
           a background and headings of rules stay what they are. Any other criterion becomes a `Rule:` without examples, and no scenario: steps that nobody wrote would be invented, and a runner \
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
                "without ticks and nesting; what stands in a criterion below its words is what the rule says",
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
    let parts = Parts::of(item, headings);
    let language = parts.language(item).unwrap_or_else(|| {
        let reason = "the language of its scenarios is not known: say it above the feature";
        notes.push(ExportNote::of(&story.id, reason.to_owned()));
        Language::english()
    });
    if !language.is_english() {
        out.insert_str(0, &format!("# language: {}\n", language.code()));
    }
    let word = language.word(Heading::Feature);
    line(&mut out, &format!("{word}: {}", one_line(&story.title)));
    for text in description(item, headings, &parts).lines() {
        match text.trim_end() {
            "" => out.push('\n'),
            text => line(&mut out, &format!("  {}", escaped(text))),
        }
    }
    for background in &parts.backgrounds {
        out.push('\n');
        indented(&mut out, 2, &background.lines);
    }
    let rule = language.word(Heading::Rule);
    let mut examples = examples(item, &parts.scenarios);
    // After a rule all scenarios belong to it, so those without one come first.
    for group in [None].into_iter().chain(parts.rules.iter().map(Some)) {
        if let Some(group) = group {
            out.push('\n');
            indented(&mut out, 2, &group.tags);
            line(&mut out, &format!("  {rule}: {}", group.name));
            indented(&mut out, 4, &group.says);
        }
        let is_in = |at: usize| match group {
            Some(group) => group.whole.contains(&at),
            None => !parts.rules.iter().any(|rule| rule.whole.contains(&at)),
        };
        let own = examples.extract_if(.., |(at, _)| is_in(*at));
        let mut rules = Vec::new();
        for (_, example) in own {
            match example {
                Example::Scenario(lines) => {
                    out.push('\n');
                    indented(&mut out, if group.is_some() { 4 } else { 2 }, &lines);
                }
                Example::Rule(words, says) => rules.push((words, says)),
            }
        }
        for (words, says) in rules {
            line(&mut out, &format!("\n  {rule}: {words}"));
            indented(&mut out, 4, &says);
        }
    }
    out
}

fn indented(out: &mut String, indent: usize, lines: &[String]) {
    for text in lines {
        line(out, format!("{:indent$}{text}", "").trim_end());
    }
}

/// What of a story is Gherkin already.
struct Parts {
    /// What holds before each scenario.
    backgrounds: Vec<GherkinFence>,
    scenarios: Vec<GherkinFence>,
    rules: Vec<RuleSection>,
}

impl Parts {
    fn of(item: &ExportItem<'_>, headings: &HeadingKeys) -> Self {
        let is_criterion = |fence: &GherkinFence| {
            let mut criteria = item.criteria.iter().map(|one| &one.range);
            criteria.any(|one| one.start < fence.range.end && fence.range.start < one.end)
        };
        let fences = gherkin_fences(&item.body).into_iter();
        let (scenarios, others): (Vec<_>, Vec<_>) = fences.partition(is_criterion);
        let is_background = |fence: &GherkinFence| {
            let heading = fence.heading().unwrap_or_default();
            let language = language_of_headings(&[heading]);
            let read = language.and_then(|language| language.heading(heading));
            matches!(read, Some((Heading::Background, _)))
        };
        Self {
            backgrounds: others.into_iter().filter(is_background).collect(),
            scenarios,
            rules: rules(item, headings),
        }
    }

    /// The language that all of them are in.
    fn language(&self, item: &ExportItem<'_>) -> Option<Language> {
        let fences = self.backgrounds.iter().chain(&self.scenarios);
        let heads = fences.filter_map(GherkinFence::heading);
        let rules = self.rules.iter().filter_map(|rule| {
            let line = item.body[rule.intro.clone()].lines().next()?;
            Some(line.trim_start_matches('#').trim())
        });
        language_of_headings(&heads.chain(rules).collect::<Vec<_>>())
    }
}

/// The text without criteria and notes, and without their headings.
fn description(item: &ExportItem<'_>, headings: &HeadingKeys, parts: &Parts) -> String {
    let body = item.body.as_str();
    let notes_heading = HeadingKeys::new(&["Notes".to_owned()]);
    let mut cuts: Vec<Range<usize>> = item.criteria.iter().map(|one| one.range.clone()).collect();
    cuts.extend(item.notes.iter().map(|one| one.range.clone()));
    cuts.extend(parts.rules.iter().map(|rule| rule.intro.clone()));
    cuts.extend(parts.backgrounds.iter().map(|fence| fence.range.clone()));
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
    /// Its words, and what stands in it below them.
    Rule(String, Vec<String>),
}

/// The criteria in their order, with where they stand; items that are a step each make one scenario together.
fn examples(item: &ExportItem<'_>, fences: &[GherkinFence]) -> Vec<(usize, Example)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(criterion) = item.criteria.get(at) {
        let source = &item.body[criterion.range.clone()];
        let start = criterion.range.start;
        let below = below(item, at);
        if let Some(lines) =
            scenario(source).or_else(|| only_fence(&below, fences, &criterion.range))
        {
            found.push((start, Example::Scenario(lines)));
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
                if (at..at + count).any(|at| !self::below(item, at).is_empty()) {
                    return None;
                }
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
                found.push((start, Example::Scenario(lines)));
                at += count;
            }
            None => {
                // What a rule says is quoted where it is a criterion.
                let unquoted = |line: &String| {
                    let words = line.strip_prefix('>').unwrap_or(line);
                    escaped(words.strip_prefix(' ').unwrap_or(words))
                };
                let says = below.iter().map(unquoted).collect();
                let rule = Example::Rule(one_line(&criterion.text), says);
                found.push((start, rule));
                at += 1;
            }
        }
    }
    found
}

/// How many items may be the steps of one scenario.
const MOST_STEPS: usize = 12;

/// What stands in a criterion below its words, but for criteria that are nested in it.
fn below(item: &ExportItem<'_>, at: usize) -> Vec<String> {
    let range = &item.criteria[at].range;
    let mut text = String::new();
    let mut from = range.start;
    for nested in item.criteria[at + 1..].iter().map(|one| &one.range) {
        if nested.start >= range.end {
            break;
        }
        text.push_str(
            item.body
                .get(from..nested.start)
                .unwrap_or_default()
                .trim_end_matches(' '),
        );
        from = from.max(nested.end);
    }
    text.push_str(item.body.get(from..range.end).unwrap_or_default());
    let is_words = |line: &&str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with(['`', '~', '>', '|'])
    };
    let mut lines = text.lines();
    lines.next();
    let lines: Vec<&str> = lines.skip_while(is_words).collect();
    dedent(&lines).lines().map(str::to_owned).collect()
}

/// The scenario that is all that a criterion holds below its words.
fn only_fence(
    below: &[String],
    fences: &[GherkinFence],
    range: &Range<usize>,
) -> Option<Vec<String>> {
    let mut own = fences
        .iter()
        .filter(|fence| range.contains(&fence.range.start));
    let (fence, None) = (own.next()?, own.next()) else {
        return None;
    };
    let heading = fence.heading()?;
    let read = language_of_headings(&[heading])?.heading(heading)?;
    let is_all = below.len() == fence.lines.len() + 2;
    (is_all && read.0 == Heading::Scenario).then(|| fence.lines.clone())
}

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
    use crate::exchange::memory_source::MemorySource;
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

    #[test]
    fn features_come_back() {
        for text in [
            "# language: de\nFunktionalität: Pay: now\n  Um zu kaufen\n\n  Grundlage:\n    Angenommen a\n\n  Szenario: Eins\n    Wenn b\n      \"\"\"\n      c\n      \"\"\"\n\n  Regel: Nur so\n\n    Szenario: Zwei\n      Dann d\n",
            "Feature: Pay: now\n  As a b\n\n  Background:\n    Given a\n\n  Scenario: One\n    Then b\n\n  @t\n  Rule: R\n    says\n\n    Example: Two\n      Then c\n\n  Rule: Alone\n    It says\n    more\n",
        ] {
            let source = MemorySource::new([("a.feature", text)]);
            let (drafts, _) = source.drafts(&FORMAT).unwrap();
            let (sink, notes) = exported(&drafts[0].body, &[]);
            let plain = |text: &str| {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(plain(sink.text("US-1-pay-now.feature")), plain(text));
            assert_eq!(notes, 0);
        }
    }

    #[test]
    fn what_stands_in_a_criterion_is_what_its_rule_says() {
        let (sink, _) = exported(
            "## Acceptance criteria\n\n- [ ] one\n  more\n\n  second\n\n  ```sh\n  ls\n  ```\n  - [ ] two\n\n    third\n",
            &[],
        );
        assert_eq!(
            sink.text("US-1-pay-now.feature"),
            "Feature: Pay: now\n\n  Rule: one more\n    second\n\n    \\```sh\n    ls\n    \\```\n\n  Rule: two\n    third\n"
        );
        let body = read(&sink).body;
        assert!(
            body.contains("> second") && body.contains("```sh\n  >   ls\n"),
            "{body}"
        );
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
