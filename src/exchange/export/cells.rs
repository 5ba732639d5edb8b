//! Values of an item as the texts of cells.

use std::fmt::Display;

use crate::model::{Hundredths, Story};

/// A value as text; empty where there is none.
#[must_use]
pub fn shown(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The key of an item in another tool, where it came from there; else its id.
#[must_use]
pub fn key_for(system: &str, story: &Story) -> String {
    story
        .key_in(system)
        .map_or_else(|| story.id.to_string(), str::to_owned)
}

/// Whether a number has no decimal places, as some tools want it.
#[must_use]
pub fn is_whole(number: Hundredths) -> bool {
    number.to_string().bytes().all(|byte| byte.is_ascii_digit())
}
