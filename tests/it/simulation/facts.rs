//! What a story of the simulation says, fact by fact, read without any code of the program.

use std::collections::BTreeMap;

use super::by_hand::Form;

/// Facts by name: a key, `P2` for a paragraph, `c7` for a criterion, `n9` for a dated line, `labels a` for an item.
pub type Facts = BTreeMap<String, String>;

/// The fact that says how a file is written down.
pub const FORM: &str = "form";

/// Stands among what commits touched for an item that one of them took out.
pub const GONE: &str = "gone";

/// The fact that holds the whole file as it is written: also what no other fact says, as the order of its keys.
pub const WRITTEN: &str = "written";

/// The keys that say one thing together.
const STATUS: [&str; 4] = ["status", "started", "done", "accepted"];

/// Reads a story; its `created` tells it from all others.
///
/// # Errors
/// What is wrong: a key or a token that stands twice, a line that no edit writes.
pub fn facts(path: &str, text: &str) -> Result<(String, Facts), String> {
    let form = Form::of(text);
    let plain = Form::default().with(text);
    if form.with(&plain) != text {
        return Err("line endings of two kinds".to_owned());
    }
    let rest = plain.strip_prefix("---\n").ok_or("no front matter")?;
    let (front, body) = rest
        .split_once("\n---\n")
        .ok_or("front matter without an end")?;
    let mut facts = Facts::new();
    header(front, &mut facts)?;
    read_body(body, &mut facts)?;
    let created = facts.get("created").cloned().ok_or("no created")?;
    put(&mut facts, "path".to_owned(), path.to_owned())?;
    put(&mut facts, FORM.to_owned(), format!("{form:?}"))?;
    put(&mut facts, WRITTEN.to_owned(), text.to_owned())?;
    Ok((created, facts))
}

fn put(facts: &mut Facts, name: String, value: String) -> Result<(), String> {
    match facts.insert(name.clone(), value) {
        None => Ok(()),
        Some(_) => Err(format!("`{name}` stands twice")),
    }
}

fn header(front: &str, facts: &mut Facts) -> Result<(), String> {
    let mut comments = String::new();
    let mut status = String::new();
    let mut last = String::new();
    for line in front.lines() {
        if line.starts_with('#') {
            comments += line;
            continue;
        }
        // The lines of a text on several lines.
        if line.is_empty() || line.starts_with("  ") {
            let value = facts
                .get_mut(&last)
                .ok_or(format!("a line of no key: {line:?}"))?;
            *value += &format!("\n{line}");
            continue;
        }
        let (key, value) = line.split_once(':').ok_or(format!("no key: {line:?}"))?;
        let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '-');
        if !key.chars().all(plain) {
            return Err(format!("no key: {line:?}"));
        }
        let value = value.strip_prefix(' ').unwrap_or(value);
        if !comments.is_empty() {
            put(
                facts,
                format!("comment {key}"),
                std::mem::take(&mut comments),
            )?;
        }
        if STATUS.contains(&key) {
            if status
                .lines()
                .any(|line| line.starts_with(&format!("{key}=")))
            {
                return Err(format!("`{key}` stands twice"));
            }
            status += &format!("{key}={value}\n");
        } else if matches!(key, "labels" | "depends_on") {
            put(facts, key.to_owned(), "a list".to_owned())?;
            let items = value.trim_start_matches('[').trim_end_matches(']');
            for item in items
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
            {
                put(facts, format!("{key} {item}"), String::new())?;
            }
        } else {
            put(facts, key.to_owned(), value.to_owned())?;
            key.clone_into(&mut last);
        }
    }
    // An empty list and none say the same.
    facts.retain(|name, value| !value.is_empty() || name.contains(' '));
    facts.remove("labels");
    facts.remove("depends_on");
    put(facts, "status".to_owned(), status)
}

fn read_body(body: &str, facts: &mut Facts) -> Result<(), String> {
    let mut section = "";
    let mut parent = String::new();
    let mut last = String::new();
    let mut sections = Vec::new();
    for line in body.lines() {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix("## ") {
            if sections.contains(&title) {
                return Err(format!("section `{title}` stands twice"));
            }
            sections.push(title);
            section = title;
            continue;
        }
        let token = |words: &str| {
            words
                .split(' ')
                .find(|word| is_token(word))
                .map(str::to_owned)
        };
        let name = token(line);
        match name {
            None if line.starts_with("  ") && !line.contains("- ") && !last.is_empty() => {
                let words = facts.get_mut(&last).ok_or("words of nothing")?;
                words.push_str(line);
            }
            None => return Err(format!("nobody wrote {line:?}")),
            Some(name) => {
                let nested = line.starts_with("  ");
                let within = if nested {
                    parent.clone()
                } else {
                    String::new()
                };
                put(facts, name.clone(), format!("{section}/{within}/{line}"))?;
                if !nested {
                    parent.clone_from(&name);
                }
                last = name;
            }
        }
    }
    Ok(())
}

/// Whether a word is a name that only one paragraph, criterion or line has.
fn is_token(word: &str) -> bool {
    let number = word.get(1..).unwrap_or_default();
    word.starts_with(['P', 'c', 'n'])
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the dated lines of each section stand in the order of their days.
pub fn is_by_date(text: &str) -> bool {
    let mut last = "";
    text.lines().all(|line| {
        if line.starts_with("## ") {
            last = "";
        }
        let words = line.strip_prefix("- ").unwrap_or_default();
        let words = words
            .strip_prefix("[ ] ")
            .or(words.strip_prefix("[x] "))
            .unwrap_or(words);
        let Some(date) = words.get(..10).filter(|date| date.starts_with("20")) else {
            return true;
        };
        std::mem::replace(&mut last, date) <= date
    })
}
