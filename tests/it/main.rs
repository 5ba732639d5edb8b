//! One integration binary.

mod text_samples;
mod import_backlog_md;
mod invented;
