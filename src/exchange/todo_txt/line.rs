//! A line of todo.txt taken apart: `x (A) 2026-11-21 2026-11-20 text +project @context key:value`.

/// A task as its line tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TodoLine<'a> {
    /// Whether it is done.
    pub done: bool,
    /// Its priority, `A` to `Z`.
    pub priority: Option<char>,
    /// When it was done, as written.
    pub completed: Option<&'a str>,
    /// When it was added, as written.
    pub created: Option<&'a str>,
    /// The words, without what stands for itself elsewhere.
    pub words: String,
    /// Projects and contexts, without their signs.
    pub labels: Vec<&'a str>,
    /// Addresses among the words.
    pub links: Vec<&'a str>,
    /// What is written as `key:value`.
    pub values: Vec<(&'a str, &'a str)>,
}

/// How sure a line shows that it is one of todo.txt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Any text.
    None,
    /// A project, a context or a value.
    Weak,
    /// A priority, a date or a done task with its day at the beginning.
    Strong,
}

/// How much a line looks like one of todo.txt.
#[must_use]
pub fn mark_of(line: &str) -> Mark {
    let parts = todo_line(line);
    let begins = parts.created.is_some()
        || parts.completed.is_some()
        || (parts.priority.is_some() && !parts.values.iter().any(|(key, _)| *key == "pri"));
    if begins && !parts.words.is_empty() {
        Mark::Strong
    } else if parts.done || !parts.labels.is_empty() || !parts.values.is_empty() {
        Mark::Weak
    } else {
        Mark::None
    }
}

/// Takes a line apart.
#[must_use]
pub fn todo_line(line: &str) -> TodoLine<'_> {
    let mut todo = TodoLine::default();
    let mut rest = line.trim();
    if let Some(after) = rest.strip_prefix("x ") {
        todo.done = true;
        rest = after.trim_start();
    }
    if let Some(priority) = priority(rest) {
        todo.priority = Some(priority);
        rest = rest[3..].trim_start();
    }
    if let Some(date) = leading_date(rest) {
        todo.created = Some(date);
        rest = rest[date.len()..].trim_start();
        if todo.done {
            todo.completed = todo.created.take();
            if let Some(date) = leading_date(rest) {
                todo.created = Some(date);
                rest = rest[date.len()..].trim_start();
            }
            // Some programs write the days of what is done before its priority.
            if todo.priority.is_none()
                && let Some(priority) = priority(rest)
            {
                todo.priority = Some(priority);
                rest = rest[3..].trim_start();
            }
        }
    }
    words(rest, &mut todo);
    todo
}

/// Takes the words: what stands at the ends as a sign only is left out; in the middle of a sentence its word stays.
fn words<'a>(text: &'a str, todo: &mut TodoLine<'a>) {
    let mut kept: Vec<(&str, bool)> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(name) = label(word) {
            if !todo.labels.contains(&name) {
                todo.labels.push(name);
            }
            kept.push((name, true));
        } else if let Some((key, value)) = key_and_value(word) {
            match (key, value.as_bytes()) {
                ("pri", [letter @ b'A'..=b'Z']) if todo.priority.is_none() => {
                    todo.priority = Some(char::from(*letter));
                }
                _ => {}
            }
            todo.values.push((key, value));
        } else {
            if word.starts_with("https://") || word.starts_with("http://") {
                todo.links.push(word);
            }
            kept.push((word, false));
        }
    }
    let is_word = |(_, label): &(&str, bool)| !label;
    if let (Some(first), Some(last)) = (
        kept.iter().position(is_word),
        kept.iter().rposition(is_word),
    ) {
        kept = kept[first..=last].to_vec();
    }
    let words: Vec<&str> = kept.into_iter().map(|(word, _)| word).collect();
    todo.words = words.join(" ");
}

fn priority(text: &str) -> Option<char> {
    match text.as_bytes() {
        [b'(', letter @ b'A'..=b'Z', b')', b' ', ..] => Some(char::from(*letter)),
        _ => None,
    }
}

