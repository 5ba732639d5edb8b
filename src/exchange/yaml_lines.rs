//! What is kept under `extra` as lines of YAML, which old and new readers alike take for the same.

use serde_yaml::{Mapping, Value};

use crate::text::{is_other_in_yaml, is_time_in_yaml};

/// The lines of a mapping, each ended by LF. A day stands without quotes, as a person would write it.
#[must_use]
pub fn yaml_lines(map: &Mapping) -> String {
    let plain = || serde_yaml::to_string(map).unwrap_or_default();
    let whole = Value::Mapping(map.clone());
    if !needs_care(&whole) {
        return plain();
    }
    let lines = block(&whole);
    match serde_yaml::from_str::<Mapping>(&lines) {
        Ok(read) if read == *map => lines,
        _ => plain(),
    }
}

/// Whether some reader would take a word in it for something else, or lines in it would become one.
fn needs_care(value: &Value) -> bool {
    match value {
        Value::Mapping(map) => map
            .iter()
            .any(|(key, value)| needs_care(key) || needs_care(value)),
        Value::Sequence(items) => items.iter().any(needs_care),
        leaf => plain(leaf).is_some() || literal(leaf).is_some(),
    }
}

/// A text of several lines as a block of them, with tabs and spaces at their ends, for which the usual writer would put all of it
/// into one line with escapes; none for any other value.
fn literal(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| text.contains('\n'))?;
    let is_odd = |c: char| c != '\n' && c != '\t' && (c.is_control() || is_break(c));
    let is_one_line = |line: &str| line.contains('\t') || line.ends_with(' ');
    let words = text.trim_end_matches('\n');
    if words.trim().is_empty() || text.contains(is_odd) || !text.split('\n').any(is_one_line) {
        return None;
    }
    // A block whose first line is indented, or empty, says by how much its lines are.
    let indent = match words.starts_with([' ', '\t', '\n']) {
        true => "2",
        false => "",
    };
    let end = match text.len() - words.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    Some(format!(
        "|{indent}{end}\n{}",
        indented(&format!("{words}\n")) + &text[words.len()..].replacen('\n', "", 1)
    ))
}

/// What YAML takes for the end of a line, or leaves out of a text.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// The lines of a value that holds others.
fn block(value: &Value) -> String {
    match value {
        Value::Mapping(map) => map.iter().map(|(key, value)| entry(key, value)).collect(),
        Value::Sequence(items) => items.iter().map(item).collect(),
        _ => String::new(),
    }
}

fn entry(key: &Value, value: &Value) -> String {
    let alone = |value: &Value| {
        let map = Mapping::from_iter([(key.clone(), value.clone())]);
        let lines = quoted_at_end(serde_yaml::to_string(&map).unwrap_or_default(), value);
        match plain(key).and_then(|word| lines.strip_prefix(word)) {
            Some(rest) => format!("'{}'{rest}", plain(key).unwrap_or_default()),
            None => lines,
        }
    };
    let block_of_lines = literal(value);
    if !holds_others(value) && block_of_lines.is_none() {
        return alone(value);
    }
    let head = alone(&Value::Null);
    let head = head.trim_end().trim_end_matches("null").trim_end();
    if let Some(lines) = block_of_lines {
        return format!("{head} {lines}");
    }
    match value {
        Value::Mapping(_) => format!("{head}\n{}", indented(&block(value))),
        _ => format!("{head}\n{}", block(value)),
    }
}

fn item(value: &Value) -> String {
    if holds_others(value) {
        let lines = indented(&block(value));
        return format!("- {}", lines.trim_start_matches(' '));
    }
    if let Some(lines) = literal(value) {
        return format!("- {lines}");
    }
    let lines = serde_yaml::to_string(std::slice::from_ref(value)).unwrap_or_default();
    quoted_at_end(lines, value)
}

fn holds_others(value: &Value) -> bool {
    match value {
        Value::Mapping(map) => !map.is_empty(),
        Value::Sequence(items) => !items.is_empty(),
        _ => false,
    }
}

