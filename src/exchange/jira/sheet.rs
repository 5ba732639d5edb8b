//! Jira's CSV, all fields or the current ones.

use crate::exchange::assembly::{Comment, Sheet, Take, fold_name};
use crate::exchange::jira::column_names::LABELS;
use crate::exchange::jira::headers::take;
use crate::exchange::jira::wiki::markdown;

/// How Jira writes tables.
pub const SHEET: Sheet = Sheet {
    system: "jira",
    takes,
    markdown,
    comment,
    keys_are_unique: true,
};

/// What the columns are taken as. `id` is the number beside the key, as scripts write what the interfaces answer. Where the column of
/// labels repeats, as Jira writes them, each cell is a label, with its commas.
fn takes(headers: &[String]) -> Vec<Take> {
    let mut takes: Vec<Take> = headers.iter().map(|header| take(header)).collect();
    if takes.contains(&Take::Key) && !takes.contains(&Take::Number) {
        let id = headers.iter().position(|header| fold_name(header) == "id");
        if let Some(id) = id.filter(|id| takes[*id] == Take::Keep) {
            takes[id] = Take::Number;
        }
    }
    if takes.iter().filter(|take| **take == LABELS).count() > 1 {
        for take in takes.iter_mut().filter(|take| **take == LABELS) {
            *take = Take::Labels(&[' ']);
        }
    }
    takes
}

/// `22/Aug/25 9:18 AM;account;text`, where the text may hold semicolons; anything else is text alone.
fn comment(cell: &str) -> Comment<'_> {
    let mut parts = cell.splitn(3, ';');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(when), who, Some(text))
            if when.len() <= 40
                && when.starts_with(|c: char| c.is_alphanumeric())
                && when.contains(|c: char| c.is_ascii_digit()) =>
        {
            let when = Some(when);
            Comment { when, who, text }
        }
        _ => Comment::plain(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::{Comment, comment, takes};
    use crate::exchange::assembly::Take;
    use crate::exchange::jira::FORMAT;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn a_number_stands_beside_the_key() {
        let of = |names: &str| {
            let headers: Vec<String> = names.split(',').map(str::to_owned).collect();
            takes(&headers)
        };
        assert_eq!(of("key,id,summary")[1], Take::Number);
        assert_eq!(of("id,summary")[0], Take::Keep);
        assert_eq!(of("Issue key,Issue id,ID")[2], Take::Keep);
    }

    #[test]
    fn a_label_keeps_its_commas_where_each_has_a_column() {
        let read = |text: &str| {
            let source = MemorySource::new([("a.csv", text)]);
            let (drafts, report) = source.drafts(&FORMAT).unwrap();
            let notes = report
                .notes
                .into_iter()
                .map(|note| note.reason)
                .collect::<Vec<_>>();
            (drafts[0].labels.clone(), notes)
        };
        let (labels, notes) = read("Summary,Issue key,Labels,Labels\nA,S-1,\"red,green\",b;c\n");
        assert_eq!(
            (labels, notes.len()),
            (vec!["red,green".to_owned(), "b;c".to_owned()], 0)
        );
        // Somebody may have written several labels into one cell.
        let (labels, notes) = read("Summary,Issue key,Labels\nA,S-1,\"red,green\"\n");
        assert_eq!(labels, ["red", "green"]);
        assert_eq!(
            notes,
            ["the label `red,green` holds a mark, at which it is parted"]
        );
        let (labels, notes) = read("Summary,Issue key,Labels\nA,S-1,\"red, green blue;\"\n");
        assert_eq!((labels.len(), notes.len()), (3, 0));
    }

    #[test]
    fn a_comment_has_a_date_an_account_and_a_text() {
        let told = comment("22/Aug/25 9:18 AM;5f;a; b");
        assert_eq!(
            (told.when, told.who, told.text),
            (Some("22/Aug/25 9:18 AM"), Some("5f"), "a; b")
        );
        for text in ["no; date; here", "text"] {
            assert_eq!(comment(text), Comment::plain(text));
        }
    }
}
