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
    let is_due = |release: &&Release| release.due.is_some_and(|due| due >= today);
    if !releases
        .iter()
        .any(|release| is_due(release) && release.shipped.is_none())
    {
        return vec![None; releases.len()];
    }
    let outlook = outlook(backlog, timeline, today);
    let then = today.saturating_sub(1.week());
    let before = timeline
        .filter(|_| outlook.pace.is_enough())
        .and_then(|timeline| timeline.state_at_end_of(then))
        .map(|snapshot| past_backlog(&snapshot, &backlog.config));
    let before = before
        .as_ref()
        .map(|before| outlook_of(before, timeline, then, &outlook));
    let one = |release: &&Release| {
        if release.shipped.is_some() {
            return None;
        }
        let chance = |outlook: &Outlook<'_>, release: &Release| {
            let wanted = Wanted {
                goal: Goal::Release(release),
                due: release.due,
                until: None,
            };
            outlook.forecast(wanted).due
        };
        Some(ReleaseChance {
            now: chance(&outlook, release)?,
            week_ago: before.as_ref().and_then(|before| chance(before, release)),
        })
    };
    releases.iter().map(one).collect()
}

fn outlook<'b>(backlog: &'b Backlog, timeline: Option<&Timeline>, today: Date) -> Outlook<'b> {
    let outlook = Outlook::new(backlog, timeline, today);
    let run = Run {
        trials: TRIALS,
        ..outlook.run
    };
    outlook.with(run)
}

/// As [`outlook`]; what the past came to is looked up once where it is the same as today.
fn outlook_of<'b>(
    backlog: &'b Backlog,
    timeline: Option<&Timeline>,
    then: Date,
    now: &Outlook<'_>,
) -> Outlook<'b> {
    match Outlook::new(backlog, None, then) {
        same if same.pace.periods == now.pace.periods => same.with(now.run).growing_as(now),
        _ => outlook(backlog, timeline, then),
    }
}
