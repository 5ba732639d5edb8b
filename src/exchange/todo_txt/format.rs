//! Tells todo.txt from other texts and reads it.

use crate::exchange::assembly::{Assembly, Finished, Gathered, Known, Take};
use crate::exchange::draft::{Draft, SourceOrder};
use crate::exchange::export_files::export_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::key::number_of_text;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin};
use crate::exchange::source::Source;
use crate::exchange::text_file::each_line;
use crate::exchange::todo_txt::line::{Mark, TodoLine, mark_of, todo_line};

/// todo.txt.
pub const FORMAT: Format = Format {
    name: "todo-txt",
    title: "todo.txt: a task a line",
    docs: "Reads `todo.txt` and `done.txt`, by name or by what stands in them. A line is an item; the words that remain are its \
           title. The order is that of the priorities `(A)` to `(Z)`, then what has none, as the file has it. Projects and contexts \
           become labels: a project of todo.txt is only a word, and an epic would be an item that nobody wrote. `due:` and all \
           other `key:value` stay under `extra`.",
    columns: &[
        ("(A)", Fate::Taken("rank")),
        ("+project", Fate::Taken("labels")),
        ("@context", Fate::Taken("labels")),
        ("addresses", Fate::Taken("links")),
        ("completion date", Fate::Taken("done")),
        ("creation date", Fate::Taken("created")),
        ("due:", Fate::Kept),
        ("text", Fate::Taken("title")),
        ("x", Fate::Taken("status")),
        ("(any other key:value)", Fate::Kept),
    ],
    detect,
    read,
    write: None,
};

/// The longest line, in bytes.
const LONGEST_LINE: u64 = 64 * 1024;

/// How many lines are looked at.
const LOOKED_AT: usize = 50;

/// Whether a file is called as those of todo.txt are.
fn is_called_so(path: &str) -> bool {
    let name = path.to_lowercase();
    let plain = |known: &str| name == known || name.ends_with(&format!(".{known}"));
    plain("todo.txt") || plain("done.txt")
}

/// The files to read: the only one, or those at the top that are called so; and the others.
fn files(source: &dyn Source) -> (Vec<String>, Vec<String>) {
    let files = export_files(source);
    if files.len() == 1 {
        return (files, Vec::new());
    }
    files.into_iter().partition(|path| is_called_so(path))
}

/// Sure where a file is called so, or where half of its lines begin as tasks do; a guess where half have projects or contexts.
fn detect(source: &dyn Source) -> Likeness {
    let (files, _) = files(source);
    let Some(path) = files.first() else {
        return Likeness::No;
    };
    let (mut lines, mut strong, mut weak, mut is_text) = (0, 0, 0, true);
    let read = each_line(source, path, LONGEST_LINE, &mut |_, line| {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        is_text &= !line.contains(|c: char| c.is_control() && c != '\t');
        if !line.is_empty() {
            lines += 1;
            let mark = mark_of(line);
            strong += usize::from(mark == Mark::Strong);
            weak += usize::from(mark >= Mark::Weak);
        }
        is_text && lines < LOOKED_AT
    });
    if read.is_err() || !is_text || lines == 0 {
        Likeness::No
    } else if strong * 2 >= lines || (is_called_so(path) && weak > 0) {
        Likeness::Sure
    } else if weak * 2 > lines && path.to_lowercase().ends_with(".txt") {
        Likeness::Table
    } else {
        Likeness::No
    }
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    source.list("")?;
    let dates = options.dates();
    let known = Known::new(&dates, &options.map, str::to_owned);
    let mut gathered = Gathered::default();
    let (files, others) = files(source);
    if files.is_empty() {
        return Err(ReadError::NotThisFormat {
            expected: "a file `todo.txt`, or a folder with one",
        });
    }
    for path in files {
        each_line(source, &path, LONGEST_LINE, &mut |number, line| {
            let text = String::from_utf8_lossy(line);
            if text.trim().is_empty() {
                return true;
            }
            let origin = Origin::line(path.as_str(), number);
            let todo = todo_line(&text);
            let finished = finished(origin, &todo, &known, &mut gathered);
            // The same task may be done again and again.
            let nothing = |draft: &Draft| (String::new(), draft.title.clone());
            if let Some(draft) = gathered.admit_as(finished, nothing) {
                each(draft);
            }
            true
        })?;
    }
    for path in others {
        gathered.refuse(
            Origin::file(path),
            "the file is no `todo.txt` and no `done.txt`",
        );
    }
    Ok(gathered.report())
}

