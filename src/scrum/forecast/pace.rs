//! What the past came to: closed Sprints by the facts in their files, or whole weeks where there are no Sprints.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::draws::{FEWEST, WINDOW};
use crate::model::{Backlog, Hundredths, Sprint, SprintState, StateKind, Story};
use crate::scrum::Unit;
use crate::scrum::sprint_dates::last_day;
use crate::scrum::velocity::closed_sprints;

/// What the pace is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// By closed Sprints.
    Sprints,
    /// By weeks from Monday to Sunday: no Sprint was ever closed.
    Weeks,
}

impl Rhythm {
    /// `Sprint` or `week`.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Sprints => "Sprint",
            Self::Weeks => "week",
        }
    }
}

/// A Sprint or week that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPeriod {
    /// The Sprint's name, or the Monday of the week.
    pub name: String,
    /// The last day before it.
    pub before: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// What was Done in it.
    pub done: Hundredths,
}

/// What the past came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// What it is counted by.
    pub rhythm: Rhythm,
    /// What is counted: items where nothing that was Done had an estimate.
    pub unit: Unit,
    /// The last [`WINDOW`] of what is known, oldest first.
    pub periods: Vec<PastPeriod>,
    /// All that are known, oldest first, for looking back.
    pub all: Vec<Hundredths>,
    /// What an open item without an estimate counts as: the median of those that have one.
    pub size: Hundredths,
}

impl Pace {
    /// Returns the pace of a backlog as known today.
    #[must_use]
    pub fn new(backlog: &Backlog, today: Date) -> Self {
        let closed: Vec<&Sprint> = closed_sprints(&backlog.sprints)
            .into_iter()
            .filter(|sprint| sprint.done.is_some() && sprint.closed <= Some(today))
            .collect();
        let has_sprints = backlog
            .sprints
            .iter()
            .any(|sprint| sprint.state() != SprintState::Planned);
        let (rhythm, unit, mut periods) = if has_sprints {
            let (unit, periods) = of_sprints(&closed);
            (Rhythm::Sprints, unit, periods)
        } else {
            let (unit, periods) = of_weeks(backlog, today);
            (Rhythm::Weeks, unit, periods)
        };
        let all = periods.iter().map(|period| period.done).collect();
        periods.drain(..periods.len().saturating_sub(WINDOW));
        Self {
            rhythm,
            unit,
            periods,
            all,
            size: usual_size(backlog),
        }
    }

    /// Whether there is enough for a forecast.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.periods.len() >= FEWEST && self.periods.iter().any(|p| p.done > Hundredths::ZERO)
    }

    /// What an item comes to.
    #[must_use]
    pub fn size_of(&self, points: Option<Hundredths>) -> Hundredths {
        match self.unit {
            Unit::Points => points.unwrap_or(self.size),
            Unit::Items => Hundredths::whole(1),
        }
    }

    /// The least and the most of the periods.
    #[must_use]
    pub fn range(&self) -> Option<(Hundredths, Hundredths)> {
        let done = self.periods.iter().map(|period| period.done);
        Some((done.clone().min()?, done.max()?))
    }
}

/// The size that most resembles others: the median of all estimates.
fn usual_size(backlog: &Backlog) -> Hundredths {
    let counts =
        |story: &&Story| backlog.kind(story) != StateKind::Declined && !backlog.has_children(story);
    let stories = backlog.stories().iter().filter(counts);
    let mut sizes: Vec<Hundredths> = stories.filter_map(|story| story.points).collect();
    sizes.sort_unstable();
    // The lower of the two middle ones: a size of the deck.
    let middle = sizes.len().saturating_sub(1) / 2;
    sizes.get(middle).copied().unwrap_or_default()
}

fn of_sprints(closed: &[&Sprint]) -> (Unit, Vec<PastPeriod>) {
    let facts = || closed.iter().filter_map(|sprint| sprint.done);
    let has_points = facts().any(|done| done.points > Hundredths::ZERO);
    let unit = match has_points || facts().all(|done| done.items == 0) {
        true => Unit::Points,
        false => Unit::Items,
    };
    let mut before: Option<Date> = None;
    let mut periods = Vec::new();
    for sprint in closed {
        let done = sprint.done.unwrap_or_default();
        let items = i64::try_from(done.items).unwrap_or(i64::MAX);
        let began = sprint
            .started
            .or(sprint.from)
            .map(|day| day.saturating_sub(1.day()));
        let to = sprint.closed.or_else(|| last_day(sprint));
        periods.push(PastPeriod {
            name: sprint.name.clone(),
            // What was added between two Sprints was added all the same.
            before: before.or(began),
            to,
            done: match unit {
                Unit::Points => done.points,
                Unit::Items => Hundredths::whole(items),
            },
        });
        before = to;
    }
    (unit, periods)
}

