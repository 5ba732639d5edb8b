//! What is put in order: a cost of delay and a size.

use std::cmp::Ordering;

use crate::model::Hundredths;

/// An item as the order by value sees it. One without a cost and a size only passes dependencies on: something waits for
/// it, and it waits for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Job {
    /// What each unit of time costs while it is not done, 0 or more.
    pub weight: Hundredths,
    /// How long it takes, 0 or more.
    pub size: Hundredths,
}

/// One job, or several of a chain that stand together in some cheapest order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Node {
    /// The sum of their weights.
    pub(super) weight: i128,
    /// The sum of their sizes.
    pub(super) size: i128,
    /// What they cost less than if all were done when the last one is.
    pub(super) saved: i128,
    /// The jobs, in order.
    pub(super) jobs: Vec<usize>,
}

impl Node {
    pub(super) fn of(index: usize, job: Job) -> Self {
        Self {
            weight: i128::from(job.weight.hundredths().max(0)),
            size: i128::from(job.size.hundredths().max(0)),
            saved: 0,
            jobs: vec![index],
        }
    }

    /// Puts another one behind it.
    pub(super) fn join(&mut self, next: Self) {
        self.saved += next.saved + self.weight * next.size;
        self.weight += next.weight;
        self.size += next.size;
        self.jobs.extend(next.jobs);
    }

    /// Whether it costs nothing and takes no time.
    pub(super) fn is_empty(&self) -> bool {
        self.weight == 0 && self.size == 0
    }

    /// Where it stands today: its first job does.
    pub(super) fn first(&self) -> usize {
        self.jobs.iter().copied().min().unwrap_or(usize::MAX)
    }

    /// Compares cost of delay a size; greater is better. What has no size beats all that has one.
    pub(super) fn ratio(&self, other: &Self) -> Ordering {
        compare((self.weight, self.size), (other.weight, other.size))
    }
}

/// Whether a job only passes dependencies on.
pub(super) fn is_empty(job: Job) -> bool {
    job == Job::default()
}

/// Compares two ratios of weight and size.
pub(super) fn compare(a: (i128, i128), b: (i128, i128)) -> Ordering {
    match (a.1, b.1) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Greater,
        (_, 0) => Ordering::Less,
        _ => (a.0 * b.1).cmp(&(b.0 * a.1)),
    }
}
