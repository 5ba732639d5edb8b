//! What blocks what among open items: links, circles, and the chain with the most points.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::model::{Backlog, Hundredths, StateKind, Story};

use super::graph::{circles, components};

/// Items that block each other.
#[derive(Debug)]
pub struct Dependencies<'b> {
    /// The items that block or wait, in the total order.
    pub items: Vec<&'b Story>,
    /// What blocks what, as places in `items`: the first must be done before the second.
    pub links: Vec<(usize, usize)>,
    /// Items that wait for something that does not exist, with the reference as written.
    pub missing: Vec<(usize, &'b str)>,
    /// One circle a knot, each item waiting for the next and the last for the first.
    pub circles: Vec<Vec<usize>>,
    /// The chain with the most points that must be done one after another, from its beginning; empty where nothing waits.
    pub critical: Vec<usize>,
    /// How many items must be done before each, along the longest way.
    pub layers: Vec<usize>,
    /// The knot an item is in, where it waits for itself in a circle.
    knots: Vec<Option<usize>>,
}

impl<'b> Dependencies<'b> {
    /// Returns what blocks what; with `around`, only what that item waits for and what waits for it, over all steps.
    #[must_use]
    pub fn new(backlog: &'b Backlog, around: Option<&Story>) -> Self {
        let stories = backlog.stories();
        let mut links = Vec::new();
        let mut missing = Vec::new();
        for (at, story) in stories
            .iter()
            .enumerate()
            .filter(|(_, story)| backlog.is_open(story))
        {
            let mut met = HashSet::new();
            for reference in &story.depends_on {
                match backlog.index_of(reference) {
                    None => missing.push((at, reference.as_str())),
                    Some(other) if !met.insert(other) => {}
                    Some(other) if backlog.kind(&stories[other]) == StateKind::Done => {}
                    Some(other) => links.push((other, at)),
                }
            }
        }
        let around = around.and_then(|story| stories.iter().position(|s| s.path == story.path));
        let kept = match around {
            Some(around) => around_item(stories.len(), &links, around),
            None => links
                .iter()
                .flat_map(|(a, b)| [*a, *b])
                .chain(missing.iter().map(|(at, _)| *at))
                .collect(),
        };
        let mut kept: Vec<usize> = kept.into_iter().collect();
        kept.sort_unstable();
        let places: HashMap<usize, usize> = kept
            .iter()
            .enumerate()
            .map(|(at, kept)| (*kept, at))
            .collect();
        let links: Vec<(usize, usize)> = links
            .iter()
            .filter_map(|(a, b)| Some((*places.get(a)?, *places.get(b)?)))
            .collect();
        let missing = missing
            .into_iter()
            .filter_map(|(at, reference)| Some((*places.get(&at)?, reference)))
            .collect();
        let items: Vec<&Story> = kept.iter().map(|at| &stories[*at]).collect();
        // What each waits for.
        let mut edges = vec![Vec::new(); items.len()];
        for (blocker, waiting) in &links {
            edges[*waiting].push(*blocker);
        }
        let mut found = Self {
            knots: knots(&edges),
            circles: circles(&edges, |at| &items[at].id),
            items,
            links,
            missing,
            critical: Vec::new(),
            layers: Vec::new(),
        };
        found.find_chain(backlog);
        found
    }

    /// Whether a link lies within a circle.
    #[must_use]
    pub fn is_circular(&self, link: (usize, usize)) -> bool {
        self.knots[link.0].is_some() && self.knots[link.0] == self.knots[link.1]
    }

    /// Whether a link is a step of the critical chain.
    #[must_use]
    pub fn is_critical(&self, link: (usize, usize)) -> bool {
        self.critical
            .windows(2)
            .any(|pair| (pair[0], pair[1]) == link)
    }

    /// The points of the critical chain, and how many of its items have none.
    #[must_use]
    pub fn critical_points(&self) -> (Hundredths, usize) {
        let points = self.critical.iter().map(|at| self.items[*at].points);
        let sum = points.clone().flatten().sum();
        (sum, points.filter(Option::is_none).count())
    }

