//! Chains are shortened first: where the next of a chain is worth more a size than the one before it, both stand together.
//!
//! Let `v` need nothing but `u`, and nothing but `v` need `u`. What stands between the two depends on neither, so it can
//! go before `u` or behind `v`; where `v` has the higher ratio, one of both costs no more. This takes nothing away from the
//! optimum, and leaves every chain with falling ratios.

use std::cmp::Ordering;

use super::job::{Job, Node};
use super::network::Network;

/// Returns the nodes that remain and their network; `order` is a topological order of the jobs.
pub(super) fn shortened(jobs: &[Job], network: &Network, order: &[usize]) -> (Vec<Node>, Network) {
    let follows = |job: usize| match network.needs[job].as_slice() {
        [before] if network.waiting[*before].len() == 1 => Some(*before),
        _ => None,
    };
    let mut nodes: Vec<Node> = Vec::with_capacity(jobs.len());
    let mut node_of = vec![0; jobs.len()];
    // Each chain from its first job on, as a stack of nodes with falling ratios.
    for &first in order.iter().filter(|&&job| follows(job).is_none()) {
        let start = nodes.len();
        let mut job = first;
        loop {
            let mut node = Node::of(job, jobs[job]);
            while nodes.len() > start
                && nodes
                    .last()
                    .is_some_and(|before| belong_together(before, &node))
                && let Some(mut before) = nodes.pop()
            {
                before.join(node);
                node = before;
            }
            nodes.push(node);
            match network.waiting[job].as_slice() {
                [next] if follows(*next).is_some() => job = *next,
                _ => break,
            }
        }
    }
    for (at, node) in nodes.iter().enumerate() {
        for &job in &node.jobs {
            node_of[job] = at;
        }
    }
    let needs = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| {
            let before = node.jobs.iter().flat_map(|&job| &network.needs[job]);
            before
                .map(|&job| node_of[job])
                .filter(|&other| other != at)
                .collect()
        })
        .collect();
    (nodes, Network::new(needs))
}

fn belong_together(before: &Node, next: &Node) -> bool {
    before.is_empty() || next.is_empty() || next.ratio(before) == Ordering::Greater
}

#[cfg(test)]
mod tests {
    use super::shortened;
    use crate::model::Hundredths;
    use crate::scrum::value_order::job::Job;
    use crate::scrum::value_order::network::Network;

    fn jobs(pairs: &[(i64, i64)]) -> Vec<Job> {
        let job = |&(weight, size): &(i64, i64)| Job {
            weight: Hundredths::from_hundredths(weight),
            size: Hundredths::from_hundredths(size),
        };
        pairs.iter().map(job).collect()
    }

    #[test]
    fn a_chain_keeps_falling_ratios() {
        let jobs = jobs(&[(1, 1), (9, 1), (4, 1), (1, 1), (2, 1)]);
        let network = Network::new(vec![vec![], vec![0], vec![1], vec![2], vec![3]]);
        let (nodes, network) = shortened(&jobs, &network, &[0, 1, 2, 3, 4]);
        let members: Vec<&[usize]> = nodes.iter().map(|node| node.jobs.as_slice()).collect();
        assert_eq!(members, [&[0, 1][..], &[2], &[3, 4]]);
        assert_eq!((nodes[0].weight, nodes[0].size, nodes[0].saved), (10, 2, 1));
        assert_eq!(network.needs, [vec![], vec![0], vec![1]]);
    }

    #[test]
    fn a_fork_is_left_alone() {
        let jobs = jobs(&[(1, 1), (9, 1), (8, 1)]);
        let network = Network::new(vec![vec![], vec![0], vec![0]]);
        assert_eq!(shortened(&jobs, &network, &[0, 1, 2]).0.len(), 3);
    }
}
