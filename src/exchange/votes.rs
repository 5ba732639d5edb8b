//! Tables of planning poker tools: what was voted and agreed for which story. Names of people are never taken over.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::exchange::votes_columns::{Columns, Role, is_card};

/// More rows than this are no session of planning poker.
const MOST_ROWS: usize = 20_000;

/// What a table says about one story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VotedStory {
    /// The line of the table where it is first, counted from 1.
    pub line: u64,
    /// Ids it may be known by, as the tool has them.
    pub keys: Vec<String>,
    /// Titles it may be known by.
    pub titles: Vec<String>,
    /// The rounds of votes in their order, each with its cards as they were written.
    pub rounds: Vec<Vec<String>>,
    /// What was agreed, as it was written.
    pub estimate: Option<String>,
}

/// Why a text is no such table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VotesError {
    /// Quotes or cells that no reader of CSV understands.
    #[error("line {line}: {message}")]
    Csv {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// There is nothing in it.
    #[error("there is no row in it")]
    Empty,
    /// Too long to be one.
    #[error("more than {MOST_ROWS} rows")]
    TooLong,
}

/// Reads a table with or without a row of headings, parted by comma, semicolon or tab. A story may take several rows:
/// one a vote, or one a round. `is_key` says whether an item has that id or alias.
///
/// # Errors
/// When it is no table.
pub fn read_votes(
    text: &str,
    is_key: &dyn Fn(&str) -> bool,
) -> Result<Vec<VotedStory>, VotesError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, skipped, separator) = match text.lines().next() {
        Some(first) if first.len() == 5 && first.to_lowercase().starts_with("sep=") => {
            (&text[first.len()..], 0, first.as_bytes()[4])
        }
        _ => (text, 0, separator(text)),
    };
    let rows = rows(text, separator, skipped)?;
    let cells: Vec<&[String]> = rows.iter().map(|(_, cells)| cells.as_slice()).collect();
    let columns = Columns::find(&cells, is_key);
    let mut found: Vec<VotedStory> = Vec::new();
    let mut last_round: Vec<Option<String>> = Vec::new();
    let mut places: HashMap<(Vec<String>, Vec<String>), usize> = HashMap::new();
    for (line, cells) in rows.iter().skip(usize::from(columns.has_header)) {
        let story = row(&columns, *line, cells);
        if story.keys.is_empty() && story.titles.is_empty() && !columns.is_nameless() {
            continue;
        }
        let round = columns.first(Role::Round, cells).map(str::to_owned);
        let place = places.entry((story.keys.clone(), story.titles.clone()));
        let at = match place {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                new.insert(found.len());
                found.push(story);
                last_round.push(round);
                continue;
            }
        };
        let known = &mut found[at];
        let goes_on = columns.is_a_row_a_vote() && last_round[at] == round;
        for votes in story.rounds {
            match known.rounds.last_mut() {
                Some(last) if goes_on => last.extend(votes),
                _ => known.rounds.push(votes),
            }
        }
        last_round[at] = round;
        if story.estimate.is_some() {
            known.estimate = story.estimate;
        }
    }
    Ok(found)
}

/// The sign that parts the cells: the most frequent one of the first line outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.lines().next().unwrap_or_default().bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte && !quoted) {
            *count += 1;
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(sign, _)| *sign)
}

type NumberedRow = (u64, Vec<String>);

fn rows(text: &str, separator: u8, skipped: u64) -> Result<Vec<NumberedRow>, VotesError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1 + skipped, 0);
    for record in reader.records() {
        let record = record.map_err(|error| VotesError::Csv {
            line: skipped + error.position().map_or(0, csv::Position::line),
            message: error.to_string(),
        })?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(VotesError::TooLong);
        }
        // The reader says where it began to look, which may be the line break before.
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(text.len()).min(text.len());
        let breaks = text.as_bytes()[start..]
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'));
        let start = start + breaks.count();
        let passed = text.as_bytes()[counted..start]
            .iter()
            .filter(|b| **b == b'\n');
        line += u64::try_from(passed.count()).unwrap_or(0);
        counted = start;
        rows.push((line, record.iter().map(str::to_owned).collect()));
    }
    if rows.is_empty() {
        return Err(VotesError::Empty);
    }
    Ok(rows)
}

