//! What a merge must have come to: every fact that one side alone changed is there.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;

/// Stories by what tells them apart.
pub type Stories = BTreeMap<String, Facts>;

/// The versions of a merge.
pub struct Versions<'a> {
    /// What both come from; where there are several, what they agree on counts.
    pub bases: &'a [Stories],
    /// Ours.
    pub ours: &'a Stories,
    /// Theirs.
    pub theirs: &'a Stories,
    /// Facts (story, name) that our commits touched on the way; a rebase makes them one by one.
    pub touched: &'a BTreeSet<(String, String)>,
}

/// Names each fact of the merged stories that is not what it must be.
pub fn lost(versions: &Versions<'_>, merged: &Stories) -> Vec<String> {
    let mut lost = Vec::new();
    let all: BTreeSet<&String> = [versions.ours, versions.theirs, merged]
        .into_iter()
        .flat_map(BTreeMap::keys)
        .collect();
    let twice: BTreeSet<&str> = versions
        .bases
        .iter()
        .chain([versions.ours, versions.theirs, merged])
        .flat_map(BTreeMap::keys)
        .filter_map(|name| name.split_once(" at ").map(|(story, _)| story))
        .collect();
    for story in all {
        // Whoever has an item in two files has to look at both.
        if twice.contains(story.split(" at ").next().unwrap_or_default()) {
            continue;
        }
        let bases: Vec<Option<&Facts>> =
            versions.bases.iter().map(|base| base.get(story)).collect();
        let (ours, theirs) = (versions.ours.get(story), versions.theirs.get(story));
        let now = merged.get(story);
        if bases.iter().any(Option::is_none) && bases.iter().any(Option::is_some) {
            continue;
        }
        let known = bases.first().copied().flatten();
        match (known, ours, theirs) {
            (Some(_), None, None) if now.is_some() => lost.push(format!("{story}: back again")),
            (Some(_), None, None) | (None, None, None) => {}
            // Out on one side: gone, unless the other changed it, which a person decides.
            (Some(base), None, Some(other)) | (Some(base), Some(other), None) => {
                let touched = versions.touched.iter().any(|(touched, _)| touched == story);
                if base == other && !touched && now.is_some() {
                    lost.push(format!("{story}: back again"));
                }
            }
            (None, Some(only), None) | (None, None, Some(only)) => {
                if now != Some(only) {
                    lost.push(format!("{story}: a new story is not as it was"));
                }
            }
            (_, Some(ours), Some(theirs)) => match now {
                None => lost.push(format!("{story}: gone")),
                Some(now) => {
                    let bases: Vec<&Facts> = bases.into_iter().flatten().collect();
                    of_one(
                        story,
                        &bases,
                        (ours, theirs, now),
                        versions.touched,
                        &mut lost,
                    );
                }
            },
        }
    }
    lost
}

fn of_one(
    story: &str,
    bases: &[&Facts],
    (ours, theirs, now): (&Facts, &Facts, &Facts),
    touched: &BTreeSet<(String, String)>,
    lost: &mut Vec<String>,
) {
    let names: BTreeSet<&String> = [ours, theirs, now]
        .into_iter()
        .flat_map(BTreeMap::keys)
        .collect();
    for name in names {
        let (one, other, now) = (ours.get(name), theirs.get(name), now.get(name));
        let base = bases.first().and_then(|base| base.get(name));
        if bases.iter().any(|other| other.get(name) != base) {
            continue;
        }
        // Both sides brought the story, each in commits of its own: there is no version before.
        if bases.is_empty() && one != other {
            continue;
        }
        let is_touched = touched.contains(&(story.to_owned(), name.clone()));
        let wanted = if one == other || other == base {
            one
        } else if is_touched {
            continue;
        } else if one == base {
            other
        } else if name == "rank" && one.is_some() && other.is_some() {
            one.min(other)
        } else {
            // Both changed it differently: a person chose a side, in this place.
            continue;
        };
        if now != wanted {
            lost.push(format!(
                "{story} {name}: {base:?}, ours {one:?}, theirs {other:?}, now {now:?}"
            ));
        }
    }
}
