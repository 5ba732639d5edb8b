//! The backlog as it would be after a change: the files of the change in the place of those at hand.

use super::applied::AppliedFile;
use super::layout::{RELEASES, SPRINTS, STORIES};
use super::release_file::read_release;
use super::sprint_file::read_sprint;
use super::story_file::{Depth, read_story};
use crate::model::Backlog;

/// Returns the backlog with the files of a change as they would be. A file that could not be read then is left out.
#[must_use]
pub fn planned(backlog: &Backlog, files: &[AppliedFile]) -> Backlog {
    let is_changed = |path: &str| files.iter().any(|file| file.path == path);
    let within = |file: &AppliedFile, folder: &str| {
        let rest = file.path.strip_prefix(folder);
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let config = &backlog.config;
    let mut stories = backlog.stories().to_vec();
    stories.retain(|story| !is_changed(&story.path));
    let (mut sprints, mut releases) = (backlog.sprints.clone(), backlog.releases.clone());
    sprints.retain(|sprint| !is_changed(&sprint.path));
    releases.retain(|release| !is_changed(&release.path));
    for file in files {
        let Some(bytes) = file.new.as_deref() else {
            continue;
        };
        if within(file, STORIES) {
            let read = read_story(&file.path, bytes, config, Depth::Header);
            stories.extend(read.ok().map(|(story, _)| story));
        } else if within(file, SPRINTS) {
            sprints.extend(
                read_sprint(&file.path, bytes)
                    .ok()
                    .map(|(sprint, _)| sprint),
            );
        } else if within(file, RELEASES) {
            let read = read_release(&file.path, bytes);
            releases.extend(read.ok().map(|(release, _)| release));
        }
    }
    let mut after = Backlog::new(config.clone(), stories, backlog.unreadable.clone());
    after.left_out.clone_from(&backlog.left_out);
    after.product = backlog.product.clone();
    (after.sprints, after.releases) = (sprints, releases);
    after
}
