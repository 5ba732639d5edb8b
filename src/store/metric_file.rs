//! The file of a metric, `date,value` and a line a day, to a [`Metric`] and back.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::model::{Diagnostic, Figure, Metric, Place};
use crate::store::decode::decode;
use crate::store::field_reader::{INVALID_VALUE, date, short};
use crate::store::file_name::stem;

/// The first line of a metric's file.
const HEADER: &str = "date,value";
/// So many lines of a file that cannot be read are named one by one.
const NAMED: usize = 20;

/// What to do about a line that is no day and figure.
const WRITE: &str = "write a line a day, such as `2026-11-21,3.42%`";

/// What a line of the file is.
enum Line {
    Figure(Date, Figure),
    /// The header, or nothing.
    Quiet,
    /// What is wrong with it.
    Wrong(String),
}

/// Reads the metric at `path` (relative to the backlog directory) and says what is wrong in it. Lines may stand in any order,
/// and the header anywhere: so two files that were merged line by line are one. Of lines of one day the last one counts.
///
/// # Errors
/// What makes the file unreadable: its encoding.
pub fn read_metric(path: &str, bytes: &[u8]) -> Result<(Metric, Vec<Diagnostic>), Diagnostic> {
    let text = decode(path, bytes)?;
    let mut days: BTreeMap<Date, Figure> = BTreeMap::new();
    let mut problems = Problems::new(path);
    let mut percent: Option<bool> = None;
    for range in lines(text) {
        match line(&text[range.clone()]) {
            Line::Quiet => {}
            Line::Wrong(message) => problems.add(range, message, "does not count", WRITE),
            Line::Figure(day, figure) => {
                let is_nothing = figure.number().is_zero();
                if !is_nothing && *percent.get_or_insert(figure.is_percent()) != figure.is_percent()
                {
                    let message = format!(
                        "`{figure}`: some figures of the file are per cent and others are not"
                    );
                    let fix = "write all of them with `%`, or none";
                    problems.add(range.clone(), message, "counts as it stands", fix);
                }
                let same = |old: &Figure| old.says_the_same(&figure);
                if !days.get(&day).is_none_or(same) {
                    let message = format!("{day} stands twice, with two figures");
                    let fix = format!("keep one line of {day}");
                    problems.add(range, message, "this last one counts", &fix);
                }
                days.insert(day, figure);
            }
        }
    }
    let metric = Metric {
        name: csv_stem(path).to_owned(),
        path: path.to_owned(),
        days: days.into_iter().collect(),
    };
    Ok((metric, problems.finish()))
}

/// Returns the text of a metric's file in which those days have those figures; every other line stays as it is. `old` is
/// the text so far; none where there is no file yet.
#[must_use]
pub fn metric_text(old: Option<&str>, changed: &BTreeMap<Date, Figure>) -> String {
    let old = old.unwrap_or_default();
    let newline = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(old.len() + changed.len() * 20 + 16);
    if old.trim_matches(['\u{feff}', '\n', '\r', ' ']).is_empty() {
        out.push_str(HEADER);
        out.push_str(newline);
    }
    let mut left = changed.iter().peekable();
    let put = |out: &mut String, day: &Date, figure: &Figure| {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(newline);
        }
        out.push_str(&format!("{day},{figure}{newline}"));
    };
    for source in old.split_inclusive('\n') {
        if let Line::Figure(day, _) = line(source) {
            while let Some((next, figure)) = left.next_if(|(next, _)| **next <= day) {
                put(&mut out, next, figure);
            }
            if changed.contains_key(&day) {
                continue;
            }
        }
        out.push_str(source);
    }
    for (day, figure) in left {
        put(&mut out, day, figure);
    }
    out
}

fn line(source: &str) -> Line {
    let text = source.trim_start_matches('\u{feff}').trim();
    if text.is_empty() || text.eq_ignore_ascii_case(HEADER) || text.starts_with('#') {
        return Line::Quiet;
    }
    let cell = |text: &str| text.trim().trim_matches('"').trim().to_owned();
    let Some((day, figure)) = text.split_once(',').map(|(a, b)| (cell(a), cell(b))) else {
        return Line::Wrong(format!("`{}` is no day and figure", short(text)));
    };
    match (date(&day), Figure::read(&figure)) {
        (Some(day), Some(figure)) => Line::Figure(day, figure),
        (None, _) => Line::Wrong(format!("`{}` is not a date", short(&day))),
        (_, None) => Line::Wrong(format!("`{}` is not a figure", short(&figure))),
    }
}

/// The bytes of each line, its end left out.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        range
    })
}

/// The name that a metric's file says.
pub(crate) fn csv_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".csv").unwrap_or_else(|| stem(path))
}

/// What is wrong in a file, the first lines one by one.
struct Problems<'p> {
    path: &'p str,
    found: Vec<Diagnostic>,
    more: usize,
}

impl<'p> Problems<'p> {
    fn new(path: &'p str) -> Self {
        Self {
            path,
            found: Vec::new(),
            more: 0,
        }
    }

