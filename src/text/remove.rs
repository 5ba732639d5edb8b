//! Takes a criterion away; the items nested in it move up in its place.

use std::ops::Range;

use crate::model::{Criterion, Splice};

use super::gherkin::scenarios;
use super::item::ItemWords;
use super::lines::{
    column, is_blank, is_blank_line, line_end, line_start, newline, next_line, outdent,
};
use super::outline::{Block, Kind, outline};
use super::reword::code_around;
use super::tick::item_at;

/// Returns what takes `criterion` out of the `body` it was read from, with its own paragraphs and code; nested items stay, outdented.
///
/// A block of code goes with its last scenario. A criterion of another body changes nothing, or the bytes it names.
#[must_use]
pub fn remove_criterion(body: &str, criterion: &Criterion) -> Splice {
    let blocks = outline(body);
    if let Some(index) = item_at(&blocks, criterion.range.start) {
        return remove_item(body, &blocks, index);
    }
    let range = criterion.range.clone();
    let range = match code_around(&blocks, &range) {
        _ if body.get(range.clone()).is_none() || range.is_empty() => 0..0,
        Some(code) if scenarios(&body[code.words.clone()]).len() > 1 => {
            scenario_lines(body, &code.words, range)
        }
        Some(code) => lines_around(body, code.range.clone()),
        None => lines_around(body, range),
    };
    Splice {
        range,
        text: String::new(),
    }
}

/// Returns the lines of a scenario, with the blank lines that part it from the one before.
fn scenario_lines(body: &str, code: &Range<usize>, scenario: Range<usize>) -> Range<usize> {
    let mut start = line_start(body, scenario.start).max(code.start);
    while start > code.start && is_blank_line(body, start - 1) {
        start = line_start(body, start - 1).max(code.start);
    }
    let mut end = next_line(body, scenario.end);
    while start == code.start && end < code.end && is_blank_line(body, end) {
        end = next_line(body, end);
    }
    start..end
}

/// Returns the lines of `range`, with the blank lines before them if a blank line follows anyway.
fn lines_around(body: &str, range: Range<usize>) -> Range<usize> {
    let mut start = line_start(body, range.start);
    let mut end = next_line(body, range.end);
    let ends_blank = end == body.len() || is_blank_line(body, end);
    if ends_blank && start > 0 && is_blank_line(body, start - 1) {
        while start > 0 && is_blank_line(body, start - 1) {
            start = line_start(body, start - 1);
        }
    } else if start == 0 {
        while end < body.len() && is_blank_line(body, end) {
            end = next_line(body, end);
        }
    }
    start..end
}

fn remove_item(body: &str, blocks: &[Block], index: usize) -> Splice {
    let item = &blocks[index];
    let nested = nested_items(body, blocks, index);
    let expected = items_without(body, blocks, index);
    let candidates = candidates(body, blocks, index, &nested);
    let good = candidates
        .iter()
        .position(|splice| items(&splice.apply(body)) == expected);
    let index = good.unwrap_or(0);
    candidates.into_iter().nth(index).unwrap_or(Splice {
        range: item.range.start..item.range.start,
        text: String::new(),
    })
}

/// The ways to take an item away, the plainest first.
fn candidates(body: &str, blocks: &[Block], index: usize, nested: &str) -> Vec<Splice> {
    let item = &blocks[index];
    let new_line = newline(body);
    let first = line_start(body, item.range.start);
    if !is_blank(&body[first..item.range.start]) {
        // It stands behind the bullet of the item around it.
        let next = blocks[index + 1..]
            .iter()
            .find(|block| block.parent == item.parent && block.kind == item.kind);
        let end = line_end(body, item.range.end);
        let nested = nested.trim_start_matches([' ', '\t']);
        let nested = nested.trim_end_matches(['\n', '\r']);
        let mut splices = vec![Splice {
            range: item.range.start..end,
            text: nested.to_owned(),
        }];
        if let Some(next) = next.filter(|_| nested.is_empty()) {
            splices.insert(
                0,
                Splice {
                    range: item.range.start..next.range.start,
                    text: String::new(),
                },
            );
        }
        return splices;
    }
    let own = first..next_line(body, item.range.end);
    let mut splices = Vec::new();
    if nested.is_empty() {
        splices.push(Splice {
            range: lines_around(body, item.range.clone()),
            text: String::new(),
        });
    }
    for (before, after) in [
        ("", ""),
        (new_line, ""),
        ("", new_line),
        (new_line, new_line),
    ] {
        splices.push(Splice {
            range: own.clone(),
            text: format!("{before}{nested}{after}"),
        });
    }
    splices
}

