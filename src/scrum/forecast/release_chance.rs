//! How likely releases are in time, today and a week ago, for every screen that says it.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::ahead::Goal;
use super::outlook::{Outlook, Wanted};
use super::past_backlog::past_backlog;
use super::trials::Run;
use crate::model::{Backlog, Release, Timeline};

/// So many trials are right to half a per cent, and take no time that anybody sees.
const TRIALS: u32 = 20_000;

/// How likely a release is done by its due date, in hundredths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseChance {
    /// Today.
    pub now: u32,
    /// By the same date, as it looked a week ago; none where that is not known.
    pub week_ago: Option<u32>,
}

/// Returns how likely each of some releases is in time; none where nobody can tell: no due date, a date that is over,
/// nothing left to do, too little past.
#[must_use]
pub fn release_chances(
    backlog: &Backlog,
    releases: &[&Release],
    timeline: Option<&Timeline>,
    today: Date,
) -> Vec<Option<ReleaseChance>> {
    if !releases.iter().any(|release| has_chance(release, today)) {
        return vec![None; releases.len()];
    }
    let outlook = Outlook::new(backlog, timeline, today);
    release_chances_in(&outlook, releases, timeline)
}

/// As [`release_chances`], where the outlook of today is known already, made with the same timeline.
#[must_use]
pub fn release_chances_in(
    outlook: &Outlook<'_>,
    releases: &[&Release],
    timeline: Option<&Timeline>,
) -> Vec<Option<ReleaseChance>> {
    let (backlog, today) = (outlook.backlog, outlook.today);
    if !releases.iter().any(|release| has_chance(release, today)) {
        return vec![None; releases.len()];
    }
    let outlook = quick(outlook.clone());
    let then = today.saturating_sub(1.week());
    let before = timeline
        .filter(|_| outlook.pace.is_enough())
        .and_then(|timeline| timeline.state_at_end_of(then))
        .map(|snapshot| past_backlog(&snapshot, &backlog.config));
    let before = before
        .as_ref()
        .map(|before| outlook_of(before, timeline, then, &outlook));
    let one = |release: &&Release| {
        if !has_chance(release, today) {
            return None;
        }
        let chance = |outlook: &Outlook<'_>| {
            let wanted = Wanted {
                goal: Goal::Release(release),
                due: release.due,
                until: None,
            };
            outlook.forecast(wanted).due
        };
        Some(ReleaseChance {
            now: chance(&outlook)?,
            week_ago: before.as_ref().and_then(chance),
        })
    };
    releases.iter().map(one).collect()
}

/// Whether a release did not ship, and is due on a day that is to come.
fn has_chance(release: &Release, today: Date) -> bool {
    release.shipped.is_none() && release.due.is_some_and(|due| due >= today)
}

fn quick(outlook: Outlook<'_>) -> Outlook<'_> {
    let run = Run {
        trials: TRIALS,
        ..outlook.run
    };
    outlook.with(run)
}

/// The outlook of another day; what the past came to is looked up once where it is the same as today.
fn outlook_of<'b>(
    backlog: &'b Backlog,
    timeline: Option<&Timeline>,
    then: Date,
    now: &Outlook<'_>,
) -> Outlook<'b> {
    match Outlook::new(backlog, None, then) {
        same if same.pace.periods == now.pace.periods => same.with(now.run).growing_as(now),
        _ => quick(Outlook::new(backlog, timeline, then)),
    }
}
