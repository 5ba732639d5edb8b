//! Commits that name an item: `US-12` in a subject, a body, a trailer, or the name of a merged branch.

use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use git2::{ObjectType, Odb, Oid};
use jiff::Timestamp;
use jiff::civil::Date;

use super::read::History;
use crate::git::error::GitError;
use crate::git::raw_tree::{RawCommit, TreeEntries, commit_id, raw_commit};
use crate::model::{CommitId, StoryId};
use crate::store::BACKLOG_NAMES;

/// So many older commits in a row end the search: before that, one clock may just have been wrong.
const PATIENCE: usize = 64;
/// Longer subjects are cut.
const SUBJECT: usize = 200;

/// A commit that names an item. Who made it is not told: no figure may be made of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The commit.
    pub commit: CommitId,
    /// The first line of its message.
    pub subject: String,
    /// When it was committed, as its clock had it.
    pub when: Timestamp,
    /// That day in the backlog's time zone.
    pub day: Date,
    /// Whether it changed anything besides the backlog.
    pub is_work: bool,
    /// Whether it merges a branch: what that brought is in the commits before it.
    pub is_merge: bool,
}

impl History<'_> {
    /// Returns the commits on the default branch, merged ones too, that name items and are not older than `since`, by
    /// item, the youngest first. Ids count in any case, with the prefixes of `po.yaml`; other names do not.
    ///
    /// # Errors
    /// When the references or the object database cannot be read.
    pub fn mentions(&self, since: Timestamp) -> Result<BTreeMap<StoryId, Vec<Mention>>, GitError> {
        let mut found: BTreeMap<StoryId, Vec<Mention>> = BTreeMap::new();
        let (Some(branch), _) = self.line_end()? else {
            return Ok(found);
        };
        let folder = self.repository.path_from_top(self.backlog);
        let odb = self.repository.inner.odb()?;
        let since = since.as_second();
        walk(&odb, branch.tip, since, &mut |oid, commit, message| {
            let ids = ids_in(message, &self.config.prefixes);
            if ids.is_empty() {
                return;
            }
            let when = Timestamp::from_second(commit.date).unwrap_or(Timestamp::UNIX_EPOCH);
            let mention = Mention {
                commit: commit_id(oid),
                subject: subject(message),
                when,
                day: self.config.time_zone.to_datetime(when).date(),
                is_work: is_work(&odb, commit, folder.as_deref()),
                is_merge: commit.parents.len() > 1,
            };
            for id in ids {
                found.entry(id).or_default().push(mention.clone());
            }
        });
        Ok(found)
    }
}

/// Calls `visit` with each commit that `tip` reaches and that is not older than `since`, the youngest first.
fn walk(odb: &Odb<'_>, tip: Oid, since: i64, visit: &mut dyn FnMut(Oid, &RawCommit, &str)) {
    let mut met: HashSet<Oid> = HashSet::from([tip]);
    let mut queue: BinaryHeap<(i64, Oid)> = BinaryHeap::from([(i64::MAX, tip)]);
    let mut old = 0;
    while let Some((_, oid)) = queue.pop() {
        let object = odb.read(oid).ok();
        let Some(object) = object.filter(|object| object.kind() == ObjectType::Commit) else {
            continue;
        };
        let Some(commit) = raw_commit(object.data()) else {
            continue;
        };
        if commit.date >= since {
            old = 0;
            visit(oid, &commit, &message(object.data()));
        } else {
            old += 1;
            if old > PATIENCE {
                return;
            }
        }
        for &parent in &commit.parents {
            if met.insert(parent) {
                let date = odb.read(parent).ok().and_then(|o| raw_commit(o.data()));
                queue.push((date.map_or(0, |commit| commit.date), parent));
            }
        }
    }
}

/// A commit's message.
fn message(data: &[u8]) -> String {
    let end = data.windows(2).position(|pair| pair == b"\n\n");
    let message = end.map_or(&[][..], |end| &data[end + 2..]);
    String::from_utf8_lossy(message).into_owned()
}

