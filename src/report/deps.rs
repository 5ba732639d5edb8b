//! What blocks what, as data and as a tree for people.

use serde::Serialize;

use crate::model::{Backlog, Story};
use crate::report::typed_id::typed_id;
use crate::report::{Document, Line, Positions, Style};
use crate::scrum::Dependencies;
use crate::text;

/// Deeper than this a tree does not move to the right.
const DEEPEST: usize = 16;
/// How many items of a chain or circle a line names at each end.
const ENDS: usize = 6;

/// An item that blocks or waits.
#[derive(Debug, Serialize)]
pub struct LinkedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its state.
    pub status: Option<String>,
    /// Its size.
    pub points: Option<f64>,
    /// Its position.
    pub position: Option<usize>,
    /// The ids of what it waits for.
    pub waits_for: Vec<String>,
    /// The ids of what waits for it.
    pub blocks: Vec<String>,
    /// Whether it is part of the critical chain.
    pub critical: bool,
}

/// The chain with the most points.
#[derive(Debug, Serialize)]
pub struct CriticalChain {
    /// Its items, what must be done first first.
    pub items: Vec<String>,
    /// Their points.
    pub points: f64,
    /// How many of them have no estimate and count as nothing.
    pub unestimated: usize,
}

/// Where a file says that an item waits for the next of its circle.
#[derive(Debug, Clone, Serialize)]
pub struct CirclePlace {
    /// The item.
    pub id: String,
    /// What it waits for.
    pub waits_for: String,
    /// Its file, from where one stands.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
}

/// An item that waits for nothing that exists.
#[derive(Debug, Serialize)]
pub struct MissingLink {
    /// The item.
    pub id: String,
    /// What its file says.
    pub reference: String,
}

/// What blocks what.
#[derive(Debug, Serialize)]
pub struct DepsReport<'b> {
    /// The version of this shape.
    pub schema_version: u32,
    /// The item that was asked for; null for all.
    pub item: Option<String>,
    /// The items, in the order.
    pub items: Vec<LinkedItem>,
    /// The chain with the most points; null where nothing waits.
    pub critical_chain: Option<CriticalChain>,
    /// Circles, each as the places that make it.
    pub circles: Vec<Vec<CirclePlace>>,
    /// References that lead nowhere.
    pub missing: Vec<MissingLink>,
    #[serde(skip)]
    pub(super) graph: Dependencies<'b>,
}

impl<'b> DepsReport<'b> {
    /// Returns what blocks what, around one item where one is named; `place` says where a file says that an item waits
    /// for another.
    #[must_use]
    pub fn new(
        backlog: &'b Backlog,
        around: Option<&Story>,
        place: &dyn Fn(&Story, &Story) -> CirclePlace,
    ) -> Self {
        let graph = Dependencies::new(backlog, around);
        let positions = Positions::of(backlog);
        let id = |at: usize| graph.items[at].id.to_string();
        let items = graph
            .items
            .iter()
            .enumerate()
            .map(|(at, story)| LinkedItem {
                id: story.id.to_string(),
                title: story.title.clone(),
                status: (!story.status.is_empty()).then(|| story.status.clone()),
                points: story.points.map(crate::model::Hundredths::as_f64),
                position: positions.of_story(story),
                waits_for: Vec::new(),
                blocks: Vec::new(),
                critical: graph.critical.contains(&at),
            });
        let mut items: Vec<LinkedItem> = items.collect();
        for (blocker, waiting) in &graph.links {
            items[*waiting].waits_for.push(id(*blocker));
            items[*blocker].blocks.push(id(*waiting));
        }
        let (points, unestimated) = graph.critical_points();
        let critical_chain = (!graph.critical.is_empty()).then(|| CriticalChain {
            items: graph.critical.iter().map(|at| id(*at)).collect(),
            points: points.as_f64(),
            unestimated,
        });
        let circles = graph.circles.iter().map(|circle| {
            let next = circle.iter().cycle().skip(1);
            let steps = circle.iter().zip(next);
            steps
                .map(|(from, to)| place(graph.items[*from], graph.items[*to]))
                .collect()
        });
        Self {
            schema_version: 1,
            item: around.map(|story| story.id.to_string()),
            circles: circles.collect(),
            missing: graph
                .missing
                .iter()
                .map(|(at, reference)| MissingLink {
                    id: id(*at),
                    reference: (*reference).to_owned(),
                })
                .collect(),
            items,
            critical_chain,
            graph,
        }
    }

