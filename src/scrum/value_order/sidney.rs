//! Sidney's decomposition (1975): blocks that some cheapest order does one after the other, by falling ratio.

use super::closure::{Found, first_part};
use super::job::Node;
use super::max_flow::Fuel;
use super::network::Network;

/// Nodes that stand together in some cheapest order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Sorted.
    pub(super) nodes: Vec<usize>,
    /// Whether no part of it has a higher ratio than the whole. It was not found out where the fuel ended before.
    pub(super) is_proved: bool,
}

/// Takes nodes apart into blocks, in no particular order.
pub(super) fn blocks(nodes: &[Node], network: &Network, fuel: &mut Fuel) -> Vec<Block> {
    let all: Vec<usize> = (0..nodes.len()).collect();
    let mut open = network.components(&all);
    let mut places = vec![0; nodes.len()];
    let mut blocks = Vec::new();
    while let Some(set) = open.pop() {
        if set.len() == 1 {
            let (nodes, is_proved) = (set, true);
            blocks.push(Block { nodes, is_proved });
            continue;
        }
        match first_part(&set, nodes, network, &mut places, fuel) {
            Found::Part { first, rest } => {
                open.extend(network.components(&first));
                open.extend(network.components(&rest));
            }
            found => {
                let is_proved = found == Found::None;
                let parts = network.components(&set).into_iter();
                blocks.extend(parts.map(|nodes| Block { nodes, is_proved }));
            }
        }
    }
    blocks
}
