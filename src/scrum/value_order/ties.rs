//! Where orders cost the same, today's is kept.

use super::job::{Job, is_empty};
use super::network::Network;

/// Puts runs of jobs with equal ratios into today's order, as far as dependencies let: that costs nothing.
pub(super) fn settled(order: &[usize], jobs: &[Job], network: &Network) -> Vec<usize> {
    let ratio = |job: usize| {
        let Job { weight, size } = jobs[job];
        (
            i128::from(weight.hundredths()),
            i128::from(size.hundredths()),
        )
    };
    let mut settled = Vec::with_capacity(order.len());
    let mut run: Vec<usize> = Vec::new();
    // The ratio of the run, as soon as one of it has a cost or a size.
    let mut known: Option<(i128, i128)> = None;
    for &job in order {
        let (weight, size) = ratio(job);
        let is_empty = is_empty(jobs[job]);
        let fits = is_empty || known.is_none_or(|(w, s)| w * size == weight * s);
        if !fits {
            flush(&mut run, jobs, network, &mut settled);
            known = None;
        }
        if !is_empty {
            known = known.or(Some((weight, size)));
        }
        run.push(job);
    }
    flush(&mut run, jobs, network, &mut settled);
    settled
}

fn flush(run: &mut Vec<usize>, jobs: &[Job], network: &Network, settled: &mut Vec<usize>) {
    // What only passes dependencies on does so as soon as it can.
    run.sort_unstable_by_key(|&job| (!is_empty(jobs[job]), job));
    settled.extend(network.topological_among(run));
    run.clear();
}
