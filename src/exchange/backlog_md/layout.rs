//! Where the files of a Backlog.md project lie, and what each of them is.

use crate::exchange::backlog_md::settings::Settings;
use crate::exchange::decode::decode;
use crate::exchange::key::leading_key;
use crate::exchange::source::{Source, SourceEntry};
use crate::exchange::walk::join;

/// Settings beside the backlog folder.
const ROOT_CONFIGS: &[&str] = &["backlog.config.yml", "backlog.config.yaml"];

/// Settings in the backlog folder.
const CONFIGS: &[&str] = &["config.yml", "config.yaml"];

/// Folders that make a folder a backlog.
const FOLDERS: &[&str] = &["tasks", "completed", "drafts"];

/// Where the files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The backlog folder, as a path in the source; `""` is the top.
    pub base: String,
    /// Whether the folder itself holds the tasks.
    pub tasks_only: bool,
    /// The settings' file, as a path in the source.
    pub config: Option<String>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A task on the board.
    Task,
    /// A task that was cleared from the board when done.
    Completed,
    /// A task out of sight.
    Archived,
    /// A draft.
    Draft,
    /// A draft out of sight.
    ArchivedDraft,
    /// A milestone.
    Milestone,
    /// A milestone out of sight.
    ArchivedMilestone,
    /// The settings.
    Config,
    /// Something that does not become an item, for that reason.
    Other(&'static str),
}

impl Layout {
    /// Finds the backlog in a project's root, in the backlog folder itself, or in a folder of tasks.
    #[must_use]
    pub fn find(source: &dyn Source) -> Option<Self> {
        let top = source.list("").ok()?;
        let has_file = |entries: &[SourceEntry], name: &str| {
            entries
                .iter()
                .any(|entry| !entry.folder && entry.name == name)
        };
        let config_in = |base: &str, entries: &[SourceEntry]| {
            CONFIGS
                .iter()
                .find(|name| has_file(entries, name))
                .map(|name| join(base, name))
        };
        let root_config = ROOT_CONFIGS.iter().find(|name| has_file(&top, name));
        let named = root_config
            .and_then(|name| read_settings(source, name))
            .and_then(|settings| inside(&settings.backlog_directory?));
        for base in named
            .iter()
            .map(String::as_str)
            .chain(["backlog", ".backlog"])
        {
            let Ok(entries) = source.list(base) else {
                continue;
            };
            if is_backlog(&entries) {
                return Some(Self {
                    config: root_config
                        .map(|name| (*name).to_owned())
                        .or_else(|| config_in(base, &entries)),
                    base: base.to_owned(),
                    tasks_only: false,
                });
            }
        }
        let tasks_only = !is_backlog(&top);
        if tasks_only
            && !top.iter().any(|entry| {
                !entry.folder && is_markdown(&entry.name) && leading_key(&entry.name).is_some()
            })
        {
            return None;
        }
        Some(Self {
            base: String::new(),
            tasks_only,
            config: config_in("", &top),
        })
    }

    /// What the file at `path` (in the source) is.
    #[must_use]
    pub fn kind(&self, path: &str) -> Kind {
        if self.config.as_deref() == Some(path) {
            return Kind::Config;
        }
        let inner = path
            .strip_prefix(&self.base)
            .map_or(path, |rest| rest.trim_start_matches('/'));
        let name = inner.rsplit('/').next().unwrap_or(inner);
        if name.eq_ignore_ascii_case("readme.md") {
            return Kind::Other("it explains its folder and is no item");
        }
        let kind = if self.tasks_only {
            Kind::Task
        } else {
            let starts = |folder: &str| {
                inner
                    .strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            };
            match () {
                () if starts("tasks") => Kind::Task,
                () if starts("completed") => Kind::Completed,
                () if starts("archive/tasks") => Kind::Archived,
                () if starts("drafts") => Kind::Draft,
                () if starts("archive/drafts") => Kind::ArchivedDraft,
                () if starts("milestones") => Kind::Milestone,
                () if starts("archive/milestones") => Kind::ArchivedMilestone,
                () if starts("decisions") => {
                    return Kind::Other(
                        "a decision of Backlog.md is no item; the file can stay where it is",
                    );
                }
                () if starts("docs") => {
                    return Kind::Other("a document is no item; the file can stay where it is");
                }
                () => return Kind::Other("it lies in no folder of tasks, drafts or milestones"),
            }
        };
        if is_markdown(name) {
            kind
        } else {
            Kind::Other("it is no Markdown file")
        }
    }
}

