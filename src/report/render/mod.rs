//! One file an output format.

mod csv;
mod html;
mod markdown;
mod text;
mod text_table;
mod wrap;

pub use csv::csv;
pub use html::html;
pub use markdown::markdown;
pub use text::text;
