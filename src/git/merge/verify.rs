//! Reads a merged file back: every key must say what was decided.

use std::collections::HashMap;

use super::fields::Said;
use super::front::front;

/// Whether the text of a header and a body parts into just these, and each key in `said` says what it should.
pub(super) fn says_what_it_should(header: &str, body: &str, said: &[(String, Said<'_>)]) -> bool {
    let text = format!("{header}{body}");
    let Ok(front) = front(&text) else {
        return false;
    };
    if front.body != body {
        return false;
    }
    let units = front.units.iter().map(|unit| (unit.key.as_str(), unit));
    let units: HashMap<&str, _> = units.collect();
    said.iter().all(|(key, said)| {
        let Some(unit) = units.get(key.as_str()) else {
            return false;
        };
        match said {
            Said::As(source) => unit.value.content.says_the_same(&source.value.content),
            Said::Lines(text) => unit.text == text,
            Said::Items(items) => super::lists::items(Some(unit)).as_ref() == Some(items),
        }
    })
}
