//! A way through the days of a timeline, each change taken in once.

use jiff::civil::Date;

use super::snapshot::Snapshot;
use super::timeline::Timeline;

/// What all items were, day after day.
#[derive(Debug, Clone)]
pub struct Replay<'t> {
    timeline: &'t Timeline,
    state: Snapshot,
    /// How many events were taken in.
    taken: usize,
}

impl<'t> Replay<'t> {
    pub(super) fn new(timeline: &'t Timeline) -> Self {
        Self {
            timeline,
            state: Snapshot::default(),
            taken: 0,
        }
    }

    /// Goes on to the end of a day and returns what all items were then; none where that is unknown. Days must not go
    /// back.
    pub fn to_end_of(&mut self, day: Date) -> Option<&Snapshot> {
        let timeline = self.timeline;
        self.take_while(|moment| timeline.moments[moment].day <= day);
        timeline.is_known(day).then_some(&self.state)
    }

    /// Goes on to the end of a moment (its place in [`Timeline::moments`]).
    pub fn to_moment(&mut self, moment: usize) -> &Snapshot {
        self.take_while(|next| next <= moment);
        &self.state
    }

    /// Goes on to the end.
    pub fn to_end(&mut self) -> &Snapshot {
        self.take_while(|_| true);
        &self.state
    }

    /// The state that was reached.
    #[must_use]
    pub fn into_snapshot(self) -> Snapshot {
        self.state
    }

    fn take_while(&mut self, wanted: impl Fn(usize) -> bool) {
        while let Some(event) = self.timeline.events.get(self.taken) {
            if !wanted(event.moment) {
                return;
            }
            let kind = self.timeline.items[event.item];
            self.state.apply(event, kind);
            self.taken += 1;
        }
    }
}
