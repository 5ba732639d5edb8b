//! Review notes: what is generated, and headings for people between.

use std::fmt::Write as _;

use crate::report::{Block, Document, TemplateData, markdown};
use crate::text::plain_block;

use super::report::ReviewReport;

/// A part of the notes, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewPart {
    /// Generated, under a name of its own.
    Generated(&'static str, Document),
    /// A heading under which people write.
    Heading(&'static str),
}

/// A template that writes the notes as they are without one.
pub const REVIEW_TEMPLATE: &str = "\
# {{ title }}

{{ blocks.summary }}

{{ blocks.done }}

{{ blocks.not_done }}

{{ blocks.changed }}

{{ blocks.outlook }}

## What changed around us

## Feedback

{{ blocks.feedback }}

## Decisions
";

impl ReviewReport {
    /// What a template is given: the report, its title, and the generated parts as Markdown, with the comments around
    /// them (`blocks`) and without (`parts`).
    #[must_use]
    pub fn template_data(&self) -> TemplateData {
        let generated = self.generated();
        let block =
            |(name, text): &(&str, String)| (name.replace('-', "_"), plain_block(name, text));
        let blocks: Vec<_> = generated.iter().map(block).collect();
        let parts = generated
            .into_iter()
            .map(|(name, text)| (name.replace('-', "_"), text));
        TemplateData::new(self)
            .words("title", self.title())
            .markdown("parts", parts)
            .markdown("blocks", blocks)
    }

    /// `Sprint 8 Review`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("Sprint {} Review", self.sprint.name)
    }

    /// The parts of the notes below the title.
    #[must_use]
    pub fn parts(&self) -> Vec<ReviewPart> {
        use ReviewPart::{Generated, Heading};
        vec![
            Generated("summary", self.summary()),
            Generated("done", self.done_part()),
            Generated("not-done", self.not_done_part()),
            Generated("changed", self.changed_part()),
            Generated("outlook", self.outlook_part()),
            Heading("What changed around us"),
            Heading("Feedback"),
            Generated("feedback", self.feedback_part()),
            Heading("Decisions"),
        ]
    }

    /// The generated parts as Markdown, each under its name.
    #[must_use]
    pub fn generated(&self) -> Vec<(&'static str, String)> {
        let parts = self.parts().into_iter();
        parts
            .filter_map(|part| match part {
                ReviewPart::Generated(name, document) => Some((name, markdown(&document))),
                ReviewPart::Heading(_) => None,
            })
            .collect()
    }

    /// The whole notes as Markdown; `block` makes a generated part of its name and lines.
    #[must_use]
    pub fn notes(&self, block: fn(&str, &str) -> String) -> String {
        let mut title = Document::new();
        title.heading(1, self.title());
        let mut out = markdown(&title);
        for part in self.parts() {
            out.push('\n');
            match part {
                ReviewPart::Generated(name, document) => {
                    out.push_str(&block(name, &markdown(&document)));
                }
                ReviewPart::Heading(words) => {
                    let _ = writeln!(out, "## {words}");
                }
            }
        }
        out
    }

    /// The whole notes as one document.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut whole = Document::new();
        whole.heading(1, self.title());
        for part in self.parts() {
            match part {
                ReviewPart::Generated(_, document) => whole.blocks.extend(document.blocks),
                ReviewPart::Heading(words) => whole.blocks.push(Block::Heading(2, words.into())),
            }
        }
        whole
    }
}