/// What one row says.
fn row(columns: &Columns, line: u64, cells: &[String]) -> VotedStory {
    let mut story = VotedStory {
        line,
        keys: columns.all(Role::Key, cells).map(str::to_owned).collect(),
        titles: columns.all(Role::Title, cells).map(str::to_owned).collect(),
        ..VotedStory::default()
    };
    for list in columns.all(Role::Votes, cells) {
        story.rounds.extend(rounds(list));
    }
    let votes: Vec<String> = columns
        .all(Role::Vote, cells)
        .filter(|cell| is_card(cell))
        .map(size)
        .collect();
    if !votes.is_empty() {
        story.rounds.push(votes);
    }
    let estimate = columns
        .first(Role::Estimate, cells)
        .filter(|cell| *cell != "-");
    if columns.is_a_row_a_vote() && !columns.has(Role::Vote) {
        story.rounds.extend(estimate.map(|vote| vec![size(vote)]));
    } else {
        story.estimate = estimate.map(size);
    }
    story
}

/// `5, 8, 13`, `Ann: 5; Ben: 8`, or several rounds parted by `then` or `|`.
fn rounds(text: &str) -> Vec<Vec<String>> {
    let text = text.replace(", then ", "|").replace(" then ", "|");
    let round = |part: &str| {
        let has_commas = part.contains([',', ';', '\n']);
        let votes = part.split(|c: char| match c {
            ',' | ';' | '\n' => true,
            c => !has_commas && c.is_whitespace(),
        });
        votes
            .map(|vote| vote.rsplit([':', '=']).next().unwrap_or(vote).trim())
            .map(|vote| vote.trim_matches(['[', ']', '{', '}', '"', '\'', '(', ')']))
            .filter(|vote| is_card(vote))
            .map(size)
            .collect::<Vec<_>>()
    };
    let rounds = text.split('|').map(round);
    rounds.filter(|votes| !votes.is_empty()).collect()
}

/// `8 points`, `8 SP` and `8.0` are `8`.
fn size(text: &str) -> String {
    let text = text.trim();
    let number = text.split_whitespace().next().unwrap_or(text);
    let unit = text[number.len()..].trim().to_lowercase();
    let is_unit = ["points", "point", "pts", "pt", "sp", "story points"].contains(&unit.as_str());
    if is_unit { number } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{VotedStory, read_votes};

    fn read(text: &str) -> Vec<String> {
        let is_key = |text: &str| text.starts_with("US-");
        let words = |story: &VotedStory| {
            let rounds: Vec<String> = story.rounds.iter().map(|round| round.join(" ")).collect();
            format!(
                "{}: {} {} [{}] {}",
                story.line,
                story.keys.join("+"),
                story.titles.join("+"),
                rounds.join(", then "),
                story.estimate.as_deref().unwrap_or("-")
            )
        };
        read_votes(text, &is_key)
            .unwrap()
            .iter()
            .map(words)
            .collect()
    }

    #[test]
    fn a_row_a_story_with_the_result() {
        assert_eq!(
            read(
                "\u{feff}Issue Key;Story Title;Average;Story Points\r\nUS-1;Pay;6.5;8\r\n;;;\r\nUS-2;Refund;;5 points\r\n"
            ),
            ["2: US-1 Pay [] 8", "4: US-2 Refund [] 5"]
        );
        assert_eq!(
            read("Story,Votes,Final Estimate\nUS-1 Pay,\"Ann: 5, Ben: 8 | 8, 8\",8\n"),
            ["2:  US-1 Pay [5 8, then 8 8] 8"]
        );
    }

    #[test]
    fn a_column_a_person() {
        assert_eq!(
            read("Key\tSummary\tAnn\tBen\tNotes\nUS-1\tPay\t5\t?\tsee mail\nUS-2\tRefund\t\t8\t\n"),
            ["2: US-1 Pay [5 ?] -", "3: US-2 Refund [8] -"]
        );
    }

    #[test]
    fn a_row_a_vote() {
        assert_eq!(
            read(
                "Story,Voter,Vote,Round\nPay,Ann,5,1\nPay,Ben,13,1\nPay,Ann,8,2\nPay,Ben,8,2\nRefund,Ann,3,1\n"
            ),
            ["2:  Pay [5 13, then 8 8] -", "6:  Refund [3] -"]
        );
        assert_eq!(read("User,Estimate\nAnn,5\nBen,8\n"), ["2:   [5 8] -"]);
    }

    #[test]
    fn no_headings() {
        assert_eq!(
            read("story,US-1,Pay,8\nstory,US-2,Refund,13\n"),
            ["1: US-1 story+Pay [] 8", "2: US-2 story+Refund [] 13"]
        );
        assert_eq!(read("Pay,5,8,8\n"), ["1:  Pay [5 8 8] -"]);
    }

    #[test]
    fn what_is_no_table_is_said() {
        let none = |_: &str| false;
        assert_eq!(
            read_votes(" \n\n", &none).unwrap_err().to_string(),
            "there is no row in it"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), table in "[a1,;\t\"\n=?]{0,60}") {
            let _ = read_votes(&text, &|_| false);
            let _ = read_votes(&table, &|text| text == "a1");
        }
    }
}
