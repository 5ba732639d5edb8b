//! The front matter of an invented story, laid out as `po add` does.

use std::collections::BTreeMap;

use crate::model::FIELDS;

/// Values by key, as YAML source text; an empty one keeps its key, as unsetting does.
pub(super) type Values = BTreeMap<&'static str, String>;

/// Returns the front matter with its fences: known keys in the order of [`FIELDS`], those that are always written even
/// when empty.
pub(super) fn front_matter(values: &Values) -> String {
    let mut text = String::from("---\n");
    for field in FIELDS {
        let Some(value) = values.get(field.name) else {
            if field.scaffold {
                text.push_str(field.name);
                text.push_str(":\n");
            }
            continue;
        };
        text.push_str(field.name);
        text.push(':');
        // A block list begins on a line of its own.
        if !value.is_empty() && !value.starts_with('\n') {
            text.push(' ');
        }
        text.push_str(value);
        text.push('\n');
    }
    text.push_str("---\n");
    text
}

#[cfg(test)]
mod tests {
    use super::{Values, front_matter};

    #[test]
    fn keys_stand_in_their_order() {
        let values = Values::from([
            ("release", "\"1.2\"".to_owned()),
            ("title", "Pay".to_owned()),
            ("labels", String::new()),
        ]);
        assert_eq!(
            front_matter(&values),
            "---\ntitle: Pay\nlabels:\nid:\ncreated:\nstatus:\ntype:\nsprint:\nrequested_by:\npoints:\nepic:\nvalue:\n\
             release: \"1.2\"\n---\n"
        );
    }
}
