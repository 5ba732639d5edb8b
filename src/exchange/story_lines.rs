//! A text with a story a line.

use std::collections::HashMap;

use crate::exchange::draft::{Draft, DraftStatus};
use crate::exchange::export_files::files_ending;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::key::number_of_text;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin, Remark};
use crate::exchange::source::{Source, SourceError};
use crate::exchange::text_file::each_line;
use crate::model::StateKind;
use crate::text::{one_line, user_story};

/// A story a line.
pub const FORMAT: Format = Format {
    name: "lines",
    title: "a text file with a story a line",
    docs: "Each line that is not empty becomes an item, in the order of the file. A line with a user story sentence becomes \
           the item's text, and what is wanted its title; another line becomes the title. Bullets and numbers before a line are \
           left out; what is ticked is done. A line without a letter or digit, as that under a heading, is reported. The encoding is found out (UTF-8, UTF-16, Windows-1252). A folder may hold several `.txt` or `.md` files; \
           a line that stands twice is reported. The words of a line are its key, so that the same line is not imported twice.",
    columns: &[
        ("[x]", Fate::Taken("status")),
        ("line", Fate::Taken("title")),
        ("sentence", Fate::Text),
    ],
    detect,
    read,
    write: None,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;

/// The longest line, in bytes.
const LONGEST_LINE: u64 = 64 * 1024;

fn texts(source: &dyn Source) -> (Vec<String>, Vec<String>) {
    files_ending(source, &[".txt"])
}

/// Text in which some of the first lines are user stories; a single file of other text too, but less surely.
fn detect(source: &dyn Source) -> Likeness {
    let (texts, _) = texts(source);
    let Some(first) = texts.first() else {
        return Likeness::No;
    };
    let mut lines = 0;
    let mut stories = 0;
    let mut is_text = true;
    let read = each_story(source, first, &mut |_, line, _| {
        is_text &= !line.contains(|c: char| c.is_control() && c != '\t');
        lines += 1;
        stories += usize::from(user_story(line).is_some());
        lines < 50
    });
    if read.is_err() || !is_text || lines == 0 {
        Likeness::No
    } else if stories * 2 > lines {
        Likeness::Table
    } else if first.to_lowercase().ends_with(".txt") || first == "stdin" {
        Likeness::Text
    } else {
        Likeness::No
    }
}

/// Hands over each line that is not empty, with its number, without its bullet and whether it is ticked, until told to stop.
fn each_story(
    source: &dyn Source,
    path: &str,
    each: &mut dyn FnMut(usize, &str, bool) -> bool,
) -> Result<(), SourceError> {
    each_line(source, path, LONGEST_LINE, &mut |number, line| {
        let text = String::from_utf8_lossy(line);
        let (text, ticked) = without_bullet(text.trim());
        text.is_empty() || each(number, text, ticked)
    })
}

/// A line without a bullet, a number or a box before it, and whether the box is ticked.
fn without_bullet(line: &str) -> (&str, bool) {
    let bullet = ["- ", "* ", "+ ", "• ", "– "];
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = match (
        bullet.iter().find_map(|mark| line.strip_prefix(mark)),
        digits.strip_prefix(['.', ')']),
    ) {
        (Some(rest), _) => rest.trim(),
        (_, Some(after)) if digits.len() < line.len() && after.starts_with(' ') => after.trim(),
        _ => line,
    };
    let boxed = |marks: [&str; 3]| marks.into_iter().find_map(|mark| line.strip_prefix(mark));
    match (boxed(["[x] ", "[X] ", "☑ "]), boxed(["[ ] ", "[] ", "☐ "])) {
        (Some(rest), _) => (rest.trim(), true),
        (_, Some(rest)) => (rest.trim(), false),
        _ => (line, false),
    }
}

fn read(
    source: &dyn Source,
    _: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let mut report = ReadReport::default();
    let mut seen: HashMap<u64, String> = HashMap::new();
    let (texts, others) = texts(source);
    for path in &texts {
        each_story(source, path, &mut |number, line, ticked| {
            let origin = Origin::line(path.as_str(), number);
            if !line.contains(char::is_alphanumeric) {
                let reason = "the line has no letter and no digit";
                report.reported.push(Remark::new(origin, reason));
                return true;
            }
            let key = key(line);
            match seen.get(&key) {
                Some(first) => {
                    let reason = format!("the same words stand in {first}");
                    report.reported.push(Remark::new(origin, reason));
                }
                None => {
                    seen.insert(key, origin.to_string());
                    each(draft(origin, key, line, ticked));
                }
            }
            true
        })?;
    }
    let other = |path: String| Remark::new(Origin::file(path), "the file is no `.txt`");
    report.reported.extend(others.into_iter().map(other));
    Ok(report)
}

fn draft(origin: Origin, key: u64, line: &str, ticked: bool) -> Draft {
    let mut draft = Draft::new(origin, "lines", format!("line {key:016x}"));
    draft.status = ticked.then(|| DraftStatus {
        name: "done".to_owned(),
        kind: Some(StateKind::Done),
    });
    let line = one_line(line);
    let want = user_story(&line).map(|story| {
        let want = story.want.strip_prefix("to ").unwrap_or(&story.want).trim();
        let mut letters = want.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
            None => String::new(),
        }
    });
    let title = match want {
        Some(want) if !want.is_empty() => want,
        _ => line.clone(),
    };
    draft.title = shortened(title.trim_end_matches(['.', ',', ';']));
    if draft.title != line.trim_end_matches('.') {
        draft.body = format!("\n{line}\n");
    }
    draft
}

