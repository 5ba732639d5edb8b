//! What becomes of an item that is split: what it gives away, what it loses, and what stays with it.

use crate::cli::{CommandResult, Desk, Failure, Told};
use crate::commands::split_plan::{Part, Wish, listed};
use crate::model::{Criterion, Edit, Story, Value};
use crate::scrum::{self, ShareError};
use crate::text;

/// The places of the criteria that each part takes: what is nested goes along.
pub(super) fn with_nested(
    criteria: &[Criterion],
    shares: &[Vec<usize>],
) -> CommandResult<Vec<Vec<usize>>> {
    let mut owner: Vec<Option<usize>> = vec![None; criteria.len()];
    for (part, share) in shares.iter().enumerate() {
        for place in share.iter().filter_map(|number| number.checked_sub(1)) {
            let count = criteria.len();
            let Some(own) = owner.get_mut(place) else {
                return Err(ShareError::Unknown {
                    number: place + 1,
                    count,
                }
                .into());
            };
            *own = Some(part);
        }
    }
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); shares.len()];
    for (place, criterion) in criteria.iter().enumerate() {
        let around = criteria[..place]
            .iter()
            .enumerate()
            .rev()
            .find(|(_, other)| {
                other.depth < criterion.depth && other.range.contains(&criterion.range.start)
            });
        if let Some((around, _)) = around
            && let Some(part) = owner[around]
        {
            if owner[place].is_some_and(|own| own != part) {
                return Err(Failure::usage(format!(
                    "criterion {} is part of criterion {}",
                    place + 1,
                    around + 1
                ))
                .hint("give both to one part"));
            }
            owner[place] = Some(part);
        }
    }
    // As they were given, nested ones after what they are nested in.
    for (part, share) in shares.iter().enumerate() {
        let given = share.iter().filter_map(|number| number.checked_sub(1));
        for place in given {
            if places[part].contains(&place) {
                continue;
            }
            places[part].push(place);
            let nested = (place + 1..criteria.len()).take_while(|other| {
                criteria[*other].depth > criteria[place].depth
                    && criteria[place]
                        .range
                        .contains(&criteria[*other].range.start)
            });
            places[part].extend(nested);
        }
        let mut seen = std::collections::HashSet::new();
        places[part].retain(|place| seen.insert(*place));
    }
    Ok(places)
}

/// What changes in the item itself, and what to tell about that.
pub(super) fn parent_edits(
    desk: &Desk<'_>,
    story: &Story,
    parts: &[Part<'_>],
    wish: &Wish<'_>,
) -> CommandResult<(Vec<Edit>, Vec<String>)> {
    let mut words = format!("split into {}", listed(parts));
    if let Some(points) = story.points {
        words.push_str(&format!(", was {}", points.points()));
    }
    let (mut edits, decision) = if wish.decline {
        let declined = scrum::decline(story, desk.config(), &words)?;
        (declined.edits, declined.decision.unwrap_or_default())
    } else {
        let kind = desk.config().item_type("epic").unwrap_or("epic");
        (vec![Edit::set("type", Value::Text(kind.to_owned()))], words)
    };
    let mut notes = Vec::new();
    if story
        .sprint
        .as_deref()
        .is_some_and(|sprint| !sprint.trim().is_empty())
    {
        edits.push(Edit::set("sprint", Value::Empty));
    }
    if !wish.decline {
        if let Some(points) = story.points {
            edits.push(Edit::set("points", Value::Empty));
            notes.push(format!(
                "  its {} go: an epic is as large as its parts, which have no estimate yet",
                points.points()
            ));
        }
        if !story.depends_on.is_empty() {
            edits.push(Edit::set("depends_on", Value::Empty));
        }
    }
    let body = story.body.as_deref().unwrap_or_default();
    let given: Vec<usize> = parts
        .iter()
        .flat_map(|part| part.places.iter().copied())
        .collect();
    let mut left = body.to_owned();
    for splice in text::without_criteria(body, &given, &desk.config().criteria.headings) {
        left = splice.apply(&left);
        edits.push(Edit::Body(splice));
    }
    let line = text::append_dated(&left, "Decisions", desk.today(), &decision, false);
    edits.push(Edit::Body(line));
    Ok((edits, notes))
}

/// Says what stays with the item.
pub(super) fn stays(
    story: &Story,
    criteria: &[Criterion],
    parts: &[Part<'_>],
    wish: &Wish<'_>,
    told: &mut Told,
) {
    let is_given = |place: &usize| parts.iter().any(|part| part.places.contains(place));
    let left: Vec<usize> = (0..criteria.len())
        .filter(|place| !is_given(place))
        .collect();
    for place in left.iter().take(8) {
        let words = text::truncate(&criteria[*place].text, 60);
        told.after.push(format!(
            "criterion {} stays with {}: {words}",
            place + 1,
            story.id
        ));
    }
    if left.len() > 8 {
        told.after
            .push(format!("and {} more criteria", left.len() - 8));
    }
    let body = story.body.as_deref().unwrap_or_default();
    let questions = text::dated_lines(body, "Questions");
    let open = questions
        .iter()
        .filter(|line| line.done != Some(true) && line.answers.is_empty());
    match open.count() {
        0 => {}
        1 => told
            .after
            .push(format!("1 open question stays with {}", story.id)),
        n => told
            .after
            .push(format!("{n} open questions stay with {}", story.id)),
    }
    if let Some(why) = story
        .blocked
        .as_deref()
        .filter(|why| !why.trim().is_empty())
    {
        told.after.push(format!(
            "{} is blocked ({why}); the parts are not",
            story.id
        ));
    }
    if wish.decline && !left.is_empty() {
        told.hints.push(format!(
            "po undo, where criteria of {} are still wanted",
            story.id
        ));
    }
}
