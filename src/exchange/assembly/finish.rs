//! What only all columns of an item together say: its state, its days, its text.

use crate::exchange::assembly::body::compose;
use crate::exchange::assembly::fill::{Assembly, Known};
use crate::exchange::assembly::gathered::Finished;
use crate::exchange::assembly::sentence::{StoryPart, sentence, title_of};
use crate::exchange::assembly::take::Take;
use crate::exchange::draft::{DraftStatus, Extra};
use crate::exchange::report::Remark;
use crate::exchange::state_kind::{known_kind, supposed_kind};
use crate::exchange::type_words::is_sub_task;
use crate::model::StateKind;

/// Why a row is none.
pub const UNTITLED: &str = "it has no title and no key";

impl Assembly {
    /// The draft, with what to know about it.
    ///
    /// # Errors
    /// A remark when the item has neither a key nor a title.
    pub fn finish(mut self, known: &Known<'_>) -> Finished {
        let origin = self.draft.origin.clone();
        self.tell();
        if self.draft.title.is_empty() {
            if self.draft.key.is_empty() {
                return Err(Remark::new(origin, UNTITLED));
            }
            self.draft.title = self.draft.key.clone();
            self.note("it has no title; its key stands for it");
        }
        if !self.draft.key.is_empty() {
            self.draft.wanted = self.draft.key.parse().ok();
            if self.draft.wanted.is_none() {
                self.draft.aliases.push(self.draft.key.clone());
            }
        }
        for (column, values) in std::mem::take(&mut self.kept) {
            self.keep(&column, &values);
        }
        let kind = self.state(known);
        self.days(kind);
        self.waits();
        self.name_parents();
        let epic = self.epic.take();
        let parent = self.parent.take().map(|(_, parent)| parent);
        (self.draft.parent, self.draft.epic) = match (parent, epic) {
            (Some(parent), Some((column, epic)))
                if !epic.keys.iter().any(|key| parent.keys.contains(key)) =>
            {
                self.keep(&column, std::slice::from_ref(&epic.written));
                let of_item = self.draft.item_type.as_deref();
                let may_stand_in = !of_item.is_some_and(is_sub_task);
                (Some(parent), may_stand_in.then_some(epic))
            }
            (parent, epic) => (parent.or(epic.map(|(_, epic)| epic)), None),
        };
        // The oldest comment first; those without a day keep their place at the end.
        self.comments
            .sort_by_key(|(moment, date, _)| (date.is_none(), *moment, *date));
        let comments: Vec<_> = self
            .comments
            .drain(..)
            .map(|(_, date, text)| (date, text))
            .collect();
        for (heading, text) in std::mem::take(&mut self.sections) {
            self.description(&format!("## {heading}\n\n{}", text.trim()));
        }
        let (body, criteria_at, notes_at) = compose(&self.description, &self.criteria, &comments);
        self.draft.body = body;
        self.draft.parts = Some((criteria_at, notes_at));
        Ok((self.draft, self.notes))
    }

