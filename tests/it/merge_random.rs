//! Merges of any three versions of a story: what is clean has the uncontested edits of both sides, either way round.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use backlog::git::{FieldConflict, MergeRules, Merged, Side, merge_story};
use backlog::store::{Depth, read_config, read_story};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::{RngSeed, TestCaseError};

use crate::merge_story::{rules, text};
use crate::version::{Version, edited};

/// An edit: of what kind, where, and to what.
type Edit = (u8, u8, u8);

/// Some edits of one version.
fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec((0..Version::KINDS, 0u8..32, 0u8..32), 0..most)
}

/// How often each thing that is said stands in a file, without any code of the program: keys, items of lists, comments, and
/// what stands in which section.
fn facts(text: &str) -> BTreeMap<String, usize> {
    let mut facts = BTreeMap::new();
    for fact in said(text) {
        *facts.entry(fact).or_default() += 1;
    }
    facts
}

/// All that a file says, in order.
fn said(text: &str) -> Vec<String> {
    let text = plain(text);
    // Where both added the file, there is no common version.
    let Some(rest) = text.strip_prefix("---\n") else {
        return Vec::new();
    };
    let (front, body) = rest.split_once("\n---\n").unwrap_or((rest, ""));
    let mut said: Vec<String> = Vec::new();
    let mut comments = String::new();
    for line in front.lines() {
        if line.starts_with('#') {
            comments += line;
            continue;
        }
        if line.starts_with("  ") {
            let key = said.last_mut().expect("a key");
            *key += &format!("\n{line}");
            continue;
        }
        let (key, value) = line.split_once(':').expect("a key");
        if !comments.is_empty() {
            said.push(format!("comment {key} {}", std::mem::take(&mut comments)));
        }
        let value = value.trim().trim_matches('"');
        if matches!(key, "labels" | "depends_on") {
            let items = value.trim_matches(['[', ']']).split(", ");
            said.extend(
                items
                    .filter(|item| !item.is_empty())
                    .map(|item| format!("{key}+{item}")),
            );
        } else {
            said.push(format!("{key}: {value}"));
        }
    }
    let mut section = "";
    for line in body.lines() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("## ") {
            section = line;
            said.push(line.to_owned());
        } else if line.starts_with("  ") && !line.trim_start().starts_with("- ") {
            let item = said.last_mut().expect("an item");
            *item += &format!("\n{}", line.trim_start());
        } else {
            // What an item is nested in is another thing than what it says.
            said.push(format!("{section}/{}", line.trim_start()));
        }
    }
    said
}

/// A fact without its tick.
fn unticked(fact: &str) -> String {
    fact.replace("- [x] ", "- [ ] ")
}

/// Facts without the ticks of what a version says twice: of items in the same words nothing tells which one is ticked.
fn with_one_tick(
    facts: &BTreeMap<String, usize>,
    versions: &[BTreeMap<String, usize>],
) -> BTreeMap<String, usize> {
    let count = |facts: &BTreeMap<String, usize>, name: &str| -> usize {
        let like_it = facts.iter().filter(|(fact, _)| unticked(fact) == name);
        like_it.map(|(_, count)| count).sum()
    };
    let mut folded = BTreeMap::new();
    for (fact, number) in facts {
        let name = unticked(fact);
        let is_twice = versions.iter().any(|facts| count(facts, &name) > 1);
        let name = if is_twice { name } else { fact.clone() };
        *folded.entry(name).or_default() += number;
    }
    folded
}

/// Whether what a side says as often as before may be another thing in the same words. It is another item, where one with that first
/// line got a second one, or lost it; and another sentence, where the side took one out that the other side left.
fn may_be_another(name: &str, [base, side, other]: [&BTreeMap<String, usize>; 3]) -> bool {
    let count = |facts: &BTreeMap<String, usize>, name: &str| {
        let count = facts.get(name).copied();
        count.unwrap_or_default()
    };
    let begun = |fact: &str| unticked(fact).lines().next().map(str::to_owned);
    let is_sentence = name.starts_with('/');
    let mut others = base
        .keys()
        .chain(side.keys())
        .filter(|fact| unticked(fact) != unticked(name));
    others.any(|another| {
        let was = count(base, another);
        match is_sentence {
            true => {
                another.starts_with('/')
                    && count(side, another) < was
                    && count(other, another) == was
            }
            false => begun(another) == begun(name) && count(side, another) != was,
        }
    })
}

fn plain(text: &str) -> String {
    let mut text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The file with one side of all that is contested.
fn taken(versions: [&str; 3], merged: &Merged, side: Side) -> String {
    let choices = merged.conflicts.iter().map(|one| (one.name.clone(), side));
    let rules = MergeRules {
        choices: choices.collect(),
        ..rules()
    };
    let [base, ours, theirs] = versions.map(str::as_bytes);
    let merged = merge_story(base, ours, theirs, &rules);
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    text(&merged)
}

/// What both sides say in which order, of one section.
fn order<'a>(said: &'a [String], section: &str, all: &BTreeSet<&String>) -> Vec<&'a String> {
    let of_it = said.iter().filter(|fact| fact.starts_with(section));
    of_it.filter(|fact| all.contains(fact)).collect()
}

