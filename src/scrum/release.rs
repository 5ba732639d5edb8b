//! Releases: what each holds, and what it takes to ship one.

use jiff::civil::Date;

use crate::model::{Backlog, Change, Edit, Release, Story, Value};

use super::item_groups::ItemGroups;

/// The items of every release, found once. Declined items do not count, nor do epics that are there in their children.
#[derive(Debug)]
pub struct ReleaseItems<'b>(ItemGroups<'b>);

impl<'b> ReleaseItems<'b> {
    /// Sorts the items of a backlog by their release.
    #[must_use]
    pub fn new(backlog: &'b Backlog) -> Self {
        Self(ItemGroups::new(backlog, |story| {
            let name = story.release.as_deref().map(str::trim)?;
            (!name.is_empty()).then(|| name.to_owned())
        }))
    }

    /// The items of a release, in the total order.
    #[must_use]
    pub fn of(&self, release: &Release) -> &[&'b Story] {
        self.0.of(release.name.trim())
    }

    /// The items of a release that are Done.
    #[must_use]
    pub fn done(&self, release: &Release) -> Vec<&'b Story> {
        self.0.done(release.name.trim())
    }

    /// The items of a release that are not Done: nothing of them is delivered with it.
    #[must_use]
    pub fn open(&self, release: &Release) -> Vec<&'b Story> {
        self.0.open(release.name.trim())
    }
}

/// Why a release is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefusal {
    /// There is one of that name.
    #[error("there is a release `{name}` already")]
    Exists {
        /// Its name.
        name: String,
    },
    /// The name holds nothing that a file could be named after.
    #[error("`{name}` cannot be the name of a release")]
    Name {
        /// The name.
        name: String,
    },
    /// It shipped before.
    #[error("release `{name}` shipped on {on}")]
    Shipped {
        /// The release.
        name: String,
        /// When.
        on: Date,
    },
    /// The day has not come.
    #[error("{on} has not come yet; today is {today}")]
    Future {
        /// The day that was named.
        on: Date,
        /// Today.
        today: Date,
    },
}

/// Releases in the order of the days on which they shipped or are due; those without a day come last, by name.
#[must_use]
pub fn releases_in_order(releases: &[Release]) -> Vec<&Release> {
    let mut sorted: Vec<&Release> = releases.iter().collect();
    sorted.sort_by_key(|release| {
        let day = release.shipped.or(release.due);
        (day.is_none(), day, &release.name, &release.path)
    });
    sorted
}

/// Writes the day on which a release shipped.
///
/// # Errors
/// [`ReleaseRefusal`]: it shipped before, or the day has not come.
pub fn ship_release(release: &Release, on: Date, today: Date) -> Result<Change, ReleaseRefusal> {
    if let Some(on) = release.shipped {
        return Err(ReleaseRefusal::Shipped {
            name: release.name.clone(),
            on,
        });
    }
    if on > today {
        return Err(ReleaseRefusal::Future { on, today });
    }
    let edit = Edit::set("shipped", Value::Plain(on.to_string()));
    Ok(Change::edit(&*release.path, vec![edit]))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{ReleaseItems, ReleaseRefusal, releases_in_order, ship_release};
    use crate::model::{Backlog, Config, Release, Story};

    fn release(name: &str, due: Option<jiff::civil::Date>) -> Release {
        Release {
            name: name.into(),
            due,
            ..Release::default()
        }
    }

    #[test]
    fn names_are_texts_and_declined_items_do_not_count() {
        let story = |id: &str, status: &str, release: &str| {
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.status = status.into();
            story.release = Some(release.into());
            story
        };
        let stories = vec![
            story("US-1", "done", "1.1"),
            story("US-2", "done", "1.10"),
            story("US-3", "ready", "1.1 "),
            story("US-4", "declined", "1.1"),
        ];
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let items = ReleaseItems::new(&backlog);
        let numbers =
            |items: &[&Story]| -> Vec<u64> { items.iter().map(|s| s.id.number()).collect() };
        let first = release("1.1", None);
        assert_eq!(numbers(items.of(&first)), [1, 3]);
        assert_eq!(numbers(&items.done(&first)), [1]);
        assert_eq!(numbers(&items.open(&first)), [3]);
    }

    #[test]
    fn a_release_ships_once_and_not_in_the_future() {
        let (today, tomorrow) = (date(2026, 11, 21), date(2026, 11, 22));
        let mut one = release("1.1", None);
        assert!(ship_release(&one, today, today).is_ok());
        assert!(matches!(
            ship_release(&one, tomorrow, today),
            Err(ReleaseRefusal::Future { .. })
        ));
        one.shipped = Some(today);
        assert!(matches!(
            ship_release(&one, today, today),
            Err(ReleaseRefusal::Shipped { .. })
        ));
    }

    #[test]
    fn days_come_before_names() {
        let all = [
            release("a", None),
            release("2", Some(date(2026, 12, 18))),
            release("3", Some(date(2026, 11, 1))),
        ];
        let names: Vec<&str> = releases_in_order(&all)
            .iter()
            .map(|r| r.name.as_str())
            .collect();
        assert_eq!(names, ["3", "2", "a"]);
    }
}
