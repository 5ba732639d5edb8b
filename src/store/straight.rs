//! Paths without detours.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..`, as written: links are not followed.
#[must_use]
pub fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                straight.pop();
            }
            part => straight.push(part),
        }
    }
    straight
}
