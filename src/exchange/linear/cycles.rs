//! Cycles become Sprints, with their days and, as far as the file tells, whether they are over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::exchange::assembly::{Assembly, Cells, Known, RowHook, Take, fold_name};
use crate::exchange::cell_of::cell_of;
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{Draft, DraftSprint, Extra};
use crate::exchange::format::ReadError;
use crate::exchange::linear::columns::unguarded;
use crate::exchange::options::ReadOptions;
use crate::exchange::order_finder::OrderFinder;
use crate::exchange::report::Origin;
use crate::exchange::source::Source;
use crate::exchange::state_kind::known_kind;
use crate::exchange::table::Table;
use crate::model::StateKind;
use crate::text::one_line;
use crate::text::unguard_formula;

/// Columns whose days show how far a file goes.
const DAYS: [&str; 7] = [
    "created",
    "updated",
    "started",
    "triaged",
    "completed",
    "canceled",
    "archived",
];

/// The key under which a cycle is kept that is over.
const PAST: &str = "Cycle Name";

/// The cycle of a row, as written.
#[derive(Debug, Clone, Default)]
struct Cycle {
    team: String,
    name: String,
    start: String,
    end: String,
}

impl Cycle {
    fn of<'c>(cell: impl Fn(&str) -> &'c str) -> Option<Self> {
        let name = match (cell("cyclename"), cell("cyclenumber")) {
            ("", "") => return None,
            ("", number) => format!("Cycle {number}"),
            (name, _) => one_line(name),
        };
        Some(Self {
            team: one_line(cell("team")),
            name,
            start: cell("cyclestart").to_owned(),
            end: cell("cycleend").to_owned(),
        })
    }
}

/// The cycles of all files read so far.
#[derive(Debug, Default)]
pub struct Cycles {
    /// The teams that have a cycle of that name.
    teams: BTreeMap<String, BTreeSet<String>>,
    /// The last day that a file tells something of.
    latest: Option<Date>,
    sprints: BTreeMap<String, DraftSprint>,
    /// The Sprint of the row at hand, and whether it is over.
    at_hand: Option<(String, bool)>,
    origin: Option<Origin>,
}

impl Cycles {
    /// Looks through a file for the names of its cycles and its last day.
    ///
    /// # Errors
    /// [`ReadError`] when the file cannot be read.
    pub fn look(
        &mut self,
        source: &dyn Source,
        path: &str,
        options: &ReadOptions,
    ) -> Result<(), ReadError> {
        let mut finder = OrderFinder::default();
        let mut days: Vec<String> = Vec::new();
        let mut table = Table::open(source, path)?;
        let names: Vec<String> = table.headers().iter().map(|name| fold_name(name)).collect();
        let mut last: Option<Date> = None;
        let plain = options.dates();
        while let Some(row) = table.next_row()? {
            let cell = |wanted: &str| {
                let place = names.iter().position(|name| name == wanted);
                place.map_or("", |place| row.cell(place))
            };
            for text in DAYS.map(cell).into_iter().filter(|text| !text.is_empty()) {
                match plain.date(text) {
                    Some(day) => last = last.max(Some(day)),
                    None => {
                        finder.see(text);
                        days.push(text.to_owned());
                    }
                }
            }
            if let Some(cycle) = Cycle::of(cell) {
                self.teams.entry(cycle.name).or_default().insert(cycle.team);
            }
        }
        // What cannot be told apart is refused when the rows are read.
        let dates = DateReader {
            order: finder.order().ok().flatten(),
            ..plain
        };
        let others = days.iter().filter_map(|text| dates.date(text)).max();
        self.latest = self.latest.max(last).max(others);
        Ok(())
    }

    /// The Sprints, by name.
    #[must_use]
    pub fn sprints(&mut self) -> Vec<DraftSprint> {
        std::mem::take(&mut self.sprints).into_values().collect()
    }

    fn sprint(&self, name: &str, cycle: &Cycle, dates: &DateReader) -> Option<DraftSprint> {
        let from = dates.date(&cycle.start);
        let to = last_day(cycle, dates);
        from.or(to)?;
        let begun = matches!((from, self.latest), (Some(from), Some(latest)) if from <= latest);
        let over = matches!((to, self.latest), (Some(to), Some(latest)) if to < latest);
        Some(DraftSprint {
            origin: self.origin.clone().unwrap_or_else(|| Origin::file("")),
            name: name.to_owned(),
            goal: None,
            from,
            to,
            started: from.filter(|_| begun),
            closed: to.filter(|_| over),
        })
    }
}

/// A cycle ends when the next one begins, so that its last day is the one before.
fn last_day(cycle: &Cycle, dates: &DateReader) -> Option<Date> {
    let end = dates.date(&cycle.end)?;
    let span = |start: Timestamp, end: Timestamp| (end - start).get_seconds();
    let seconds = span(
        dates.timestamp(&cycle.start).unwrap_or_default(),
        dates.timestamp(&cycle.end).unwrap_or_default(),
    );
    let beyond = (seconds + 2 * 3600).rem_euclid(24 * 3600);
    let whole = beyond <= 4 * 3600;
    match dates.date(&cycle.start) {
        Some(start) if whole && start < end => end.checked_sub(1.day()).ok(),
        _ => Some(end),
    }
}

impl RowHook for Cycles {
    fn cell(&mut self, take: Take, text: &str) -> String {
        match take {
            Take::Title | Take::Description => unguarded(text).to_owned(),
            _ => unguard_formula(text).to_owned(),
        }
    }

    fn row(&mut self, assembly: &mut Assembly, cells: &Cells, known: &Known<'_>) {
        let cell = |name: &str| cell_of(cells, name);
        // A state of a team's own says by these days what it means.
        let is_own = known_kind(cell("status")).is_none();
        let mut say = |take, text: &str| assembly.take(take, "Status", &[text.to_owned()], known);
        match (cell("canceled"), cell("completed"), cell("started")) {
            _ if !is_own => {}
            ("", "", "") => {}
            ("", "", _) => say(Take::Category, "In Progress"),
            ("", _, _) => say(Take::Category, "Done"),
            (_, "", _) => {
                say(Take::Category, "Done");
                say(Take::Resolution, "Canceled");
            }
            _ => {}
        }
        if !cell("archived").is_empty() {
            assembly.note("it is archived there; when, stays under `extra`");
        }
        assembly.tasks_become_criteria();
        self.origin = Some(assembly.origin().clone());
        self.at_hand = Cycle::of(cell).map(|cycle| {
            let teams = self.teams.get(&cycle.name).map_or(0, BTreeSet::len);
            let name = if teams > 1 {
                format!("{} {}", cycle.team, cycle.name).trim().to_owned()
            } else {
                cycle.name.clone()
            };
            if !self.sprints.contains_key(&name)
                && let Some(sprint) = self.sprint(&name, &cycle, known.dates)
            {
                self.sprints.insert(name.clone(), sprint);
            }
            let over = self
                .sprints
                .get(&name)
                .is_some_and(|sprint| sprint.closed.is_some());
            (name, over)
        });
    }

    fn item(&mut self, draft: &mut Draft) {
        let Some((name, over)) = self.at_hand.take() else {
            return;
        };
        let done = draft.status.as_ref().and_then(|status| status.kind) == Some(StateKind::Done);
        draft.sprints = vec![name.clone()];
        if over && !done {
            // It went back to the backlog when the cycle was over.
            draft.sprint = None;
            draft
                .extra
                .push(Extra::texts(PAST, std::slice::from_ref(&name)));
        } else {
            draft.past_sprint = Some(PAST);
            draft.sprint = Some(name);
        }
    }
}
