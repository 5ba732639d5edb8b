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
    for flaw in [text::prose_flaw(gherkin), text::scenario_flaw(gherkin)] {
        if let Some((_, range)) = flaw {
            assert!(gherkin.get(range).is_some());
        }
    }
    let steps: Vec<text::Step> = gherkin.lines().filter_map(text::step_of).collect();
    if let Some((_, index)) = text::steps_flaw(&steps) {
        assert!(index <= steps.len());
    }
});
