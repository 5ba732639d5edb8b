//! Past Sprints of one or more boards as comma-separated values, to figures: what each came to, in order.

use std::collections::{BTreeMap, HashSet};

/// The columns that are read; others may stand there as well.
const COLUMNS: [&str; 6] = ["board", "sprint", "start", "end", "committed", "done"];

/// More rows than these are not read: each takes thousands of trials.
const MOST_ROWS: usize = 100_000;
/// No Sprint comes to more points than this.
const MOST_POINTS: f64 = 1e9;

/// A board and what its Sprints came to, in hundredths of a point, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Its name; empty where the file has no such column.
    pub name: String,
    /// What was done in each Sprint.
    pub done: Vec<i64>,
}

/// What was read of a file of past Sprints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastSprints {
    /// The boards, by name.
    pub boards: Vec<Board>,
    /// What could not be counted, a sentence each, with its line.
    pub problems: Vec<String>,
    /// How many rows were left out: unknown is not zero.
    pub left_out: usize,
}

/// Why a file of past Sprints cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PastSprintsError {
    /// The first line names no such column.
    #[error("line 1 names no column `{0}`")]
    Column(&'static str),
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
}

/// A row that counts.
struct Row {
    /// The day and time on which the Sprint began, as text that sorts; empty where nothing says it.
    start: String,
    end: String,
    line: u64,
    done: i64,
}

/// Reads a file of past Sprints: a header, then a row a Sprint.
///
/// # Errors
/// [`PastSprintsError`]: nothing in it, or no column `done`.
pub fn past_sprints(text: &str) -> Result<PastSprints, PastSprintsError> {
    let text = text.trim_start_matches('\u{feff}');
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .ok_or(PastSprintsError::Empty)?;
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|sign| {
            let count = header.bytes().filter(|byte| byte == sign).count();
            (count, *sign == b',')
        })
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let named = |name: &str| {
        headers
            .iter()
            .position(|head| head.eq_ignore_ascii_case(name))
    };
    let places = COLUMNS.map(named);
    let [board, sprint, start, end, _, done] = places;
    let done = done.ok_or(PastSprintsError::Column("done"))?;
    let mut found = PastSprints::default();
    let mut boards: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut seen: HashSet<(String, String, String)> = HashSet::new();
    for (at, record) in reader.records().enumerate() {
        if at == MOST_ROWS {
            found.leave_out(
                "this row and all below: no more than 100000 are read",
                at as u64 + 2,
            );
            break;
        }
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                found.leave_out(&format!("cannot be read: {error}"), 0);
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        // A cell too many is often a decimal comma, and all behind it stands in the wrong column.
        if record.len() != headers.len() {
            let cells = match record.len() {
                1 => "1 cell".to_owned(),
                n => format!("{n} cells"),
            };
            let why = format!("line {line} has {cells}, and the header {}", headers.len());
            found.leave_out(&why, 0);
            continue;
        }
        let cell = |place: Option<usize>| place.and_then(|at| record.get(at)).unwrap_or_default();
        let name = cell(board).to_owned();
        let row = match points(record.get(done).unwrap_or_default()) {
            Ok(done) => Row {
                start: cell(start).to_owned(),
                end: cell(end).to_owned(),
                line,
                done,
            },
            Err(why) => {
                found.leave_out(why, line);
                continue;
            }
        };
        // One Sprint may stand there twice; two Sprints of one name began on two days.
        let is_dated = !row.start.is_empty() || !row.end.is_empty();
        let key = (
            name.clone(),
            cell(sprint).to_owned(),
            format!("{} {}", row.start, row.end),
        );
        if is_dated && !key.1.is_empty() && !seen.insert(key) {
            found.leave_out("the same Sprint stands above already", line);
            continue;
        }
        boards.entry(name).or_default().push(row);
    }
    for (name, rows) in boards {
        let done = found.in_order(rows);
        found.boards.push(Board { name, done });
    }
    Ok(found)
}

impl PastSprints {
    fn leave_out(&mut self, why: &str, line: u64) {
        self.left_out += 1;
        if self.problems.len() < 20 {
            self.problems.push(match line {
                0 => why.to_owned(),
                line => format!("line {line}: {why}"),
            });
        }
    }

    /// The figures of a board in the order of its days; in that of the file where no row has any.
    fn in_order(&mut self, rows: Vec<Row>) -> Vec<i64> {
        let key = |row: &Row| moment(&row.start).or_else(|| moment(&row.end));
        let mut dated: Vec<_> = Vec::with_capacity(rows.len());
        let mut undated = Vec::new();
        for row in rows {
            match key(&row) {
                Some(moment) => dated.push((moment, row.end, row.line, row.done)),
                None => undated.push(row),
            }
        }
        if dated.is_empty() {
            return undated.into_iter().map(|row| row.done).collect();
        }
        for row in undated {
            self.leave_out("no day to put it in order by", row.line);
        }
        dated.sort();
        dated.into_iter().map(|(.., done)| done).collect()
    }
}

