//! One integration binary.

mod pair_merge;
mod plain_git;
mod rank_merge;
mod rank_yaml;
