//! Over real files, where `PO_SAMPLES` names them: hundreds of edits, each a difference in one field.
#![allow(
    clippy::disallowed_methods,
    reason = "the samples are files, named by a variable"
)]

use std::path::{Path, PathBuf};

use serde_yaml::{Mapping, Value as Yaml};

use crate::model::{Edit, FieldEdit, Value};
use crate::store::edit_bytes;
use crate::store::front_matter::{Content, header};

/// The files of `backlog-md` under `PO_SAMPLES`; none where that is not set.
fn samples() -> Vec<PathBuf> {
    let Some(root) = std::env::var_os("PO_SAMPLES") else {
        return Vec::new();
    };
    let mut folders = vec![Path::new(&root).join("backlog-md")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn yaml(text: &str) -> Mapping {
    let (parts, _) = header(text).unwrap();
    match serde_yaml::from_str(&text[parts.yaml]).unwrap() {
        Yaml::Mapping(mapping) => mapping,
        other => panic!("{other:?} is no mapping"),
    }
}

/// How many lines differ, once what is equal at both ends is taken away: of the old text and of the new.
fn lines_changed(old: &str, new: &str) -> (usize, usize) {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        old.split_inclusive('\n').collect(),
        new.split_inclusive('\n').collect(),
    );
    let least = old.len().min(new.len());
    let head = (0..least).take_while(|&i| old[i] == new[i]).count();
    let tail = (0..least - head)
        .take_while(|&i| old[old.len() - 1 - i] == new[new.len() - 1 - i])
        .count();
    (old.len() - head - tail, new.len() - head - tail)
}

/// The edits to try on each file, with the key each is about.
fn edits() -> Vec<(&'static str, Edit)> {
    let text = |text: &str| Value::Text(text.to_owned());
    let plain = |text: &str| Value::Plain(text.to_owned());
    let add = |key: &str, item: &str| {
        Edit::Field(FieldEdit::Add {
            key: key.to_owned(),
            item: item.to_owned(),
        })
    };
    vec![
        (
            "title",
            Edit::set("title", text("A new title: with a colon")),
        ),
        ("status", Edit::set("status", text("in-progress"))),
        ("points", Edit::set("points", plain("5"))),
        ("labels", add("labels", "po-edit")),
        ("assignee", add("assignee", "@someone")),
        ("dependencies", add("dependencies", "BACK-9999")),
        (
            "labels",
            Edit::set(
                "labels",
                Value::List(vec!["one".to_owned(), "no".to_owned()]),
            ),
        ),
        ("priority", Edit::set("priority", Value::Empty)),
        (
            "created_date",
            Edit::set("created_date", plain("2026-11-21")),
        ),
        ("dependencies", Edit::set("dependencies", Value::Empty)),
        ("ordinal", Edit::drop_key("ordinal")),
        ("references", Edit::drop_key("references")),
        ("rank", Edit::set("rank", plain("i3k9"))),
    ]
}

#[test]
fn each_edit_is_a_difference_in_one_field() {
    let files = samples();
    let mut made = 0;
    let mut unreadable = 0;
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        let Ok(old) = std::str::from_utf8(&bytes) else {
            continue;
        };
        let Ok((parts, before)) = header(old) else {
            unreadable += 1;
            assert!(edit_bytes("stories/US-1.md", &bytes, &[edits().remove(0).1]).is_err());
            continue;
        };
        for (key, edit) in edits() {
            let edited = edit_bytes("stories/US-1.md", &bytes, std::slice::from_ref(&edit))
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let new = std::str::from_utf8(&edited).unwrap();
            if new == old {
                continue;
            }
            made += 1;
            let (mut a, mut b) = (yaml(old), yaml(new));
            assert_ne!(a.remove(key), b.remove(key), "{} {key}", path.display());
            assert_eq!(a, b, "{} {key}", path.display());
            let (after, _) = header(new).unwrap();
            assert_eq!(
                old[parts.body.clone()],
                new[after.body],
                "{}",
                path.display()
            );
            let was = before.entry(key).map_or(0, |entry| {
                old[entry.key_range.start..entry.value.range.end]
                    .lines()
                    .count()
            });
            let (gone, come) = lines_changed(old, new);
            assert!(
                gone <= was && come <= was.max(1),
                "{} {key}: {gone} lines gone, {come} come",
                path.display()
            );
            if let (Some(Content::List { flow: false, .. }), Edit::Field(FieldEdit::Add { .. })) =
                (before.entry(key).map(|entry| &entry.value.content), &edit)
            {
                assert_eq!((gone, come), (0, 1), "{} {key}", path.display());
            }
        }
    }
    assert!(
        files.is_empty() || (made >= 500 && unreadable < files.len() / 2),
        "{made} edits, {unreadable} unreadable"
    );
}
