//! What a person types for a part of `outcome`, checked and turned into what the file will hold.

use jiff::civil::Date;

use crate::cli::{CommandResult, Desk, Failure};
use crate::model::{
    Expected, FieldEdit, Figure, MetricNameError, OUTCOME_KEYS, Story, Value, metric_name, nearest,
};
use crate::store::METRICS;
use crate::text;

/// The key of an item that holds the parts.
pub const OUTCOME: &str = "outcome";

/// The parts that say something of a metric.
const HOPED: [&str; 3] = ["baseline", "target", "by"];

/// The part that a key names: `outcome.metric`. None where it names no part of anything.
///
/// # Errors
/// When `outcome` has no such part.
pub fn outcome_part(key: &str) -> CommandResult<Option<&'static str>> {
    let Some((OUTCOME, part)) = key.split_once('.') else {
        return Ok(None);
    };
    let found = OUTCOME_KEYS.into_iter().find(|known| *known == part);
    found.map(Some).ok_or_else(|| {
        let failure = Failure::invalid(format!("`{OUTCOME}` has no part `{part}`"));
        match nearest(part, OUTCOME_KEYS) {
            Some(near) => failure.hint(format!("did you mean `{OUTCOME}.{near}`?")),
            None => failure.hint(format!("its parts are {}", OUTCOME_KEYS.join(", "))),
        }
    })
}

/// What a part will hold; nothing typed empties it.
///
/// # Errors
/// When the text is no metric's name, no figure or no day.
pub fn outcome_value(part: &str, text: &str) -> CommandResult<Option<String>> {
    let words = text::one_line(text);
    if words.is_empty() {
        return Ok(None);
    }
    let value = match part {
        "metric" => metric_name(&words).map_err(no_metric_name)?.to_owned(),
        "baseline" | "target" => Figure::read(&words)
            .ok_or_else(|| {
                Failure::invalid(format!("`{OUTCOME}.{part}`: `{words}` is not a figure"))
                    .hint("a number with a point, perhaps in per cent: 3.1%")
            })?
            .to_string(),
        "by" => words
            .parse::<Date>()
            .map_err(|_| {
                Failure::invalid(format!("`{OUTCOME}.by`: `{words}` is not a date"))
                    .hint("year, month and day: 2026-12-31")
            })?
            .to_string(),
        _ => words,
    };
    Ok(Some(value))
}

/// Whether a text says a whole outcome as a file does in one line.
#[must_use]
pub fn is_whole_outcome(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The parts of `{metric: sign_up, target: 5}`, each as the file will hold it.
///
/// # Errors
/// When it is no such mapping, or a part's value cannot be.
pub fn whole_outcome(text: &str) -> CommandResult<Vec<(String, String)>> {
    let shape = "outcome='{metric: signup_conversion, baseline: 3.1%, target: 4%, by: 2026-12-31}'";
    let refused = |what: String| Failure::invalid(format!("`{OUTCOME}`: {what}")).hint(shape);
    let inner = text.trim().strip_prefix('{');
    let inner = inner.and_then(|rest| rest.strip_suffix('}'));
    let inner = inner.ok_or_else(|| refused("the mapping is not closed by `}`".to_owned()))?;
    let mut parts: Vec<(String, String)> = Vec::new();
    for entry in entries(inner).filter(|entry| !entry.trim().is_empty()) {
        let (key, value) = entry.split_once(':').ok_or_else(|| {
            refused(format!(
                "`{}` names no part; a comma ends a value",
                entry.trim()
            ))
        })?;
        let Some(part) = outcome_part(&format!("{OUTCOME}.{}", unquoted(key)))? else {
            continue;
        };
        if parts.iter().any(|(known, _)| known == part) {
            return Err(refused(format!("`{part}` stands twice")));
        }
        if let Some(value) = outcome_value(part, unquoted(value))? {
            parts.push((part.to_owned(), value));
        }
    }
    if parts.is_empty() {
        return Err(refused("the mapping is empty".to_owned()));
    }
    let has = |name: &str| parts.iter().any(|(part, _)| part == name);
    if let (false, Some(part)) = (has("metric"), HOPED.into_iter().find(|part| has(part))) {
        return Err(refused(format!(
            "`{part}` is of no `metric`, which is missing"
        )));
    }
    Ok(parts)
}

/// What stands between commas outside of quotation marks.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut open: Option<char> = None;
    text.split(move |letter| {
        match (open, letter) {
            (None, '"' | '\'') => open = Some(letter),
            (Some(mark), _) if mark == letter => open = None,
            _ => {}
        }
        open.is_none() && letter == ','
    })
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let within = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    within('"').or_else(|| within('\'')).unwrap_or(text)
}

/// The metric that is named by what a person types for `outcome` or one of its parts.
#[must_use]
pub fn metric_typed(part: Option<&str>, text: &str) -> Option<String> {
    let name = match part {
        Some("metric") => text::one_line(text),
        None if is_whole_outcome(text) => {
            let parts = whole_outcome(text).ok()?;
            parts.into_iter().find(|(part, _)| part == "metric")?.1
        }
        _ => return None,
    };
    (!name.is_empty()).then_some(name)
}

