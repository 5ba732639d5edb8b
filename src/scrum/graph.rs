//! Circles among the references of items: an epic within itself, items that wait for each other.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use crate::model::{Backlog, Story, StoryId};

/// A kind of reference from one item to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `epic:` from a child to its epic.
    Epic,
    /// `depends_on:` from an item to what must be done before it.
    DependsOn,
}

impl Relation {
    /// The items a story refers to, as places in [`Backlog::stories`]; references that lead nowhere are left out.
    pub(super) fn targets(self, backlog: &Backlog, story: &Story) -> Vec<usize> {
        let references = match self {
            Self::Epic => story.epic.as_slice(),
            Self::DependsOn => story.depends_on.as_slice(),
        };
        references
            .iter()
            .filter_map(|reference| backlog.index_of(reference))
            .collect()
    }
}

/// Returns one circle for each group of items that refer to each other in circles: the shortest through the item with
/// the smallest id, beginning with it, each referring to the next and the last to the first. Sorted by that id.
#[must_use]
pub fn cycles(backlog: &Backlog, relation: Relation) -> Vec<Vec<&Story>> {
    let stories = backlog.stories();
    let edges: Vec<Vec<usize>> = stories
        .iter()
        .map(|story| relation.targets(backlog, story))
        .collect();
    let found = circles(&edges, |index| &stories[index].id).into_iter();
    found
        .map(|circle| circle.into_iter().map(|index| &stories[index]).collect())
        .collect()
}

/// As [`cycles`], for nodes that have edges to others and ids.
pub(super) fn circles<'b>(
    edges: &[Vec<usize>],
    id: impl Fn(usize) -> &'b StoryId,
) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = components(edges)
        .into_iter()
        .filter_map(|group| {
            let first = *group.iter().min_by_key(|&&index| id(index))?;
            let group: HashSet<usize> = group.into_iter().collect();
            let inside = |index: usize| {
                let targets = edges[index].iter().copied();
                targets.filter(|next| group.contains(next)).collect()
            };
            shortest_way(first, inside(first), first, inside)
        })
        .collect();
    found.sort_by_key(|circle| circle.first().map(|&index| id(index)));
    found
}

/// Whether a new reference from `from` to `to` would close a circle. Returns it, beginning with `from`, each referring
/// to the next and the last to `from`.
#[must_use]
pub fn would_make_cycle<'a>(
    backlog: &'a Backlog,
    relation: Relation,
    from: &Story,
    to: &Story,
) -> Option<Vec<&'a Story>> {
    let stories = backlog.stories();
    let from = backlog.index_of(&from.id.to_string())?;
    let to = backlog.index_of(&to.id.to_string())?;
    let targets = |index: usize| relation.targets(backlog, &stories[index]);
    let found = shortest_way(from, vec![to], from, targets)?;
    Some(found.into_iter().map(|index| &stories[index]).collect())
}

/// The shortest way from a node over its first steps to a goal, which may be the node itself: the node first, then the
/// others, without the goal.
pub(super) fn shortest_way(
    start: usize,
    first: Vec<usize>,
    goal: usize,
    targets: impl Fn(usize) -> Vec<usize>,
) -> Option<Vec<usize>> {
    let mut came_from: HashMap<usize, usize> = HashMap::new();
    let mut waiting = VecDeque::from([(start, first)]);
    while let Some((node, steps)) = waiting.pop_front() {
        for next in steps {
            if next == goal {
                let mut way = vec![node];
                let mut node = node;
                while node != start {
                    node = *came_from.get(&node)?;
                    way.push(node);
                }
                way.reverse();
                return Some(way);
            }
            if let Entry::Vacant(entry) = came_from.entry(next) {
                entry.insert(node);
                waiting.push_back((next, targets(next)));
            }
        }
    }
    None
}

/// The strongly connected groups that hold a circle (Tarjan's algorithm, with a stack of its own).
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![UNSEEN; edges.len()];
    let mut open = vec![false; edges.len()];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut count = 0;
    for root in 0..edges.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut visits = vec![(root, 0)];
        while let Some(visit) = visits.last_mut() {
            let (node, edge) = *visit;
            visit.1 += 1;
            if edge == 0 {
                (order[node], low[node], open[node]) = (count, count, true);
                count += 1;
                stack.push(node);
            }
            if let Some(&next) = edges[node].get(edge) {
                if order[next] == UNSEEN {
                    visits.push((next, 0));
                } else if open[next] {
                    low[node] = low[node].min(order[next]);
                }
                continue;
            }
            visits.pop();
            if let Some(&(parent, _)) = visits.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == order[node] {
                let start = stack.iter().rposition(|&other| other == node).unwrap_or(0);
                let group = stack.split_off(start);
                for &member in &group {
                    open[member] = false;
                }
                if group.len() > 1 || edges[node].contains(&node) {
                    found.push(group);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Relation, cycles, would_make_cycle};
    use crate::model::{Backlog, Config, Story};

    fn backlog(edges: &[(u64, &[u64])]) -> Backlog {
        let stories = edges
            .iter()
            .map(|(id, targets)| {
                let mut story = Story::new(
                    format!("US-{id}").parse().unwrap(),
                    format!("stories/US-{id}.md"),
                );
                story.depends_on = targets.iter().map(ToString::to_string).collect();
                story.epic = targets.first().map(ToString::to_string);
                story
            })
            .collect();
        Backlog::new(Config::default(), stories, Vec::new())
    }

    fn ids(stories: &[&Story]) -> Vec<u64> {
        stories.iter().map(|story| story.id.number()).collect()
    }

    #[test]
    fn finds_one_circle_a_group() {
        let backlog = backlog(&[
            (1, &[2]),
            (2, &[4, 3]),
            (3, &[1]),
            (4, &[3]),
            (5, &[5]),
            (6, &[1, 99]),
            (7, &[8]),
            (8, &[]),
        ]);
        let found = cycles(&backlog, Relation::DependsOn);
        assert_eq!(
            found.iter().map(|c| ids(c)).collect::<Vec<_>>(),
            [vec![1, 2, 3], vec![5]]
        );
    }

    #[test]
    fn tells_what_an_edge_would_close() {
        let backlog = backlog(&[(1, &[2]), (2, &[3]), (3, &[]), (4, &[])]);
        let check = |from: &str, to: &str| {
            let (from, to) = (backlog.find(from).unwrap(), backlog.find(to).unwrap());
            would_make_cycle(&backlog, Relation::DependsOn, from, to).map(|c| ids(&c))
        };
        assert_eq!(check("3", "1"), Some(vec![3, 1, 2]));
        assert_eq!(check("3", "3"), Some(vec![3]));
        assert_eq!(check("1", "3"), None);
        assert_eq!(check("4", "1"), None);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let last = 100_000;
        let targets: Vec<[u64; 1]> = (1..=last).map(|id| [id % last + 1]).collect();
        let edges: Vec<(u64, &[u64])> = (1..=last)
            .zip(&targets)
            .map(|(id, t)| (id, &t[..]))
            .collect();
        let backlog = backlog(&edges);
        let found = cycles(&backlog, Relation::Epic);
        assert_eq!((found.len(), found[0].len()), (1, 100_000));
    }
}
