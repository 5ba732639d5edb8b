//! What a plan decides where several lists number their items alike, or one list numbers them anew.

use crate::exchange::draft::{Draft, SourceReference};
use crate::exchange::import::tests::{after, draft, empty, ids, run, texts};
use crate::exchange::report::Origin;
use crate::model::{Backlog, Config};

fn row(file: &str, key: &str, title: &str, parent: Option<&str>) -> Draft {
    let mut row = draft("X 1", |_| ());
    row.origin = Origin::line(file, 2);
    row.wanted = None;
    row.aliases.clear();
    (row.key, row.title) = (key.to_owned(), title.to_owned());
    row.parent = parent.map(|parent| SourceReference {
        column: "Parent",
        written: parent.to_owned(),
        keys: vec![parent.to_owned()],
    });
    row
}

#[test]
fn what_a_file_names_is_its_own_item_first() {
    let plan = run(
        vec![
            row("a.csv", "1", "Pay", None),
            row("a.csv", "2", "Ship", Some("1")),
            row("b.csv", "1", "Zebra", None),
            row("b.csv", "3", "Lion", Some("1")),
            row("c.csv", "4", "Cat", Some("3")),
            row("c.csv", "5", "Dog", Some("1")),
        ],
        &empty(),
    );
    assert_eq!(
        ids(&plan),
        ["US-40", "US-41", "US-42", "US-43", "US-44", "US-45"]
    );
    assert_eq!(
        texts(&plan.stories, "epic"),
        ["(none)", "US-40", "(none)", "US-42", "US-43", "US-40"].map(|text| match text {
            "(none)" => "(empty)",
            text => text,
        })
    );
}

#[test]
fn a_row_with_the_key_of_another_item_is_told() {
    let first = run(vec![row("a.csv", "1", "Pay", None)], &empty());
    let backlog = after(&first, Config::default());
    let again = run(vec![row("a.csv", "1", "Pay", None)], &backlog);
    assert_eq!(
        (again.report.already.len(), again.report.notes.len()),
        (1, 0)
    );
    let other = run(vec![row("b.csv", "1", "Zebra", None)], &backlog);
    assert_eq!(
        (other.report.already.len(), other.report.notes.len()),
        (1, 1)
    );
    let said = &other.report.notes[0].reason;
    assert!(
        said.contains("`1` is here as `US-40`, with another title"),
        "{said}"
    );
}

#[test]
fn an_item_with_a_new_key_is_known_by_its_number() {
    let moved = |key: &str, title: &str| {
        let mut moved = row("a.csv", key, title, None);
        moved.other_keys = vec!["10001".to_owned()];
        moved.number = Some("10001".to_owned());
        moved
    };
    let first = run(vec![moved("AB-1", "Pay")], &empty());
    let mut stories = after(&first, Config::default()).stories().to_vec();
    for story in &mut stories {
        if let Some(external) = &mut story.external {
            external.id = Some("10001".to_owned());
        }
    }
    let backlog = Backlog::new(Config::default(), stories, Vec::new());
    let plan = run(vec![moved("NEWP-1", "Pay")], &backlog);
    assert_eq!((plan.stories.len(), plan.report.already.len()), (0, 1));
    assert!(plan.report.notes[0].reason.contains("has the number of"));
    // Another site counts alike.
    let plan = run(vec![moved("NEWP-1", "Zebra")], &backlog);
    assert_eq!((plan.stories.len(), plan.report.already.len()), (1, 0));
    let both = vec![moved("AB-1", "Pay"), moved("NEWP-1", "Pay")];
    let plan = run(both, &backlog);
    assert_eq!((plan.stories.len(), plan.report.already.len()), (1, 1));
}

#[test]
fn what_blocks_itself_is_told() {
    let mut row = row("a.csv", "1", "Pay", None);
    row.blocks = vec![SourceReference {
        column: "blocks",
        written: "1".to_owned(),
        keys: vec!["1".to_owned()],
    }];
    let plan = run(vec![row], &empty());
    assert!(plan.report.notes[0].reason.contains("the item itself"));
}
