//! GitLab's CSV: of issues, and of work items since 18.4. Columns are known by their names, wherever they stand.

use crate::exchange::assembly::{Assembly, Cells, Known, RowHook, Sheet, Take, fold_name};
use crate::exchange::draft::Draft;
use crate::exchange::line_ends::line_feeds;
use crate::model::StateKind;
use crate::text::unguard_formula;

/// Folded names and what they are taken as; any other column is kept.
const COLUMNS: &[(&str, Take)] = &[
    ("assignee", Take::Assignee),
    (
        "assigneeusername",
        Take::Drop("the name beside it is taken"),
    ),
    ("author", Take::RequestedBy),
    ("authorusername", Take::Drop("the name beside it is taken")),
    ("closedatutc", Take::Done),
    ("createdatutc", Take::Created),
    ("description", Take::Description),
    ("id", Take::OtherKey),
    ("iid", Take::Key),
    ("issueid", Take::Key),
    ("iteration", Take::Sprint),
    ("labels", Take::Labels(&[','])),
    ("milestone", Take::Release),
    ("parentid", Take::Parent(0)),
    ("state", Take::Status),
    ("timeestimate", Take::Count),
    ("timespent", Take::Count),
    ("title", Take::Title),
    ("type", Take::Type),
    ("updatedatutc", Take::Drop("git knows when a file changed")),
    ("url", Take::Url),
    ("weight", Take::Points),
];

/// How GitLab writes tables.
pub const SHEET: Sheet = Sheet {
    system: "gitlab",
    takes: |headers| headers.iter().map(|header| take(header)).collect(),
    markdown: line_feeds,
    comment: |text| (None, text),
    keys_are_unique: true,
};

fn take(header: &str) -> Take {
    Take::named(COLUMNS, &fold_name(header)).unwrap_or(Take::Keep)
}

/// Whether only GitLab has such columns.
#[must_use]
pub fn are_of_gitlab(headers: &[String]) -> bool {
    let names: Vec<String> = headers.iter().map(|header| fold_name(header)).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    ["title", "state", "url", "createdatutc"].map(has) == [true; 4]
        && (has("iid") || has("issueid"))
}

/// The name of a state: open issues are new, closed ones are done.
#[must_use]
pub fn state(word: &str) -> String {
    match word.trim().to_lowercase().as_str() {
        "open" | "opened" | "reopened" => StateKind::New.name().to_owned(),
        "closed" => StateKind::Done.name().to_owned(),
        _ => word.to_owned(),
    }
}

/// What GitLab's rows need besides: numbers are of a project, and two kinds of them are not mixed up.
#[derive(Debug, Clone, Copy)]
pub struct Rows;

impl RowHook for Rows {
    fn cell(&mut self, take: Take, text: &str) -> String {
        match take {
            Take::OtherKey | Take::Parent(_) => global(text),
            Take::Status => state(text),
            _ => unguard_formula(text).to_owned(),
        }
    }

    fn row(&mut self, assembly: &mut Assembly, _cells: &Cells, _known: &Known<'_>) {
        assembly.tasks_become_criteria();
    }

    fn place(&self, draft: &Draft) -> String {
        draft.url.clone().unwrap_or_else(|| draft.key.clone())
    }
}

/// A number that counts over all projects, so that it is not taken for the number in one.
#[must_use]
pub fn global(number: &str) -> String {
    format!("id {}", number.trim())
}
