//! What a merge must have come to: every fact that one side alone changed is there.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{FORM, Facts, GONE, WRITTEN};

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
    /// The names of the files in which a person settled something.
    pub settled: &'a BTreeSet<String>,
    /// Whether git turns Windows line endings into those of Unix in a file that a person settled (`core.autocrlf`).
    pub adds_lf: bool,
}

/// Names each fact of the merged stories that is not what it must be. `clean` says that nobody had to settle anything.
pub fn lost(versions: &Versions<'_>, merged: &Stories, clean: bool) -> Vec<String> {
    let mut lost = Vec::new();
    let all: BTreeSet<&String> = [versions.ours, versions.theirs, merged]
        .into_iter()
        .flat_map(BTreeMap::keys)
        .collect();
    let twice: BTreeSet<&str> = versions
        .bases
        .iter()
        .chain([versions.ours, versions.theirs, merged])
        .flat_map(files_of_one)
        .collect();
    for story in &twice {
        in_two_files(story, versions, merged, clean, &mut lost);
    }
    for story in all {
        if twice.contains(of(story)) {
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
                // A rebase makes anew that our commits brought it over here and took it back.
                let touched = versions.touched.iter().any(|(touched, _)| touched == story);
                if now != Some(only) && !(touched && now.is_none()) {
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
                        versions,
                        clean,
                        &mut lost,
                    );
                }
            },
        }
    }
    lost
}

/// What tells a story apart, without the name of a second file of it.
fn of(name: &str) -> &str {
    name.split_once(" at ").map_or(name, |(story, _)| story)
}

/// The stories that stand in several files.
pub fn files_of_one(stories: &Stories) -> impl Iterator<Item = &str> {
    stories
        .keys()
        .filter(|name| name.contains(" at "))
        .map(|name| of(name))
}

/// A story in two files, in any version. Git makes one out of two names only with a common version to tell the rename
/// from. Where two people bring back, each for himself, what was removed before (or one rebases what another has
/// fetched), there is none; and where one of them renames it, git sees two new files, and asks no driver. Then each file
/// must be just as its side has it, and `po check` finds them at the end.
fn in_two_files(
    story: &str,
    versions: &Versions<'_>,
    merged: &Stories,
    clean: bool,
    lost: &mut Vec<String>,
) {
    let files = |stories: &Stories| -> Vec<Facts> {
        let of_it = stories.iter().filter(|(name, _)| of(name) == story);
        of_it.map(|(_, facts)| facts.clone()).collect()
    };
    let (ours, theirs, now) = (files(versions.ours), files(versions.theirs), files(merged));
    let mut sides = ours.len().max(theirs.len());
    let in_each_base = versions.bases.iter().all(|base| !files(base).is_empty());
    let is_touched = versions.touched.iter().any(|(name, _)| of(name) == story);
    if !in_each_base || versions.bases.is_empty() || is_touched {
        // Any name that a side has may be there.
        let names = ours.iter().chain(&theirs).map(|facts| facts.get("path"));
        sides = sides.max(names.collect::<BTreeSet<_>>().len());
    }
    if now.len() > sides {
        lost.push(format!("{story}: in {} files now", now.len()));
    }
    if now.is_empty() && clean && !ours.is_empty() && !theirs.is_empty() {
        lost.push(format!("{story}: gone from all its files"));
    }
    if in_each_base || is_touched {
        return;
    }
    for facts in ours.iter().chain(&theirs) {
        let path = facts.get("path");
        let has = |files: &[Facts]| files.iter().any(|other| other.get("path") == path);
        let alone = !(has(&ours) && has(&theirs));
        let was = versions.bases.iter().any(|base| has(&files(base)));
        if alone && !was && !now.contains(facts) {
            lost.push(format!("{story}: {path:?} is not as its side has it"));
        }
    }
}

