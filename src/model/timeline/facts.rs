//! What a file of the backlog said at a moment: a few named texts that can be compared, kept and counted.

use std::sync::Arc;

use jiff::civil::Date;

use super::criteria::{CriterionFact, criteria_text, criterion_facts};
use super::fact_names::{NAMES, at, index_of};
use crate::model::{Criterion, Expected, Hundredths, Moscow, Release, Sprint, Story, StoryId};

/// A text that many moments share.
pub type Text = Arc<str>;

/// What a file of the backlog describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A story, bug, spike, task or epic.
    Story,
    /// A Sprint.
    Sprint,
    /// A release.
    Release,
}

/// What a file said, by the names of the front matter's keys; also `criteria` (the whole list) and `path` (relative to
/// the backlog directory). Lists hold a line an entry. What is empty is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// By the place of the name in [`NAMES`], in that order.
    values: Vec<(u8, Text)>,
}

impl Facts {
    /// Returns what an item's file says; `criteria` are those of its body.
    #[must_use]
    pub fn of_story(story: &Story, criteria: &[Criterion]) -> Self {
        Self::of_story_with(story, &criteria_text(criteria))
    }

    /// As [`Self::of_story`], where `criteria_text` was asked before.
    #[must_use]
    pub fn of_story_with(story: &Story, criteria: &str) -> Self {
        let mut facts = Self {
            values: Vec::with_capacity(16),
        };
        facts.put(const { at("title") }, &story.title);
        facts.put_list(const { at("labels") }, &story.labels);
        facts.put(const { at("id") }, &story.id.to_string());
        facts.put_option(
            const { at("rank") },
            story.rank.as_ref().map(ToString::to_string),
        );
        facts.put_option(
            const { at("created") },
            story.created.map(|time| time.to_string()),
        );
        facts.put(const { at("status") }, &story.status);
        facts.put_option(
            const { at("started") },
            story.started.map(|date| date.to_string()),
        );
        facts.put_option(
            const { at("done") },
            story.done.map(|date| date.to_string()),
        );
        facts.put_option(
            const { at("accepted") },
            story.accepted.map(|date| date.to_string()),
        );
        facts.put(const { at("type") }, &story.item_type);
        facts.put_option(const { at("sprint") }, story.sprint.as_ref());
        facts.put_option(const { at("requested_by") }, story.requested_by.as_ref());
        facts.put_amount(const { at("points") }, story.points);
        facts.put_option(const { at("epic") }, story.epic.as_ref());
        facts.put_amount(const { at("value") }, story.value);
        facts.put_amount(const { at("urgency") }, story.urgency);
        facts.put_amount(const { at("risk_reduction") }, story.risk_reduction);
        facts.put_amount(const { at("cost_of_delay") }, story.cost_of_delay);
        facts.put_option(const { at("moscow") }, story.moscow.map(Moscow::name));
        for (key, amount) in &story.factors {
            if let Some(index) = index_of(key) {
                facts.put_amount(index, Some(*amount));
            }
        }
        facts.put_option(const { at("release") }, story.release.as_ref());
        facts.put_option(const { at("objective") }, story.objective.as_ref());
        facts.put_list(const { at("depends_on") }, &story.depends_on);
        facts.put_option(const { at("blocked") }, story.blocked.as_ref());
        facts.put_list(const { at("assignee") }, &story.assignee);
        facts.put_list(const { at("links") }, &story.links);
        let hoped = story.expected.as_ref().map(Expected::words);
        let outcome = [hoped.as_deref(), story.outcome.as_deref()];
        let outcome = outcome.map(Option::unwrap_or_default).join("\n");
        facts.put(const { at("outcome") }, outcome.trim_matches('\n'));
        facts.put_list(const { at("aliases") }, &story.aliases);
        if let Some(external) = &story.external {
            let url = external.url.as_deref().unwrap_or_default();
            let text = [external.system.as_str(), external.key.as_str(), url].join("\n");
            facts.put(const { at("external") }, text.trim_end());
        }
        facts.put(const { at("criteria") }, criteria);
        facts.put(const { at("path") }, &story.path);
        facts
    }

