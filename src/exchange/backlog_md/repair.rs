//! Mends front matter that is no YAML but can only mean one thing, line by line.

use serde_yaml::{Mapping, Value};

use crate::exchange::backlog_md::entries::key_of;

/// A line that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The line, from 1.
    pub line: usize,
    /// The key whose value was put in quotes.
    pub key: String,
}

/// Returns `yaml` mended, its value, and what was mended besides bare `@` values (which Backlog.md itself writes);
/// `None` when it is still no YAML.
#[must_use]
pub fn repair(yaml: &str) -> Option<(String, Value, Vec<Repair>)> {
    let quoted = quote_at_signs(yaml);
    if let Ok(value) = serde_yaml::from_str(&quoted) {
        return Some((quoted, value, Vec::new()));
    }
    let (mended, repairs) = quote_broken_lines(&quoted);
    if repairs.is_empty() {
        return None;
    }
    let value = serde_yaml::from_str(&mended).ok()?;
    Some((mended, value, repairs))
}

/// Puts quotes round values and list items that start with `@`, which YAML reserves.
fn quote_at_signs(yaml: &str) -> String {
    let mut mended = String::with_capacity(yaml.len() + 64);
    let mut block: Option<usize> = None;
    for line in yaml.split_inclusive('\n') {
        let (text, end) = line
            .strip_suffix('\n')
            .map_or((line, ""), |text| (text, "\n"));
        let indent = text.len() - text.trim_start().len();
        if block.is_some_and(|outer| indent > outer || text.trim().is_empty()) {
            mended.push_str(line);
            continue;
        }
        let start = value_start(text);
        let (head, value) = text.split_at(start);
        block = value.starts_with(['|', '>']).then_some(indent);
        mended.push_str(head);
        if value.starts_with('@') {
            mended.push_str(&quote(value));
        } else if value.starts_with('[') {
            mended.push_str(&quote_items(value));
        } else {
            mended.push_str(value);
        }
        mended.push_str(end);
    }
    mended
}

/// Where the value of a line `key: value` or `- value` begins; its end where there is none.
fn value_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while line[at..].starts_with("- ") {
        at += 2;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    match key_of(&line[at..]) {
        Some(key) => {
            let after = at + key.len();
            let colon = line[after..]
                .find(':')
                .map_or(line.len(), |c| after + c + 1);
            colon + (line[colon..].len() - line[colon..].trim_start().len())
        }
        None => at,
    }
}

/// Quotes the bare `@` items of a flow list on one line.
fn quote_items(list: &str) -> String {
    let mut mended = String::with_capacity(list.len() + 16);
    let mut rest = list;
    let mut item_starts = true;
    while let Some(c) = rest.chars().next() {
        match c {
            '@' if item_starts => {
                let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
                mended.push_str(&quote(&rest[..end]));
                rest = &rest[end..];
                item_starts = false;
                continue;
            }
            '"' | '\'' if item_starts => {
                let end = rest[1..].find(c).map_or(rest.len(), |end| end + 2);
                mended.push_str(&rest[..end]);
                rest = &rest[end..];
                item_starts = false;
                continue;
            }
            '[' | ',' | '{' => item_starts = true,
            c if c.is_whitespace() => {}
            _ => item_starts = false,
        }
        mended.push(c);
        rest = &rest[c.len_utf8()..];
    }
    mended
}

/// Quotes the whole value of each `key: value` line that is broken by itself and has no line that continues it.
fn quote_broken_lines(yaml: &str) -> (String, Vec<Repair>) {
    let mut mended = String::with_capacity(yaml.len() + 64);
    let mut repairs = Vec::new();
    let lines: Vec<&str> = yaml.split('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            mended.push('\n');
        }
        let continued = lines.get(index + 1).is_some_and(|next| {
            next.starts_with([' ', '\t']) || next.starts_with("- ") || *next == "-"
        });
        match key_of(line) {
            Some(key) if !continued && serde_yaml::from_str::<Mapping>(line).is_err() => {
                let start = value_start(line);
                match inner_text(&line[start..]) {
                    Some(text) => {
                        mended.push_str(&line[..start]);
                        mended.push_str(&quote(text));
                        repairs.push(Repair {
                            line: index + 1,
                            key: key.trim_matches(['"', '\'']).to_owned(),
                        });
                    }
                    None => mended.push_str(line),
                }
            }
            _ => mended.push_str(line),
        }
    }
    (mended, repairs)
}