/// A text that some reader would take for something else where it stands without quotes.
fn plain(value: &Value) -> Option<&str> {
    let text = value.as_str()?;
    (is_other_in_yaml(text) && !is_time_in_yaml(text)).then_some(text)
}

/// Lines that end with a value, which stands in quotes where it must.
fn quoted_at_end(lines: String, value: &Value) -> String {
    let before = plain(value).and_then(|word| lines.strip_suffix('\n')?.strip_suffix(word));
    match before {
        Some(before) if before.ends_with(' ') => {
            format!("{before}'{}'\n", plain(value).unwrap_or_default())
        }
        _ => lines,
    }
}

fn indented(lines: &str) -> String {
    let lines = lines.split_inclusive('\n');
    lines
        .map(|line| match line {
            "\n" => line.to_owned(),
            line => format!("  {line}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
    use serde_yaml::{Mapping, Value};

    use super::yaml_lines;

    fn lines(yaml: &str) -> String {
        yaml_lines(&serde_yaml::from_str(yaml).unwrap())
    }

    #[test]
    fn words_of_old_yaml_stand_in_quotes() {
        for (value, written) in [
            ("\"no\"", "'no'"),
            ("\"1_000\"", "'1_000'"),
            ("\"12:30\"", "'12:30'"),
            ("\"=\"", "'='"),
            ("\"true\"", "'true'"),
            ("true", "true"),
            ("7", "7"),
            ("2026-11-21", "2026-11-21"),
            ("nope", "nope"),
        ] {
            assert_eq!(lines(&format!("a: {value}\n")), format!("a: {written}\n"));
            assert_eq!(
                lines(&format!("a: [{value}]\n")),
                format!("a:\n- {written}\n")
            );
        }
        assert_eq!(lines("\"<<\": x\n"), "'<<': x\n");
        assert_eq!(
            lines("\"no\": [\"on\", {\"off\": \"yes\", b: c}]\n"),
            "'no':\n- 'on'\n- 'off': 'yes'\n  b: c\n"
        );
        assert_eq!(
            lines("a:\n  b:\n    \"n\": {}\n"),
            "a:\n  b:\n    'n': {}\n"
        );
    }

    #[test]
    fn lines_stay_lines() {
        for (text, lines) in [
            ("a \nb\tc", "a: |-\n  a \n  b\tc\n"),
            ("a \n\nb\n", "a: |\n  a \n\n  b\n"),
            (" a\n\tb\n\n", "a: |2+\n   a\n  \tb\n\n"),
            ("a\nb", "a: |-\n  a\n  b\n"),
        ] {
            let map = Mapping::from_iter([(Value::from("a"), Value::from(text))]);
            assert_eq!(yaml_lines(&map), lines);
            let list = Value::from(vec![text, "b"]);
            let map = Mapping::from_iter([(Value::from("a"), list)]);
            let written = yaml_lines(&map);
            assert!(
                written.starts_with("a:\n- |") && !written.contains('"'),
                "{written}"
            );
            assert_eq!(serde_yaml::from_str::<Mapping>(&written).unwrap(), map);
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            "(no|Yes|<<|=|1_000|12:30|a|\\~|)".prop_map(Value::from),
            "[ a:#\\-'\"\n\t|>]{0,8}".prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            Just(Value::Null),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec(("(no|a|b|<<|- x|a\nb|)", inner), 0..4).prop_map(
                    |pairs| {
                        let pairs = pairs.into_iter();
                        Value::Mapping(
                            pairs
                                .map(|(key, value)| (Value::from(key), value))
                                .collect(),
                        )
                    }
                ),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_mapping_is_read_back(pairs in proptest::collection::vec(("\\PC{0,6}", value()), 0..4)) {
            let pairs = pairs.into_iter().map(|(key, value)| (Value::from(key), value));
            let map = Mapping::from_iter(pairs);
            prop_assert_eq!(serde_yaml::from_str::<Mapping>(&yaml_lines(&map)).unwrap_or_default(), map);
        }
    }
}
