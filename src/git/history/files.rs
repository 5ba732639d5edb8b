//! The files that differ between two commits, read and understood.

use std::collections::HashMap;

use git2::Odb;

use super::place::Place;
use super::trees::{Differ, Difference};
use crate::model::{Config, Facts, ItemKind, Landing, Text, Written, criteria_text};
use crate::store::{Depth, RELEASES, SPRINTS, STORIES, read_release, read_sprint, read_story};
use crate::text::criteria;

/// So many texts of stories are remembered; beyond it, all are forgotten.
const REMEMBERED: usize = 20_000;

/// Reads what lands from commit to commit.
pub(super) struct Reader<'a> {
    odb: &'a Odb<'a>,
    config: &'a Config,
    differ: Differ<'a>,
    /// The text of each story as it was last read, and the criteria in it: most commits leave it alone.
    bodies: HashMap<String, (String, Text)>,
    missing: u64,
}

impl<'a> Reader<'a> {
    /// Returns a reader that has read nothing.
    pub fn new(odb: &'a Odb<'a>, config: &'a Config) -> Self {
        Self {
            odb,
            config,
            differ: Differ::new(odb),
            bodies: HashMap::new(),
            missing: 0,
        }
    }

    /// How many objects were not there.
    pub fn missing(&self) -> u64 {
        self.missing + self.differ.missing
    }

    /// What lands between two states of the backlog; none is no backlog.
    pub fn landing(&mut self, old: Option<Place>, new: Option<Place>) -> Landing {
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let mut landing = Landing::default();
        let mut found = Vec::new();
        for (folder, kind, old, new) in [
            (STORIES, ItemKind::Story, old.stories, new.stories),
            (SPRINTS, ItemKind::Sprint, old.sprints, new.sprints),
            (RELEASES, ItemKind::Release, old.releases, new.releases),
        ] {
            self.differ.compare(folder, old, new, &mut found);
            for difference in found.drain(..) {
                self.file(difference, kind, &mut landing);
            }
        }
        landing
    }

    fn file(&mut self, difference: Difference, kind: ItemKind, landing: &mut Landing) {
        let Difference { path, now } = difference;
        let Some(oid) = now else {
            self.bodies.remove(&path);
            landing.removed.push(path);
            return;
        };
        let facts = match self.odb.read(oid) {
            Ok(object) => self.facts(&path, kind, object.data()),
            Err(_) => {
                self.missing += 1;
                None
            }
        };
        landing.written.push(Written { path, kind, facts });
    }

    fn facts(&mut self, path: &str, kind: ItemKind, bytes: &[u8]) -> Option<Facts> {
        match kind {
            ItemKind::Story => self.story(path, bytes),
            ItemKind::Sprint => {
                let (sprint, _) = read_sprint(path, bytes).ok()?;
                Some(Facts::of_sprint(&sprint))
            }
            ItemKind::Release => {
                let (release, _) = read_release(path, bytes).ok()?;
                Some(Facts::of_release(&release))
            }
        }
    }

    fn story(&mut self, path: &str, bytes: &[u8]) -> Option<Facts> {
        let (mut story, _) = read_story(path, bytes, self.config, Depth::Body).ok()?;
        let body = story.body.take().unwrap_or_default();
        let criteria = match self.bodies.get(path) {
            Some((same, criteria)) if *same == body => criteria.clone(),
            _ => {
                let criteria = criteria(&body, &self.config.criteria.headings);
                let criteria: Text = criteria_text(&criteria).into();
                if self.bodies.len() >= REMEMBERED {
                    self.bodies.clear();
                }
                let kept = (body, criteria.clone());
                self.bodies.insert(path.to_owned(), kept);
                criteria
            }
        };
        Some(Facts::of_story_with(&story, &criteria))
    }
}
