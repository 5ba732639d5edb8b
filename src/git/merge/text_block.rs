//! Merges texts line by line: what stands between the items of a list, and values of several lines.

use std::collections::HashMap;

use super::hunks::{Hunk, hunks};
use super::rules::Side;
use super::three::{Pick, Three};

/// The text with a side favoured, of which lines are taken that both changed.
pub(super) fn merged_text(texts: &Three<&str>, favoured: Side) -> String {
    let whole = || (*texts.of(texts.pick().favouring(favoured))).to_owned();
    if texts.pick() != Pick::Contested {
        return whole();
    }
    let Some((lines, hunks)) = line_hunks(texts) else {
        return whole();
    };
    let numbers = hunks.iter().flat_map(|hunk| match hunk {
        Hunk::Agreed(numbers) => numbers,
        Hunk::Contested(part) => part.of(favoured),
    });
    numbers.map(|number| lines[*number]).collect()
}

/// The text with the changes of both sides; none where both changed a line, or lines that touch.
pub(super) fn agreed_text(texts: &Three<&str>) -> Option<String> {
    let (lines, hunks) = line_hunks(texts)?;
    let mut agreed = String::new();
    for hunk in hunks {
        match hunk {
            Hunk::Agreed(numbers) => agreed.extend(numbers.into_iter().map(|at| lines[at])),
            Hunk::Contested(_) => return None,
        }
    }
    Some(agreed)
}

/// The lines of all versions, each once, and the versions compared in their numbers.
fn line_hunks<'a>(texts: &Three<&'a str>) -> Option<(Vec<&'a str>, Vec<Hunk>)> {
    let mut lines: Vec<&str> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for text in [texts.base, texts.ours, texts.theirs] {
        for line in text.split_inclusive('\n') {
            known.entry(line).or_insert_with(|| {
                lines.push(line);
                lines.len() - 1
            });
        }
    }
    let numbers = texts.map(|text| {
        let lines = text.split_inclusive('\n');
        lines.map(|line| known[line]).collect::<Vec<usize>>()
    });
    Some((lines, hunks(&numbers)?))
}

#[cfg(test)]
mod tests {
    use super::merged_text;
    use crate::git::merge::rules::Side;
    use crate::git::merge::three::Three;

    #[test]
    fn what_nobody_contests_is_there_whichever_side_is_favoured() {
        let texts = Three {
            base: "a\nb\nc\nd\ne\n",
            ours: "a\nB\nc\nd\nours\n",
            theirs: "A\nb\nc\nd\ntheirs\n",
        };
        // Lines that touch are contested.
        assert_eq!(merged_text(&texts, Side::Ours), "a\nB\nc\nd\nours\n");
        let texts = Three {
            theirs: "a\nb\nc\nD\ntheirs\n",
            base: "a\nb\nc\nd\ne\n",
            ours: "A\nb\nc\nd\nours\n",
        };
        assert_eq!(merged_text(&texts, Side::Ours), "A\nb\nc\nd\nours\n");
        assert_eq!(merged_text(&texts, Side::Theirs), "A\nb\nc\nD\ntheirs\n");
    }
}
