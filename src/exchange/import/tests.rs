//! What a plan decides about drafts, told in small backlogs.

use crate::exchange::draft::{
    Draft, DraftRelease, DraftStatus, Extra, SourceOrder, SourceReference,
};
use crate::exchange::format::ReadReport;
use crate::exchange::import::{ConfigAddition, ImportPlan, NewStory, PlanOptions, plan};
use crate::exchange::report::Origin;
use crate::model::Diagnostic;
use crate::model::{
    Backlog, Config, External, FIELDS, Place, Rank, Release, StateKind, Story, Unreadable, Value,
    field_position,
};

pub(super) fn draft(key: &str, change: impl FnOnce(&mut Draft)) -> Draft {
    let mut draft = Draft::new(Origin::file(format!("{key}.md")), "other", key);
    draft.title = format!("Title of {key}");
    draft.wanted = key.parse().ok();
    if draft.wanted.is_none() {
        draft.aliases.push(key.to_owned());
    }
    change(&mut draft);
    draft
}

fn reference(written: &str) -> SourceReference {
    SourceReference {
        column: "deps",
        written: written.to_owned(),
        keys: vec![written.to_owned()],
    }
}

pub(super) fn run(drafts: Vec<Draft>, backlog: &Backlog) -> ImportPlan {
    let mut ranks = |n: usize| -> Vec<Rank> {
        (0..n)
            .map(|i| format!("i{i:04}").parse().unwrap())
            .collect()
    };
    let mut options = PlanOptions {
        first_number: 40,
        ranks: &mut ranks,
        folder: "",
    };
    plan(&drafts, &ReadReport::default(), backlog, &mut options)
}

pub(super) fn empty() -> Backlog {
    Backlog::new(Config::default(), Vec::new(), Vec::new())
}

fn text(story: &NewStory, key: &str) -> String {
    match story.value(key) {
        Some(Value::Text(text) | Value::Plain(text)) => text.clone(),
        Some(Value::List(items)) => items.join(" "),
        Some(Value::Map(items)) => format!("{items:?}"),
        Some(Value::Empty) => "(empty)".into(),
        None => "(none)".into(),
    }
}

pub(super) fn texts(stories: &[NewStory], key: &str) -> Vec<String> {
    stories.iter().map(|story| text(story, key)).collect()
}

/// Whether there is nothing to write.
fn is_empty(plan: &ImportPlan) -> bool {
    plan.stories.is_empty() && plan.releases.is_empty() && plan.config.is_empty()
}

pub(super) fn ids(plan: &ImportPlan) -> Vec<String> {
    plan.stories
        .iter()
        .map(|story| story.id.to_string())
        .collect()
}

/// The backlog after a plan was carried out, as far as a second plan looks at it.
pub(super) fn after(plan: &ImportPlan, mut config: Config) -> Backlog {
    for addition in &plan.config {
        match addition {
            ConfigAddition::Prefix(prefix) => config.prefixes.push(prefix.clone()),
            ConfigAddition::State(state) => config.states.push(state.clone()),
            ConfigAddition::Type(name) => config.types.push(name.clone()),
        }
    }
    let stories = plan.stories.iter().map(|new| {
        let mut story = Story::new(new.id.clone(), new.path.clone());
        story.title = text(new, "title");
        story.created = text(new, "created").parse().ok();
        if let Some(Value::List(aliases)) = new.value("aliases") {
            story.aliases.clone_from(aliases);
        }
        if let Some(Value::Map(map)) = new.value("external") {
            story.external = Some(External {
                system: map[0].1.clone(),
                key: map[1].1.clone(),
                id: None,
                url: None,
            });
        }
        story
    });
    Backlog::new(config, stories.collect(), Vec::new())
}

#[test]
fn keys_that_are_ids_stay_and_others_are_numbered() {
    let plan = run(
        vec![
            draft("BACK-7", |_| ()),
            draft("BACK-7.1", |_| ()),
            draft("us-50", |_| ()),
            draft("free text", |_| ()),
        ],
        &empty(),
    );
    assert_eq!(ids(&plan), ["BACK-7", "US-51", "US-50", "US-52"]);
    assert_eq!(plan.config, [ConfigAddition::Prefix("BACK".into())]);
    assert_eq!(text(&plan.stories[1], "aliases"), "BACK-7.1");
    assert_eq!(text(&plan.stories[0], "aliases"), "(none)");
    assert_eq!(plan.stories[0].path, "stories/BACK-7-title-of-back-7.md");
    assert!(plan.report.notes[0].reason.contains("becomes `US-51`"));
    assert_eq!(plan.report.items, 4);
}

