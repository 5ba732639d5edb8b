//! How a column of a tool that is not known writes lists, line breaks and days: seen over its whole file, since one cell may be an accident.

use crate::exchange::assembly::counted_days::Counting;
use crate::exchange::assembly::take::Take;

/// What some tools write where there is nothing.
const NULL: &str = "null";

/// What people and programs write where nobody and nothing is named.
const NOBODY: [&str; 8] = ["-", "--", "n/a", "n.a.", "none", "null", "[]", "\u{2014}"];

/// What the cells of one column have in common.
#[derive(Debug, Default)]
pub(super) struct Written {
    bare: bool,
    bracketed: bool,
    breaks: bool,
    escapes: bool,
    nulls: bool,
    /// How its numbers count days, and whether a cell does not.
    counting: Option<Counting>,
    is_written_out: bool,
}

impl Written {
    /// Looks at a cell that is not empty.
    pub(super) fn see(&mut self, take: Take, cell: &str) {
        if names_nothing(take, cell) {
            return;
        }
        if cell == NULL {
            self.nulls |= take != Take::Title;
        } else if is_list(take) {
            let is_bracketed = inner(cell).is_some();
            self.bracketed |= is_bracketed;
            self.bare |= !is_bracketed;
        } else if is_text(take) {
            self.breaks |= cell.contains('\n');
            self.escapes |= !self.breaks && broken(cell).is_some();
        } else if take.is_date() && !self.is_written_out {
            let counting = Counting::of(cell);
            self.is_written_out =
                counting.is_none_or(|own| *self.counting.get_or_insert(own) != own);
        }
    }

    /// How numbers count the days of the column, where it holds nothing else.
    pub(super) fn counting(&self) -> Option<Counting> {
        self.counting.filter(|_| !self.is_written_out)
    }

    /// Whether no line break of the column is one, and some are written as a backslash and an `n`.
    pub(super) fn escapes_breaks(&self) -> bool {
        self.escapes && !self.breaks
    }

    /// The texts of a cell: those of its list, or the cell with its lines.
    pub(super) fn texts(&self, take: Take, cell: String) -> Vec<String> {
        if self.nulls && cell == NULL || names_nothing(take, &cell) {
            return Vec::new();
        }
        if self.bracketed && !self.bare {
            let items = inner(&cell).unwrap_or(&cell).split(',');
            let items = items.map(|item| unquoted(item.trim()).to_owned());
            return items.filter(|item| !item.is_empty()).collect();
        }
        if let Some(day) = self.counting().and_then(|counting| counting.day(&cell)) {
            return vec![day];
        }
        let lines = self.escapes_breaks().then(|| broken(&cell)).flatten();
        vec![lines.unwrap_or(cell)]
    }
}

/// Whether a column holds several names in a cell.
fn is_list(take: Take) -> bool {
    matches!(
        take,
        Take::Assignee | Take::Blocks | Take::DependsOn | Take::Labels(_)
    )
}

