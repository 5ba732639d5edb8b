//! The files of an export: tables, pages, and what is neither.

use crate::exchange::assembly::headers_of;
use crate::exchange::notion::names::{FileName, Kind, file_name, is_part};
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::walk::{MOST_FILES, walk};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFile {
    /// Its path in the source.
    pub path: String,
    /// The folder it lies in, as the export has it, however that was packed.
    pub folder: String,
    /// Its name without ending and `_all`: the folder with the pages of its rows is called so.
    pub stem: String,
    /// The stem without its id.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Whether it holds all rows and columns.
    pub whole: bool,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// Its path in the source.
    pub path: String,
    /// The folder it lies in, as the export has it.
    pub folder: String,
    /// Its name without ending.
    pub stem: String,
    /// The stem without its id.
    pub title: String,
    /// Its id; empty where its name tells none.
    pub id: String,
}

/// The files of an export, each sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The tables that are read: of a database and its view, the database.
    pub tables: Vec<TableFile>,
    /// The pages.
    pub pages: Vec<PageFile>,
    /// What is not read, and why.
    pub others: Vec<Remark>,
    /// How many pages are HTML.
    pub html: usize,
    /// How many archives lie in a folder.
    pub archives: usize,
}

impl Layout {
    /// Sorts the files of a source.
    #[must_use]
    pub fn of(source: &dyn Source) -> Self {
        let found = walk(source, "", MOST_FILES);
        let mut layout = Self {
            others: found.problems,
            ..Self::default()
        };
        let single = found.files.len() == 1;
        for path in found.files {
            let mut name = file_name(&path);
            let own = name.id.is_some() || single;
            // The only file of a source may be called anything.
            if single && name.kind == Kind::Other && is_table(source, &path) {
                name.kind = Kind::Table { whole: false };
            }
            match name.kind {
                Kind::Table { whole } if own => {
                    let table = TableFile {
                        folder: folder(&path),
                        stem: name.stem.to_owned(),
                        title: name.title.to_owned(),
                        id: id(&name),
                        whole,
                        path,
                    };
                    layout.tables.push(table);
                }
                Kind::Page if own => layout.pages.push(PageFile {
                    folder: folder(&path),
                    stem: name.stem.to_owned(),
                    title: name.title.to_owned(),
                    id: id(&name),
                    path,
                }),
                kind => {
                    layout.html += usize::from(kind == Kind::Html && name.id.is_some());
                    layout.archives += usize::from(is_part(&path));
                    let remark = Remark::new(Origin::file(path.as_str()), reason(&path, kind));
                    layout.others.push(remark);
                }
            }
        }
        layout.leave_out_views();
        layout
    }

    /// Of a database, its view is not read: it has some of the same rows.
    fn leave_out_views(&mut self) {
        let (whole, views): (Vec<TableFile>, Vec<TableFile>) = std::mem::take(&mut self.tables)
            .into_iter()
            .partition(|table| table.whole);
        self.tables = whole;
        for view in views {
            let database = self
                .tables
                .iter()
                .find(|table| table.whole && table.id == view.id && table.stem == view.stem);
            match database {
                Some(database) => {
                    let reason = format!("a view of `{}`, which is read", database.path);
                    let remark = Remark::new(Origin::file(view.path.as_str()), reason);
                    self.others.push(remark);
                }
                None => self.tables.push(view),
            }
        }
        self.tables.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

fn is_table(source: &dyn Source, path: &str) -> bool {
    headers_of(source, path).is_some_and(|headers| headers.len() > 1)
}

fn id(name: &FileName<'_>) -> String {
    name.id.unwrap_or_default().to_ascii_lowercase()
}

/// The folder of a file as the export has it: archives and the folders that parts are unpacked to are left out.
fn folder(path: &str) -> String {
    let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
    let is_wrapper = |part: &&str| {
        let lower = part.to_ascii_lowercase();
        lower.ends_with(".zip") || lower.starts_with("export-") || lower.starts_with("exportblock-")
    };
    folder
        .split('/')
        .skip_while(is_wrapper)
        .collect::<Vec<_>>()
        .join("/")
}

fn reason(path: &str, kind: Kind) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match kind {
        Kind::Html if name.eq_ignore_ascii_case("index.html") => "a list of what the export holds",
        Kind::Html => "HTML is not read; export again as `Markdown & CSV`",
        Kind::Archive if is_part(path) => {
            "an archive in a folder is not opened; import the archive itself"
        }
        Kind::Table { .. } | Kind::Page => {
            "its name has no id, as files of Notion have; import it by itself"
        }
        _ => "images and other files are not imported",
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn files_are_sorted_and_views_left_out() {
        let id = "152bb52ee2b5804da922efa8c3194444";
        let other = "252bb52ee2b5804da922efa8c3194444";
        let source = MemorySource::new([
            (
                format!("Export-1-Part-1.zip/Export-1/Tasks {id}_all.csv"),
                "",
            ),
            (format!("Export-1-Part-1.zip/Export-1/Tasks {id}.csv"), ""),
            (
                format!("Export-1-Part-2.zip/Export-1/Tasks {id}/One {other}.md"),
                "",
            ),
            (format!("Home/View {other}.csv"), ""),
            ("Home/pic.png".to_owned(), ""),
            ("Home/plain.csv".to_owned(), ""),
        ]);
        let layout = Layout::of(&source);
        let tables: Vec<_> = layout.tables.iter().map(|t| (&*t.title, t.whole)).collect();
        assert_eq!(tables, [("Tasks", true), ("View", false)]);
        assert_eq!(layout.pages[0].folder, format!("Tasks {id}"));
        assert_eq!(layout.others.len(), 3);
        let view = layout
            .others
            .iter()
            .find(|one| one.reason.contains("a view of"));
        assert!(view.is_some());
    }
}
