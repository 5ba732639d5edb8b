//! todo.txt: a task a line.

mod format;
mod line;

pub use format::FORMAT;