fn subject(message: &str) -> String {
    let line = message.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or_default().chars().take(SUBJECT).collect()
}

/// So many bytes of a message are read.
const MAX_MESSAGE: u64 = 1 << 20;

/// Returns the ids that a commit message in a file names, each once; lines that git takes out do not count.
///
/// # Errors
/// [`GitError::Io`].
pub fn ids_in_message(file: &Path, prefixes: &[String]) -> Result<Vec<StoryId>, GitError> {
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|file| file.take(MAX_MESSAGE).read_to_end(&mut bytes))
        .map_err(GitError::io(file))?;
    let text = String::from_utf8_lossy(&bytes);
    // Below the scissors git shows the change itself.
    let lines = text.lines().take_while(|line| !line.contains(">8 ---"));
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    Ok(ids_in(&lines.join("\n"), prefixes))
}

/// The ids that a text names, each once, in the order of their numbers.
fn ids_in(text: &str, prefixes: &[String]) -> Vec<StoryId> {
    let mut found = Vec::new();
    for (dash, _) in text.match_indices('-') {
        let (before, after) = (&text[..dash], &text[dash + 1..]);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let ends = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
        if digits == 0 || !ends(&after[digits..]) {
            continue;
        }
        let Ok(number) = after[..digits].parse() else {
            continue;
        };
        for prefix in prefixes {
            let start = before.len().checked_sub(prefix.len());
            let Some((head, own)) = start.and_then(|start| before.split_at_checked(start)) else {
                continue;
            };
            let begins = !head.chars().next_back().is_some_and(char::is_alphanumeric);
            if begins && own.eq_ignore_ascii_case(prefix) {
                found.extend(StoryId::new(prefix, number));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a commit changed anything besides the backlog, against its first parent. Where that lies at the top of its
/// repository, its own files and folders are told from others by their names.
fn is_work(odb: &Odb<'_>, commit: &RawCommit, folder: Option<&str>) -> bool {
    let parent = commit.parents.first();
    let before = parent.and_then(|&parent| Some(raw_commit(odb.read(parent).ok()?.data())?.tree));
    let Some(folder) = folder else {
        return true;
    };
    let (mut old, mut new) = (before, Some(commit.tree));
    if folder.is_empty() {
        let is_own = |name: &[u8]| BACKLOG_NAMES.iter().any(|own| own.as_bytes() == name);
        return without(odb, old, is_own).0 != without(odb, new, is_own).0;
    }
    for part in folder.split('/') {
        let is_part = |name: &[u8]| name == part.as_bytes();
        let (others_before, inner_before) = without(odb, old, is_part);
        let (others, inner) = without(odb, new, is_part);
        if others_before != others {
            return true;
        }
        (old, new) = (inner_before, inner);
    }
    false
}

/// The entries of a folder but those of a name, and the last of these that is a folder.
fn without(
    odb: &Odb<'_>,
    tree: Option<Oid>,
    is_left_out: impl Fn(&[u8]) -> bool,
) -> (Vec<(Vec<u8>, Oid)>, Option<Oid>) {
    let object = tree.and_then(|tree| odb.read(tree).ok());
    let mut inner = None;
    let mut others = Vec::new();
    for entry in TreeEntries(object.as_ref().map_or(&[], |object| object.data())) {
        match is_left_out(entry.name) {
            true if entry.is_tree() => inner = Some(entry.oid()),
            true => {}
            false => others.push((entry.name.to_vec(), entry.oid())),
        }
    }
    (others, inner)
}

#[cfg(test)]
mod tests {
    use super::ids_in;
    use crate::git::History;
    use crate::git::history::fast_import::{Commit, Stream};
    use crate::git::testing::Sandbox;
    use crate::model::Config;

    #[test]
    fn ids_stand_alone() {
        let found = |text: &str| {
            let prefixes = ["US".to_owned(), "PAY".to_owned()];
            let ids = ids_in(text, &prefixes);
            ids.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (text, ids) in [
            ("US-12: pay", "US-12"),
            ("Fix (us-3) and pay-7, US-3", "US-3 PAY-7"),
            ("Merge branch 'feature/US-12-pay' into main", "US-12"),
            ("x\n\nStory: US-5\nRefs: US-6", "US-5 US-6"),
            ("feature_US-9_x", "US-9"),
            ("FOCUS-12 US-12a US- US12 -12 US-0 US-99999999999999", ""),
            ("é-1 ÉUS-2 üUS-3", ""),
            ("US-1-2", "US-1"),
        ] {
            assert_eq!(found(text), ids, "{text}");
        }
    }

    #[test]
    fn commits_of_merged_branches_count_and_old_ones_do_not() {
        let sandbox = Sandbox::new();
        sandbox.write("backlog/po.yaml", "");
        let mut stream = Stream::default();
        let mut commit = |branch, parents: &[usize], date: i64, message, file: &str| {
            let commit = Commit {
                branch,
                parents,
                date: 1_700_000_000 + date,
                author: "Ada",
                message,
            };
            let text = Some(date.to_string());
            stream.commit(&commit, &[(file, text)])
        };
        let old = commit("main", &[], 0, "US-1 long ago", "a");
        let base = commit(
            "main",
            &[old],
            50,
            "US-2 is planned",
            "backlog/stories/US-2.md",
        );
        // Its clock was wrong.
        let skewed = commit("main", &[base], 1, "Nothing", "a");
        let side = commit("side", &[base], 60, "Pay\n\nStory: US-2", "b");
        commit("main", &[skewed, side], 70, "Merge branch 'us-3-pay'", "b");
        stream.import(&sandbox);
        let repository = sandbox.repository();
        let (backlog, config) = (sandbox.path().join("backlog"), Config::default());
        let history = History::new(&repository, &backlog, sandbox.path(), &config);
        let since = "2023-11-14T22:13:50Z".parse().unwrap();
        let told: Vec<String> = history
            .mentions(since)
            .unwrap()
            .iter()
            .flat_map(|(id, found)| {
                found.iter().map(move |m| {
                    format!("{id} {} {} {} {}", m.subject, m.day, m.is_work, m.is_merge)
                })
            })
            .collect();
        assert_eq!(
            told,
            [
                "US-2 Pay 2023-11-14 true false",
                "US-2 US-2 is planned 2023-11-14 false false",
                "US-3 Merge branch 'us-3-pay' 2023-11-14 true true",
            ]
        );
    }

    #[test]
    fn a_backlog_at_the_top_is_told_from_the_code_beside_it() {
        let sandbox = Sandbox::new();
        sandbox.write("po.yaml", "");
        let mut stream = Stream::default();
        let mut last: Vec<usize> = Vec::new();
        for (date, (message, file)) in [
            ("US-1 planned", "stories/US-1.md"),
            ("US-1 built", "src/pay.rs"),
            ("US-1 agreed", "po.yaml"),
            ("US-1 told", "stories.md"),
        ]
        .into_iter()
        .enumerate()
        {
            let date = i64::try_from(date).unwrap();
            let commit = Commit {
                branch: "main",
                parents: &last,
                date: 1_700_000_000 + date,
                author: "Ada",
                message,
            };
            let done = stream.commit(&commit, &[(file, Some(date.to_string()))]);
            last = vec![done];
        }
        stream.import(&sandbox);
        let repository = sandbox.repository();
        let config = Config::default();
        let history = History::new(&repository, sandbox.path(), sandbox.path(), &config);
        let found = history.mentions(jiff::Timestamp::UNIX_EPOCH).unwrap();
        let told = found.values().flatten();
        let told: Vec<_> = told.map(|m| (m.subject.as_str(), m.is_work)).collect();
        assert_eq!(
            told,
            [
                ("US-1 told", true),
                ("US-1 agreed", false),
                ("US-1 built", true),
                ("US-1 planned", false)
            ]
        );
    }
}
