//! A rank is text to every YAML reader: read here by one, and checked against the words of YAML 1.1.

use backlog::model::{Backlog, Config, Story, StoryId};
use backlog::scrum::{Destination, move_stories, reads_as_text};
use proptest::prelude::prop_oneof;
use proptest::{collection, proptest};
use serde_yaml::Value;

fn assert_is_text(key: &str) {
    let read: Value = serde_yaml::from_str(key).expect("a plain scalar");
    assert_eq!(read, Value::String(key.to_owned()), "{key}");
    let yaml_1_1 = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan",
    ];
    assert!(!yaml_1_1.contains(&key), "{key}");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let exponent = key
        .split_once('e')
        .is_some_and(|(number, exponent)| digits(number) && digits(exponent));
    assert!(!digits(key) && !exponent, "{key}");
}

proptest! {
    #[test]
    fn what_is_taken_for_text_is_text(key in prop_oneof!["[0-9a-z]{1,6}", "[0-9]{1,3}[eobx_]?[0-9a-f]{0,4}", "[a-z]{1,5}"]) {
        if reads_as_text(&key) {
            assert_is_text(&key);
        }
    }

    #[test]
    fn keys_between_any_others_are_text(
        keys in collection::vec(prop_oneof!["[0-9]{1,4}", "[0-9a-z]{1,5}", "(nul|tru|fals|na|in|of|ye)[0-9a-z]?"], 2..8),
        slot in 1..9usize,
        moved in 1..3usize,
        draws in collection::vec(0..u64::MAX, 1..8),
    ) {
        let id = |number: usize| StoryId::new("US", number as u64).unwrap();
        let mut stories: Vec<Story> = keys.iter().enumerate().map(|(index, key)| {
            let mut story = Story::new(id(index + 1), format!("{index}"));
            story.rank = Some(key.parse().unwrap());
            story
        }).collect();
        let new: Vec<StoryId> = (100..100 + moved).map(id).collect();
        stories.extend(new.iter().map(|id| Story::new(id.clone(), format!("{id}"))));
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let mut draws = draws.iter().cycle();
        let mut random = |below: u64| draws.next().unwrap() % below;
        let to = Destination::Position(slot.min(keys.len() + 1));
        for new in move_stories(&backlog, &new, &to, &mut random).unwrap().ranks {
            assert_is_text(new.rank.as_str());
        }
    }
}
