//! What must hold for every edit of criteria: nothing else changes, and what was asked is read back.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::model::{Criterion, Splice};
use crate::text::{
    add_criterion, append_dated, criteria, dated_lines, one_line, remove_criterion,
    reword_criterion, set_criterion,
};

fn headings() -> Vec<String> {
    vec!["Acceptance criteria".to_owned(), "Done when".to_owned()]
}

/// Words, tick, box and depth of each criterion.
type Read = Vec<(String, bool, bool, usize)>;

fn read(body: &str) -> Read {
    let key = |c: Criterion| (c.text, c.done, c.has_box, c.depth);
    criteria(body, &headings()).into_iter().map(key).collect()
}

/// Words as people type and paste them.
fn words() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-z`*]{1,8}( [a-z\\[\\]()]{1,6}){0,3}",
        "(- |\\* |#+ |> |1\\. |2\\) |\\[ \\] |\\[x\\] |~~~|```|---|===|\\\\|<div>|<!-- |    |\\|)[a-z]{0,4}",
    ];
    vec(line, 1..4)
        .prop_map(|lines| lines.join("\n"))
        .prop_filter("words", |words| !words.trim().is_empty())
}

/// A list item with what may stand below it.
#[derive(Debug, Clone)]
struct Item {
    tick: &'static str,
    words: String,
    below: &'static str,
    nested: Vec<Item>,
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = (
        select(&["", "[ ] ", "[x] ", "[X] ", "#3 ", "[ ] #4 "][..]),
        "[a-z]{1,6}( \\*\\*b\\*\\*| `c`)?",
        select(
            &[
                "",
                "",
                "",
                "lazy\n",
                "INmore\n",
                "\nINpara\n",
                "IN```\nINcode\nIN```\n",
            ][..],
        ),
    );
    let make = |(tick, words, below): (_, String, _), nested| Item {
        tick,
        words,
        below,
        nested,
    };
    let leaf_item = leaf.clone().prop_map(move |parts| make(parts, Vec::new()));
    leaf_item.prop_recursive(3, 12, 3, move |inner| {
        (leaf.clone(), vec(inner, 0..3)).prop_map(move |(parts, nested)| make(parts, nested))
    })
}

fn write(list: &[Item], bullets: &[&str], indent: usize, loose: bool, body: &mut String) {
    let bullet = bullets[indent % bullets.len()];
    for (index, item) in list.iter().enumerate() {
        if loose && index > 0 {
            body.push('\n');
        }
        let ordered = bullet
            .strip_prefix('1')
            .map(|mark| format!("{}{mark}", index + 1));
        let bullet = ordered.unwrap_or_else(|| bullet.to_owned());
        let inner = indent + bullet.len() + 1;
        let below = item.below.replace("IN", &" ".repeat(inner));
        let (space, tick, words) = (" ".repeat(indent), item.tick, &item.words);
        body.push_str(&format!("{space}{bullet} {tick}{words}\n{below}"));
        if !item.nested.is_empty() {
            if item.below.contains("para") || bullets[inner % bullets.len()].starts_with('1') {
                body.push('\n');
            }
            write(&item.nested, bullets, inner, loose, body);
        }
    }
}

/// The bullets of a list and of those nested in it.
const BULLETS: [&[&str]; 5] = [
    &["-"],
    &["*", "+"],
    &["1."],
    &["-", "1)"],
    &["+", "1.", "-"],
];

/// A story's body as a person or a tool writes it.
fn body() -> impl Strategy<Value = String> {
    let before = select(
        &[
            "",
            "\nAs a b, I want c.\n\n",
            "```\n## Done when\n- no\n```\n\n",
            "<!-- x -->\n\n## Notes\n- n\n\n",
        ][..],
    );
    let heading = select(
        &[
            "## Acceptance criteria\n\n",
            "### Done When:\n",
            "Done when\n---\n",
            "**Acceptance Criteria:**\n\n",
        ][..],
    );
    let bullets = select(&BULLETS[..]);
    let after = select(
        &[
            "",
            "\n",
            "\n\n\n",
            "\n# Notes\n\n- n\n",
            "\nGiven a\nthen b\n",
            "\n```gherkin\nScenario: s\n  Given t\n\n  Scenario:\n  When u\n```\n\n## N\n",
        ][..],
    );
    let list = (vec(item(), 0..5), bullets, any::<bool>(), any::<bool>());
    (before, heading, list, after, any::<bool>(), any::<bool>()).prop_map(
        |(before, heading, (list, bullets, loose, marked), after, windows, unended)| {
            let mut text = String::new();
            write(&list, bullets, 0, loose, &mut text);
            let text = if marked && !after.contains("```") {
                format!("<!-- AC:BEGIN -->\n{text}<!-- AC:END -->\n")
            } else {
                text
            };
            let mut body = format!("{before}{heading}{text}{after}");
            if unended {
                body.truncate(body.trim_end_matches('\n').len());
            }
            if windows {
                body = body.replace('\n', "\r\n");
            }
            body
        },
    )
}

/// Applies a splice and checks that it stays within bounds and keeps the text's line breaks.
fn apply(body: &str, splice: &Splice) -> Result<String, TestCaseError> {
    prop_assert!(body.get(splice.range.clone()).is_some());
    let after = splice.apply(body);
    if !body.contains('\r') {
        prop_assert!(!after.contains('\r'));
    }
    if body.contains("\r\n") && body.matches('\n').count() == body.matches("\r\n").count() {
        prop_assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    }
    Ok(after)
}

