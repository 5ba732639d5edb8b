//! The git around a backlog: discovery, the numbers already used, revisions, commits. The only user of git2.
#![expect(
    clippy::disallowed_methods,
    reason = "a repository is files, and committing is a process"
)]

mod apart;
mod at_hand;
mod census;
mod changed_since;
mod changes;
mod command;
mod commit;
mod commit_error;
mod compared;
mod default_branch;
mod error;
mod files_at;
mod first_written;
mod folder_at;
mod folders;
mod full_paths;
mod git_asks;
mod half_merged;
mod history;
mod id_name;
mod id_on_branch;
mod ids;
mod index_conflicts;
mod index_files;
mod index_lock;
mod links;
mod mark;
mod merge;
mod merged_with;
mod object_name;
mod options;
mod own_merge;
mod pack;
mod pack_order;
mod passed_over;
mod pieces;
mod plain_file;
mod push_target;
mod raw_tree;
mod repository;
mod setup;
mod share;
mod small_renames;
mod sparse;
mod standing;
mod tree_items;
mod tree_merge;
mod united;
mod unresolve;
mod unseen;
mod virtual_base;
mod write_history;

pub use changed_since::{Since, from_top};
pub use changes::Changes;
pub use command::{Said, sharing_mark};
pub use commit::commit_files;
pub use commit_error::CommitError;
pub use compared::Revision;
pub use error::GitError;
pub use files_at::{FilesAt, PastFiles};
pub use first_written::FirstWritten;
pub use history::{History, Mention, ids_in_message};
pub use ids::Ids;
pub use index_conflicts::{IndexConflict, Names};
pub use index_files::Staged;
pub use merge::{
    FieldConflict, Markers, MergeFiles, MergeRules, Merged, Side, Unsure, merge_files, merge_story,
    rules_around,
};
pub use merged_with::MergedTree;
pub use own_merge::OwnMerge;
pub use push_target::{PushRule, PushTarget};
pub use repository::{Discovered, Repository};
pub use setup::{
    ATTRIBUTES_FILE, ATTRIBUTES_LINES, DriverRemoved, Hook, HookDone, driver_setting, with_lines,
    without_lines,
};
pub use share::{IsPushed, Share};
pub use standing::{Unfinished, Upstream};
pub use tree_merge::TreeConflict;
pub use write_history::{HistoryCommit, write_history};

#[cfg(test)]
mod testing;