    /// Returns what a Sprint's file says; its name is the fact `sprint`.
    #[must_use]
    pub fn of_sprint(sprint: &Sprint) -> Self {
        let mut facts = Self::default();
        facts.put_option(
            const { at("started") },
            sprint.started.map(|date| date.to_string()),
        );
        facts.put(const { at("sprint") }, &sprint.name);
        facts.put_option(const { at("goal") }, sprint.goal.as_ref());
        facts.put_option(
            const { at("from") },
            sprint.from.map(|date| date.to_string()),
        );
        facts.put_option(const { at("to") }, sprint.to.map(|date| date.to_string()));
        facts.put_amount(const { at("capacity") }, sprint.capacity);
        facts.put_amount(
            const { at("planned_points") },
            sprint.planned.map(|tally| tally.points),
        );
        let items = |tally: crate::model::SprintTally| tally.items.to_string();
        facts.put_option(const { at("planned_items") }, sprint.planned.map(items));
        facts.put_option(
            const { at("closed") },
            sprint.closed.map(|date| date.to_string()),
        );
        facts.put_option(const { at("goal_met") }, sprint.goal_met.as_ref());
        facts.put_amount(
            const { at("done_points") },
            sprint.done.map(|tally| tally.points),
        );
        facts.put_option(const { at("done_items") }, sprint.done.map(items));
        facts.put_list(const { at("returned") }, &sprint.returned);
        facts.put(const { at("path") }, &sprint.path);
        facts
    }

    /// Returns what a release's file says; its name is the fact `release`.
    #[must_use]
    pub fn of_release(release: &Release) -> Self {
        let mut facts = Self::default();
        facts.put(const { at("release") }, &release.name);
        facts.put_option(
            const { at("due") },
            release.due.map(|date| date.to_string()),
        );
        facts.put_amount(const { at("budget") }, release.budget);
        facts.put_option(
            const { at("shipped") },
            release.shipped.map(|date| date.to_string()),
        );
        facts.put(const { at("path") }, &release.path);
        facts
    }

    /// What a fact says; nothing where it says nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.shared(name).map(AsRef::as_ref)
    }

    /// As [`Self::text`], to keep.
    #[must_use]
    pub fn shared(&self, name: &str) -> Option<&Text> {
        let index = index_of(name)?;
        let at = self.values.binary_search_by_key(&index, |(key, _)| *key);
        at.ok().map(|at| &self.values[at].1)
    }

    /// Every fact with its name, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        self.values
            .iter()
            .map(|(key, text)| (NAMES[usize::from(*key)], text))
    }

    /// Sets a fact, or takes it away; a name that no fact has changes nothing.
    pub fn set(&mut self, name: &str, value: Option<Text>) {
        if let Some(index) = index_of(name) {
            self.set_at(index, value);
        }
    }

    fn set_at(&mut self, index: u8, value: Option<Text>) {
        // Names come in their order mostly, so that nothing is searched and moved.
        let place = match self.values.last() {
            Some((last, _)) if *last >= index => {
                self.values.binary_search_by_key(&index, |(key, _)| *key)
            }
            _ => Err(self.values.len()),
        };
        match (place, value.filter(|text| !text.is_empty())) {
            (Ok(place), Some(value)) => self.values[place].1 = value,
            (Ok(place), None) => {
                self.values.remove(place);
            }
            (Err(place), Some(value)) => self.values.insert(place, (index, value)),
            (Err(_), None) => {}
        }
    }

    /// The id of an item.
    #[must_use]
    pub fn id(&self) -> Option<StoryId> {
        self.text("id")?.parse().ok()
    }

    /// `status:` as written; empty where it is not set.
    #[must_use]
    pub fn status(&self) -> &str {
        self.text("status").unwrap_or_default()
    }

    /// Its title; empty where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.text("title").unwrap_or_default()
    }

    /// The file, relative to the backlog directory.
    #[must_use]
    pub fn path(&self) -> &str {
        self.text("path").unwrap_or_default()
    }

    /// Its size.
    #[must_use]
    pub fn points(&self) -> Option<Hundredths> {
        self.amount("points")
    }

    /// A number of points or money.
    #[must_use]
    pub fn amount(&self, name: &str) -> Option<Hundredths> {
        self.text(name)?.parse().ok()
    }

    /// A calendar date.
    #[must_use]
    pub fn date(&self, name: &str) -> Option<Date> {
        self.text(name)?.parse().ok()
    }

    /// The entries of a list.
    pub fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.text(name).into_iter().flat_map(str::lines)
    }

    /// The acceptance criteria, in the order of the file.
    #[must_use]
    pub fn criteria(&self) -> Vec<CriterionFact> {
        criterion_facts(self.text("criteria").unwrap_or_default())
    }

    /// What changes from these facts to others: name, before, after; in the order of the file.
    #[must_use]
    pub fn differences(&self, to: &Self) -> Vec<(&'static str, Option<Text>, Option<Text>)> {
        let (mut old, mut new) = (self.values.as_slice(), to.values.as_slice());
        let mut found = Vec::new();
        loop {
            let key = match (old.first(), new.first()) {
                (None, None) => return found,
                (Some((key, _)), None) | (None, Some((key, _))) => *key,
                (Some((a, _)), Some((b, _))) => *a.min(b),
            };
            let take = |values: &mut &[(u8, Text)]| match values.split_first() {
                Some(((own, text), rest)) if *own == key => {
                    *values = rest;
                    Some(text.clone())
                }
                _ => None,
            };
            let (before, after) = (take(&mut old), take(&mut new));
            if before != after {
                found.push((NAMES[usize::from(key)], before, after));
            }
        }
    }

    fn put(&mut self, index: u8, text: &str) {
        if !text.is_empty() {
            self.set_at(index, Some(text.into()));
        }
    }

    fn put_option(&mut self, index: u8, text: Option<impl AsRef<str>>) {
        self.put(index, text.as_ref().map_or("", AsRef::as_ref));
    }

    fn put_amount(&mut self, index: u8, amount: Option<Hundredths>) {
        self.put_option(index, amount.map(|amount| amount.to_string()));
    }

    fn put_list(&mut self, index: u8, texts: &[String]) {
        match texts {
            [] => {}
            [one] => self.put(index, one),
            many => self.put(index, &many.join("\n")),
        }
    }
}

