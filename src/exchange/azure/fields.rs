//! What the fields of a work item are taken as, by the names of the CSV and of the interface; what its states and types mean.

use crate::exchange::assembly::{Assembly, Take, fold_name};
use crate::exchange::camel::spaced;
use crate::exchange::state_kind::known_kind;
use crate::model::StateKind;

const ABOUT_CHANGES: Take = Take::Drop("git knows when a file changed");
const ABOUT_PROJECT: Take = Take::Drop("about the project, not the item");
const WORKED_OUT: Take = Take::Drop("worked out from other fields");
const ABOUT_BOARDS: Take = Take::Drop("where the item stands on a board; its state tells it");

/// Folded names and what they are taken as; any other field is kept.
const FIELDS: &[(&str, Take)] = &[
    ("acceptancecriteria", Take::Criteria),
    ("activateddate", Take::Started),
    ("areaid", ABOUT_PROJECT),
    ("areask", ABOUT_PROJECT),
    ("assignedto", Take::Assignee),
    ("assignedtousersk", Take::Drop("a number of an account")),
    ("attachedfilecount", Take::Count),
    ("authorizedas", ABOUT_CHANGES),
    ("authorizeddate", ABOUT_CHANGES),
    ("backlogpriority", Take::Position),
    ("blocked", Take::Blocked),
    ("boardcolumn", ABOUT_BOARDS),
    ("boardcolumndone", ABOUT_BOARDS),
    ("boardlane", ABOUT_BOARDS),
    ("businessvalue", Take::Value),
    ("changedby", ABOUT_CHANGES),
    ("changeddate", ABOUT_CHANGES),
    ("closeddate", Take::Done),
    ("commentcount", Take::Count),
    ("completedwork", Take::Count),
    ("createdby", Take::RequestedBy),
    ("createddate", Take::Created),
    ("description", Take::Description),
    ("discussion", Take::Comment),
    ("effort", Take::Points),
    ("externallinkcount", Take::Count),
    ("history", Take::Comment),
    ("hyperlinkcount", Take::Count),
    ("id", Take::Key),
    ("iterationid", ABOUT_PROJECT),
    ("iterationpath", Take::Sprint),
    ("iterationsk", ABOUT_PROJECT),
    ("nodename", ABOUT_PROJECT),
    ("originalestimate", Take::Count),
    ("parent", Take::Parent(0)),
    ("parentid", Take::Parent(0)),
    ("parentworkitemid", Take::Parent(0)),
    ("personid", Take::Drop("a number of an account")),
    ("predecessor", Take::DependsOn),
    ("predecessors", Take::DependsOn),
    ("projectsk", ABOUT_PROJECT),
    ("relatedlinkcount", Take::Count),
    ("remainingwork", Take::Count),
    ("remotelinkcount", Take::Count),
    ("reprosteps", Take::Section("Repro steps")),
    ("resolvedreason", Take::Resolution),
    ("rev", ABOUT_CHANGES),
    ("revisedby", ABOUT_CHANGES),
    ("reviseddate", ABOUT_CHANGES),
    ("revision", ABOUT_CHANGES),
    ("size", Take::Points),
    ("stackrank", Take::Position),
    ("state", Take::Status),
    ("statecategory", Take::Category),
    ("statechangedate", Take::Changed),
    ("storypoints", Take::Points),
    ("successor", Take::Blocks),
    ("successors", Take::Blocks),
    ("systeminfo", Take::Section("System info")),
    ("tagnames", Take::Labels(&[';'])),
    ("tags", Take::Labels(&[';'])),
    ("teamproject", ABOUT_PROJECT),
    ("title", Take::Title),
    ("watermark", ABOUT_CHANGES),
    ("workitemid", Take::Key),
    ("workitemrevisionsk", WORKED_OUT),
    ("workitemtype", Take::Type),
];

/// What a field is taken as. `System.Title` and `Microsoft.VSTS.Scheduling.Effort` are what `Title` and `Effort` are in the CSV;
/// fields that a team made are never taken for those.
#[must_use]
pub fn take(name: &str) -> Take {
    let plain = match name.rsplit_once('.') {
        Some((space, plain)) if space == "System" || space.starts_with("Microsoft.VSTS.") => plain,
        Some((space, _)) if space.starts_with("WEF_") => return ABOUT_BOARDS,
        Some(_) => return Take::Keep,
        None => name,
    };
    let folded = fold_name(plain);
    let level = folded
        .strip_prefix("arealevel")
        .or(folded.strip_prefix("iterationlevel"));
    if level.is_some_and(|number| number.parse::<u8>().is_ok()) {
        return WORKED_OUT;
    }
    if title_level(plain).is_some() {
        return Take::Title;
    }
    Take::named(FIELDS, &folded).unwrap_or(Take::Keep)
}

/// How deep in the tree titles of a column stand: 2 for `Title 2`, and for `Title 2 (Story)` as people add it.
#[must_use]
pub fn title_level(header: &str) -> Option<usize> {
    let name = header.split('(').next().unwrap_or_default();
    let number = fold_name(name);
    let level = number.strip_prefix("title")?.parse().ok()?;
    (1..=100).contains(&level).then_some(level)
}

