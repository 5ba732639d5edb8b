//! GitLab's CSV: of issues, and of work items since 18.4. Columns are known by their names, wherever they stand.

use crate::exchange::assembly::{Assembly, Cells, Comment, Known, RowHook, Sheet, Take, fold_name};
use crate::exchange::cell_of::cell_of;
use crate::exchange::draft::Draft;
use crate::exchange::gitlab::actions::{Actions, part_actions};
use crate::exchange::gitlab::write::HEADERS;
use crate::exchange::line_ends::line_feeds;
use crate::exchange::source::Source;
use crate::exchange::text_file::head_of;
use crate::model::StateKind;
use crate::text::{one_line, unguard_formula};

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
    comment: Comment::plain,
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
    // What its importer takes has these columns and no more.
    let importer = HEADERS.map(fold_name);
    importer.iter().all(|name| has(name))
        && names
            .iter()
            .all(|name| name == "type" || importer.contains(name))
        || ["title", "state", "url", "createdatutc"].map(has) == [true; 4]
            && (has("iid") || has("issueid"))
}

/// Columns that people add to those that the importer reads.
const ADDED: [&str; 5] = ["labels", "weight", "assignee", "iteration", "state"];
/// What no other tool says at the beginning of a line.
const ACTIONS: [&str; 4] = ["/label ~", "/labels ~", "/assign @", "/milestone %"];
/// How much of a file is looked at for such lines, in bytes.
const HEAD: u64 = 64 * 1024;

/// Whether people wrote a table for GitLab's importer: titles and descriptions, and quick actions in them.
#[must_use]
pub fn has_actions(source: &dyn Source, path: &str, headers: &[String]) -> bool {
    let names: Vec<String> = headers.iter().map(|header| fold_name(header)).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let importer = HEADERS.map(fold_name);
    let is_usual = |name: &String| importer.contains(name) || ADDED.contains(&name.as_str());
    if !has("title") || !has("description") || !names.iter().all(is_usual) {
        return false;
    }
    let begins = |line: &str| {
        let found = ACTIONS.iter().find_map(|action| line.find(action));
        found.is_some_and(|at| at == 0 || line[..at].ends_with([',', '"']))
    };
    head_of(source, path, HEAD).is_some_and(|head| head.lines().any(begins))
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
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// What the quick actions of the row at hand say.
    actions: Actions,
    /// What stands in the row's cell of names, and the people it is, where they are several.
    people: (String, Vec<String>),
}

impl RowHook for Rows {
    fn cell(&mut self, take: Take, text: &str) -> String {
        match take {
            Take::OtherKey | Take::Parent(_) => global(text),
            Take::Status => state(text),
            Take::Description => {
                let (text, actions) = part_actions(&line_feeds(unguard_formula(text)));
                self.actions = actions;
                text
            }
            _ => unguard_formula(text).to_owned(),
        }
    }

    fn row(&mut self, assembly: &mut Assembly, cells: &Cells, known: &Known<'_>) {
        let names = one_line(cell_of(cells, "assignee"));
        let people = people(&names, cell_of(cells, "assigneeusername"));
        self.people = (names, people);
        let actions = std::mem::take(&mut self.actions);
        let mut take = |take, name, values: &[String]| assembly.take(take, name, values, known);
        take(Take::Labels(&[]), "/label", &actions.labels);
        take(Take::Assignee, "/assign", &actions.people);
        take(Take::Points, "/weight", actions.weight.as_slice());
        take(Take::Sprint, "/iteration", actions.iteration.as_slice());
        take(Take::Release, "/milestone", actions.milestone.as_slice());
        if let Some(state) = actions.state() {
            take(Take::Status, "/close", &[state]);
        }
        assembly.tasks_become_criteria();
    }

    fn item(&mut self, draft: &mut Draft) {
        let (names, people) = std::mem::take(&mut self.people);
        if people.len() > 1
            && let Some(at) = draft.assignee.iter().position(|name| *name == names)
        {
            draft.assignee.splice(at..=at, people);
        }
    }

    fn place(&self, draft: &Draft) -> String {
        draft.url.clone().unwrap_or_else(|| draft.key.clone())
    }
}

/// The people that names in one cell are. A name may have a comma in it, an account has none: they tell how many there are,
/// and stand for the names where these cannot be told apart.
fn people(names: &str, accounts: &str) -> Vec<String> {
    let parts = |cell: &str| -> Vec<String> {
        let parts = cell.split(", ").map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let (names, accounts) = (parts(names), parts(accounts));
    if names.len() == accounts.len() {
        names
    } else {
        accounts
    }
}

/// A number that counts over all projects, so that it is not taken for the number in one.
#[must_use]
pub fn global(number: &str) -> String {
    format!("id {}", number.trim())
}
