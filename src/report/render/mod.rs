//! One file an output format.

mod csv;
mod html;
mod markdown;
#[cfg(feature = "png")]
mod png;
mod text;
mod text_table;
mod wrap;

pub use csv::csv;
pub use html::html;
pub use markdown::markdown;
#[cfg(feature = "png")]
pub use png::{Letters, PngError, png};
pub use text::text;
