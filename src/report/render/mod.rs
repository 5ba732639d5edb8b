//! One file an output format.

mod confluence;
mod csv;
mod fit;
#[cfg(test)]
mod hostile;
mod html;
mod markdown;
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
pub use markdown::markdown;
#[cfg(feature = "png")]
pub use png::{Letters, PngError, png};
pub use slack::slack;
pub use teams::teams;
pub use text::text;