/// A title of bearable length, cut between words.
fn shortened(title: &str) -> String {
    let mut end = title.len();
    if let Some((at, _)) = title.char_indices().nth(LONGEST_TITLE) {
        end = title[..at].rfind(' ').unwrap_or(at);
        return format!("{}…", title[..end].trim_end_matches([',', ' ']));
    }
    title[..end].to_owned()
}

/// A number made of the words of a line.
fn key(line: &str) -> u64 {
    let folded = one_line(line).to_lowercase();
    number_of_text(folded.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::draft::Draft;
    use crate::exchange::format::{Likeness, ReadReport};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;

    fn read(bytes: &[u8]) -> (Likeness, Vec<Draft>, ReadReport) {
        let source = MemorySource::new([("stories.txt", bytes)]);
        let mut drafts = Vec::new();
        let options = ReadOptions::default();
        let report = (FORMAT.read)(&source, &options, &mut |draft| drafts.push(draft)).unwrap();
        ((FORMAT.detect)(&source), drafts, report)
    }

    #[test]
    fn each_line_is_an_item() {
        let (likeness, drafts, report) = read(
            b"As a user, I want to pay by card, so that it\x92s quick.\r\n\r\n- Pay later\n2. Pay later.\n",
        );
        assert_eq!(likeness, Likeness::Text);
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].title, "Pay by card");
        assert!(drafts[0].body.contains("it\u{2019}s quick."));
        assert_eq!(
            (drafts[1].title.as_str(), drafts[1].body.as_str()),
            ("Pay later", "")
        );
        assert_eq!(report.reported[0].at.to_string(), "stories.txt:4");
        assert_ne!(drafts[0].key, drafts[1].key);
    }

    #[test]
    fn ticks_are_done_and_rules_are_no_items() {
        let (_, drafts, report) =
            read(b"TO DO\n=====\n1. [X] Pay\n- [ ] Ship\n* [x] Pack\n[ ] Send\n---\n");
        let told: Vec<(&str, bool)> = drafts
            .iter()
            .map(|draft| (draft.title.as_str(), draft.status.is_some()))
            .collect();
        let done = [
            ("TO DO", false),
            ("Pay", true),
            ("Ship", false),
            ("Pack", true),
            ("Send", false),
        ];
        assert_eq!(told, done);
        let rows: Vec<String> = report
            .reported
            .iter()
            .map(|remark| remark.at.to_string())
            .collect();
        assert_eq!(rows, ["stories.txt:2", "stories.txt:7"]);
    }

    #[test]
    fn other_files_are_not_taken() {
        assert_eq!(read(b"As a user, I want tea.\n").0, Likeness::Table);
        assert_eq!(read(b"\x7fELF\x01\x02\x03\n").0, Likeness::No);
        assert_eq!(read(b"").0, Likeness::No);
    }
}
