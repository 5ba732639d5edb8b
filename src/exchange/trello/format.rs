//! Tells boards of Trello's from other JSON and reads each.

use crate::exchange::draft::Draft;
use crate::exchange::export_files::files_ending;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::json_parts::{begins_as_json, top_keys};
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::trello::lone_card::is_lone_card;
use crate::exchange::trello::reader::BoardReader;
use crate::exchange::trello::write::WRITER;

/// Trello.
pub const FORMAT: Format = Format {
    name: "trello",
    title: "Trello: a board's JSON",
    docs: "Reads the JSON that the board's menu exports, also of several boards in a folder or archive, and what the \
           menu of a card exports: its list is then known by what happened to it. A list becomes a state; what \
           it means is guessed from its name (`Doing [3]`, `✅ Done`), and `--map` with `states:` says it otherwise. Checklists \
           become acceptance criteria with their ticks. The order is that of lists and cards. Points come from a custom field \
           with a usual name, else from a title such as `(5) Pay by card`. What is archived is done where its list or its due date \
           says so, else declined. A label without a name goes by its colour. Comments become dated lines under `## Notes`; \
           Trello exports the newest 1,000 actions only, and says how many comments a card had: what is missing is said. The \
           day of creation is in a card's id. The day on which a card was completed is that of its end, where its list is done. Attachments become links with their names, and nothing is fetched. A card's e-mail address is secret \
           and never stored.",
    columns: &[
        ("(any custom field)", Fate::Kept),
        ("attachments", Fate::Taken("links")),
        ("checklists", Fate::Criteria),
        ("closed", Fate::Taken("status")),
        ("comments", Fate::Notes),
        ("custom field with points", Fate::Taken("points")),
        ("dateCompleted", Fate::Taken("done")),
        ("desc", Fate::Text),
        ("due", Fate::Kept),
        ("dueComplete", Fate::Kept),
        (
            "email",
            Fate::Dropped("who knows it can write to the board"),
        ),
        ("id", Fate::Taken("created")),
        ("labels", Fate::Taken("labels")),
        ("list", Fate::Taken("status")),
        ("members", Fate::Taken("assignee")),
        ("name", Fate::Taken("title")),
        (
            "pluginData",
            Fate::Dropped("what Power-Ups stored for themselves"),
        ),
        ("pos", Fate::Taken("rank")),
        ("shortLink", Fate::Taken("external")),
        ("start", Fate::Taken("started")),
        ("votes", Fate::Kept),
    ],
    detect,
    read,
    write: Some(WRITER),
};

/// How many files are looked at to tell what a folder holds.
const LOOKED_AT: usize = 50;

fn is_board(source: &dyn Source, path: &str) -> bool {
    // `swimlanes` and `_format` are Wekan's, which has cards and lists too.
    let keys = top_keys(source, path, &["issues", "swimlanes", "_format"]);
    let has = |key: &str| keys.iter().any(|other| other == key);
    let of_board = [
        "actions",
        "checklists",
        "labels",
        "labelNames",
        "prefs",
        "shortLink",
        "closed",
    ];
    has("cards") && has("lists") && of_board.into_iter().any(has)
}

fn is_read(source: &dyn Source, path: &str) -> bool {
    is_board(source, path) || is_lone_card(source, path)
}

/// The files that may be boards, and the others.
fn files(source: &dyn Source) -> (Vec<String>, Vec<String>) {
    files_ending(source, &[".json"])
}

fn detect(source: &dyn Source) -> Likeness {
    let (files, _) = files(source);
    Likeness::sure(
        files
            .iter()
            .take(LOOKED_AT)
            .any(|path| is_read(source, path)),
    )
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let (files, mut others) = files(source);
    let only = files.len() + others.len() == 1;
    let (boards, no_boards): (Vec<String>, Vec<String>) = files
        .into_iter()
        .partition(|path| (only && begins_as_json(source, path)) || is_read(source, path));
    if boards.is_empty() {
        return Err(ReadError::NotThisFormat {
            expected: "a board or card of Trello's in JSON",
        });
    }
    let mut reader = BoardReader::new(options, boards.len() > 1);
    for path in &boards {
        reader.read(source, path, each)?;
    }
    let mut report = reader.report();
    others.extend(no_boards);
    let other = |path: String| Remark::new(Origin::file(path), "the file is no board of Trello's");
    report.reported.extend(others.into_iter().map(other));
    Ok(report)
}
