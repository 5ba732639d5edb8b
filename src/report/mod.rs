//! What a person or a program is told: a report's data, then its document, then one file an output format.

mod cycle_time;
mod document;
mod list;
mod order;
mod positions;
mod release_list;
mod release_notes;
mod render;
mod show;
mod similar;
mod sprint_list;
mod sprint_plan;
mod sprint_view;
mod status;
mod story_view;
mod velocity;
mod why;

pub use cycle_time::CycleTimeReport;
pub use document::{Align, Block, Column, Document, Line, Row, Span, Style, Table};
pub use list::{ListReport, UnreadableView};
pub use order::OrderReport;
pub use positions::Positions;
pub use release_list::ReleaseListReport;
pub use release_notes::{NotesBy, ReleaseNotesReport};
pub use render::{markdown, text};
pub use show::ShowReport;
pub use similar::similar;
pub use sprint_list::SprintListReport;
pub use sprint_plan::SprintPlanReport;
pub use sprint_view::{SprintView, TallyView};
pub use status::StatusReport;
pub use story_view::StoryView;
pub use velocity::VelocityReport;
pub use why::WhyReport;
