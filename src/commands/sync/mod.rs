//! `po sync`: commit, fetch, merge, check, push.

mod command;
mod commit;
mod judge;
mod merge_request;
mod place;
mod push;
mod pushed_where;
mod refused;
mod vanished;

pub use command::{SyncArgs, run};