/// Points as other tools write them, in hundredths.
fn points(text: &str) -> Result<i64, &'static str> {
    if text.is_empty() {
        return Err("`done` is empty");
    }
    // A comma before decimals, where the file's language writes it so.
    let text = match (text.contains('.'), text.matches(',').count()) {
        (false, 1) => text.replace(',', "."),
        _ => text.to_owned(),
    };
    match text.parse::<f64>() {
        Ok(done) if !done.is_finite() => Err("`done` is no number"),
        Ok(done) if done < 0.0 => Err("`done` is negative"),
        Ok(done) if done > MOST_POINTS => Err("`done` is too large"),
        #[expect(clippy::cast_possible_truncation, reason = "at most 1e11")]
        Ok(done) => Ok((done * 100.0).round() as i64),
        Err(_) => Err("`done` is no number"),
    }
}

/// A day, with a time where there is one, as text that sorts.
fn moment(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    let day: jiff::civil::Date = day.parse().ok()?;
    let time = text.get(10..).unwrap_or_default();
    let time = time.trim_start_matches([' ', 'T', 't']);
    Some(format!("{day} {time}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::{PastSprintsError, past_sprints};

    fn told(text: &str) -> (String, usize) {
        let found = past_sprints(text).unwrap();
        let one = |board: &super::Board| {
            let done: Vec<String> = board.done.iter().map(|d| (d / 100).to_string()).collect();
            format!("{}: {}", board.name, done.join(" "))
        };
        let boards: Vec<String> = found.boards.iter().map(one).collect();
        (boards.join("; "), found.left_out)
    }

    #[test]
    fn boards_are_apart_and_rows_in_order() {
        let text = "\u{feff}board,sprint,start,end,committed,done\r\n\
B,1,2026-01-05,2026-01-16,20,18\r\n\
A,2,2026-01-19,2026-01-30,20,15.5\r\n\
A,1,2026-01-05,2026-01-16,20,18.0\r\n\
A,3,,2026-02-13,20,\"7\"\r\n";
        assert_eq!(told(text), ("A: 18 15 7; B: 18".to_owned(), 0));
    }

    #[test]
    fn what_is_not_known_is_not_zero() {
        let text = "board,sprint,start,end,committed,done\n\
A,1,2026-01-05,,,\nA,2,2026-01-06,,,-1\nA,3,2026-01-07,,,NaN\nA,4,2026-01-08,,,inf\nA,5,2026-01-09,,,1e300\n\
A,6,2026-01-10,,,many\nA,7\nA,8,soon,,,5\nA,9,2026-01-11,,,0\n";
        assert_eq!(told(text), ("A: 0".to_owned(), 8));
        let found = past_sprints(text).unwrap();
        assert_eq!(found.problems[1], "line 3: `done` is negative");
    }

    #[test]
    fn a_row_of_more_or_fewer_cells_than_the_header_is_left_out() {
        let text = "board,sprint,start,end,committed,done\n\
A,1,2026-01-05,,20,18\nA,2,2026-01-19,,20,15,5\nA,3,2026-02-02,,20\nA\nA,4,2026-02-16,,20,\"7,5\"\n";
        assert_eq!(told(text), ("A: 18 7".to_owned(), 3));
        assert_eq!(
            past_sprints(text).unwrap().problems,
            [
                "line 3 has 7 cells, and the header 6",
                "line 4 has 5 cells, and the header 6",
                "line 5 has 1 cell, and the header 6"
            ]
        );
    }

    #[test]
    fn a_name_may_come_again_and_a_sprint_may_not() {
        let text = "board,sprint,start,end,committed,done\n\
A,S,2026-01-05,2026-01-16,,5\nA,S,2026-01-19,2026-01-30,,6\nA,S,2026-01-19,2026-01-30,,6\n";
        assert_eq!(told(text), ("A: 5 6".to_owned(), 1));
        // Without days, the order of the file is all there is.
        assert_eq!(
            told("sprint;done\nb;3\na;2,5\na;2"),
            (": 3 2 2".to_owned(), 0)
        );
    }

    #[test]
    fn a_file_of_something_else_is_refused() {
        assert_eq!(
            past_sprints("id,title\n1,Pay\n"),
            Err(PastSprintsError::Column("done"))
        );
        assert_eq!(past_sprints(" \n"), Err(PastSprintsError::Empty));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(rows in "(board|done|,|;|\"|\n|-?[0-9.eN]{1,4}|é|2026-01-0[1-9]){0,60}") {
            let text = format!("board,sprint,start,end,committed,done\n{rows}");
            let found = past_sprints(&text).unwrap();
            prop_assert!(found.boards.iter().flat_map(|board| &board.done).all(|done| *done >= 0));
        }
    }
}
