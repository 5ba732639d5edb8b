//! The past that is read equals the past that was invented, whatever happened in between.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::invented::Said;
use super::world::{Truth, World};
use crate::git::testing::{Sandbox, git};
use crate::git::{Discovered, History, Repository};
use crate::model::{Completeness, Config, Event, Facts, Text, Timeline, What};

/// Reads the past of the repository in `dir`, keeping it in `private`.
fn read_with(dir: &Path, private: &Path, config: &Config) -> Timeline {
    std::fs::create_dir_all(dir.join("backlog")).unwrap();
    let Ok(Discovered::Repository(repository)) = Repository::discover(dir) else {
        panic!("a repository");
    };
    let now: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
    let backlog = dir.join("backlog");
    let history = History::new(&repository, &backlog, private, config);
    history.read(now, &mut || {}).unwrap()
}

fn read(dir: &Path, private: &Path) -> Timeline {
    read_with(dir, private, &Config::default())
}

/// Reads without anything kept.
fn read_anew(dir: &Path) -> Timeline {
    let private = tempfile::tempdir().unwrap();
    read(dir, private.path())
}

fn said(facts: &Facts) -> Said {
    facts
        .iter()
        .map(|(name, text)| (name, text.as_ref().to_owned()))
        .collect()
}

/// A made-up team's repository.
struct Invented {
    sandbox: Sandbox,
    truth: Vec<Truth>,
    /// The commits of the line.
    names: Vec<String>,
}

impl Invented {
    fn new(seed: u64, commits: usize) -> Self {
        let mut world = World::new(seed);
        world.work(commits);
        let sandbox = Sandbox::new();
        let marks = world.stream.import(&sandbox);
        let names = world.line.iter().map(|&mark| marks[mark].clone()).collect();
        Self {
            sandbox,
            truth: world.truth,
            names,
        }
    }

    fn path(&self) -> &Path {
        self.sandbox.path()
    }

    fn private(&self) -> PathBuf {
        self.path().join(".git/po")
    }

    /// Lets `main` end at a commit of the line.
    fn end_at(&self, commit: usize) {
        self.sandbox
            .git(&["update-ref", "refs/heads/main", &self.names[commit]]);
    }
}

/// What must have happened to a story from one commit to the next, in short words.
fn expected(before: Option<&(Said, bool, bool)>, now: &(Said, bool, bool)) -> Vec<String> {
    let mut words = Vec::new();
    let (facts, is_there, is_readable) = now;
    let nothing = Said::new();
    let old = match before {
        None => return vec!["appeared".to_owned()],
        Some((_, was_there, _)) if *was_there && !is_there => return vec!["deleted".to_owned()],
        Some((old, was_there, was_readable)) => {
            if *is_there && !was_there {
                words.push("reappeared".to_owned());
            }
            match (was_readable, is_readable) {
                (true, false) => words.push("unreadable".to_owned()),
                (false, true) => words.push("readable".to_owned()),
                _ => {}
            }
            if *is_there { old } else { &nothing }
        }
    };
    if *is_there {
        let names: std::collections::BTreeSet<_> = old.keys().chain(facts.keys()).collect();
        let changed = names
            .into_iter()
            .filter(|name| old.get(*name) != facts.get(*name));
        words.extend(changed.map(|name| {
            let text = |said: &Said| said.get(name).cloned().unwrap_or_default();
            format!("{name}: {} -> {}", text(old), text(facts))
        }));
    }
    words.sort();
    words
}

fn told(event: &Event) -> String {
    match &event.what {
        What::Appeared(_) => "appeared".to_owned(),
        What::Deleted => "deleted".to_owned(),
        What::Reappeared => "reappeared".to_owned(),
        What::Unreadable => "unreadable".to_owned(),
        What::Readable => "readable".to_owned(),
        What::Set(name, from, to) => {
            let text = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
            format!("{name}: {} -> {}", text(from), text(to))
        }
    }
}

