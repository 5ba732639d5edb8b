//! The `outcome` of an item: a text, or what it is hoped to do to a metric.

use crate::model::{Diagnostic, Expected, Figure, OUTCOME_KEYS, Place, Story, nearest};
use crate::store::field_reader::{FieldReader, INVALID_VALUE, UNKNOWN_KEY, date, short};
use crate::store::front_matter::{Content, Entry};

/// Reads `outcome: {metric, baseline, target, by, verdict}`, in one line or several; a text is what happened, in words. Keys that
/// are none of these are kept, and said where they are nearly one.
pub(super) fn outcome(
    story: &mut Story,
    path: &str,
    entry: &Entry<'_>,
    reader: &mut FieldReader<'_>,
) {
    let Content::Map { entries, .. } = &entry.value.content else {
        story.outcome = reader.text(entry);
        return;
    };
    let mut expected = Expected::default();
    let mut before: Option<(&str, &str)> = None;
    for part in entries {
        let key = part.key.as_ref();
        let last = before.replace((key, part.value.text().unwrap_or_default()));
        // In `target: 4,5%` the comma ends the value, and YAML takes the rest for a key.
        if part.value.is_empty()
            && Figure::read(key).is_some()
            && let Some((name, whole)) = last
            && Figure::read(whole).is_some()
        {
            let (whole, key) = (short(whole), short(key));
            let place = Place::bytes(path, part.key_range.clone());
            let message =
                format!("`outcome`: `{name}: {whole},{key}` is two values: a comma ends one");
            let label = format!("`{name}` is `{whole}` now");
            let found = Diagnostic::error(INVALID_VALUE, place, message, label);
            let fix = format!("write the number with a point: `{name}: {whole}.{key}`");
            reader.diagnostics.push(found.fix(fix));
            continue;
        }
        if !OUTCOME_KEYS.contains(&key) {
            reader.diagnostics.extend(slip(path, part));
            continue;
        }
        let Some(text) = part.value.text().map(str::trim) else {
            if !part.value.is_empty() {
                let message = format!("`outcome`: `{key}` holds several values");
                reader.invalid_node(&part.value, message, format!("write one: `{key}: …`"));
            }
            continue;
        };
        let figure = |reader: &mut FieldReader<'_>| {
            let figure = Figure::read(text);
            if figure.is_none() {
                let message = format!("`outcome`: `{}` is not a figure", short(text));
                let fix = format!("write a number with a point, such as `{key}: 3.1%`");
                reader.invalid_node(&part.value, message, fix);
            }
            figure
        };
        match key {
            "metric" => expected.metric = Some(text.to_owned()),
            "baseline" => expected.baseline = figure(reader),
            "target" => expected.target = figure(reader),
            "by" => {
                expected.by = date(text);
                if expected.by.is_none() {
                    let message = format!("`outcome`: `{}` is not a date", short(text));
                    let fix = "write year, month and day: `by: 2026-12-31`";
                    reader.invalid_node(&part.value, message, fix.to_owned());
                }
            }
            _ => story.outcome = Some(text.to_owned()),
        }
    }
    story.expected = Some(expected);
}

/// A key that is nearly one that counts.
fn slip(path: &str, part: &Entry<'_>) -> Option<Diagnostic> {
    let meant = nearest(&part.key, OUTCOME_KEYS)?;
    let place = Place::bytes(path, part.key_range.clone());
    let message = format!("unknown key `{}` in `outcome`", short(&part.key));
    let found = Diagnostic::error(
        UNKNOWN_KEY,
        place,
        message,
        format!("did you mean `{meant}`?"),
    );
    Some(found.fix(format!("write `{meant}:`")))
}

#[cfg(test)]
mod tests {
    use crate::model::{Config, Expected, Story};
    use crate::store::{Depth, read_story};

    fn read(outcome: &str) -> (Story, Vec<String>) {
        let text = format!("---\ntitle: Pay\nid: US-1\noutcome: {outcome}\n---\n");
        let read = read_story(
            "stories/US-1.md",
            text.as_bytes(),
            &Config::default(),
            Depth::Body,
        );
        let (story, found) = read.unwrap();
        (
            story,
            found.into_iter().map(|problem| problem.message).collect(),
        )
    }

    #[test]
    fn a_text_is_what_happened() {
        let (story, found) = read("41 s → 34 s");
        assert_eq!(story.outcome.as_deref(), Some("41 s → 34 s"));
        assert!(story.expected.is_none() && found.is_empty());
        assert_eq!(read("").0.outcome, None);
        assert_eq!(read("[a, b]").1.len(), 1);
    }

    #[test]
    fn a_mapping_is_what_is_hoped_for_in_either_style() {
        let flow =
            "{metric: nps, baseline: 31, target: 40.50, by: 2026-12-31, verdict: kept, seen: yes}";
        let block = "\n  metric: nps\n  baseline: 31 # of May\n  target: 40.50\n  by: 2026-12-31\n  verdict: kept\n  seen: [a]";
        for outcome in [flow, block] {
            let (story, found) = read(outcome);
            assert!(found.is_empty(), "{found:?}");
            let expected = story.expected.unwrap();
            assert_eq!(expected.words(), "nps 31 → 40.50 by 2026-12-31");
            assert_eq!(story.outcome.as_deref(), Some("kept"));
        }
        let (story, _) = read("{metric: , target: }");
        assert_eq!(story.expected, Some(Expected::default()));
        assert!(story.outcome.is_none());
    }

    #[test]
    fn a_decimal_comma_is_no_end_of_a_figure() {
        for (outcome, name) in [
            ("{metric: nps, target: 4,5%}", "target"),
            ("{baseline: 4,5%, by: 2026-12-31}", "baseline"),
        ] {
            let (_, found) = read(outcome);
            let said = format!("`outcome`: `{name}: 4,5%` is two values: a comma ends one");
            assert_eq!(found, [said]);
        }
        assert!(read("{metric: nps, 5: }").1.is_empty());
    }

    #[test]
    fn what_is_wrong_in_it_is_said() {
        let (story, found) =
            read("{metrik: nps, target: \"4,5 %\", by: soon, baseline: [1], notes: x}");
        assert_eq!(
            found,
            [
                "unknown key `metrik` in `outcome`",
                "`outcome`: `4,5 %` is not a figure",
                "`outcome`: `soon` is not a date",
                "`outcome`: `baseline` holds several values",
            ]
        );
        assert_eq!(story.expected, Some(Expected::default()));
    }
}
