//! Two branches change the order, and plain `git merge` puts both together: no conflict, no equal keys, one order.

use std::collections::BTreeMap;

use backlog::model::{Backlog, Change, ChangeKind, Config, Edit, Story, StoryId, Value};
use backlog::scrum::{Destination, move_stories};
use backlog::store::{Depth, edit_bytes, new_story_header, read_story};
use fastrand::Rng;

use crate::plain_git::PlainGit;

/// Story files by their path.
type Files = BTreeMap<String, Vec<u8>>;

fn id(number: usize) -> StoryId {
    StoryId::new("US", number as u64).unwrap()
}

/// So many unranked stories as `po add` writes them.
fn stories(count: usize) -> Files {
    (1..=count)
        .map(|number| {
            let path = format!("US-{number}-story.md");
            let edits = [
                Edit::set("title", Value::Text(format!("Story {number}"))),
                Edit::set("id", Value::Plain(format!("US-{number}"))),
                Edit::set("created", Value::Plain("2026-11-21T20:31:07Z".to_owned())),
            ];
            let text = new_story_header(&[]) + "\nWords.\n";
            let bytes = edit_bytes(&path, text.as_bytes(), &edits).unwrap();
            (path, bytes)
        })
        .collect()
}

fn load(files: &Files) -> Backlog {
    let config = Config::default();
    let read = |(path, bytes): (&String, &Vec<u8>)| {
        let read: Result<(Story, _), _> = read_story(path, bytes, &config, Depth::Header);
        read.expect("the story can be read").0
    };
    let stories = files.iter().map(read).collect();
    Backlog::new(config.clone(), stories, Vec::new())
}

/// Moves items and writes the files; how many files that were.
fn rank(files: &mut Files, ids: &[StoryId], to: &Destination, random: &mut Rng) -> usize {
    let moves = move_stories(&load(files), ids, to, &mut |below| random.u64(0..below)).unwrap();
    let changes = moves.changes();
    for Change { path, kind } in &changes {
        let ChangeKind::Edit(edits) = kind else {
            panic!("a move edits files");
        };
        let bytes = edit_bytes(path, &files[path], edits).unwrap();
        let lines = |bytes: &[u8]| bytes.iter().filter(|&&b| b == b'\n').count();
        assert!(
            lines(&bytes) - lines(&files[path]) <= 1,
            "at most one line more"
        );
        files.insert(path.clone(), bytes);
    }
    changes.len()
}

fn commit(git: &PlainGit, files: &Files) {
    git.commit(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
    );
}

fn order(files: &Files) -> Vec<u64> {
    load(files)
        .positioned()
        .map(|story| story.id.number())
        .collect()
}

/// Commits both branches and merges each into the other: without conflict, to the same files.
fn merged(git: &PlainGit, base: &Files, branches: [&Files; 2]) -> Files {
    commit(git, base);
    git.run(&["branch", "--force", "base"]);
    for (name, files) in ["ours", "theirs"].into_iter().zip(branches) {
        git.run(&["checkout", "--quiet", "-B", name, "base"]);
        commit(git, files);
    }
    let mut results = Vec::new();
    for (one, other) in [("ours", "theirs"), ("theirs", "ours")] {
        git.run(&["checkout", "--quiet", "-B", "merged", one]);
        assert!(git.merges(other), "a conflict");
        let files: Files = base
            .keys()
            .map(|path| (path.clone(), git.read(path)))
            .collect();
        results.push(files);
    }
    assert_eq!(results[0], results[1]);
    git.run(&["checkout", "--quiet", "-B", "main", "base"]);
    results.remove(0)
}

#[test]
fn moves_on_two_branches_merge_into_one_order() {
    const TRIALS: u64 = 40;
    let git = PlainGit::new();
    let mut equal = 0;
    for trial in 0..TRIALS {
        let mut random = Rng::with_seed(trial);
        let mut base = stories(60);
        if trial % 2 == 0 {
            // Every other backlog has been ordered before.
            let all: Vec<StoryId> = (1..=60).map(id).collect();
            rank(&mut base, &all[1..], &Destination::Top, &mut random);
        }
        let mut numbers: Vec<usize> = (1..=60).collect();
        random.shuffle(&mut numbers);
        let branches = [0, 5].map(|from| {
            let mut files = base.clone();
            for &number in &numbers[from..from + 5] {
                let to = Destination::Position(random.usize(1..=15));
                let written = rank(&mut files, &[id(number)], &to, &mut random);
                assert!(written <= 1, "a move is one file");
            }
            files
        });
        let both = merged(&git, &base, [&branches[0], &branches[1]]);
        let backlog = load(&both);
        let mut keys: Vec<String> = backlog
            .stories()
            .iter()
            .map(|s| s.rank_key().key().to_owned())
            .collect();
        keys.dedup();
        equal += 60 - keys.len();
        // What neither branch moved stands as it stood, and what one branch moved stands among it as that branch put it.
        for (mine, theirs) in [(0, 5), (5, 0)] {
            let moved_there: Vec<u64> = numbers[theirs..theirs + 5]
                .iter()
                .map(|&n| n as u64)
                .collect();
            let without = |order: Vec<u64>| -> Vec<u64> {
                order
                    .into_iter()
                    .filter(|number| !moved_there.contains(number))
                    .collect()
            };
            assert_eq!(without(order(&both)), without(order(&branches[mine / 5])));
        }
    }
    println!("{TRIALS} merges of 5 moves a branch: no conflict, {equal} equal keys");
    assert_eq!(equal, 0);
}

#[test]
fn batches_in_one_gap_stay_together() {
    const TRIALS: u64 = 10;
    let git = PlainGit::new();
    for trial in 0..TRIALS {
        let mut random = Rng::with_seed(100 + trial);
        let mut base = stories(30);
        if trial % 2 == 0 {
            let all: Vec<StoryId> = (1..=30).map(id).collect();
            rank(&mut base, &all[1..], &Destination::Top, &mut random);
        }
        let to = match trial % 5 {
            0 => Destination::Top,
            1 => Destination::Bottom,
            2 => Destination::Before(id(3)),
            3 => Destination::After(id(3)),
            _ => Destination::Position(8),
        };
        let batches = [[11, 25, 14, 19, 27], [22, 13, 28, 16, 12]];
        let branches = batches.map(|batch| {
            let mut files = base.clone();
            let written = rank(&mut files, &batch.map(id), &to, &mut random);
            assert_eq!(written, 5);
            files
        });
        let order = order(&merged(&git, &base, [&branches[0], &branches[1]]));
        for batch in batches {
            let at = order
                .iter()
                .position(|&number| number == batch[0] as u64)
                .unwrap();
            let together: Vec<u64> = order[at..].iter().copied().take(5).collect();
            assert_eq!(together, batch.map(|number| number as u64), "trial {trial}");
        }
    }
}
