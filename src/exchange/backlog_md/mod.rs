//! Backlog.md (MrLesk): a folder of Markdown tasks with YAML front matter.

mod columns;
mod comments;
mod dates;
mod entries;
mod fences;
mod layout;
mod milestone;
mod read;
mod repair;
mod settings;
mod task;

#[cfg(test)]
mod tests;

pub use read::FORMAT;
