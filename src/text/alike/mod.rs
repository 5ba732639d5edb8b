//! Texts that say the same, or nearly: words without case and punctuation, their stems, and which texts share them.

mod contained;
mod difference;
mod light_words;
mod spelling;
mod split;
mod stem;
mod wordings;
#[cfg(test)]
mod wordings_tests;

pub use difference::{Difference, Exchange, Part};
pub use split::same_words_key;
pub use stem::{Stemmer, stems};
pub use wordings::{Near, Wordings};
