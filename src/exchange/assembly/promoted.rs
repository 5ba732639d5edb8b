//! Lines that people write above acceptance criteria become headings.

use std::sync::LazyLock;

use crate::exchange::assembly::beside::stands_beside;
use crate::exchange::assembly::names::names_criteria;
use crate::text::{Fences, HeadingKeys, criteria_headings, step_of};

/// The heading that is written where there is none.
pub(super) const HEADING: &str = "## Acceptance criteria";

/// The headings of acceptance criteria that `po` knows itself.
static KNOWN: LazyLock<HeadingKeys> = LazyLock::new(|| HeadingKeys::new(&criteria_headings("en")));

/// The heading to write for a line that means acceptance criteria; of other words than `po` knows the one it writes takes the
/// place. What stands in parentheses after them says something of its own.
fn heading_of(words: &str) -> Option<String> {
    if words.len() > 80 {
        None
    } else if KNOWN.has(words) {
        Some(format!("## {}", words.trim().trim_end_matches(':')))
    } else if names_criteria(uncounted(words)) {
        let said = words.trim_matches([' ', '#', '*', ':']).split_once('(');
        let said = said.map(|(_, said)| format!(" ({said}"));
        Some(format!("{HEADING}{}", said.unwrap_or_default()))
    } else {
        None
    }
}

/// Words without the number before them and the count behind them: `3. AC: 2/7`.
fn uncounted(words: &str) -> &str {
    let words = words.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_count = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '/' | ' '))
    };
    match words.rsplit_once([':', '-', '–', '—']) {
        Some((before, count)) if is_count(count) => before,
        _ => words,
    }
}

/// Whether words are a heading of acceptance criteria.
pub(super) fn means_criteria(words: &str) -> bool {
    heading_of(words).is_some()
}

/// Makes headings of lines that stand for them above acceptance criteria: `**Acceptance Criteria:**`, `Acceptance criteria:`,
/// `### AC`; and, after such a line, of every line that is bold as a whole, so that its list is not taken for criteria. After a
/// line that is not bold a label does the same, unless labels part the criteria themselves from the first one on. Words that tell
/// what stands beside criteria (`Out of scope`, `Implementation notes`) end them however they are written.
#[must_use]
pub fn promote_criteria(markdown: &str) -> String {
    let mut promoter = Promoter {
        out: String::with_capacity(markdown.len() + 64),
        are_numbered: are_numbered(markdown),
        ..Promoter::default()
    };
    for line in markdown.lines() {
        promoter.line(line);
    }
    let mut out = promoter.out;
    if !markdown.ends_with('\n') {
        out.truncate(out.trim_end_matches('\n').len());
    }
    out
}

/// What was written, and where it stands.
#[derive(Default)]
struct Promoter {
    out: String,
    fences: Fences,
    /// What ends the HTML that stands here, in which nothing is Markdown.
    html_end: Option<&'static str>,
    /// Whether lines such as `AC1: Pay` are the criteria.
    are_numbered: bool,
    /// Whether criteria began, so that a bold line ends them.
    is_begun: bool,
    /// How deep the heading of criteria is that stands above, if one does.
    under: Option<usize>,
    /// Whether a label ends them, too.
    labels_end: bool,
    /// Whether nothing but blank lines stands below a heading that was put in.
    is_below_heading: bool,
}

