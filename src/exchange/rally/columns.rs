//! What Rally's columns and fields are taken as, what its keys and states mean.

use crate::exchange::assembly::{Assembly, Take, fold_name};
use crate::exchange::state_kind::known_kind;
use crate::model::{StateKind, StoryId};
use crate::text::one_line;

const WORKED_OUT: Take = Take::Drop("worked out from other fields");
const ABOUT_CHANGES: Take = Take::Drop("git knows when a file changed");
const FOR_PROGRAMS: Take = Take::Drop("a number or address for programs");

/// Folded names and what they are taken as; any other column is kept.
const COLUMNS: &[(&str, Take)] = &[
    ("acceptancecriteria", Take::Criteria),
    ("acceptancecriterias", Take::Criteria),
    ("acceptancecriterion", Take::Criteria),
    ("accepteddate", Take::Accepted),
    ("actual", Take::Count),
    ("actualenddate", Take::Done),
    ("actuals", Take::Count),
    ("actualstartdate", Take::Started),
    ("blocked", Take::Blocked),
    ("blockedreason", Take::Blocked),
    ("changesets", WORKED_OUT),
    ("children", WORKED_OUT),
    ("closeddate", Take::Done),
    ("createdby", Take::RequestedBy),
    ("creationdate", Take::Created),
    ("defects", WORKED_OUT),
    ("description", Take::Description),
    ("detailurl", Take::Url),
    ("discussion", Take::Comment),
    ("displaycolor", Take::Drop("a colour")),
    ("draganddroprank", Take::Rank),
    ("estimate", Take::Count),
    ("feature", Take::Epic),
    ("formattedid", Take::Key),
    ("haschildren", WORKED_OUT),
    ("hasparent", WORKED_OUT),
    ("inprogressdate", Take::Started),
    ("iteration", Take::Sprint),
    ("lastupdatedate", ABOUT_CHANGES),
    ("name", Take::Title),
    ("notes", Take::Section("Rally notes")),
    ("objectid", Take::OtherKey),
    ("objectidoid", Take::OtherKey),
    ("objectuuid", FOR_PROGRAMS),
    ("owner", Take::Assignee),
    ("parent", Take::Parent(0)),
    ("parentid", Take::Parent(0)),
    ("passingtestcasecount", WORKED_OUT),
    ("percentdonebystorycount", WORKED_OUT),
    ("percentdonebystoryplanestimate", WORKED_OUT),
    ("planestimate", Take::Points),
    ("portfolioitem", Take::Epic),
    ("predecessors", Take::DependsOn),
    ("rank", Take::Rank),
    ("release", Take::Release),
    ("resolution", Take::Resolution),
    ("revisionhistory", FOR_PROGRAMS),
    ("schedulestate", Take::Status),
    ("schedulestateprefix", WORKED_OUT),
    ("submittedby", Take::RequestedBy),
    ("subscription", FOR_PROGRAMS),
    ("successors", Take::Blocks),
    ("tags", Take::Labels(&[',', ';'])),
    ("taskactualtotal", Take::Count),
    ("taskestimatetotal", Take::Count),
    ("taskremainingtotal", Take::Count),
    ("tasks", WORKED_OUT),
    ("testcases", WORKED_OUT),
    ("todo", Take::Count),
    ("type", Take::Type),
    ("userbusinessvalue", Take::Value),
    ("versionid", ABOUT_CHANGES),
    ("workproduct", Take::Parent(0)),
    ("workspace", FOR_PROGRAMS),
];

/// Flags that say nothing while they are not set.
const FLAGS: [&str; 5] = ["affectsdoc", "expedite", "ready", "recycled", "releasenote"];

/// What a column or field is taken as; `Owner.Name` is `Owner`.
#[must_use]
pub fn take(name: &str) -> Take {
    let plain = name.strip_suffix(".Name").unwrap_or(name);
    if plain.starts_with("c_") {
        return Take::Keep;
    }
    let folded = fold_name(plain);
    match Take::named(COLUMNS, &folded) {
        Some(take) => take,
        None if matches!(&*folded, "state" | "flowstate" | "scheduledstate") => Take::Category,
        None if folded.ends_with("count") || FLAGS.contains(&&*folded) => Take::Count,
        None => Take::Keep,
    }
}

/// Whether only Rally has such columns.
#[must_use]
pub fn are_of_rally(headers: &[String]) -> bool {
    let has = |wanted: &[&str]| {
        headers
            .iter()
            .any(|header| wanted.contains(&fold_name(header).as_str()))
    };
    has(&["formattedid"]) && has(&["name"])
        || has(&["schedulestate"]) && has(&["planestimate"]) && has(&["name"])
}

/// The key at the beginning of a reference: `US12: Pay`, `US12`, `Feature FE7: Checkout`; none where it begins with none.
#[must_use]
pub fn key_of(reference: &str) -> Option<&str> {
    let reference = reference.trim();
    let end = reference
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(reference.len());
    let (key, rest) = reference.split_at(end);
    let ends = rest.is_empty() || rest.starts_with(':') || rest.starts_with(" -");
    if ends && letters(key).is_some() {
        return Some(key);
    }
    // A portfolio item is told with its type before it.
    let (kind, key) = reference.split_once(':')?.0.rsplit_once(' ')?;
    let is_kind = kind.len() <= 30 && kind.chars().all(|c| c.is_alphabetic() || c == ' ');
    (is_kind && letters(key).is_some()).then_some(key)
}

/// The key and the name of a reference: `US12` and `Pay` of `US12: Pay`.
#[must_use]
pub fn one_named(reference: &str) -> Option<(&str, String)> {
    let key = key_of(reference)?;
    let (_, name) = reference.split_once(key)?;
    Some((key, one_line(name.trim_start_matches([':', '-', ' ']))))
}

