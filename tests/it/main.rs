//! One integration binary: a file a command, and what must hold for the whole.

mod ac;
mod add;
mod check;
mod import;
mod imports;
mod init;
mod list;
mod misc;
mod note;
mod rank;
mod sandbox;
mod set;
mod show;
mod work;
//! One integration binary.

mod pair_merge;
mod plain_git;
mod rank_merge;
mod rank_yaml;
mod invented;
#![expect(
    clippy::disallowed_methods,
    reason = "tests stand outside the house and look at its files"
)]

mod architecture;
mod rules;
mod text_samples;
