//! Over generated documents: an edit changes the asked value and not one other byte, and nothing panics.

use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::select;

use crate::model::{Config, Edit, FieldEdit, Value};
use crate::store::front_matter::{Content, Entry, Header, header};
use crate::store::{Depth, EditError, edit_bytes, read_story};

const KEYS: [&str; 8] = [
    "title", "labels", "id", "status", "sprint", "points", "outcome", "mine",
];

/// A text as a person might want it, tame or wicked.
fn wish() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}( [a-z]{1,5})?",
        "[ -~]{0,12}",
        select(vec![
            "no",
            "1.10",
            "",
            "~",
            "a: b",
            "# x",
            "- x",
            "'",
            "\"",
            "a\nb",
            "\t",
            "\u{85}",
            "\u{2028}x",
            "@x",
            "é 😀",
            "[x]",
            "a\\b",
            "07",
            "---",
            "<<",
            "a\r\nb",
            "\u{feff}"
        ])
        .prop_map(str::to_owned),
        any::<String>().prop_map(|text| text.chars().take(12).collect()),
    ]
}

/// A value as it may stand in a file, its key's colon before it.
fn written() -> impl Strategy<Value = String> {
    let word = || "[a-z]{1,4}( [a-z]{1,3})?";
    let items = || {
        proptest::collection::vec(
            prop_oneof![4 => word(), 1 => "'[a-z, :]{0,4}'", 1 => "\"[a-z, #]{0,4}\""],
            1..4,
        )
    };
    let tail = || select(vec!["", "", " # note", "  ", "   # a: b"]);
    prop_oneof![
        (select(vec!["", " ", "   "]), tail()).prop_map(|(gap, tail)| format!(":{gap}{tail}")),
        (select(vec![" ", "   "]), word(), tail())
            .prop_map(|(gap, word, tail)| format!(":{gap}{word}{tail}")),
        ("'([a-z :#\"]|''){0,6}'", tail()).prop_map(|(text, tail)| format!(": {text}{tail}")),
        ("\"[a-z :#']{0,6}\"", tail()).prop_map(|(text, tail)| format!(": {text}{tail}")),
        (word(), word()).prop_map(|(a, b)| format!(": {a}\n  {b}")),
        word().prop_map(|a| format!(":\n  # note\n  {a}")),
        (items(), tail()).prop_map(|(items, tail)| format!(": [{}]{tail}", items.join(", "))),
        items().prop_map(|items| format!(": [ {} ]", items.join(","))),
        items().prop_map(|items| format!(": [\n  {} # last\n]", items.join(", # note\n  "))),
        items().prop_map(|items| format!(": [\n  {},\n  ]", items.join(",\n  "))),
        (
            items(),
            select(vec!["", "  ", "    "]),
            select(vec![" ", "   "]),
            tail()
        )
            .prop_map(|(items, indent, gap, tail)| {
                let lines: Vec<String> = items
                    .iter()
                    .map(|item| format!("\n{indent}-{gap}{item}{tail}"))
                    .collect();
                format!(":{}", lines.concat())
            }),
        (
            select(vec!["|", ">", "|-", ">-", "|+", "| # note"]),
            word(),
            select(vec!["", "\n", "\n\n"])
        )
            .prop_map(|(mark, word, blank)| format!(": {mark}\n  {word}\n\n   {word}{blank}")),
        (word(), word()).prop_map(|(a, b)| format!(": {{{a}: {b}}}")),
        (word(), word()).prop_map(|(a, b)| format!(":\n  {a}: {b}\n  z:")),
        select(vec![
            ": &x a", ": *x", ": !t a", ": &y [a]", ": [*x]", ": ~", ": null", ": []", ": {}"
        ])
        .prop_map(str::to_owned),
    ]
}

fn document() -> impl Strategy<Value = String> {
    let key = select(KEYS.to_vec());
    let lines = proptest::collection::vec(
        (
            key,
            written(),
            select(vec!["", "", "", "# c\n", "\n", "  \n"]),
        ),
        0..7,
    );
    let anchor = select(vec!["", "", "", "anchor: &x 1\n"]);
    let body = select(vec!["", "\n", "\nBody\n---\nmore", "x"]);
    (lines, anchor, body, any::<bool>(), any::<bool>()).prop_map(
        |(lines, anchor, body, crlf, bom)| {
            let mut text = format!("---\n{anchor}");
            let mut seen = Vec::new();
            for (key, value, after) in lines {
                if !seen.contains(&key) {
                    seen.push(key);
                    text.push_str(&format!("{key}{value}\n{after}"));
                }
            }
            text.push_str("---");
            if !body.is_empty() {
                text.push_str(&format!("\n{body}"));
            }
            let text = if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            };
            if bom { format!("\u{feff}{text}") } else { text }
        },
    )
}