    /// A user story in parts becomes a sentence, and a title comes of it, or of a text that leads, where there is none.
    fn tell(&mut self) {
        let told = std::mem::take(&mut self.told);
        let lead = std::mem::take(&mut self.lead);
        if self.draft.title.is_empty() {
            let wish = told.iter().find(|(part, _, _)| *part == StoryPart::Wish);
            let text = wish.map_or(&*lead, |(_, _, wish)| wish);
            self.draft.title = title_of(text);
        }
        let mut text = sentence(told);
        if lead.trim() != self.draft.title {
            if !text.is_empty() && !lead.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&lead);
        }
        if !text.is_empty() {
            let rest = std::mem::replace(&mut self.description, text);
            if !rest.is_empty() {
                self.description(&rest);
            }
        }
    }

    /// What it waits for is said in words where there are some, and counts only while it is blocked.
    fn waits(&mut self) {
        match (self.blocked, self.draft.blocked.take()) {
            (Some(false), Some(words)) => self.keep("Blocked Reason", &[words]),
            (Some(true), None) => self.draft.blocked = Some("no reason is given".to_owned()),
            (_, words) => self.draft.blocked = words,
        }
    }

    /// Decides the state by a person's map, else by its category, by its name, and by how or when the item ended. What words in the
    /// name only let suppose is left to the plan, which says so; for the days of the item it counts.
    fn state(&mut self, known: &Known<'_>) -> Option<StateKind> {
        let category = self.category.as_deref().and_then(known_kind);
        let name = self.status.clone().or_else(|| self.category.clone());
        let declined = self
            .resolution
            .as_deref()
            .filter(|resolution| is_refusal(resolution))
            .map(str::to_owned);
        let Some(name) = name else {
            let ticked = self.over.as_ref().map(|(is_over, _, _)| *is_over);
            let kind = match (&self.resolution, &declined, ticked) {
                (_, Some(_), _) => Some(StateKind::Declined),
                (Some(_), None, _) | (None, None, Some(true)) => Some(StateKind::Done),
                (None, None, Some(false)) => Some(StateKind::New),
                (None, None, None) => None,
            };
            self.draft.status = kind.map(|kind| DraftStatus {
                name: kind.name().to_owned(),
                kind: Some(kind),
            });
            return kind;
        };
        let said = known.map.state(&name).or(self.meaning);
        let named = known_kind(&name).filter(|kind| category.is_none_or(|of| is_within(*kind, of)));
        let ended = || {
            let ticked = self.over.as_ref().map(|(is_over, _, _)| *is_over);
            let is_dated = || self.ended.is_some() || self.accepted.is_some();
            let is_over = match self.resolution.as_deref() {
                Some(resolution) => is_over(resolution),
                None => ticked.unwrap_or_else(is_dated),
            };
            is_over.then_some(StateKind::Done)
        };
        let known = said.or(named).or(category).or_else(ended);
        let kind = known.or_else(|| supposed_kind(&name));
        let is_over = matches!(kind, Some(StateKind::Done | StateKind::Declined));
        if let Some((_, column, text)) = self.over.take_if(|(ticked, _, _)| *ticked != is_over) {
            self.keep(&column, &[text]);
        }
        if let (Some(resolution), Some(StateKind::Done)) = (declined, kind) {
            self.note(format!(
                "its state is `{name}` and its resolution `{resolution}`; it is declined here"
            ));
            if self.status.is_some() {
                self.keep("Status", &[name]);
            }
            self.keep_day("Resolution", &resolution);
            self.draft.status = Some(DraftStatus {
                name: StateKind::Declined.name().to_owned(),
                kind: Some(StateKind::Declined),
            });
            return Some(StateKind::Declined);
        }
        if let Some(resolution) = self.resolution.take()
            && !is_ordinary(&resolution)
        {
            self.keep("Resolution", &[resolution]);
        }
        self.draft.status = Some(DraftStatus { name, kind: known });
        kind
    }

    /// Days are facts about items that came so far.
    fn days(&mut self, kind: Option<StateKind>) {
        let over = kind == Some(StateKind::Done);
        let accepted = self.accepted.take();
        match (&accepted, over) {
            (Some((date, _, _)), true) => self.draft.accepted = Some(*date),
            (Some((_, column, text)), false) => self.keep_day(column, text),
            (None, _) => {}
        }
        self.ended = self.ended.take().or(accepted.filter(|_| over));
        match self.ended.take() {
            Some((date, _, _)) if over => self.draft.done = Some(date),
            Some((_, column, text)) => self.keep_day(&column, &text),
            None if over => self.draft.done = self.changed,
            None => {}
        }
        match self.started.take() {
            Some((date, _, _))
                if matches!(kind, Some(StateKind::Started | StateKind::Done))
                    && self.draft.done.is_none_or(|done| date <= done) =>
            {
                self.draft.started = Some(date);
            }
            Some((_, column, text)) => self.keep_day(&column, &text),
            None if kind == Some(StateKind::Started) => self.draft.started = self.changed,
            None => {}
        }
    }

    /// Keeps what only the state has a place for.
    fn keep_day(&mut self, column: &str, text: &str) {
        let text = [text.to_owned()];
        let Some(mut days) = self.draft.days.take() else {
            return self.keep(column, &text);
        };
        self.tells_of(Take::Keep);
        days.push(Extra::texts(column, &text));
        self.draft.days = Some(days);
    }
}

/// Whether a kind of state says more closely what a category says: tools have three of them.
fn is_within(kind: StateKind, category: StateKind) -> bool {
    match kind {
        StateKind::New | StateKind::Started | StateKind::Done => kind == category,
        StateKind::Ready => matches!(category, StateKind::New | StateKind::Ready),
        StateKind::Declined => matches!(category, StateKind::Done | StateKind::Declined),
    }
}

/// Whether a resolution says no more than that the work is done.
fn is_ordinary(resolution: &str) -> bool {
    ["done", "fixed", "resolved", "complete", "completed"]
        .iter()
        .any(|word| resolution.eq_ignore_ascii_case(word))
}

/// Whether a resolution says that nobody works on the item any more.
fn is_over(resolution: &str) -> bool {
    is_ordinary(resolution)
        || is_refusal(resolution)
        || known_kind(resolution) == Some(StateKind::Done)
}

