//! Shares of the past, read by several threads and handed on in order.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use git2::Odb;

use crate::git::error::GitError;
use crate::git::repository::Repository;

/// More threads win nothing: one of them puts together what the others read.
const THREADS: usize = 8;

/// The shares of one thread.
pub(in crate::git) struct Shares<'s, T> {
    next: &'s dyn Fn() -> Option<Range<usize>>,
    done: &'s mut dyn FnMut(Range<usize>, T),
}

impl<T> Shares<'_, T> {
    /// Does `work` for each share in turn.
    pub fn each(self, mut work: impl FnMut(Range<usize>) -> T) {
        while let Some(share) = (self.next)() {
            let result = work(share.clone());
            (self.done)(share, result);
        }
    }
}

/// Parts the places up to `count` among threads: each calls `work` once, with an object database of its own and its
/// shares, of `size` places at most; `take` gets what each share came to, in order, on this thread.
///
/// # Errors
/// When the repository cannot be opened once more.
pub(in crate::git) fn in_shares<T: Send>(
    repository: &Repository,
    count: usize,
    size: usize,
    work: impl Fn(&Odb<'_>, Shares<'_, T>) + Sync,
    mut take: impl FnMut(Range<usize>, T),
) -> Result<(), GitError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = count.div_ceil(size).min(cores).min(THREADS);
    let begun = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let next = || {
        let begin = begun.fetch_add(1, Ordering::Relaxed) * size;
        let over = begin >= count || stopped.load(Ordering::Relaxed);
        (!over).then(|| begin..(begin + size).min(count))
    };
    let mut waiting: BTreeMap<usize, (Range<usize>, T)> = BTreeMap::new();
    let mut wanted = 0;
    let mut done = |share: Range<usize>, result: T| {
        waiting.insert(share.start, (share, result));
        while let Some((share, result)) = waiting.remove(&wanted) {
            wanted = share.end;
            take(share, result);
        }
    };
    if threads <= 1 {
        let odb = repository.inner.odb()?;
        let (next, done) = (&next, &mut done);
        work(&odb, Shares { next, done });
        return Ok(());
    }
    let path = repository.inner.commondir();
    std::thread::scope(|scope| {
        let (send, receive) = channel::<Result<(Range<usize>, T), git2::Error>>();
        for _ in 0..threads {
            let send = send.clone();
            let (next, work, stopped) = (&next, &work, &stopped);
            scope.spawn(move || {
                let opened = git2::Repository::open(path);
                let worked = opened.and_then(|own| {
                    let odb = own.odb()?;
                    // Nobody listens any more once one of the threads has failed.
                    let done = &mut |share, result| drop(send.send(Ok((share, result))));
                    work(&odb, Shares { next, done });
                    Ok(())
                });
                if let Err(error) = worked {
                    stopped.store(true, Ordering::Relaxed);
                    drop(send.send(Err(error)));
                }
            });
        }
        drop(send);
        for result in receive {
            let (share, result) = result?;
            done(share, result);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::in_shares;
    use crate::git::testing::Sandbox;

    #[test]
    fn every_place_comes_once_and_in_order() {
        let sandbox = Sandbox::new();
        let repository = sandbox.repository();
        for count in [0, 1, 255, 256, 5_000] {
            let mut seen = Vec::new();
            let work = |_: &git2::Odb<'_>, shares: super::Shares<'_, Vec<usize>>| {
                shares.each(Iterator::collect);
            };
            in_shares(&repository, count, 256, work, |share, places| {
                assert_eq!(share.len(), places.len());
                seen.extend(places);
            })
            .unwrap();
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }
}
