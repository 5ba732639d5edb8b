//! Today on one screen: one file a part of it.

mod alerts;
mod needs;
mod next_sprint;
mod release_now;
mod screen;
mod since;
mod sprint_now;
mod status_report;

pub(super) use next_sprint::all_lacks;
pub use status_report::{StatusInput, StatusReport};
