//! The Sprints to come with their days: the one that runs, those that are planned, then more in the same rhythm.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::pace::{Pace, Rhythm};
use super::trials::{Begun, Moment};
use crate::model::{Backlog, Hundredths, Sprint, SprintState, StateKind, Story};
use crate::scrum::sprint_dates::{last_working_day, next_days};
use crate::scrum::sprint_items::SprintItems;
use crate::scrum::sprint_order::{chronological, next_name};
use crate::scrum::working_days::working_days;

/// No forecast looks farther than this many Sprints or weeks.
const MOST: usize = 130;

/// A Sprint or week to come, or the one that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The Sprint's name, where that is known.
    pub name: Option<String>,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// The Sprints or weeks to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// In order, without those that are over; at least one.
    pub periods: Vec<Period>,
    /// How far the first is.
    pub begun: Begun,
    today: Date,
}

impl Calendar {
    /// Returns what is to come from today on.
    #[must_use]
    pub fn new(backlog: &Backlog, pace: &Pace, today: Date) -> Self {
        match pace.rhythm {
            Rhythm::Sprints => sprints(backlog, pace, today),
            Rhythm::Weeks => weeks(backlog, pace, today),
        }
    }

    /// Where a day lies: work of that day itself counts. None before today.
    #[must_use]
    pub fn moment(&self, day: Date) -> Option<Moment> {
        if day < self.today {
            return None;
        }
        let whole = self.periods.partition_point(|period| period.to <= day);
        let begun = |period: &&Period| period.from <= day;
        let Some(period) = self.periods.get(whole).filter(begun) else {
            return Some(Moment::end_of(whole));
        };
        // Of the one that runs, what is left counts.
        let from = period.from.max(self.today);
        Some(Moment {
            whole,
            days: working_days(from, day),
            of: working_days(from, period.to),
        })
    }

    /// How many Sprints or weeks end by a day.
    #[must_use]
    pub fn ended_by(&self, day: Date) -> usize {
        self.periods.partition_point(|period| period.to <= day)
    }
}

fn sprints(backlog: &Backlog, pace: &Pace, today: Date) -> Calendar {
    let config = &backlog.config.sprint;
    let mut periods: Vec<Period> = Vec::new();
    let mut begun = Begun::default();
    let mut known: Vec<Sprint> = backlog.sprints.clone();
    let running = backlog
        .running_sprint()
        .filter(|sprint| sprint.started <= Some(today));
    if let Some(sprint) = running {
        let from = sprint.from.or(sprint.started).unwrap_or(today).min(today);
        let to = sprint.to.unwrap_or_else(|| last_working_day(config, from));
        // One that ought to be closed brings nothing more.
        if to >= today {
            periods.push(Period {
                name: Some(sprint.name.clone()),
                from,
                to,
            });
            begun = begun_sprint(backlog, pace, sprint, (from, to), today);
        }
    }
    for sprint in chronological(&backlog.sprints) {
        if let (SprintState::Planned, Some(from), Some(to)) =
            (sprint.state(), sprint.from, sprint.to)
            && from <= to
            && to >= today
            && periods.last().is_none_or(|last| last.to < from)
        {
            let name = Some(sprint.name.clone());
            periods.push(Period { name, from, to });
        }
    }
    let first = next_name(backlog).unwrap_or_default();
    let number = first.parse::<u64>().ok();
    let mut guessed = 0;
    while periods.len() < MOST {
        let (from, to) = next_days(config, &known, today);
        let after = periods.last().is_none_or(|last| last.to < from);
        if to < from || !after || to == Date::MAX {
            break;
        }
        let name = match number {
            Some(number) => Some(number.saturating_add(guessed).to_string()),
            None => (guessed == 0 && !first.is_empty()).then(|| first.clone()),
        };
        guessed += 1;
        periods.push(Period { name, from, to });
        // Only the last one matters for the next.
        known = vec![Sprint {
            from: Some(from),
            to: Some(to),
            ..Sprint::default()
        }];
    }
    Calendar {
        periods,
        begun,
        today,
    }
}

/// How far the Sprint that runs is.
fn begun_sprint(
    backlog: &Backlog,
    pace: &Pace,
    sprint: &Sprint,
    (from, to): (Date, Date),
    today: Date,
) -> Begun {
    let items = SprintItems::new(backlog);
    let size = |stories: &[&Story]| -> i64 {
        let sizes = stories.iter().map(|story| pace.size_of(story.points));
        sizes.sum::<Hundredths>().hundredths()
    };
    let holds_any = !items.of(sprint).is_empty();
    // As the Sprint's own facts will count it: what has no estimate counts as nothing.
    let done = items.done(sprint);
    let done = done.iter().map(|story| pace.unit.of(story.points));
    Begun {
        done: done.sum::<Hundredths>().hundredths(),
        most: holds_any.then(|| size(&items.open(sprint))),
        left: working_days(today, to),
        of: working_days(from, to).max(1),
    }
}

