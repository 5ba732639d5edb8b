//! Committer dates, mended where clocks were wrong.

/// Mends dates that stand in the order of commits: the longest run of them that never goes back is trusted, and each
/// other one takes the date of its nearest trusted neighbour, the earlier one of two. So one wrong clock moves one
/// commit, and the result never goes back.
pub(in crate::git) fn mend(dates: &mut [i64]) {
    let trusted = longest_run(dates);
    let mut next = 0;
    for index in 0..dates.len() {
        while next < trusted.len() && trusted[next] < index {
            next += 1;
        }
        let after = trusted.get(next).copied();
        let before = next.checked_sub(1).map(|at| trusted[at]);
        let from = match (before, after) {
            (_, Some(after)) if after == index => continue,
            (Some(before), Some(after)) if after - index < index - before => after,
            (Some(before), _) => before,
            (None, Some(after)) => after,
            (None, None) => continue,
        };
        dates[index] = dates[from];
    }
}

/// The places of the longest run that never goes back (of several, the one that ends with the earliest date).
fn longest_run(dates: &[i64]) -> Vec<usize> {
    // The last place of the best run of each length, and what stands before each place in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(dates.len());
    for (index, &date) in dates.iter().enumerate() {
        let length = ends.partition_point(|&end| dates[end] <= date);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        run.push(index);
        at = before[index];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::{longest_run, mend};
    use proptest::prelude::{any, prop, proptest};

    fn mended(dates: &[i64]) -> Vec<i64> {
        let mut dates = dates.to_vec();
        mend(&mut dates);
        dates
    }

    #[test]
    fn one_wrong_clock_moves_one_commit() {
        assert_eq!(mended(&[1, 2, 3, 3, 9]), [1, 2, 3, 3, 9]);
        assert_eq!(mended(&[1, 2, 900, 3, 4]), [1, 2, 2, 3, 4]);
        assert_eq!(mended(&[5, 6, 0, 7, 8]), [5, 6, 6, 7, 8]);
        assert_eq!(mended(&[900, 1, 2, 3]), [1, 1, 2, 3]);
        assert_eq!(mended(&[1, 2, 3, 0]), [1, 2, 3, 3]);
        assert_eq!(
            mended(&[1, 2, 90, 91, 92, 3, 4, 5, 6]),
            [1, 2, 2, 2, 3, 3, 4, 5, 6]
        );
        assert!(mended(&[]).is_empty());
    }

    /// The length of the longest run, found the slow way.
    fn slow(dates: &[i64]) -> usize {
        let mut best = vec![0_usize; dates.len()];
        for index in 0..dates.len() {
            let before = (0..index).filter(|&i| dates[i] <= dates[index]);
            best[index] = 1 + before.map(|i| best[i]).max().unwrap_or(0);
        }
        best.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn trusted_ones_stay_and_nothing_goes_back(dates in prop::collection::vec(-9_i64..30, 0..24)) {
            let run = longest_run(&dates);
            assert_eq!(run.len(), slow(&dates));
            let mended = mended(&dates);
            assert!(mended.is_sorted());
            assert!(run.iter().all(|&index| mended[index] == dates[index]));
            for (index, date) in mended.iter().enumerate() {
                let away = |near: &usize| near.abs_diff(index);
                let nearest = run.iter().min_by_key(|near| away(near)).unwrap();
                let allowed = run.iter().filter(|near| away(near) == away(nearest));
                assert!(allowed.into_iter().any(|&near| dates[near] == *date));
            }
        }

        #[test]
        fn any_dates_end(dates in prop::collection::vec(any::<i64>(), 0..99)) {
            assert!(mended(&dates).is_sorted());
        }
    }
}