/// The text that a broken value must mean, or `None` where it may mean something else.
fn inner_text(value: &str) -> Option<&str> {
    let value = value.trim();
    let mark = value.chars().next()?;
    // An alias may stand for another key's value, a lone anchor or tag may be followed by one.
    if matches!(mark, '*' | '&' | '!' | '|' | '>') && !value.contains(' ') {
        return None;
    }
    // `[WIP] new` is closed and followed by words; a list that is never closed may go on elsewhere.
    if (mark == '[' && !value.contains(']')) || (mark == '{' && !value.contains('}')) {
        return None;
    }
    if matches!(mark, '"' | '\'') {
        let inner = value.strip_prefix(mark)?;
        return match inner.strip_suffix(mark) {
            Some(inner) if !inner.contains('\\') => Some(inner),
            Some(_) => None,
            // `"One" and two`: closed and followed by words; never closed is not certain.
            None => inner.contains(mark).then_some(value),
        };
    }
    Some(value)
}

fn quote(text: &str) -> String {
    format!("'{}'", text.trim_end().replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    use super::repair;

    fn mended(yaml: &str) -> (Value, Vec<(usize, String)>) {
        let (_, value, repairs) = repair(yaml).unwrap_or_else(|| panic!("not mended: {yaml}"));
        (
            value,
            repairs.into_iter().map(|r| (r.line, r.key)).collect(),
        )
    }

    #[test]
    fn quotes_bare_at_signs_everywhere() {
        let yaml = "assignee: @ada\nreporter: @bob o'neill\nassignee2: [@ada, '@b, c', x@y, @d ]\nassignee3:\n  - @ada\n- @x\n";
        let yaml = yaml.replace("- @x\n", "");
        let (value, repairs) = mended(&yaml);
        assert!(repairs.is_empty());
        assert_eq!(value["assignee"], "@ada");
        assert_eq!(value["reporter"], "@bob o'neill");
        assert_eq!(value["assignee2"][0], "@ada");
        assert_eq!(value["assignee2"][1], "@b, c");
        assert_eq!(value["assignee2"][2], "x@y");
        assert_eq!(value["assignee2"][3], "@d");
        assert_eq!(value["assignee3"][0], "@ada");
    }

    #[test]
    fn leaves_block_text_alone() {
        let (value, _) = mended("a: @x\nb: |\n  c: @y\n\n  - @z\nd: @w\n");
        assert_eq!(value["b"], "c: @y\n\n- @z\n");
        assert_eq!(value["d"], "@w");
    }

    #[test]
    fn quotes_what_can_only_be_text() {
        for (line, text) in [
            ("title: Story: 3", "Story: 3"),
            ("title: [WIP] new board", "[WIP] new board"),
            ("title: \"One\" and two", "\"One\" and two"),
            ("title: 'don't do it'", "don't do it"),
            ("title: %done", "%done"),
            ("title: `po` works", "`po` works"),
            ("title: *important* fix", "*important* fix"),
        ] {
            let (value, repairs) = mended(&format!("id: BACK-1\n{line}\nstatus: Done\n"));
            assert_eq!(value["title"], text, "{line}");
            assert_eq!(repairs, [(2, "title".to_owned())]);
        }
    }

    #[test]
    fn does_not_guess() {
        for yaml in [
            "title: \"open\nstatus: Done\n",
            "title: a: b\n  goes on\n",
            "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n",
            "a: 1\na: 2\n",
            "other: *alias\n",
            "labels: [a, b\n",
            "title: \"a \\\" b \" c\"\n",
        ] {
            assert_eq!(repair(yaml), None, "{yaml}");
        }
    }
}