/// A date `2026-11-21` that a text begins with, followed by a space or nothing.
fn leading_date(text: &str) -> Option<&str> {
    let date = text.get(..10)?;
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let ends = text[10..].is_empty() || text[10..].starts_with(' ');
    (shaped && ends).then_some(date)
}

/// The name of a project or context.
fn label(word: &str) -> Option<&str> {
    let name = word.strip_prefix(['+', '@'])?;
    let name = name.trim_end_matches([',', '.', ';', '!', '?', ')']);
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    begins.then_some(name)
}

/// A value with its key; an address, a time or a word with a colon is none. A key with a capital has a number or a day.
fn key_and_value(word: &str) -> Option<(&str, &str)> {
    let (key, value) = word.split_once(':')?;
    let (first, rest) = (*key.as_bytes().first()?, key.get(1..)?);
    let letter = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
    };
    let number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    let begins = first.is_ascii_lowercase()
        || (first.is_ascii_uppercase() && rest.len() > 1 && value.bytes().all(number));
    let named = begins && key.len() <= 32 && rest.bytes().all(letter);
    (named && !value.is_empty() && !value.starts_with('/')).then_some((key, value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{Mark, mark_of, todo_line};

    #[test]
    fn a_line_is_taken_apart() {
        let todo =
            todo_line("x (A) 2026-11-21 2026-11-20 Call Mom +Family @phone due:2026-12-01 id:4");
        assert!(todo.done && todo.priority == Some('A'));
        assert_eq!(
            (todo.completed, todo.created),
            (Some("2026-11-21"), Some("2026-11-20"))
        );
        assert_eq!(todo.words, "Call Mom");
        assert_eq!(todo.labels, ["Family", "phone"]);
        assert_eq!(todo.values, [("due", "2026-12-01"), ("id", "4")]);
        let todo = todo_line(
            "(B) 2026-11-20 Review the +Shop order at 12:30 see https://a.example/x @work",
        );
        assert_eq!(
            todo.words,
            "Review the Shop order at 12:30 see https://a.example/x"
        );
        assert_eq!((todo.created, todo.links.len()), (Some("2026-11-20"), 1));
        let todo = todo_line("x 2026-11-21 pay pri:C");
        assert_eq!(
            (todo.priority, todo.completed, todo.created),
            (Some('C'), Some("2026-11-21"), None)
        );
        let todo = todo_line("x 2016-02-21 2016-02-20 (B) Seal the cracks +Repairs Time:08");
        assert_eq!(
            (todo.priority, todo.created, todo.words.as_str()),
            (Some('B'), Some("2016-02-20"), "Seal the cracks")
        );
        assert_eq!(todo.values, [("Time", "08")]);
        for (line, words) in [
            (
                "Mobile: Note:this C:4 é:1 :1",
                "Mobile: Note:this C:4 é:1 :1",
            ),
            ("2016-02-21 (B) is a size", "(B) is a size"),
            ("xylophone", "xylophone"),
            ("(a) not a priority", "(a) not a priority"),
            ("Really 3 + 4 @ home", "Really 3 + 4 @ home"),
            ("+only @labels", "only labels"),
            ("a@b.example wrote: this", "a@b.example wrote: this"),
            ("X done? no", "X done? no"),
            ("", ""),
        ] {
            assert_eq!(todo_line(line).words, words);
            assert!(!todo_line(line).done);
        }
    }

    #[test]
    fn marks_tell_tasks_from_text() {
        assert_eq!(mark_of("(A) Thank Mom"), Mark::Strong);
        assert_eq!(mark_of("x 2026-11-21 done"), Mark::Strong);
        assert_eq!(mark_of("2026-11-21 added"), Mark::Strong);
        assert_eq!(mark_of("Post signs +Garage"), Mark::Weak);
        assert_eq!(mark_of("As a user, I want tea."), Mark::None);
        assert_eq!(mark_of("x pay pri:A"), Mark::Weak);
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "(x |\\(A\\) |2026-11-21 |\\+a|@b |k:v |\\PC){0,12}") {
            let _ = mark_of(&line);
        }
    }
}