    /// What each item blocks, as places.
    #[must_use]
    pub fn blocked_by_each(&self) -> Vec<Vec<usize>> {
        let mut blocked = vec![Vec::new(); self.items.len()];
        for (blocker, waiting) in &self.links {
            blocked[*blocker].push(*waiting);
        }
        for one in &mut blocked {
            one.sort_unstable();
        }
        blocked
    }

    /// The longest ways through the links that are in no circle: in points, then in items.
    fn find_chain(&mut self, backlog: &Backlog) {
        let count = self.items.len();
        let forward: Vec<(usize, usize)> = self
            .links
            .iter()
            .copied()
            .filter(|link| !self.is_circular(*link))
            .collect();
        let mut after = vec![Vec::new(); count];
        let mut waiting = vec![0usize; count];
        for (a, b) in &forward {
            after[*a].push(*b);
            waiting[*b] += 1;
        }
        let weight = |at: usize| match backlog.kind(self.items[at]).is_open() {
            true => self.items[at].points.unwrap_or_default(),
            false => Hundredths::ZERO,
        };
        let mut best: Vec<(Hundredths, usize)> = (0..count).map(|at| (weight(at), 1)).collect();
        let mut layers = vec![0; count];
        let mut came_from: Vec<Option<usize>> = vec![None; count];
        let mut free: VecDeque<usize> = (0..count).filter(|at| waiting[*at] == 0).collect();
        while let Some(at) = free.pop_front() {
            for next in &after[at] {
                let along = (best[at].0 + weight(*next), best[at].1 + 1);
                if along > best[*next] {
                    best[*next] = along;
                    came_from[*next] = Some(at);
                }
                layers[*next] = layers[*next].max(layers[at] + 1);
                waiting[*next] -= 1;
                if waiting[*next] == 0 {
                    free.push_back(*next);
                }
            }
        }
        // The first among equals, in the order of the backlog.
        let last = (0..count)
            .filter(|at| best[*at].1 > 1)
            .max_by_key(|at| (best[*at], std::cmp::Reverse(*at)));
        let mut chain = Vec::new();
        let mut next = last;
        while let Some(at) = next {
            chain.push(at);
            next = came_from[at];
        }
        chain.reverse();
        self.critical = chain;
        self.layers = layers;
    }
}

/// What an item waits for and what waits for it, over all steps, itself included.
fn around_item(count: usize, links: &[(usize, usize)], around: usize) -> HashSet<usize> {
    let mut before = vec![Vec::new(); count];
    let mut after = vec![Vec::new(); count];
    for (a, b) in links {
        before[*b].push(*a);
        after[*a].push(*b);
    }
    let mut all = HashSet::from([around]);
    for next in [&before, &after] {
        let mut met = HashSet::from([around]);
        let mut open = vec![around];
        while let Some(at) = open.pop() {
            open.extend(next[at].iter().copied().filter(|other| met.insert(*other)));
        }
        all.extend(met);
    }
    all
}

