//! Hostile texts: nothing panics, overflows the stack or takes long.

use jiff::civil::date;

use crate::text::{
    NewBody, Wordings, add_criterion, answer, append_dated, criteria, dated_lines, directives,
    display_width, escape_terminal, escape_terminal_lines, next_sentence_end, one_line,
    primary_actions, product, prose_flaw, remove_criterion, reword_criterion, same_words_key,
    scenario_flaw, sections, set_criterion, slug, stems, step_of, steps_flaw, story_clues,
    story_indicators, strip_hints, template, truncate, user_story, user_story_sentence,
};

/// The size of each text in bytes: work that grows with its square would take minutes.
const SIZE: usize = 1 << 14;

const PATTERNS: [&str; 64] = [
    "[",
    ">",
    "*",
    "_",
    "`",
    "<",
    "!",
    "&",
    "#",
    "\\",
    "(",
    "|",
    "~",
    "- ",
    "- a ",
    "* b\n",
    "1. ",
    "+\n",
    "> - ",
    "- > ",
    "**a ",
    "a**b",
    "*a_",
    "_a",
    "![](",
    "[a](<b",
    "[a]: b\n",
    "]:",
    "<!--",
    "<!-- -->\n",
    "<!-- po hint: ",
    "<div>\n",
    "&amp;",
    "`a``",
    "```\n",
    "```gherkin\n",
    "Scenario:\n",
    "@a\n",
    "\"\"\"\n",
    "Given ",
    "Given a\n\n",
    "And b\n\n",
    "As a ",
    "As a b, ",
    "I want ",
    "so that ",
    ".,",
    ". A",
    "**A**\n\n",
    "A:\n\n",
    "## Acceptance criteria\n",
    "# Notes\n- ",
    "Acceptance criteria:\n\n",
    "()",
    "[]",
    "\r",
    "\t",
    " ",
    "\n",
    "\u{301}",
    "\u{200d}",
    "\u{1f469}\u{200d}",
    "\u{1f1eb}",
    "a:-\n",
];

fn headings() -> Vec<String> {
    vec!["Acceptance criteria".to_owned()]
}

fn use_everything_on(text: &str) {
    let found = criteria(text, &headings());
    for criterion in found.first().into_iter().chain(found.last()) {
        let edits = [
            set_criterion(text, criterion, !criterion.done),
            Some(reword_criterion(text, criterion, "other\nwords")),
            Some(remove_criterion(text, criterion)),
        ];
        for splice in edits.into_iter().flatten() {
            assert!(!splice.apply(text).is_empty());
        }
    }
    let after = add_criterion(text, &headings(), "words").apply(text);
    assert!(!criteria(&after, &headings()).is_empty());
    let day = date(2026, 11, 21);
    let after = append_dated(text, "Notes", day, "words", true).apply(text);
    assert!(!dated_lines(&after, "Notes").is_empty());
    if let Some(line) = dated_lines(text, "Notes").first() {
        assert!(!answer(text, line, day, "words").is_empty());
    }
    assert!(sections(text).len() <= text.len());
    assert!(user_story(text).is_none_or(|story| text.get(story.range).is_some()));
    assert!(product(text).definition_of_done.is_empty());
    assert!(slug(text).len() <= 60);
    assert!(strip_hints(text).len() <= text.len());
    assert!(!escape_terminal(text).contains('\n'));
    assert!(!escape_terminal_lines(text).contains('\r'));
    assert!(display_width(&truncate(text, 20)) <= 20);
    assert!(one_line(text).len() <= text.len());
    assert!(directives(text).len() <= text.len());
    use_wording_on(text);
}