/// Whether a column that names people, items or times, or holds criteria, says that there is none.
fn names_nothing(take: Take, cell: &str) -> bool {
    let names = matches!(
        take,
        Take::Assignee
            | Take::Blocks
            | Take::DependsOn
            | Take::Epic
            | Take::Parent(_)
            | Take::Release
            | Take::RequestedBy
            | Take::Sprint
    );
    let names = names || take == Take::Criteria;
    names && NOBODY.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// Whether a column holds texts of several lines.
fn is_text(take: Take) -> bool {
    matches!(
        take,
        Take::Comment | Take::Criteria | Take::Description | Take::Lead | Take::Section(_)
    )
}

/// What stands in the brackets around a cell.
fn inner(cell: &str) -> Option<&str> {
    cell.strip_prefix('[')?.strip_suffix(']')
}

/// An item of a list without its quotation marks.
fn unquoted(item: &str) -> &str {
    let without = |mark: char| item.strip_prefix(mark)?.strip_suffix(mark);
    without('"').or_else(|| without('\'')).unwrap_or(item)
}

/// A text with a line break for each that is written as a backslash and an `n`, where it has one.
fn broken(text: &str) -> Option<String> {
    let mut lines = String::new();
    let mut line_at = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find("\\n").map(|at| from + at) {
        let line = &text[line_at..at];
        from = at + 2;
        if !is_mentioned(line, &text[from..]) {
            lines.push_str(line.strip_suffix("\\r").unwrap_or(line));
            lines.push('\n');
            line_at = from;
        }
    }
    (line_at > 0).then(|| lines + &text[line_at..])
}

/// Whether `\n` between these two is a part of the text: of code, of a path, or what the text speaks about.
fn is_mentioned(before: &str, after: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '`')
        .next();
    let word = word.unwrap_or_default();
    let word = word.strip_suffix("\\r").unwrap_or(word);
    let is_of_path = word.contains('\\') || word.len() == 2 && word.ends_with(':');
    let is_code = before.matches('`').count() % 2 == 1;
    let is_quoted = before.chars().next_back().is_some_and(|mark| {
        let alike = matches!(mark, '"' | '\'' | '/') || mark.is_whitespace();
        alike && after.starts_with(mark)
    });
    is_of_path || is_code || is_quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Written, broken};
    use crate::exchange::assembly::take::Take;

    fn texts(take: Take, cells: &[&str]) -> Vec<Vec<String>> {
        let mut written = Written::default();
        for cell in cells {
            written.see(take, cell);
        }
        let cells = cells.iter();
        cells
            .map(|cell| written.texts(take, (*cell).to_owned()))
            .collect()
    }

    #[test]
    fn brackets_are_a_list_where_each_cell_has_them() {
        let all = texts(Take::Assignee, &["[Ann, Bob]", "[]", "['Cy', \"Di\"]"]);
        assert_eq!(all, [vec!["Ann", "Bob"], vec![], vec!["Cy", "Di"]]);
        let some = texts(Take::Labels(&[',']), &["[a, b]", "c"]);
        assert_eq!(some, [["[a, b]"], ["c"]]);
        assert_eq!(texts(Take::Title, &["[a, b]"]), [["[a, b]"]]);
        let nothing = texts(Take::Assignee, &["[Ann]", "null"]);
        assert_eq!(nothing, [vec!["Ann"], vec![]]);
        assert_eq!(texts(Take::Title, &["null"]), [["null"]]);
    }

    #[test]
    fn nobody_is_no_name() {
        for word in ["None", "N/A", "-", "null", "[]", "—"] {
            for take in [
                Take::Assignee,
                Take::DependsOn,
                Take::Parent(0),
                Take::Sprint,
            ] {
                let all = texts(take, &[word, "a"]);
                assert_eq!(all, [vec![], vec!["a"]], "{word} {take:?}");
            }
            assert_eq!(texts(Take::Labels(&[',']), &[word, "a"])[1], ["a"]);
        }
        assert_eq!(texts(Take::Title, &["None"]), [["None"]]);
        assert_eq!(texts(Take::Assignee, &["Nona"]), [["Nona"]]);
    }

    #[test]
    fn a_written_break_is_one_where_all_are() {
        let all = texts(Take::Description, &["One\\nTwo\\r\\nThree", "Four"]);
        assert_eq!(all, [["One\nTwo\nThree"], ["Four"]]);
        let some = texts(Take::Description, &["One\\nTwo", "Four\nFive"]);
        assert_eq!(some, [["One\\nTwo"], ["Four\nFive"]]);
        assert_eq!(texts(Take::Title, &["One\\nTwo"]), [["One\\nTwo"]]);
    }

    #[test]
    fn numbers_are_days_where_all_are() {
        let all = texts(Take::Created, &["45924", "45925.5"]);
        assert_eq!(all, [["2025-09-24"], ["2025-09-25 12:00:00"]]);
        for cells in [
            ["45924", "2025-09-24"],
            ["45924", "20250924"],
            ["45924", "7"],
        ] {
            assert_eq!(texts(Take::Done, &cells), cells.map(|cell| [cell]));
        }
        assert_eq!(texts(Take::Title, &["45924"]), [["45924"]]);
    }

    #[test]
    fn what_a_text_speaks_about_stays() {
        for text in [
            "Split at \\n and trim",
            "`a\\nb`",
            "join(\"\\n\")",
            "C:\\new",
            "C:\\a\\new",
            "a regex /\\n/",
            "\\\\server\\new",
        ] {
            assert_eq!(broken(text), None, "{text}");
        }
        assert_eq!(broken("Use `\\n`\\nThen").unwrap(), "Use `\\n`\nThen");
    }

    proptest! {
        #[test]
        fn any_text_ends(text in any::<String>(), marks in "(\\\\n|\\\\r|\\\\|`|a|\"| ){0,30}") {
            let _ = broken(&text);
            let _ = broken(&marks);
        }
    }
}
