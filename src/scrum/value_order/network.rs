//! Who needs whom: the dependencies of jobs, both ways.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// A directed graph without circles once [`Network::topological`] has given an order.
#[derive(Debug, Clone, Default)]
pub(in crate::scrum) struct Network {
    /// What each needs to be done before, sorted, each once.
    pub(in crate::scrum) needs: Vec<Vec<usize>>,
    /// What waits for each, sorted.
    pub(in crate::scrum) waiting: Vec<Vec<usize>>,
}

impl Network {
    pub(in crate::scrum) fn new(mut needs: Vec<Vec<usize>>) -> Self {
        let mut waiting = vec![Vec::new(); needs.len()];
        for (node, before) in needs.iter_mut().enumerate() {
            before.sort_unstable();
            before.dedup();
            for &other in before.iter() {
                waiting[other].push(node);
            }
        }
        Self { needs, waiting }
    }

    /// How many nodes it has.
    pub(in crate::scrum) fn len(&self) -> usize {
        self.needs.len()
    }

    /// The nodes so that each comes after what it needs, else by number; fewer than all where there are circles.
    pub(in crate::scrum) fn topological(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.len()).collect();
        self.topological_among(&all)
    }

    /// As [`Self::topological`], for some nodes, in the order of the slice where nothing else decides.
    pub(in crate::scrum) fn topological_among(&self, nodes: &[usize]) -> Vec<usize> {
        let places: HashMap<usize, usize> = nodes
            .iter()
            .enumerate()
            .map(|(at, &node)| (node, at))
            .collect();
        let mut open: Vec<usize> = nodes
            .iter()
            .map(|&node| {
                let needs = self.needs[node].iter();
                needs.filter(|other| places.contains_key(other)).count()
            })
            .collect();
        let mut ready: BinaryHeap<Reverse<usize>> = (0..nodes.len())
            .filter(|&at| open[at] == 0)
            .map(Reverse)
            .collect();
        let mut order = Vec::with_capacity(nodes.len());
        while let Some(Reverse(at)) = ready.pop() {
            order.push(nodes[at]);
            for next in &self.waiting[nodes[at]] {
                if let Some(&next) = places.get(next) {
                    open[next] -= 1;
                    if open[next] == 0 {
                        ready.push(Reverse(next));
                    }
                }
            }
        }
        order
    }

    /// A circle, each needing the next and the last the first; nothing where there is none.
    pub(in crate::scrum) fn circle(&self) -> Option<Vec<usize>> {
        let mut is_left = vec![true; self.len()];
        for node in self.topological() {
            is_left[node] = false;
        }
        // Each that is left needs another one that is left, so that the way comes back to where it was.
        let mut way = Vec::new();
        let mut step_of = vec![usize::MAX; self.len()];
        let mut next = is_left.iter().position(|left| *left);
        while let Some(node) = next {
            if step_of[node] != usize::MAX {
                return Some(way.split_off(step_of[node]));
            }
            step_of[node] = way.len();
            way.push(node);
            let needs = self.needs[node].iter().copied();
            next = needs.into_iter().find(|&other| is_left[other]);
        }
        None
    }

    /// The parts of some nodes that hang together, each sorted, by their first node.
    pub(in crate::scrum) fn components(&self, nodes: &[usize]) -> Vec<Vec<usize>> {
        let mut nodes = nodes.to_vec();
        nodes.sort_unstable();
        let mut seen = vec![false; nodes.len()];
        let mut parts = Vec::new();
        for start in 0..nodes.len() {
            if std::mem::replace(&mut seen[start], true) {
                continue;
            }
            let mut part = Vec::new();
            let mut stack = vec![start];
            while let Some(at) = stack.pop() {
                let node = nodes[at];
                part.push(node);
                for other in self.needs[node].iter().chain(&self.waiting[node]) {
                    if let Ok(next) = nodes.binary_search(other)
                        && !std::mem::replace(&mut seen[next], true)
                    {
                        stack.push(next);
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }
}
