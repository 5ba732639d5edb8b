//! Lines that people write above acceptance criteria become headings.

use std::sync::LazyLock;

use crate::text::{HeadingKeys, criteria_headings, step_of};

/// Other words for acceptance criteria that people write above them; a heading that `po` knows takes their place.
const OTHER_WORDS: &[&str] = &[
    "AC",
    "ACs",
    "Acceptance",
    "Acceptance Criteria (AC)",
    "Acceptance criterias",
    "Acceptance criterion",
    "Acceptance tests",
    "Acceptance test",
    "A/C",
    "Akzeptanzkriterium",
    "Abnahmekriterien",
    "Criterios de aceptacion",
    "Critérios de aceite",
    "Criterios de aceite",
    "Criteres d'acceptation",
    "Finished when",
    "验收标准",
    "验收条件",
    "驗收標準",
    "驗收條件",
    "受け入れ基準",
    "受け入れ条件",
    "受入基準",
    "受入条件",
    "Критерии приёмки",
    "Критерии приемки",
];

/// The heading that is written where there is none.
pub(super) const HEADING: &str = "## Acceptance criteria";

/// Which headings mean acceptance criteria.
struct Words {
    known: HeadingKeys,
    others: HeadingKeys,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

impl Words {
    fn new() -> Self {
        let others: Vec<String> = OTHER_WORDS.iter().map(|&word| word.to_owned()).collect();
        Self {
            known: HeadingKeys::new(&criteria_headings("en")),
            others: HeadingKeys::new(&others),
        }
    }

    /// The heading to write for a line that means acceptance criteria. What stands in parentheses after other words says
    /// something of its own.
    fn heading(&self, words: &str) -> Option<String> {
        if words.len() > 80 {
            None
        } else if self.known.has(words) {
            Some(format!("## {}", words.trim().trim_end_matches(':')))
        } else if self.others.has(words) {
            let said = words.trim_matches([' ', '#', '*', ':']).split_once('(');
            let said = said.map(|(_, said)| format!(" ({said}"));
            Some(format!("{HEADING}{}", said.unwrap_or_default()))
        } else {
            None
        }
    }
}

/// Whether words are a heading of acceptance criteria.
pub(super) fn means_criteria(words: &str) -> bool {
    WORDS.heading(words).is_some()
}

/// Makes headings of lines that stand for them above acceptance criteria: `**Acceptance Criteria:**`, `Acceptance criteria:`,
/// `### AC`; and, after such a line, of every line that is bold as a whole, so that its list is not taken for criteria. After a
/// line that is not bold a label does the same, unless labels part the criteria themselves from the first one on.
#[must_use]
pub fn promote_criteria(markdown: &str) -> String {
    let words = &*WORDS;
    let mut out = String::with_capacity(markdown.len() + 64);
    let mut fence: Option<&str> = None;
    let mut promoted = false;
    let mut labels_end = false;
    let mut headed = false;
    let mut heading_now = false;
    for line in markdown.lines() {
        let trimmed = line.trim();
        let is_first = std::mem::take(&mut heading_now) || headed;
        headed = is_first && trimmed.is_empty();
        if let Some(mark) = fence {
            // A line of the same signs ends it, as many as began it or more.
            if fence_of(trimmed).is_some_and(|end| end == trimmed && end.starts_with(mark)) {
                fence = None;
            }
            push(&mut out, line);
            continue;
        }
        if let Some(mark) = fence_of(trimmed) {
            fence = Some(mark);
            push(&mut out, line);
            continue;
        }
        let indented = line.starts_with(['\t', '>']) || line.starts_with("    ");
        if indented || trimmed.is_empty() {
            // A heading that was put in brings its own empty line.
            if !(trimmed.is_empty() && headed && out.ends_with("\n\n")) {
                push(&mut out, line);
            }
            continue;
        }
        if trimmed.starts_with('#') {
            match words.heading(trimmed.trim_start_matches('#')) {
                Some(heading) if heading == HEADING && trimmed.starts_with("# ") => {
                    push(&mut out, &heading);
                }
                // A heading that is known stays as it is, level and all.
                Some(heading) if !words.known.has(trimmed) => {
                    let level = trimmed.bytes().skip(2).take_while(|&b| b == b'#').count();
                    push(&mut out, &format!("{}{heading}", "#".repeat(level)));
                }
                _ => push(&mut out, line),
            }
            continue;
        }
        match bold_start(trimmed) {
            Some((bold, rest)) => match words.heading(bold).filter(|_| !goes_on(bold, rest)) {
                Some(heading) => {
                    promoted = true;
                    labels_end = false;
                    heading_now = true;
                    block(&mut out, &heading);
                    let rest = rest.trim_start_matches([':', ' ']).trim();
                    if !rest.is_empty() {
                        push(&mut out, &format!("- {rest}"));
                    }
                }
                None if promoted && rest.trim_matches([':', ' ']).is_empty() => {
                    heading_now = true;
                    block(
                        &mut out,
                        &format!("## {}", bold.trim().trim_end_matches(':')),
                    );
                }
                None => push(&mut out, line),
            },
            None if trimmed.ends_with([':', '：']) => match words.heading(trimmed) {
                Some(heading) => {
                    promoted = true;
                    labels_end = true;
                    heading_now = true;
                    block(&mut out, heading.trim_end_matches('：'));
                }
                None if labels_end && out.ends_with("\n\n") && is_label(trimmed) => {
                    if is_first {
                        labels_end = false;
                        push(&mut out, line);
                    } else {
                        heading_now = true;
                        let label = trimmed.trim_end_matches([':', '：']);
                        block(&mut out, &format!("## {label}"));
                    }
                }
                None => push(&mut out, line),
            },
            None => match words.known.has(trimmed) && !trimmed.starts_with(['-', '*', '+', '1']) {
                true => {
                    promoted = true;
                    labels_end = true;
                    heading_now = true;
                    block(&mut out, &format!("## {trimmed}"));
                }
                false => push(&mut out, line),
            },
        }
    }
    if !markdown.ends_with('\n') {
        out.truncate(out.trim_end_matches('\n').len());
    }
    out
}

/// The signs by which a line begins or ends code: three or more of a kind.
pub(super) fn fence_of(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(sign);
    let signs = &line[..line.len() - rest.len()];
    // A span of code in a line begins none.
    (signs.len() >= 3 && !(sign == '`' && rest.contains('`'))).then_some(signs)
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// A heading with an empty line before and after it.
fn block(out: &mut String, heading: &str) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    push(out, heading);
    out.push('\n');
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
            ("**AC:** one thing only", 1),
            ("**AC** Given a card", 1),
            ("**Acceptance** of cards is slow", 0),
            ("```\n**AC**\n- one\n```", 0),
            ("Text only", 0),
        ] {
            let found = criteria(&promote_criteria(text), &criteria_headings("en"));
            assert_eq!(
                found.len(),
                count,
                "{text}\n---\n{}",
                promote_criteria(text)
            );
        }
        let plain = "**Bold** and more\n\n- a list\n";
        assert_eq!(promote_criteria(plain), plain);
    }

    #[test]
    fn code_ends_where_as_many_signs_stand_as_began_it() {
        let text = "````\n```\n## AC\n```\n````\n\n## AC\n\n- y";
        let expected = text.replacen("\n\n## AC", "\n\n## Acceptance criteria", 1);
        assert_eq!(promote_criteria(text), expected);
    }
}
