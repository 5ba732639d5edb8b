//! The front matter of a new story file.

use crate::model::{FIELDS, Value, field_position};
use crate::store::front_matter::value_text;

/// Returns the front matter of a new story, both `---` lines included, ending with a line ending.
///
/// Keys stand in the order of [`FIELDS`], those that stand in every new file even when nothing is given for them
/// (an often-changed key needs a line of its own before it changes); keys of the team's own follow in the order given.
/// The first value given for a key counts. A key must be one that YAML takes as a plain word.
#[must_use]
pub fn new_story_header(fields: &[(&str, Value)]) -> String {
    let given = |name: &str| {
        fields
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    };
    let mut text = String::from("---\n");
    let mut line = |key: &str, value: Option<&Value>| {
        text.push_str(key);
        text.push(':');
        if let Some(value) = value.and_then(value_text) {
            text.push(' ');
            text.push_str(&value);
        }
        text.push('\n');
    };
    for field in FIELDS {
        let value = given(field.name);
        if field.scaffold || value.is_some() {
            line(field.name, value);
        }
    }
    for (index, (key, value)) in fields.iter().enumerate() {
        let is_first = fields[..index].iter().all(|(other, _)| other != key);
        if is_first && field_position(key).is_none() {
            line(key, Some(value));
        }
    }
    text.push_str("---\n");
    text
}

#[cfg(test)]
mod tests {
    use super::new_story_header;
    use crate::model::{Config, Value};
    use crate::store::{Depth, read_story};

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn holds_the_keys_in_the_order_made_for_git() {
        let header = new_story_header(&[
            ("points", Value::Plain("5".into())),
            ("id", Value::Plain("US-12".into())),
            ("title", text("Pay: with a saved card")),
            ("team", text("no")),
            (
                "labels",
                Value::List(vec!["checkout".into(), "1.10".into()]),
            ),
            ("epic", Value::Empty),
        ]);
        assert_eq!(
            header,
            "---\ntitle: \"Pay: with a saved card\"\nlabels: [checkout, \"1.10\"]\nid: US-12\ncreated:\nstatus:\ntype:\nsprint:\n\
             requested_by:\npoints: 5\nepic:\nvalue:\nteam: \"no\"\n---\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn reads_back(title in "\\PC{1,30}", labels in proptest::collection::vec("[ -~]{1,10}", 0..4)) {
            let header = new_story_header(&[
                ("title", text(&title)),
                ("id", text("US-1")),
                ("labels", Value::List(labels.clone())),
            ]);
            let (story, _) = read_story("stories/US-1.md", header.as_bytes(), &Config::default(), Depth::Header).unwrap();
            let labels: Vec<String> =
                labels.iter().map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()).collect();
            proptest::prop_assert_eq!(story.title, title.trim());
            proptest::prop_assert_eq!(story.labels, labels);
        }
    }
}
