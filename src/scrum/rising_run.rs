//! The best rising run through an order: what can stay where it is while all else moves.

/// Returns the places of a run in which `ranks` rise, from its first to its last: the run with the greatest key. `key` says
/// what a run comes to that goes on to a place, by the key of the run before it. All ranks differ.
pub(super) fn rising_run<K: Copy + Ord>(
    ranks: &[usize],
    key: impl Fn(usize, Option<K>) -> K,
) -> Vec<usize> {
    let size = ranks.iter().max().map_or(0, |max| max + 1);
    // The best run that ends at a rank or below it, over halves of halves (a Fenwick tree).
    let mut best: Vec<Option<(K, usize)>> = vec![None; size + 1];
    let mut before: Vec<Option<usize>> = vec![None; ranks.len()];
    let mut last: Option<(K, usize)> = None;
    let beats = |run: (K, usize), other: Option<(K, usize)>| {
        other.is_none_or(|(greatest, _)| run.0 > greatest)
    };
    for (place, &rank) in ranks.iter().enumerate() {
        let mut found = None;
        let mut node = rank;
        while node > 0 {
            found = best[node].filter(|run| beats(*run, found)).or(found);
            node &= node - 1;
        }
        before[place] = found.map(|(_, end)| end);
        let own = (key(place, found.map(|(key, _)| key)), place);
        last = Some(own).filter(|own| beats(*own, last)).or(last);
        let mut node = rank + 1;
        while node <= size {
            if beats(own, best[node]) {
                best[node] = Some(own);
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut run = Vec::new();
    let mut next = last.map(|(_, end)| end);
    while let Some(place) = next {
        run.push(place);
        next = before[place];
    }
    run.reverse();
    run
}
