//! Short fingerprints of what an item says: enough to tell which side changed what, without a second copy of it.

use crate::exchange::carried::{CARRIED, Carried};
use crate::exchange::draft::Extra;
use crate::exchange::import::line_prints::line_prints;
use crate::exchange::import::new_files::extra_by_key;
use crate::exchange::import::same_item::SameItem;
use crate::exchange::key::number_of_text;
use crate::model::{FieldKind, Hundredths, Value, field, sprint_key};

/// What an item says, a fingerprint for each name of [`CARRIED`]; none for what is not told.
///
/// - A single value: 6 letters; nothing for no value.
/// - A list: 5 letters an item, sorted.
/// - A part of the text: what [`line_prints`] says of its lines.
/// - `extra`: 4 letters for a key and 5 for its value, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints {
    cells: [Option<String>; CARRIED.len()],
}

impl Default for Prints {
    fn default() -> Self {
        Self {
            cells: [const { None }; CARRIED.len()],
        }
    }
}

/// The letters of fingerprints: six bits each.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// So many letters for a text.
#[must_use]
pub fn letters(text: &str, count: usize) -> String {
    letters_of(number_of_text(text), count).collect()
}

/// So many letters for a number that was made of a text.
pub(super) fn letters_of(hash: u64, count: usize) -> impl Iterator<Item = char> {
    // The low bits of FNV depend on the low bits of the text only.
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (0..count).map(move |step| {
        let six = (mixed >> (64 - 6 * (step + 1))) & 63;
        char::from(LETTERS[usize::try_from(six).unwrap_or(0)])
    })
}

/// The fingerprint of a field's values: none, one, or the items of a list.
#[must_use]
pub fn field_print(name: &str, values: &[String], items: &SameItem) -> String {
    let kind = field(name).map_or(FieldKind::Text, |field| field.kind);
    let is_list = matches!(kind, FieldKind::List | FieldKind::References);
    let told = values.iter().filter(|value| !value.trim().is_empty());
    if !is_list {
        let mut told = told;
        return told
            .next()
            .map_or_else(String::new, |value| one_print(name, kind, value, items, 6));
    }
    let mut all: Vec<String> = told
        .map(|value| one_print(name, kind, value, items, 5))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.concat()
}

/// The fingerprint of an item of a list.
#[must_use]
pub fn item_print(name: &str, value: &str, items: &SameItem) -> String {
    let kind = field(name).map_or(FieldKind::Text, |field| field.kind);
    one_print(name, kind, value, items, 5)
}

fn one_print(name: &str, kind: FieldKind, value: &str, items: &SameItem, count: usize) -> String {
    let value = value.trim();
    let folded = match kind {
        FieldKind::Reference | FieldKind::References => {
            return letters_of(items.of_reference(value), count).collect();
        }
        FieldKind::Amount => value
            .parse::<Hundredths>()
            .map_or_else(|_| value.to_owned(), |amount| amount.to_string()),
        FieldKind::Status => value
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '_'))
            .flat_map(char::to_lowercase)
            .collect(),
        FieldKind::Type => value.to_lowercase(),
        FieldKind::List if name != "links" => value.to_lowercase(),
        _ if name == "sprint" => sprint_key(value),
        _ if name == "release" => value.to_lowercase(),
        _ => value.to_owned(),
    };
    letters(&folded, count)
}

/// The texts of a value.
#[must_use]
pub fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) | Value::Plain(text) => vec![text.clone()],
        Value::List(items) => items.clone(),
        Value::Map(_) | Value::Empty => Vec::new(),
    }
}

impl Prints {
    /// The fingerprints of an item as a source tells it. `parts` are the text, the criteria and the comments.
    #[must_use]
    pub fn of(
        fields: &[(&'static str, Value)],
        parts: [&str; 3],
        extra: &[Extra],
        carried: Carried,
        items: &SameItem,
    ) -> Self {
        let mut prints = Self::default();
        for (place, name) in CARRIED.into_iter().enumerate() {
            if !carried.has(name) {
                continue;
            }
            let cell = match name {
                "text" => line_prints(parts[0]),
                "criteria" => line_prints(parts[1]),
                "notes" => line_prints(parts[2]),
                "extra" => extra_print(extra),
                _ => {
                    let value = fields.iter().find(|(key, _)| *key == name);
                    let texts = value.map(|(_, value)| texts_of(value)).unwrap_or_default();
                    field_print(name, &texts, items)
                }
            };
            prints.cells[place] = Some(cell);
        }
        prints
    }

    /// Reads what [`Self::line`] wrote; cells of a newer version are left out.
    #[must_use]
    pub fn read(line: &str) -> Self {
        let mut prints = Self::default();
        for (cell, text) in prints.cells.iter_mut().zip(line.split('\t')) {
            *cell = match text {
                "" => None,
                "-" => Some(String::new()),
                text => Some(text.to_owned()),
            };
        }
        prints
    }

    /// The cells of a line, parted by tabs: nothing for what is not told, `-` for what is told to be empty.
    #[must_use]
    pub fn line(&self) -> String {
        let cells: Vec<&str> = self
            .cells
            .iter()
            .map(|cell| match cell.as_deref() {
                None => "",
                Some("") => "-",
                Some(text) => text,
            })
            .collect();
        cells.join("\t").trim_end_matches('\t').to_owned()
    }

    /// The fingerprint under a name of [`CARRIED`].
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let place = CARRIED.iter().position(|known| *known == name)?;
        self.cells[place].as_deref()
    }

    /// Puts a fingerprint under a name of [`CARRIED`].
    pub fn set(&mut self, name: &str, print: Option<String>) {
        if let Some(place) = CARRIED.iter().position(|known| *known == name) {
            self.cells[place] = print;
        }
    }

    /// Whether everything that is told here is told there too, and the same.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let mut cells = self.cells.iter().zip(&other.cells);
        cells.all(|(own, other)| own.is_none() || own == other)
    }
}