fn weeks(backlog: &Backlog, pace: &Pace, today: Date) -> Calendar {
    let past = i64::from(today.weekday().to_monday_zero_offset());
    let monday = today.saturating_sub(past.days());
    // On a weekend the week is over.
    let is_over = matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday);
    let first = if is_over {
        monday.saturating_add(1.week())
    } else {
        monday
    };
    let periods = (0..MOST as i64)
        .map(|week| first.saturating_add(week.weeks()))
        .map(|from| Period {
            name: None,
            from,
            to: from.saturating_add(4.days()),
        })
        .collect();
    let in_week = |story: &&Story| {
        backlog.kind(story) == StateKind::Done
            && !backlog.has_children(story)
            && story.done.is_some_and(|day| day >= first)
    };
    let done = backlog.stories().iter().filter(in_week);
    let done: Hundredths = done.map(|story| pace.unit.of(story.points)).sum();
    Calendar {
        periods,
        begun: Begun {
            done: done.hundredths(),
            most: None,
            left: working_days(today.max(first), first.saturating_add(4.days())),
            of: 5,
        },
        today,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Calendar;
    use crate::model::{Backlog, Config, Hundredths, Sprint, SprintTally, Story};
    use crate::scrum::forecast::pace::Pace;
    use crate::scrum::forecast::trials::Moment;

    fn sprint(name: &str, from: Date, to: Date) -> Sprint {
        Sprint {
            name: name.into(),
            from: Some(from),
            to: Some(to),
            ..Sprint::default()
        }
    }

    fn calendar(sprints: Vec<Sprint>, stories: Vec<Story>, today: Date) -> Calendar {
        let mut backlog = Backlog::new(Config::default(), stories, Vec::new());
        backlog.sprints = sprints;
        let pace = Pace::new(&backlog, today);
        Calendar::new(&backlog, &pace, today)
    }

    fn lived(today: Date) -> Calendar {
        let closed = Sprint {
            started: Some(date(2026, 11, 2)),
            closed: Some(date(2026, 11, 13)),
            done: Some(SprintTally {
                points: Hundredths::whole(20),
                items: 4,
            }),
            ..sprint("7", date(2026, 11, 2), date(2026, 11, 13))
        };
        let running = Sprint {
            started: Some(date(2026, 11, 16)),
            ..sprint("8", date(2026, 11, 16), date(2026, 11, 27))
        };
        let later = sprint("9", date(2026, 12, 7), date(2026, 12, 18));
        let item = |number: u64, status: &str, points| {
            let mut story = Story::new(format!("US-{number}").parse().unwrap(), number.to_string());
            story.status = status.into();
            story.sprint = Some("8".into());
            story.points = Some(Hundredths::whole(points));
            story
        };
        let stories = vec![item(1, "done", 8), item(2, "ready", 5), item(3, "ready", 3)];
        calendar(vec![closed, running, later], stories, today)
    }

    #[test]
    fn running_then_planned_then_the_rhythm() {
        let found = lived(date(2026, 11, 20));
        let told: Vec<String> = found.periods[..4]
            .iter()
            .map(|p| format!("{} {} {}", p.name.as_deref().unwrap_or("-"), p.from, p.to))
            .collect();
        assert_eq!(
            told,
            [
                "8 2026-11-16 2026-11-27",
                "9 2026-12-07 2026-12-18",
                "10 2026-12-21 2027-01-01",
                "11 2027-01-04 2027-01-15"
            ]
        );
        let begun = found.begun;
        assert_eq!((begun.done, begun.most), (800, Some(800)));
        assert_eq!((begun.left, begun.of), (6, 10));
    }

    #[test]
    fn a_sprint_that_ought_to_be_closed_brings_nothing_more() {
        let found = lived(date(2026, 11, 30));
        assert_eq!(found.periods[0].name.as_deref(), Some("9"));
        assert_eq!(found.begun.of, 0);
    }

    #[test]
    fn a_day_lies_in_a_sprint_or_between_two() {
        let found = lived(date(2026, 11, 20));
        let moment = |month, day| found.moment(date(2026, month, day));
        let part = |whole, days, of| Some(Moment { whole, days, of });
        assert_eq!(moment(11, 19), None, "that day is over");
        assert_eq!(moment(11, 20), part(0, 1, 6));
        assert_eq!(moment(11, 27), Some(Moment::end_of(1)));
        assert_eq!(moment(12, 1), Some(Moment::end_of(1)));
        assert_eq!(moment(12, 11), part(1, 5, 10));
        assert_eq!(moment(12, 18), Some(Moment::end_of(2)));
        assert_eq!(found.ended_by(date(2026, 12, 17)), 1);
        assert_eq!(
            found.moment(Date::MAX),
            Some(Moment::end_of(found.periods.len()))
        );
    }

    #[test]
    fn without_sprints_there_are_weeks() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.status = "done".into();
        story.done = Some(date(2026, 11, 17));
        story.points = Some(Hundredths::whole(3));
        let found = calendar(Vec::new(), vec![story], date(2026, 11, 18));
        assert_eq!(found.periods[0].to, date(2026, 11, 20));
        assert_eq!((found.begun.done, found.begun.left), (300, 3));
        let weekend = calendar(Vec::new(), Vec::new(), date(2026, 11, 21));
        assert_eq!(weekend.periods[0].from, date(2026, 11, 23));
        assert_eq!(weekend.begun.left, 5);
    }

    #[test]
    fn the_end_of_time_is_no_trouble() {
        let found = calendar(
            vec![sprint("1", Date::MAX, Date::MAX)],
            Vec::new(),
            Date::MAX,
        );
        assert!(!found.periods.is_empty());
    }
}
