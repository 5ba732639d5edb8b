//! Broken front matter is explained with its place and with what to type instead, at once, whatever its size.
#![allow(
    clippy::disallowed_methods,
    reason = "hostile files are read within a time"
)]

use std::time::{Duration, Instant};

use crate::store::front_matter::{explain, header};
use crate::store::locate;

/// `line:column message (label) fix` for a file that cannot be read.
fn explained(file: &str) -> String {
    let problem = header(file).unwrap_err();
    let finding = explain("stories/US-1.md", file, &problem);
    let at = locate(file.as_bytes(), &finding.place.at);
    let (message, label, fix) = (
        &finding.message,
        &finding.label,
        finding.fix.as_deref().unwrap(),
    );
    format!("{}:{} {message} ({label}) {fix}", at.line, at.column)
}

/// The same for front matter between its fences.
fn yaml(yaml: &str) -> String {
    explained(&format!("---\n{yaml}\nid: US-1\n---\n"))
}

#[test]
fn texts_that_yaml_misreads_get_their_quotes() {
    for (line, place, fix) in [
        (
            "assignee: @name",
            "2:11 `assignee` cannot be read: YAML keeps `@` for itself",
            "`assignee: \"@name\"`",
        ),
        (
            "assignee: [a, @name]",
            "2:15 `assignee` cannot be read",
            "`assignee: [a, \"@name\"]`",
        ),
        (
            "assignee:\n  - @name",
            "3:5 this line cannot be read",
            "`- \"@name\"`",
        ),
        (
            "title: `code` first",
            "2:8 `title`",
            "`title: \"`code` first\"`",
        ),
        (
            "title: 100% sure: yes",
            "2:17 `title` cannot be read: YAML takes `100% sure: yes` for a key",
            "`title: \"100% sure: yes\"`",
        ),
        ("title: a: b # c", "2:9 `title`", "`title: \"a: b\" # c`"),
        (
            "title: \"a\" b",
            "2:12 `title` cannot be read: text follows the closing quote",
            "`title: '\"a\" b'`",
        ),
        (
            "title: \"a",
            "2:8 `title` cannot be read: its quote is not closed",
            "`title: \"a\"`",
        ),
        (
            "title: *a",
            "2:8 `title` cannot be read: YAML takes a text that begins with `*`",
            "`title: \"*a\"`",
        ),
        (
            "title: - a",
            "2:8 `title` cannot be read: YAML takes `- ` for a list item",
            "`title: \"- a\"`",
        ),
        (
            "title:a",
            "2:1 `title` cannot be read: a blank must follow the colon",
            "`title: a`",
        ),
        ("labels:\n\t- a", "3:", "put spaces in the place of the tab"),
        (
            "\ttitle: a",
            "2:1 a tab stands where YAML allows only spaces",
            "spaces",
        ),
        (
            "title: a\n  status: b",
            "3:9 `status` cannot be read: it is indented",
            "`status: b` at the beginning",
        ),
        ("title: \"a\\qb\"", "2:8 `title`", "backslash twice"),
        (
            "labels: [a",
            "3:3",
            "close the quote or bracket on the line before",
        ),
        ("labels: a]\n- b", "3:", "write one `key: value`"),
        (
            "just words",
            "2:1 a line `key: value` is expected here",
            "write one",
        ),
        (
            "title: a\u{1}b",
            "2:8 `title` cannot be read: the character U+0001",
            "take the character out",
        ),
    ] {
        let found = yaml(line);
        assert!(
            found.starts_with(place) && found.contains(fix),
            "{line}: {found}"
        );
    }
}

#[test]
fn structure_is_asked_for() {
    for (file, place, fix) in [
        ("", "1:1 the file is empty", "`---`"),
        ("Hello\n", "1:1 there is no front matter", "begin the file"),
        (
            "\n---\na: b\n---\n",
            "2:1 there is no front matter",
            "take away all that stands before",
        ),
        (
            "---\na: b\n",
            "1:1 the front matter is not closed",
            "put a line `---`",
        ),
        (
            "---\na: b\nc: d\na: e\n---\n",
            "4:1 the key `a` stands twice: on line 2 and on line 4",
            "keep one",
        ),
        (
            "---\na: b\n<<<<<<< HEAD\n---\n",
            "3:1 a merge was not finished here: `<<<<<<<`",
            "marker lines away",
        ),
        (
            "---\na: b\n|||||||\n---\n",
            "3:1 a merge was not finished here: `|||||||`",
            "marker",
        ),
        (
            "---\n- a\n---\n",
            "2:1 `key: value` lines are expected",
            "write one",
        ),
        (
            "---\n[a]: b\n---\n",
            "2:1 a key must be a plain word",
            "plain word",
        ),
        (
            "---\na: b\n...\nc: d\n---\n",
            "4:1 `key: value` lines",
            "write one",
        ),
        (
            "---\na: &a [*a]\n---\n",
            "2:8 aliases",
            "write the value out",
        ),
    ] {
        let found = explained(file);
        assert!(
            found.starts_with(place) && found.contains(fix),
            "{file}: {found}"
        );
    }
}

#[test]
fn hostile_files_end_at_once() {
    let million = "a: ".to_owned() + &"[".repeat(1_000_000);
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n\
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]";
    let deep = "a: ".to_owned() + &"{a: ".repeat(16_000);
    let dashes = "a:\n".to_owned() + &"- ".repeat(30_000);
    let long = "a: ".to_owned() + &"[".repeat(60_000);
    for (body, words) in [
        (&million, "at most 65536 are read"),
        (&long, "more than 64 deep"),
        (&deep, "more than 64 deep"),
        (&dashes, "more than 64 deep"),
        (&bomb.to_owned(), "aliases"),
    ] {
        let begin = Instant::now();
        let found = explained(&format!(
            "---
{body}
---
"
        ));
        assert!(found.contains(words), "{found}");
        assert!(begin.elapsed() < Duration::from_secs(2), "{words}");
    }
    for piece in [
        "a",
        "a:\n",
        "- ",
        "'",
        "\"",
        "\\",
        "#",
        "&a ",
        "*a ",
        "!a ",
        "? ",
        ": ",
        "|\n",
        ">\n ",
        "{},",
        "[],",
        "\n",
        " ",
        "\r",
        "é: 1\n",
        "&a [",
        "%",
        "a: *a\n",
        "k: |\n \n",
    ] {
        let begin = Instant::now();
        for start in [
            "",
            "a: ",
            "a: [",
            "a: \"",
            "a: |\n  ",
            "a: &a b\nc: [",
            "a:\n",
        ] {
            let file = format!("---\n{start}{}\n---\n", piece.repeat(60_000 / piece.len()));
            if let Err(problem) = header(&file) {
                assert!(
                    !explain("stories/US-1.md", &file, &problem)
                        .message
                        .is_empty()
                );
            }
        }
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "{piece:?}: {:?}",
            begin.elapsed()
        );
    }
}
