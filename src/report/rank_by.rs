//! The order that a model proposes beside today's, what dependencies forced, and what is missing.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::report::forecast_words::capital;
use crate::report::typed_id::typed_id;
use crate::report::{Column, Document, Line, Row, Style, Table};
use crate::scrum::{Cost, Part, Proposal, Proposed, Ratio, ScoreModel};

/// An item of the proposed order.
#[derive(Debug, Serialize)]
pub struct RankedView {
    /// Its id.
    pub id: String,
    /// Its score; higher comes first.
    pub score: Ratio,
    /// What the score is made of, by key.
    #[serde(serialize_with = "parts")]
    pub parts: Vec<(String, Part)>,
    /// Its position in the whole backlog, as proposed, from 1.
    pub position: usize,
    /// How many positions it goes up; below 0 it goes down.
    pub moved: i64,
    /// What it waits for and stands behind, though its own score is higher.
    pub held_by: Vec<String>,
    #[serde(skip)]
    pub(super) shown: Shown,
}

/// What only people see of an item.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) today: usize,
    working: String,
    pulled_for: Option<String>,
}

/// An item that cannot be ordered.
#[derive(Debug, Serialize)]
pub struct UnorderedView {
    /// Its id.
    pub id: String,
    /// The keys that hold nothing, or a size of 0; none where it was left out on purpose.
    pub missing: Vec<String>,
    #[serde(skip)]
    pub(super) title: String,
    #[serde(skip)]
    position: usize,
    #[serde(skip)]
    pub(super) today: usize,
}

/// An item that is not ordered, and yet moves.
#[derive(Debug, Serialize)]
pub struct AlsoMovedView {
    /// Its id.
    pub id: String,
    /// Its position in the whole backlog, as proposed, from 1.
    pub position: usize,
    /// How many positions it goes up; below 0 it goes down.
    pub moved: i64,
    /// What it waits for and goes behind.
    pub after: Option<String>,
    /// What waits for it and comes behind.
    pub before: Option<String>,
    #[serde(skip)]
    pub(super) title: String,
    #[serde(skip)]
    pub(super) today: usize,
    #[serde(skip)]
    pub(super) missing: Vec<String>,
}

/// A proposed order.
#[derive(Debug, Serialize)]
pub struct RankByReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// By what it is ordered: `wsjf`, `rice`, `moscow`, `weighted`, `weighted:NAME`.
    pub model: String,
    /// The ids in the proposed order.
    pub order: Vec<String>,
    /// Σ cost of delay × completion time with points as size, over all items that say both, as they will stand: those that
    /// were not asked for too; none where an ordered item lacks one of them.
    pub cost: Option<Cost>,
    /// What every order of all these items costs at least.
    pub lower_bound: Option<Cost>,
    /// Whether no order costs less, which is proved.
    pub optimal: bool,
    /// The items, in the proposed order.
    pub items: Vec<RankedView>,
    /// The items that cannot be ordered, because something is missing; they stay where they are unless they also move.
    pub unordered: Vec<UnorderedView>,
    /// The items that are not ordered and yet move, because others wait for them or they for others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_moved: Vec<AlsoMovedView>,
    #[serde(skip)]
    definition: String,
    #[serde(skip)]
    cost_today: Option<Cost>,
    #[serde(skip)]
    is_withheld: bool,
    /// What else to know.
    #[serde(skip)]
    pub notes: Vec<String>,
}

fn parts<S: Serializer>(parts: &[(String, Part)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(parts.len()))?;
    for (key, part) in parts {
        map.serialize_entry(key, part)?;
    }
    map.end()
}

/// How many items the screen shows unless asked otherwise.
const SHOWN: usize = 20;

/// How many items that an item must come after are named.
const FORCED: usize = 2;

