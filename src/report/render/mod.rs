//! One file an output format.

mod confluence;
mod csv;
mod fit;
#[cfg(test)]
mod hostile;
mod html;
mod markdown;
mod markup;
#[cfg(feature = "png")]
mod png;
mod slack;
mod teams;
mod text;
mod text_table;
mod wrap;

pub use confluence::confluence;
pub use csv::csv;
pub use html::html;
pub(super) use markdown::escape as escape_markdown;
pub use markdown::markdown;
pub(super) use markup::escape as escape_markup;
#[cfg(feature = "png")]
pub use png::{Letters, PngError, png};
pub use slack::slack;
pub use teams::teams;
pub use text::text;
