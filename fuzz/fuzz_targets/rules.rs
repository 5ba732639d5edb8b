//! Any text as two stories: every rule looks at them, and its findings lie in the text.
#![no_main]

use backlog::check::{Check, Choice, Settings, repairs};
use backlog::model::{At, Backlog, Config, Story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (first, second) = text.split_once('\0').unwrap_or((text, text));
    let story = |id: &str, body: &str| {
        let mut story = Story::new(id.parse().expect("an id"), format!("stories/{id}.md"));
        story.title = body.lines().next().unwrap_or("").to_owned();
        story.status = "ready".to_owned();
        story.body = Some(body.to_owned());
        story
    };
    let stories = vec![story("US-1", first), story("US-2", second)];
    let backlog = Backlog::new(Config::default(), stories, Vec::new());
    let choice = Choice {
        select: vec!["all".to_owned()],
        ..Choice::default()
    };
    let settings = Settings::new(&backlog.config, &choice).expect("all rules");
    let check = Check::new(&backlog, settings);
    let parts = [check.stories(backlog.stories()), check.whole()];
    let report = check.finish(Vec::new(), parts);
    for finding in &report.findings {
        if let At::Body(range) = finding.place.at {
            let of = |story: &&Story| story.path == finding.place.path;
            let story = backlog.stories().iter().find(of).expect("a story");
            let body = story.body.as_deref().expect("a body");
            assert!(body.get(range.start..range.end).is_some(), "{finding:?}");
        }
    }
    repairs(&backlog, &report.findings);
});