/// A timeline tells what was invented: every state, every event, every day.
fn assert_true(timeline: &Timeline, truth: &[Truth]) {
    assert_eq!(timeline.moments.len(), truth.len());
    // Items are told apart by what they said first.
    let mut item_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut replay = timeline.replay();
    let mut events = timeline.events.iter().peekable();
    for (moment, now) in truth.iter().enumerate() {
        let when = timeline.moments[moment].when;
        assert_eq!(when.as_second(), now.date, "the date of commit {moment}");
        let snapshot = replay.to_moment(moment);
        let mut happened: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        while let Some(event) = events.next_if(|event| event.moment == moment) {
            happened.entry(event.item).or_default().push(told(event));
            if let What::Appeared(facts) = &event.what {
                let is_it =
                    |at: &usize| !item_of.contains_key(at) && now.stories[*at].0 == said(facts);
                let place = (0..now.stories.len()).find(is_it);
                let place =
                    place.unwrap_or_else(|| panic!("commit {moment}: nobody invented {facts:?}"));
                item_of.insert(place, event.item);
            }
        }
        let before = moment.checked_sub(1).map(|before| &truth[before].stories);
        for (place, story) in now.stories.iter().enumerate() {
            let item = item_of.get(&place).copied();
            let item =
                item.unwrap_or_else(|| panic!("commit {moment}: {:?} is not known", story.0));
            let expected = expected(before.and_then(|before| before.get(place)), story);
            let mut happened = happened.remove(&item).unwrap_or_default();
            happened.sort();
            assert_eq!(happened, expected, "commit {moment}, {:?}", story.0);
            if moment % 25 == 0 || moment + 1 == truth.len() {
                let known = snapshot.known(item).unwrap();
                assert_eq!(
                    (said(&known.facts), known.is_there, known.is_readable),
                    *story
                );
            }
        }
        assert!(happened.is_empty(), "commit {moment}: {happened:?}");
    }
}

#[test]
fn the_past_is_what_was_invented() {
    for seed in 1..5 {
        let invented = Invented::new(seed, 300);
        let timeline = read_anew(invented.path());
        assert_true(&timeline, &invented.truth);
        assert_eq!(timeline.completeness, Completeness::Full);
        assert_eq!(timeline.branch.as_deref(), Some("main"));
    }
}

#[test]
fn thousands_of_commits_and_wrong_clocks() {
    let invented = Invented::new(42, 2_500);
    let timeline = read(invented.path(), &invented.private());
    assert_true(&timeline, &invented.truth);
    let wrong = invented
        .truth
        .windows(2)
        .filter(|pair| pair[0].date == pair[1].date)
        .count();
    assert!(wrong > 30, "clocks were wrong, too");
    // Each day ends as its last commit left it.
    let mut replay = timeline.replay();
    for (moment, next) in timeline.moments.iter().zip(timeline.moments[1..].iter()) {
        if moment.day < next.day {
            let mut slow = timeline.replay();
            let last = timeline
                .moments
                .partition_point(|known| known.day <= moment.day)
                - 1;
            assert_eq!(replay.to_end_of(moment.day).unwrap(), slow.to_moment(last));
            break;
        }
    }
    // The second time all comes from what was kept.
    assert_eq!(read(invented.path(), &invented.private()), timeline);
}

#[test]
fn the_cache_goes_on_where_it_ended() {
    let invented = Invented::new(7, 300);
    for end in [0, 1, 149, 150, 151, 290, 299] {
        invented.end_at(end);
        let timeline = read(invented.path(), &invented.private());
        assert_true(&timeline, &invented.truth[..=end]);
    }
    // Back again, as after a force-push.
    for end in [200, 40, 299] {
        invented.end_at(end);
        let timeline = read(invented.path(), &invented.private());
        assert_true(&timeline, &invented.truth[..=end]);
    }
}

#[test]
fn a_rewritten_history_keeps_what_is_still_true() {
    let invented = Invented::new(8, 200);
    read(invented.path(), &invented.private());
    // A rebase: the last commits are written anew, with other names and dates.
    let other = Invented::new(8, 140);
    invented.sandbox.git(&[
        "fetch",
        "--quiet",
        other.path().to_str().unwrap(),
        "main:rewritten",
    ]);
    invented
        .sandbox
        .git(&["update-ref", "refs/heads/main", "rewritten"]);
    let timeline = read(invented.path(), &invented.private());
    assert_true(&timeline, &other.truth);
    assert_eq!(timeline, read_anew(invented.path()));
    // And on its own side again, from a common beginning.
    let base = &invented.names[99];
    let tree = format!("{}^{{tree}}", invented.names[150]);
    let commit = invented
        .sandbox
        .git(&["commit-tree", &tree, "-p", base, "-m", "squashed"]);
    invented
        .sandbox
        .git(&["update-ref", "refs/heads/main", commit.trim()]);
    let timeline = read(invented.path(), &invented.private());
    assert_eq!(timeline, read_anew(invented.path()));
    assert_eq!(timeline.moments.len(), 101);
    assert_true_until(&timeline, &invented.truth[..100]);
    let last = timeline.last_snapshot();
    for (facts, is_there, _) in &invented.truth[150].stories {
        let found = last.stories().any(|(_, known)| said(known) == *facts);
        assert!(found || !is_there, "{facts:?}");
    }
}

