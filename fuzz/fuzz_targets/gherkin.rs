//! Any text as a Gherkin block among acceptance criteria.
#![no_main]

use backlog::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|gherkin: &str| {
    let headings = ["Acceptance criteria".to_owned()];
    for (open, close) in [("```gherkin\n", "\n```\n"), ("", "\n"), ("- [ ] ", "\n")] {
        let body = format!("## Acceptance criteria\n\n{open}{gherkin}{close}");
        for criterion in text::criteria(&body, &headings) {
            assert!(body.get(criterion.range).is_some());
        }
    }
});
