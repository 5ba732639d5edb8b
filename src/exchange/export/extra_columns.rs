//! What items keep under `extra`, as columns of a table behind its own.

use std::collections::BTreeMap;

use crate::exchange::export::carry::Carry;
use crate::exchange::export::item::ExportItem;
use crate::exchange::export::report::ExportNote;
use crate::exchange::export::writer::ExportError;
use crate::text::guard_formula;

/// What a table with such columns carries of `extra`.
pub const EXTRA: Carry =
    Carry::ByKey("texts and lists of texts, where no other column has that name");

/// Columns by the keys under `extra`, each as often as an item has texts there.
#[derive(Debug, Default)]
pub struct ExtraColumns {
    columns: Vec<(String, usize)>,
}

impl ExtraColumns {
    /// The columns of what these items keep, but for the keys that the table has columns for anyway. A key has none where the
    /// reader of that table does not keep a column of its name (`is_kept`), which is noted.
    ///
    /// # Errors
    /// A story that cannot be read.
    pub fn of<'a>(
        items: impl Iterator<Item = Result<ExportItem<'a>, ExportError>>,
        has_anyway: &[&str],
        is_kept: impl Fn(&str) -> bool,
        notes: &mut Vec<ExportNote>,
    ) -> Result<Self, ExportError> {
        let mut columns: Vec<(String, usize)> = Vec::new();
        let mut places: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let mut left: BTreeMap<String, usize> = BTreeMap::new();
        for item in items {
            let kept = item?.extra.into_iter();
            for (key, texts) in kept.filter(|(key, _)| !has_anyway.contains(&key.as_str())) {
                let place = places.entry(key.clone()).or_insert_with(|| {
                    // A header is no cell: it is written as it is.
                    let is_plain = key.trim() == key && guard_formula(&key) == key;
                    (is_plain && !key.is_empty() && is_kept(&key)).then(|| {
                        columns.push((key.clone(), 0));
                        columns.len() - 1
                    })
                });
                match *place {
                    Some(at) => columns[at].1 = columns[at].1.max(texts.len()),
                    None => *left.entry(key).or_default() += 1,
                }
            }
        }
        notes.extend(left.into_iter().map(|(key, count)| {
            let items = if count == 1 { "item" } else { "items" };
            ExportNote::general(format!(
                "`{key}` under `extra` of {count} {items} is not carried: a column of that name means something else there"
            ))
        }));
        Ok(Self { columns })
    }

    /// The headers.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter();
        columns.flat_map(|(key, count)| std::iter::repeat_n(key.as_str(), *count))
    }

    /// The cells of an item, as many as there are headers.
    pub fn cells(&self, item: &ExportItem<'_>) -> impl Iterator<Item = String> {
        self.columns.iter().flat_map(|(key, count)| {
            let texts = item.extra_texts(key);
            let cell = |at: usize| texts.get(at).cloned().unwrap_or_default();
            (0..*count).map(cell).collect::<Vec<_>>()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ExtraColumns;
    use crate::exchange::export::backlog::ExportBacklog;
    use crate::exchange::export::item::ExportItem;
    use crate::model::{Backlog, Config, Story};

    #[test]
    fn a_key_that_another_column_has_is_told_and_none_is_a_formula() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        let kept = |key: &str, texts: &[&str]| {
            let texts = texts.iter().map(|&text| text.to_owned());
            (key.to_owned(), texts.collect())
        };
        (story.has_extra, story.body) = (true, Some(String::new()));
        story.extra = vec![
            kept("Wave", &["1", "2"]),
            kept("Points", &["3"]),
            kept("=A1", &["x"]),
            kept("Team", &["Red"]),
        ];
        let backlog = Backlog::new(Config::default(), vec![story], Vec::new());
        let unread = |_: &Story| panic!("the body is there");
        let view = ExportBacklog::new(&backlog, backlog.stories().iter().collect(), &unread);
        let mut notes = Vec::new();
        let is_kept = |name: &str| name != "Points";
        let columns =
            ExtraColumns::of(view.items_with_extra(), &["Team"], is_kept, &mut notes).unwrap();
        assert_eq!(columns.headers().collect::<Vec<_>>(), ["Wave", "Wave"]);
        let item: ExportItem<'_> = view.items().next().unwrap().unwrap();
        assert_eq!(columns.cells(&item).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(item.extra_or("Team", "Blue"), "Red");
        let told: Vec<&str> = notes.iter().map(|note| note.reason.as_str()).collect();
        assert_eq!(told.len(), 2);
        assert!(
            told[0].contains("`=A1`") && told[1].starts_with("`Points` under `extra` of 1 item is")
        );
    }
}
