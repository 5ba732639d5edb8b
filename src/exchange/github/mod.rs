//! GitHub: issues of its command line tool and of its interfaces, and items of projects.

mod fields;
mod format;
mod issue;
mod project;
mod repository;

pub use format::FORMAT;
