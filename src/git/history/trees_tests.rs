//! Differences of folders, held against a plain comparison of all files.

use std::collections::BTreeMap;

use git2::Oid;
use proptest::prelude::{prop, proptest};

use super::Differ;
use crate::git::testing::Sandbox;

type Files = BTreeMap<String, String>;

/// The tree of a folder `stories` with these files.
fn tree(sandbox: &Sandbox, files: &Files) -> Option<Oid> {
    let mut index = git2::Index::new().unwrap();
    for (path, text) in files {
        let blob = sandbox.repo.blob(text.as_bytes()).unwrap();
        let entry = crate::git::write_history::entry(path, blob);
        index.add(&entry).unwrap();
    }
    (!files.is_empty()).then(|| index.write_tree_to(&sandbox.repo).unwrap())
}

fn differences(old: &Files, new: &Files) -> Vec<(String, bool)> {
    let is_story =
        |path: &str| path.ends_with(".md") && !path.split('/').any(|part| part.starts_with('.'));
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| is_story(path) && old.get(*path) != new.get(*path))
        .map(|path| (format!("stories/{path}"), new.contains_key(path)))
        .collect()
}

/// The next state: each path is written, removed, or left alone.
fn step(files: &Files, changes: &[(String, Option<u8>)]) -> Files {
    let mut files = files.clone();
    for (path, text) in changes {
        // A path cannot be a file and a folder at once.
        let inside = format!("{path}/");
        let clash =
            |known: &String| known.starts_with(&inside) || path.starts_with(&format!("{known}/"));
        match text {
            Some(text) => {
                files.retain(|known, _| !clash(known));
                files.insert(path.clone(), text.to_string());
            }
            None => {
                files.remove(path);
            }
        }
    }
    files
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
    #[test]
    fn the_same_as_all_files_compared(
        steps in prop::collection::vec(
            prop::collection::vec(("([ab]/|[.]c/|d[.]md/)?[ab]{1,2}([.]md|[.]txt)", prop::option::of(0_u8..3)), 0..12),
            1..8,
        )
    ) {
        let sandbox = Sandbox::new();
        let odb = sandbox.repo.odb().unwrap();
        let mut differ = Differ::new(&odb);
        let (mut files, mut before) = (Files::new(), None);
        for changes in steps {
            let next = step(&files, &changes);
            let now = tree(&sandbox, &next);
            let mut found = Vec::new();
            differ.compare("stories", before, now, &mut found);
            let mut found: Vec<_> = found.into_iter().map(|one| (one.path, one.now.is_some())).collect();
            found.sort();
            assert_eq!(found, differences(&files, &next));
            (files, before) = (next, now);
        }
        assert_eq!(differ.missing, 0);
    }
}

#[test]
fn one_of_many_files_is_found_wherever_it_stands() {
    let sandbox = Sandbox::new();
    let odb = sandbox.repo.odb().unwrap();
    let mut differ = Differ::new(&odb);
    let mut files: Files = (0..300)
        .map(|n| (format!("US-{n}.md"), "0".to_owned()))
        .collect();
    let mut before = tree(&sandbox, &files);
    differ.compare("stories", None, before, &mut Vec::new());
    for (round, n) in [0, 299, 150, 7].into_iter().enumerate() {
        let mut next = files.clone();
        next.insert(format!("US-{n}.md"), format!("{}", round + 1));
        next.remove(&format!("US-{}.md", n + 1));
        next.insert(format!("US-{n}-new.md"), String::new());
        let now = tree(&sandbox, &next);
        let mut found = Vec::new();
        differ.compare("stories", before, now, &mut found);
        let mut found: Vec<_> = found
            .into_iter()
            .map(|one| (one.path, one.now.is_some()))
            .collect();
        found.sort();
        assert_eq!(found, differences(&files, &next));
        (files, before) = (next, now);
    }
}

#[test]
fn what_is_not_here_differs_in_nothing() {
    let sandbox = Sandbox::new();
    let odb = sandbox.repo.odb().unwrap();
    let mut differ = Differ::new(&odb);
    let files = Files::from([("US-1.md".to_owned(), String::new())]);
    let here = tree(&sandbox, &files);
    let away = Some(Oid::from_bytes(&[3; 20]).unwrap());
    let mut found = Vec::new();
    differ.compare("stories", here, away, &mut found);
    differ.compare("stories", away, here, &mut found);
    assert_eq!((found.len(), differ.missing), (0, 2));
}