/// The name of a field as the CSV writes it: `Value Area` for `Microsoft.VSTS.Common.ValueArea`.
#[must_use]
pub fn label(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((space, plain)) if space == "System" || space.starts_with("Microsoft.VSTS.") => {
            spaced(plain)
        }
        _ => name.to_owned(),
    }
}

/// Whether only Azure DevOps has such columns.
#[must_use]
pub fn are_of_azure(headers: &[String]) -> bool {
    let has = |wanted: &dyn Fn(&str) -> bool| headers.iter().any(|header| wanted(header));
    has(&|header| fold_name(header) == "workitemtype")
        && has(&|header| fold_name(header) == "title" || title_level(header).is_some())
}

/// What `po` calls a type of any of the process templates. `Issue` is what the basic template calls a story, which its states
/// tell from the obstacle that the other templates call so.
#[must_use]
pub fn item_type(name: &str, state: &str) -> String {
    let is_basic = ["to do", "doing", "done"]
        .iter()
        .any(|word| state.eq_ignore_ascii_case(word));
    match name.to_lowercase().as_str() {
        "user story" | "product backlog item" | "requirement" => "story".to_owned(),
        "issue" if is_basic => "story".to_owned(),
        _ => name.to_owned(),
    }
}

/// What else a work item tells about its state.
#[derive(Debug, Clone, Copy, Default)]
pub struct StateHints<'a> {
    /// The category, as the interface calls it; empty where it tells none.
    pub category: &'a str,
    /// Whether it has a day on which work began.
    pub started: bool,
    /// Whether it has a day on which it was closed.
    pub closed: bool,
}

/// Says what its state means where the name alone says it wrongly: what is resolved is still to be verified, and stays on the
/// backlog. A state of a team's own means what its category says, else what its days say.
pub fn say_state(assembly: &mut Assembly, state: &str, hints: StateHints<'_>) {
    let kind = match (state.to_lowercase().as_str(), category(hints.category)) {
        ("resolved", _) => Some(StateKind::Started),
        ("proposed" | "design" | "requested", _) => Some(StateKind::New),
        _ if known_kind(state).is_some() => None,
        (_, Some(kind)) => Some(kind),
        _ if hints.closed => Some(StateKind::Done),
        _ if hints.started => Some(StateKind::Started),
        _ => None,
    };
    if let Some(kind) = kind {
        assembly.state_means(kind);
    }
}

fn category(name: &str) -> Option<StateKind> {
    Some(match fold_name(name).as_str() {
        "proposed" => StateKind::New,
        "inprogress" | "resolved" => StateKind::Started,
        "completed" => StateKind::Done,
        "removed" => StateKind::Declined,
        _ => return None,
    })
}

/// Whether a reason for a closed item says that it was not done.
#[must_use]
pub fn is_refusal(reason: &str) -> bool {
    const WORDS: [&str; 12] = [
        "abandoned",
        "as designed",
        "cannot reproduce",
        "cut",
        "deferred",
        "duplicate",
        "obsolete",
        "overtaken by events",
        "rejected",
        "removed from the backlog",
        "will not fix",
        "won't fix",
    ];
    WORDS
        .iter()
        .any(|word| reason.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, are_of_azure, item_type, label, take, title_level};
    use crate::exchange::assembly::{Take, fold_name};

    #[test]
    fn fields_are_known_in_both_spellings() {
        for (name, _) in FIELDS {
            assert_eq!(&fold_name(name), name);
        }
        assert!(FIELDS.is_sorted_by_key(|(name, _)| name));
        for (name, taken) in [
            ("System.Title", Take::Title),
            ("Title 1 ", Take::Title),
            ("Microsoft.VSTS.Scheduling.StoryPoints", Take::Points),
            ("Story Points", Take::Points),
            ("Custom.Title", Take::Keep),
            ("Title of the report", Take::Keep),
            ("Priority", Take::Keep),
        ] {
            assert_eq!(take(name), taken, "{name}");
        }
        assert_eq!(
            (
                title_level("Title 12"),
                title_level("Title 3 (User Story)"),
                title_level("Title"),
                title_level("Title 0")
            ),
            (Some(12), Some(3), None, None)
        );
        assert_eq!(label("Microsoft.VSTS.Common.ValueArea"), "Value Area");
        assert_eq!(label("Custom.ValueArea"), "Custom.ValueArea");
        assert!(matches!(take("WEF_1_Kanban.Column"), Take::Drop(_)));
    }

    #[test]
    fn other_tables_are_not_of_azure() {
        let headers = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert!(are_of_azure(&headers("ID,Work Item Type,Title 1,Title 2")));
        assert!(are_of_azure(&headers("Work Item Type,Title")));
        assert!(!are_of_azure(&headers("ID,Type,Title,State")));
    }

    #[test]
    fn types_are_those_of_the_backlog() {
        for (name, state, expected) in [
            ("User Story", "New", "story"),
            ("Product Backlog Item", "Done", "story"),
            ("Issue", "Doing", "story"),
            ("Issue", "Active", "Issue"),
            ("Bug", "New", "Bug"),
        ] {
            assert_eq!(item_type(name, state), expected, "{name}");
        }
    }
}
