//! The roadmap: objectives, releases, and epics as Now, Next and Later, with what is Done of each.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    Backlog, Objective, Release, SprintState, SprintTally, StateKind, Story, same_sprint,
};
use crate::report::order::name;
use crate::report::{Column, Document, Line, Row, Style, Table, TallyView};
use crate::scrum::{ReleaseItems, releases_in_order, tally};

/// When work on something is meant to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lane {
    /// Begun, or in the running Sprint.
    Now,
    /// Ready, in a Sprint that is planned, or in the release that is due next.
    Next,
    /// All else that is open.
    Later,
    /// Done.
    Done,
}

impl Lane {
    /// Every lane, in order.
    pub const ALL: [Self; 4] = [Self::Now, Self::Next, Self::Later, Self::Done];

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Next => "Next",
            Self::Later => "Later",
            Self::Done => "Done",
        }
    }
}

/// An objective and what serves it.
#[derive(Debug, Clone, Serialize)]
pub struct RoadmapObjective {
    /// Its short name: `O1`.
    pub name: String,
    /// Its words.
    pub text: String,
    /// How many epics serve it.
    pub epics: usize,
    /// How many of these are Done.
    pub epics_done: usize,
    /// What of its items is Done.
    pub done: TallyView,
    /// All its items.
    pub holds: TallyView,
    #[serde(skip)]
    pub(super) tallies: (SprintTally, SprintTally),
}

/// A release that did not ship yet.
#[derive(Debug, Clone, Serialize)]
pub struct RoadmapRelease {
    /// Its name.
    pub name: String,
    /// When it is due.
    pub due: Option<Date>,
    /// What of it is Done.
    pub done: TallyView,
    /// All that is in it.
    pub holds: TallyView,
    #[serde(skip)]
    tallies: (SprintTally, SprintTally),
}

/// An epic, or the items of a lane that are in none.
#[derive(Debug, Clone, Serialize)]
pub struct RoadmapEpic {
    /// Its id; null for items without an epic.
    pub id: Option<String>,
    /// What it is.
    pub title: String,
    /// When.
    pub lane: Lane,
    /// The objective it serves.
    pub objective: Option<String>,
    /// The releases that its items are in, in the order of their days.
    pub releases: Vec<String>,
    /// What of its items is Done.
    pub done: TallyView,
    /// All its items.
    pub holds: TallyView,
    #[serde(skip)]
    pub(super) tallies: (SprintTally, SprintTally),
}

/// Where the product is going.
#[derive(Debug, Serialize)]
pub struct RoadmapReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The product.
    pub product: String,
    /// The Product Goal.
    pub goal: Option<String>,
    /// The objectives, in the order of `product.md`.
    pub objectives: Vec<RoadmapObjective>,
    /// The releases that did not ship yet, by their days.
    pub releases: Vec<RoadmapRelease>,
    /// The epics, lane by lane, in the order of the backlog.
    pub epics: Vec<RoadmapEpic>,
}

