//! The rows of Rally's CSV.

use crate::exchange::assembly::{Assembly, Cells, Comment, Known, RowHook, Sheet, Take, fold_name};
use crate::exchange::cell_of::cell_of;
use crate::exchange::draft::{Draft, SourceOrder};
use crate::exchange::rally::columns::{
    id_of, is_unscheduled, item_type, named_keys, one_named, say_state, take,
};
use crate::exchange::rich_text::rich_text;
use crate::text::unguard_formula;

/// How Rally writes tables.
pub const SHEET: Sheet = Sheet {
    system: "rally",
    takes,
    markdown: rich_text,
    comment: Comment::plain,
    keys_are_unique: true,
};

/// Where no column holds the schedule's state, another one is the state.
fn takes(headers: &[String]) -> Vec<Take> {
    let mut takes: Vec<Take> = headers.iter().map(|header| take(header)).collect();
    if !takes.contains(&Take::Status)
        && let Some(first) = takes.iter_mut().find(|take| **take == Take::Category)
    {
        *first = Take::Status;
    }
    takes
}

/// What rows need besides their columns.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The items that the row at hand names by key and title.
    named: Vec<(Take, String, String)>,
}

impl Rows {
    /// The keys of a cell; what each is called is left for the whole row.
    fn keys(&mut self, take: Take, text: &str) -> Option<Vec<String>> {
        let found = match take {
            Take::DependsOn | Take::Blocks => named_keys(text),
            _ => one_named(text).into_iter().collect(),
        };
        self.named.extend(
            found
                .iter()
                .map(|(key, title)| (take, (*key).to_owned(), title.clone())),
        );
        let keys: Vec<String> = found.into_iter().map(|(key, _)| key.to_owned()).collect();
        Some(keys).filter(|keys| !keys.is_empty())
    }
}

impl RowHook for Rows {
    fn cell(&mut self, take: Take, text: &str) -> String {
        match take {
            Take::Parent(_) | Take::Epic | Take::DependsOn | Take::Blocks => {
                let keys = self.keys(take, text);
                keys.map_or_else(|| text.to_owned(), |keys| keys.join(","))
            }
            Take::Sprint | Take::Release if is_unscheduled(text) => String::new(),
            // A number of Rally's is of no item's key.
            Take::OtherKey => object(text),
            _ => unguard_formula(text).to_owned(),
        }
    }

    fn row(&mut self, assembly: &mut Assembly, cells: &Cells, _known: &Known<'_>) {
        for (take, key, title) in std::mem::take(&mut self.named) {
            match take {
                _ if title.is_empty() => {}
                Take::Parent(_) => assembly.title_of(Take::ParentTitle, &title),
                Take::Epic => assembly.title_of(Take::EpicTitle, &title),
                _ => assembly.call(&key, &title),
            }
        }
        let cell = |name: &str| cell_of(cells, name);
        let schedule = cell("schedulestate");
        let others = ["state", "flowstate", "scheduledstate"].map(|name| (name, cell(name)));
        let state = std::iter::once(schedule)
            .chain(others.map(|(_, state)| state))
            .find(|state| !state.is_empty());
        let state = state.unwrap_or_default();
        say_state(
            assembly,
            state,
            !cell("inprogressdate").is_empty(),
            !cell("accepteddate").is_empty(),
        );
        for (name, values) in cells {
            let is_other = others.iter().any(|(other, _)| fold_name(name) == *other);
            if is_other && values.first().is_some_and(|value| value != state) {
                assembly.keep(name, values);
            }
        }
    }

    fn item(&mut self, draft: &mut Draft) {
        settle(draft);
    }
}

/// By what other items mean one of that number.
#[must_use]
pub fn object(number: &str) -> String {
    format!("object {}", number.trim())
}

/// What only the whole item says: its id and type by its key, its order.
pub fn settle(draft: &mut Draft) {
    if draft.wanted.is_none() {
        draft.wanted = id_of(&draft.key);
    }
    draft.item_type = item_type(draft.item_type.as_deref(), &draft.key);
    // The place on a page is a number, the rank of the web services a text.
    if let Some(SourceOrder::Text(text)) = &draft.order
        && let Ok(number) = text.trim().parse::<f64>()
        && number.is_finite()
    {
        draft.order = Some(SourceOrder::Number(number));
    }
}