/// The keys that a list of references holds, each with its name; none where it holds something else. Names in it may hold the marks
/// that part it.
#[must_use]
pub fn named_keys(list: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let marks = [',', ';', '\n'];
    for part in list.split_inclusive(marks) {
        let bare = part.trim_end_matches(marks);
        match (one_named(bare), found.last_mut()) {
            (Some((key, name)), _) => found.push((key, name + &part[bare.len()..])),
            (None, Some((_, name))) => name.push_str(part),
            (None, None) => {}
        }
    }
    for (_, name) in &mut found {
        *name = one_line(name.trim_end_matches(marks));
    }
    found
}

/// The letters of a key: `US` of `US12`.
fn letters(key: &str) -> Option<(&str, &str)> {
    let end = key.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = key.split_at(end);
    let fits = (1..=6).contains(&letters.len())
        && (1..=12).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then_some((letters, digits))
}

/// The id that a key is here: `US-12` for `US12`.
#[must_use]
pub fn id_of(key: &str) -> Option<StoryId> {
    let (letters, digits) = letters(key)?;
    format!("{letters}-{digits}").parse().ok()
}

/// What `po` calls a type, by Rally's name for it or else by the key.
#[must_use]
pub fn item_type(name: Option<&str>, key: &str) -> Option<String> {
    let named = name.map(|name| name.rsplit('/').next().unwrap_or(name).trim());
    let known = match named.map(fold_name).as_deref() {
        Some("hierarchicalrequirement" | "userstory" | "story") => Some("story"),
        Some("defect") => Some("bug"),
        Some(_) => return named.map(str::to_owned),
        None => match letters(key)
            .map(|(letters, _)| letters.to_ascii_uppercase())
            .as_deref()
        {
            Some("US" | "S") => Some("story"),
            Some("DE") => Some("bug"),
            Some("TA") => Some("task"),
            Some("F") => Some("feature"),
            Some("E") => Some("epic"),
            Some("I") => Some("initiative"),
            Some("T") => Some("theme"),
            Some("TC") => Some("test case"),
            Some("TS") => Some("test set"),
            Some("DS") => Some("defect suite"),
            _ => None,
        },
    };
    known.map(str::to_owned)
}

/// Says what a state means where its name alone does not: what is accepted or released is Done, what is fixed is still to be
/// verified. A state of a team's own means what its days say.
pub fn say_state(assembly: &mut Assembly, state: &str, started: bool, accepted: bool) {
    let kind = match fold_name(state).as_str() {
        "" => None,
        "idea" | "undefined" | "defined" | "submitted" | "noentry" => Some(StateKind::New),
        "discovering" | "developing" | "measuring" | "fixed" => Some(StateKind::Started),
        "accepted" | "released" => Some(StateKind::Done),
        _ if known_kind(state).is_some() => None,
        _ if accepted => Some(StateKind::Done),
        _ if started => Some(StateKind::Started),
        _ => None,
    };
    if let Some(kind) = kind {
        assembly.state_means(kind);
    }
}

/// Whether it is what Rally shows where an item has no iteration or release.
#[must_use]
pub fn is_unscheduled(name: &str) -> bool {
    fold_name(name) == "unscheduled"
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, are_of_rally, id_of, item_type, key_of, named_keys, take};
    use crate::exchange::assembly::{Take, fold_name};

    #[test]
    fn columns_are_folded_and_sorted() {
        for (name, _) in COLUMNS {
            assert_eq!(&fold_name(name), name);
        }
        assert!(COLUMNS.is_sorted_by_key(|(name, _)| name));
        assert_eq!(take("Iteration.Name"), Take::Sprint);
        assert_eq!(take("c_Name"), Take::Keep);
        assert_eq!(take("Discussion Count"), Take::Count);
    }

    #[test]
    fn references_begin_with_keys() {
        for (text, key) in [
            ("US12: Pay, now", Some("US12")),
            ("F3", Some("F3")),
            ("Checkout", None),
            ("US: x", None),
            ("US12 is", None),
            ("Feature FE7: Checkout: all", Some("FE7")),
            ("User Story US3: Pay", Some("US3")),
            ("Feature: FE7", None),
            ("v2 of US12: x", None),
            ("", None),
        ] {
            assert_eq!(key_of(text), key, "{text}");
        }
        let named = named_keys("US1: Pay, now; DE2: Crash, US3");
        let named: Vec<(&str, &str)> = named.iter().map(|(key, name)| (*key, &**name)).collect();
        assert_eq!(named, [("US1", "Pay, now"), ("DE2", "Crash"), ("US3", "")]);
        assert_eq!(id_of("US12").unwrap().to_string(), "US-12");
        assert!(id_of("12").is_none() && id_of("US").is_none());
    }

    #[test]
    fn types_are_those_of_the_backlog() {
        for (name, key, expected) in [
            (None, "US1", Some("story")),
            (None, "DE1", Some("bug")),
            (None, "X1", None),
            (Some("HierarchicalRequirement"), "X1", Some("story")),
            (Some("PortfolioItem/Feature"), "F1", Some("Feature")),
        ] {
            assert_eq!(item_type(name, key).as_deref(), expected, "{key}");
        }
    }

    #[test]
    fn other_tables_are_not_of_rally() {
        let headers = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert!(are_of_rally(&headers("Formatted ID,Name,Schedule State")));
        assert!(are_of_rally(&headers("Name,Schedule State,Plan Estimate")));
        assert!(!are_of_rally(&headers("ID,Name,State,Estimate")));
    }
}
