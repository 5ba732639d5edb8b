//! Items that ask for the same: which of two is reported, and what is said of the other.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::model::{StateKind, Story};
use crate::text;

/// The items that a rule looks at, by id: places in the backlog.
pub(super) fn by_id(context: &Context, rule: &Rule) -> Vec<usize> {
    let stories = context.backlog.stories();
    let mut places: Vec<usize> = (0..stories.len())
        .filter(|place| context.looks_at(rule, &stories[*place]))
        .collect();
    places.sort_by(|a, b| {
        let key = |place: usize| (&stories[place].id, &stories[place].path);
        key(*a).cmp(&key(*b))
    });
    places
}

/// Which of two items to report, and the other: the later one, the open one where the other is done with, none where both are.
/// Two files of one id are for `duplicate-id`: no verb could tell them apart.
pub(super) fn reported(context: &Context, first: usize, later: usize) -> Option<(usize, usize)> {
    let stories = context.backlog.stories();
    if stories[first].id == stories[later].id {
        return None;
    }
    let is_open = |place: usize| context.kind(&stories[place]).is_open();
    match (is_open(first), is_open(later)) {
        (_, true) => Some((later, first)),
        (true, false) => Some((first, later)),
        (false, false) => None,
    }
}

/// An item as a message names it: its id and title.
pub(super) fn named(story: &Story) -> String {
    if story.title.is_empty() {
        story.id.to_string()
    } else {
        format!("{} \"{}\"", story.id, text::one_line(&story.title))
    }
}

/// What became of an item, where that matters to one that asks for the same: its decision, or that it is Done.
pub(super) fn what_became_of(context: &Context, story: &Story) -> Option<String> {
    match context.kind(story) {
        StateKind::Declined => Some(declined(story)),
        StateKind::Done => Some(match story.done {
            Some(day) => format!("{} is Done since {day}", story.id),
            None => format!("{} is Done", story.id),
        }),
        _ => None,
    }
}

/// `US-3 was declined on 2026-11-21: no demand`, as far as the file says it.
fn declined(story: &Story) -> String {
    const WORD: &str = "declined";
    let body = story.body.as_deref().unwrap_or_default();
    let decision = text::dated_lines(body, "Decisions")
        .into_iter()
        .rfind(|line| line.text.to_lowercase().starts_with(WORD));
    let mut said = format!("{} was declined", story.id);
    if let Some(line) = decision {
        if let Some(day) = line.date {
            said.push_str(&format!(" on {day}"));
        }
        let reason = line.text.get(WORD.len()..).unwrap_or_default();
        let reason = reason
            .trim_start_matches([':', ' ', ','])
            .trim_end_matches('.');
        if !reason.is_empty() {
            said.push_str(&format!(": {reason}"));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::{named, reported, what_became_of};
    use crate::check::Context;
    use crate::check::sample::{backlog, default_settings, story};

    #[test]
    fn two_files_of_one_id_are_not_compared() {
        let backlog = backlog(["US-1", "US-1", "US-2"].map(|id| story(id, "", |_| {})));
        let context = Context::new(&backlog, default_settings());
        assert_eq!(reported(&context, 0, 1), None);
        assert_eq!(reported(&context, 0, 2), Some((2, 0)));
    }

    #[test]
    fn says_what_became_of_an_item() {
        let backlog = backlog([]);
        let context = Context::new(&backlog, default_settings());
        let said = |status: &str, body: &str| {
            let item = story("US-3", body, |s| s.status = status.into());
            what_became_of(&context, &item)
        };
        let decisions = "## Decisions\n\n- 2026-11-01 accepted\n- 2026-11-21 declined: no demand.\n- 2026-11-22 shown\n";
        assert_eq!(
            said("declined", decisions).as_deref(),
            Some("US-3 was declined on 2026-11-21: no demand")
        );
        assert_eq!(
            said("declined", "## Decisions\n\n- Declined\n").as_deref(),
            Some("US-3 was declined")
        );
        assert_eq!(said("done", "").as_deref(), Some("US-3 is Done"));
        assert_eq!(said("ready", decisions), None);
        let untitled = story("US-3", "", |s| s.title.clear());
        assert_eq!(named(&untitled), "US-3");
    }
}
