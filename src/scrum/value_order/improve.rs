//! A good order made better: a window goes over it, and what stands in it is put in its cheapest order.

use super::exact::cheapest;
use super::job::Node;
use super::max_flow::Fuel;
use super::network::Network;

/// How many nodes a window shows.
const WINDOW: usize = 10;

/// The sets that a window of independent nodes has.
const SETS: usize = 1 << WINDOW;

/// How often the window goes over the whole order at most.
const ROUNDS: usize = 8;

/// Returns an order that costs as much or less; what needs something still stands behind it.
pub(super) fn improved(
    mut order: Vec<usize>,
    nodes: &[Node],
    network: &Network,
    fuel: &mut Fuel,
) -> Vec<usize> {
    for round in 0..ROUNDS {
        let mut changed = false;
        let offset = round % 2 * (WINDOW / 4);
        for start in (offset..order.len()).step_by(WINDOW / 2) {
            let end = (start + WINDOW).min(order.len());
            let before = &order[start..end];
            let Some(after) = cheapest(before, nodes, network, SETS, fuel) else {
                return order;
            };
            if cost(&after, nodes) < cost(before, nodes) {
                order[start..end].copy_from_slice(&after);
                changed = true;
            }
        }
        if !changed && round > 0 {
            break;
        }
    }
    order
}

/// What an order of nodes costs, begun at once. What the inside of nodes saves is the same in every order.
pub(super) fn cost(order: &[usize], nodes: &[Node]) -> i128 {
    let mut time = 0;
    let mut cost = 0;
    for &node in order {
        time += nodes[node].size;
        cost += nodes[node].weight * time;
    }
    cost
}
