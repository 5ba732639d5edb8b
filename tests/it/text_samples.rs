//! The text room on real files: `PO_SAMPLES` names their folder, and the tests pass without it.

use std::path::{Path, PathBuf};

use backlog::model::Criterion;
use backlog::text::{
    add_criterion, criteria, one_line, remove_criterion, reword_criterion, sections, set_criterion,
    user_story,
};

fn samples(folder: &str) -> Option<PathBuf> {
    let folder = Path::new(&std::env::var_os("PO_SAMPLES")?).join(folder);
    folder.is_dir().then_some(folder)
}

/// The texts of all files below a folder, however they are encoded.
fn texts(folder: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|e| e == extension))
        .map(|entry| {
            let bytes = std::fs::read(entry.path()).expect("a readable sample");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (entry.into_path(), text)
        })
        .collect()
}

#[test]
fn real_stories_name_their_role() {
    let Some(folder) = samples("stories") else {
        return;
    };
    let (mut lines, mut roles, mut complete) = (0, 0, 0);
    for (path, text) in texts(&folder, "txt") {
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.trim();
            if !line.to_lowercase().starts_with("as a") {
                continue;
            }
            lines += 1;
            let Some(story) = user_story(line) else {
                println!("{}: {line}", path.display());
                continue;
            };
            roles += usize::from(!story.role.is_empty() && story.role.len() < 80);
            let reason = line.to_lowercase().contains("so that");
            complete += usize::from(!reason || story.benefit.is_some());
            if story.role.len() >= 80 || reason && story.benefit.is_none() {
                println!("{}: {line}\n   {story:?}", path.display());
            }
        }
    }
    println!("{roles} of {lines} lines give a role, {complete} their benefit too");
    assert!(lines > 0 && roles * 100 >= lines * 97);
    assert!(complete * 100 >= lines * 97);
}

fn headings() -> Vec<String> {
    vec!["Acceptance criteria".to_owned()]
}

/// Words, tick and depth of each criterion.
fn read(body: &str) -> Vec<(String, bool, usize)> {
    let key = |c: Criterion| (c.text, c.done, c.depth);
    criteria(body, &headings()).into_iter().map(key).collect()
}

/// Real bodies, and the same with Windows line endings.
fn bodies() -> Vec<(PathBuf, String)> {
    let Some(folder) = samples("backlog-md") else {
        return Vec::new();
    };
    texts(&folder, "md")
        .into_iter()
        .flat_map(|(path, body)| {
            let windows = body.replace("\r\n", "\n").replace('\n', "\r\n");
            [(path.clone(), body), (path, windows)]
        })
        .collect()
}

#[test]
fn ticking_a_real_criterion_changes_one_byte() {
    let mut count = 0;
    for (path, body) in bodies() {
        for criterion in criteria(&body, &headings()) {
            if !criterion.has_box {
                continue;
            }
            count += 1;
            let set = |body: &str, done| {
                set_criterion(body, &criterion, done).map(|splice| splice.apply(body))
            };
            let other = set(&body, !criterion.done).expect("a change");
            let differing = body.bytes().zip(other.bytes()).filter(|(a, b)| a != b);
            assert_eq!(
                (differing.count(), other.len()),
                (1, body.len()),
                "{path:?}"
            );
            assert_eq!(
                set(&other, criterion.done).as_ref(),
                Some(&body),
                "{path:?}"
            );
        }
    }
    println!("{count} criteria ticked and unticked");
}

#[test]
fn real_criteria_are_reworded_removed_and_added() {
    for (path, body) in bodies() {
        let before = read(&body);
        for (index, criterion) in criteria(&body, &headings()).iter().enumerate() {
            let mut expected = before.clone();
            let words = "- [ ] other\n# words";
            expected[index].0 = one_line(words);
            let after = reword_criterion(&body, criterion, words).apply(&body);
            assert_eq!(read(&after), expected, "{path:?}");

            let mut expected = before.clone();
            let (_, _, depth) = expected.remove(index);
            let nested = expected[index..].iter_mut();
            for (_, _, own) in nested.take_while(|(_, _, own)| *own > depth) {
                *own -= 1;
            }
            let after = remove_criterion(&body, criterion).apply(&body);
            assert_eq!(read(&after), expected, "{path:?}");
        }
        let after = add_criterion(&body, &headings(), "new\n1. words").apply(&body);
        let mut expected = before;
        expected.push(("new 1. words".to_owned(), false, 0));
        assert_eq!(read(&after), expected, "{path:?}");
        let mut titles: Vec<_> = sections(&body).into_iter().map(|s| s.title).collect();
        let added = sections(&after).into_iter().map(|s| s.title);
        if added.clone().count() > titles.len() {
            titles.push(headings()[0].clone());
        }
        assert!(added.eq(titles), "{path:?}");
    }
}

#[test]
fn reading_criteria_takes_microseconds_a_body() {
    let bodies = bodies();
    // The best of some rounds, in nanoseconds a body: what else the machine does only adds.
    let best = |read: &dyn Fn(&str) -> usize| {
        let round = |_| {
            let start = std::time::Instant::now();
            let found: usize = bodies.iter().map(|(_, body)| read(body)).sum();
            assert!(found > 0);
            start.elapsed().as_nanos() / bodies.len() as u128
        };
        (0..5).map(round).min().unwrap_or_default()
    };
    if bodies.is_empty() {
        return;
    }
    let criteria = best(&|body| criteria(body, &headings()).len());
    let whole = best(&|body| sections(body).len());
    println!(
        "criteria {criteria} ns, a parse of all {whole} ns a body (unoptimised where tests are)"
    );
    assert!(criteria < 1_000_000 && whole < 1_000_000);
}