/// The name that a place of the order has.
pub(crate) fn fact_name(index: u8) -> Option<&'static str> {
    NAMES.get(usize::from(index)).copied()
}

/// The place of a name in the order.
pub(crate) fn fact_index(name: &str) -> Option<u8> {
    index_of(name)
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use crate::model::{Criterion, Story};

    fn story() -> Story {
        let mut story = Story::new("US-12".parse().unwrap(), "stories/US-12.md");
        story.title = "Pay".to_owned();
        story.status = "ready".to_owned();
        story.points = Some("½".parse().unwrap());
        story.labels = vec!["a, b".to_owned(), "c".to_owned()];
        story.done = Some("2026-11-21".parse().unwrap());
        story
    }

    #[test]
    fn says_what_the_file_says() {
        let criterion = Criterion {
            text: "It works".to_owned(),
            done: true,
            has_box: true,
            depth: 0,
            range: 0..0,
        };
        let facts = Facts::of_story(&story(), &[criterion]);
        assert_eq!(facts.title(), "Pay");
        assert_eq!(facts.status(), "ready");
        assert_eq!(facts.path(), "stories/US-12.md");
        assert_eq!(facts.text("points"), Some("0.5"));
        assert_eq!(facts.points(), story().points);
        assert_eq!(facts.date("done"), story().done);
        assert_eq!(facts.list("labels").collect::<Vec<_>>(), ["a, b", "c"]);
        assert_eq!(facts.id(), Some(story().id));
        assert_eq!((facts.text("sprint"), facts.text("nonsense")), (None, None));
        let criteria = facts.criteria();
        assert!(criteria.len() == 1 && criteria[0].done && &*criteria[0].text == "It works");
    }

    #[test]
    fn differences_lead_from_one_to_the_other() {
        let old = Facts::of_story(&story(), &[]);
        let mut later = story();
        later.points = Some("8".parse().unwrap());
        later.done = None;
        later.sprint = Some("8".to_owned());
        let new = Facts::of_story(&later, &[]);
        let found = old.differences(&new);
        let names: Vec<&str> = found.iter().map(|(name, _, _)| *name).collect();
        assert_eq!(names, ["done", "sprint", "points"]);
        let mut reached = old.clone();
        for (name, _, to) in found {
            reached.set(name, to);
        }
        assert_eq!(reached, new);
        assert!(new.differences(&new).is_empty());
    }
}