impl Promoter {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        let is_first = self.is_below_heading;
        self.is_below_heading &= trimmed.is_empty();
        if self.is_in_html(trimmed) {
            return self.push(line);
        }
        let is_indented = line.starts_with(['\t', '>']) || line.starts_with("    ");
        if self.fences.hold(trimmed) || is_indented && !trimmed.is_empty() {
            self.push(line);
        } else if trimmed.is_empty() {
            // A heading that was put in brings its own empty line.
            if !(is_first && self.out.ends_with("\n\n")) {
                self.push(line);
            }
        } else if let (true, Some(number)) = (self.are_numbered, criterion_number(trimmed)) {
            if number == 1 && !self.is_begun {
                self.begin(HEADING, true);
            }
            self.push(&format!("- {trimmed}"));
        } else if trimmed.starts_with('#') {
            self.heading(line, trimmed);
        } else if self.is_beside(line) {
            let level = self.under.take().unwrap_or(2);
            let words = trimmed.trim_matches(['*', '_', ':', '：', ' ']);
            self.block(&format!("{} {words}", "#".repeat(level)));
        } else if let Some((bold, rest)) = bold_start(trimmed) {
            self.bold(line, bold, rest);
        } else if trimmed.ends_with([':', '：']) {
            self.label(line, trimmed, is_first);
        } else if KNOWN.has(trimmed) && !trimmed.starts_with(['-', '*', '+', '1']) {
            self.begin(&format!("## {trimmed}"), true);
        } else {
            self.push(line);
        }
    }

    /// Whether a line is one of HTML whose lines are no Markdown: a comment, code, a program.
    fn is_in_html(&mut self, line: &str) -> bool {
        let begins = || match line.starts_with('<') && !self.fences.is_open() {
            true => html_end(line),
            false => None,
        };
        let Some(end) = self.html_end.or_else(begins) else {
            return false;
        };
        self.html_end = Some(end).filter(|end| !line.to_ascii_lowercase().contains(end));
        true
    }

    /// Whether a line alone, below criteria, says that what follows is none.
    fn is_beside(&self, line: &str) -> bool {
        let words = line.trim_matches(['*', '_', ':', '：', ' ']);
        self.under.is_some()
            && !line.starts_with([' ', '-', '+'])
            && !line.starts_with("* ")
            && words.starts_with(char::is_alphabetic)
            && stands_beside(words)
    }

    /// A heading: other words become those that are known; one that is known stays as it is, level and all. Words for what is no
    /// criterion do not stand among them.
    fn heading(&mut self, line: &str, trimmed: &str) {
        let words = trimmed.trim_start_matches('#');
        let level = trimmed.len() - words.len();
        match (heading_of(words), self.under) {
            (Some(heading), _) if heading == HEADING && level == 1 => {
                self.push(&heading);
                self.under = Some(2);
            }
            (Some(heading), _) if !KNOWN.has(trimmed) => {
                let deeper = level.saturating_sub(2);
                self.push(&format!("{}{heading}", "#".repeat(deeper)));
                self.under = Some(level.max(2));
            }
            (Some(_), _) => {
                self.push(line);
                self.under = Some(level);
            }
            (None, Some(under)) if level > under && stands_beside(words) => {
                self.under = None;
                self.push(&format!("{}{words}", "#".repeat(under)));
            }
            (None, under) => {
                self.under = under.filter(|under| level > *under);
                self.push(line);
            }
        }
    }

    /// A line that begins with bold words.
    fn bold(&mut self, line: &str, bold: &str, rest: &str) {
        let is_whole = rest.trim_matches([':', ' ']).is_empty();
        match heading_of(bold).filter(|_| !goes_on(bold, rest)) {
            Some(heading) => {
                self.begin(&heading, false);
                let rest = rest.trim_start_matches([':', ' ']).trim();
                if !rest.is_empty() {
                    self.push(&format!("- {rest}"));
                }
            }
            None if self.is_begun && is_whole => {
                self.under = None;
                self.block(&format!("## {}", bold.trim().trim_end_matches(':')));
            }
            None => self.push(line),
        }
    }

    /// A line that ends with a colon. The first one below a heading parts the criteria, as do those after it.
    fn label(&mut self, line: &str, trimmed: &str, is_first: bool) {
        let may_end = self.labels_end && self.out.ends_with("\n\n") && is_label(trimmed);
        match heading_of(trimmed) {
            Some(heading) => self.begin(heading.trim_end_matches('：'), true),
            None if may_end && !is_first => {
                self.under = None;
                self.block(&format!("## {}", trimmed.trim_end_matches([':', '：'])));
            }
            None => {
                self.labels_end &= !may_end;
                self.push(line);
            }
        }
    }

    /// The heading of criteria.
    fn begin(&mut self, heading: &str, labels_end: bool) {
        self.is_begun = true;
        self.labels_end = labels_end;
        self.under = Some(2);
        self.block(heading);
    }

    /// A heading with an empty line before and after it.
    fn block(&mut self, heading: &str) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.push(heading);
        self.out.push('\n');
        self.is_below_heading = true;
    }

    fn push(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// What ends the HTML that a line begins with, where that holds lines as they are.
fn html_end(line: &str) -> Option<&'static str> {
    const ENDS: [(&str, &str); 4] = [
        ("<!--", "-->"),
        ("<pre", "</pre>"),
        ("<script", "</script>"),
        ("<style", "</style>"),
    ];
    let begins = |start: &str| {
        let begin = line.get(..start.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start))
            && (start == "<!--" || !line[start.len()..].starts_with(char::is_alphanumeric))
    };
    let mut ends = ENDS.into_iter();
    ends.find_map(|(start, end)| begins(start).then_some(end))
}

