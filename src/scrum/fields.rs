//! Whether an item has a field, by the name a person gives it.

use crate::model::{Expected, Story, field_or_singular};

/// Whether a field of the front matter holds something. `criteria` counts the acceptance criteria of the body.
/// Other names mean keys of the team's own, which are set where the file has them.
#[must_use]
pub fn is_set(story: &Story, name: &str, criteria: &dyn Fn(&Story) -> usize) -> bool {
    if is_criteria(name) {
        return criteria(story) > 0;
    }
    let text = |field: &Option<String>| field.as_deref().is_some_and(|t| !t.trim().is_empty());
    match field_or_singular(name).map_or(name, |field| field.name) {
        "title" => !story.title.trim().is_empty(),
        "id" => true,
        "status" => !story.status.is_empty(),
        "type" => !story.item_type.is_empty(),
        "rank" => story.rank.is_some(),
        "created" => story.created.is_some(),
        "started" => story.started.is_some(),
        "done" => story.done.is_some(),
        "accepted" => story.accepted.is_some(),
        "points" => story.points.is_some(),
        "value" => story.value.is_some(),
        "urgency" => story.urgency.is_some(),
        "risk_reduction" => story.risk_reduction.is_some(),
        "cost_of_delay" => story.cost_of_delay.is_some(),
        "moscow" => story.moscow.is_some(),
        "sprint" => text(&story.sprint),
        "release" => text(&story.release),
        "epic" => text(&story.epic),
        "objective" => text(&story.objective),
        "requested_by" => text(&story.requested_by),
        "blocked" => text(&story.blocked),
        "outcome" => text(&story.outcome) || is_expected(story),
        "labels" => !story.labels.is_empty(),
        "assignee" => !story.assignee.is_empty(),
        "depends_on" => !story.depends_on.is_empty(),
        "links" => !story.links.is_empty(),
        "aliases" => !story.aliases.is_empty(),
        "external" => story.external.is_some(),
        other => {
            let is = |key: &String| key.eq_ignore_ascii_case(other);
            story.factors.iter().any(|(key, _)| is(key)) || story.unknown_keys.iter().any(is)
        }
    }
}

/// Whether something is hoped for.
fn is_expected(story: &Story) -> bool {
    let expected = story.expected.as_ref();
    expected.is_some_and(|expected| *expected != Expected::default())
}

/// Whether a name means the acceptance criteria.
pub(super) fn is_criteria(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['-', ' '], "_");
    matches!(
        name.as_str(),
        "criteria" | "criterion" | "acceptance_criteria" | "ac"
    )
}

#[cfg(test)]
mod tests {
    use super::is_set;
    use crate::model::{FIELDS, Hundredths, Story};

    #[test]
    fn an_empty_story_has_only_its_id() {
        let story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        for field in FIELDS {
            assert_eq!(
                is_set(&story, field.name, &|_| 0),
                field.name == "id",
                "{}",
                field.name
            );
        }
        assert!(is_set(&story, "acceptance-criteria", &|_| 1) && !is_set(&story, "ac", &|_| 0));
    }

    #[test]
    fn zero_points_are_points_and_blank_text_is_nothing() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.points = Some(Hundredths::ZERO);
        story.requested_by = Some("  ".into());
        story.unknown_keys = vec!["Team".into()];
        story.labels = vec!["web".into()];
        assert!(is_set(&story, "points", &|_| 0) && is_set(&story, "label", &|_| 0));
        assert!(!is_set(&story, "requested-by", &|_| 0));
        assert!(is_set(&story, "team", &|_| 0) && !is_set(&story, "squad", &|_| 0));
    }
}