fn edit() -> impl Strategy<Value = FieldEdit> {
    let key = || select(KEYS.to_vec()).prop_map(str::to_owned);
    let value = prop_oneof![
        wish().prop_map(Value::Text),
        "[a-z0-9.-]{1,8}".prop_map(Value::Plain),
        wish().prop_map(Value::Plain),
        proptest::collection::vec(wish(), 0..3).prop_map(Value::List),
        Just(Value::Map(vec![
            ("points".to_owned(), "3.5".to_owned()),
            ("url".to_owned(), "a: b".to_owned())
        ])),
        Just(Value::Empty),
    ];
    prop_oneof![
        4 => (key(), value).prop_map(|(key, value)| FieldEdit::Set { key, value }),
        2 => (key(), wish()).prop_map(|(key, item)| FieldEdit::Add { key, item }),
        1 => (key(), "[a-z]").prop_map(|(key, item)| FieldEdit::Remove { key, item }),
        1 => (key(), select(vec!["a", "z", "metric"]), proptest::option::of(wish()))
            .prop_map(|(key, part, value)| FieldEdit::SetPart { key, part: part.to_owned(), value }),
        1 => key().prop_map(|key| FieldEdit::Drop { key }),
    ]
}

fn key_of(edit: &FieldEdit) -> &str {
    match edit {
        FieldEdit::Set { key, .. }
        | FieldEdit::Add { key, .. }
        | FieldEdit::Remove { key, .. }
        | FieldEdit::SetPart { key, .. }
        | FieldEdit::Drop { key } => key,
    }
}

