//! "Did you mean": the ids nearest to one that nothing has.

use super::id_text::IdPattern;
use super::near::distance;
use super::story::Story;

/// How many ids are suggested.
const SUGGESTIONS: usize = 3;

/// Returns the ids and aliases that are a slip of the keyboard away, then the ids with the nearest numbers; at most
/// three.
#[must_use]
pub fn near_ids(pattern: &IdPattern, stories: &[Story]) -> Vec<String> {
    let asked = pattern.candidates.first();
    let text = asked.map_or_else(|| pattern.text.clone(), ToString::to_string);
    let text = text.to_lowercase();
    let away = |story: &Story| asked.map_or(u64::MAX, |id| id.number().abs_diff(story.id.number()));
    let mut slips: Vec<(u64, String)> = stories
        .iter()
        .flat_map(|story| {
            std::iter::once(story.id.to_string())
                .chain(story.aliases.iter().cloned())
                .filter(|name| distance(&text, &name.to_lowercase()) <= 1)
                .map(|name| (away(story), name))
        })
        .collect();
    slips.sort();
    let mut near: Vec<String> = slips.into_iter().map(|(_, name)| name).collect();
    near.dedup();
    near.truncate(SUGGESTIONS);
    if asked.is_some() {
        let mut by_number: Vec<&Story> = stories.iter().collect();
        by_number.sort_by_key(|story| (away(story), story.id.clone()));
        for story in by_number {
            let id = story.id.to_string();
            if near.len() == SUGGESTIONS {
                break;
            }
            if !near.contains(&id) {
                near.push(id);
            }
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::near_ids;
    use crate::model::{IdPattern, Story};

    #[test]
    fn slips_come_before_near_numbers() {
        let mut stories: Vec<Story> = [1, 2, 9, 12, 20, 42]
            .iter()
            .map(|n| Story::new(format!("US-{n}").parse().unwrap(), format!("US-{n}.md")))
            .collect();
        stories[0].aliases = vec!["BACK-24.02".into()];
        let near = |text: &str| near_ids(&IdPattern::new(text, &["US".into()]), &stories);
        assert_eq!(near("US-120"), ["US-20", "US-12", "US-42"]);
        assert_eq!(near("24"), ["US-20", "US-42", "US-2"]);
        assert_eq!(near("SU-20"), ["US-20", "US-12", "US-9"]);
        assert_eq!(near("back-24.2"), ["BACK-24.02"]);
        assert!(near("nonsense").is_empty());
        assert!(near_ids(&IdPattern::new("5", &["US".into()]), &[]).is_empty());
    }
}