impl RankByReport {
    /// Returns the report of a proposal.
    #[must_use]
    pub fn new(model: &ScoreModel, proposal: &Proposal<'_>) -> Self {
        let id = |story: &crate::model::Story| story.id.to_string();
        let item = |item: &Proposed<'_>| RankedView {
            id: id(item.story),
            score: item.score.value,
            parts: item.score.parts.clone(),
            position: item.position,
            moved: moved(item.today, item.position),
            held_by: item.held_by.iter().map(|story| id(story)).collect(),
            shown: Shown {
                title: item.story.title.clone(),
                today: item.today,
                working: item.score.working.clone(),
                pulled_for: item.pulled_for.map(id),
            },
        };
        let unordered = proposal.unordered.iter().map(|item| UnorderedView {
            id: id(item.story),
            missing: item.missing.clone(),
            title: item.story.title.clone(),
            position: item.position,
            today: item.today,
        });
        let also_moved = proposal.also_moved.iter().map(|item| AlsoMovedView {
            id: id(item.story),
            position: item.position,
            moved: moved(item.today, item.position),
            after: item.after.map(id),
            before: item.before.map(id),
            title: item.story.title.clone(),
            today: item.today,
            missing: proposal
                .unordered
                .iter()
                .find(|other| other.story.path == item.story.path)
                .map_or_else(Vec::new, |other| other.missing.clone()),
        });
        Self {
            schema_version: 1,
            model: model.name(),
            order: proposal.items.iter().map(|item| id(item.story)).collect(),
            cost: proposal.cost,
            lower_bound: proposal.lower_bound,
            optimal: proposal.is_optimal(),
            items: proposal.items.iter().map(item).collect(),
            unordered: unordered.collect(),
            also_moved: also_moved.collect(),
            definition: model.definition(),
            cost_today: proposal.cost_today,
            is_withheld: proposal.withheld.is_some(),
            notes: proposal.notes.clone(),
        }
    }

    /// Whether some item would move.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.items.iter().any(|item| item.moved != 0)
            || self.also_moved.iter().any(|item| item.moved != 0)
    }

    /// What the order costs, what today's does, and how good it is known to be, in a sentence each.
    #[must_use]
    pub fn cost_words(&self) -> Vec<String> {
        let (Some(cost), Some(today), Some(least)) = (self.cost, self.cost_today, self.lower_bound)
        else {
            return Vec::new();
        };
        let against = if cost == today {
            format!("cost of delay {cost}, as today")
        } else if cost < today {
            format!(
                "cost of delay {cost} instead of {today}: {} less",
                today.above(cost)
            )
        } else {
            format!(
                "cost of delay {cost} instead of {today}: {} more",
                cost.above(today)
            )
        };
        let proved = if self.optimal {
            "no order costs less: proved".to_owned()
        } else if cost < least {
            format!("orders in which nothing stands before what it waits for cost {least} or more")
        } else {
            match cost.gap(least) {
                Some(gap) => format!(
                    "every order costs {least} or more, so at most {} % are left to win",
                    hundredths(gap)
                ),
                None => format!("every order costs {least} or more"),
            }
        };
        vec![against, proved]
    }

    /// Returns it for a person: the first `shown` items, 20 unless said.
    #[must_use]
    pub fn document(&self, shown: Option<usize>, flags: &str) -> Document {
        let mut document = Document::new();
        document.text(
            Line::styled(format!("Order by {}", self.model), Style::Strong)
                .and(format!(": {}", self.definition)),
        );
        if self.items.is_empty() && self.unordered.is_empty() {
            document.text("No open items match.");
            return document;
        }
        let limit = shown.unwrap_or(SHOWN);
        // One or two more cost less room than the line that says so, unless somebody said how many.
        let spare = if shown.is_some() { 0 } else { 2 };
        self.table(&mut document, limit, spare);
        let staying: Vec<&UnorderedView> = self
            .unordered
            .iter()
            .filter(|item| !item.missing.is_empty())
            .filter(|item| !self.also_moves(&item.id))
            .collect();
        let heading = if staying.iter().all(|item| item.position == item.today) {
            "Cannot be ordered yet, and stay where they are:"
        } else {
            "Cannot be ordered yet; they are not moved, but others move past them:"
        };
        let mut missing: Vec<Line> = staying
            .iter()
            .map(|item| {
                Line::plain(format!("{}  ", item.position))
                    .with(item.id.clone(), Style::Id)
                    .and(format!(" {}", item.title))
                    .with(format!(" · {}", missing_words(&item.missing)), Style::Warn)
            })
            .collect();
        if missing.len() > limit + spare {
            let more = format!("{} more: --limit {}", missing.len() - limit, missing.len());
            missing.truncate(limit);
            missing.push(Line::styled(more, Style::Dim));
        }
        if !missing.is_empty() {
            document.gap();
            document.text(heading);
            document.items(missing);
        }
        let costs = self.cost_words();
        if !costs.is_empty() && !self.items.is_empty() {
            document.gap();
            document.text(capital(&costs.join("; ")));
        }
        for note in &self.notes {
            document.text(Line::styled(format!("note: {note}"), Style::Warn));
        }
        self.hint(&mut document, flags);
        document
    }

    pub(super) fn also_moves(&self, id: &str) -> bool {
        self.also_moved.iter().any(|item| item.id == id)
    }

    /// What moves without being ordered: the position, and the cells of its row.
    fn also_moved_rows(&self) -> Vec<(usize, Vec<Line>)> {
        let row = |item: &AlsoMovedView| {
            let after = item.after.iter().map(|id| format!("after {id}"));
            let before = item.before.iter().map(|id| format!("before {id}"));
            let why: Vec<String> = after.chain(before).collect();
            let cells = vec![
                Line::plain(item.position.to_string()),
                Line::styled(item.today.to_string(), Style::Dim),
                arrow(item.moved),
                Line::styled(item.id.clone(), Style::Id),
                Line::plain(item.title.clone()),
                Line::plain("–"),
                Line::styled(missing_words(&item.missing), Style::Dim),
                Line::styled(why.join(", "), Style::Warn),
            ];
            (item.position, cells)
        };
        self.also_moved.iter().map(row).collect()
    }

    fn table(&self, document: &mut Document, limit: usize, spare: usize) {
        if self.items.is_empty() {
            return;
        }
        let row = |item: &RankedView| {
            let cells = vec![
                Line::plain(item.position.to_string()),
                Line::styled(item.shown.today.to_string(), Style::Dim),
                arrow(item.moved),
                Line::styled(item.id.clone(), Style::Id),
                Line::plain(item.shown.title.clone()),
                Line::plain(item.score.to_string()),
                Line::styled(item.shown.working.clone(), Style::Dim),
                Line::styled(item.why().join(", "), Style::Warn),
            ];
            (item.position, cells)
        };
        let mut columns = vec![
            Column::right("#"),
            Column::right("Today"),
            Column::left(""),
            Column::left("ID"),
            Column::left("Title").flexible(),
            Column::right("Score"),
            Column::left("From"),
            Column::left("Why"),
        ];
        let mut rows = self.also_moved_rows();
        rows.extend(self.items.iter().map(row));
        rows.sort_by_key(|(position, _)| *position);
        let all = rows.len();
        rows.truncate(if all <= limit + spare { all } else { limit });
        let shown = rows.len();
        if self.also_moved.is_empty() && self.items.iter().all(|item| item.why().is_empty()) {
            columns.pop();
            for (_, cells) in &mut rows {
                cells.pop();
            }
        }
        document.table(Table {
            columns,
            rows: rows
                .into_iter()
                .map(|(_, cells)| Row::Cells(cells))
                .collect(),
            indent: 0,
        });
        if all > shown {
            document.items(vec![Line::styled(
                format!("{} more: --limit {all}", all - shown),
                Style::Dim,
            )]);
        }
    }

    /// What is said where nothing moves.
    #[must_use]
    pub fn stays(&self) -> &'static str {
        if self.is_withheld {
            "no move is proposed"
        } else {
            "today's order is this one already"
        }
    }

    fn hint(&self, document: &mut Document, flags: &str) {
        let first = self.unordered.iter().find(|item| !item.missing.is_empty());
        if self.moves() {
            document.gap();
            document.hint(format!("po rank --by {}{flags} --apply", self.model));
        } else if let Some(item) = first {
            let keys = item.missing.iter().map(|key| {
                let key = key.split(" or ").next().unwrap_or(key);
                format!("{key}=…")
            });
            document.gap();
            document.hint(format!(
                "po set {} {}",
                typed_id(&item.id),
                keys.collect::<Vec<_>>().join(" ")
            ));
        } else if !self.items.is_empty() {
            document.gap();
            document.text(format!("{}.", capital(self.stays())));
        }
    }
}