/// The texts of a value: its items, or itself.
fn texts(entry: Option<&Entry<'_>>) -> Vec<String> {
    match entry.map(|entry| &entry.value.content) {
        Some(Content::Scalar { text, .. }) => vec![text.to_string()],
        Some(Content::List { items, .. }) => items
            .iter()
            .filter_map(|item| match &item.content {
                Content::Scalar { text, .. } => Some(text.to_string()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The bytes from where an entry's line begins to where the next line after it begins.
fn lines_of(text: &str, header: &Header<'_>, key: &str) -> Option<std::ops::Range<usize>> {
    let entry = header.entry(key)?;
    let start = text[..entry.key_range.start].rfind('\n')? + 1;
    let end = entry.value.range.end.max(entry.colon?);
    Some(start..end + text[end..].find('\n')? + 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn one_value_changes_and_nothing_else(text in document(), edit in edit()) {
        let key = key_of(&edit).to_owned();
        let result = edit_bytes("stories/US-1.md", text.as_bytes(), &[Edit::Field(edit.clone())]);
        let Ok((_, before)) = header(&text) else {
            prop_assert!(matches!(result, Err(EditError::Unreadable(_))));
            return Ok(());
        };
        let edited = match result {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(EditError::Unsafe { .. }) => {
                // Only beside anchors, aliases and tags, and where `|+` would take blank lines that follow the key.
                prop_assert!(text.contains(['&', '*', '!']) || text.contains("|+"), "{edit:?} refused in {text}");
                return Ok(());
            }
            Err(error) => {
                prop_assert_eq!(error.key(), Some(key.as_str()));
                let is_kind = matches!(error, EditError::NotAList { .. } | EditError::NoMapping { .. });
                let risky = text.contains(['&', '*', '!']) || is_kind;
                prop_assert!(risky, "{:?} refused in {}", edit, text);
                return Ok(());
            }
        };
        let (_, after) = header(&edited).unwrap();

        let old = texts(before.entry(&key));
        let new = texts(after.entry(&key));
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        match &edit {
            FieldEdit::Set { value: Value::Text(text) | Value::Plain(text), .. } => prop_assert_eq!(new, vec![text.clone()]),
            FieldEdit::Set { value: Value::List(items), .. } => prop_assert_eq!(&new, items),
            FieldEdit::Set { value: Value::Empty, .. } => {
                prop_assert!(after.entry(&key).is_none_or(|entry| entry.value.content == Content::Null));
            }
            FieldEdit::Set { .. } => {
                let is_map = matches!(&after.entry(&key).unwrap().value.content, Content::Map { entries, .. } if entries.len() == 2);
                prop_assert!(is_map);
            }
            FieldEdit::Add { item, .. } => prop_assert!(new.iter().any(|text| same(text, item)) && new.len() >= old.len().min(1)),
            FieldEdit::Remove { item, .. } => {
                let kept: Vec<String> = old.iter().filter(|text| !same(text, item)).cloned().collect();
                prop_assert_eq!(new, kept);
            }
            FieldEdit::SetPart { part, value, .. } => {
                let held = after.entry(&key).and_then(|entry| match &entry.value.content {
                    Content::Map { entries, .. } => entries.iter().find(|own| own.key == *part),
                    _ => None,
                });
                let held = held.and_then(|own| own.value.text().map(str::to_owned));
                let wanted = value.clone().filter(|value| !value.trim().is_empty());
                prop_assert_eq!(held, wanted);
            }
            FieldEdit::Drop { .. } => prop_assert!(after.entry(&key).is_none()),
        }

        // Outside the lines of the key, every byte is the same.
        match (lines_of(&text, &before, &key), lines_of(&edited, &after, &key)) {
            (Some(old), Some(new)) => {
                prop_assert_eq!(&text[..old.start], &edited[..new.start]);
                prop_assert!(new.end <= edited.len() && edited.ends_with(&text[old.end..]));
            }
            (None, Some(new)) => {
                let without = format!("{}{}", &edited[..new.start], &edited[new.end..]);
                prop_assert_eq!(without, text);
            }
            (Some(old), None) => {
                let without = format!("{}{}", &text[..old.start], &text[old.end..]);
                prop_assert_eq!(without, edited);
            }
            (None, None) => prop_assert_eq!(edited, text),
        }
    }

    #[test]
    fn a_scalar_is_replaced_to_the_byte(text in document(), wanted in wish(), key in select(KEYS.to_vec())) {
        let Ok((_, before)) = header(&text) else { return Ok(()) };
        let Some(entry) = before.entry(key) else { return Ok(()) };
        let in_one_piece = match &entry.value.content {
            Content::Scalar { .. } => !text[entry.value.range.clone()].starts_with(['|', '>']),
            Content::List { flow, .. } | Content::Map { flow, .. } => *flow,
            Content::Null => true,
        };
        let edit = Edit::set(key, Value::Text(wanted));
        if let (true, Ok(bytes)) = (in_one_piece, edit_bytes("stories/US-1.md", text.as_bytes(), &[edit])) {
            let edited = String::from_utf8(bytes).unwrap();
            let range = entry.value.range.clone();
            prop_assert_eq!(&edited[..range.start], &text[..range.start]);
            // An empty key's first blank becomes the one before the value.
            let rest = &text[range.end..];
            let reused = range.is_empty() && edited.ends_with(rest.strip_prefix(' ').unwrap_or(rest));
            prop_assert!(reused || edited.ends_with(rest));
        }
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>, edit in edit()) {
        let front = [b"---\n".as_slice(), &bytes, b"\n---\n"].concat();
        for bytes in [bytes, front] {
            let _ = read_story("stories/US-1.md", &bytes, &Config::default(), Depth::Body);
            let _ = edit_bytes("stories/US-1.md", &bytes, &[Edit::Field(edit.clone())]);
            let _ = edit_bytes("po.yaml", &bytes, &[Edit::Field(edit.clone())]);
        }
    }

    #[test]
    fn no_mutation_panics(text in document(), at: proptest::sample::Index, with in "[\\[\\]{}:,#&*!|>'\"%@`\\- \t\r\n-]{0,3}", edit in edit()) {
        let mut at = at.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let text = format!("{}{with}{}", &text[..at], &text[at..]);
        let _ = read_story("stories/US-1.md", text.as_bytes(), &Config::default(), Depth::Body);
        if let Ok(bytes) = edit_bytes("stories/US-1.md", text.as_bytes(), &[Edit::Field(edit.clone())]) {
            // What can be edited can be read, and the same edit again changes nothing.
            let again = edit_bytes("stories/US-1.md", &bytes, &[Edit::Field(edit)]);
            prop_assert_eq!(again.as_deref(), Ok(bytes.as_slice()));
        }
    }
}
