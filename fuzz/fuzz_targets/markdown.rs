//! Any text as the body of a story: every reader of it stands it, and ranges lie in the text.
#![no_main]

use backlog::text;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    criteria(body);
    dated(body);
    sentences(body);
    wordings(body);
    for section in text::sections(body) {
        assert!(body.get(section.content).is_some());
    }
    for directive in text::directives(body) {
        assert!(body.get(directive.words).is_some());
    }
    let _ = text::product(body);
    let _ = text::slug(body);
    words(body);
});

fn criteria(body: &str) {
    let headings = ["Acceptance criteria".to_owned()];
    for criterion in text::criteria(body, &headings).iter().take(20) {
        assert!(body.get(criterion.range.clone()).is_some());
        if let Some(splice) = text::set_criterion(body, criterion, !criterion.done) {
            let _ = splice.apply(body);
        }
        let _ = text::remove_criterion(body, criterion).apply(body);
        let _ = text::reword_criterion(body, criterion, "new words").apply(body);
    }
    let _ = text::add_criterion(body, &headings, "more").apply(body);
}

fn dated(body: &str) {
    let day = date(2026, 11, 21);
    let _ = text::append_dated(body, "Questions", day, "words", true).apply(body);
    for line in text::dated_lines(body, "Questions").iter().take(20) {
        let splices = text::answer(body, line, day, "words");
        splices.iter().fold(body.to_owned(), |body, splice| splice.apply(&body));
    }
}

fn sentences(body: &str) {
    if let Some(story) = text::user_story(body) {
        assert!(body.get(story.range).is_some());
        let _ = text::user_story_sentence(&story.role, &story.want, story.benefit.as_deref());
        for language in text::LANGUAGES {
            let _ = language.sentence(&story.role, &story.want, "");
        }
        verbs(&story.want);
    }
    verbs(body);
    let _ = text::story_clues(body);
    let found = text::story_indicators(body);
    for range in found.roles.into_iter().chain(found.wants).chain(found.benefits) {
        assert!(body.get(range).is_some());
    }
    let mut at = 0;
    while let Some(end) = text::next_sentence_end(body, at) {
        assert!(end > at && body.get(at..end).is_some(), "{at} {end}");
        at = end;
    }
}

/// The verbs of a want stand in order, and in the text.
fn verbs(want: &str) {
    let mut last = 0;
    for action in text::primary_actions(want) {
        assert!(last <= action.verb.start && want.get(action.verb.clone()).is_some());
        last = action.verb.end;
    }
}

/// Each line as a request, the parts parted by bars.
fn wordings(body: &str) {
    let mut all = text::Wordings::default();
    let mut count = 0;
    for line in body.lines() {
        let mut parts = line.split('|');
        let mut next = || parts.next().unwrap_or_default();
        all.add(next(), next(), next());
        count += 1;
        let _ = text::same_words_key(line);
        let _ = text::stems(line);
    }
    for near in all.near(80) {
        assert!(near.first < near.second && near.second < count);
    }
}

fn words(body: &str) {
    assert!(!text::escape_terminal(body).contains('\n'));
    assert!(!text::escape_terminal_lines(body).contains('\r'));
    assert!(text::display_width(&text::truncate(body, 20)) <= 20);
    let _ = text::one_line(body);
    let _ = text::strip_hints(body);
    let _ = text::typed(body);
    let _ = text::template(&text::NewBody {
        kind: "bug",
        text: body,
        role: body,
        hints: true,
        ..text::NewBody::default()
    });
}
