//! What several rules ask about the backlog around an item, worked out when the first of them asks.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::model::{Backlog, Sprint, Story, sprint_key};

/// Facts about a backlog, found in one pass.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Whether any item has points.
    pub has_points: bool,
    /// Whether any item has a value or a cost of delay.
    pub has_value: bool,
    /// Whether the team works in Sprints: there is a file of one, or an item that names one.
    pub uses_sprints: bool,
    /// Where each Sprint stands in the backlog's list, by every spelling of its name.
    sprints: HashMap<String, usize>,
    /// Sprints whose files are there and cannot be read.
    unread_sprints: HashSet<String>,
}

impl Facts {
    /// Returns the facts of a backlog.
    #[must_use]
    pub fn new(backlog: &Backlog) -> Self {
        let stories = backlog.stories();
        let sprints = backlog.sprints.iter();
        let sprints: HashMap<String, usize> = sprints
            .enumerate()
            .map(|(index, sprint)| (sprint_key(&sprint.name), index))
            .collect();
        Self {
            has_points: stories.iter().any(|story| story.points.is_some()),
            has_value: stories.iter().any(has_value),
            uses_sprints: !sprints.is_empty() || stories.iter().any(|s| sprint_of(s).is_some()),
            sprints,
            unread_sprints: unread(backlog, "sprints/").map(sprint_key).collect(),
        }
    }

    /// The Sprint of that name, where it has a file that can be read.
    #[must_use]
    pub fn sprint<'a>(&self, backlog: &'a Backlog, name: &str) -> Option<&'a Sprint> {
        let index = self.sprints.get(&sprint_key(name))?;
        backlog.sprints.get(*index)
    }

    /// Whether a Sprint of that name has a file, readable or not.
    #[must_use]
    pub fn knows_sprint(&self, name: &str) -> bool {
        let key = sprint_key(name);
        self.sprints.contains_key(&key) || self.unread_sprints.contains(&key)
    }
}

/// The Sprint that an item names.
#[must_use]
pub fn sprint_of(story: &Story) -> Option<&str> {
    story
        .sprint
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Whether anything says what an item is worth, or what waiting costs.
#[must_use]
pub fn has_value(story: &Story) -> bool {
    story.value.is_some() || story.cost_of_delay.is_some()
}

/// The names that the files of a folder say, where these cannot be read or were left out of the checkout.
pub(super) fn unread<'a>(backlog: &'a Backlog, folder: &str) -> impl Iterator<Item = &'a str> {
    let names = paths_not_read(backlog).filter_map(move |path| {
        let name = path.strip_prefix(folder)?.rsplit('/').next()?;
        Some(name.strip_suffix(".md").unwrap_or(name))
    });
    names.collect::<Vec<_>>().into_iter()
}

/// The files that cannot be read, and those that were left out of the checkout.
pub(super) fn paths_not_read(backlog: &Backlog) -> impl Iterator<Item = &str> {
    let unreadable = backlog.unreadable.iter().map(|file| file.path.as_str());
    unreadable.chain(backlog.left_out.iter().map(|file| file.path.as_str()))
}

/// Which of two Sprints comes first: by day, else by number; none where neither says.
#[must_use]
pub fn sprint_order(a: &Sprint, b: &Sprint) -> Option<Ordering> {
    let day = |sprint: &Sprint| sprint.started.or(sprint.from);
    let by_day = day(a)
        .zip(day(b))
        .map(|(a, b)| a.cmp(&b))
        .filter(|order| order.is_ne());
    let number = |sprint: &Sprint| sprint_key(&sprint.name).parse::<u64>().ok();
    let by_number = || number(a).zip(number(b)).map(|(a, b)| a.cmp(&b));
    by_day.or_else(by_number)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use jiff::civil::date;

    use super::sprint_order;
    use crate::check::Context;
    use crate::check::sample::{backlog, default_settings, sprint, story};

    #[test]
    fn a_sprint_is_found_by_any_spelling_while_it_is_not_over() {
        let mut backlog = backlog([
            story("US-1", "", |s| s.sprint = Some("sprint-08".into())),
            story("US-2", "", |s| s.sprint = Some("7".into())),
            story("US-3", "", |s| s.sprint = Some("  ".into())),
        ]);
        backlog.sprints = vec![
            sprint("7", |s| s.closed = Some(date(2026, 11, 13))),
            sprint("8", |_| {}),
        ];
        let context = Context::new(&backlog, default_settings());
        let coming = |id: &str| {
            let sprint = context.coming_sprint(backlog.find(id).unwrap());
            sprint.map(|sprint| sprint.name.as_str())
        };
        assert_eq!(
            (coming("1"), coming("2"), coming("3")),
            (Some("8"), None, None)
        );
        let facts = context.facts();
        assert!(facts.knows_sprint("Sprint 7") && !facts.knows_sprint("9"));
        assert!(facts.uses_sprints && !facts.has_points && !facts.has_value);
    }

    #[test]
    fn sprints_follow_each_other_by_day_then_by_number() {
        let early = sprint("beta", |s| s.from = Some(date(2026, 11, 2)));
        let late = sprint("alpha", |s| s.started = Some(date(2026, 11, 16)));
        assert_eq!(sprint_order(&early, &late), Some(Ordering::Less));
        let (nine, ten) = (sprint("9", |_| {}), sprint("Sprint 10", |_| {}));
        assert_eq!(sprint_order(&ten, &nine), Some(Ordering::Greater));
        assert_eq!(sprint_order(&nine, &late), None);
    }
}
