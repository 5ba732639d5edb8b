//! One integration binary.

mod import_backlog_md;