#[test]
fn one_of_two_with_the_same_id_keeps_it() {
    let two = || {
        vec![
            draft("BACK-7", |d| d.title = "First".into()),
            draft("BACK-7", |d| d.title = "Second".into()),
        ]
    };
    let plan = run(two(), &empty());
    assert_eq!(ids(&plan), ["BACK-7", "US-40"]);
    assert!(text(&plan.stories[0], "external").contains("\"BACK-7\""));
    assert!(text(&plan.stories[1], "external").contains("\"BACK-7#2\""));
    assert_eq!(text(&plan.stories[1], "aliases"), "(none)");
    let backlog = after(&plan, Config::default());
    let again = run(two(), &backlog);
    assert!(is_empty(&again), "{again:?}");
    assert_eq!(again.report.already.len(), 2);
    // The first is gone there, and the second is still recognised.
    let second = two().split_off(1);
    assert_eq!(run(second, &backlog).report.already[0].to_string(), "US-40");
}

#[test]
fn keys_of_the_source_are_told_apart_letter_by_letter() {
    let part = |key: &str, parent: &str| draft(key, |d| d.parent = Some(reference(parent)));
    let all = || {
        vec![
            draft("shop", |_| ()),
            draft("shop", |d| d.title = "Another".into()),
            draft("shop#2", |_| ()),
            draft("e1", |_| ()),
            draft("E1", |_| ()),
            part("of upper", "E1"),
            part("of either", "SHOP#2"),
        ]
    };
    let plan = run(all(), &empty());
    let keys = texts(&plan.stories, "external");
    for (at, key) in ["\"shop\"", "\"shop#3\"", "\"shop#2\"", "\"e1\"", "\"E1\""]
        .iter()
        .enumerate()
    {
        assert!(keys[at].contains(key), "{keys:?}");
    }
    let epics = texts(&plan.stories[5..], "epic");
    assert_eq!(epics, ["US-44", "US-42"]);
    let backlog = after(&plan, Config::default());
    assert!(is_empty(&run(all(), &backlog)));
    // The first ones are gone there; what is like them is still another item.
    let left = run(all().split_off(2), &backlog);
    assert!(is_empty(&left) && left.report.already.len() == 5);
}

#[test]
fn what_was_imported_is_known_by_its_key() {
    let made = |title: &str, created: &str| {
        draft("BACK-7", |d| {
            d.title = title.into();
            d.created = created.parse().ok();
        })
    };
    let first = run(vec![made("One", "2026-01-01T00:00:00Z")], &empty());
    let backlog = after(&first, Config::default());
    let again = |title: &str, created: &str| is_empty(&run(vec![made(title, created)], &backlog));
    assert!(again("One, reworded", "2026-01-01T00:00:00Z"));
    assert!(again("One", "2026-02-02T00:00:00Z"));
    let other = run(
        vec![made("Of another project", "2026-02-02T00:00:00Z")],
        &backlog,
    );
    assert_eq!(ids(&other), ["US-40"]);
    assert!(text(&other.stories[0], "external").contains("BACK-7#2"));
}

#[test]
fn an_id_beats_an_alias() {
    let plan = run(vec![draft("50", |_| ()), draft("US-50", |_| ())], &empty());
    assert_eq!(ids(&plan), ["US-51", "US-50"]);
    assert_eq!(text(&plan.stories[0], "aliases"), "(none)");
    let notes = &plan.report.notes;
    assert!(
        notes
            .iter()
            .any(|note| note.reason.contains("`50` is no alias of `US-51`"))
    );
}

#[test]
fn an_unreadable_file_may_be_the_item() {
    let problem = Diagnostic::error(
        "unreadable-file",
        Place::file("stories/BACK-7.md"),
        "x",
        "y",
    );
    let unreadable = Unreadable {
        path: "stories/BACK-7.md".into(),
        id: "BACK-7".parse().ok(),
        problem,
    };
    let backlog = Backlog::new(Config::default(), Vec::new(), vec![unreadable]);
    let plan = run(vec![draft("BACK-7", |_| ())], &backlog);
    assert!(is_empty(&plan));
    assert!(plan.report.reported[0].reason.contains("cannot be read"));
}

