//! The whole way from jobs and dependencies to an order, its cost, and what any order must cost at least.

use super::block::{Solved, solve};
use super::chains::shortened;
use super::cost::Cost;
use super::job::{Job, is_empty};
use super::max_flow::Fuel;
use super::network::Network;
use super::sidney::blocks;
use super::ties::settled;

/// How much work is done before less will do: some seconds. Real backlogs need a hundredth.
const STEPS: u64 = 600_000_000;

/// An order in which waiting costs little, and how little it could cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueOrder {
    /// The jobs, by their places in what was asked for, without those that only pass dependencies on.
    pub order: Vec<usize>,
    /// What this order costs.
    pub cost: Cost,
    /// What every order that heeds the dependencies costs at least.
    pub lower_bound: Cost,
}

impl ValueOrder {
    /// Whether no order costs less, which is proved.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.cost == self.lower_bound
    }
}

/// Puts jobs in an order in which `needs[j]` come before `j` and the sum of weight × completion time is small: the smallest
/// where the blocks of Sidney's decomposition (1975) are small enough to try all ways, which is nearly always; else a good
/// one, with a proved bound. Jobs come in today's order, which is kept where it costs nothing.
///
/// # Errors
/// Jobs that wait for each other, each for the next and the last for the first.
pub fn value_order(jobs: &[Job], needs: &[Vec<usize>]) -> Result<ValueOrder, Vec<usize>> {
    let network = Network::new(needs.to_vec());
    if let Some(circle) = network.circle() {
        return Err(circle);
    }
    let topological = network.topological();
    let (nodes, between) = shortened(jobs, &network, &topological);
    let mut fuel = Fuel::new(STEPS);
    let mut solved: Vec<Solved> = blocks(&nodes, &between, &mut fuel)
        .into_iter()
        .map(|block| solve(block, &nodes, &between, &mut fuel))
        .collect();
    solved.sort_by(Solved::before);
    let mut bound = 0;
    let mut time = 0;
    let mut order = Vec::with_capacity(jobs.len());
    for block in &solved {
        bound += 2 * block.weight * time + block.doubled_bound;
        time += block.size;
        order.extend(block.order.iter().flat_map(|&node| &nodes[node].jobs));
    }
    let order = settled(&order, jobs, &network);
    let (cost, lower_bound) = (cost_of(jobs, &order), Cost::from_doubled(bound));
    let mut order: Vec<usize> = order
        .into_iter()
        .filter(|&job| !is_empty(jobs[job]))
        .collect();
    let today: Vec<usize> = (0..jobs.len())
        .filter(|&job| !is_empty(jobs[job]))
        .collect();
    if cost_of(jobs, &today) <= cost && is_possible(jobs, &network, &topological) {
        order = today;
    }
    Ok(ValueOrder {
        cost: cost_of(jobs, &order),
        order,
        lower_bound,
    })
}

/// Whether each job comes after what it needs, in today's order.
fn is_possible(jobs: &[Job], network: &Network, topological: &[usize]) -> bool {
    // What only passes dependencies on counts as the last of what it needs.
    let mut place: Vec<usize> = (0..jobs.len()).collect();
    for &job in topological {
        let last = network.needs[job].iter().map(|&need| place[need]).max();
        if is_empty(jobs[job]) {
            place[job] = last.unwrap_or(0);
        } else if last.is_some_and(|last| last > job) {
            return false;
        }
    }
    true
}

/// What an order of jobs costs: Σ weight × completion time.
#[must_use]
pub fn cost_of(jobs: &[Job], order: &[usize]) -> Cost {
    let mut time = 0;
    let mut cost = 0;
    for &job in order {
        time += i128::from(jobs[job].size.hundredths());
        cost += i128::from(jobs[job].weight.hundredths()) * time;
    }
    Cost::from_doubled(2 * cost)
}
