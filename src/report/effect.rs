//! What a change does: Sprints, release dates and objectives before and after.

use jiff::civil::Date;

use super::forecast_words::percent;
use super::story_view::objective;
use crate::model::{Backlog, Hundredths, Objective, Release, Sprint, SprintState, Story, Timeline};
use crate::scrum::{
    Goal, Outlook, Run, SprintItems, Wanted, releases_in_order, sprint_load, tally,
};

/// So many trials show a day and a per cent.
const TRIALS: u32 = 20_000;
/// The level of certainty of the dates.
const SURE: u32 = 85;

/// Returns the effect of a change, a line each: `Sprint 8: 24 of 21 points, 3 over, 6 items`,
/// `release 1.2: 18 Dec → 15 Jan (85 %)`. `paths` are the files that change.
#[must_use]
pub fn effect(
    before: &Backlog,
    after: &Backlog,
    past: Option<&Timeline>,
    today: Date,
    paths: &[&str],
) -> Vec<String> {
    let mut lines = sprints(before, after);
    let [old, new] = [before, after].map(|backlog| {
        let outlook = Outlook::new(backlog, past, today);
        let run = Run {
            trials: TRIALS,
            ..outlook.run
        };
        (backlog, outlook.with(run))
    });
    let sides = Sides { old, new, today };
    for release in releases_in_order(&after.releases) {
        if release.shipped.is_none() {
            lines.extend(sides.release(release));
        }
    }
    for objective in &after.product.objectives {
        lines.extend(sides.objective(objective, paths));
    }
    lines
}

/// Sprints that are not closed and hold something else than before.
fn sprints(before: &Backlog, after: &Backlog) -> Vec<String> {
    let (old, new) = (SprintItems::new(before), SprintItems::new(after));
    let differs = |sprint: &&Sprint| {
        let was = before
            .sprints
            .iter()
            .find(|other| other.path == sprint.path);
        sprint.state() != SprintState::Closed
            && (tally(old.of(sprint)) != tally(new.of(sprint))
                || was.is_none_or(|was| was.capacity != sprint.capacity))
    };
    let changed = after.sprints.iter().filter(differs);
    changed
        .map(|sprint| sprint_load(after, sprint, &[], &[]).to_string())
        .collect()
}

/// A backlog and what is known of it for forecasts.
type Side<'b> = (&'b Backlog, Outlook<'b>);

/// Before and after.
struct Sides<'b> {
    old: Side<'b>,
    new: Side<'b>,
    today: Date,
}

/// How a goal stands on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Standing {
    /// The day by which it is done; none without a forecast.
    sure: Option<Date>,
    due: Option<u32>,
    /// What lies ahead.
    work: Hundredths,
    is_done: bool,
}

fn standing<'b>(side: &Side<'b>, goal: Goal<'b>, due: Option<Date>) -> Standing {
    let found = side.1.forecast(Wanted {
        goal,
        due,
        until: None,
    });
    let sprint = found.finish.as_ref().and_then(|finish| finish.sprint(SURE));
    Standing {
        sure: sprint
            .and_then(|at| side.1.period(at))
            .map(|period| period.to),
        due: found.due,
        work: found.ahead.work,
        is_done: found.ahead.own.is_empty(),
    }
}

impl Sides<'_> {
    fn release(&self, release: &Release) -> Option<String> {
        let of = |side: &Side<'_>| {
            let there = side
                .0
                .releases
                .iter()
                .find(|other| other.path == release.path)?;
            Some(standing(side, Goal::Release(there), there.due))
        };
        let (old, new) = (of(&self.old)?, of(&self.new)?);
        let words = self.change(&old, &new)?;
        Some(format!("release {}: {words}", release.name))
    }

    /// What a change makes of an objective: its date, or that items of it change.
    fn objective(&self, wanted: &Objective, paths: &[&str]) -> Option<String> {
        let serves = |backlog: &Backlog, story: &Story| {
            objective(backlog, story).is_some_and(|name| wanted.is_named(&name))
        };
        // Its last open item says when all of them are done.
        let of = |side: &Side<'_>| {
            let items = side.0.positioned().filter(|story| serves(side.0, story));
            let last = items.last()?;
            Some(standing(side, Goal::Item(last), None))
        };
        let standings = of(&self.old).zip(of(&self.new));
        let dates = standings.and_then(|(old, new)| self.change(&old, &new));
        let touched: Vec<String> = self
            .new
            .0
            .stories()
            .iter()
            .filter(|story| paths.contains(&story.path.as_str()) && serves(self.new.0, story))
            .map(|story| story.id.to_string())
            .collect();
        let name = format!("{} {}", wanted.name, wanted.text);
        let name = name.trim();
        match (dates, touched.as_slice()) {
            (Some(dates), _) => Some(format!("objective {name}: {dates}")),
            (None, []) => None,
            (None, [one]) => Some(format!("objective {name}: {one} serves it")),
            (None, ids) => Some(format!("objective {name}: {} serve it", ids.join(", "))),
        }
    }

    /// What differs, in words; none where nothing does.
    fn change(&self, old: &Standing, new: &Standing) -> Option<String> {
        if old == new {
            return None;
        }
        if new.is_done {
            return Some("nothing is left to do".to_owned());
        }
        let day = |day: Option<Date>| {
            day.map_or_else(|| "no end in sight".to_owned(), |day| self.day(day))
        };
        let has_dates = self.old.1.pace.is_enough() && self.new.1.pace.is_enough();
        if !has_dates {
            let unit = self.new.1.pace.unit.name();
            return (old.work != new.work)
                .then(|| format!("{} → {} {unit} ahead", old.work, new.work));
        }
        let due = match (old.due, new.due) {
            (Some(old), Some(new)) if percent(old) != percent(new) => {
                format!("; in time {} → {}", percent(old), percent(new))
            }
            _ => String::new(),
        };
        let dates = match (old.is_done, old.sure == new.sure) {
            (true, _) => format!("all was Done → {} ({SURE} %)", day(new.sure)),
            (_, true) if due.is_empty() => return None,
            (_, true) => format!("{} ({SURE} %) stays", day(new.sure)),
            _ => format!("{} → {} ({SURE} %)", day(old.sure), day(new.sure)),
        };
        Some(format!("{dates}{due}"))
    }

    fn day(&self, day: Date) -> String {
        let is_far = (day - self.today).get_days() > 300;
        let form = if is_far { "%-d %b %Y" } else { "%-d %b" };
        day.strftime(form).to_string()
    }
}