/// Whole weeks after the one in which the first item was Done, up to the last.
fn of_weeks(backlog: &Backlog, today: Date) -> (Unit, Vec<PastPeriod>) {
    let monday = |day: Date| {
        let past = i64::from(day.weekday().to_monday_zero_offset());
        day.saturating_sub(past.days())
    };
    let this = monday(today);
    let mut done: Vec<(Date, Option<Hundredths>)> = backlog
        .stories()
        .iter()
        .filter(|story| backlog.kind(story) == StateKind::Done && !backlog.has_children(story))
        .filter_map(|story| Some((monday(story.done?), story.points)))
        .filter(|(week, _)| *week < this)
        .collect();
    done.sort_unstable();
    let unit = match done.is_empty() || done.iter().any(|(_, p)| *p > Some(Hundredths::ZERO)) {
        true => Unit::Points,
        false => Unit::Items,
    };
    let Some((first, _)) = done.first() else {
        return (unit, Vec::new());
    };
    // A year is far more than the window, and any date can stand in a file.
    let mut week = (*first).max(this.saturating_sub(53.weeks()));
    let mut periods = Vec::new();
    while week < this {
        let of_week = done.iter().filter(|(there, _)| *there == week);
        periods.push(PastPeriod {
            name: week.to_string(),
            before: Some(week.saturating_sub(1.day())),
            to: Some(week.saturating_add(6.days())),
            done: of_week.map(|(_, points)| unit.of(*points)).sum(),
        });
        week = week.saturating_add(1.week());
    }
    (unit, periods)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Pace, Rhythm};
    use crate::model::{Backlog, Config, Hundredths, Sprint, SprintTally, Story};
    use crate::scrum::Unit;

    fn story(number: u64, points: Option<i64>, done: Option<jiff::civil::Date>) -> Story {
        let mut story = Story::new(
            format!("US-{number}").parse().unwrap(),
            format!("stories/US-{number}.md"),
        );
        story.points = points.map(Hundredths::whole);
        story.status = if done.is_some() { "done" } else { "ready" }.into();
        story.done = done;
        story
    }

    #[test]
    fn weeks_are_whole_and_count_when_nothing_was_done() {
        let stories = vec![
            story(1, Some(5), Some(date(2026, 10, 14))),
            story(2, Some(3), Some(date(2026, 10, 18))),
            story(3, None, Some(date(2026, 11, 4))),
            story(4, Some(8), Some(date(2026, 11, 13))),
            story(5, Some(13), Some(date(2026, 11, 16))),
            story(6, None, None),
        ];
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        // A Wednesday: its own week is not over.
        let pace = Pace::new(&backlog, date(2026, 11, 18));
        assert_eq!((pace.rhythm, pace.unit), (Rhythm::Weeks, Unit::Points));
        let done: Vec<String> = pace.periods.iter().map(|p| p.done.to_string()).collect();
        assert_eq!(done, ["8", "0", "0", "0", "8"]);
        assert!(pace.is_enough());
        assert_eq!(pace.size, Hundredths::whole(5));
        assert_eq!(pace.size_of(None), Hundredths::whole(5));
        assert!(!Pace::new(&backlog, date(2026, 10, 14)).is_enough());
    }

    #[test]
    fn without_estimates_items_count() {
        let closed = |number: i8, items| Sprint {
            name: number.to_string(),
            started: Some(date(2026, 1, number)),
            closed: Some(date(2026, 1, number)),
            done: Some(SprintTally {
                points: Hundredths::ZERO,
                items,
            }),
            ..Sprint::default()
        };
        let mut backlog = Backlog::new(Config::default(), Vec::new(), Vec::new());
        backlog.sprints = (1..=12).map(|n| closed(n, 4)).collect();
        let pace = Pace::new(&backlog, date(2026, 2, 1));
        assert_eq!((pace.rhythm, pace.unit), (Rhythm::Sprints, Unit::Items));
        assert_eq!((pace.periods.len(), pace.all.len()), (8, 12));
        assert_eq!(
            pace.range(),
            Some((Hundredths::whole(4), Hundredths::whole(4)))
        );
        assert_eq!(
            pace.size_of(Some(Hundredths::whole(8))),
            Hundredths::whole(1)
        );
        assert_eq!(pace.periods[7].before, Some(date(2026, 1, 11)));
        // A Sprint of a later day is not known yet.
        assert_eq!(Pace::new(&backlog, date(2026, 1, 5)).all.len(), 5);
    }
}
