//! The release that ships next.

use jiff::civil::Date;
use serde::Serialize;

use super::needs::days_between;
use crate::model::{Backlog, Hundredths};
use crate::report::TallyView;
use crate::scrum::{ReleaseItems, releases_in_order, tally};

/// The release that ships next, in figures. No word on whether it will be in time: that is a forecast.
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
    #[serde(skip)]
    pub(super) points_left: Hundredths,
}

impl ReleaseNow {
    /// Returns the release that did not ship yet and is due first.
    pub(super) fn new(backlog: &Backlog, today: Date) -> Option<Self> {
        let release = releases_in_order(&backlog.releases)
            .into_iter()
            .find(|release| release.shipped.is_none())?;
        let items = ReleaseItems::new(backlog);
        let open = items.open(release);
        let left = tally(&open);
        Some(Self {
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
