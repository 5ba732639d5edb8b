//! `check-baseline.yaml`: accepted findings, one a line, so that merges seldom meet on one.

use std::ops::Range;

use crate::model::{Accepted, BASELINE_FILE, Diagnostic, Place, StoryId};
use crate::store::config_file::did_you_mean;
use crate::store::decode::{MAX_FILE, UNREADABLE, decode};
use crate::store::field_reader::short;
use crate::store::front_matter::{Content, Entry, Node, explain, header_of_list, text_value};

const HEAD: &str = "\
# Findings that the team accepted: they do not fail a check, new ones do. `po check --add-baseline` writes this file,
# a line a finding, and takes out lines whose finding is gone. Deleting a line brings its finding back.
accepted:
";
/// What an entry may look like.
const EXAMPLE: &str = "write `- {rule: missing-acceptance-criteria, story: US-12, text: status}`";
const KEYS: [&str; 5] = ["rule", "story", "file", "text", "count"];

/// Reads the accepted findings. Nothing in the file is passed over.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn read_baseline(bytes: &[u8]) -> Result<Vec<Accepted>, Diagnostic> {
    let text = decode(BASELINE_FILE, bytes)?;
    let (_, header) =
        header_of_list(text).map_err(|problem| explain(BASELINE_FILE, text, &problem))?;
    let mut accepted = Vec::new();
    for entry in &header.entries {
        if entry.key != "accepted" {
            return Err(unknown(entry, &["accepted"]));
        }
        match &entry.value.content {
            Content::Null => {}
            Content::List { items, .. } => {
                for item in items {
                    accepted.push(read_entry(item)?);
                }
            }
            _ => return Err(wrong(&entry.value.range, "`accepted` is not a list")),
        }
    }
    Ok(accepted)
}

fn read_entry(node: &Node<'_>) -> Result<Accepted, Diagnostic> {
    let Content::Map { entries, .. } = &node.content else {
        return Err(wrong(
            &node.range,
            "an accepted finding has keys and values",
        ));
    };
    let mut accepted = Accepted {
        rule: String::new(),
        owner: String::new(),
        text: String::new(),
        count: 1,
        range: node.range.clone(),
    };
    for entry in entries {
        let key = entry.key.as_ref();
        if !KEYS.contains(&key) {
            return Err(unknown(entry, &KEYS));
        }
        let Content::Scalar { text, .. } = &entry.value.content else {
            let at = if entry.value.range.is_empty() {
                &entry.key_range
            } else {
                &entry.value.range
            };
            return Err(wrong(at, format!("`{key}` holds no text")));
        };
        match key {
            "rule" => accepted.rule = text.trim().to_owned(),
            "story" => match text.parse::<StoryId>() {
                Ok(id) => accepted.owner = id.to_string(),
                Err(error) => return Err(wrong(&entry.value.range, error.to_string())),
            },
            "file" => accepted.owner = text.as_ref().to_owned(),
            "text" => accepted.text = text.as_ref().to_owned(),
            _ => match text.trim().parse() {
                Ok(count) if count > 0 => accepted.count = count,
                _ => {
                    let message = format!("`{}` is not a number of findings", short(text));
                    return Err(wrong(&entry.value.range, message));
                }
            },
        }
    }
    if accepted.rule.is_empty() || accepted.owner.is_empty() {
        let message = "an accepted finding needs a rule, and a story or a file";
        return Err(wrong(&node.range, message));
    }
    Ok(accepted)
}

fn unknown(entry: &Entry<'_>, known: &[&str]) -> Diagnostic {
    let key = short(&entry.key);
    let meant = did_you_mean(&key, known);
    wrong(&entry.key_range, format!("unknown key `{key}`{meant}"))
}

fn wrong(range: &Range<usize>, message: impl Into<String>) -> Diagnostic {
    let place = Place::bytes(BASELINE_FILE, range.clone());
    Diagnostic::error(UNREADABLE, place, message, "not understood").fix(EXAMPLE)
}

