//! How a release grew: what it held and what of it was Done at the ends of days, and what it cost.

use jiff::civil::Date;

use super::outlook::Outlook;
use super::trials::{Begun, Moment, amounts, at_least};
use crate::model::{
    Backlog, Config, Hundredths, Rate, Release, Snapshot, SprintState, Story, Timeline,
};
use crate::scrum::past_days::PastScope;
use crate::scrum::past_items::Unit;
use crate::scrum::past_walk::Held;
use crate::scrum::release::ReleaseItems;
use crate::scrum::sprint_items::SprintItems;

/// What a release held at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReleaseScope {
    /// All of it; an item without an estimate counts as nothing.
    pub scope: Hundredths,
    /// What of it was Done.
    pub done: Hundredths,
}

/// Returns what a release held at the end of each day, oldest first; none where that is not known.
#[must_use]
pub fn release_past(
    timeline: &Timeline,
    config: &Config,
    release: &Release,
    unit: Unit,
    days: &[Date],
) -> Vec<Option<ReleaseScope>> {
    let mut replay = timeline.replay();
    let mut at = |day: &Date| {
        let snapshot = replay.to_end_of(*day)?;
        Some(scope(snapshot, config, release, unit))
    };
    days.iter().map(&mut at).collect()
}

fn scope(snapshot: &Snapshot, config: &Config, release: &Release, unit: Unit) -> ReleaseScope {
    let held = Held::at(config, PastScope::Release(&release.name), snapshot);
    let mut found = ReleaseScope::default();
    for item in held.items() {
        let size = unit.of(item.points);
        found.scope = found.scope + size;
        if item.is_done() {
            found.done = found.done + size;
        }
    }
    found
}

/// What a release cost so far, and may still cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseCost {
    /// Of what is Done in it.
    pub spent: Hundredths,
    /// Of what is open, at least and at most; none where nobody can tell.
    pub to_come: Option<(Hundredths, Hundredths)>,
}

/// Returns what a release costs at the rate of `po.yaml`.
///
/// Where a Sprint has a price, a release bears the share that its points have in all that was Done in the Sprint; what
/// is to come is as dear as the points a Sprint that are reached with 50 % and with 95 % over three Sprints say.
#[must_use]
pub fn release_cost(
    backlog: &Backlog,
    outlook: &Outlook<'_>,
    release: &Release,
    rate: Rate,
) -> ReleaseCost {
    let items = ReleaseItems::new(backlog);
    let pace = &outlook.pace;
    let open = items.open(release);
    let open: Hundredths = open.iter().map(|story| pace.size_of(story.points)).sum();
    match rate {
        Rate::Point(price) => {
            let done = items.done(release);
            let done = done.iter().filter_map(|story| story.points).sum();
            let to_come = share(price, open, Hundredths::whole(1));
            ReleaseCost {
                spent: share(price, done, Hundredths::whole(1)),
                to_come: Some((to_come, to_come)),
            }
        }
        Rate::Sprint(price) => ReleaseCost {
            spent: spent_on_sprints(backlog, outlook, release, price),
            to_come: a_sprint(outlook)
                .map(|[usual, little]| (share(price, open, usual), share(price, open, little))),
        },
    }
}

/// `price × part ÷ whole`; nothing of nothing.
fn share(price: Hundredths, part: Hundredths, whole: Hundredths) -> Hundredths {
    if whole <= Hundredths::ZERO {
        return Hundredths::ZERO;
    }
    let product = i128::from(price.hundredths()) * i128::from(part.hundredths());
    let share = product / i128::from(whole.hundredths());
    Hundredths::from_hundredths(i64::try_from(share).unwrap_or(i64::MAX))
}

/// What closed Sprints, and of the running one the days that are over, cost a release.
fn spent_on_sprints(
    backlog: &Backlog,
    outlook: &Outlook<'_>,
    release: &Release,
    price: Hundredths,
) -> Hundredths {
    let sprints = SprintItems::new(backlog);
    let unit = outlook.pace.unit;
    let size = |stories: &[&Story]| -> Hundredths {
        stories.iter().map(|story| unit.of(story.points)).sum()
    };
    let of_release = |stories: &[&Story]| {
        let is_in =
            |story: &&&Story| story.release.as_deref().map(str::trim) == Some(release.name.trim());
        size(&stories.iter().filter(is_in).copied().collect::<Vec<_>>())
    };
    let mut spent = Hundredths::ZERO;
    for sprint in &backlog.sprints {
        match sprint.state() {
            SprintState::Planned => {}
            SprintState::Closed => {
                let done = sprints.done(sprint);
                spent = spent + share(price, of_release(&done), size(&done));
            }
            SprintState::Running => {
                let begun = outlook.calendar.begun;
                // Where it ought to be closed, all its days are over.
                let of = begun.of.max(1);
                let over = if begun.of == 0 {
                    1
                } else {
                    (of - begun.left).max(0)
                };
                let so_far = share(price, Hundredths::whole(over), Hundredths::whole(of));
                let there = sprints.of(sprint);
                spent = spent + share(so_far, of_release(there), size(there));
            }
        }
    }
    spent
}

/// What is done a Sprint over three Sprints, with 50 % and with 95 %; none where nobody can tell.
fn a_sprint(outlook: &Outlook<'_>) -> Option<[Hundredths; 2]> {
    let moment = [Moment::end_of(3)];
    let past = outlook.pace.is_enough().then(|| outlook.past_steps())?;
    let mut sums = amounts(&past, Begun::default(), &moment, outlook.run);
    let sums = sums.first_mut()?;
    let one = |level| Hundredths::from_hundredths(at_least(sums, level) / 3);
    let found = [50, 95].map(one);
    found
        .iter()
        .all(|points| *points > Hundredths::ZERO)
        .then_some(found)
}
