//! One integration binary: a file a command, and what must hold for the whole.
#![expect(
    clippy::disallowed_methods,
    reason = "tests stand outside the house and look at its files"
)]

mod ac;
mod accuracy;
mod add;
mod architecture;
mod at;
mod burndown;
mod check;
mod check_baseline;
mod check_fix;
mod check_formats;
mod check_since;
mod check_staged;
mod ci;
mod docs;
mod generated;
mod history;
mod import;
mod import_backlog_md;
mod import_jira;
mod import_samples;
mod init;
mod invented;
mod list;
mod misc;
mod note;
mod pair_merge;
mod plain_git;
mod rank;
mod rank_merge;
mod rank_yaml;
mod readme;
mod release;
mod reliability;
mod report;
mod review;
mod roadmap;
mod rules;
mod sandbox;
mod sarif;
mod set;
mod show;
mod sprint;
mod sprint_plan;
mod status;
mod text_samples;
mod work;
