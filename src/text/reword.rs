//! Gives a criterion other words; its box, number and nested items stay.

use std::ops::Range;

use crate::model::{Criterion, Splice};

use super::gherkin::{scenarios, steps};
use super::item::ItemWords;
use super::lines::{column, newline};
use super::outline::{Block, Kind, outline};
use super::tick::item_at;
use super::words::{encode, one_line};

/// Returns what puts `words` in the place of the words of `criterion` in the `body` it was read from.
///
/// Of a scenario that is its name. A Given/When/Then paragraph becomes a list item where the new words are none.
/// A criterion of another body changes nothing.
#[must_use]
pub fn reword_criterion(body: &str, criterion: &Criterion, words: &str) -> Splice {
    let blocks = outline(body);
    let splice = match item_at(&blocks, criterion.range.start) {
        Some(index) => reword_item(body, &blocks, index, words),
        None => match code_around(&blocks, &criterion.range) {
            Some(code) => reword_code(body, code, &criterion.range, words),
            None => reword_paragraph(body, &blocks, &criterion.range, words),
        },
    };
    splice.unwrap_or_else(|| Splice {
        range: 0..0,
        text: String::new(),
    })
}

/// Returns the code block that holds all of `range`.
pub(crate) fn code_around<'a>(blocks: &'a [Block], range: &Range<usize>) -> Option<&'a Block> {
    blocks.iter().find(|block| {
        block.kind == Kind::Code && block.range.start <= range.start && range.end <= block.range.end
    })
}

fn reword_item(body: &str, blocks: &[Block], index: usize, words: &str) -> Option<Splice> {
    let item = &blocks[index];
    let parts = ItemWords::read(body, item)?;
    let is_heading = blocks[index + 1..]
        .iter()
        .take_while(|block| block.range.start < item.range.end)
        .any(|block| matches!(block.kind, Kind::Heading(_)) && block.words == item.words);
    let folded = one_line(words);
    let words = if is_heading { &folded } else { words };
    let indent = column(body, item.words.start);
    Some(Splice {
        range: parts.source,
        text: encode(words, newline(body), indent),
    })
}

fn reword_code(body: &str, code: &Block, range: &Range<usize>, words: &str) -> Option<Splice> {
    let words = one_line(words);
    let start = code.words.start;
    if *range == code.range {
        // A line of ticks alone would close the block.
        let fence = words.starts_with("```") || words.starts_with("~~~");
        let escape = if fence { "\\" } else { "" };
        let lines = body[code.words.clone()]
            .trim_end_matches(['\n', '\r'])
            .len();
        return Some(Splice {
            range: start..start + lines,
            text: format!("{escape}{words}"),
        });
    }
    let scenario = scenarios(&body[code.words.clone()])
        .into_iter()
        .find(|scenario| start + scenario.range.start == range.start)?;
    let name = start + scenario.name.start..start + scenario.name.end;
    let gap = if body[..name.start].ends_with(':') {
        " "
    } else {
        ""
    };
    Some(Splice {
        text: format!("{gap}{words}"),
        range: name,
    })
}

fn reword_paragraph(
    body: &str,
    blocks: &[Block],
    range: &Range<usize>,
    words: &str,
) -> Option<Splice> {
    blocks
        .iter()
        .find(|block| block.kind == Kind::Paragraph && block.range.start == range.start)?;
    body.get(range.clone())?;
    let new_line = newline(body);
    let text = if steps(words).is_some_and(|(opening, steps)| steps.stand_alone(opening)) {
        encode(words, new_line, 0)
    } else {
        format!("- [ ] {}", encode(words, new_line, 2))
    };
    Some(Splice {
        range: range.clone(),
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::reword_criterion;
    use crate::text::criteria;

    fn reword(body: &str, index: usize, words: &str) -> String {
        let body = format!("## AC\n{body}");
        let headings = ["AC".to_owned()];
        let before = criteria(&body, &headings);
        let body = reword_criterion(&body, &before[index], words).apply(&body);
        let mut expected: Vec<_> = before.into_iter().map(|c| c.text).collect();
        expected[index] = crate::text::one_line(words);
        let after: Vec<_> = criteria(&body, &headings)
            .into_iter()
            .map(|c| c.text)
            .collect();
        assert_eq!(after, expected, "{body}");
        body[6..].to_owned()
    }

    #[test]
    fn keeps_box_number_and_nested_items() {
        assert_eq!(
            reword("- [x] #1 a\n  b\n\n  c\n  - d\n", 0, "e\n- f"),
            "- [x] #1 e\n  \\- f\n\n  c\n  - d\n"
        );
        assert_eq!(reword("10. a", 0, "[ ] b\r\nc"), "10. \\[ ] b\n    c");
        assert_eq!(reword("- # a\r\n", 0, "b\nc"), "- # b c\r\n");
    }

    #[test]
    fn renames_scenarios_and_rewrites_paragraphs() {
        let code = "```gherkin\nScenario: a\n  Given b\nScenario:\n  Given c\n```\n";
        assert_eq!(reword(code, 0, "d"), code.replace("a\n", "d\n"));
        assert_eq!(reword(code, 1, "e"), code.replace("o:\n", "o: e\n"));
        assert_eq!(
            reword("```gherkin\nGiven b\nThen c\n```", 0, "When d"),
            "```gherkin\nWhen d\n```"
        );
        assert_eq!(reword("Given a\nthen b\n", 0, "Given c"), "Given c\n");
        assert_eq!(reword("Given a\nthen b\n", 0, "c"), "- [ ] c\n");
    }
}
