//! Any bytes as each file of a backlog: they are read or refused, an edit changes what it says or is refused, and what was
//! accepted is read back.
#![no_main]

use backlog::check::{Choice, Report, Settings, accept};
use backlog::model::{Accepted, Config, Edit, Value};
use backlog::store::{
    Depth, baseline_text, edit_bytes, read_baseline, read_config, read_release, read_sprint, read_story,
};
use libfuzzer_sys::fuzz_target;

const PATH: &str = "stories/US-1-x.md";

fuzz_target!(|bytes: &[u8]| {
    config(bytes);
    // As the value of `check:`, so that levels and options of rules are met without being guessed.
    config(&[b"format: 1\nproduct: Shop\ncheck: ".as_slice(), bytes].concat());
    baseline(bytes);
    baseline(&[b"accepted:\n- {rule: brackets, story: US-1, text: ".as_slice(), bytes, b"}\n"].concat());
    let _ = read_sprint("sprints/sprint-1.md", bytes);
    let _ = read_release("releases/1.md", bytes);
    story(bytes);
});

fn config(bytes: &[u8]) {
    if let Ok((config, _)) = read_config(bytes) {
        Settings::new(&config, &Choice::default()).expect("no rule is named in flags");
    }
}

fn baseline(bytes: &[u8]) {
    let Ok(entries) = read_baseline(bytes) else {
        return;
    };
    // Entries of rules that did not look stay as they are.
    let kept = accept(&Report::default(), &[], &entries).entries;
    let Some(text) = baseline_text(&kept) else {
        return;
    };
    let again = read_baseline(text.as_bytes()).expect("a baseline that was written can be read");
    let words = |list: Vec<Accepted>| -> Vec<_> {
        list.into_iter().map(|entry| (entry.rule, entry.owner, entry.text, entry.count)).collect()
    };
    assert_eq!(words(again), words(kept), "{text}");
}

fn story(bytes: &[u8]) {
    let config = Config::default();
    let Ok((story, _)) = read_story(PATH, bytes, &config, Depth::Body) else {
        return;
    };
    let edit = Edit::set("points", Value::Plain("8".to_owned()));
    let Ok(edited) = edit_bytes(PATH, bytes, &[edit]) else {
        return;
    };
    let (after, _) = read_story(PATH, &edited, &config, Depth::Body).expect("an edited story can be read");
    assert_eq!(after.points.map(|points| points.to_string()).as_deref(), Some("8"));
    assert_eq!((after.title, after.body), (story.title, story.body));
}
