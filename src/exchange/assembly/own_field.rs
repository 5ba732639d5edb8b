//! Fields that only `po` has, of columns that are called as they are.

use crate::exchange::assembly::fill::{Assembly, Known};
use crate::exchange::assembly::names::plain_name;
use crate::exchange::assembly::values::amount;
use crate::exchange::ticked::marked;
use crate::model::{FieldKind, Moscow, Value, field};
use crate::text::one_line;

/// What columns of priorities are called, as names are compared.
const PRIORITIES: [&str; 11] = [
    "priority",
    "priorities",
    "prio",
    "prioritat",
    "priorite",
    "prioridad",
    "prioridade",
    "priorita",
    "prioriteit",
    "priorytet",
    "prioritet",
];

/// What the cells of a column of priorities are.
#[derive(Debug, Default)]
pub(super) struct Classes {
    are_some: bool,
    are_others: bool,
}

impl Classes {
    /// For a column of that name, where it is one of priorities.
    pub(super) fn of_column(name: &str) -> Option<Self> {
        PRIORITIES.contains(&&*plain_name(name)).then(Self::default)
    }

    /// Looks at a cell that is not empty.
    pub(super) fn see(&mut self, cell: &str) {
        let is_class = class_in(cell).is_some();
        self.are_some |= is_class;
        self.are_others |= !is_class;
    }

    /// Whether all cells are classes of MoSCoW.
    pub(super) fn are_all(&self) -> bool {
        self.are_some && !self.are_others
    }
}

impl Assembly {
    /// Takes a field that only `po` has. What other tools mean by such a name may be anything, so that what does not fit is
    /// kept without a word.
    pub(super) fn field(
        &mut self,
        name: &'static str,
        text: &str,
        known: &Known<'_>,
    ) -> Result<(), String> {
        let value = match field(name).map(|field| field.kind) {
            Some(FieldKind::Amount) => {
                let mut place = None;
                amount(&mut place, text).map_err(|_| String::new())?;
                place.map(|amount| Value::Plain(amount.to_string()))
            }
            Some(FieldKind::Date) => {
                let date = known.dates.date(text);
                date.map(|date| Value::Plain(date.to_string()))
            }
            Some(FieldKind::Moscow) => {
                let class = class_of(text);
                class.map(|class| Value::Plain(class.name().to_owned()))
            }
            Some(FieldKind::List) => {
                let items = text.split([',', ';']).map(one_line);
                Some(Value::List(items.filter(|item| !item.is_empty()).collect()))
            }
            Some(FieldKind::Text) => Some(Value::Text(one_line(text))),
            _ => None,
        };
        let value = value.ok_or_else(String::new)?;
        if self.draft.more.iter().any(|(known, _)| *known == name) {
            return Err(String::new());
        }
        self.draft.more.push((name, value));
        Ok(())
    }

    /// Takes the mark in the column of a class of MoSCoW; what is no mark is kept.
    pub(super) fn class(&mut self, name: &'static str, text: &str) -> Result<(), String> {
        let is_marked = marked(text).ok_or_else(String::new)?;
        let known = self.draft.more.iter().any(|(known, _)| *known == "moscow");
        match (is_marked, known) {
            (false, _) => Ok(()),
            (true, true) => Err(String::new()),
            (true, false) => {
                let class = Value::Plain(name.to_owned());
                self.draft.more.push(("moscow", class));
                Ok(())
            }
        }
    }
}

/// The class of MoSCoW in a column of them: a letter will do.
fn class_of(text: &str) -> Option<Moscow> {
    match text.trim() {
        "M" | "m" => Some(Moscow::Must),
        "S" | "s" => Some(Moscow::Should),
        "C" | "c" => Some(Moscow::Could),
        "W" | "w" => Some(Moscow::Wont),
        text => class_in(text),
    }
}

/// The class that words name, and no other one: `Must`, `1 - Must have`, `Won't have this time`.
fn class_in(text: &str) -> Option<Moscow> {
    if text.len() > 40 {
        return None;
    }
    let words = text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'));
    let german = |word: &str| match word.to_lowercase().as_str() {
        "muss" | "muß" => Some(Moscow::Must),
        "soll" | "sollte" => Some(Moscow::Should),
        "kann" | "könnte" => Some(Moscow::Could),
        _ => None,
    };
    let mut classes = words.filter_map(|word| Moscow::read(word).or_else(|| german(word)));
    let first = Moscow::read(text).or_else(|| classes.next())?;
    classes.all(|class| class == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Classes, class_of};
    use crate::model::Moscow;

    #[test]
    fn classes_are_read_as_sheets_write_them() {
        for (text, class) in [
            ("M", Some(Moscow::Must)),
            ("w", Some(Moscow::Wont)),
            ("1 - Must have", Some(Moscow::Must)),
            ("Should (S)", Some(Moscow::Should)),
            ("Won't have this time", Some(Moscow::Wont)),
            ("Won’t", Some(Moscow::Wont)),
            ("Will not have", Some(Moscow::Wont)),
            ("Muss", Some(Moscow::Must)),
            ("Must or should", None),
            ("High", None),
            ("", None),
        ] {
            assert_eq!(class_of(text), class, "{text}");
        }
    }

    #[test]
    fn priorities_are_classes_where_all_are() {
        let are = |cells: &[&str]| {
            let mut classes = Classes::of_column("Priorität").unwrap();
            cells.iter().for_each(|cell| classes.see(cell));
            classes.are_all()
        };
        assert!(are(&["Must have", "Won't"]));
        // A medium priority is none, nor is a letter alone.
        assert!(!are(&["Must", "High"]) && !are(&["M", "S"]) && !are(&[]));
        assert!(Classes::of_column("Risk").is_none());
    }
}
