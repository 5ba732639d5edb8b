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
mod check_merged;
mod check_since;
mod check_staged;
mod ci;
mod deps;
mod diff;
mod docs;
mod estimate;
mod forecast;
mod generated;
mod git_setup;
mod history;
mod import;
mod import_backlog_md;
mod init;
mod invented;
mod list;
mod merge;
mod merge_body;
mod merge_lost;
mod merge_story;
mod misc;
mod note;
mod pair_merge;
mod plain_git;
mod post;
mod rank;
mod rank_by;
mod rank_merge;
mod rank_yaml;
mod readme;
mod refine;
mod release;
mod reliability;
mod report;
mod report_formats;
mod report_truth;
mod review;
mod roadmap;
mod rules;
mod sandbox;
mod sarif;
mod set;
mod show;
mod split;
mod sprint;
mod sprint_plan;
mod status;
mod team;
mod text_samples;
mod why_before;
mod work;
