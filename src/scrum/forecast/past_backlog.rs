//! The backlog as it was on a past day, as far as forecasts ask: from what had landed then.

use crate::model::{
    Backlog, Config, Facts, Hundredths, ItemKind, Release, Snapshot, Sprint, SprintTally, Story,
};

/// Returns the backlog of a moment of the past, without bodies.
#[must_use]
pub fn past_backlog(snapshot: &Snapshot, config: &Config) -> Backlog {
    let (mut stories, mut sprints, mut releases) = (Vec::new(), Vec::new(), Vec::new());
    for (_, kind, facts) in snapshot.items() {
        match kind {
            ItemKind::Story => stories.extend(story(facts)),
            ItemKind::Sprint => sprints.push(sprint(facts)),
            ItemKind::Release => releases.push(Release {
                name: facts.text("release").unwrap_or_default().to_owned(),
                due: facts.date("due"),
                budget: facts.amount("budget"),
                shipped: facts.date("shipped"),
                path: facts.path().to_owned(),
            }),
        }
    }
    let mut backlog = Backlog::new(config.clone(), stories, Vec::new());
    backlog.sprints = sprints;
    backlog.releases = releases;
    backlog
}

fn story(facts: &Facts) -> Option<Story> {
    let text = |name: &str| facts.text(name).map(str::to_owned);
    let mut story = Story::new(facts.id()?, facts.path());
    facts.title().clone_into(&mut story.title);
    facts.status().clone_into(&mut story.status);
    story.item_type = text("type").unwrap_or_default();
    story.rank = facts.text("rank").and_then(|rank| rank.parse().ok());
    story.done = facts.date("done");
    story.points = facts.points();
    story.sprint = text("sprint");
    story.release = text("release");
    story.epic = text("epic");
    story.depends_on = facts.list("depends_on").map(str::to_owned).collect();
    story.aliases = facts.list("aliases").map(str::to_owned).collect();
    Some(story)
}

fn sprint(facts: &Facts) -> Sprint {
    let tally = |points: Option<Hundredths>, items: Option<&str>| {
        (points.is_some() || items.is_some()).then(|| SprintTally {
            points: points.unwrap_or_default(),
            items: items.and_then(|items| items.parse().ok()).unwrap_or(0),
        })
    };
    Sprint {
        name: facts.text("sprint").unwrap_or_default().to_owned(),
        from: facts.date("from"),
        to: facts.date("to"),
        capacity: facts.amount("capacity"),
        started: facts.date("started"),
        closed: facts.date("closed"),
        planned: tally(facts.amount("planned_points"), facts.text("planned_items")),
        done: tally(facts.amount("done_points"), facts.text("done_items")),
        path: facts.path().to_owned(),
        ..Sprint::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{sprint, story};
    use crate::model::{Facts, Hundredths, Sprint, SprintTally, Story};

    #[test]
    fn says_what_forecasts_ask() {
        let mut item = Story::new("US-12".parse().unwrap(), "stories/US-12.md");
        item.title = "Pay".into();
        item.status = "ready".into();
        item.rank = Some("i3".parse().unwrap());
        item.points = Some(Hundredths::whole(5));
        item.release = Some("1.2".into());
        item.depends_on = vec!["US-1".into(), "US-2".into()];
        assert_eq!(story(&Facts::of_story(&item, &[])), Some(item));
        let closed = Sprint {
            name: "8".into(),
            closed: "2026-11-13".parse().ok(),
            done: Some(SprintTally {
                points: Hundredths::whole(21),
                items: 5,
            }),
            path: "sprints/sprint-8.md".into(),
            ..Sprint::default()
        };
        assert_eq!(sprint(&Facts::of_sprint(&closed)), closed);
    }
}