/// A whole outcome for an item; what was said of what came of it stays.
#[must_use]
pub fn with_verdict(story: &Story, mut parts: Vec<(String, String)>) -> Value {
    let is_said = parts.iter().any(|(part, _)| part == "verdict");
    if let (Some(said), false) = (&story.outcome, is_said) {
        parts.push(("verdict".to_owned(), said.clone()));
    }
    Value::Map(parts)
}

/// That a text cannot name a metric, with what would.
#[must_use]
pub fn no_metric_name(error: MetricNameError) -> Failure {
    let near = error.near.clone();
    let failure = Failure::invalid(error.to_string());
    match near {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("such as signup_conversion"),
    }
}

/// The edit that gives a part of an item's outcome a value. An outcome that is a text so far becomes its verdict.
#[must_use]
pub fn outcome_edit(story: &mut Story, part: &str, value: Option<String>) -> FieldEdit {
    let key = OUTCOME.to_owned();
    let is_mapping = story.expected.is_some();
    story.expected.get_or_insert_with(Expected::default);
    match (&story.outcome, value) {
        (Some(said), Some(value)) if !is_mapping && part != "verdict" => {
            let verdict = ("verdict".to_owned(), said.clone());
            let value = Value::Map(vec![(part.to_owned(), value), verdict]);
            FieldEdit::Set { key, value }
        }
        (Some(_), None) if !is_mapping && part != "verdict" => {
            // Nothing is to be emptied; the text stays as it is.
            story.expected = None;
            let value = Value::Text(story.outcome.clone().unwrap_or_default());
            FieldEdit::Set { key, value }
        }
        (Some(_), value) if !is_mapping => {
            story.expected = None;
            let value = value.map_or(Value::Empty, Value::Text);
            FieldEdit::Set { key, value }
        }
        (_, value) => FieldEdit::SetPart {
            key,
            part: part.to_owned(),
            value,
        },
    }
}

/// What to know of a metric's name that has no figures: what it may have been meant to be.
#[must_use]
pub fn unknown_metric(desk: &Desk<'_>, name: &str) -> Option<String> {
    let known = desk.store.metric_names();
    if known.iter().any(|known| known == name) {
        return None;
    }
    let config = desk.config().metrics.iter().map(|metric| &metric.name);
    let names = known.iter().chain(config).map(String::as_str);
    Some(match nearest(name, names.filter(|known| *known != name)) {
        Some(near) => format!("no figures of `{name}` in `{METRICS}/` yet; did you mean `{near}`?"),
        None => format!("no figures of `{name}` yet: po import FILE --metric {name}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{outcome_edit, outcome_part, outcome_value, whole_outcome};
    use crate::model::{Expected, FieldEdit, Story, Value};

    #[test]
    fn parts_are_known_and_checked() {
        assert_eq!(outcome_part("points").unwrap(), None);
        assert_eq!(outcome_part("outcome.by").unwrap(), Some("by"));
        assert!(outcome_part("outcome.metrik").is_err());
        let value = |part, text| outcome_value(part, text).ok().flatten();
        assert_eq!(value("target", " 4 % ").as_deref(), Some("4%"));
        assert_eq!(value("by", "2026-12-31").as_deref(), Some("2026-12-31"));
        assert_eq!(outcome_value("by", " ").unwrap(), None);
        for (part, text) in [
            ("metric", "../x"),
            ("metric", "NPS"),
            ("target", "4,5"),
            ("baseline", "much"),
            ("by", "soon"),
        ] {
            assert!(outcome_value(part, text).is_err(), "{part}={text}");
        }
    }

    #[test]
    fn a_whole_outcome_is_said_in_one_line() {
        let parts = whole_outcome("{metric: sign_up, target: \"5\", verdict: 'a, b'}").unwrap();
        let part = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let told = [
            part("metric", "sign_up"),
            part("target", "5"),
            part("verdict", "a, b"),
        ];
        assert_eq!(parts, told);
        assert_eq!(
            whole_outcome("{verdict: kept}").unwrap(),
            [part("verdict", "kept")]
        );
        for (text, why) in [
            ("{metric: a", "not closed"),
            ("{}", "empty"),
            ("{target: 4,5%}", "a comma ends a value"),
            ("{metrik: a}", "has no part `metrik`"),
            ("{metric: a, metric: b}", "twice"),
            ("{target: much}", "not a figure"),
            ("{target: 5}", "`target` is of no `metric`"),
            ("{verdict: kept, by: 2026-12-31}", "`by` is of no `metric`"),
        ] {
            let said = whole_outcome(text).unwrap_err().error.to_string();
            assert!(said.contains(why), "{text}: {said}");
        }
    }

    #[test]
    fn a_text_becomes_the_verdict_once() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.outcome = Some("kept".to_owned());
        let first = outcome_edit(&mut story, "metric", Some("nps".to_owned()));
        let FieldEdit::Set {
            value: Value::Map(parts),
            ..
        } = first
        else {
            panic!("{first:?}");
        };
        assert_eq!(parts[1], ("verdict".to_owned(), "kept".to_owned()));
        let second = outcome_edit(&mut story, "target", Some("40".to_owned()));
        assert!(matches!(second, FieldEdit::SetPart { .. }), "{second:?}");
        story.expected = Some(Expected::default());
        let third = outcome_edit(&mut story, "verdict", None);
        assert!(matches!(third, FieldEdit::SetPart { value: None, .. }));
    }
}
