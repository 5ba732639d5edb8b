//! The steps of a criterion that is Given/When/Then in one sentence.

use super::gherkin_words::{DIALECTS, Step};
use super::given_when_then::{Mark, marks_in, order_flaw};

/// Returns the steps of a text in English that is Given/When/Then as a whole: a line each, such as `When I pay`. Nothing for a
/// text that does not say what comes of it, or after what.
#[must_use]
pub fn english_steps(text: &str) -> Option<Vec<String>> {
    let marks = marks_in(text, &DIALECTS[0]);
    let has = |step: Step| marks.iter().any(|mark| mark.step == step);
    let first = marks.first().filter(|mark| mark.step != Step::And)?;
    let opens = !text[..first.range.start].contains(char::is_alphanumeric);
    if !opens || !has(Step::Then) || first.step == Step::Then || order_flaw(&marks).is_some() {
        return None;
    }
    let ends = marks.iter().skip(1).map(|mark| mark.range.start);
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '*' | '_' | ':');
    let step = |(mark, end): (&Mark, usize)| {
        let words = text[mark.range.end..end].trim_matches(between);
        let keyword = match mark.step {
            Step::Given => "Given",
            Step::When => "When",
            Step::Then => "Then",
            Step::And if text[mark.range.clone()].eq_ignore_ascii_case("but") => "But",
            Step::And => "And",
        };
        (!words.is_empty()).then(|| format!("{keyword} {words}"))
    };
    marks
        .iter()
        .zip(ends.chain([text.len()]))
        .map(step)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::english_steps;

    #[test]
    fn sentences_become_steps() {
        let steps = |text: &str| english_steps(text).map(|steps| steps.join(" / "));
        assert_eq!(
            steps("Given a saved card, when I press Pay, then the order is placed and paid")
                .as_deref(),
            Some("Given a saved card / When I press Pay / Then the order is placed and paid")
        );
        assert_eq!(
            steps("**When** a, **Then** b; AND c").as_deref(),
            Some("When a / Then b / And c")
        );
        for text in [
            "",
            "Given a card",
            "An expired card is refused",
            "Then a, when b",
            "Given, when b, then c",
            "Dado a, cuando b, entonces c",
        ] {
            assert_eq!(steps(text), None, "{text}");
        }
    }
}
