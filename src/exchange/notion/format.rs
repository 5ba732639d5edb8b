//! Tells Notion's exports from other files and reads them.

use crate::exchange::assembly::headers_of;
use crate::exchange::draft::Draft;
use crate::exchange::export_files::export_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::notion::layout::Layout;
use crate::exchange::notion::names::{Kind, file_name, is_part};
use crate::exchange::notion::relation::relations;
use crate::exchange::notion::rows::read_export;
use crate::exchange::notion::write::WRITER;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::Fate;
use crate::exchange::source::Source;
use crate::exchange::table::Table;

/// Notion.
pub const FORMAT: Format = Format {
    name: "notion",
    title: "Notion: an export as Markdown and CSV",
    docs: "Reads the archive as Notion sends it (with the archives in it), its unpacked folder, or one table of it. Each row of each \
           database is an item, with the text of its page; `…_all.csv` is read and its view left out, and so are views of it in \
           other pages. Relations lead from item to item by their ids: parent, project and epic become `epic`, blocked by and \
           blocking `depends_on`. What others name as their project or epic is an epic. The id of a page is its key; `TASK-12` of \
           an ID property stays the id. Names of properties are known in several languages; `--map` says it for others. A \
           database that others name in their Sprint or release becomes Sprints or releases. Task lists of a text without \
           acceptance criteria become its criteria. Pages of no database are items only where there is no database. Images, \
           other files, templates and pages inside of pages are listed and not imported. HTML is not read.",
    columns: &[
        ("Acceptance criteria", Fate::Criteria),
        ("Assignee", Fate::Taken("assignee")),
        ("Blocked by", Fate::Taken("depends_on")),
        ("Blocking", Fate::Taken("depends_on")),
        ("Completed on", Fate::Taken("done")),
        ("Created by", Fate::Taken("requested_by")),
        ("Created time", Fate::Taken("created")),
        ("Description", Fate::Text),
        ("Done (a checkbox)", Fate::Taken("status")),
        ("Due date", Fate::Kept),
        ("Estimate", Fate::Taken("points")),
        ("ID", Fate::Taken("id")),
        (
            "Last edited time",
            Fate::Dropped("git knows when a file changed"),
        ),
        ("Name (the title)", Fate::Taken("title")),
        ("Parent item", Fate::Taken("epic")),
        ("Priority", Fate::Kept),
        ("Project, Epic", Fate::Taken("epic")),
        ("Release, Milestone", Fate::Taken("release")),
        ("Sprint", Fate::Taken("sprint")),
        ("Start date", Fate::Taken("started")),
        ("State kind", Fate::Taken("status")),
        ("Status", Fate::Taken("status")),
        ("Sub-items", Fate::Taken("epic")),
        ("Tags", Fate::Taken("labels")),
        ("Type", Fate::Taken("type")),
        ("URL", Fate::Taken("links")),
        ("(any other)", Fate::Kept),
        ("(the page's text)", Fate::Text),
    ],
    detect,
    read,
    write: Some(WRITER),
};

fn detect(source: &dyn Source) -> Likeness {
    let is_own = |path: &String| {
        let name = file_name(path);
        is_part(path) || (name.id.is_some() && !matches!(name.kind, Kind::Other | Kind::Archive))
    };
    let files = export_files(source);
    Likeness::sure(
        files.iter().any(is_own)
            || matches!(&files[..], [only] if is_table(source, only) || names_pages(source, only)),
    )
}

/// Whether a table has the two properties by which Notion calls what items are parts of and what they wait for.
fn is_table(source: &dyn Source, path: &str) -> bool {
    let headers = headers_of(source, path).unwrap_or_default();
    ["Name", "Parent item", "Blocked by"]
        .iter()
        .all(|name| headers.iter().any(|header| header == name))
}

/// How many rows are looked at for relations.
const ROWS: usize = 200;

/// Whether a cell of a table names pages by their files, as only Notion writes relations.
fn names_pages(source: &dyn Source, path: &str) -> bool {
    let names = |cell: &str| {
        cell.contains(".md)")
            && relations(cell)
                .is_some_and(|all| all.iter().all(|one| one.is_file() && !one.name.is_empty()))
    };
    let Some(mut table) = headers_of(source, path).and_then(|_| Table::open(source, path).ok())
    else {
        return false;
    };
    for _ in 0..ROWS {
        match table.next_row() {
            Ok(Some(row)) if row.cells().any(|(_, cell)| names(cell)) => return true,
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return false,
        }
    }
    false
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    source.list("")?;
    let layout = Layout::of(source);
    if layout.tables.is_empty() && layout.pages.is_empty() {
        return Err(match (layout.html, layout.archives) {
            (0, 0) => ReadError::NotThisFormat {
                expected: "an export of Notion's",
            },
            (0, _) => ReadError::Broken(
                "the folder holds archives of an export; import the archive itself".to_owned(),
            ),
            _ => ReadError::Broken(
                "this is Notion's export as HTML, which is not read; export again as `Markdown & CSV`"
                    .to_owned(),
            ),
        });
    }
    read_export(source, layout, options, each)
}