/// The first moments of a timeline tell what was invented.
fn assert_true_until(timeline: &Timeline, truth: &[Truth]) {
    let mut first = timeline.clone();
    first.moments.truncate(truth.len());
    first.events.retain(|event| event.moment < truth.len());
    assert_true(&first, truth);
}

#[test]
fn a_damaged_or_unwritable_cache_is_as_good_as_none() {
    let invented = Invented::new(9, 60);
    let private = invented.private();
    let timeline = read(invented.path(), &private);
    let file = std::fs::read_dir(&private)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let whole = std::fs::read(&file).unwrap();
    for bytes in [
        &b""[..],
        &b"po history 1\n"[..],
        &whole[..whole.len() / 2],
        &[0xff; 99],
    ] {
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(read(invented.path(), &private), timeline);
        assert_eq!(std::fs::read(&file).unwrap(), whole);
    }
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    std::fs::write(&file, flipped).unwrap();
    assert_eq!(read(invented.path(), &private), timeline);
    // Where a file stands in the way of the folder, nothing can be written.
    assert_eq!(read(invented.path(), &file.join("po")), timeline);
    // Other words for acceptance criteria are another past.
    let mut config = Config::default();
    config.criteria.headings = vec!["Nothing like this".to_owned()];
    let other = read_with(invented.path(), &private, &config);
    assert!(
        other
            .last_snapshot()
            .stories()
            .all(|(_, facts)| facts.text("criteria").is_none())
    );
    assert_ne!(other, timeline);
}

#[test]
fn a_shallow_clone_says_so() {
    let invented = Invented::new(10, 120);
    let dir = tempfile::tempdir().unwrap();
    let url = format!("file://{}", invented.path().display());
    git(
        dir.path(),
        &[
            "clone",
            "--quiet",
            "--no-checkout",
            "--depth",
            "30",
            &url,
            "clone",
        ],
    );
    let clone = dir.path().join("clone");
    let private = clone.join(".git/po");
    let timeline = read(&clone, &private);
    assert_eq!(timeline.completeness, Completeness::Shallow);
    assert_eq!(timeline.branch.as_deref(), Some("origin/main"));
    assert!(timeline.moments.len() < invented.truth.len());
    let first = timeline.first_day().unwrap();
    assert!(!timeline.is_known(first.yesterday().unwrap()));
    assert!(
        timeline
            .state_at_end_of(first.yesterday().unwrap())
            .is_none()
    );
    assert!(timeline.state_at_end_of(first).is_some());
    assert_eq!(timeline.appeared(0), None);
    let last = timeline.last_snapshot();
    let whole = &invented.truth[invented.truth.len() - 1].stories;
    let there = whole
        .iter()
        .filter(|(_, is_there, is_readable)| *is_there && *is_readable);
    for (facts, _, _) in there {
        assert!(
            last.stories().any(|(_, known)| said(known) == *facts),
            "{facts:?}"
        );
    }
    // The rest comes in: what was kept does not hide it.
    git(&clone, &["fetch", "--quiet", "--unshallow"]);
    let timeline = read(&clone, &private);
    assert_eq!(timeline.completeness, Completeness::Full);
    assert_true(&timeline, &invented.truth);
}

#[test]
fn what_is_not_in_the_clone_is_counted_and_comes_in_later() {
    let sandbox = Sandbox::new();
    let file = |status: &str| format!("---\nid: US-1\nstatus: {status}\n---\n");
    let commit = |status: &str, parents: &[git2::Oid]| {
        let text = file(status);
        sandbox.commit(
            "main",
            &[("backlog/stories/US-1.md", text.as_str())],
            parents,
        )
    };
    let first = commit("new", &[]);
    let second = commit("ready", &[first]);
    commit("done", &[second]);
    let blob = sandbox
        .repo
        .blob(file("ready").as_bytes())
        .unwrap()
        .to_string();
    let object = sandbox
        .path()
        .join(".git/objects")
        .join(&blob[..2])
        .join(&blob[2..]);
    let away = sandbox.path().join("away");
    std::fs::rename(&object, &away).unwrap();
    let private = sandbox.path().join(".git/po");
    let timeline = read(sandbox.path(), &private);
    assert_eq!(timeline.completeness, Completeness::Partial(1));
    let told: Vec<String> = timeline.events.iter().map(self::told).collect();
    assert_eq!(
        told,
        ["appeared", "unreadable", "readable", "status: new -> done"]
    );
    std::fs::rename(&away, &object).unwrap();
    let timeline = read(sandbox.path(), &private);
    assert_eq!(timeline.completeness, Completeness::Full);
    let told: Vec<String> = timeline.events.iter().map(self::told).collect();
    assert_eq!(
        told,
        ["appeared", "status: new -> ready", "status: ready -> done"]
    );
}
