//! The order that a model proposes, beside today's.

use crate::model::{Backlog, Story, StoryId};
use crate::scrum::value_order::Network;
use crate::scrum::{Cost, Job, ValueOrder, value_order};

use super::along::{broken, cost_along};
use super::arrange::arranged;
use super::dependencies::{Dependencies, DependencyCircle};
use super::held::forced;
use super::model::ScoreModel;
use super::notes::notes;
use super::pull::pulled;
use super::ratio::Ratio;
use super::scored::Score;
use super::scorer::{Unscored, job, scores};

/// An item in the proposed order.
#[derive(Debug, Clone)]
pub struct Proposed<'a> {
    /// The item.
    pub story: &'a Story,
    /// Its score.
    pub score: Score,
    /// Its position in the whole backlog, as proposed, from 1.
    pub position: usize,
    /// Its position today, from 1.
    pub today: usize,
    /// What it waits for and stands behind, though its score is higher than that of these or of what they wait for.
    pub held_by: Vec<&'a Story>,
    /// What waits for it with a higher score, so that it stands earlier than its own says.
    pub pulled_for: Option<&'a Story>,
}

/// An item that cannot be ordered.
#[derive(Debug, Clone)]
pub struct Unordered<'a> {
    /// The item.
    pub story: &'a Story,
    /// The keys that hold nothing, or a size of 0; none where it was left out on purpose.
    pub missing: Vec<String>,
    /// Its position today, from 1.
    pub today: usize,
    /// Its position once others have moved.
    pub position: usize,
}

/// An item that is not ordered, and yet moves, because of what waits for it or what it waits for.
#[derive(Debug, Clone)]
pub struct AlsoMoved<'a> {
    /// The item.
    pub story: &'a Story,
    /// Its position in the whole backlog, as proposed, from 1.
    pub position: usize,
    /// Its position today, from 1.
    pub today: usize,
    /// What it waits for and goes behind.
    pub after: Option<&'a Story>,
    /// What waits for it and comes behind.
    pub before: Option<&'a Story>,
}

/// A proposed order.
#[derive(Debug, Clone)]
pub struct Proposal<'a> {
    /// The items that can be ordered, in that order.
    pub items: Vec<Proposed<'a>>,
    /// The items that cannot, in today's order; they stay where they are, unless they are among `also_moved`.
    pub unordered: Vec<Unordered<'a>>,
    /// The items that are not ordered and yet move, by their new position.
    pub also_moved: Vec<AlsoMoved<'a>>,
    /// What the whole order costs as it will stand: Σ cost of delay × completion time over all items that say both, those
    /// that stay where they are included; none where an ordered item lacks one of them.
    pub cost: Option<Cost>,
    /// What today's order of all these costs.
    pub cost_today: Option<Cost>,
    /// What each order of all these costs at least.
    pub lower_bound: Option<Cost>,
    /// How much more than today's the order by cost of delay would cost, because what stays between the ordered items
    /// would wait longer; it is not proposed then, and `whole` is today's order.
    pub withheld: Option<Cost>,
    /// All items that have a position, in the order as it would be.
    pub whole: Vec<&'a Story>,
    /// What else to know, a sentence each.
    pub notes: Vec<String>,
}

/// Why no order can be proposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    /// Items wait for each other, so that none of them can be first.
    #[error("items wait for each other")]
    Circle(DependencyCircle),
    /// Numbers that cannot be worked with.
    #[error("the score of `{0}` is too large to be worked out")]
    TooLarge(StoryId),
}

impl Proposal<'_> {
    /// Whether no order costs less, which is proved.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.cost.is_some() && self.cost == self.lower_bound
    }
}

