//! The data of what changed between two states of a backlog.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::model::{Backlog, Facts, ItemKind, What};
use crate::report::diff::body::{body_words, reason};
use crate::report::diff::followed::{Followed, Pair};
use crate::report::diff::order::Order;
use crate::report::diff::places::place_words;
use crate::report::diff::product::product_words;
use crate::report::diff::words::{changes_of, fact_words, is_of_verb, own_words};
use crate::report::event_words::event_words;

/// The two states to compare.
pub struct DiffSides<'d> {
    /// The older state: all items, those of files that differ with their bodies.
    pub before: &'d Backlog,
    /// The newer state, likewise.
    pub after: &'d Backlog,
    /// Whether the file at a path of the backlog differs.
    pub is_changed: &'d dyn Fn(&str) -> bool,
    /// What an item's file holds besides its facts, older or newer.
    pub rest: &'d dyn Fn(&str, Side) -> Rest,
    /// The other files that differ: those that hold neither items nor the product.
    pub others: Vec<OtherFile>,
    /// What is compared, for people: `main..feature`, `since 2026-11-20`.
    pub name: String,
}

/// One of two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The older one.
    Before,
    /// The newer one.
    After,
}

/// What a file holds besides its facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rest {
    /// The text after the front matter.
    pub body: String,
    /// Keys of the front matter that `po` gives no meaning, and their values.
    pub own_values: Vec<(String, String)>,
}

/// A file that holds neither an item nor the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherFile {
    /// Its path, from where one stands.
    pub path: String,
    /// `added`, `changed` or `removed`.
    pub change: &'static str,
    /// So many lines came in.
    pub lines_added: usize,
    /// So many lines went.
    pub lines_removed: usize,
}

/// A fact that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffFact {
    /// The key of the front matter, `criteria` or `path`.
    pub field: &'static str,
    /// What it was; a list has a line an entry.
    pub from: Option<String>,
    /// What it became.
    pub to: Option<String>,
}

/// An item, a Sprint or a release that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffItem {
    /// `added`, `changed` or `removed`.
    pub change: &'static str,
    /// Its id, or the name of the Sprint or release; today's where there are two.
    pub id: String,
    /// What it is; the goal of a Sprint, empty for a release.
    pub title: String,
    /// Its file, from where one stands.
    pub path: String,
    /// Its position among the open items before.
    pub position_before: Option<usize>,
    /// Its position among the open items now.
    pub position: Option<usize>,
    /// By how many items it moved up, negative for down; null where it did not move.
    pub moved_up: Option<i64>,
    /// What happened, a sentence each.
    pub words: Vec<String>,
    /// The facts that changed.
    pub facts: Vec<DiffFact>,
}

/// What changed between two states of a backlog.
#[derive(Debug, Clone, Serialize)]
pub struct DiffReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// What is compared.
    pub name: String,
    /// Stories, bugs, spikes, tasks and epics: in today's order, removed ones last.
    pub items: Vec<DiffItem>,
    /// Sprints.
    pub sprints: Vec<DiffItem>,
    /// Releases.
    pub releases: Vec<DiffItem>,
    /// What changed in `product.md`, a sentence each.
    pub product: Vec<String>,
    /// Items whose rank is written otherwise while their place is the same.
    pub ranks_rewritten: usize,
    /// Other files that differ.
    pub files: Vec<OtherFile>,
}