impl RoadmapReport {
    /// Returns the roadmap of a backlog. Declined items do not count, nor do epics that are there in their children.
    #[must_use]
    pub fn new(backlog: &Backlog) -> Self {
        let releases = releases_in_order(&backlog.releases);
        let unshipped: Vec<_> = releases
            .iter()
            .filter(|release| release.shipped.is_none())
            .collect();
        let nearest = unshipped.first().map(|release| release.name.trim());
        let lanes = Lanes::new(backlog, nearest);
        // The uppermost epic of each item gathers it.
        let mut order: Vec<&Story> = Vec::new();
        let mut gathered: HashMap<&str, Vec<&Story>> = HashMap::new();
        let mut alone: [Vec<&Story>; 4] = [const { Vec::new() }; 4];
        for story in backlog.stories() {
            if backlog.has_children(story) || backlog.kind(story) == StateKind::Declined {
                continue;
            }
            let is_epic = story.item_type.eq_ignore_ascii_case("epic");
            let top = backlog.ancestors(story).last().copied();
            match top.or(is_epic.then_some(story)) {
                Some(top) => {
                    let known = gathered.entry(&top.path).or_insert_with(|| {
                        order.push(top);
                        Vec::new()
                    });
                    known.push(story);
                }
                None => alone[lanes.of(story) as usize].push(story),
            }
        }
        let mut epics: Vec<RoadmapEpic> = Vec::new();
        for top in order {
            let items = gathered.remove(top.path.as_str()).unwrap_or_default();
            epics.push(epic(backlog, &lanes, &releases, top, &items));
        }
        for (lane, items) in Lane::ALL.into_iter().zip(alone) {
            if !items.is_empty() {
                epics.push(RoadmapEpic {
                    id: None,
                    title: "items without an epic".to_owned(),
                    lane,
                    objective: None,
                    releases: releases_of(&releases, &items),
                    ..counted(backlog, &items)
                });
            }
        }
        epics.sort_by_key(|epic| epic.lane);
        let items = ReleaseItems::new(backlog);
        let release = |release: &&&Release| {
            let tallies = (tally(&items.done(release)), tally(items.of(release)));
            RoadmapRelease {
                name: release.name.clone(),
                due: release.due,
                done: tallies.0.into(),
                holds: tallies.1.into(),
                tallies,
            }
        };
        Self {
            schema_version: 1,
            product: name(backlog).words().into_owned(),
            goal: backlog.product.goal.clone(),
            objectives: objectives(backlog, &epics),
            releases: unshipped.iter().map(release).collect(),
            epics,
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(
            1,
            Line::styled(self.product.clone(), Style::Strong).with(" · Roadmap", Style::Dim),
        );
        document.text(match &self.goal {
            Some(goal) => format!("Product Goal: {goal}"),
            None => "Product Goal: not set yet, po edit product".to_owned(),
        });
        if self.epics.is_empty() {
            document.gap();
            document.text("No items yet.");
            document.hint("po add \"…\" --type epic");
            return document;
        }
        if !self.objectives.is_empty() {
            document.gap();
            document.heading(2, "Objectives");
            document.table(Table {
                columns: vec![
                    Column::left(""),
                    Column::left("").flexible(),
                    Column::right("Epics Done"),
                    Column::right("Points Done"),
                    Column::right("Items Done"),
                ],
                rows: self.objectives.iter().map(objective_row).collect(),
                indent: 2,
            });
        }
        if !self.releases.is_empty() {
            document.gap();
            document.heading(2, "Releases");
            document.table(Table {
                columns: vec![
                    Column::left(""),
                    Column::left("Due"),
                    Column::right("Points Done"),
                    Column::right("Items Done"),
                ],
                rows: self.releases.iter().map(release_row).collect(),
                indent: 2,
            });
        }
        for lane in Lane::ALL {
            let mut epics = self
                .epics
                .iter()
                .filter(|epic| epic.lane == lane)
                .peekable();
            if epics.peek().is_none() {
                continue;
            }
            document.gap();
            document.heading(2, lane.title());
            document.table(Table {
                columns: vec![
                    Column::left("ID"),
                    Column::left("Epic").flexible(),
                    Column::left("For"),
                    Column::left("Release").flexible(),
                    Column::right("Points Done"),
                    Column::right("Items Done"),
                ],
                rows: epics.map(epic_row).collect(),
                indent: 2,
            });
        }
        document
    }
}

/// What says in which lane an item is.
struct Lanes<'b> {
    backlog: &'b Backlog,
    nearest: Option<&'b str>,
}

impl<'b> Lanes<'b> {
    fn new(backlog: &'b Backlog, nearest: Option<&'b str>) -> Self {
        Self { backlog, nearest }
    }

    fn of(&self, story: &Story) -> Lane {
        let is_in = |state: SprintState| {
            let own = story.sprint.as_deref().filter(|own| !own.trim().is_empty());
            own.is_some_and(|own| {
                let mut sprints = self.backlog.sprints.iter();
                sprints.any(|sprint| sprint.state() == state && same_sprint(&sprint.name, own))
            })
        };
        let is_near = || {
            let own = story.release.as_deref().map(str::trim);
            self.nearest.is_some() && own == self.nearest
        };
        match self.backlog.kind(story) {
            StateKind::Done | StateKind::Declined => Lane::Done,
            StateKind::Started => Lane::Now,
            _ if is_in(SprintState::Running) => Lane::Now,
            StateKind::Ready => Lane::Next,
            StateKind::New if is_in(SprintState::Planned) || is_near() => Lane::Next,
            StateKind::New => Lane::Later,
        }
    }
}

