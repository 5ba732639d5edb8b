//! Any bytes as a story file and as `po.yaml`: they are read or refused, and an edit changes what it says or is refused.
#![no_main]

use backlog::model::{Config, Edit, Value};
use backlog::store::{Depth, edit_bytes, read_config, read_story};
use libfuzzer_sys::fuzz_target;

const PATH: &str = "stories/US-1-x.md";

fuzz_target!(|bytes: &[u8]| {
    let _ = read_config(bytes);
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
});
