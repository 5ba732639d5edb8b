//! Rows of a database of Sprints or releases.

use jiff::civil::Date;

use crate::exchange::assembly::{Gathered, Take, fold_name};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{DraftRelease, DraftSprint, Extra};
use crate::exchange::notion::columns::Meaning;
use crate::exchange::notion::database::{Database, Row};
use crate::exchange::notion::dated::{ends, is_range};
use crate::exchange::notion::links::linked_text;
use crate::exchange::state_kind::known_kind;
use crate::model::StateKind;
use crate::text::one_line;

/// The columns of a database that say when something begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    from: Option<usize>,
    to: Option<usize>,
}

impl Days {
    /// Finds them: a column with ranges, else columns that are called so.
    #[must_use]
    pub fn of(database: &Database) -> Self {
        let columns = || (0..database.headers.len()).filter(|column| *column != database.title);
        let ranges = |column: &usize| {
            let cells = database
                .rows
                .iter()
                .filter_map(|row| row.cells.get(*column));
            cells.filter(|cell| is_range(cell)).count()
        };
        let ranged = columns()
            .filter(|column| ranges(column) > 0)
            .max_by_key(ranges);
        let called = |names: &[&str]| {
            columns().find(|column| names.contains(&fold_name(&database.headers[*column]).as_str()))
        };
        let is_period = |column: &usize| database.meanings.get(*column) == Some(&Meaning::Period);
        let period = ranged.or_else(|| columns().find(is_period));
        let from = called(&[
            "start",
            "startdate",
            "from",
            "begin",
            "startdatum",
            "datededébut",
        ]);
        let to = called(&[
            "end",
            "enddate",
            "to",
            "due",
            "duedate",
            "releasedate",
            "enddatum",
            "datedefin",
        ]);
        Self {
            from: period.or(from),
            to: period.or(to),
        }
    }

    fn read(&self, row: &Row, dates: &DateReader) -> (Option<Date>, Option<Date>) {
        let cell = |column: Option<usize>| {
            let cell = row.cells.get(column?)?;
            (!cell.is_empty()).then(|| ends(cell))
        };
        let from = cell(self.from).and_then(|(from, _)| dates.date(&from));
        let to = cell(self.to).and_then(|(_, to)| dates.date(&to));
        (from, to)
    }

    /// Whether a column is one of them.
    #[must_use]
    pub fn has(&self, column: usize) -> bool {
        self.from == Some(column) || self.to == Some(column)
    }
}

/// Why the rest of a Sprint's row is not imported.
pub const NO_PLACE: Take = Take::Drop("a Sprint's file has no place for it");

/// What becomes of a column of a database of Sprints.
#[must_use]
pub fn take_of_sprint_column(database: &Database, days: Days, column: usize) -> Take {
    let is_goal = is_goal(&database.headers[column]);
    let state = is_state(database, column);
    if column == database.title || days.has(column) || is_goal || state {
        Take::Sprint
    } else {
        NO_PLACE
    }
}

fn is_state(database: &Database, column: usize) -> bool {
    database.meanings[column] == Meaning::Plain(Take::Status)
        || fold_name(&database.headers[column]) == "sprintstatus"
}

fn is_goal(header: &str) -> bool {
    matches!(
        fold_name(header).as_str(),
        "goal" | "sprintgoal" | "goals" | "sprintgoals" | "ziel" | "sprintziel"
    )
}

/// Adds the Sprint that a row is.
pub fn add_sprint(
    database: &Database,
    row: &Row,
    days: Days,
    dates: &DateReader,
    gathered: &mut Gathered,
) {
    let origin = database.origin(row);
    let name = one_line(database.title_of(row));
    if name.is_empty() {
        gathered.refuse(origin, "the Sprint has no name");
        return;
    }
    let (from, to) = days.read(row, dates);
    if from.is_none() && to.is_none() {
        gathered.refuse(origin, "the Sprint has no days; items keep its name");
        return;
    }
    if gathered.sprints.contains_key(&name) {
        gathered.refuse(origin, "another row is the Sprint of this name");
        return;
    }
    let mut goal = None;
    let mut state = None;
    for (column, cell) in database.values(row) {
        if is_goal(&database.headers[column]) {
            goal = Some(one_line(cell));
        } else if is_state(database, column) {
            state = state_of_sprint(cell);
        }
    }
    let started = from.filter(|_| matches!(state, Some(StateKind::Started | StateKind::Done)));
    let closed = to.filter(|_| state == Some(StateKind::Done) && started.is_some());
    let sprint = DraftSprint {
        origin,
        name: name.clone(),
        goal,
        from,
        to,
        started,
        closed,
    };
    gathered.sprints.insert(name, sprint);
}

/// What the state of a Sprint means: Notion calls them current, next, last, past and future.
fn state_of_sprint(name: &str) -> Option<StateKind> {
    match fold_name(name).as_str() {
        "current" | "aktuell" | "actuel" | "actual" | "atual" => Some(StateKind::Started),
        "last" | "past" | "letzter" | "vergangen" | "dernier" | "passé" => Some(StateKind::Done),
        "next" | "future" | "nächster" | "zukünftig" => Some(StateKind::New),
        _ => known_kind(name),
    }
}

/// Adds the release that a row is, with its page's text.
pub fn add_release(
    database: &Database,
    row: &Row,
    days: Days,
    dates: &DateReader,
    text: &str,
    gathered: &mut Gathered,
) {
    let origin = database.origin(row);
    let name = one_line(database.title_of(row));
    if name.is_empty() {
        gathered.refuse(origin, "the release has no name");
        return;
    }
    if gathered.releases.contains_key(&name) {
        gathered.refuse(origin, "another row is the release of this name");
        return;
    }
    let (from, to) = days.read(row, dates);
    let extra = database
        .values(row)
        .filter(|(column, _)| !days.has(*column))
        .map(|(column, cell)| Extra::texts(&database.headers[column], &[cell.to_owned()]));
    let (text, _) = linked_text(&text.replace("\r\n", "\n"));
    let body = match text.trim() {
        "" => String::new(),
        text => format!("\n{text}\n"),
    };
    let release = DraftRelease {
        origin,
        name: name.clone(),
        due: to.or(from),
        extra: extra.collect(),
        body,
        crlf: false,
    };
    gathered.releases.insert(name, release);
}
