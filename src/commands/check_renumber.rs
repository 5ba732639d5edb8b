//! Which of several items with one id gets a fresh number, and what follows it, for `po check --fix`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::check::{Repair, Step};
use crate::cli::{Desk, Meant, Reference, lines_naming};
use crate::model::{Backlog, Story, StoryId};

/// Files that get another name: by the old path, the new one and the new bytes.
pub(super) type Moved<'m> = BTreeMap<&'m str, (String, Vec<u8>)>;

/// What is known of ids that several items have.
#[derive(Debug, Default)]
pub(super) struct Renumbering {
    /// By id, where one of its items gets another one.
    collisions: Vec<Collision>,
    /// Why the history could not be asked.
    unknown: Option<&'static str>,
}

#[derive(Debug)]
struct Collision {
    id: StoryId,
    references: Vec<Reference>,
    /// Lines that name it, by file; without the references.
    named: BTreeMap<String, Vec<usize>>,
}

impl Renumbering {
    /// Puts the repairs of ids that several items have in order: the item that reached the default branch first keeps its
    /// id, whichever file a finding is at. Other repairs stay as they are.
    pub(super) fn in_order(
        &mut self,
        desk: &Desk<'_>,
        backlog: &Backlog,
        repairs: Vec<Repair>,
    ) -> Vec<Repair> {
        if repairs.iter().all(|repair| repair.step != Step::Renumber) {
            return repairs;
        }
        let by_path = backlog.by_path();
        let timeline = desk.timeline(backlog);
        let goes_away = |repair: &&Repair| matches!(repair.step, Step::Unite(_));
        let gone: BTreeSet<String> = repairs
            .iter()
            .filter(goes_away)
            .map(|repair| repair.path.clone())
            .collect();
        let mut done: BTreeSet<StoryId> = BTreeSet::new();
        let mut ordered = Vec::new();
        for repair in repairs {
            let story = by_path.get(repair.path.as_str());
            let Some(story) = story.filter(|_| repair.step == Step::Renumber) else {
                ordered.push(repair);
                continue;
            };
            if !done.insert(story.id.clone()) {
                continue;
            }
            let arrivals = desk.by_arrival(&timeline, backlog, &story.id);
            self.unknown = arrivals.unknown;
            let mut first = arrivals.stories.iter();
            let first = first.position(|story| !gone.contains(&story.path));
            let later = arrivals.stories.iter().skip(1).zip(&arrivals.reasons);
            let later = later.skip(first.unwrap_or_default());
            let later = later.filter(|(later, _)| !gone.contains(&later.path));
            ordered.extend(later.map(|(later, reason)| Repair {
                path: later.path.clone(),
                words: format!("{}, {reason}", repair.words),
                ..repair.clone()
            }));
        }
        ordered
    }

    /// Looks who names the ids of items that get another one.
    pub(super) fn look_up_references(
        &mut self,
        desk: &Desk<'_>,
        backlog: &Backlog,
        taken: &[Repair],
    ) {
        let by_path = backlog.by_path();
        let ids: BTreeSet<&StoryId> = taken
            .iter()
            .filter(|repair| repair.step == Step::Renumber)
            .filter_map(|repair| Some(&by_path.get(repair.path.as_str())?.id))
            .collect();
        let collisions = ids.into_iter().map(|id| Collision {
            id: id.clone(),
            references: desk.references_to(backlog, id),
            named: BTreeMap::new(),
        });
        self.collisions.extend(collisions);
        if self.collisions.is_empty() {
            return;
        }
        for path in desk.store.text_files() {
            let Ok(bytes) = desk.read(&path) else {
                continue;
            };
            for collision in &mut self.collisions {
                let is_reference = |line: &usize| {
                    let mut references = collision.references.iter();
                    references.any(|known| known.path == path && known.line == *line)
                };
                let mut lines = lines_naming(&bytes, &collision.id);
                lines.retain(|line| !is_reference(line));
                if !lines.is_empty() {
                    collision.named.insert(path.clone(), lines);
                }
            }
        }
    }

    /// The ids that items had on the way here, by their files: of those that references of a collision mean and that got another
    /// number before.
    pub(super) fn moved_on<'r>(
        &'r self,
        by_path: &HashMap<&str, &'r Story>,
    ) -> impl Iterator<Item = (&'r str, StoryId)> {
        let meant = self.collisions.iter().flat_map(|collision| {
            let references = collision.references.iter();
            references.filter_map(move |reference| match &reference.meant {
                Meant::Item(path, _) => Some((path.as_str(), &collision.id)),
                Meant::Unknown(_) => None,
            })
        });
        meant.filter_map(move |(path, id)| {
            let story = by_path.get(path)?;
            (story.id != *id).then(|| (path, story.id.clone()))
        })
    }

    /// The references to items that get the ids in `fresh`, by the paths of their files.
    pub(super) fn followed<'r>(
        &'r self,
        fresh: &'r BTreeMap<&str, StoryId>,
    ) -> impl Iterator<Item = &'r Reference> {
        let all = self.collisions.iter().flat_map(|other| &other.references);
        all.filter(|reference| match &reference.meant {
            Meant::Item(path, _) => fresh.contains_key(path.as_str()),
            Meant::Unknown(_) => false,
        })
    }

    /// What is left for people, a line each.
    pub(super) fn left(&self, desk: &Desk<'_>, moved: &Moved<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(unknown) = self.unknown {
            lines.push(format!(
                "{unknown}, so `created` decided which one keeps its number"
            ));
        }
        let shown = |path: &str| desk.shown(moved.get(path).map_or(path, |(to, _)| to));
        for collision in &self.collisions {
            let id = &collision.id;
            for reference in &collision.references {
                if let Meant::Unknown(why) = reference.meant {
                    lines.push(format!(
                        "{}:{}: `{}` names {id}: look which one it means; {why}",
                        shown(&reference.path),
                        reference.line,
                        reference.key
                    ));
                }
            }
            for (path, named) in &collision.named {
                // A fresh number puts lines elsewhere.
                let now = moved.get(path.as_str());
                let named = now.map_or_else(|| named.clone(), |(_, new)| lines_naming(new, id));
                lines.extend(named.iter().map(|line| {
                    format!(
                        "{}:{line}: names {id}: look which one it means",
                        shown(path)
                    )
                }));
            }
        }
        lines
    }
}