fn finished(
    origin: Origin,
    todo: &TodoLine<'_>,
    known: &Known<'_>,
    gathered: &mut Gathered,
) -> Finished {
    let mut assembly = Assembly::new(origin, "todo-txt");
    let mut take = |take: Take, name: &str, values: &[String]| {
        if !values.is_empty() {
            gathered.count(name, take);
            assembly.take(take, name, values, known);
        }
    };
    let text = |text: Option<&str>| text.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let words = Some(todo.words.as_str()).filter(|words| !words.is_empty());
    take(Take::Title, "text", &text(words));
    if todo.done {
        take(Take::Status, "x", &text(Some("done")));
    }
    take(Take::Created, "creation date", &text(todo.created));
    take(Take::Done, "completion date", &text(todo.completed));
    let labels: Vec<String> = todo.labels.iter().map(|&label| label.to_owned()).collect();
    take(Take::Labels(&[]), "+project @context", &labels);
    let links: Vec<String> = todo.links.iter().map(|&link| link.to_owned()).collect();
    take(Take::Link, "addresses", &links);
    take(
        Take::Keep,
        "priority",
        &text(todo.priority.map(String::from).as_deref()),
    );
    for (key, value) in todo.values.iter().filter(|(key, _)| *key != "pri") {
        take(Take::Keep, key, &text(Some(value)));
    }
    let (mut draft, notes) = assembly.finish(known)?;
    let place = todo
        .priority
        .map_or(26, |letter| u32::from(letter) - u32::from('A'));
    draft.order = Some(SourceOrder::Number(f64::from(place)));
    // Days and values change; the words and labels say which task it is.
    let named = format!("{} {}", todo.words, todo.labels.join(" "));
    draft.key = format!("task {:016x}", number_of_text(&named.to_lowercase()));
    Ok((draft, notes))
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::FORMATS;
    use crate::exchange::draft::{Draft, SourceOrder};
    use crate::exchange::format::{ReadReport, detect};
    use crate::exchange::memory_source::MemorySource;

    const TODO: &str = "(A) Thank Mom for the meatballs @phone\n(B) 2026-11-20 Schedule Goodwill pickup +Garage @phone due:2026-12-01\n\nPost signs around +Garage\nx 2026-11-21 2026-11-19 Buy milk\nx 2026-11-14 Buy milk\n";

    fn read(files: &[(&str, &str)]) -> (Vec<Draft>, ReadReport) {
        let source = MemorySource::new(files.iter().copied());
        source.drafts(&FORMAT).unwrap()
    }

    #[test]
    fn tasks_become_items() {
        let (drafts, report) = read(&[("todo.txt", TODO), ("notes.md", "x")]);
        assert_eq!(drafts.len(), 5);
        assert_eq!(drafts[0].order, Some(SourceOrder::Number(0.0)));
        assert_eq!(
            (drafts[0].title.as_str(), &*drafts[0].labels),
            ("Thank Mom for the meatballs", &["phone".to_owned()][..])
        );
        assert_eq!(
            drafts[1].created.unwrap().to_string(),
            "2026-11-20T00:00:00Z"
        );
        let kept: Vec<&str> = drafts[1]
            .extra
            .iter()
            .map(|extra| extra.yaml.as_str())
            .collect();
        assert_eq!(kept, ["priority: B\n", "due: 2026-12-01\n"]);
        assert_eq!(drafts[2].title, "Post signs around");
        assert_eq!(drafts[3].done.unwrap().to_string(), "2026-11-21");
        assert_eq!(drafts[3].key, drafts[4].key);
        assert_eq!(drafts[3].status.as_ref().unwrap().name, "done");
        assert_eq!(report.reported.len(), 1);
        assert!(drafts.iter().all(|draft| draft.aliases.is_empty()));
    }

    #[test]
    fn tasks_are_told_from_other_lines() {
        for (name, text, format) in [
            ("todo.txt", TODO, Some("todo-txt")),
            ("stdin", TODO, Some("todo-txt")),
            ("list.txt", "Call +Mom\nPay @home\n", Some("todo-txt")),
            (
                "list.txt",
                "As a user, I want tea.\nAs a user, I want @home.\n",
                Some("lines"),
            ),
            ("list.txt", "One\nTwo\n", Some("lines")),
            ("todo.txt", "One\nTwo\n", Some("lines")),
            (
                "list.txt",
                "1. As an admin, I want (A) and (B).\n",
                Some("lines"),
            ),
        ] {
            let source = MemorySource::new([(name, text)]);
            let found = detect(FORMATS, &source).map(|format| format.name);
            assert_eq!(found, format, "{name}: {text}");
        }
    }
}
