//! What was read of the past, kept in a file that is safe to delete and never believed where it does not fit.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use git2::{ObjectType, Oid};

use super::binary::{Reader, Writer};
use super::line::LineCommit;
use crate::git::error::GitError;
use crate::model::{Event, Facts, ItemKind, What, fact_index, fact_name};

/// The first bytes of the file; another version is read as no cache at all.
const VERSION: &[u8] = b"po history 2\n";
/// A larger file is not ours.
const LARGEST_FILE: u64 = 1 << 30;
/// How many bytes the name of an object has.
const OID: usize = 20;

/// What was read of a line of commits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Past {
    /// Every commit, the oldest first.
    pub commits: Vec<LineCommit>,
    /// Whether older ones are not in this clone.
    pub is_shallow: bool,
    /// From which commit on the backlog was in which folder, the oldest first.
    pub places: Vec<(usize, String)>,
    /// What each item is.
    pub items: Vec<ItemKind>,
    /// What happened, by commit.
    pub events: Vec<Event>,
}

impl Past {
    /// Forgets all but the first commits.
    pub fn cut(&mut self, commits: usize) {
        self.commits.truncate(commits);
        self.places.retain(|(from, _)| *from < commits);
        let kept = self.events.partition_point(|event| event.moment < commits);
        self.events.truncate(kept);
        let births = self.events.iter();
        let births = births.filter(|event| matches!(event.what, What::Appeared(_)));
        self.items.truncate(births.count());
    }

    /// The folder in which the backlog was at a commit.
    pub fn folder_at(&self, commit: usize) -> Option<&str> {
        let before = self.places.iter().take_while(|(from, _)| *from <= commit);
        before.last().map(|(_, folder)| folder.as_str())
    }

    fn bytes(&self, key: &str) -> Vec<u8> {
        let mut to = Writer::default();
        to.text(Some(&key.into()));
        to.number(u64::from(self.is_shallow));
        to.size(self.commits.len());
        for commit in &self.commits {
            to.raw(commit.oid.as_bytes());
            to.signed(commit.date);
            to.text(Some(&commit.author));
        }
        to.size(self.places.len());
        for (from, folder) in &self.places {
            to.size(*from);
            to.text(Some(&folder.as_str().into()));
        }
        to.size(self.items.len());
        for item in &self.items {
            to.number(match item {
                ItemKind::Story => 0,
                ItemKind::Sprint => 1,
                ItemKind::Release => 2,
            });
        }
        to.size(self.events.len());
        let mut moment = 0;
        for event in &self.events {
            to.size(event.moment - moment);
            moment = event.moment;
            to.size(event.item);
            write_what(&event.what, &mut to);
        }
        to.finish()
    }

    fn parse(bytes: &[u8], key: &str) -> Option<Self> {
        let mut from = Reader::new(bytes)?;
        if from.text()?.as_deref() != Some(key) {
            return None;
        }
        let is_shallow = from.number()? == 1;
        let mut past = Self {
            is_shallow,
            ..Self::default()
        };
        for _ in 0..from.count()? {
            past.commits.push(LineCommit {
                oid: Oid::from_bytes(from.raw(OID)?).ok()?,
                date: from.signed()?,
                author: from.text()??,
            });
        }
        for _ in 0..from.count()? {
            let place = (from.size()?, from.text()??.as_ref().to_owned());
            past.places.push(place);
        }
        for _ in 0..from.count()? {
            past.items.push(match from.number()? {
                0 => ItemKind::Story,
                1 => ItemKind::Sprint,
                2 => ItemKind::Release,
                _ => return None,
            });
        }
        let count = from.count()?;
        past.events.reserve(count);
        // What each item says so far: events are written without what was before.
        let mut facts: Vec<Facts> = Vec::new();
        let mut moment = 0_usize;
        for _ in 0..count {
            moment = moment.checked_add(from.size()?)?;
            let item = from.size()?;
            let what = read_what(item, &mut facts, &mut from)?;
            let event = Event { moment, item, what };
            past.events.push(event);
        }
        let fits = moment < past.commits.len().max(1) && facts.len() == past.items.len();
        (fits && from.is_over()).then_some(past)
    }
}