impl RankedView {
    /// What dependencies force, in words: what waits stands after what it waits for.
    fn why(&self) -> Vec<String> {
        let mut why = Vec::new();
        let named = self.held_by.iter().take(FORCED).cloned();
        let named: Vec<String> = named.collect();
        if !named.is_empty() {
            let more = match self.held_by.len() - named.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            why.push(format!("after {}{more}", named.join(", ")));
        }
        if let Some(other) = &self.shown.pulled_for {
            why.push(format!("before {other}"));
        }
        why
    }
}

fn arrow(moved: i64) -> Line {
    match moved {
        0 => Line::plain(String::new()),
        up if up > 0 => Line::styled(format!("↑{up}"), Style::Good),
        down => Line::styled(format!("↓{}", -down), Style::Warn),
    }
}

fn moved(today: usize, proposed: usize) -> i64 {
    let number = |position: usize| i64::try_from(position).unwrap_or(i64::MAX);
    number(today) - number(proposed)
}

/// `no value, no points above 0`.
fn missing_words(keys: &[String]) -> String {
    let words = keys.iter().map(|key| {
        let key = key.replace('_', " ");
        match key.as_str() {
            "value" => "no value and no cost of delay".to_owned(),
            "points" | "effort" => format!("no {key} above 0"),
            "moscow" => "no class".to_owned(),
            _ => format!("no {key}"),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

fn hundredths(gap: u64) -> String {
    crate::model::Hundredths::from_hundredths(i64::try_from(gap).unwrap_or(i64::MAX)).to_string()
}