/// What rules ask about the words of a story and its criteria.
fn use_wording_on(text: &str) {
    assert!(primary_actions(text).len() <= text.len());
    assert!(story_indicators(text).roles.len() <= text.len());
    // A text has none or any of the three; what counts is that it is said soon.
    let _ = story_clues(text);
    let mut ends = 0;
    let mut at = 0;
    while let Some(end) = next_sentence_end(text, at) {
        assert!(end > at);
        at = end;
        ends += 1;
    }
    assert!(ends <= text.len());
    for flaw in [prose_flaw(text), scenario_flaw(text)]
        .into_iter()
        .flatten()
    {
        assert!(text.get(flaw.1).is_some());
    }
    let steps: Vec<_> = text.lines().filter_map(step_of).collect();
    assert!(steps_flaw(&steps).is_none_or(|(_, index)| index <= steps.len()));
    assert!(stems(text).len() <= text.len());
    let mut wordings = Wordings::default();
    let mut keys = 0;
    for line in text.lines().chain([text, text]) {
        keys += usize::from(!same_words_key(line).is_empty());
        wordings.add(line, line, line);
    }
    assert!(wordings.near(80).len() <= keys + text.lines().count() + 2);
}

#[test]
fn a_pattern_repeated_is_no_danger() {
    for pattern in PATTERNS {
        let text = pattern.repeat(SIZE / pattern.len());
        use_everything_on(&text);
        use_everything_on(&format!("## Acceptance criteria\n\n- a {text}"));
    }
}

#[test]
fn a_megabyte_of_one_character_is_no_danger() {
    for pattern in ["[", ">", "*", "<", "`", "\t"] {
        let text = "## Acceptance criteria\n".to_owned() + &pattern.repeat(1 << 20);
        assert!(criteria(&text, &headings()).is_empty());
        assert!(user_story(&text).is_none());
        assert_eq!(escape_terminal_lines(&text).lines().count(), 2);
    }
}

#[test]
fn accents_that_stand_alone_are_no_danger() {
    let accents = "\u{301}".repeat(1 << 18);
    assert_eq!(story_indicators(&accents).benefits.len(), 0);
    let text = format!("As a buyer, I want s{accents}hoes so that I can walk");
    let found = story_indicators(&text);
    assert_eq!((found.roles.len(), found.benefits.len()), (1, 1));
}

#[test]
fn words_of_any_length_are_no_danger() {
    for pattern in PATTERNS {
        let words = pattern.repeat(SIZE / 4 / pattern.len());
        let body = add_criterion("", &headings(), &words).apply("");
        assert!(criteria(&body, &headings()).len() <= 1);
        assert!(!user_story_sentence(&words, &words, Some(&words)).contains('\n'));
        let new = NewBody {
            kind: "bug",
            text: &words,
            criteria: std::slice::from_ref(&words),
            hints: true,
            ..NewBody::default()
        };
        assert!(template(&new).ends_with('\n'));
    }
}

/// Each item nested in the one before it, a line each.
fn staircase(levels: usize, from: &str) -> String {
    let steps = (0..levels).map(|level| format!("{}- [ ] {level}\n", "  ".repeat(level)));
    from.to_owned() + &steps.collect::<String>()
}

#[test]
fn depth_is_no_danger() {
    let deep = "- ".repeat(10_000);
    use_everything_on(&format!(
        "## Acceptance criteria\n{deep}a\n{}b",
        "\n".repeat(10_000)
    ));
    use_everything_on(&format!("## Notes\n{deep}a\n"));
    use_everything_on(&format!("{}a", "> - ".repeat(10_000)));
    use_everything_on(&staircase(700, "## Notes\n"));
    let body = staircase(700, "## Acceptance criteria\n");
    use_everything_on(&body);
    let found = criteria(&body, &headings());
    assert_eq!((found.len(), found[699].depth), (700, 699));
    let after = remove_criterion(&body, &found[0]).apply(&body);
    let left = criteria(&after, &headings());
    assert_eq!((left.len(), left[698].depth), (699, 698));
}

#[test]
fn many_items_are_no_danger() {
    let items = "- [ ] a\n\n  b\n  - c\n".repeat(SIZE / 20);
    use_everything_on(&format!("## Acceptance criteria\n{items}"));
    use_everything_on(&format!("## Notes\n{items}"));
    let scenarios = "Scenario: a\nGiven b\n\n".repeat(SIZE / 20);
    use_everything_on(&format!(
        "## Acceptance criteria\n```gherkin\n{scenarios}```\n"
    ));
    use_everything_on(&"## Acceptance criteria\n- a\n".repeat(SIZE / 30));
}
