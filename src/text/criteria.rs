//! Reads the acceptance criteria of a body: list items, scenarios and Given/When/Then paragraphs under their heading.

use std::ops::Range;

use crate::model::Criterion;

use super::criteria_window::{Window, window};
use super::gherkin::{Scenario, Steps, scenarios, steps};
use super::headings::heading_keys;
use super::item::ItemWords;
use super::lines::trim_start;
use super::outline::{Block, Kind, outline};
use super::sections::{Found, find_sections};
use super::words::{decode, one_line};

/// Returns the acceptance criteria that stand in `body` under a heading meant by `headings`, in its order.
///
/// Items without words are none, nor is what stands in quotes and tables.
#[must_use]
pub fn criteria(body: &str, headings: &[String]) -> Vec<Criterion> {
    let keys = heading_keys(headings);
    match window(body, &keys) {
        Window::Nothing => Vec::new(),
        Window::Part(range) => {
            let mut criteria = criteria_of_text(&body[range.clone()], &keys);
            for criterion in &mut criteria {
                criterion.range.start += range.start;
                criterion.range.end += range.start;
            }
            criteria
        }
        Window::Whole => criteria_of_text(body, &keys),
    }
}

/// The same by parsing all of `text`: what [`criteria`] must equal.
pub(crate) fn criteria_of_text(text: &str, keys: &[String]) -> Vec<Criterion> {
    let blocks = outline(text);
    let found = find_sections(text, &blocks, keys, true);
    criteria_of_sections(text, &blocks, &found)
}

/// Returns the criteria of the sections that were found.
pub(crate) fn criteria_of_sections(
    body: &str,
    blocks: &[Block],
    found: &[Found],
) -> Vec<Criterion> {
    let mut reader = Reader {
        body,
        blocks,
        criteria: Vec::new(),
        within: vec![0; blocks.len()],
        steps: None,
    };
    for section in found {
        reader.steps = None;
        for index in section.blocks.clone() {
            reader.block(index);
        }
    }
    reader.criteria
}

struct Reader<'a> {
    body: &'a str,
    blocks: &'a [Block],
    criteria: Vec<Criterion>,
    /// Of each block that is an item: in how many criteria its content stands, itself counted.
    within: Vec<usize>,
    /// What the criterion before this block has, if it was made of paragraphs.
    steps: Option<Steps>,
}

impl Reader<'_> {
    fn block(&mut self, index: usize) {
        let block = &self.blocks[index];
        let depth = block.parent.map_or(0, |parent| self.within[parent]);
        let steps_before = if block.kind == Kind::Html {
            // A comment between two paragraphs parts nothing.
            return;
        } else {
            self.steps.take()
        };
        match block.kind {
            Kind::Item(_) => {
                let words = ItemWords::read(self.body, block);
                self.within[index] = depth + usize::from(words.is_some());
                if let Some(words) = words {
                    self.criteria.push(Criterion {
                        text: words.text(self.body),
                        done: words.tick.is_some_and(|(_, done)| done),
                        has_box: words.tick.is_some(),
                        depth,
                        range: block.range.clone(),
                    });
                }
            }
            // In an item with words the code belongs to those.
            Kind::Code if depth == 0 && is_gherkin(&block.label) => self.code(block),
            Kind::Paragraph if block.parent.is_none() => self.paragraph(block, steps_before),
            _ => {}
        }
    }

    fn code(&mut self, block: &Block) {
        let scenarios = scenarios(&self.body[block.words.clone()]);
        if scenarios.is_empty() {
            let text = one_line(&self.body[block.words.clone()]);
            self.plain(text, block.range.clone());
        }
        for scenario in scenarios {
            let start = block.words.start;
            let text = scenario_text(&self.body[block.words.clone()], &scenario);
            let range = start + scenario.range.start..start + scenario.range.end;
            self.plain(text, range);
        }
    }

    fn paragraph(&mut self, block: &Block, before: Option<Steps>) {
        let source = &self.body[block.words.clone()];
        let Some((opening, own)) = steps(source) else {
            return;
        };
        let goes_on =
            before.filter(|before| before.go_on_with(opening) || !own.stand_alone(opening));
        if let (Some(mut all), Some(last)) = (goes_on, self.criteria.last_mut()) {
            last.text = one_line(&format!("{} {}", last.text, decode(source)));
            last.range.end = block.range.end;
            all.add(own);
            self.steps = Some(all);
        } else if own.stand_alone(opening) {
            self.plain(decode(source), block.range.clone());
            self.steps = Some(own);
        }
    }

    fn plain(&mut self, text: String, range: Range<usize>) {
        if !text.is_empty() {
            self.criteria.push(Criterion {
                text,
                done: false,
                has_box: false,
                depth: 0,
                range,
            });
        }
    }
}

/// A scenario's name, or its steps where it has none.
fn scenario_text(code: &str, scenario: &Scenario) -> String {
    let name = one_line(&code[scenario.name.clone()]);
    if !name.is_empty() {
        return name;
    }
    let steps: Vec<&str> = scenario
        .steps
        .iter()
        .map(|step| &code[step.clone()])
        .collect();
    one_line(&steps.join(" "))
}

/// Whether a code block's info string says Gherkin.
pub(crate) fn is_gherkin(info: &str) -> bool {
    let language = trim_start(info)
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{'))
        .next()
        .unwrap_or_default();
    ["gherkin", "cucumber", "feature"]
        .iter()
        .any(|name| language.eq_ignore_ascii_case(name))
}
