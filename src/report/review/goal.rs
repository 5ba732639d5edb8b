//! The objectives of the product, each with counts of its work and what was measured: nothing is made a percentage.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, StateKind, Story};
use crate::report::outcome_view::OutcomeView as Measured;

/// What came of an item, in people's words.
#[derive(Debug, Serialize)]
pub struct OutcomeView {
    /// The item.
    pub id: String,
    /// What was measured or seen.
    pub outcome: String,
}

/// An objective and how much of its work is Done.
#[derive(Debug, Serialize)]
pub struct ObjectiveView {
    /// Its short name: `O1`; empty where it has none.
    pub name: String,
    /// Its words.
    pub text: String,
    /// Its epics, declined ones left out.
    pub epics: usize,
    /// Those among them whose state is Done.
    pub epics_done: usize,
    /// Its items, epics with children and declined ones left out.
    pub items: usize,
    /// Those among them that are Done.
    pub items_done: usize,
    /// What came of its epics and items that are Done.
    pub outcomes: Vec<OutcomeView>,
}

/// Returns the objectives as `product.md` lists them.
pub(super) fn objectives(backlog: &Backlog, today: Date) -> Vec<ObjectiveView> {
    let mut views: Vec<ObjectiveView> = backlog
        .product
        .objectives
        .iter()
        .map(|objective| ObjectiveView {
            name: objective.name.clone(),
            text: objective.text.clone(),
            epics: 0,
            epics_done: 0,
            items: 0,
            items_done: 0,
            outcomes: Vec::new(),
        })
        .collect();
    if views.is_empty() {
        return views;
    }
    for story in backlog.stories() {
        let kind = backlog.kind(story);
        let place = served(backlog, story).and_then(|name| {
            let mut known = backlog.product.objectives.iter();
            known.position(|objective| objective.is_named(name))
        });
        let Some(view) = place.map(|place| &mut views[place]) else {
            continue;
        };
        if kind == StateKind::Declined {
            continue;
        }
        let is_done = kind == StateKind::Done;
        let is_parent = backlog.has_children(story);
        if is_parent || story.item_type.trim().eq_ignore_ascii_case("epic") {
            view.epics += 1;
            view.epics_done += usize::from(is_done);
        }
        if !is_parent {
            view.items += 1;
            view.items_done += usize::from(is_done);
        }
        if !is_done {
            continue;
        }
        let hoped = Measured::of(backlog, story, today, false).map(|hoped| hoped.line(today));
        let words: Vec<String> = story.outcome.clone().into_iter().chain(hoped).collect();
        if !words.is_empty() {
            view.outcomes.push(OutcomeView {
                id: story.id.to_string(),
                outcome: words.join("; "),
            });
        }
    }
    views
}

/// The objective that an item names, or the nearest of its epics.
fn served<'b>(backlog: &'b Backlog, story: &'b Story) -> Option<&'b str> {
    let own = |story: &'b Story| {
        let name = story.objective.as_deref().map(str::trim);
        name.filter(|name| !name.is_empty())
    };
    own(story).or_else(|| backlog.ancestors(story).into_iter().find_map(own))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::objectives;
    use crate::model::{Backlog, Config, Objective, Story};

    #[test]
    fn an_epic_counts_by_its_own_state_and_gives_its_objective_on() {
        let story = |id: &str, change: &dyn Fn(&mut Story)| {
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            change(&mut story);
            story
        };
        let stories = vec![
            story("US-1", &|s| {
                s.item_type = "epic".into();
                s.objective = Some("o1".into());
            }),
            story("US-2", &|s| {
                s.status = "done".into();
                s.epic = Some("US-1".into());
                s.outcome = Some("41 s → 34 s".into());
            }),
            story("US-3", &|s| {
                s.status = "declined".into();
                s.epic = Some("US-1".into());
            }),
            story("US-4", &|s| s.objective = Some("O2".into())),
        ];
        let mut backlog = Backlog::new(Config::default(), stories, Vec::new());
        backlog.product.objectives.push(Objective {
            name: "O1".into(),
            text: "Fast".into(),
        });
        let found = objectives(&backlog, date(2026, 11, 22));
        assert_eq!((found[0].epics, found[0].epics_done), (1, 0));
        assert_eq!((found[0].items, found[0].items_done), (1, 1));
        assert_eq!(found[0].outcomes[0].outcome, "41 s → 34 s");
    }
}
