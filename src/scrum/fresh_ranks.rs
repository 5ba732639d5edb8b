//! Ranks for items that come in from elsewhere in an order of their own.

use crate::model::{Rank, RankKey};

use super::rank_keys::{Gap, Random};

/// Returns so many ranks, ascending, behind a key; anywhere where there is none.
#[must_use]
pub fn ranks_behind(last: Option<&RankKey>, count: usize, random: Random<'_>) -> Vec<Rank> {
    // Behind the last key there is always room.
    Gap::between(last.map(RankKey::key), None).map_or_else(Vec::new, |gap| gap.keys(count, random))
}

#[cfg(test)]
mod tests {
    use super::ranks_behind;
    use crate::model::{Backlog, Config, Story};

    #[test]
    fn come_behind_ranked_and_unranked_items() {
        let story = |id: &str, rank: Option<&str>| {
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.rank = rank.map(|rank| rank.parse().unwrap());
            story
        };
        for stories in [
            vec![],
            vec![story("US-1", Some("y9"))],
            vec![story("US-1", Some("i1")), story("US-300", None)],
        ] {
            let backlog = Backlog::new(Config::default(), stories, Vec::new());
            let last = backlog.stories().last().map(Story::rank_key);
            let ranks = ranks_behind(last.as_ref(), 300, &mut |below| below / 2);
            assert_eq!(ranks.len(), 300);
            assert!(ranks.is_sorted() && ranks.windows(2).all(|pair| pair[0] != pair[1]));
            assert!(last.is_none_or(|last| last.key() < ranks[0].as_str()));
        }
    }
}
