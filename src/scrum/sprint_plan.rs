//! Sprint Planning: which ready items the next Sprint could take, from the top of the order, and why not the others.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::model::{Backlog, Hundredths, Sprint, SprintState, StateKind, Story, StoryId};

use super::item_groups::points;
use super::sprint_items::SprintItems;
use super::sprint_scope::own_sprint;

/// What a Sprint could take. A proposal: people decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintPlan<'b> {
    /// How many points the team means to take.
    pub capacity: Hundredths,
    /// The items that are in it already, in the total order.
    pub already: Vec<&'b Story>,
    /// The items to take, each after what it waits for.
    pub taken: Vec<Taken<'b>>,
    /// Open items that are in no Sprint and are left out, in the order, as far as the plan looked: down to the item that
    /// filled the Sprint.
    pub left_out: Vec<LeftOut<'b>>,
}

/// An item to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken<'b> {
    /// The item.
    pub story: &'b Story,
    /// The item that waits for it, where it is taken for that one's sake, before its own turn.
    pub needed_by: Option<StoryId>,
    /// What it waits for that is to be done in a Sprint before this one.
    pub after: Vec<StoryId>,
}

/// An item that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut<'b> {
    /// The item.
    pub story: &'b Story,
    /// Why.
    pub why: WhyNot,
}

/// Why an item is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// It was not refined.
    NotReady,
    /// It is an epic: its children go into Sprints.
    Epic,
    /// It has no size.
    NoEstimate,
    /// Something outside holds it up, in words.
    Blocked(String),
    /// It is larger than what is left.
    DoesNotFit {
        /// Its points.
        points: Hundredths,
        /// The points that were left.
        left: Hundredths,
        /// Whether it would fit without what it waits for.
        with_others: bool,
    },
    /// It waits for an item that cannot be taken.
    WaitsFor {
        /// The item, as it is named.
        id: String,
        /// Why that one cannot be taken.
        why: Awaited,
    },
}

/// Why an item that others wait for cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// It is left out itself: not ready, no estimate, …
    LeftOut(Box<WhyNot>),
    /// There is no such item.
    Unknown,
    /// It was declined.
    Declined,
    /// It is planned for another Sprint.
    InSprint(String),
    /// The items wait for each other.
    Circle,
}

impl WhyNot {
    /// A word for programs, from a closed list.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotReady => "not-ready",
            Self::Epic => "epic",
            Self::NoEstimate => "no-estimate",
            Self::Blocked(_) => "blocked",
            Self::DoesNotFit { .. } => "does-not-fit",
            Self::WaitsFor { .. } => "waits",
        }
    }
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReady => f.write_str("not ready"),
            Self::Epic => f.write_str("an epic: split it"),
            Self::NoEstimate => f.write_str("no estimate"),
            Self::Blocked(why) => write!(f, "blocked: {why}"),
            Self::DoesNotFit {
                points,
                left,
                with_others: false,
            } => write!(f, "does not fit: {}, {left} left", points.points()),
            Self::DoesNotFit {
                left,
                with_others: true,
                ..
            } => write!(f, "does not fit with what it waits for: {left} left"),
            Self::WaitsFor { id, why } => {
                write!(f, "waits for {id}")?;
                match why {
                    Awaited::LeftOut(why) => write!(f, " ({why})"),
                    Awaited::Unknown => f.write_str(" (no such item)"),
                    Awaited::Declined => f.write_str(" (declined)"),
                    Awaited::InSprint(name) => write!(f, " (in Sprint {name})"),
                    Awaited::Circle => f.write_str(" (in a circle)"),
                }
            }
        }
    }
}

impl SprintPlan<'_> {
    /// The points in it already and to take.
    #[must_use]
    pub fn points(&self) -> Hundredths {
        let taken: Vec<&Story> = self.taken.iter().map(|taken| taken.story).collect();
        points(&self.already) + points(&taken)
    }
}

