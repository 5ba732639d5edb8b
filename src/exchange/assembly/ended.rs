//! What the day of its end says of the state of an item whose row says nothing of it.

use jiff::civil::Date;

use crate::exchange::assembly::fill::Assembly;
use crate::exchange::assembly::names::fold_name;
use crate::exchange::assembly::take::Take;
use crate::model::StateKind;

/// Folded names of days that are as often planned as they are past.
const PLANNED: [&str; 2] = ["finishdate", "completiondate"];

/// What the rows of a table say of a column that holds days on which items ended.
#[derive(Debug, Default)]
pub(super) struct Ended {
    over: usize,
    open: usize,
    silent: usize,
}

impl Ended {
    /// Looks at a row that has a day in the column and no state.
    pub(super) fn see_silent(&mut self) {
        self.silent += 1;
    }

    /// What to say of a column whose days end no item that has no state.
    pub(super) fn doubt(&self, name: &str) -> Option<String> {
        let items = match self.silent {
            0 => return None,
            1 => "1 item with such a day and no state is".to_owned(),
            many => format!("{many} items with such a day and no state are"),
        };
        let doubt = format!("`{name}`: its days may be plans, so that {items} not Done");
        (!self.is_past(name)).then_some(doubt)
    }

    /// Looks at the state of a row that has a day in the column.
    pub(super) fn see(&mut self, kind: Option<StateKind>) {
        match kind {
            Some(StateKind::Done | StateKind::Declined) => self.over += 1,
            Some(_) => self.open += 1,
            None => {}
        }
    }

    /// Whether a day in the column of that name means that an item ended: its name says so, and no more of its days stand beside
    /// states of open items, as plans do, than beside those of items that are over.
    pub(super) fn is_past(&self, name: &str) -> bool {
        let is_said = self.over > self.open;
        let is_planned = PLANNED.contains(&&*fold_name(name));
        is_said || (self.open == 0 && !is_planned)
    }
}

impl Assembly {
    /// The column whose day says that the item ended, where nothing says its state, and that day.
    pub(super) fn only_ended(&self) -> Option<(&str, Date)> {
        let (date, column, _) = self.ended.as_ref().or(self.accepted.as_ref())?;
        let is_silent = self.status.is_none()
            && self.category.is_none()
            && self.resolution.is_none()
            && self.meaning.is_none()
            && self.over.is_none();
        is_silent.then_some((column, *date))
    }

    /// Takes the day of its end for its state, where nothing else says that and it is no plan. Returns the column of that day.
    pub fn ends_by_its_day(&mut self, today: Option<Date>) -> Option<String> {
        let (name, day) = self.only_ended()?;
        let is_past = Ended::default().is_past(name) && today.is_none_or(|today| day <= today);
        let name = is_past.then(|| name.to_owned())?;
        self.is_over_by_its_day();
        Some(name)
    }

    /// Takes the day of its end for its state.
    pub(super) fn is_over_by_its_day(&mut self) {
        let Some((_, column, text)) = self.ended.as_ref().or(self.accepted.as_ref()) else {
            return;
        };
        self.over = Some((true, column.clone(), text.clone()));
        self.tells_of(Take::Status);
    }
}

#[cfg(test)]
mod tests {
    use super::Ended;
    use crate::model::StateKind;

    #[test]
    fn days_beside_open_states_are_plans() {
        let is_past = |name: &str, kinds: &[StateKind]| {
            let mut ended = Ended::default();
            kinds.iter().for_each(|kind| ended.see(Some(*kind)));
            ended.is_past(name)
        };
        assert!(is_past("Resolved", &[]));
        assert!(!is_past("Finish date", &[]));
        assert!(is_past("Finish date", &[StateKind::Done]));
        assert!(!is_past("Closed", &[StateKind::New]));
        assert!(is_past(
            "Closed",
            &[StateKind::New, StateKind::Done, StateKind::Declined]
        ));
    }
}
