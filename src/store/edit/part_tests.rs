//! What setting one key of a mapping does to the bytes of a file.

use crate::model::{Edit, FieldEdit};
use crate::store::edit::{EditError, edit_bytes};

fn set(outcome: &str, part: &str, value: Option<&str>) -> Result<String, EditError> {
    let text = format!("---\nid: US-1\n{outcome}title: a\n---\nbody\n");
    let edit = Edit::Field(FieldEdit::SetPart {
        key: "outcome".to_owned(),
        part: part.to_owned(),
        value: value.map(str::to_owned),
    });
    let edited = edit_bytes("stories/US-1.md", text.as_bytes(), &[edit])?;
    let edited = String::from_utf8(edited).unwrap();
    let inner = edited
        .strip_prefix("---\nid: US-1\n")
        .and_then(|rest| rest.strip_suffix("title: a\n---\nbody\n"));
    Ok(inner.expect("nothing else changed").to_owned())
}

#[test]
fn one_value_changes_and_all_else_stays() {
    for (before, part, value, after) in [
        (
            "outcome:\n",
            "metric",
            Some("nps"),
            "outcome: {metric: nps}\n",
        ),
        (
            "outcome: {}\n",
            "metric",
            Some("nps"),
            "outcome: {metric: nps}\n",
        ),
        (
            "outcome: {metric: nps, mine: [a, b]} # c\n",
            "target",
            Some("4%"),
            "outcome: {metric: nps, mine: [a, b], target: 4%} # c\n",
        ),
        (
            "outcome: { metric: nps , target: 3 }\n",
            "target",
            Some("4"),
            "outcome: { metric: nps , target: 4 }\n",
        ),
        (
            "outcome: {metric: nps, by: 2026-12-31}\n",
            "by",
            None,
            "outcome: {metric: nps, by: }\n",
        ),
        (
            "outcome: {metric: nps, by: }\n",
            "by",
            Some("2026-12-31"),
            "outcome: {metric: nps, by: 2026-12-31 }\n",
        ),
        (
            "outcome:\n  metric: nps # of all\n  mine:\n    - a\n",
            "by",
            Some("2026-12-31"),
            "outcome:\n  metric: nps # of all\n  mine:\n    - a\n  by: 2026-12-31\n",
        ),
        (
            "outcome:\n    metric: nps # of all\n    by: 2026-12-31\n",
            "metric",
            Some("p95"),
            "outcome:\n    metric: p95 # of all\n    by: 2026-12-31\n",
        ),
        (
            "outcome:\n  metric: nps\n  target: '3'\n",
            "target",
            None,
            "outcome:\n  metric: nps\n  target:\n",
        ),
        (
            "outcome: {verdict: kept}\n",
            "verdict",
            Some("kept, and 3: more {of} it"),
            "outcome: {verdict: \"kept, and 3: more {of} it\"}\n",
        ),
        (
            "outcome: {verdict: kept}\n",
            "verdict",
            Some("~"),
            "outcome: {verdict: \"~\"}\n",
        ),
        (
            "outcome: {verdict: ~}\n",
            "verdict",
            Some("~"),
            "outcome: {verdict: \"~\"}\n",
        ),
        (
            "outcome:\n  verdict:\n  by: 2026-12-31\n",
            "verdict",
            Some("null"),
            "outcome:\n  verdict: \"null\"\n  by: 2026-12-31\n",
        ),
    ] {
        assert_eq!(set(before, part, value).as_deref(), Ok(after), "{before}");
        assert_eq!(
            set(after, part, value).as_deref(),
            Ok(after),
            "again: {after}"
        );
    }
    assert_eq!(set("", "by", None).as_deref(), Ok(""));
}

#[test]
fn what_is_no_mapping_is_left_to_a_person() {
    for outcome in ["outcome: it got faster\n", "outcome: [a]\n"] {
        assert!(matches!(
            set(outcome, "metric", Some("nps")),
            Err(EditError::NoMapping { .. })
        ));
    }
    assert!(matches!(
        set(
            "outcome: &o {metric: nps}\nmine: *o\n",
            "metric",
            Some("p95")
        ),
        Err(EditError::Anchor { .. })
    ));
}