/// Whether the first two criteria of a text are numbered by words: `AC1: Pay`, `AC2: Ship`.
fn are_numbered(markdown: &str) -> bool {
    let mut numbers = markdown
        .lines()
        .filter_map(|line| criterion_number(line.trim()));
    numbers.next() == Some(1) && numbers.next() == Some(2)
}

/// The number of a line such as `AC1: Pay` or `**AC-2.** Ship`.
fn criterion_number(line: &str) -> Option<u32> {
    let line = line.trim_start_matches('*');
    let begin = line.get(..2)?;
    if !begin.eq_ignore_ascii_case("ac") {
        return None;
    }
    let rest = line[2..].trim_start_matches([' ', '-', '#', '_']);
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let after = rest[end..].trim_start_matches('*');
    let text = after
        .strip_prefix([':', '.', ')', '：'])
        .or_else(|| after.strip_prefix(" -"))?;
    let is_text = text.starts_with([' ', '*', '\t']) || after.starts_with('：');
    (is_text && end <= 3)
        .then(|| rest[..end].parse().ok())
        .flatten()
}

/// The bold words that a line begins with, and what follows them.
fn bold_start(line: &str) -> Option<(&str, &str)> {
    let (bold, rest) = line.strip_prefix("**")?.split_once("**")?;
    (!bold.trim().is_empty()).then_some((bold, rest))
}

/// Whether bold words are the beginning of a sentence, and no heading above what follows: `**Acceptance** of cards is slow`.
fn goes_on(bold: &str, rest: &str) -> bool {
    !bold.trim_end().ends_with(':') && rest.trim_start().starts_with(char::is_lowercase)
}

/// Whether a line with a colon at its end names what follows: a few words, and no item, step, scenario or part of a sentence.
fn is_label(line: &str) -> bool {
    let words = line.trim_end_matches([':', '：']).trim_end();
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_scenario = ["scenario", "example", "rule", "background"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word));
    words.starts_with(char::is_alphabetic)
        && words.split_whitespace().count() <= 4
        && words.chars().count() <= 40
        && !words.contains([',', '.', ';', ':', '：', '。', '、', '?'])
        && !is_scenario
        && step_of(words).is_none()
}

#[cfg(test)]
mod tests {
    use super::promote_criteria;
    use crate::text::{criteria, criteria_headings};

