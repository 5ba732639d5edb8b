//! Two branches edit different fields of one story: how often plain `git merge` conflicts.

use backlog::model::{Edit, Value};
use backlog::store::{edit_bytes, new_story_header};

use crate::plain_git::PlainGit;

/// The nine keys that change most often in the life of a story: those of the scaffold but `id`, `created` and `type`,
/// which hardly ever change, and the two that come later, `rank` and `labels`.
const OFTEN: [(&str, &str); 9] = [
    ("title", "Pay with a stored card"),
    ("labels", "checkout"),
    ("rank", "i3k9"),
    ("status", "ready"),
    ("sprint", "7"),
    ("requested_by", "Sales"),
    ("points", "5"),
    ("epic", "US-3"),
    ("value", "8"),
];

const BODY: &str = "\nAs a customer, I want to pay with a saved card.\n\n## Acceptance criteria\n\n- [ ] It works\n";

const FILE: &str = "US-12-pay.md";

fn set(bytes: &[u8], key: &str, text: &str) -> Vec<u8> {
    let value = match key {
        "labels" => Value::List(vec![text.to_owned()]),
        "title" | "requested_by" | "status" => Value::Text(text.to_owned()),
        _ => Value::Plain(text.to_owned()),
    };
    edit_bytes(FILE, bytes, &[Edit::set(key, value)]).expect("the edit is possible")
}

/// A new file as `po add` writes it.
fn scaffolded() -> Vec<u8> {
    let plain = |text: &str| Value::Plain(text.to_owned());
    let fields = [
        ("title", Value::Text("Pay with a saved card".to_owned())),
        ("id", plain("US-12")),
        ("created", plain("2026-11-21T20:31:07Z")),
        ("status", plain("new")),
        ("type", plain("story")),
    ];
    let text = new_story_header(&fields) + BODY;
    let edits: Vec<Edit> = fields.map(|(key, value)| Edit::set(key, value)).to_vec();
    edit_bytes(FILE, text.as_bytes(), &edits).expect("the scaffold can be filled")
}

/// A file with the keys that are set and no others, as other tools write it.
fn sparse() -> Vec<u8> {
    let header = "---\ntitle: Pay with a saved card\nid: US-12\nstatus: new\n---\n";
    format!("{header}{BODY}").into_bytes()
}

/// The pairs of keys that conflict when one branch sets one and another branch the other.
fn conflicts(file: &[u8]) -> Vec<(&'static str, &'static str)> {
    let git = PlainGit::new();
    git.commit([(FILE, file)]);
    for (key, value) in OFTEN {
        git.run(&["checkout", "--quiet", "-b", key, "main"]);
        git.commit([(FILE, set(file, key, value).as_slice())]);
    }
    let mut found = Vec::new();
    for (index, (one, _)) in OFTEN.iter().enumerate() {
        for (other, value) in &OFTEN[index + 1..] {
            git.run(&["checkout", "--quiet", "--detach", one]);
            if git.merges(other) {
                let both = git.read(FILE);
                let (_, first) = OFTEN[index];
                let expected = set(&set(file, one, first), other, value);
                assert_eq!(both, expected, "{one} and {other} are both there");
            } else {
                found.push((*one, *other));
            }
        }
    }
    found
}

#[test]
fn a_scaffolded_story_hardly_conflicts() {
    let full = conflicts(&scaffolded());
    let sparse = conflicts(&sparse());
    println!("pairs of often-changed keys that conflict in plain git merge, of 36:");
    println!("  scaffolded {}: {full:?}", full.len());
    println!("  sparse {}: {sparse:?}", sparse.len());
    assert!(full.len() <= 5, "{full:?}");
    assert!(sparse.len() > full.len());
}