/// Proposes what `sprint` (which need not be there yet) takes, at most `capacity` with what is in it already.
///
/// From the top of the order: each item that is ready or begun, estimated, not blocked, in no other Sprint, and fits
/// together with what it waits for, which is taken before it wherever that stands. What does not fit is passed over.
/// What is to be done in a Sprint that runs or is planned before this one counts as done by then.
#[must_use]
pub fn plan_sprint<'b>(
    backlog: &'b Backlog,
    sprint: &Sprint,
    capacity: Hundredths,
) -> SprintPlan<'b> {
    let items = SprintItems::new(backlog);
    let already = items.of(sprint).to_vec();
    let mut planner = Planner {
        backlog,
        sprint,
        left: capacity - points(&already),
        taken: HashSet::new(),
        sound: HashSet::new(),
        faults: HashMap::new(),
        out: HashMap::new(),
    };
    let mut plan = SprintPlan {
        capacity,
        already,
        taken: Vec::new(),
        left_out: Vec::new(),
    };
    for (index, story) in backlog.stories().iter().enumerate() {
        if planner.left <= Hundredths::ZERO {
            break;
        }
        let positioned = backlog.is_open(story) && !backlog.has_children(story);
        let planned = planner.is_in(story) || planner.elsewhere(story).is_some();
        if !positioned || planned || planner.taken.contains(&index) {
            continue;
        }
        match planner.admit(index) {
            Ok(found) => {
                for new in found {
                    let story = &backlog.stories()[new];
                    plan.taken.push(Taken {
                        story,
                        needed_by: (new != index).then(|| backlog.stories()[index].id.clone()),
                        after: planner.awaited_before(story),
                    });
                }
            }
            Err(why) => plan.left_out.push(LeftOut { story, why }),
        }
    }
    plan
}

struct Planner<'b, 's> {
    backlog: &'b Backlog,
    sprint: &'s Sprint,
    /// The points that are left.
    left: Hundredths,
    /// The places of items that are taken.
    taken: HashSet<usize>,
    /// The places of items that nothing but their size can stand against.
    sound: HashSet<usize>,
    /// The places of items that can never be taken, whatever room is left.
    faults: HashMap<usize, WhyNot>,
    /// The places of items that do not fit: what is left only shrinks, so they will not fit later.
    out: HashMap<usize, WhyNot>,
}

/// An item on the way down through what it waits for.
struct Step {
    index: usize,
    /// The next of its references to look at.
    next: usize,
}