fn write_what(what: &What, to: &mut Writer) {
    match what {
        What::Appeared(facts) => {
            to.number(0);
            to.size(facts.iter().count());
            for (name, text) in facts.iter() {
                to.number(fact_index(name).map_or(u64::MAX, u64::from));
                to.text(Some(text));
            }
        }
        What::Set(name, _, text) => {
            to.number(1);
            to.number(fact_index(name).map_or(u64::MAX, u64::from));
            to.text(text.as_ref());
        }
        What::Deleted => to.number(2),
        What::Reappeared => to.number(3),
        What::Unreadable => to.number(4),
        What::Readable => to.number(5),
    }
}

fn read_what(item: usize, facts: &mut Vec<Facts>, from: &mut Reader<'_>) -> Option<What> {
    let kind = from.number()?;
    if kind == 0 {
        // Items are numbered as they appear.
        if item != facts.len() {
            return None;
        }
        let mut born = Facts::default();
        for _ in 0..from.count()? {
            let name = read_name(from)?;
            born.set(name, from.text()?);
        }
        facts.push(born.clone());
        return Some(What::Appeared(born));
    }
    let known = facts.get_mut(item)?;
    Some(match kind {
        1 => {
            let name = read_name(from)?;
            let (before, after) = (known.shared(name).cloned(), from.text()?);
            known.set(name, after.clone());
            What::Set(name, before, after)
        }
        2 => What::Deleted,
        3 => What::Reappeared,
        4 => What::Unreadable,
        5 => What::Readable,
        _ => return None,
    })
}

fn read_name(from: &mut Reader<'_>) -> Option<&'static str> {
    fact_name(u8::try_from(from.number()?).ok()?)
}

/// The file that holds the past of one backlog.
pub(super) struct Cache {
    path: PathBuf,
    /// What it depends on besides the commits.
    key: String,
}

impl Cache {
    /// Returns the cache of the backlog in a folder of the repository; `key` says what else it depends on.
    pub fn new(private: &Path, folder: &str, key: String) -> Self {
        let hash = Oid::hash_object(ObjectType::Blob, folder.as_bytes());
        let name = hash.map_or_else(|_| String::new(), |hash| hash.to_string());
        let short = name.get(..12).unwrap_or_default();
        Self {
            path: private.join(format!("history-{short}")),
            key,
        }
    }

    /// What was kept; nothing where there is no file, or one that is damaged or does not fit.
    pub fn read(&self) -> Past {
        let fits = std::fs::metadata(&self.path).is_ok_and(|meta| meta.len() <= LARGEST_FILE);
        let bytes = fits.then(|| std::fs::read(&self.path).ok()).flatten();
        bytes
            .and_then(|bytes| self.parse(&bytes))
            .unwrap_or_default()
    }

    fn parse(&self, bytes: &[u8]) -> Option<Past> {
        let (sum, rest) = bytes.strip_prefix(VERSION)?.split_at_checked(OID)?;
        let own = Oid::hash_object(ObjectType::Blob, rest).ok()?;
        (own.as_bytes() == sum)
            .then(|| Past::parse(rest, &self.key))
            .flatten()
    }

    /// Writes the past beside the old file and puts it in its place.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, past: &Past) -> Result<(), GitError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(GitError::io(folder))?;
        let rest = past.bytes(&self.key);
        let sum = Oid::hash_object(ObjectType::Blob, &rest)?;
        let mut file = tempfile::Builder::new()
            .prefix(".history-")
            .tempfile_in(folder)
            .map_err(GitError::io(folder))?;
        [VERSION, sum.as_bytes(), &rest]
            .iter()
            .try_for_each(|part| file.write_all(part))
            .map_err(GitError::io(&self.path))?;
        file.persist(&self.path)
            .map_err(|error| GitError::io(&self.path)(error.error))?;
        Ok(())
    }
}

