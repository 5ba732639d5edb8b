//! Items that stand in another order there than here: how many, and which places they would have.

use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::head::Head;
use crate::exchange::report::{Origin, Remark};
use crate::model::Rank;

/// Says how many items that are here would have to move to stand as they do there. With `take` they are given the places: those
/// that they have together now, in the order there, so that all others stay where they are.
pub(super) fn order_there(heads: &[Head], take: bool, decisions: &mut Decisions) {
    let mut ordered: Vec<_> = heads
        .iter()
        .zip(&decisions.each)
        .enumerate()
        .filter_map(|(number, (head, decision))| {
            let rank = decision.as_ref()?.here.as_ref()?.rank.clone()?;
            Some((number, head.order.as_ref()?, rank))
        })
        .collect();
    // Where there is no order there, the one here holds.
    ordered.sort_by(|(_, a, one), (_, b, other)| a.compare(b).then_with(|| one.cmp(other)));
    let ranks: Vec<Rank> = ordered.iter().map(|(_, _, rank)| rank.clone()).collect();
    let moved = ranks.len() - ascending(&ranks);
    if moved == 0 {
        return;
    }
    if take {
        let mut places = ranks;
        places.sort_unstable();
        let numbers: Vec<(usize, Rank)> = ordered
            .into_iter()
            .zip(places)
            .filter(|((_, _, own), place)| own != place)
            .map(|((number, _, _), place)| (number, place))
            .collect();
        for (number, place) in numbers {
            if let Some(decision) = &mut decisions.each[number] {
                decision.rank = Some(place);
            }
        }
        return;
    }
    let count = match moved {
        1 => "1 item".to_owned(),
        moved => format!("{moved} items"),
    };
    let reason =
        format!("the order differs there: {count}; nothing is moved, `--take rank=there` does it");
    let file = heads.first().map_or("", |head| &*head.file);
    decisions
        .notes
        .insert(0, Remark::new(Origin::file(file), reason));
}

/// How many ranks can stay where they are so that all ascend: the longest run of them that does, gaps allowed.
fn ascending(ranks: &[Rank]) -> usize {
    // The smallest last rank of a run of each length.
    let mut ends: Vec<&Rank> = Vec::new();
    for rank in ranks {
        let place = ends.partition_point(|end| *end <= rank);
        match ends.get_mut(place) {
            Some(end) => *end = rank,
            None => ends.push(rank),
        }
    }
    ends.len()
}

#[cfg(test)]
mod tests {
    use super::ascending;
    use crate::model::Rank;

    #[test]
    fn as_few_as_can_be_move() {
        for (ranks, stay) in [
            ("", 0),
            ("abc", 3),
            ("bac", 2),
            ("cba", 1),
            ("dabc", 3),
            ("aab", 3),
        ] {
            let ranks: Vec<Rank> = ranks
                .chars()
                .map(|c| c.to_string().parse().unwrap())
                .collect();
            assert_eq!(ascending(&ranks), stay, "{ranks:?}");
        }
    }
}