fn ticks(body: &str, criterion: &Criterion, index: usize) -> Result<(), TestCaseError> {
    for done in [true, false] {
        let mut expected = read(body);
        let Some(splice) = set_criterion(body, criterion, done) else {
            prop_assert!(criterion.done == done || !criterion.has_box);
            continue;
        };
        let after = apply(body, &splice)?;
        if criterion.has_box {
            prop_assert_eq!((splice.range.len(), splice.text.len()), (1, 1));
        }
        expected[index].1 = done;
        expected[index].2 = true;
        prop_assert_eq!(read(&after), expected, "{}", after);
    }
    Ok(())
}

fn rewords(
    body: &str,
    criterion: &Criterion,
    index: usize,
    words: &str,
) -> Result<(), TestCaseError> {
    let after = apply(body, &reword_criterion(body, criterion, words))?;
    let mut expected = read(body);
    expected[index].0 = one_line(words);
    let got = read(&after);
    // A paragraph becomes an item with a box.
    if let Some(own) = got.get(index) {
        expected[index].2 = own.2;
    }
    prop_assert_eq!(got, expected, "{}", after);
    Ok(())
}

fn removes(body: &str, criterion: &Criterion, index: usize) -> Result<(), TestCaseError> {
    let after = apply(body, &remove_criterion(body, criterion))?;
    let mut expected = read(body);
    let (_, _, _, depth) = expected.remove(index);
    for own in expected[index..].iter_mut().take_while(|own| own.3 > depth) {
        own.3 -= 1;
    }
    prop_assert_eq!(read(&after), expected, "{}", after);
    Ok(())
}

fn adds(body: &str, words: &str, exactly: bool) -> Result<(), TestCaseError> {
    let after = apply(body, &add_criterion(body, &headings(), words))?;
    let expected = read(body);
    let mut got = read(&after);
    let new = (one_line(words), false, true, 0);
    prop_assert!(got.contains(&new), "{}", after);
    if exactly {
        let same = |at: &usize| got[..*at] == expected[..*at];
        let at = (0..=expected.len()).rfind(|at| same(at) && got[*at] == new);
        prop_assert!(at.is_some() && got.len() == expected.len() + 1, "{}", after);
        got.remove(at.unwrap_or_default());
        prop_assert_eq!(got, expected, "{}", after);
    }
    Ok(())
}

fn appends(body: &str, words: &str, exactly: bool) -> Result<(), TestCaseError> {
    let date = jiff::civil::date(2026, 11, 21);
    let before = dated_lines(body, "Notes");
    let after = apply(body, &append_dated(body, "Notes", date, words, false))?;
    let lines = dated_lines(&after, "Notes");
    prop_assert!(!exactly || lines.len() == before.len() + 1, "{}", after);
    prop_assert!(
        lines
            .iter()
            .any(|line| line.date == Some(date) && line.text == one_line(words)),
        "{}",
        after
    );
    Ok(())
}

/// Lines in any order: what no person writes, but a hostile file may hold.
fn soup() -> impl Strategy<Value = String> {
    const LINES: [&str; 32] = [
        "## Acceptance criteria\n",
        "**Done when**\n",
        "# A\n",
        "### B\n",
        "- [ ] a\n",
        "- b\n",
        "-\n",
        "- - c\n",
        "  - [x] d\n",
        "    - e\n",
        "\t- f\n",
        "1. g\n",
        "   2) h\n",
        "7. i\n",
        "Given j\n",
        "When k then l\n",
        "And m\n",
        "```\n",
        "```gherkin\n",
        "Scenario: n\n",
        "  ~~~\n",
        "<!-- AC:END -->\n",
        "<!--\n",
        "<div>\n",
        "[o]: p\n",
        "> - q\n",
        "a | b\n",
        "--|--\n",
        "---\n",
        "\n",
        "\n",
        "      r\n",
    ];
    vec(
        prop_oneof![9 => select(&LINES[..]), 1 => Just("- s")],
        0..16,
    )
    .prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn every_edit_changes_what_was_asked_and_nothing_else(body in body(), words in words()) {
        for (index, criterion) in criteria(&body, &headings()).iter().enumerate() {
            ticks(&body, criterion, index)?;
            rewords(&body, criterion, index, &words)?;
            removes(&body, criterion, index)?;
        }
        adds(&body, &words, true)?;
        appends(&body, &words, true)?;
    }

    #[test]
    fn a_tick_or_an_addition_survives_any_order_of_lines(body in soup(), words in words()) {
        for (index, criterion) in criteria(&body, &headings()).iter().enumerate() {
            ticks(&body, criterion, index)?;
            apply(&body, &reword_criterion(&body, criterion, &words))?;
            apply(&body, &remove_criterion(&body, criterion))?;
        }
        adds(&body, &words, false)?;
        appends(&body, &words, false)?;
    }

    #[test]
    fn no_text_and_no_stale_criterion_panics(body in any::<String>(), other in soup(), words in any::<String>()) {
        for criterion in criteria(&other, &headings()) {
            for body in [&body, &other[other.len() / 2..].to_owned()] {
                if let Some(splice) = set_criterion(body, &criterion, true) {
                    apply(body, &splice)?;
                }
                apply(body, &reword_criterion(body, &criterion, &words))?;
                apply(body, &remove_criterion(body, &criterion))?;
            }
        }
        apply(&body, &add_criterion(&body, &headings(), &words))?;
    }
}
