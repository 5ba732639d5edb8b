//! The release that ships next, and how likely it is in time.

use jiff::civil::Date;
use serde::Serialize;

use super::needs::days_between;
use crate::model::{Backlog, Hundredths, Timeline};
use crate::report::TallyView;
use crate::report::forecast_words::share;
use crate::scrum::{ReleaseChance, ReleaseItems, release_chances, releases_in_order, tally};

/// The release that ships next, in figures.
#[derive(Debug, Clone, Serialize)]
pub struct ReleaseNow {
    /// Its name.
    pub name: String,
    /// When it is due.
    pub due: Option<Date>,
    /// Days until then; fewer than none where that day is over.
    pub days: Option<i64>,
    /// What is Done in it.
    pub done: TallyView,
    /// What is left.
    pub left: TallyView,
    /// How many items of what is left have no estimate.
    pub unestimated: usize,
    /// How likely it is done by then, as a fraction; null where nobody can tell.
    pub due_chance: Option<f64>,
    /// The same as it looked a week ago.
    pub due_chance_week_ago: Option<f64>,
    #[serde(skip)]
    pub(super) chance: Option<ReleaseChance>,
    #[serde(skip)]
    pub(super) points_left: Hundredths,
}

impl ReleaseNow {
    /// Returns the release that did not ship yet and is due first.
    pub(super) fn new(backlog: &Backlog, today: Date, past: Option<&Timeline>) -> Option<Self> {
        let release = releases_in_order(&backlog.releases)
            .into_iter()
            .find(|release| release.shipped.is_none())?;
        let items = ReleaseItems::new(backlog);
        let open = items.open(release);
        let left = tally(&open);
        let chance = release_chances(backlog, &[release], past, today)
            .pop()
            .flatten();
        Some(Self {
            due_chance: chance.map(|chance| share(chance.now)),
            due_chance_week_ago: chance.and_then(|chance| chance.week_ago).map(share),
            chance,
            name: release.name.clone(),
            due: release.due,
            days: release.due.map(|due| days_between(today, due)),
            done: tally(&items.done(release)).into(),
            left: left.into(),
            unestimated: open.iter().filter(|story| story.points.is_none()).count(),
            points_left: left.points,
        })
    }
}