/// The knot of each item that waits for itself.
fn knots(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut knots = vec![None; edges.len()];
    for (number, group) in components(edges).into_iter().enumerate() {
        for at in group {
            knots[at] = Some(number);
        }
    }
    knots
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::Dependencies;
    use crate::model::{Backlog, Config, Hundredths, Story};

    fn backlog(items: &[(u64, i64, &str, &[u64])]) -> Backlog {
        let story = |(id, points, status, on): &(u64, i64, &str, &[u64])| {
            let mut story = Story::new(
                format!("US-{id}").parse().unwrap(),
                format!("stories/US-{id}.md"),
            );
            story.points = (*points > 0).then(|| Hundredths::whole(*points));
            story.status = (*status).into();
            story.depends_on = on.iter().map(ToString::to_string).collect();
            story
        };
        Backlog::new(
            Config::default(),
            items.iter().map(story).collect(),
            Vec::new(),
        )
    }

    fn ids(found: &Dependencies<'_>, places: &[usize]) -> Vec<u64> {
        places
            .iter()
            .map(|at| found.items[*at].id.number())
            .collect()
    }

    #[test]
    fn the_chain_with_the_most_points() {
        let backlog = backlog(&[
            (1, 5, "new", &[]),
            (2, 8, "new", &[1, 9]),
            (3, 0, "new", &[2, 4]),
            (4, 20, "done", &[]),
            (5, 13, "new", &[]),
            (6, 2, "new", &[5, 5]),
            (7, 1, "new", &[]),
        ]);
        let found = Dependencies::new(&backlog, None);
        assert_eq!(
            ids(&found, &(0..found.items.len()).collect::<Vec<_>>()),
            [1, 2, 3, 5, 6]
        );
        assert_eq!(ids(&found, &found.critical), [5, 6]);
        assert_eq!(found.critical_points(), (Hundredths::whole(15), 0));
        assert_eq!(found.missing, [(1, "9")]);
        assert_eq!(found.layers, [0, 1, 2, 0, 1]);
        let around = Dependencies::new(&backlog, backlog.find("2"));
        assert_eq!(ids(&around, &around.critical), [1, 2, 3]);
        assert_eq!(around.critical_points(), (Hundredths::whole(13), 1));
        let alone = Dependencies::new(&backlog, backlog.find("7"));
        assert_eq!((alone.items.len(), alone.critical.len()), (1, 0));
    }

    #[test]
    fn a_circle_is_left_out_of_the_chain_and_told() {
        let backlog = backlog(&[
            (1, 5, "new", &[2]),
            (2, 8, "new", &[1]),
            (3, 1, "new", &[2]),
            (4, 3, "new", &[4]),
        ]);
        let found = Dependencies::new(&backlog, None);
        let circles: Vec<_> = found
            .circles
            .iter()
            .map(|circle| ids(&found, circle))
            .collect();
        assert_eq!(circles, [vec![1, 2], vec![4]]);
        assert_eq!(ids(&found, &found.critical), [2, 3]);
        assert!(found.is_circular((0, 1)) && !found.is_circular((1, 2)));
    }

    #[test]
    fn a_declined_item_waits_for_nothing() {
        let backlog = backlog(&[(1, 5, "new", &[2]), (2, 8, "declined", &[1])]);
        let found = Dependencies::new(&backlog, None);
        assert_eq!(found.links, [(1, 0)]);
        assert!(found.circles.is_empty() && !found.is_circular((1, 0)));
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let before: Vec<[u64; 1]> = (0..20_000).map(|id| [id]).collect();
        let items: Vec<(u64, i64, &str, &[u64])> = (1..20_000)
            .map(|id| {
                (
                    id,
                    1,
                    "new",
                    if id > 1 {
                        &before[usize::try_from(id).unwrap() - 1][..]
                    } else {
                        &[][..]
                    },
                )
            })
            .collect();
        let backlog = backlog(&items);
        assert_eq!(Dependencies::new(&backlog, None).critical.len(), 19_999);
    }

    proptest! {
        #[test]
        fn no_chain_has_more_points(points in vec(0..9i64, 7), links in vec((1..8u64, 1..8u64), 0..12)) {
            let on: Vec<Vec<u64>> = (1..8)
                .map(|id| links.iter().filter(|(_, b)| *b == id).map(|(a, _)| *a).collect())
                .collect();
            let items: Vec<(u64, i64, &str, &[u64])> =
                (1..8u64).zip(&points).zip(&on).map(|((id, points), on)| (id, *points, "new", on.as_slice())).collect();
            let backlog = backlog(&items);
            let found = Dependencies::new(&backlog, None);
            let best = (0..found.items.len()).map(|at| longest(&found, at)).max().unwrap_or_default();
            let sum = found.critical_points().0;
            prop_assert_eq!(sum, if found.critical.is_empty() { Hundredths::ZERO } else { best });
            let is_link = |pair: &[usize]| found.links.contains(&(pair[0], pair[1]));
            prop_assert!(found.critical.windows(2).all(is_link));
        }
    }

    /// By trying all ways of at least one link that begin at an item.
    fn longest(found: &Dependencies<'_>, at: usize) -> Hundredths {
        let own = found.items[at].points.unwrap_or_default();
        let next = found
            .links
            .iter()
            .filter(|link| link.0 == at && !found.is_circular(**link));
        next.map(|(_, next)| {
            own + longest(found, *next).max(found.items[*next].points.unwrap_or_default())
        })
        .max()
        .unwrap_or(Hundredths::ZERO)
    }
}