fn of_one(
    story: &str,
    bases: &[&Facts],
    (ours, theirs, merged): (&Facts, &Facts, &Facts),
    versions: &Versions<'_>,
    clean: bool,
    lost: &mut Vec<String>,
) {
    let touched = versions.touched;
    let is_settled = merged
        .get("path")
        .is_some_and(|path| versions.settled.contains(path));
    let names: BTreeSet<&String> = [ours, theirs, merged]
        .into_iter()
        .flat_map(BTreeMap::keys)
        .collect();
    for name in names {
        let (one, other, now) = (ours.get(name), theirs.get(name), merged.get(name));
        let base = bases.first().and_then(|base| base.get(name));
        if bases.iter().any(|other| other.get(name) != base) {
            continue;
        }
        if name == WRITTEN {
            // Whoever alone changed a file has it byte for byte.
            let wanted = if one == base { other } else { one };
            let alone = base.is_some() && (one == base || other == base);
            if alone && now != wanted && !touched.iter().any(|(name, _)| name == story) {
                lost.push(format!(
                    "{story}: {base:?}, {one:?}, {other:?}, now {now:?}"
                ));
            }
            continue;
        }
        // Both sides brought the story, each in commits of its own: nothing says which of them changed what. So one value
        // against another must have stopped the merge, and what is there is of one of the sides.
        if bases.is_empty() && one != other {
            let is_item = name.contains(' ') && !name.starts_with("comment ");
            let is_one_of_them = now == one || now == other;
            let wrong = match (one, other) {
                (Some(_), Some(_)) if name == "rank" => now != one.min(other),
                // A day that one side alone has was added there, too.
                (Some(one), Some(other)) if name == "status" && is_both(one, other, now) => false,
                // Line endings are no reason to stop.
                (Some(_), Some(_)) if name == FORM => !is_one_of_them,
                (Some(_), Some(_)) => clean && touched.is_empty() || !is_one_of_them,
                // What one side alone has was added there.
                _ => (clean || is_item) && now.is_none() || !is_one_of_them,
            };
            if wrong {
                lost.push(format!(
                    "{story} {name}: no base, ours {one:?}, theirs {other:?}, now {now:?}, clean {clean}"
                ));
            }
            continue;
        }
        let is_touched = touched.contains(&(story.to_owned(), name.clone()));
        // Our commits took the item out and brought it back, which a rebase makes anew: without a version that both come from, all of
        // it is contested then, also what they never changed.
        let is_anew = touched.contains(&(story.to_owned(), GONE.to_owned()));
        if is_anew && is_settled {
            continue;
        }
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
        if now == wanted {
            continue;
        }
        let is_lf = || name == FORM && versions.adds_lf && in_lf(now) == in_lf(wanted);
        let is_beside = || match (bases.first(), one, other) {
            (Some(base), Some(new), None) => {
                in_its_place(base, ours, theirs, name) || is_below_contested(base, theirs, new)
            }
            (Some(base), None, Some(new)) => {
                in_its_place(base, theirs, ours, name) || is_below_contested(base, ours, new)
            }
            _ => false,
        };
        if !is_settled || !(is_lf() || is_beside()) {
            lost.push(format!(
                "{story} {name}: {base:?}, ours {one:?}, theirs {other:?}, now {now:?}"
            ));
        }
    }
}

/// Whether a status with its days is all that both sides say of it.
fn is_both(one: &str, other: &str, now: Option<&String>) -> bool {
    let said: BTreeSet<&str> = one.lines().chain(other.lines()).collect();
    now.is_some_and(|now| now.lines().collect::<BTreeSet<&str>>() == said)
}

/// A form with the line endings of Unix.
fn in_lf(form: Option<&String>) -> Option<String> {
    Some(form?.replace("crlf: true", "crlf: false"))
}

/// Whether a side has a criterion in the place of one that the other side changed. Nothing says whether that is the old one in
/// other words: it stands against what the other side made of it, and a person takes one of them.
fn in_its_place(base: &Facts, side: &Facts, other: &Facts, name: &str) -> bool {
    let (old, new) = (criteria(base), criteria(side));
    let stays = |token: &&&str| old.contains(*token) && new.contains(*token);
    let neighbours = |list: &[&'_ str], token: &str| -> Option<[Option<String>; 2]> {
        let at = list.iter().position(|other| *other == token)?;
        let before = list[..at].iter().rev().find(stays);
        let after = list[at + 1..].iter().find(stays);
        Some([before, after].map(|token| token.map(|token| (*token).to_owned())))
    };
    let place = neighbours(&new, name);
    place.is_some()
        && old
            .iter()
            .filter(|token| !new.contains(*token) && base.get(**token) != other.get(**token))
            .any(|token| neighbours(&old, token) == place)
}

/// Whether what a side wrote stands below an item that the other side took out: it goes with that item, of which a person takes one.
fn is_below_contested(base: &Facts, other: &Facts, written: &str) -> bool {
    let parent = written.split('/').nth(1);
    parent.is_some_and(|parent| base.contains_key(parent) && !other.contains_key(parent))
}

/// The criteria of a file, in their order.
fn criteria(facts: &Facts) -> Vec<&str> {
    let lines = facts.get(WRITTEN).map_or("", String::as_str).lines();
    lines
        .filter_map(|line| line.strip_prefix("- [")?.get(3..)?.split(' ').next())
        .filter(|token| token.starts_with('c'))
        .collect()
}