/// The fingerprint of all that is kept under `extra`.
#[must_use]
pub fn extra_print(extra: &[Extra]) -> String {
    let mut all: Vec<String> = extra_by_key(extra)
        .iter()
        .map(|(key, yaml)| extra_key_print(key) + &extra_value_print(yaml))
        .collect();
    all.sort_unstable();
    all.concat()
}

/// The fingerprint of a key under `extra`: 4 letters.
#[must_use]
pub fn extra_key_print(key: &str) -> String {
    letters(key, 4)
}

/// The fingerprint of the lines of a key under `extra`: 5 letters.
#[must_use]
pub fn extra_value_print(yaml: &str) -> String {
    letters(yaml.trim_end(), 5)
}

/// The fingerprint of the value under a key of `extra`, in a fingerprint of all.
#[must_use]
pub fn in_extra_print<'p>(all: &'p str, key: &str) -> Option<&'p str> {
    let key = extra_key_print(key);
    extra_pairs(all).find_map(|(own, value)| (own == key).then_some(value))
}

/// The fingerprints of keys and values in a fingerprint of `extra`.
pub fn extra_pairs(all: &str) -> impl Iterator<Item = (&str, &str)> {
    pieces(all, 9).filter_map(|pair| pair.split_at_checked(4))
}

/// The items of a list's fingerprint.
#[must_use]
pub fn items_in_print(all: &str) -> Vec<&str> {
    pieces(all, 5).collect()
}

/// A fingerprint in pieces of one width.
fn pieces(all: &str, width: usize) -> impl Iterator<Item = &str> {
    (0..all.len() / width).filter_map(move |at| all.get(at * width..(at + 1) * width))
}

#[cfg(test)]
mod tests {
    use super::{Prints, extra_value_print, field_print, in_extra_print, items_in_print, letters};
    use crate::exchange::carried::Carried;
    use crate::exchange::draft::Extra;
    use crate::exchange::import::same_item::SameItem;
    use crate::exchange::report::Fate;
    use crate::model::Value;

    fn print(name: &str, values: &[&str]) -> String {
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        field_print(name, &values, &SameItem::default())
    }

    #[test]
    fn spellings_that_say_the_same_are_the_same() {
        for (name, one, other) in [
            ("points", "3", "3.00"),
            ("status", "In Progress", "in-progress"),
            ("type", "Bug", "bug"),
            ("sprint", "Sprint 7", "sprint 7"),
            ("epic", "shop-07", "SHOP-7"),
        ] {
            assert_eq!(print(name, &[one]), print(name, &[other]), "{name}");
            assert_ne!(print(name, &[one]), print(name, &["else"]), "{name}");
            assert_ne!(print(name, &[one]), print(name, &[]), "{name}");
        }
        assert_ne!(print("title", &["A"]), print("title", &["a"]));
        assert_eq!(print("labels", &["a", "B"]), print("labels", &["b", "a"]));
        assert_eq!(items_in_print(&print("labels", &["a", "b"])).len(), 2);
        assert_eq!(letters("a", 6).len(), 6);
    }

    #[test]
    fn a_line_says_what_is_empty_and_what_is_not_told() {
        let mut carried = Carried::NONE;
        for fate in [Fate::Taken("title"), Fate::Taken("sprint"), Fate::Kept] {
            carried.add(fate);
        }
        let fields = [("title", Value::Text("A".into())), ("sprint", Value::Empty)];
        let extra = [Extra::texts("Due", &["soon".into()])];
        let items = SameItem::default();
        let prints = Prints::of(&fields, ["", "", ""], &extra, carried, &items);
        assert_eq!(
            (prints.get("sprint"), prints.get("points")),
            (Some(""), None)
        );
        let all = prints.get("extra").unwrap();
        assert_eq!(
            in_extra_print(all, "Due"),
            Some(extra_value_print("Due: soon\n").as_str())
        );
        assert_eq!(in_extra_print(all, "Other"), None);
        assert_eq!(Prints::read(&prints.line()), prints);
        let mut less = prints.clone();
        less.set("sprint", None);
        assert!(less.is_within(&prints) && !prints.is_within(&less));
        // What nobody wrote does no harm.
        assert_eq!(in_extra_print("üüüüüüüüü", "Due"), None);
        assert_eq!(in_extra_print("abcü12345", "Due"), None);
        assert!(items_in_print("üüü").len() < 2);
    }
}
