//! Reads the acceptance criteria of a body: list items, scenarios and Given/When/Then paragraphs under their heading.

use std::ops::Range;

use crate::model::Criterion;

use super::criteria_window::{Window, window};
use super::gherkin::{Scenario, Steps, scenarios, steps};
use super::headings::HeadingKeys;
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
    criteria_under(body, &HeadingKeys::new(headings))
}

/// [`criteria`] for whoever reads many bodies.
#[must_use]
pub fn criteria_under(body: &str, HeadingKeys(keys): &HeadingKeys) -> Vec<Criterion> {
    match window(body, keys) {
        Window::Nothing => Vec::new(),
        Window::Part(range) => {
            let mut criteria = criteria_of_text(&body[range.clone()], keys);
            for criterion in &mut criteria {
                criterion.range.start += range.start;
                criterion.range.end += range.start;
            }
            criteria
        }
        Window::Whole => criteria_of_text(body, keys),
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

#[cfg(test)]
mod tests {
    use super::criteria;

    /// Depth, tick (`-` without a box) and words of each criterion.
    fn read(body: &str) -> Vec<String> {
        let headings = [
            "Acceptance criteria".to_owned(),
            "Akzeptanzkriterien".to_owned(),
        ];
        criteria(body, &headings)
            .into_iter()
            .map(|c| {
                assert!(!body[c.range.clone()].trim_end().is_empty());
                let tick = match (c.has_box, c.done) {
                    (false, _) => '-',
                    (true, true) => 'x',
                    (true, false) => 'o',
                };
                format!("{}{tick} {}", c.depth, c.text)
            })
            .collect()
    }

    #[test]
    fn finds_list_items_of_every_form() {
        assert_eq!(
            read(
                "- no\n\n## Acceptance Criteria (3/9):\n\n- [ ] a\nlazy\n* [X] b\n+ c\n\n1. [x] #2 d\n   - e\n\n     f\n     1) `g` *h*\n2. [ ]\n- \n\n> - no\n\n| no |\n|----|\n\n### Edge\n\n- i\n\n# Notes\n- no\n"
            ),
            [
                "0o a lazy",
                "0x b",
                "0- c",
                "0x d",
                "1- e",
                "2- `g` *h*",
                "0- i"
            ]
        );
    }

    #[test]
    fn finds_headings_of_every_form() {
        for heading in [
            "akzeptanzkriterien\n===\n",
            "###### **Acceptance criteria**\n",
            "__Acceptance Criteria:__\n",
            "**Acceptance criteria**:\n\n",
            "Acceptance criteria:\n",
        ] {
            assert_eq!(read(&format!("{heading}- a\n")), ["0- a"], "{heading}");
            assert_eq!(
                read(&format!("{heading}- a\r\n\r\n**Notes**\r\n").replace('\n', "\r\n")).len(),
                1
            );
        }
        for heading in [
            "```\n## Acceptance criteria\n",
            "> ## Acceptance criteria\n\n",
            "**Acceptance criteria** are\n",
            "## No acceptance criteria\n",
        ] {
            assert!(read(&format!("{heading}- a\n")).is_empty(), "{heading}");
        }
        assert_eq!(
            read("**Acceptance criteria**\n- a\n\n**Notes**\n- b\n"),
            ["0- a"]
        );
        assert_eq!(
            read("## Acceptance criteria\n- a\n## N\n## Akzeptanzkriterien\n- b"),
            ["0- a", "0- b"]
        );
    }

    #[test]
    fn skips_the_markers_of_backlog_md() {
        assert_eq!(
            read(
                "## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [ ] #1 a\n- [x] #2 b\n<!-- AC:END -->\n"
            ),
            ["0o a", "0x b"]
        );
    }

    #[test]
    fn finds_scenarios_and_steps() {
        assert_eq!(
            read(
                "## Acceptance criteria\n```gherkin\nFeature: f\n\nScenario: a\n  Given b\n\nScenario Outline:\n  When c\n  Then d\n```\n\n~~~Gherkin\nGiven e\n~~~\n\n- f\n  ```gherkin\n  Scenario: no\n  ```\n\n```json\nGiven no\n```\n"
            ),
            ["0- a", "0- When c Then d", "0- Given e", "0- f"]
        );
        assert_eq!(
            read(
                "## Acceptance criteria\n\nThese hold:\n\nGiven a  \nwhen b\n\nThen c\n\nAnd d\n\n**When** e, then f.\n\nWhen in doubt, ask.\n"
            ),
            [
                "0- Given a when b Then c And d",
                "0- **When** e, then f. When in doubt, ask."
            ]
        );
    }
}