/// The lines of the items directly below an item, moved left to where that item stands.
fn nested_items(body: &str, blocks: &[Block], index: usize) -> String {
    let item = &blocks[index];
    let own_column = column(body, item.range.start);
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for child in blocks[index + 1..]
        .iter()
        .take_while(|block| block.range.start < item.range.end)
        .filter(|block| block.parent == Some(index) && block.is_item())
    {
        if let Some(gap) = before.and_then(|end| body.get(end..line_start(body, child.range.start)))
            && is_blank(gap)
        {
            text.push_str(gap);
        }
        let columns = column(body, child.range.start).saturating_sub(own_column);
        let end = next_line(body, child.range.end);
        let start = line_start(body, child.range.start).max(item.range.start);
        for line in body[start..end].split_inclusive(['\n', '\r']) {
            text.push_str(&outdent(line, columns));
        }
        before = Some(end);
    }
    text
}

/// What must stay when an item goes: words, tick and depth of each other item, and the headings.
type Items = Vec<(String, Option<bool>, usize)>;

fn items(body: &str) -> Items {
    items_without(body, &outline(body), usize::MAX)
}

/// The same for a body whose item at `gone` goes and whose nested items move up.
fn items_without(body: &str, blocks: &[Block], gone: usize) -> Items {
    let mut items = Vec::new();
    let mut depths = vec![0; blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        let depth = block.parent.map_or(0, |parent| depths[parent]);
        depths[index] = depth + usize::from(index != gone);
        match block.kind {
            Kind::Item(_) if index != gone => {
                if let Some(words) = ItemWords::read(body, block) {
                    let done = words.tick.map(|(_, done)| done);
                    items.push((words.text(body), done, depth));
                }
            }
            Kind::Heading(_) if block.parent.is_none() => {
                items.push((block.label.clone(), None, 0));
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::remove_criterion;
    use crate::text::criteria;

    fn remove(body: &str, index: usize) -> String {
        let body = format!("## AC\n{body}");
        let headings = ["AC".to_owned()];
        let before = criteria(&body, &headings);
        let body = remove_criterion(&body, &before[index]).apply(&body);
        let mut expected: Vec<_> = before.into_iter().map(|c| c.text).collect();
        expected.remove(index);
        let after: Vec<_> = criteria(&body, &headings)
            .into_iter()
            .map(|c| c.text)
            .collect();
        assert_eq!(after, expected, "{body}");
        body[6..].to_owned()
    }

    #[test]
    fn leaves_no_gap() {
        assert_eq!(
            remove("\n- a\n- b\n- c\n\n## N\n", 1),
            "\n- a\n- c\n\n## N\n"
        );
        assert_eq!(remove("\n- a\n\n- b\n\n- c\n", 2), "\n- a\n\n- b\n");
        assert_eq!(remove("\n- a\n\n- b\n", 0), "\n- b\n");
        assert_eq!(remove("\r\n- a\r\n\r\n## N", 0), "\r\n## N");
        assert_eq!(remove("\n- a", 0), "");
    }

    #[test]
    fn nested_items_move_up() {
        assert_eq!(
            remove(
                "- a\n  more\n\n  para\n  - [x] b\n    c\n\n    - d\n  - e\n- f\n",
                0
            ),
            "- [x] b\n  c\n\n  - d\n- e\n- f\n"
        );
        assert_eq!(remove("1. z\n2. a\n\n   7. n\n", 1), "1. z\n7. n\n");
        assert_eq!(remove("- z\n\n\t- a\n\t\t- n", 1), "- z\n\n\t- n");
        assert_eq!(remove("- - a\n    - n\n  - b\n", 0), "- - n\n  - b\n");
        assert_eq!(remove("- - a\n\n  - b\n", 0), "- - b\n");
    }

    #[test]
    fn a_list_stays_a_list() {
        assert_eq!(remove("p\n1. a\n2. b\n", 0), "p\n\n2. b\n");
    }

    #[test]
    fn code_goes_with_its_last_scenario() {
        let code = "```gherkin\nScenario: a\nGiven b\n\nScenario: c\nGiven d\n```\n";
        assert_eq!(remove(code, 1), "```gherkin\nScenario: a\nGiven b\n```\n");
        assert_eq!(remove(code, 0), "```gherkin\nScenario: c\nGiven d\n```\n");
        assert_eq!(remove("\n```gherkin\nGiven b\n```\n\n- a\n", 0), "\n- a\n");
    }
}
