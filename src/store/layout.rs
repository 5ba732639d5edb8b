//! Where each file of a backlog lies.

use std::path::{Path, PathBuf};

use crate::model::{BASELINE_FILE, StoryId};
use crate::store::config_file::CONFIG_FILE;
use crate::store::metric_files::METRICS;

/// Product Goal, Vision, Objectives and Definition of Done.
pub const PRODUCT: &str = "product.md";
/// The folder of items, to any depth.
pub const STORIES: &str = "stories";
/// The folder of Sprints.
pub const SPRINTS: &str = "sprints";
/// The folder of releases.
pub const RELEASES: &str = "releases";

/// The folder of Sprint Review notes.
pub const REVIEWS: &str = "reviews";

/// The folder of templates of the team's own.
const TEMPLATES: &str = "templates";

/// The files and folders of a backlog that nothing else is called, beside whatever it may lie.
pub const BACKLOG_NAMES: [&str; 9] = [
    CONFIG_FILE,
    PRODUCT,
    BASELINE_FILE,
    STORIES,
    SPRINTS,
    RELEASES,
    REVIEWS,
    METRICS,
    "imports",
];

/// Where `po` keeps its own files in a backlog outside git.
const PRIVATE: &str = ".po";

/// Returns where lock, journal and marks lie: in the common git directory, so that every working tree shares them,
/// else in the backlog.
#[must_use]
pub fn private_dir(root: &Path, common_git_dir: Option<&Path>) -> PathBuf {
    match common_git_dir {
        Some(git) => git.join("po"),
        None => root.join(PRIVATE),
    }
}

/// Returns the path of a new item's file: the id, then the slug where there is one.
#[must_use]
pub fn story_path(id: &StoryId, slug: &str) -> String {
    if slug.is_empty() {
        format!("{STORIES}/{id}.md")
    } else {
        format!("{STORIES}/{id}-{slug}.md")
    }
}

/// Returns the path of a new Sprint's file: `sprints/sprint-8.md`.
#[must_use]
pub fn sprint_path(slug: &str) -> String {
    format!("{SPRINTS}/sprint-{slug}.md")
}

/// Returns the path of a new release's file: `releases/1.2.md`.
#[must_use]
pub fn release_path(stem: &str) -> String {
    format!("{RELEASES}/{stem}.md")
}

/// Returns the path of the notes of a Sprint Review: `reviews/sprint-8.md`, named as the Sprint's own file.
#[must_use]
pub fn review_path(sprint: &str) -> String {
    let name = sprint.rsplit('/').next().unwrap_or(sprint);
    format!("{REVIEWS}/{name}")
}

/// Returns the path of the team's own template of a report: `templates/review.md`.
#[must_use]
pub fn template_path(report: &str) -> String {
    format!("{TEMPLATES}/{report}.md")
}

/// Whether a file name is one of Markdown.
pub(crate) fn is_markdown(name: &str) -> bool {
    name.len() > 3 && name.as_bytes()[name.len() - 3..].eq_ignore_ascii_case(b".md")
}

#[cfg(test)]
mod tests {
    use super::story_path;

    #[test]
    fn a_new_file_may_have_no_slug() {
        let id = "US-5".parse().unwrap();
        assert_eq!(story_path(&id, ""), "stories/US-5.md");
        assert_eq!(story_path(&id, "pay"), "stories/US-5-pay.md");
    }
}