/// Whether a resolution says that the work was not done.
fn is_refusal(resolution: &str) -> bool {
    known_kind(resolution) == Some(StateKind::Declined)
        || matches!(
            resolution.trim().to_lowercase().as_str(),
            "incomplete" | "known error"
        )
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::Assembly;
    use crate::exchange::assembly::fill::Known;
    use crate::exchange::assembly::take::Take;
    use crate::exchange::dates::DateReader;
    use crate::exchange::draft::Draft;
    use crate::exchange::field_map::FieldMap;
    use crate::exchange::report::Origin;
    use crate::model::StateKind;

    fn draft(values: &[(Take, &str, &str)]) -> (Draft, Vec<String>) {
        let dates = DateReader {
            order: None,
            zone: TimeZone::UTC,
        };
        let map = FieldMap::default();
        let known = Known::new(&dates, &map, str::to_owned);
        let mut assembly = Assembly::new(Origin::line("f", 2), "test");
        for (take, column, value) in values {
            assembly.take(*take, column, &[(*value).to_owned()], &known);
        }
        let (draft, notes) = assembly.finish(&known).unwrap();
        (draft, notes.into_iter().map(|note| note.reason).collect())
    }

    fn kind(status: &str, category: &str, resolution: &str) -> Option<StateKind> {
        let values = [
            (Take::Key, "Key", "A-1"),
            (Take::Status, "Status", status),
            (Take::Category, "Category", category),
            (Take::Resolution, "Resolution", resolution),
        ];
        let given: Vec<_> = values
            .into_iter()
            .filter(|value| !value.2.is_empty())
            .collect();
        draft(&given).0.status.and_then(|status| status.kind)
    }

    #[test]
    fn the_state_follows_name_category_and_resolution() {
        assert_eq!(kind("Limbo", "In Progress", ""), Some(StateKind::Started));
        assert_eq!(kind("Won't Do", "Done", ""), Some(StateKind::Declined));
        assert_eq!(
            kind("Closed", "Done", "Duplicate"),
            Some(StateKind::Declined)
        );
        assert_eq!(kind("Closed", "Done", "Fixed"), Some(StateKind::Done));
        assert_eq!(kind("Ready", "To Do", ""), Some(StateKind::Ready));
        // What the export says of its own states wins over what they are called.
        assert_eq!(kind("Backlog", "In Progress", ""), Some(StateKind::Started));
        assert_eq!(kind("Erledigt", "To Do", ""), Some(StateKind::New));
        assert_eq!(
            kind("Cancelled", "In Progress", ""),
            Some(StateKind::Started)
        );
        assert_eq!(
            kind("CAB Review", "In Progress", ""),
            Some(StateKind::Started)
        );
        assert_eq!(kind("Approved", "Done", ""), Some(StateKind::Done));
        assert_eq!(kind("Limbo", "", ""), None);
        assert_eq!(kind("CAB Review", "", ""), None);
        // A word in a name is no more than a guess.
        assert_eq!(kind("Test in UAT", "", ""), None);
        assert_eq!(kind("Open", "", "Unresolved"), Some(StateKind::New));
        // Current fields have no category.
        assert_eq!(kind("Finalizada", "", ""), Some(StateKind::Done));
        assert_eq!(kind("Limbo", "", "Fixed"), Some(StateKind::Done));
        assert_eq!(kind("Limbo", "", "Duplicate"), Some(StateKind::Declined));
        assert_eq!(kind("QA", "To Do", ""), Some(StateKind::New));
    }

    #[test]
    fn days_are_facts() {
        let days = |status: &str| {
            let (draft, _) = draft(&[
                (Take::Title, "Summary", "T"),
                (Take::Status, "Status", status),
                (Take::Started, "Start date", "2026-01-02"),
                (Take::Done, "Resolved", "03/Jan/26 9:00 AM"),
            ]);
            let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
            (day(draft.started), day(draft.done), draft.extra.len())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(days("Done"), (some("2026-01-02"), some("2026-01-03"), 0));
        assert_eq!(days("In Progress"), (some("2026-01-02"), None, 1));
        assert_eq!(days("To Do"), (None, None, 2));
    }

    #[test]
    fn ranks_of_any_length_are_in_order() {
        let order = |rank: &str| {
            let (draft, _) = draft(&[(Take::Title, "Summary", "T"), (Take::Rank, "Rank", rank)]);
            draft.order.unwrap()
        };
        for (first, second) in [
            ("0|a:", "0|a1:"),
            ("0|hzzzzz:", "0|i00000:1"),
            ("0|a", "0|b:"),
        ] {
            assert!(order(first).compare(&order(second)).is_lt(), "{first}");
        }
    }

    #[test]
    fn labels_that_become_one_are_told() {
        let (draft, notes) = draft(&[
            (Take::Title, "Summary", "T"),
            (Take::Labels(&[',']), "Labels", "API, web,api,API"),
        ]);
        assert_eq!(draft.labels, ["API", "web"]);
        assert_eq!(notes, ["the label `api` is `API` here"]);
    }

    #[test]
    fn what_cannot_be_taken_is_kept_and_said() {
        let (draft, notes) = draft(&[
            (Take::Key, "Key", "not an id"),
            (Take::Points, "Points", "many"),
            (Take::Created, "Created", "soon"),
        ]);
        assert_eq!(draft.title, "not an id");
        assert_eq!(draft.aliases, ["not an id"]);
        assert_eq!(draft.extra.len(), 2);
        assert_eq!(notes.len(), 3, "{notes:?}");
    }
}
