//! The words of the plainest texts, with which most stories begin: paragraphs and headings without markup.

use super::lines::each_line;
use super::plain_outline::is_plain;
use super::prose::Prose;

/// Returns the first `count` paragraphs and headings of `text` where each line up to there is blank, a heading or plain words.
pub(super) fn plain_prose(text: &str, count: usize) -> Option<Prose> {
    let mut prose = Prose::default();
    let mut fresh = true;
    let mut start = 0;
    for line in each_line(text) {
        let whole = line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let words = line.trim_start_matches('#');
        let level = line.len() - words.len();
        let words = match level {
            0 => words,
            1..=6 => words.strip_prefix(' ')?,
            _ => return None,
        };
        fresh |= level > 0;
        if line.is_empty() {
            fresh = true;
        } else if is_plain(words) {
            if !fresh {
                prose.push("\n", start - 1, 1);
            }
            if prose.open(&mut fresh, count).is_none() {
                return Some(prose);
            }
            prose.push(words, start + line.len() - words.len(), words.len());
            fresh = level > 0;
        } else {
            return None;
        }
        start += whole;
    }
    Some(prose)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::plain_prose;
    use crate::text::prose::parsed_prose;

    #[test]
    fn takes_the_usual_beginning_of_a_story() {
        let text = "\n# Größe\n\nAs a guest,\nI want (more): \"this\".\n## Acceptance criteria\n";
        assert_eq!(plain_prose(text, 9), Some(parsed_prose(text, 9)));
        assert_eq!(plain_prose(text, 2), Some(parsed_prose(text, 2)));
        for other in [
            "*a*\n", "a\n===\n", "- a\n", "a  \nb\n", " a\n", "# a #\n", "#\n", "a\r\n",
        ] {
            assert_eq!(plain_prose(other, 9), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn equals_what_is_parsed(
            text in "(# |## |####### |#|- |[a-c]{1,3}|a: b|é|\u{a0}|\u{85}|\u{2028}|--|==|1[.] |\\+|[ ,.;:'\"()/+%$?=-]|\n|\n\n){0,16}",
            other in any::<String>(),
            count in 0..4_usize,
        ) {
            for text in [&text, &other, &format!("a\n# {text}"), &format!("a{text}\nb\n{other}")] {
                if let Some(prose) = plain_prose(text, count) {
                    prop_assert_eq!(prose, parsed_prose(text, count));
                }
            }
        }
    }
}
