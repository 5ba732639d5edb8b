//! "Did you mean" for ids: the item that a mistyped reference most likely stands for.
//!
//! Looking at every id would cost a whole backlog a reference; the few ids that are one slip away are looked up instead.

use crate::check::context::Context;
use crate::model::{Story, StoryId, nearest};

/// The item that `reference`, which leads nowhere, was probably meant to name; never `story` itself. Among several, the
/// first that `fits`.
pub(super) fn near_id<'a>(
    context: &Context<'a>,
    story: &Story,
    reference: &str,
    fits: impl Fn(&Story) -> bool,
) -> Option<&'a StoryId> {
    let (letters, digits) = parts(reference)?;
    let known = &context.backlog.config.prefixes;
    let prefixes: Vec<&str> = if letters.is_empty() {
        known.iter().map(String::as_str).collect()
    } else {
        let near = nearest(letters, known.iter().map(String::as_str));
        near.into_iter().chain([letters]).collect()
    };
    let mut first = None;
    for number in slips(digits) {
        for prefix in &prefixes {
            let Some(other) = StoryId::new(prefix, number)
                .ok()
                .and_then(|id| context.backlog.with_id(&id).next())
                .filter(|other| other.id != story.id)
            else {
                continue;
            };
            if fits(other) {
                return Some(&other.id);
            }
            first = first.or(Some(&other.id));
        }
    }
    first
}

/// The letters and the digits of something like an id: `US-12`, `us12`, `#12`, `12`. At most twelve digits.
fn parts(reference: &str) -> Option<(&str, &str)> {
    let start = reference.find(|c: char| c.is_ascii_digit())?;
    let digits = &reference[start..];
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let letters = reference[..start].trim_matches(|c: char| !c.is_ascii_alphanumeric());
    (end <= 12 && !digits[end..].contains(|c: char| c.is_alphanumeric()))
        .then_some((letters, &digits[..end]))
}

/// The numbers that one slip of the keyboard turns into `digits`, likeliest first: none (another part was wrong), two digits
/// swapped, one typed twice, one too many among three or more. Another or a missing digit is another number: numbers that
/// stand side by side are all taken, so that some item would always seem to be meant.
fn slips(digits: &str) -> Vec<u64> {
    let digits = digits.as_bytes();
    let mut texts = vec![digits.to_vec()];
    for at in 1..digits.len() {
        let mut text = digits.to_vec();
        text.swap(at - 1, at);
        texts.push(text);
    }
    let without = |at: usize| [&digits[..at], &digits[at + 1..]].concat();
    let twice = |at: &usize| *at > 0 && digits[*at] == digits[*at - 1];
    texts.extend((0..digits.len()).filter(twice).map(without));
    if digits.len() > 2 {
        texts.extend((0..digits.len()).rev().map(without));
    }
    texts
        .iter()
        .filter_map(|text| std::str::from_utf8(text).ok()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{near_id, parts};
    use crate::check::Context;
    use crate::check::sample::{backlog, default_settings, story};

    #[test]
    fn reads_what_people_write_for_ids() {
        assert_eq!(parts("US-311"), Some(("US", "311")));
        assert_eq!(parts(" us311 "), Some(("us", "311")));
        assert_eq!(parts("#7"), Some(("", "7")));
        assert_eq!(parts("BACK-24.02"), None);
        assert_eq!(parts("later"), None);
        assert_eq!(parts("US-1234567890123"), None);
        assert_eq!(parts("Ünit-7"), Some(("nit", "7")));
    }

    #[test]
    fn finds_what_is_one_slip_away() {
        let backlog = backlog(
            ["US-11", "US-31", "US-130", "US-22", "US-5", "US-2345"].map(|id| {
                story(id, "", |s| {
                    if id == "US-130" {
                        s.item_type = "epic".into();
                    }
                })
            }),
        );
        let context = Context::new(&backlog, default_settings());
        let own = backlog.find("22").unwrap();
        let near = |text: &str| near_id(&context, own, text, |_| true).map(ToString::to_string);
        assert_eq!(near("US-311").as_deref(), Some("US-31"));
        assert_eq!(near("US-13").as_deref(), Some("US-31"));
        assert_eq!(
            near("US-3").as_deref(),
            None,
            "a missing digit is another number"
        );
        assert_eq!(near("UX-5").as_deref(), Some("US-5"));
        assert_eq!(near("#15").as_deref(), None);
        assert_eq!(near("#55").as_deref(), Some("US-5"));
        assert_eq!(near("US-2435").as_deref(), Some("US-2345"));
        assert_eq!(near("US-99").as_deref(), None);
        assert_eq!(near("US-222").as_deref(), None, "never the item itself");
        let epic = near_id(&context, own, "US-1303", |s| s.item_type == "epic");
        assert_eq!(epic.map(ToString::to_string).as_deref(), Some("US-130"));
    }
}