    fn add(&mut self, range: Range<usize>, message: String, label: &str, fix: &str) {
        if self.found.len() < NAMED {
            let place = Place::bytes(self.path, range);
            self.found
                .push(Diagnostic::error(INVALID_VALUE, place, message, label).fix(fix));
        } else {
            self.more += 1;
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        if self.more > 0 {
            let place = Place::file(self.path);
            let message = format!("{} more lines are no day and figure", self.more);
            self.found.push(
                Diagnostic::error(INVALID_VALUE, place, message, "")
                    .fix("import the metric again into a new file"),
            );
        }
        self.found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::Date;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{metric_text, read_metric};
    use crate::model::{Figure, Metric};

    fn read(text: &str) -> (Metric, Vec<String>) {
        let (metric, found) = read_metric("metrics/nps.csv", text.as_bytes()).unwrap();
        let found = found.into_iter().map(|problem| problem.message).collect();
        (metric, found)
    }

    fn days(text: &str) -> Vec<String> {
        let (metric, _) = read(text);
        let days = metric.days.iter();
        days.map(|(day, figure)| format!("{day} {figure}"))
            .collect()
    }

    fn changes(list: &[(&str, &str)]) -> BTreeMap<Date, Figure> {
        let one = |(day, text): &(&str, &str)| (day.parse().unwrap(), Figure::read(text).unwrap());
        list.iter().map(one).collect()
    }

    #[test]
    fn lines_in_any_order_are_one_metric() {
        let text = "\u{feff}date,value\r\n2026-11-02,3.10%\r\n\r\ndate,value\n2026-11-01, \"3%\"\n# note\n2026-11-02,3.10%\n";
        assert_eq!(days(text), ["2026-11-01 3%", "2026-11-02 3.10%"]);
        let (metric, found) = read(text);
        assert_eq!((metric.name.as_str(), found.len()), ("nps", 0));
        assert!(days("").is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_and_hides_nothing() {
        let (metric, found) = read(
            "date,value\n2026-11-01,1\n<<<<<<< ours\n2026-02-30,1\n2026-11-02,=1+1\n2026-11-01,2\n2026-11-03,4%\n2026-11-04,0\n",
        );
        assert_eq!(
            found,
            [
                "`<<<<<<< ours` is no day and figure",
                "`2026-02-30` is not a date",
                "`=1+1` is not a figure",
                "2026-11-01 stands twice, with two figures",
                "`4%`: some figures of the file are per cent and others are not",
            ]
        );
        assert_eq!(metric.days.len(), 3);
        let (_, found) = read("2026-11-01,2.1%\n2026-11-01,2.10%\n");
        assert!(found.is_empty(), "{found:?}");
        let text = b"2026-11-01,2\n2026-11-01,3\n";
        let (metric, found) = read_metric("metrics/nps.csv", text).unwrap();
        assert_eq!(metric.days[0].1.to_string(), "3");
        assert_eq!(found[0].label, "this last one counts");
        let (_, found) = read(&"x\n".repeat(1000));
        assert_eq!(found.len(), 21);
        assert_eq!(found[20], "980 more lines are no day and figure");
    }

    #[test]
    fn only_what_changes_is_written() {
        let fresh = changes(&[("2026-11-02", "2"), ("2026-11-01", "1.0")]);
        let text = metric_text(None, &fresh);
        assert_eq!(text, "date,value\n2026-11-01,1.0\n2026-11-02,2\n");
        let more = changes(&[
            ("2026-10-31", "0"),
            ("2026-11-02", "3"),
            ("2026-11-03", "4"),
        ]);
        let old = "date,value\r\n# by hand\r\n2026-11-01,1.0\r\n2026-11-02,2";
        assert_eq!(
            metric_text(Some(old), &more),
            "date,value\r\n# by hand\r\n2026-10-31,0\r\n2026-11-01,1.0\r\n2026-11-02,3\r\n2026-11-03,4\r\n"
        );
        assert_eq!(metric_text(Some(old), &BTreeMap::new()), old);
        assert_eq!(
            metric_text(Some("\n"), &fresh),
            "date,value\n\n2026-11-01,1.0\n2026-11-02,2\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            first in proptest::collection::btree_map(0..400_i64, 0..9999_u32, 0..40),
            second in proptest::collection::btree_map(0..400_i64, 0..9999_u32, 0..40),
        ) {
            let day = |n: i64| jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(n));
            let figures = |map: &BTreeMap<i64, u32>| -> BTreeMap<Date, Figure> {
                map.iter().map(|(n, v)| (day(*n), Figure::read(&v.to_string()).unwrap())).collect()
            };
            let (first, second) = (figures(&first), figures(&second));
            let text = metric_text(Some(&metric_text(None, &first)), &second);
            let mut all = first.clone();
            all.extend(second);
            let (metric, found) = read(&text);
            prop_assert_eq!(found, Vec::<String>::new());
            let all: Vec<(Date, Figure)> = all.into_iter().collect();
            prop_assert_eq!(&metric.days, &all);
            // A day a line, in order: what git merges line by line.
            prop_assert_eq!(text.lines().count(), all.len() + 1);
        }
    }
}