/// Returns the file of those findings, a line each in the order given; nothing where it would be larger than any file that is
/// read.
#[must_use]
pub fn baseline_text(accepted: &[Accepted]) -> Option<String> {
    let mut text = HEAD.to_owned();
    for entry in accepted {
        let owner = match entry.owner.parse::<StoryId>() {
            Ok(id) if id.to_string() == entry.owner => format!("story: {id}"),
            _ => format!("file: {}", text_value(&entry.owner, true)),
        };
        text.push_str(&format!("- {{rule: {}, {owner}", entry.rule));
        if !entry.text.is_empty() {
            text.push_str(&format!(", text: {}", text_value(&entry.text, true)));
        }
        if entry.count > 1 {
            text.push_str(&format!(", count: {}", entry.count));
        }
        text.push_str("}\n");
        if text.len() > MAX_FILE {
            return None;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{baseline_text, read_baseline};
    use crate::model::Accepted;
    use crate::store::locate;

    fn entry(rule: &str, owner: &str, text: &str, count: usize) -> Accepted {
        Accepted {
            rule: rule.to_owned(),
            owner: owner.to_owned(),
            text: text.to_owned(),
            count,
            range: 0..0,
        }
    }

    fn unplaced(entries: Vec<Accepted>) -> Vec<Accepted> {
        let entries = entries.into_iter();
        entries
            .map(|entry| Accepted {
                range: 0..0,
                ..entry
            })
            .collect()
    }

    #[test]
    fn a_line_a_finding_in_plain_words() {
        let entries = [
            entry("unknown-config-key", "po.yaml", "sprnt: 2", 1),
            entry("duplicate-id", "US-7", "", 2),
            entry(
                "vague-criterion",
                "US-12",
                "the \"best\" \\ 5 % {a: b} # c",
                1,
            ),
        ];
        let text = baseline_text(&entries).unwrap();
        let lines: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "accepted:",
                "- {rule: unknown-config-key, file: po.yaml, text: \"sprnt: 2\"}",
                "- {rule: duplicate-id, story: US-7, count: 2}",
                "- {rule: vague-criterion, story: US-12, text: 'the \"best\" \\ 5 % {a: b} # c'}",
            ]
        );
        let read = read_baseline(text.as_bytes()).unwrap();
        assert!(text[read[1].range.clone()].starts_with("{rule: duplicate-id"));
        assert_eq!(unplaced(read), entries);
        for empty in ["", "accepted:\n", "accepted: []\n", "# none\n"] {
            assert_eq!(read_baseline(empty.as_bytes()), Ok(Vec::new()), "{empty}");
        }
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (text, place, words) in [
            ("accepted:\n- {rule: a, story: US-1\n", (2, 3), "bracket"),
            (
                "acepted: []\n",
                (1, 1),
                "unknown key `acepted`; did you mean `accepted`?",
            ),
            ("accepted: x\n", (1, 11), "`accepted` is not a list"),
            (
                "accepted:\n- x\n",
                (2, 3),
                "an accepted finding has keys and values",
            ),
            (
                "accepted:\n- {rule: a}\n",
                (2, 3),
                "an accepted finding needs a rule, and a story or a file",
            ),
            (
                "accepted:\n- {story: US-1}\n",
                (2, 3),
                "an accepted finding needs a rule, and a story or a file",
            ),
            ("accepted:\n- {rule: a, story: 12}\n", (2, 20), "12"),
            (
                "accepted:\n- {rule: a, story: US-1, conut: 2}\n",
                (2, 26),
                "unknown key `conut`; did you mean `count`?",
            ),
            (
                "accepted:\n- {rule: a, story: US-1, count: 0}\n",
                (2, 33),
                "`0` is not a number of findings",
            ),
            (
                "accepted:\n- {rule: a, story: US-1, text: [b]}\n",
                (2, 32),
                "`text` holds no text",
            ),
            (
                "accepted:\n<<<<<<< HEAD\n- {rule: a, story: US-1}\n=======\n>>>>>>> b\n",
                (2, 1),
                "conflict",
            ),
        ] {
            let problem = read_baseline(text.as_bytes()).unwrap_err();
            let at = locate(text.as_bytes(), &problem.place.at);
            assert_eq!((at.line, at.column), place, "{text}{}", problem.message);
            assert!(problem.message.contains(words), "{}", problem.message);
        }
        assert!(read_baseline(b"\xff\xfe").is_err());
    }

    #[test]
    fn as_long_as_a_file_may_be_and_no_longer() {
        let many = |count: usize| -> Vec<Accepted> {
            let entry = |n| {
                entry(
                    "missing-acceptance-criteria",
                    &format!("US-{n}"),
                    &"x".repeat(60),
                    1,
                )
            };
            (1..=count).map(entry).collect()
        };
        let text = baseline_text(&many(30_000)).unwrap();
        assert_eq!(read_baseline(text.as_bytes()).unwrap().len(), 30_000);
        assert_eq!(baseline_text(&many(60_000)), None);
    }

    proptest! {
        #[test]
        fn any_words_come_back(text: String, owner: String, count in 1usize..9) {
            let owner = format!("{owner}.md");
            let entries = vec![entry("a-b", &owner, &text, count), entry("a-b", "US-1", &text, 1)];
            let written = baseline_text(&entries).unwrap();
            prop_assert_eq!(written.lines().count(), 5);
            prop_assert_eq!(unplaced(read_baseline(written.as_bytes()).unwrap()), entries);
        }

        #[test]
        fn never_panics(bytes: Vec<u8>, text in "accepted:\n(- \\{(rule|story|text|count): \\PC{0,5},?\\}?\n|\\PC{0,9}\n){0,5}") {
            let _ = read_baseline(&bytes);
            let _ = read_baseline(text.as_bytes());
        }
    }
}