    /// Returns it for a person: what blocks stands above what waits for it, each subtree once.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.text(Line::styled(self.headline(), Style::Strong));
        if let Some(chain) = self.chain_line() {
            document.text(chain);
        }
        if !self.graph.links.is_empty() {
            document.gap();
            document.items(self.tree());
        }
        for circle in &self.circles {
            document.gap();
            let mut ids: Vec<&str> = circle.iter().map(|place| place.id.as_str()).collect();
            ids.extend(circle.first().map(|place| place.id.as_str()));
            document.text(Line::styled("Circle ", Style::Bad).and(joined(&ids)));
            let line = |place: &CirclePlace| {
                Line::styled(
                    format!("{}:{}:{} ", place.path, place.line, place.column),
                    Style::Dim,
                )
                .and(format!("{} waits for {}", place.id, place.waits_for))
            };
            document.items(circle.iter().map(line).collect());
        }
        if !self.missing.is_empty() {
            document.gap();
            document.text(Line::styled("Waits for what does not exist", Style::Warn));
            let line = |link: &MissingLink| {
                Line::styled(&*link.id, Style::Id).and(format!(" waits for {}", link.reference))
            };
            document.items(self.missing.iter().map(line).collect());
        }
        if let Some(hint) = self.hint() {
            document.gap();
            document.hint(hint);
        }
        document
    }

    fn headline(&self) -> String {
        let of = self
            .item
            .as_ref()
            .map(|id| format!(" of {id}"))
            .unwrap_or_default();
        match self.graph.links.len() {
            0 => format!("No dependencies{of} among open items"),
            links => format!(
                "Dependencies{of}: {} items, {links} {}",
                self.items.len(),
                if links == 1 { "link" } else { "links" }
            ),
        }
    }

    fn chain_line(&self) -> Option<Line> {
        let chain = self.critical_chain.as_ref()?;
        let ids: Vec<&str> = chain.items.iter().map(String::as_str).collect();
        let mut words = self.graph.critical_points().0.points();
        match chain.unestimated {
            0 => {}
            1 => words.push_str(", 1 item without an estimate"),
            n => words.push_str(&format!(", {n} items without an estimate")),
        }
        Some(
            Line::plain("Critical chain: ")
                .with(joined(&ids), Style::Id)
                .with(format!(" · {words}"), Style::Dim),
        )
    }

    /// The tree, what blocks first; an item that stands in it already is not followed again.
    fn tree(&self) -> Vec<Line> {
        let blocked = self.graph.blocked_by_each();
        let mut waits = vec![false; self.items.len()];
        for (_, waiting) in &self.graph.links {
            waits[*waiting] = true;
        }
        let roots = (0..self.items.len()).filter(|at| !waits[*at] && !blocked[*at].is_empty());
        // What is in a circle has no beginning, so any of it is one.
        let knotted = (0..self.items.len()).filter(|at| waits[*at]);
        let mut shown = vec![false; self.items.len()];
        let mut lines = Vec::new();
        for root in roots.chain(knotted) {
            if shown[root] {
                continue;
            }
            let mut open = vec![(root, 0)];
            while let Some((at, depth)) = open.pop() {
                let again = shown[at] && !blocked[at].is_empty();
                lines.push(self.tree_line(at, depth, again));
                if !std::mem::replace(&mut shown[at], true) {
                    open.extend(blocked[at].iter().rev().map(|next| (*next, depth + 1)));
                }
            }
        }
        lines
    }

    fn tree_line(&self, at: usize, depth: usize, again: bool) -> Line {
        let item = &self.items[at];
        let story = self.graph.items[at];
        let style = if self.item.as_ref() == Some(&item.id) {
            Style::Strong
        } else {
            Style::Plain
        };
        let lead = match depth {
            0 => String::new(),
            depth if depth > DEEPEST => format!("{}└ ({depth}) ", "   ".repeat(DEEPEST - 1)),
            depth => format!("{}└ ", "   ".repeat(depth - 1)),
        };
        let size = story
            .points
            .map_or_else(|| "?".to_owned(), |points| points.to_string());
        let mut facts = format!(" · {size}");
        if let Some(status) = &item.status {
            facts.push_str(&format!(", {}", text::one_line(status)));
        }
        let mut line = Line::styled(lead, Style::Dim)
            .with(&*item.id, Style::Id)
            .with(format!(" {}", item.title), style)
            .with(facts, Style::Dim);
        if item.critical {
            line = line.with(" ●", Style::Warn);
        }
        if again {
            line = line.with(" (above)", Style::Dim);
        }
        line
    }

    /// The one next step worth taking.
    fn hint(&self) -> Option<String> {
        if let Some(place) = self.circles.first().and_then(|circle| circle.first()) {
            return Some(format!(
                "po set {} dependency-={}",
                typed_id(&place.id),
                place.waits_for
            ));
        }
        let early = self.graph.links.iter().find(|(blocker, waiting)| {
            let place = |at: usize| self.items[at].position;
            place(*waiting).is_some() && place(*blocker) > place(*waiting)
        });
        early.map(|(blocker, waiting)| {
            let (blocker, waiting) = (&self.items[*blocker].id, &self.items[*waiting].id);
            format!(
                "{waiting} stands before what it waits for: po rank {} --before {}",
                typed_id(blocker),
                typed_id(waiting)
            )
        })
    }
}

/// `US-1 → US-2 → US-3`; the middle of a long one is counted.
fn joined(ids: &[&str]) -> String {
    if ids.len() <= 2 * ENDS + 1 {
        return ids.join(" → ");
    }
    let (head, tail) = (&ids[..ENDS], &ids[ids.len() - ENDS..]);
    let middle = format!("{} more", ids.len() - 2 * ENDS);
    format!("{} → {middle} → {}", head.join(" → "), tail.join(" → "))
}