    #[test]
    fn lines_that_stand_for_headings_become_headings() {
        for (text, count) in [
            (
                "**User Story**\nAs a b\n\n**Acceptance Criteria:**\n\n1. one\n2. two",
                2,
            ),
            ("**AC**\n- one\n\n**Out of scope**\n- nothing\n- else", 1),
            ("Acceptance criteria:\n- one", 1),
            ("Acceptance Criteria\n- one\n- two", 2),
            ("### AC\n- one", 1),
            (
                "AC:\n- one\n\nOut of scope:\n- two\n\nDependencies:\n- three",
                1,
            ),
            ("Acceptance criteria\n1. one\n\nNotes:\n- two", 1),
            ("AC:\n\nAdmin:\n- one\n\nGuest:\n- two", 2),
            ("AC:\n- one\n\nScenario 2:\n- two", 3),
            ("## 验收标准\n- one\n## Other\n- two", 1),
            ("受け入れ基準：\n- one", 1),
            ("**Критерии приёмки:**\n- one\n- two", 2),
            ("**Akzeptanzkriterien**\n- eins\n- zwei", 2),
            (
                "## Success Criteria\n- one\n\n## Definition of Done\n- two",
                1,
            ),
            (
                "**Conditions of Satisfaction:**\n- one\n- two\n\n**Definition of Done:**\n- three",
                2,
            ),
            ("Conditions of acceptance:\n- one", 1),
            ("Definition of done:\n- one", 0),
            ("**Success Criteria** are hard to write", 0),
            ("**AC:** one thing only", 1),
            ("**AC** Given a card", 1),
            ("**Acceptance** of cards is slow", 0),
            ("AC1: one\nAC2: two\n\nAC3: three", 3),
            ("Text\n\n**AC-1:** one\n**AC-2:** two", 2),
            ("## AC\nAC 1. one\nAC 2. two", 2),
            ("AC1: one\nOnly", 0),
            ("AC2: one\nAC1: two", 0),
            ("```\n**AC**\n- one\n```", 0),
            ("Text only", 0),
            // What stands beside criteria.
            ("AC:\n- one\nImplementation Notes:\n- two\n- three", 1),
            (
                "## Acceptance Criteria\n- one\n\nImplementation Notes:\n- two",
                1,
            ),
            (
                "## Acceptance criteria\n- one\n\n### Out of scope\n- two\n\n#### Later\n- three",
                1,
            ),
            ("**Acceptance criteria**\n- one\n\nOut of scope\n- two", 1),
            (
                "### AC\n- one\n\n**Technical notes**\n- two\n\n## More\n- three",
                1,
            ),
            (
                "## Acceptance criteria\n- one\n### Type of change\n- [ ] Bug fix",
                1,
            ),
            // Criteria in groups stay criteria.
            (
                "## Acceptance criteria\n### Admin\n- one\n### Guest\n- two",
                2,
            ),
            (
                "## Acceptance criteria\n- one\n  Notes:\n  - two\n- Notes:\n  - three",
                4,
            ),
            ("## 受け入れ要件\n- one", 1),
            ("**Criteres d acceptation :**\n- un\n- deux", 2),
            ("3. Acceptkriterier: 0/2\n- one", 0),
            ("## 3. Acceptkriterier: 0/2\n- one", 1),
        ] {
            let found = criteria(&promote_criteria(text), &criteria_headings("en"));
            assert_eq!(
                found.len(),
                count,
                "{text}\n---\n{}",
                promote_criteria(text)
            );
        }
        for plain in [
            "**Bold** and more\n\n- a list\n",
            "Out of scope:\n- one\n\n## Notes\n\n### Out of scope\n",
        ] {
            assert_eq!(promote_criteria(plain), plain);
        }
    }

    #[test]
    fn html_stays_as_it_is() {
        for html in [
            "<pre>\n## AC\n- x\n</pre>",
            "<!--\n## AC\n- hidden\n-->",
            "<PRE class=\"a\">\n**AC**\n</PRE> text",
            "<!-- AC: -->",
            "<script>\nAC:\n</script>",
        ] {
            assert_eq!(promote_criteria(html), html);
            let below = promote_criteria(&format!("{html}\n## AC\n- y\n"));
            assert!(
                below.ends_with("\n## Acceptance criteria\n- y\n"),
                "{below}"
            );
        }
        assert_eq!(
            promote_criteria("<prefix>\n## AC"),
            "<prefix>\n## Acceptance criteria"
        );
    }

    #[test]
    fn code_ends_where_as_many_signs_stand_as_began_it() {
        let text = "````\n```\n## AC\n```\n````\n\n## AC\n\n- y";
        let expected = text.replacen("\n\n## AC", "\n\n## Acceptance criteria", 1);
        assert_eq!(promote_criteria(text), expected);
    }
}