fn holds(base: &str, ours: &str, theirs: &str) -> Result<(), TestCaseError> {
    if is_passed_over() {
        return Ok(());
    }
    let merge = |base: &str, ours: &str, theirs: &str| {
        merge_story(
            base.as_bytes(),
            ours.as_bytes(),
            theirs.as_bytes(),
            &rules(),
        )
    };
    let merged = merge(base, ours, theirs);
    prop_assert_eq!(merge(base, base, theirs).bytes, theirs.as_bytes());
    prop_assert_eq!(merge(base, ours, base).bytes, ours.as_bytes());
    prop_assert_eq!(merge(base, ours, ours).bytes, ours.as_bytes());
    prop_assert_eq!(merged.unsure, None, "{}", text(&merged));

    // The other way round the same is contested. What both added to a list stands in another order then, ours first, and may
    // stand in or beside what is contested.
    let mirrored = merge(base, theirs, ours);
    let is_item =
        |name: &str| name.starts_with(['c', 'n', 'o']) && name.ends_with(char::is_numeric);
    let fields = |merged: &Merged, is_swapped: bool| {
        let of = |one: &FieldConflict| {
            let (ours, theirs) = (one.ours.clone(), one.theirs.clone());
            let (ours, theirs) = if is_swapped {
                (theirs, ours)
            } else {
                (ours, theirs)
            };
            (one.base.clone(), ours, theirs)
        };
        let fields = merged.conflicts.iter().filter(|one| !is_item(&one.name));
        let mut fields: Vec<_> = fields.map(of).collect();
        fields.sort();
        fields
    };
    prop_assert_eq!(
        fields(&merged, false),
        fields(&mirrored, true),
        "{}\nMIRRORED\n{}",
        text(&merged),
        text(&mirrored)
    );
    prop_assert_eq!(
        merged.conflicts.is_empty(),
        mirrored.conflicts.is_empty(),
        "{}\nMIRRORED\n{}",
        text(&merged),
        text(&mirrored)
    );

    let one = taken([base, ours, theirs], &merged, Side::Ours);
    let other = taken([base, ours, theirs], &merged, Side::Theirs);
    let all = [base, ours, theirs].map(facts);
    let now = [facts(&one), facts(&other)];
    let back =
        [Side::Theirs, Side::Ours].map(|side| facts(&taken([base, theirs, ours], &mirrored, side)));
    prop_assert_eq!(
        &now,
        &back,
        "{}\nMIRRORED\n{}",
        text(&merged),
        text(&mirrored)
    );
    let (config, _) = read_config(b"").expect("a configuration");
    for text in [&one, &other] {
        let read = read_story("stories/US-1.md", text.as_bytes(), &config, Depth::Body);
        read.map_err(|problem| TestCaseError::fail(format!("{}\n{text}", problem.message)))?;
    }
    let folded = |facts: &BTreeMap<String, usize>| with_one_tick(facts, &all);
    let now = now.each_ref().map(folded);
    let all = all.each_ref().map(folded);
    let [in_base, in_ours, in_theirs] = &all;
    let names: BTreeSet<&String> = all.iter().chain(&now).flat_map(BTreeMap::keys).collect();
    let rank = |facts: &BTreeMap<String, usize>| {
        facts
            .keys()
            .find(|fact| fact.starts_with("rank: "))
            .cloned()
    };
    for name in names {
        let count = |facts: &BTreeMap<String, usize>| facts.get(name).copied().unwrap_or_default();
        let (before, a, b) = (count(in_base), count(in_ours), count(in_theirs));
        let (ours_may, theirs_may) = (
            may_be_another(name, [in_base, in_ours, in_theirs]),
            may_be_another(name, [in_base, in_theirs, in_ours]),
        );
        let (least, most) = if a == before && !ours_may {
            (b, b)
        } else if b == before && !theirs_may {
            (a, a)
        } else if (a > before) == (b > before) {
            let sum = (a + b).saturating_sub(before);
            (sum.min(a).min(b), sum.max(a).max(b))
        } else {
            (a.min(b), a.max(b))
        };
        if name.starts_with("rank: ") {
            let (was, a, b) = (rank(in_base), rank(in_ours), rank(in_theirs));
            if a != was && b != was && a.is_some() && b.is_some() {
                prop_assert_eq!(&rank(&now[0]), &a.min(b));
                continue;
            }
        }
        let (one, other) = (count(&now[0]), count(&now[1]));
        prop_assert!(
            one.min(other) <= most && least <= one.max(other),
            "{name:?}: {before}, {a}, {b}, now {one} or {other}, must be {least} to {most}\n{}",
            text(&merged)
        );
    }

    // Byte for byte: no line that no version has, but for how far it is indented.
    let lines: BTreeSet<&str> = [base, ours, theirs]
        .iter()
        .flat_map(|text| text.lines())
        .map(str::trim_start)
        .collect();
    for line in one.lines().chain(other.lines()) {
        let line = line.trim_start_matches('\u{feff}').trim_start();
        let is_list = line.starts_with("labels") || line.starts_with("depends_on");
        prop_assert!(
            is_list || lines.contains(line) || line == "---",
            "{line:?}\n{one}"
        );
    }
    // Front matter of one side and body of the other: just these.
    let parts = [base, ours, theirs].map(|text| text.rsplit_once("---\n"));
    if let [Some(base), Some(ours), Some(theirs)] = parts {
        for (one, other, is_ours) in [(ours, theirs, true), (theirs, ours, false)] {
            if one.1 == base.1 && other.0 == base.0 {
                let wanted = format!("{}---\n{}", one.0, other.1);
                prop_assert_eq!(&text(&merged), &wanted, "{}", is_ours);
            }
        }
    }

    // What one side alone put in another order stands in that one, as far as it is nested in nothing: by the first line of each, as
    // that is the same one which got a second line.
    let tops = |text: &str| -> String {
        let lines = text.split_inclusive('\n');
        lines.filter(|line| !line.starts_with("  ")).collect()
    };
    let words = [base, ours, theirs, &one].map(|text| said(&tops(text)));
    // Of those in the same words nothing says which is which.
    let is_once = |fact: &&String| {
        words.iter().all(|said| {
            let like_it = said
                .iter()
                .filter(|other| unticked(other) == unticked(fact));
            like_it.count() == 1 && said.contains(fact)
        })
    };
    let shared: BTreeSet<&String> = words[0].iter().filter(is_once).collect();
    for section in [
        "## Acceptance criteria/",
        "## Notes/",
        "## Questions/",
        "## Decisions/",
        "/",
        "## ",
    ] {
        let [base, ours, theirs, now] = [0, 1, 2, 3].map(|at| order(&words[at], section, &shared));
        if merged.conflicts.is_empty() && section != "## " {
            if ours == base {
                prop_assert_eq!(&now, &theirs, "{}", &one);
            } else if theirs == base {
                prop_assert_eq!(&now, &ours, "{}", &one);
            } else {
                is_in_both_orders([&base, &ours, &theirs, &now].map(Vec::as_slice), &one)?;
            }
        }
    }
    if ![base, ours, theirs]
        .into_iter()
        .any(has_a_heading_below_a_line)
    {
        for text in [&one, &other] {
            prop_assert!(!has_a_heading_below_a_line(text), "{text}");
        }
    }
    Ok(())
}