#[test]
fn references_follow_their_items() {
    let plan = run(
        vec![
            draft("BACK-007.1", |d| {
                d.depends_on = vec![
                    reference("back-8"),
                    reference("BACK-08"),
                    reference("GONE-1"),
                    reference("BACK-7.01"),
                ];
                d.parent = Some(reference("BACK-8"));
            }),
            draft("BACK-8", |d| {
                d.depends_on = vec![reference("40"), reference("BACK-7.1")];
            }),
        ],
        &empty(),
    );
    assert_eq!(text(&plan.stories[0], "depends_on"), "BACK-8 GONE-1");
    assert_eq!(text(&plan.stories[0], "epic"), "BACK-8");
    // `40` is no key there, and here it would be US-40.
    assert_eq!(text(&plan.stories[1], "depends_on"), "US-40");
    assert_eq!(plan.stories[1].extra_yaml(), "extra:\n  deps: '40'\n");
    let notes: Vec<&str> = plan
        .report
        .notes
        .iter()
        .map(|note| note.reason.as_str())
        .collect();
    assert!(
        notes
            .iter()
            .any(|note| note.contains("`GONE-1`, which is not here; kept as written")),
        "{notes:?}"
    );
    assert!(
        notes.iter().any(|note| note.contains("the item itself")),
        "{notes:?}"
    );
}

#[test]
fn an_epic_stands_in_for_a_parent_that_is_not_here() {
    let child = |key: &str, parent: &str| {
        draft(key, |d| {
            d.parent = Some(reference(parent));
            d.epic = Some(reference("B-9"));
        })
    };
    let plan = run(
        vec![
            child("B-1", "18808"),
            child("B-2", "B-1"),
            child("B-9", "18808"),
        ],
        &empty(),
    );
    let epics = texts(&plan.stories, "epic");
    assert_eq!(epics[..3], ["B-9", "B-1", "(empty)"]);
    assert_eq!(plan.stories[0].extra_yaml(), "extra:\n  deps: '18808'\n");
}

#[test]
fn circles_of_parents_are_cut_and_kept() {
    let child = |key: &str, parent: &str| draft(key, |d| d.parent = Some(reference(parent)));
    let plan = run(
        vec![
            child("B-1", "B-2"),
            child("B-2", "B-3"),
            child("B-3", "B-1"),
            child("B-4", "B-4"),
        ],
        &empty(),
    );
    let epics = texts(&plan.stories, "epic");
    assert_eq!(epics, ["B-2", "B-3", "(empty)", "(empty)"]);
    assert_eq!(plan.stories[2].extra_yaml(), "extra:\n  deps: B-1\n");
    assert_eq!(plan.stories[3].extra_yaml(), "extra:\n  deps: B-4\n");
    assert_eq!(plan.report.notes.len(), 2);
}

#[test]
fn ranks_follow_the_source_where_it_has_an_order() {
    let placed = |key: &str, order: f64| draft(key, |d| d.order = Some(SourceOrder::Number(order)));
    let plan = run(
        vec![
            placed("B-1", 20.0),
            draft("B-2", |_| ()),
            placed("B-3", 1.5),
            placed("B-4", 1.5),
        ],
        &empty(),
    );
    let ranks: Vec<String> = plan
        .stories
        .iter()
        .map(|story| text(story, "rank"))
        .collect();
    assert_eq!(ranks, ["i0002", "(none)", "i0000", "i0001"]);
}

#[test]
fn fields_stand_in_their_order_with_the_empty_ones() {
    let plan = run(
        vec![draft("B-1", |d| {
            d.status = Some(DraftStatus {
                name: "In Progress".into(),
                kind: Some(StateKind::Started),
            });
            d.item_type = Some("Chore".into());
            d.labels = vec!["a".into()];
            d.body = "\r\ntext".into();
            d.extra = vec![Extra {
                key: "priority".into(),
                yaml: "priority: high\n".into(),
            }];
        })],
        &empty(),
    );
    let story = &plan.stories[0];
    let positions: Vec<_> = story
        .fields
        .iter()
        .map(|(key, _)| field_position(key))
        .collect();
    assert!(positions.is_sorted() && positions.iter().all(Option::is_some));
    for field in FIELDS.iter().filter(|field| field.scaffold) {
        assert!(story.value(field.name).is_some(), "{}", field.name);
    }
    assert_eq!(text(story, "status"), "in-progress");
    assert_eq!(text(story, "type"), "Chore");
    assert_eq!(story.body, "\r\ntext");
    assert_eq!(story.extra_yaml(), "extra:\n  priority: high\n");
    assert!(plan.config.contains(&ConfigAddition::Type("Chore".into())));
}

