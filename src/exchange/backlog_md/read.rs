//! Reads a Backlog.md project: its settings and milestones first, then task after task.

use std::collections::BTreeSet;

use crate::exchange::backlog_md::columns::{COLUMNS, Tally};
use crate::exchange::backlog_md::entries::{Header, read_header};
use crate::exchange::backlog_md::fences::{Parts, part};
use crate::exchange::backlog_md::layout::{Kind, Layout};
use crate::exchange::backlog_md::milestone::{names, release};
use crate::exchange::backlog_md::settings::Settings;
use crate::exchange::backlog_md::task::{Project, SYSTEM, draft};
use crate::exchange::decode::decode;
use crate::exchange::draft::Draft;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::key::leading_key;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::walk::{MOST_FILES, walk};

/// Backlog.md.
pub const FORMAT: Format = Format {
    name: SYSTEM,
    title: "Backlog.md: a folder of Markdown tasks",
    docs: "Reads a project's root, its backlog folder (`backlog`, `.backlog`, or what `backlog.config.yml` names), or a \
           folder of tasks. Tasks, completed and archived tasks and drafts become items, milestones become releases. \
           Ids that fit `PREFIX-N` stay; others, such as `BACK-24.02`, get a new number and stay findable as an alias. \
           The text is kept byte for byte. Drafts are new and labelled `draft`; archived tasks keep their status and \
           are labelled `archived`. Decisions, documents and settings are listed and not imported.",
    columns: COLUMNS,
    detect: |source| Likeness::sure(Layout::find(source).is_some()),
    read,
    write: None,
};

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    source.list("")?;
    let layout = Layout::find(source).ok_or(ReadError::NotThisFormat {
        expected: "a Backlog.md project, its backlog folder or a folder of its tasks",
    })?;
    let mut found = walk(source, &layout.base, MOST_FILES);
    if let Some(config) = layout
        .config
        .iter()
        .find(|config| !found.files.contains(config))
    {
        found.files.push(config.clone());
    }
    let mut reader = Reader {
        source,
        report: ReadReport {
            reported: found.problems,
            ..ReadReport::default()
        },
        project: Project::of(options.time_zone.clone()),
        tally: Tally::default(),
    };
    let mut files: Vec<(Kind, String)> = found
        .files
        .into_iter()
        .map(|path| (layout.kind(&path), path))
        .collect();
    // Tasks on the board come first: of two with one id, they keep it.
    files.sort();
    reader.prepare(&files);
    for (kind, path) in &files {
        reader.file(*kind, path, each);
    }
    reader.report.columns = reader.tally.columns();
    Ok(reader.report)
}

struct Reader<'a> {
    source: &'a dyn Source,
    report: ReadReport,
    project: Project,
    tally: Tally,
}

impl Reader<'_> {
    /// Learns what tasks refer to: the settings, the prefixes and the milestones.
    fn prepare(&mut self, files: &[(Kind, String)]) {
        let mut prefixes = BTreeSet::new();
        for (kind, path) in files {
            match kind {
                Kind::Task | Kind::Completed | Kind::Archived => {
                    let file = path.rsplit('/').next().unwrap_or(path);
                    if let Some((prefix, _, _)) = leading_key(file) {
                        prefixes.insert(prefix.to_uppercase());
                    }
                }
                Kind::Config => match self.settings(path) {
                    Ok(settings) => self.project.settings = settings,
                    Err(remark) => self.report.notes.push(remark),
                },
                Kind::Milestone | Kind::ArchivedMilestone => {
                    // One that cannot be read is reported when its turn comes.
                    let _ = self.with_parts(path, |reader, _, header| {
                        let (id, title) = names(header);
                        if let Some(title) = title {
                            reader.project.milestones.add(id.as_deref(), &title);
                        }
                        Ok(())
                    });
                }
                _ => {}
            }
        }
        let first = self
            .project
            .settings
            .task_prefix
            .as_ref()
            .map(|p| p.to_uppercase());
        prefixes.remove("DRAFT");
        let rest = prefixes
            .into_iter()
            .filter(|prefix| Some(prefix) != first.as_ref());
        self.project.prefixes = first.iter().cloned().chain(rest).collect();
    }

    fn settings(&self, path: &str) -> Result<Settings, Remark> {
        let bytes = self
            .source
            .read(path)
            .map_err(|error| Remark::new(Origin::file(path), error.to_string()))?;
        Settings::read(decode(path, &bytes)?).map_err(|error| {
            let reason = error.reason.replace("the front matter", "the file");
            Remark::new(
                Origin {
                    column: error.column,
                    ..Origin::line(path, error.line.max(1))
                },
                format!("{reason}; the settings are not used"),
            )
        })
    }

    /// Reads one file: it becomes an item, a release, or a remark.
    fn file(&mut self, kind: Kind, path: &str, each: &mut dyn FnMut(Draft)) {
        let result = match kind {
            Kind::Other(reason) => Err(Remark::new(Origin::file(path), reason)),
            Kind::Config => Err(Remark::new(Origin::file(path), self.settings_reason())),
            Kind::ArchivedMilestone => Err(Remark::new(
                Origin::file(path),
                "it is an archived milestone; items keep its title as their release",
            )),
            Kind::Milestone => self.with_parts(path, |reader, parts, header| {
                let notes = &mut reader.report.notes;
                let release = release(path, parts, header, notes).ok_or_else(|| {
                    Remark::new(
                        Origin::line(path, 1),
                        "the milestone has no title and no id",
                    )
                })?;
                reader.report.releases.push(release);
                Ok(())
            }),
            kind => self.with_parts(path, |reader, parts, header| {
                let notes = &mut reader.report.notes;
                let draft = draft(&reader.project, path, kind, parts, header, notes)?;
                for entry in &header.entries {
                    reader.tally.count(&entry.key);
                }
                each(draft);
                Ok(())
            }),
        };
        if let Err(remark) = result {
            self.report.reported.push(remark);
        }
    }

    fn settings_reason(&self) -> String {
        let reason = "settings of Backlog.md are no item; its states and prefix were used";
        match self.project.settings.definition_of_done {
            0 => reason.to_owned(),
            lines => {
                format!("{reason}; its Definition of Done ({lines} lines) belongs in `product.md`")
            }
        }
    }

    fn with_parts(
        &mut self,
        path: &str,
        then: impl FnOnce(&mut Self, Parts<'_>, &Header) -> Result<(), Remark>,
    ) -> Result<(), Remark> {
        let bytes = self
            .source
            .read(path)
            .map_err(|error| Remark::new(Origin::file(path), error.to_string()))?;
        let text = decode(path, &bytes)?;
        let parts =
            part(text).map_err(|error| Remark::new(Origin::line(path, 1), error.to_string()))?;
        let header = read_header(parts.yaml).map_err(|error| {
            let origin = Origin {
                column: error.column,
                ..Origin::line(path, error.line + 1)
            };
            Remark::new(origin, error.reason)
        })?;
        then(self, parts, &header)
    }
}
