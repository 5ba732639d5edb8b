//! What a person or a program is told: a report's data, then its document, then one file an output format.

mod document;
mod event_words;
mod history;
mod list;
mod order;
mod positions;
mod render;
mod show;
mod similar;
mod status;
mod story_view;
mod why;

pub use document::{Align, Block, Column, Document, Line, Row, Span, Style, Table};
pub use event_words::event_words;
pub use history::{HistoryReport, PastView, meant};
pub use list::{ListReport, UnreadableView};
pub use order::OrderReport;
pub use positions::Positions;
pub use render::{markdown, text};
pub use show::ShowReport;
pub use similar::similar;
pub use status::StatusReport;
pub use story_view::StoryView;
pub use why::WhyReport;