#[test]
fn releases_are_made_once() {
    let release = |name: &str| DraftRelease {
        origin: Origin::file("m.md"),
        name: name.into(),
        due: None,
        extra: Vec::new(),
        body: String::new(),
        crlf: false,
    };
    let read = ReadReport {
        releases: vec![
            release("New: UI"),
            release("new ui"),
            release("Known"),
            release("NEW: UI"),
        ],
        ..ReadReport::default()
    };
    let mut backlog = empty();
    backlog.releases.push(Release {
        name: "known".into(),
        path: "releases/known.md".into(),
        ..Release::default()
    });
    let mut options = PlanOptions {
        first_number: 1,
        ranks: &mut |_| Vec::new(),
        folder: "",
    };
    let plan = plan(&[], &read, &backlog, &mut options);
    let paths: Vec<&str> = plan
        .releases
        .iter()
        .map(|release| release.path.as_str())
        .collect();
    assert_eq!(paths, ["releases/new-ui.md", "releases/new-ui-2.md"]);
    assert_eq!(plan.report.reported.len(), 2);
    assert_eq!(
        plan.releases[0].fields[0],
        ("release", Value::Text("New: UI".into()))
    );
}

#[test]
fn a_number_that_the_item_keeps_needs_no_word() {
    let notes = |keys: &[&str]| {
        let plan = run(
            keys.iter().map(|key| draft(key, |_| ())).collect(),
            &empty(),
        );
        let notes = plan.report.notes.into_iter().map(|note| note.reason);
        notes
            .filter(|note| note.contains("alias"))
            .collect::<Vec<_>>()
    };
    assert_eq!(notes(&["40", "41"]), Vec::<String>::new());
    assert_eq!(notes(&["41", "7"]).len(), 1);
}

/// Drafts without keys, with these titles.
fn keyless(titles: &[&str]) -> Vec<Draft> {
    let titled = |title: &&str| {
        let mut draft = Draft::new(Origin::file("rows.csv"), "other", "");
        draft.title = (*title).to_owned();
        draft
    };
    titles.iter().map(titled).collect()
}

#[test]
fn an_item_without_a_key_is_known_by_a_key_made_of_its_title() {
    let titles = ["One", "Two", "two"];
    let plan = run(keyless(&titles), &empty());
    let keys: Vec<String> = plan
        .stories
        .iter()
        .map(|story| text(story, "external"))
        .collect();
    assert!(keys.iter().all(|key| key.contains("(\"key\", \"title ")));
    assert!(keys[2].contains("#2") && !keys[1].contains('#'), "{keys:?}");
    assert_eq!(plan.report.notes, []);
    let here = after(&plan, Config::default());
    let again = run(keyless(&titles), &here);
    assert!(is_empty(&again), "{:?}", again.stories);
    // Another title, here alone or on both sides, hides nothing; a third row is new.
    let retitled = |title: &str| {
        let mut stories = here.stories().to_vec();
        stories[0].title = title.to_owned();
        Backlog::new(Config::default(), stories, Vec::new())
    };
    assert!(is_empty(&run(keyless(&titles), &retitled("Ours"))));
    let both = run(keyless(&["Ours", "Two", "Two"]), &retitled("Ours"));
    assert!(is_empty(&both));
    assert_eq!(run(keyless(&["Three"]), &here).stories.len(), 1);
    // What an earlier version imported had an empty key.
    let mut stories = here.stories().to_vec();
    for (story, key) in stories.iter_mut().zip(["", "#2", "#3"]) {
        story.external.as_mut().unwrap().key = key.to_owned();
    }
    let before = Backlog::new(Config::default(), stories, Vec::new());
    assert!(is_empty(&run(keyless(&titles), &before)));
}