impl<'b> Planner<'b, '_> {
    fn story(&self, index: usize) -> &'b Story {
        &self.backlog.stories()[index]
    }

    fn is_in(&self, story: &Story) -> bool {
        own_sprint(story).is_some_and(|own| self.sprint.is_named(own))
    }

    /// The Sprint that is not over, other than this one, in which an item is; a name without a file counts too.
    fn elsewhere(&self, story: &'b Story) -> Option<&'b str> {
        let own = own_sprint(story).filter(|_| !self.is_in(story))?;
        let sprints = &self.backlog.sprints;
        let over = sprints
            .iter()
            .any(|sprint| sprint.is_named(own) && sprint.state() == SprintState::Closed);
        (!over).then_some(own)
    }

    /// Whether an item is to be done in a Sprint that comes before this one.
    fn is_before(&self, story: &'b Story) -> bool {
        let Some(own) = self.elsewhere(story) else {
            return false;
        };
        let sprints = &self.backlog.sprints;
        let Some(other) = sprints.iter().find(|sprint| sprint.is_named(own)) else {
            return false;
        };
        let earlier = other
            .from
            .zip(self.sprint.from)
            .is_some_and(|(other, this)| other < this);
        other.state() == SprintState::Running || earlier
    }

    /// What an item waits for that is to be done in a Sprint before this one.
    fn awaited_before(&self, story: &'b Story) -> Vec<StoryId> {
        self.backlog
            .waits_for(story)
            .into_iter()
            .filter_map(|reference| self.backlog.find(reference))
            .filter(|other| self.is_before(other))
            .map(|other| other.id.clone())
            .collect()
    }

    /// Takes an item with all that it waits for, or says why not. Returns the places of what is taken, each after what
    /// it waits for.
    ///
    /// What people can do something about comes before the room that is left, however little that is.
    fn admit(&mut self, root: usize) -> Result<Vec<usize>, WhyNot> {
        let (sound, _) = self.walk(root, false)?;
        self.sound.extend(sound);
        let (order, sum) = self.walk(root, true)?;
        self.taken.extend(&order);
        self.left = self.left - sum;
        Ok(order)
    }

    /// Goes through an item and all that it waits for; `sized` looks at the room that is left too. Returns the places
    /// that are not met yet, each after what it waits for, and their points.
    fn walk(&mut self, root: usize, sized: bool) -> Result<(Vec<usize>, Hundredths), WhyNot> {
        self.own_fault(root, sized)?;
        let mut path = vec![Step {
            index: root,
            next: 0,
        }];
        // Items on the path are false, those whose turn has come true.
        let mut seen: HashMap<usize, bool> = HashMap::from([(root, false)]);
        let mut order = Vec::new();
        let mut sum = Hundredths::ZERO;
        while let Some(step) = path.last_mut() {
            let index = step.index;
            let story = self.story(index);
            let Some(reference) = story.depends_on.get(step.next) else {
                sum = sum + story.points.unwrap_or_default();
                if sized && sum > self.left {
                    let why = WhyNot::DoesNotFit {
                        points: self.story(root).points.unwrap_or_default(),
                        left: self.left.max(Hundredths::ZERO),
                        with_others: true,
                    };
                    self.out.insert(root, why.clone());
                    return Err(why);
                }
                seen.insert(index, true);
                order.push(index);
                path.pop();
                continue;
            };
            step.next += 1;
            let Some(awaited) = self.backlog.index_of(reference) else {
                return Err(self.fail(&path, reference.clone(), Awaited::Unknown, sized));
            };
            let other = self.story(awaited);
            let is_sound = !sized && self.sound.contains(&awaited);
            if is_sound || self.is_met(awaited) || seen.get(&awaited) == Some(&true) {
                continue;
            }
            let id = other.id.to_string();
            if seen.contains_key(&awaited) {
                return Err(self.fail_in_circle(&path, awaited));
            }
            if self.backlog.kind(other) == StateKind::Declined {
                return Err(self.fail(&path, id, Awaited::Declined, sized));
            }
            if let Some(name) = self.elsewhere(other) {
                return Err(self.fail(&path, id, Awaited::InSprint(name.to_owned()), sized));
            }
            match self.own_fault(awaited, sized) {
                Ok(()) => {
                    seen.insert(awaited, false);
                    path.push(Step {
                        index: awaited,
                        next: 0,
                    });
                }
                Err(WhyNot::WaitsFor {
                    why: Awaited::Circle,
                    ..
                }) => return Err(self.fail(&path, id, Awaited::Circle, sized)),
                // What stands in the way at the end is what to do something about.
                Err(WhyNot::WaitsFor { id, why }) => return Err(self.fail(&path, id, why, sized)),
                Err(why) => {
                    let why = Awaited::LeftOut(Box::new(why));
                    return Err(self.fail(&path, id, why, sized));
                }
            }
        }
        Ok((order, sum))
    }

    /// Whether nobody needs to wait for an item any more: done, taken, or in this or an earlier Sprint.
    fn is_met(&self, index: usize) -> bool {
        let story = self.story(index);
        self.backlog.kind(story) == StateKind::Done
            || self.taken.contains(&index)
            || (self.backlog.is_open(story) && (self.is_in(story) || self.is_before(story)))
    }

    /// Every item on the path waits for that one, so none of them can be taken.
    fn fail(&mut self, path: &[Step], id: String, why: Awaited, sized: bool) -> WhyNot {
        let why = WhyNot::WaitsFor { id, why };
        let known = self.known(sized);
        for step in path {
            known.insert(step.index, why.clone());
        }
        why
    }

    /// The last item on the path waits for one that stands on it: each names the next one in the circle.
    fn fail_in_circle(&mut self, path: &[Step], awaited: usize) -> WhyNot {
        let mut next = awaited;
        let mut is_inside = true;
        let mut why = self.in_circle(next);
        for step in path.iter().rev() {
            why = self.in_circle(next);
            self.faults.insert(step.index, why.clone());
            is_inside = is_inside && step.index != awaited;
            // What only leads into the circle names where it gets in.
            next = if is_inside { step.index } else { awaited };
        }
        why
    }

    fn in_circle(&self, index: usize) -> WhyNot {
        WhyNot::WaitsFor {
            id: self.story(index).id.to_string(),
            why: Awaited::Circle,
        }
    }

    /// What is known to stand against items: their size, or all but that.
    fn known(&mut self, sized: bool) -> &mut HashMap<usize, WhyNot> {
        if sized {
            &mut self.out
        } else {
            &mut self.faults
        }
    }

    /// Why an item cannot be taken whatever it waits for.
    fn own_fault(&mut self, index: usize, sized: bool) -> Result<(), WhyNot> {
        if let Some(why) = self.known(sized).get(&index) {
            return Err(why.clone());
        }
        let story = self.story(index);
        let is_epic = story.item_type.eq_ignore_ascii_case("epic");
        let blocked = story.blocked.as_deref().map(str::trim);
        let why = if is_epic || self.backlog.has_children(story) {
            WhyNot::Epic
        } else if self.backlog.kind(story) == StateKind::New {
            WhyNot::NotReady
        } else if let Some(why) = blocked.filter(|why| !why.is_empty()) {
            WhyNot::Blocked(why.to_owned())
        } else {
            match story.points {
                None => WhyNot::NoEstimate,
                Some(points) if sized && points > self.left => WhyNot::DoesNotFit {
                    points,
                    left: self.left.max(Hundredths::ZERO),
                    with_others: false,
                },
                Some(_) => return Ok(()),
            }
        };
        self.known(sized).insert(index, why.clone());
        Err(why)
    }
}