/// Reads a settings file; `None` when it cannot be read.
#[must_use]
pub fn read_settings(source: &dyn Source, path: &str) -> Option<Settings> {
    let bytes = source.read(path).ok()?;
    Settings::read(decode(path, &bytes).ok()?).ok()
}

fn is_backlog(entries: &[SourceEntry]) -> bool {
    entries
        .iter()
        .any(|entry| entry.folder && FOLDERS.contains(&entry.name.as_str()))
}

fn is_markdown(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

/// A folder of the settings as a path in the source, if it does not lead out of it.
fn inside(folder: &str) -> Option<String> {
    let folder = folder.replace('\\', "/");
    let parts: Vec<&str> = folder
        .split('/')
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    let leaves =
        folder.starts_with('/') || parts.iter().any(|part| *part == ".." || part.contains(':'));
    (!leaves && !parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Kind, Layout};
    use crate::exchange::memory_source::MemorySource;

    fn found(files: &[(&str, &str)]) -> Option<(String, bool, Option<String>)> {
        Layout::find(&MemorySource::new(files.iter().copied()))
            .map(|layout| (layout.base, layout.tasks_only, layout.config))
    }

    #[test]
    fn finds_root_folder_and_tasks() {
        let task = "tasks/back-1 - A.md";
        assert_eq!(
            found(&[
                ("backlog/config.yml", ""),
                ("backlog/tasks/t-1 - A.md", ""),
                ("src/main.rs", "")
            ]),
            Some(("backlog".into(), false, Some("backlog/config.yml".into())))
        );
        assert_eq!(
            found(&[(".backlog/tasks/t-1 - A.md", "")]),
            Some((".backlog".into(), false, None))
        );
        assert_eq!(
            found(&[
                ("backlog.config.yml", "backlog_directory: ./work/items/\n"),
                ("work/items/tasks/t-1.md", "")
            ]),
            Some((
                "work/items".into(),
                false,
                Some("backlog.config.yml".into())
            ))
        );
        assert_eq!(
            found(&[
                ("backlog.config.yml", "backlog_directory: ../out\n"),
                ("out/tasks/t-1.md", "")
            ]),
            None
        );
        assert_eq!(found(&[(task, "")]), Some((String::new(), false, None)));
        assert_eq!(
            found(&[("back-1 - A.md", ""), ("notes.txt", "")]),
            Some((String::new(), true, None))
        );
        assert_eq!(found(&[("readme.md", ""), ("src/back-1 - A.md", "")]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn knows_what_each_file_is() {
        let layout = Layout {
            base: "backlog".into(),
            tasks_only: false,
            config: Some("backlog/config.yml".into()),
        };
        let kind = |path: &str| layout.kind(&format!("backlog/{path}"));
        assert_eq!(kind("tasks/back-1 - A.md"), Kind::Task);
        assert_eq!(kind("tasks/deep/back-1 - A.MD"), Kind::Task);
        assert_eq!(kind("archive/tasks/back-1 - A.md"), Kind::Archived);
        assert_eq!(kind("archive/milestones/m-1.md"), Kind::ArchivedMilestone);
        assert_eq!(kind("config.yml"), Kind::Config);
        for other in [
            "tasks/README.md",
            "tasks/a.png",
            "docs/d.md",
            "decisions/d.md",
            "tasks.md",
            "x",
        ] {
            assert!(matches!(kind(other), Kind::Other(_)), "{other}");
        }
    }
}