impl DiffReport {
    /// Compares two states; `prefix` is what goes before a path of the backlog.
    #[must_use]
    pub fn new(sides: &DiffSides<'_>, prefix: &str) -> Self {
        let followed = Followed::new(sides);
        let pairs = followed.pairs();
        let old_paths: HashMap<&str, &str> = pairs
            .iter()
            .filter_map(|pair| Some((pair.is?.path(), pair.was?.path())))
            .collect();
        let order = Order::new(sides.before, sides.after, |path| {
            match (sides.is_changed)(path) {
                true => old_paths.get(path).map(|path| (*path).to_owned()),
                false => Some(path.to_owned()),
            }
        });
        let telling = Telling {
            sides,
            order: &order,
            prefix,
        };
        let mut report = Self {
            schema_version: 1,
            name: sides.name.clone(),
            items: Vec::new(),
            sprints: Vec::new(),
            releases: Vec::new(),
            product: product_words(&sides.before.product, &sides.after.product),
            ranks_rewritten: 0,
            files: sides.others.clone(),
        };
        for pair in &pairs {
            let Some(item) = telling.item(pair) else {
                continue;
            };
            match pair.kind {
                ItemKind::Story if item.change == "changed" && item.words.is_empty() => {
                    report.ranks_rewritten += 1
                }
                ItemKind::Story => report.items.push(item),
                ItemKind::Sprint => report.sprints.push(item),
                ItemKind::Release => report.releases.push(item),
            }
        }
        report.items.extend(telling.moved_untouched());
        let places: HashMap<&str, usize> = sides
            .after
            .stories()
            .iter()
            .map(|story| story.path.as_str())
            .zip(0..)
            .collect();
        let place = |item: &DiffItem| {
            let path = item.path.strip_prefix(prefix).unwrap_or(&item.path);
            (item.position.is_none(), places.get(path).copied())
        };
        report.items.sort_by_cached_key(place);
        report
    }

    /// Whether nothing at all differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many changes there are: items, Sprints, releases, the product, other files.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.len()
            + self.sprints.len()
            + self.releases.len()
            + usize::from(!self.product.is_empty())
            + usize::from(self.ranks_rewritten > 0)
            + self.files.len()
    }
}

/// What is needed to tell of an item.
struct Telling<'t> {
    sides: &'t DiffSides<'t>,
    order: &'t Order,
    prefix: &'t str,
}