/// Proposes an order of those items that have a position and that `is_meant` picks. The others stay where they are.
///
/// By cost of delay it is the order in which waiting costs least; by other models the one by falling scores, in which what
/// an item waits for is pulled before it. Equal scores keep today's order.
///
/// # Errors
/// [`ProposalError`] for circles of dependencies and for numbers beyond all bounds.
pub fn propose<'a>(
    backlog: &'a Backlog,
    model: &ScoreModel,
    is_meant: &dyn Fn(&Story) -> bool,
) -> Result<Proposal<'a>, ProposalError> {
    let all: Vec<&Story> = backlog.positioned().collect();
    let dependencies = Dependencies::of(backlog, &all).map_err(ProposalError::Circle)?;
    let network = &dependencies.network;
    let meant: Vec<usize> = (0..all.len()).filter(|&at| is_meant(all[at])).collect();
    let stories: Vec<&Story> = meant.iter().map(|&at| all[at]).collect();
    let mut scored: Vec<Option<Score>> = vec![None; all.len()];
    let mut unordered = Vec::new();
    for (&at, score) in meant.iter().zip(scores(model, &stories)) {
        let missing = match score {
            Ok(score) => {
                scored[at] = Some(score);
                continue;
            }
            Err(Unscored::Missing(missing)) => missing,
            Err(Unscored::Wont) => Vec::new(),
            Err(Unscored::TooLarge) => return Err(ProposalError::TooLarge(all[at].id.clone())),
        };
        unordered.push(Unordered {
            story: all[at],
            missing,
            today: at + 1,
            position: at + 1,
        });
    }
    let ordered: Vec<usize> = (0..all.len()).filter(|&at| scored[at].is_some()).collect();
    let values: Vec<Option<Ratio>> = scored
        .iter()
        .map(|score| score.as_ref().map(|score| score.value))
        .collect();
    let jobs: Vec<Option<Job>> = all.iter().map(|story| job(story)).collect();
    let cheapest = if ordered.iter().all(|&at| jobs[at].is_some()) {
        cheapest(&ordered, &jobs, network)
    } else {
        None
    };
    let mut order = match (&cheapest, model) {
        (Some((order, _)), ScoreModel::Wsjf) => order.clone(),
        _ => {
            let mut wanted = ordered.clone();
            wanted.sort_by_key(|&at| (std::cmp::Reverse(values[at]), at));
            pulled(&wanted, network)
        }
    };
    let (mut whole, mut moving) = arranged(&order, network, all.len());
    let today: Vec<usize> = (0..all.len()).collect();
    let mut cost = cheapest.is_some().then(|| cost_along(&whole, &jobs));
    let cost_today = cheapest.is_some().then(|| cost_along(&today, &jobs));
    // Where dependencies were left out, nothing is proved of the orders that heed them.
    let proves = cheapest.filter(|_| !dependencies.without_epics);
    let lower_bound = proves.and_then(|(_, found)| {
        let known: Vec<usize> = today
            .iter()
            .copied()
            .filter(|&at| jobs[at].is_some())
            .collect();
        if known == ordered {
            return Some(found.lower_bound);
        }
        self::cheapest(&known, &jobs, network).map(|(_, found)| found.lower_bound)
    });
    // An order that costs more is worth it only where today's breaks dependencies.
    let withheld = match (model, cost, cost_today) {
        (ScoreModel::Wsjf, Some(found), Some(before))
            if found > before && broken(&whole, network) >= broken(&today, network) =>
        {
            (order, whole, cost) = (ordered.clone(), today, cost_today);
            moving.clear();
            Some(found.above(before))
        }
        _ => None,
    };
    let mut positions = vec![0; all.len()];
    for (at, &item) in whole.iter().enumerate() {
        positions[item] = at + 1;
    }
    for item in &mut unordered {
        item.position = positions[item.today - 1];
    }
    let mut also_moved: Vec<AlsoMoved<'_>> = moving
        .into_iter()
        .map(|forced| AlsoMoved {
            story: all[forced.item],
            position: positions[forced.item],
            today: forced.item + 1,
            after: forced.after.map(|item| all[item]),
            before: forced.before.map(|item| all[item]),
        })
        .collect();
    also_moved.sort_by_key(|item| item.position);
    let forced = forced(network, &values, all.len());
    let mut items: Vec<Proposed<'_>> = Vec::with_capacity(order.len());
    for &at in &order {
        let Some(score) = scored[at].take() else {
            continue;
        };
        items.push(Proposed {
            story: all[at],
            score,
            position: positions[at],
            today: at + 1,
            held_by: forced[at].held_by.iter().map(|&item| all[item]).collect(),
            pulled_for: forced[at].pulled_for.map(|item| all[item]),
        });
    }
    let mut notes = notes(backlog, model, &items, &stories);
    if let Some(more) = withheld {
        notes.push(format!(
            "the cheapest order of these items alone would cost {more} more, because what stays between them would wait \
             longer: no move is proposed"
        ));
    }
    if dependencies.without_epics {
        notes.push(
            "what epics wait for was left out: with it, items would wait for each other; so nothing is proved of this order".to_owned(),
        );
    }
    Ok(Proposal {
        cost,
        cost_today,
        lower_bound,
        withheld,
        items,
        unordered,
        also_moved,
        whole: whole.into_iter().map(|item| all[item]).collect(),
        notes,
    })
}

/// The cheapest order of some items of a network, and its bound. Between them only what passes dependencies on is kept.
fn cheapest(
    items: &[usize],
    jobs: &[Option<Job>],
    network: &Network,
) -> Option<(Vec<usize>, ValueOrder)> {
    let needed = reached(items, &network.needs);
    let waiting = reached(items, &network.waiting);
    let mut is_item = vec![false; network.len()];
    for &item in items {
        is_item[item] = true;
    }
    let kept: Vec<usize> = (0..network.len())
        .filter(|&place| is_item[place] || (needed[place] && waiting[place]))
        .collect();
    let mut place_of = vec![usize::MAX; network.len()];
    for (place, &at) in kept.iter().enumerate() {
        place_of[at] = place;
    }
    let own_jobs: Vec<Job> = kept
        .iter()
        .map(|&at| {
            let job = jobs.get(at).copied().flatten().filter(|_| is_item[at]);
            job.unwrap_or_default()
        })
        .collect();
    let needs: Vec<Vec<usize>> = kept
        .iter()
        .map(|&at| {
            let needs = network.needs[at].iter().map(|&need| place_of[need]);
            needs.filter(|&place| place != usize::MAX).collect()
        })
        .collect();
    let found = value_order(&own_jobs, &needs).ok()?;
    let order = found.order.iter().map(|&place| kept[place]);
    let order = order.filter(|&at| is_item[at]).collect();
    Some((order, found))
}

/// What is reached from some places, these left out unless they are reached from another one.
fn reached(from: &[usize], steps: &[Vec<usize>]) -> Vec<bool> {
    let mut seen = vec![false; steps.len()];
    let mut open: Vec<usize> = from.to_vec();
    while let Some(place) = open.pop() {
        for &next in &steps[place] {
            if !std::mem::replace(&mut seen[next], true) {
                open.push(next);
            }
        }
    }
    seen
}