/// Of each two things the side says which comes first that changed it.
fn is_in_both_orders(
    [base, ours, theirs, now]: [&[&String]; 4],
    text: &str,
) -> Result<(), TestCaseError> {
    let is_before = |said: &[&String], one, other| {
        let place = |fact| said.iter().position(|it| *it == fact);
        place(one) < place(other)
    };
    for (at, one) in base.iter().enumerate() {
        for other in &base[at + 1..] {
            let is_kept = |said| is_before(said, *one, *other);
            let wanted = is_kept(ours) && is_kept(theirs);
            prop_assert_eq!(is_kept(now), wanted, "{} {}\n{}", one, other, text);
        }
    }
    Ok(())
}

/// Whether a section begins without a blank line above it.
fn has_a_heading_below_a_line(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let pairs = lines.windows(2);
    pairs
        .filter(|pair| pair[1].starts_with("## "))
        .any(|pair| !pair[0].is_empty() && pair[0] != "---")
}

fn asked(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}

/// Whether a case is one of the first that `PO_MERGE_FROM` passes over, to come to a later one quickly.
pub fn is_passed_over() -> bool {
    thread_local!(static CASES: Cell<u32> = const { Cell::new(0) });
    let case = CASES.replace(CASES.get().saturating_add(1));
    case < asked("PO_MERGE_FROM").unwrap_or(0)
}

/// The same cases in every run; `PO_MERGE_CASES` and `PO_MERGE_SEED` ask for more and for others.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        cases: asked("PO_MERGE_CASES").unwrap_or(64),
        rng_seed: RngSeed::Fixed(asked("PO_MERGE_SEED").unwrap_or(1).into()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_side_keeps_what_it_alone_changed(
        (base, ours, theirs) in (edits(8), edits(5), edits(5))
    ) {
        let base = edited(&Version::new(), &base);
        let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
        holds(&base.text(), &ours.text(), &theirs.text())?;
    }

    #[test]
    fn both_add_the_file(
        (ours, theirs) in (edits(6), edits(6))
    ) {
        let new = Version::new();
        holds("", &edited(&new, &ours).text(), &edited(&new, &theirs).text())?;
    }
}
