//! Tells Linear's files from others and reads them.

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::{detect_files, export_files};
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::linear::columns::{SHEET, are_of_linear};
use crate::exchange::linear::cycles::Cycles;
use crate::exchange::linear::write::WRITER;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::Fate;
use crate::exchange::source::Source;

/// Linear.
pub const FORMAT: Format = Format {
    name: "linear",
    title: "Linear: CSV of a workspace, team or view",
    docs: "Reads the CSV with 25, 30 or 34 columns, and what others write for Linear's importer. Keys stay the ids. Quotes that \
           guard a text from being a formula are taken off; rows that are shorter than the header are filled up. Cycles become \
           Sprints with their days; a cycle is over when the file tells of days after it, and what was not Done in it went back \
           to the backlog. Where several teams have a cycle of the same name, the team's name stands before it. Task lists of a \
           text without acceptance criteria become its criteria. A state means what its name usually means, else what the days \
           say (started, completed, canceled). Archived items are imported, and said. Of a key in two rows, the second is \
           reported.",
    columns: &[
        ("Archived", Fate::Kept),
        ("Assignee", Fate::Taken("assignee")),
        ("Blocked by", Fate::Taken("depends_on")),
        ("Canceled", Fate::Kept),
        ("Completed", Fate::Taken("done")),
        ("Created", Fate::Taken("created")),
        ("Creator", Fate::Taken("requested_by")),
        (
            "Cycle End",
            Fate::Dropped("the Sprint of the cycle has its days"),
        ),
        ("Cycle Name", Fate::Taken("sprint")),
        ("Cycle Number", Fate::Kept),
        (
            "Cycle Start",
            Fate::Dropped("the Sprint of the cycle has its days"),
        ),
        ("Description", Fate::Text),
        ("Due Date", Fate::Kept),
        ("Duplicate of", Fate::Kept),
        ("Estimate", Fate::Taken("points")),
        ("ID", Fate::Taken("id")),
        ("Initiatives", Fate::Kept),
        ("Labels", Fate::Taken("labels")),
        ("Parent issue", Fate::Taken("epic")),
        ("Priority", Fate::Kept),
        ("Project", Fate::Kept),
        ("Project Milestone", Fate::Taken("release")),
        ("Related to", Fate::Kept),
        ("Started", Fate::Taken("started")),
        ("State kind", Fate::Taken("status")),
        ("Status", Fate::Taken("status")),
        ("Team", Fate::Kept),
        ("Title", Fate::Taken("title")),
        ("Triaged", Fate::Kept),
        (
            "UUID",
            Fate::Dropped("a number of Linear's; the key names the item"),
        ),
        ("Updated", Fate::Dropped("git knows when a file changed")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: Some(WRITER),
};

fn is_own(source: &dyn Source, path: &str) -> bool {
    headers_of(source, path).is_some_and(|headers| are_of_linear(&headers))
}

fn detect(source: &dyn Source) -> Likeness {
    detect_files(source, &[".csv", ".tsv", ".txt"], &|path| {
        is_own(source, path)
    })
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let files = export_files(source);
    let (own, others): (Vec<&String>, Vec<&String>) =
        files.iter().partition(|path| is_own(source, path));
    // What a person says is one of Linear's files is read as one.
    let (own, others) = match (own.is_empty(), files.len()) {
        (true, 1) if headers_of(source, &files[0]).is_some() => (vec![&files[0]], Vec::new()),
        (true, _) => {
            return Err(ReadError::NotThisFormat {
                expected: "an export of Linear's",
            });
        }
        (false, _) => (own, others),
    };
    let mut cycles = Cycles::default();
    for path in &own {
        cycles.look(source, path, options)?;
    }
    let mut reader = SheetReader::with(SHEET, options, cycles);
    for path in own {
        reader.read(source, path, each)?;
    }
    for path in others {
        let reason = "the file is no export of Linear's";
        reader.gathered.refuse_file(source, path, reason);
    }
    let sprints = reader.hook.sprints();
    Ok(ReadReport {
        sprints,
        ..reader.report()
    })
}