fn epic(
    backlog: &Backlog,
    lanes: &Lanes<'_>,
    releases: &[&Release],
    top: &Story,
    items: &[&Story],
) -> RoadmapEpic {
    let counted = counted(backlog, items);
    // What is nearest of all that is open; Done where nothing is.
    let first = items.iter().map(|story| lanes.of(story)).min();
    let objective = top.objective.as_deref().map(str::trim);
    let below = items.iter().find_map(|story| story.objective.as_deref());
    RoadmapEpic {
        id: Some(top.id.to_string()),
        title: top.title.clone(),
        lane: first.unwrap_or(Lane::Later),
        objective: objective
            .filter(|name| !name.is_empty())
            .or(below)
            .map(str::to_owned),
        releases: releases_of(releases, items),
        ..counted
    }
}

/// An epic without words, its items counted.
fn counted(backlog: &Backlog, items: &[&Story]) -> RoadmapEpic {
    let is_done = |story: &&Story| backlog.kind(story) == StateKind::Done;
    let done: Vec<&Story> = items.iter().copied().filter(is_done).collect();
    let tallies = (tally(&done), tally(items));
    RoadmapEpic {
        id: None,
        title: String::new(),
        lane: Lane::Later,
        objective: None,
        releases: Vec::new(),
        done: tallies.0.into(),
        holds: tallies.1.into(),
        tallies,
    }
}

fn releases_of(releases: &[&Release], items: &[&Story]) -> Vec<String> {
    let own = |story: &&Story| story.release.as_deref().map(|name| name.trim().to_owned());
    let named: HashSet<String> = items.iter().filter_map(own).collect();
    releases
        .iter()
        .map(|release| release.name.trim())
        .filter(|name| named.contains(*name))
        .map(str::to_owned)
        .collect()
}

fn objectives(backlog: &Backlog, epics: &[RoadmapEpic]) -> Vec<RoadmapObjective> {
    let view = |objective: &Objective| {
        let serves = |epic: &&RoadmapEpic| {
            let own = epic.objective.as_deref();
            own.is_some_and(|own| own.eq_ignore_ascii_case(&objective.name))
        };
        let own: Vec<&RoadmapEpic> = epics.iter().filter(serves).collect();
        let sum = |pick: fn(&RoadmapEpic) -> SprintTally| SprintTally {
            points: own.iter().map(|epic| pick(epic).points).sum(),
            items: own.iter().map(|epic| pick(epic).items).sum(),
        };
        let tallies = (sum(|epic| epic.tallies.0), sum(|epic| epic.tallies.1));
        RoadmapObjective {
            name: objective.name.clone(),
            text: objective.text.clone(),
            epics: own.len(),
            epics_done: own.iter().filter(|epic| epic.lane == Lane::Done).count(),
            done: tallies.0.into(),
            holds: tallies.1.into(),
            tallies,
        }
    };
    backlog.product.objectives.iter().map(view).collect()
}

/// Points and items, Done and in all.
fn progress((done, holds): (SprintTally, SprintTally)) -> [Line; 2] {
    [
        Line::plain(format!("{} of {}", done.points, holds.points)),
        Line::plain(format!("{} of {}", done.items, holds.items)),
    ]
}

fn objective_row(objective: &RoadmapObjective) -> Row {
    let mut cells = vec![
        Line::styled(objective.name.clone(), Style::Strong),
        Line::plain(objective.text.clone()),
        Line::plain(format!("{} of {}", objective.epics_done, objective.epics)),
    ];
    cells.extend(progress(objective.tallies));
    Row::Cells(cells)
}

fn release_row(release: &RoadmapRelease) -> Row {
    let mut cells = vec![
        Line::styled(release.name.clone(), Style::Strong),
        Line::plain(release.due.map_or_else(String::new, |due| due.to_string())),
    ];
    cells.extend(progress(release.tallies));
    Row::Cells(cells)
}

fn epic_row(epic: &RoadmapEpic) -> Row {
    let title = match epic.id {
        Some(_) => Line::plain(epic.title.clone()),
        None => Line::styled(epic.title.clone(), Style::Dim),
    };
    let mut cells = vec![
        Line::styled(epic.id.clone().unwrap_or_default(), Style::Id),
        title,
        Line::plain(epic.objective.clone().unwrap_or_default()),
        Line::plain(epic.releases.join(", ")),
    ];
    cells.extend(progress(epic.tallies));
    Row::Cells(cells)
}
