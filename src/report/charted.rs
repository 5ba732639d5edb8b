//! A report with a picture, as every output format needs it.

use serde::Serialize;

use crate::report::{Chart, Document};

/// A report that is text, a page, data and a picture; as JSON it is what it serializes to.
pub trait Charted: Serialize {
    /// What it is of, in a few words.
    fn title(&self) -> String;

    /// The report for a person.
    fn document(&self) -> Document;

    /// The same with its picture, where that can be drawn.
    fn illustrated(&self) -> Document {
        self.document()
    }

    /// Its picture.
    fn chart(&self) -> Chart;

    /// What a person must know of the figures, a sentence each.
    fn notes(&self) -> &[String];

    /// Its rows as comma-separated values; what is unknown is empty.
    fn csv(&self) -> String;
}