/// What a cache depends on besides the commits: this program's version, what it looks for, the edge of a shallow clone.
pub(super) fn cache_key(headings: &[String], edge: Option<Oid>) -> String {
    let edge = edge.map_or_else(String::new, |edge| edge.to_string());
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\n{edge}\n{}", headings.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Cache, Past, cache_key};
    use crate::git::history::line::LineCommit;
    use crate::model::{Event, Facts, ItemKind, What};
    use git2::Oid;
    use proptest::prelude::{any, prop, proptest};

    fn past() -> Past {
        let commit = |n: u8| LineCommit {
            oid: Oid::from_bytes(&[n; 20]).unwrap(),
            date: i64::from(n) - 2,
            author: "Ada".into(),
        };
        let mut facts = Facts::default();
        facts.set("id", Some("US-1".into()));
        facts.set("points", Some("5".into()));
        let event = |moment, item, what| Event { moment, item, what };
        let points = What::Set("points", Some("5".into()), Some("8".into()));
        Past {
            commits: (1..4).map(commit).collect(),
            is_shallow: true,
            places: vec![(0, "old".to_owned()), (2, "backlog".to_owned())],
            items: vec![ItemKind::Story, ItemKind::Sprint, ItemKind::Release],
            events: vec![
                event(0, 0, What::Appeared(facts)),
                event(0, 1, What::Appeared(Facts::default())),
                event(1, 0, points),
                event(1, 0, What::Set("points", Some("8".into()), None)),
                event(1, 1, What::Deleted),
                event(2, 1, What::Reappeared),
                event(2, 1, What::Unreadable),
                event(2, 1, What::Readable),
                event(2, 2, What::Appeared(Facts::default())),
            ],
        }
    }

    #[test]
    fn comes_back_as_it_was_written() {
        let dir = tempfile::tempdir().unwrap();
        let private = dir.path().join("po");
        let cache = Cache::new(&private, "backlog", "key".to_owned());
        assert_eq!(cache.read(), Past::default());
        cache.write(&Past::default()).unwrap();
        assert_eq!(cache.read(), Past::default());
        cache.write(&past()).unwrap();
        assert_eq!(cache.read(), past());
        assert_eq!(std::fs::read_dir(&private).unwrap().count(), 1);
        for (folder, key) in [("backlog", "other"), ("elsewhere", "key")] {
            let other = Cache::new(&private, folder, key.to_owned());
            assert_eq!(other.read(), Past::default());
        }
        let keys = [
            cache_key(&["a".to_owned()], None),
            cache_key(&["b".to_owned()], None),
            cache_key(&["a".to_owned()], Some(Oid::ZERO_SHA1)),
        ];
        assert!(keys[0] != keys[1] && keys[0] != keys[2]);
    }

    #[test]
    fn what_is_damaged_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::new(dir.path(), "backlog", "key".to_owned());
        cache.write(&past()).unwrap();
        let bytes = std::fs::read(&cache.path).unwrap();
        assert!(cache.parse(&bytes).is_some());
        for at in 0..bytes.len() {
            assert_eq!(cache.parse(&bytes[..at]), None);
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(cache.parse(&other), None);
        }
    }

    #[test]
    fn a_prefix_is_the_past_of_then() {
        let mut cut = past();
        cut.cut(2);
        let whole = past();
        assert_eq!(cut.commits, whole.commits[..2]);
        assert_eq!(cut.events, whole.events[..5]);
        assert_eq!(cut.items, whole.items[..2]);
        assert_eq!(cut.places, whole.places[..1]);
        assert_eq!(
            (whole.folder_at(1), whole.folder_at(2)),
            (Some("old"), Some("backlog"))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let _ = Past::parse(&bytes, "");
            let mut bytes = past().bytes("key");
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = Past::parse(&bytes, "key");
        }
    }
}
