//! GitHub: issues of its command line tool and of its interfaces, and items of projects.

mod fields;
mod format;
mod issue;
mod posted;
mod project;
mod repository;
mod write;

pub use format::FORMAT;
