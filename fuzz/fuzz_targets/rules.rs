//! Any text as the bodies of two story files and as a set of lines: every rule looks at them, its findings lie in the text, and
//! every format writes them.
#![no_main]

use std::collections::HashMap;

use backlog::check::{
    Check, Choice, LineKind, Lines, Report, Settings, accept, concise, github, gitlab, json, junit, located, repairs,
    sarif, source_text, without_accepted,
};
use backlog::model::{At, Backlog, Config, Story};
use backlog::store::{Depth, Locator, read_story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (first, second) = text.split_once('\0').unwrap_or((text, text));
    let config = Config::default();
    let mut files = HashMap::new();
    let mut stories: Vec<Story> = Vec::new();
    for (id, body) in [("US-1", first), ("US-2", second)] {
        let title = format!("{:?}", body.lines().next().unwrap_or(""));
        let source = format!("---\ntitle: {title}\nid: {id}\nstatus: ready\n---\n\n{body}").into_bytes();
        let path = format!("stories/{id}.md");
        if let Ok((story, _)) = read_story(&path, &source, &config, Depth::Body) {
            stories.push(story);
            files.insert(path, source);
        }
    }
    let backlog = Backlog::new(config, stories, Vec::new());
    let report = checked(&backlog);
    for finding in &report.findings {
        if let At::Body(range) = &finding.place.at {
            let of = |story: &&Story| story.path == finding.place.path;
            let story = backlog.stories().iter().find(of).expect("a story");
            let body = story.body.as_deref().expect("a body");
            assert!(body.get(range.start..range.end).is_some(), "{finding:?}");
        }
    }
    let _ = repairs(&backlog, &report.findings);
    written(&report, |path| files.get(path).map_or(&[], Vec::as_slice));
    let locator = Locator::new(text.as_bytes());
    for kind in [LineKind::Story, LineKind::Criterion] {
        let lines = Lines::new(text, kind);
        let found = checked(&lines.backlog).findings.into_iter();
        for finding in found.filter_map(|finding| lines.in_file(finding, "set")) {
            let location = locator.locate(&finding.place.at);
            assert!(text.get(location.start..location.end).is_some(), "{finding:?} {location:?}");
        }
    }
});

/// What all rules find.
fn checked(backlog: &Backlog) -> Report {
    let choice = Choice {
        select: vec!["all".to_owned()],
        ..Choice::default()
    };
    let settings = Settings::new(&backlog.config, &choice).expect("all rules");
    let check = Check::new(backlog, settings);
    let parts = [check.stories(0..backlog.stories().len()), check.whole()];
    check.finish(Vec::new(), parts)
}

/// Writes a report in every format; once accepted, nothing is left of it that can be accepted.
fn written<'f>(report: &Report, read: impl Fn(&str) -> &'f [u8]) {
    let findings = located(&report.findings, |path, places| {
        let source = read(path);
        let locator = Locator::new(source);
        let locate = |at: &&At| {
            let location = locator.locate(at);
            assert!(location.start <= location.end && location.end <= source.len(), "{at:?} {location:?}");
            (location, source_text(source, at, &location))
        };
        places.iter().map(locate).collect()
    });
    let text = json(report, &findings, "");
    let _ = concise(&findings, "");
    let _ = github(report, &findings, "");
    let _ = gitlab(&findings, "");
    let _ = junit(report, &findings, "");
    let _ = sarif(report, &findings, "", "");
    assert!(text.ends_with('\n'));
    let acceptance = accept(report, &findings, &[]);
    let after = without_accepted(report, &findings, &acceptance.entries);
    assert_eq!(after.findings.len(), acceptance.refused);
}
