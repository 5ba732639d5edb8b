//! Runs the rules over a backlog, the stories shared out to several threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::check::{Check, Part, Report, Settings};
use crate::model::{Backlog, Diagnostic};

/// How many threads look at stories.
const THREADS: usize = 4;
/// How many stories a thread takes at a time.
const SHARE: usize = 250;

/// Runs every rule, the stories shared out to several threads.
///
/// What looks at the whole backlog begins with its first item. So shares are taken from the last one on: where both ask the same of
/// an item, the one seldom waits for the other.
pub(super) fn checked(backlog: &Backlog, settings: Settings, read: Vec<Diagnostic>) -> Report {
    let check = Check::new(backlog, settings);
    let shares = backlog.stories().len().div_ceil(SHARE);
    let left = AtomicUsize::new(shares);
    let next = || {
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        })
    };
    let work = || {
        let mut parts = Vec::new();
        while let Ok(left) = next() {
            let start = (left - 1) * SHARE;
            parts.push(check.stories(start..start + SHARE));
        }
        parts
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(THREADS).min(shares);
    let parts: Vec<Part> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut parts = vec![check.whole()];
        parts.extend(work());
        for worker in workers {
            let done = worker.join();
            parts.extend(done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        parts
    });
    check.finish(read, parts)
}

/// Runs every rule, and keeps what is about some files.
pub(super) fn checked_only(
    backlog: &Backlog,
    settings: Settings,
    read: Vec<Diagnostic>,
    paths: &[String],
) -> Report {
    let check = Check::new(backlog, settings);
    let stories = backlog.stories().iter().enumerate();
    let parts: Vec<Part> = stories
        .filter(|(_, story)| paths.contains(&story.path))
        .map(|(place, _)| check.stories(place..place + 1))
        .chain([check.whole()])
        .collect();
    let mut report = check.finish(read, parts);
    report
        .findings
        .retain(|finding| paths.contains(&finding.place.path));
    report.asked_for = Some(paths.len());
    report
}
