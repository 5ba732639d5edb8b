//! `po resolve`: conflicts field by field, from the versions that git's index holds.

mod by_hand;
mod command;
mod contested;
mod next;
mod pick_up;
mod show;

pub use command::{ResolveArgs, run};
