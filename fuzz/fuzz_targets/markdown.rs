//! Any text as the body of a story: every reader of it stands it, and ranges lie in the text.
#![no_main]

use backlog::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let headings = ["Acceptance criteria".to_owned()];
    for section in text::sections(body) {
        assert!(body.get(section.content).is_some());
    }
    for criterion in text::criteria(body, &headings) {
        assert!(body.get(criterion.range.clone()).is_some());
        if let Some(splice) = text::set_criterion(body, &criterion, !criterion.done) {
            splice.apply(body);
        }
        text::remove_criterion(body, &criterion).apply(body);
        text::reword_criterion(body, &criterion, "new words").apply(body);
    }
    text::add_criterion(body, &headings, "more").apply(body);
    for directive in text::directives(body) {
        assert!(body.get(directive.words).is_some());
    }
    if let Some(story) = text::user_story(body) {
        assert!(body.get(story.range).is_some());
    }
    text::dated_lines(body, "Questions");
    text::product(body);
    text::slug(body);
});
