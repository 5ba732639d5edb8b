//! Templates of a team's own: what they may say, what they are given, and how they are written out.

mod data;
mod error;
mod filters;
mod language;
mod render;

pub use data::{TemplateData, WHOLE_TEMPLATE};
pub use error::TemplateError;
pub use render::render_template;
