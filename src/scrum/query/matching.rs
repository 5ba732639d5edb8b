//! Whether an item meets a query.

use std::cmp::Ordering;

use crate::model::{Backlog, IdPattern, Resolved, Sprint, StateKind, Story};

use super::parse::Query;
use super::term::{Being, Condition, Term};
use super::token::Operator;
use super::values::folded;
use crate::scrum::fields::is_set;

impl Query {
    /// Whether an item meets the query, whatever its state. `criteria` counts the acceptance criteria in its body.
    #[must_use]
    pub fn matches(
        &self,
        backlog: &Backlog,
        story: &Story,
        criteria: &dyn Fn(&Story) -> usize,
    ) -> bool {
        let item = Item {
            backlog,
            story,
            criteria,
        };
        item.meets(&self.condition)
    }

    /// The items to show, in the total order: those that meet the query and are open, unless [`Self::shows_all`].
    pub fn select<'b>(
        &self,
        backlog: &'b Backlog,
        criteria: &dyn Fn(&Story) -> usize,
    ) -> impl Iterator<Item = &'b Story> {
        let all = self.shows_all();
        backlog.stories().iter().filter(move |story| {
            (all || backlog.is_open(story)) && self.matches(backlog, story, criteria)
        })
    }
}

struct Item<'a> {
    backlog: &'a Backlog,
    story: &'a Story,
    criteria: &'a dyn Fn(&Story) -> usize,
}

impl Item<'_> {
    /// Groups are nested only so deep as the parser lets them.
    fn meets(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.meets(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.meets(part)),
            Condition::Not(inner) => !self.meets(inner),
            Condition::Term(term) => self.meets_term(term),
        }
    }

    fn meets_term(&self, term: &Term) -> bool {
        let story = self.story;
        match term {
            Term::Is(being) => self.is(*being),
            Term::Set { name, wanted } => is_set(story, name, self.criteria) == *wanted,
            Term::Text(words) => self.holds(words),
            Term::Status(name) => self.status_is(name),
            Term::Type(name) => self.type_is(name),
            Term::Sprint(name) => self.sprint_is(name),
            Term::Epic(epic) => self.is_below(epic),
            Term::Id(id) => self.is_named(id),
            Term::DependsOn(id) => self.depends_on(id),
            Term::Exactly(get, name) => get(story).iter().any(|text| folded(text) == *name),
            Term::Part(get, part) => get(story).iter().any(|text| contains(text, part)),
            Term::Number(get, operator, number) => {
                get(story).is_some_and(|found| compares(*operator, found.cmp(number)))
            }
            Term::Date(get, operator, date, _) => get(story, &self.backlog.config)
                .is_some_and(|found| compares(*operator, found.cmp(date))),
        }
    }

    fn is(&self, being: Being) -> bool {
        let (backlog, story) = (self.backlog, self.story);
        match being {
            Being::Open => backlog.is_open(story),
            Being::Kind(kind) => backlog.kind(story) == kind,
            Being::Accepted => story.accepted.is_some(),
            Being::Blocked => story
                .blocked
                .as_deref()
                .is_some_and(|b| !b.trim().is_empty()),
            Being::Waiting => !backlog.waits_for(story).is_empty(),
            Being::Epic => {
                story.item_type.eq_ignore_ascii_case("epic") || backlog.has_children(story)
            }
            Being::Ranked => story.rank.is_some(),
        }
    }

    fn holds(&self, words: &str) -> bool {
        let story = self.story;
        contains(&story.title, words)
            || contains(&story.id.to_string(), words)
            || story.labels.iter().any(|label| contains(label, words))
            || story
                .body
                .as_deref()
                .is_some_and(|body| contains(body, words))
    }

    /// An item without a state counts as new.
    fn status_is(&self, name: &str) -> bool {
        let config = &self.backlog.config;
        let state = if self.story.status.trim().is_empty() {
            config
                .states
                .iter()
                .find(|state| state.kind == StateKind::New)
        } else {
            config.state(&self.story.status)
        };
        state.is_some_and(|state| state.name == name)
    }

    /// An item without a type has the first one.
    fn type_is(&self, name: &str) -> bool {
        let written = self.story.item_type.trim();
        let item_type = if written.is_empty() {
            self.backlog.config.types.first().map_or("", String::as_str)
        } else {
            written
        };
        item_type.eq_ignore_ascii_case(name)
    }

    fn sprint_is(&self, name: &str) -> bool {
        let Some(own) = self
            .story
            .sprint
            .as_deref()
            .filter(|own| !own.trim().is_empty())
        else {
            return false;
        };
        if let Some(sprint) = self.backlog.sprint(name) {
            return sprint.is_named(own);
        }
        let by_place = ["current", "@", "next", "last"];
        let sprint = Sprint {
            name: name.to_owned(),
            ..Sprint::default()
        };
        !by_place.iter().any(|word| name.eq_ignore_ascii_case(word)) && sprint.is_named(own)
    }

    fn is_below(&self, epic: &str) -> bool {
        let epics = self.backlog.ancestors(self.story);
        match self.backlog.find(epic) {
            Some(epic) => epics.iter().any(|above| above.path == epic.path),
            // A reference that leads nowhere can still be looked for as it is written.
            None => std::iter::once(&self.story)
                .chain(&epics)
                .filter_map(|story| story.epic.as_deref())
                .any(|written| written.trim().eq_ignore_ascii_case(epic)),
        }
    }

    fn is_named(&self, id: &str) -> bool {
        match self.backlog.resolve(id) {
            Resolved::One(found) | Resolved::Several(found, _) => found.id == self.story.id,
            Resolved::Namesakes(..) => {
                let names = IdPattern::new(id, &self.backlog.config.prefixes).names();
                let mut aliases = self.story.aliases.iter();
                aliases.any(|alias| names.contains(&alias.to_lowercase()))
            }
            Resolved::LeftOut(_) | Resolved::None => false,
        }
    }

    fn depends_on(&self, id: &str) -> bool {
        let target = self.backlog.index_of(id);
        self.story.depends_on.iter().any(|reference| match target {
            Some(target) => self.backlog.index_of(reference) == Some(target),
            None => reference.trim().eq_ignore_ascii_case(id),
        })
    }
}

fn contains(text: &str, lower_part: &str) -> bool {
    text.to_lowercase().contains(lower_part)
}

fn compares(operator: Operator, ordering: Ordering) -> bool {
    match operator {
        Operator::Is => ordering.is_eq(),
        Operator::IsNot => ordering.is_ne(),
        Operator::Below => ordering.is_lt(),
        Operator::AtMost => ordering.is_le(),
        Operator::Above => ordering.is_gt(),
        Operator::AtLeast => ordering.is_ge(),
    }
}