impl Telling<'_> {
    /// What became of an item; nothing where nothing of it changed.
    fn item(&self, pair: &Pair<'_>) -> Option<DiffItem> {
        let was_lost = pair.is.is_some_and(|is| self.was_lost(is.path()));
        let (change, facts) = match (pair.was, pair.is) {
            (None, Some(is)) if was_lost => ("changed", is),
            (None, Some(is)) => ("added", is),
            (Some(was), None) => ("removed", was),
            (Some(_), Some(is)) => ("changed", is),
            (None, None) => return None,
        };
        let name = match pair.kind {
            ItemKind::Story => "id",
            ItemKind::Sprint => "sprint",
            ItemKind::Release => "release",
        };
        let title = match pair.kind {
            ItemKind::Story => facts.title(),
            ItemKind::Sprint => facts.text("goal").unwrap_or_default(),
            ItemKind::Release => "",
        };
        let words = match (pair.was, pair.is) {
            (Some(was), Some(is)) => self.changed_words(pair, was, is)?,
            (None, Some(is)) => {
                let mended = event_words(&What::Readable, true);
                let said = self.added_words(pair.kind, is);
                mended
                    .into_iter()
                    .filter(|_| was_lost)
                    .chain([said])
                    .collect()
            }
            _ => Vec::new(),
        };
        let moved = pair.is.and_then(|is| self.order.moved(is.path()));
        let fact = |(field, from, to): (_, Option<crate::model::Text>, Option<_>)| DiffFact {
            field,
            from: from.as_deref().map(str::to_owned),
            to: to.as_deref().map(str::to_owned),
        };
        Some(DiffItem {
            change,
            id: facts.text(name).unwrap_or_default().to_owned(),
            title: title.to_owned(),
            path: format!("{}{}", self.prefix, facts.path()),
            position_before: pair.was.and_then(|was| self.order.was(was.path())),
            position: pair.is.and_then(|is| self.order.is(is.path())),
            moved_up: moved.map(|moved| moved.up),
            words,
            facts: match change {
                "changed" => changes_of(&pair.what).into_iter().map(fact).collect(),
                _ => Vec::new(),
            },
        })
    }

    /// Whether the older state has a file there that could not be read: an item that nobody knew, and no new one.
    fn was_lost(&self, path: &str) -> bool {
        let mut lost = self.sides.before.unreadable.iter();
        lost.any(|file| file.path == path)
    }

    /// What changed in an item that is there on both sides; nothing to tell only where its rank is written otherwise, none
    /// where nothing differs.
    fn changed_words(&self, pair: &Pair<'_>, was: &Facts, is: &Facts) -> Option<Vec<String>> {
        if pair.what.contains(&&What::Unreadable) {
            // What a file says that cannot be read is not known to have changed.
            return Some(event_words(&What::Unreadable, true));
        }
        let config = &self.sides.after.config;
        let (old, new) = (
            (self.sides.rest)(was.path(), Side::Before),
            (self.sides.rest)(is.path(), Side::After),
        );
        let is_first =
            |what: &What| matches!(what, What::Set("status" | "accepted" | "title" | "id", ..));
        let why = |verb: &str| reason(&old.body, &new.body, verb);
        let tell = |what: &&What| fact_words(what, is, config, &why);
        let (first, rest): (Vec<&What>, Vec<&What>) =
            pair.what.iter().partition(|what| is_first(what));
        let mut words: Vec<String> = first.iter().flat_map(tell).collect();
        words.extend(self.order.moved(is.path()).map(|moved| moved.words()));
        words.extend(rest.iter().flat_map(tell));
        if pair.kind == ItemKind::Story {
            words.extend(own_words(&old.own_values, &new.own_values));
        }
        let is_told = |decision: &str| is_of_verb(decision, &pair.what);
        words.extend(body_words(&old.body, &new.body, config, is_told));
        words.extend(place_words(&old.body, &new.body, config));
        let is_rank = |what: &&What| matches!(what, What::Set("rank", ..));
        if words.is_empty() && !pair.what.iter().any(is_rank) {
            words.push(match pair.kind {
                ItemKind::Story => {
                    "written otherwise: a key of your own, a comment or the layout".to_owned()
                }
                _ => "its text changed".to_owned(),
            });
        }
        Some(words)
    }

    fn added_words(&self, kind: ItemKind, is: &Facts) -> String {
        let text = |name: &str| is.text(name).map(str::to_owned);
        let with = |word: &str, name: &str| is.text(name).map(|text| format!("{word} {text}"));
        let parts = match kind {
            ItemKind::Story => vec![
                self.order.is(is.path()).map(|place| format!("at {place}")),
                text("type"),
                text("status"),
                is.points().map(|points| points.points()),
                with("Sprint", "sprint"),
                with("release", "release"),
                with("asked for by", "requested_by"),
            ],
            ItemKind::Sprint => vec![
                text("goal"),
                with("from", "from"),
                with("to", "to"),
                with("capacity", "capacity"),
            ],
            ItemKind::Release => vec![with("due", "due"), with("budget", "budget")],
        };
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    }

    /// Items that moved while their files are as they were: what they stand between moved past them.
    fn moved_untouched(&self) -> Vec<DiffItem> {
        let touched = |path: &&str| !(self.sides.is_changed)(path);
        let paths: HashSet<&str> = self.order.moved_paths().filter(touched).collect();
        let stories = self.sides.after.stories().iter();
        stories
            .filter(|story| paths.contains(story.path.as_str()))
            .filter_map(|story| {
                let moved = self.order.moved(&story.path)?;
                Some(DiffItem {
                    change: "changed",
                    id: story.id.to_string(),
                    title: story.title.clone(),
                    path: format!("{}{}", self.prefix, story.path),
                    position_before: Some(moved.from),
                    position: Some(moved.to),
                    moved_up: Some(moved.up),
                    words: vec![moved.words()],
                    facts: Vec::new(),
                })
            })
            .collect()
    }
}
