//! Who waits for whom among the open items: their own dependencies and those of the epics above them.

use std::collections::{HashMap, HashSet};

use crate::model::{Backlog, StateKind, Story};
use crate::scrum::graph::{Relation, shortest_way};
use crate::scrum::value_order::Network;

/// Open items that wait for each other: each for the next, the last for the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyCircle {
    /// For each item its file and the place in its `depends_on` that leads on.
    pub steps: Vec<(String, usize)>,
}

/// The dependencies of the items that have a position.
pub(super) struct Dependencies {
    /// Items by their position from 0, then a beginning and an end of each epic, which only pass dependencies on.
    pub(super) network: Network,
    /// Whether dependencies of epics were left out, because with them there are circles.
    pub(super) without_epics: bool,
}

impl Dependencies {
    /// Returns those of `items`, which are all that have a position.
    ///
    /// # Errors
    /// A circle of open items.
    pub(super) fn of(backlog: &Backlog, items: &[&Story]) -> Result<Self, DependencyCircle> {
        let places = Places::new(backlog, items);
        let needs = places.needs(true);
        let network = Network::new(needs);
        if network.topological().len() == network.len() {
            return Ok(Self {
                network,
                without_epics: false,
            });
        }
        let network = Network::new(places.needs(false));
        if let Some(circle) = network.circle() {
            return Err(DependencyCircle {
                steps: places.steps(&circle),
            });
        }
        Ok(Self {
            network,
            without_epics: true,
        })
    }
}

/// Where items and epics stand in the network.
struct Places<'a> {
    backlog: &'a Backlog,
    items: &'a [&'a Story],
    by_path: HashMap<&'a str, usize>,
    epics: Vec<&'a Story>,
    epic_by_path: HashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn new(backlog: &'a Backlog, items: &'a [&'a Story]) -> Self {
        let by_path = items.iter().enumerate();
        let epics: Vec<&Story> = backlog
            .stories()
            .iter()
            .filter(|story| backlog.has_children(story) && backlog.is_open(story))
            .collect();
        let epic_by_path = epics.iter().enumerate();
        Self {
            backlog,
            items,
            by_path: by_path
                .map(|(at, story)| (story.path.as_str(), at))
                .collect(),
            epic_by_path: epic_by_path
                .map(|(at, story)| (story.path.as_str(), at))
                .collect(),
            epics,
        }
    }

    fn begin(&self, epic: usize) -> usize {
        self.items.len() + 2 * epic
    }

    fn end(&self, epic: usize) -> usize {
        self.begin(epic) + 1
    }

    /// What must be done before an item or epic begins; `of_epics` counts epics as what their children are.
    fn before(&self, story: &Story, of_epics: bool) -> Vec<usize> {
        let above: HashSet<&str> = if of_epics && !story.depends_on.is_empty() {
            let ancestors = self.backlog.ancestors(story);
            ancestors.iter().map(|epic| epic.path.as_str()).collect()
        } else {
            HashSet::new()
        };
        let mut found = Vec::new();
        for reference in &story.depends_on {
            let Some(other) = self.backlog.find(reference) else {
                continue;
            };
            if let Some(&at) = self.by_path.get(other.path.as_str()) {
                found.push(at);
            } else if let Some(&epic) = self.epic_by_path.get(other.path.as_str())
                && of_epics
                && !above.contains(other.path.as_str())
                && other.path != story.path
            {
                found.push(self.end(epic));
            }
        }
        found
    }

    /// The place where the epic right above begins.
    fn parent(&self, story: &Story) -> Option<usize> {
        let epic = self.backlog.find(story.epic.as_deref()?)?;
        let epic = self.epic_by_path.get(epic.path.as_str())?;
        (self.epics[*epic].path != story.path).then(|| self.begin(*epic))
    }

    fn needs(&self, of_epics: bool) -> Vec<Vec<usize>> {
        let mut needs: Vec<Vec<usize>> = self
            .items
            .iter()
            .map(|story| {
                let mut before = self.before(story, of_epics);
                if of_epics {
                    before.extend(self.parent(story));
                }
                before
            })
            .collect();
        if !of_epics {
            return needs;
        }
        for epic in &self.epics {
            // What an epic waits for within itself is the children's affair.
            let own: HashSet<usize> = self.below(epic);
            let mut begins = self.before(epic, true);
            begins.retain(|place| !own.contains(place));
            begins.extend(self.parent(epic));
            needs.push(begins);
            let children = self.backlog.children(epic).filter_map(|child| {
                let item = self.by_path.get(child.path.as_str()).copied();
                let epic = || self.epic_by_path.get(child.path.as_str());
                item.or_else(|| epic().map(|&epic| self.end(epic)))
            });
            needs.push(children.collect());
        }
        needs
    }

    /// The places below an epic that waits for something.
    fn below(&self, epic: &Story) -> HashSet<usize> {
        let mut found = HashSet::new();
        if epic.depends_on.is_empty() {
            return found;
        }
        let mut open = vec![epic];
        while let Some(above) = open.pop() {
            for child in self.backlog.children(above) {
                let place = match self.epic_by_path.get(child.path.as_str()) {
                    Some(&epic) => Some(self.end(epic)),
                    None => self.by_path.get(child.path.as_str()).copied(),
                };
                if place.is_some_and(|place| found.insert(place)) {
                    open.push(child);
                }
            }
        }
        found
    }

    fn steps(&self, circle: &[usize]) -> Vec<(String, usize)> {
        let next = circle.iter().cycle().skip(1);
        let leads = |reference: &String, to: usize| {
            let found = self.backlog.find(reference);
            found.is_some_and(|other| other.path == self.items[to].path)
        };
        circle
            .iter()
            .zip(next)
            .map(|(&from, &to)| {
                let story = self.items[from];
                let at = story.depends_on.iter().position(|r| leads(r, to));
                (story.path.clone(), at.unwrap_or(0))
            })
            .collect()
    }
}

/// The shortest way by which one item waits for another: it first, the other last, each waiting for the next. Items that
/// are done hold nothing up.
#[must_use]
pub fn chain_between<'a>(
    backlog: &'a Backlog,
    from: &'a Story,
    to: &Story,
) -> Option<Vec<&'a Story>> {
    let stories = backlog.stories();
    let start = backlog.index_of(&from.id.to_string())?;
    let goal = backlog.index_of(&to.id.to_string())?;
    if start == goal {
        return None;
    }
    let targets = |at: usize| -> Vec<usize> {
        let needs = Relation::DependsOn.targets(backlog, &stories[at]);
        let is_open = |need: &usize| backlog.kind(&stories[*need]) != StateKind::Done;
        needs.into_iter().filter(is_open).collect()
    };
    let mut way = shortest_way(start, targets(start), goal, targets)?;
    way.push(goal);
    Some(way.into_iter().map(|at| &stories[at]).collect())
}
