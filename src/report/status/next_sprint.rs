//! How ready the next Sprint is.

use serde::Serialize;

use crate::model::{Backlog, Hundredths, Sprint, SprintState, SprintTally, StateKind, Story};
use crate::report::TallyView;
use crate::scrum::{USUAL_SPRINTS, tally, velocity};

use super::needs::reason;

/// How many items from the top the next Sprint may be looked for in; so many are looked at where no size is known.
const LOOKED: usize = 20;
const LOOKED_UNMEASURED: usize = 5;

/// An item that the next Sprint may want and that is not ready.
#[derive(Debug, Clone, Serialize)]
pub struct NotReady {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What it lacks: `no points`, `2 open questions`, `not refined`.
    pub lacks: Vec<String>,
}

/// What the next Sprint can be made of.
#[derive(Debug, Clone, Serialize)]
pub struct NextSprint {
    /// The Sprint that is planned next, where there is one.
    pub name: Option<String>,
    /// About how many points it takes: its capacity, else the median of the last Sprints; null where neither is known.
    pub about: Option<f64>,
    /// What is ready and in no Sprint before it.
    pub ready: TallyView,
    /// What stands near the top and is not ready, in the order.
    pub not_ready: Vec<NotReady>,
    #[serde(skip)]
    pub(super) points: (Hundredths, Option<Hundredths>),
}

impl NextSprint {
    /// Returns what the next Sprint can be made of; `lacks` says what an item lacks to be ready.
    pub(super) fn new<'b>(backlog: &'b Backlog, lacks: &dyn Fn(&'b Story) -> Vec<String>) -> Self {
        let next = backlog.sprint("next");
        let about = next
            .and_then(|sprint| sprint.capacity)
            .or_else(|| velocity(&backlog.sprints, USUAL_SPRINTS).map(|velocity| velocity.median));
        let looked = match about {
            Some(_) => LOOKED,
            None => LOOKED_UNMEASURED,
        };
        let mut sum = Hundredths::ZERO;
        let mut ready = Vec::new();
        let mut not_ready = Vec::new();
        for (place, story) in backlog
            .positioned()
            .filter(|story| may_come(backlog, next, story))
            .enumerate()
        {
            let is_near = place < looked && about.is_none_or(|about| sum < about);
            let is_refined = backlog.kind(story) != StateKind::New && reason(story).is_none();
            sum = sum + story.points.unwrap_or_default();
            if !is_near {
                if is_refined {
                    ready.push(story);
                }
                continue;
            }
            let lacks = all_lacks(backlog, story, lacks);
            if lacks.is_empty() {
                ready.push(story);
            } else {
                not_ready.push(NotReady {
                    id: story.id.to_string(),
                    title: story.title.clone(),
                    lacks,
                });
            }
        }
        let ready: SprintTally = tally(&ready);
        Self {
            name: next.map(|sprint| sprint.name.clone()),
            about: about.map(Hundredths::as_f64),
            ready: ready.into(),
            not_ready,
            points: (ready.points, about),
        }
    }
}

/// Whether the next Sprint may take an item: it is no epic, and in no Sprint that runs or comes later.
fn may_come(backlog: &Backlog, next: Option<&Sprint>, story: &Story) -> bool {
    if story.item_type.eq_ignore_ascii_case("epic") {
        return false;
    }
    let Some(own) = story.sprint.as_deref().filter(|own| !own.trim().is_empty()) else {
        return true;
    };
    let closed = |sprint: &&Sprint| sprint.state() == SprintState::Closed;
    let own_sprint = backlog.sprints.iter().find(|sprint| sprint.is_named(own));
    next.is_some_and(|next| next.is_named(own)) || own_sprint.is_none_or(|sprint| closed(&sprint))
}

/// What an item lacks, being blocked and not being said to be ready included.
pub(in crate::report) fn all_lacks<'b>(
    backlog: &'b Backlog,
    story: &'b Story,
    lacks: &dyn Fn(&'b Story) -> Vec<String>,
) -> Vec<String> {
    let mut found = lacks(story);
    if reason(story).is_some() {
        found.push("blocked".to_owned());
    }
    if found.is_empty() && backlog.kind(story) == StateKind::New {
        found.push("not said to be ready".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::NextSprint;
    use crate::model::{Backlog, Config, Hundredths, Sprint, SprintTally, Story};

    fn story(number: u64, status: &str, points: i64, sprint: &str) -> Story {
        let id = format!("US-{number}");
        let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
        story.status = status.into();
        story.points = (points > 0).then(|| Hundredths::whole(points));
        story.sprint = (!sprint.is_empty()).then(|| sprint.into());
        story
    }

    fn next(stories: Vec<Story>, sprints: Vec<Sprint>) -> String {
        let mut backlog = Backlog::new(Config::default(), stories, Vec::new());
        backlog.sprints = sprints;
        let lacks = |story: &Story| match story.points {
            None => vec!["no points".to_owned()],
            Some(_) => Vec::new(),
        };
        let found = NextSprint::new(&backlog, &lacks);
        let not_ready: Vec<String> = found
            .not_ready
            .iter()
            .map(|item| format!("{} {}", item.id, item.lacks.join("+")))
            .collect();
        format!(
            "{:?} {} of {:?}: {}",
            found.name,
            found.ready.points,
            found.about,
            not_ready.join(", ")
        )
    }

    #[test]
    fn looks_as_far_as_a_sprint_reaches() {
        let closed = Sprint {
            name: "7".into(),
            closed: Some(date(2026, 11, 20)),
            done: Some(SprintTally {
                points: Hundredths::whole(8),
                items: 2,
            }),
            ..Sprint::default()
        };
        let running = Sprint {
            name: "8".into(),
            started: Some(date(2026, 11, 23)),
            ..Sprint::default()
        };
        let stories = || {
            vec![
                story(1, "in-progress", 5, "8"),
                story(2, "ready", 5, ""),
                story(3, "ready", 0, "7"),
                story(4, "new", 3, ""),
                story(5, "new", 3, ""),
                story(6, "ready", 2, ""),
            ]
        };
        assert_eq!(
            next(stories(), vec![closed, running.clone()]),
            "None 7 of Some(8.0): US-3 no points, US-4 not said to be ready"
        );
        let planned = Sprint {
            name: "9".into(),
            capacity: Some(Hundredths::whole(3)),
            ..Sprint::default()
        };
        assert_eq!(
            next(stories(), vec![running, planned]),
            "Some(\"9\") 7 of Some(3.0): "
        );
        assert_eq!(next(Vec::new(), Vec::new()), "None 0 of None: ");
    }
}
