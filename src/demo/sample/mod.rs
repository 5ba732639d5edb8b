//! The sample: twelve weeks in the life of a web shop's backlog, told by three invented people.

mod calendar;
mod item;
mod items_delivered;
mod items_open;
mod papers;
mod play;
mod script;
mod seed;
mod stage;
mod step;

pub use play::{BACKLOG, sample};
