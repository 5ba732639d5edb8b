//! The fields of GitHub's issues, by the names of its command line tool and of its interfaces.

use crate::exchange::assembly::Take;

const NUMBER: Take = Take::Drop("a number of GitHub's; the issue's number names the item");
const ADDRESS: Take = Take::Drop("an address for programs");
const WORKED_OUT: Take = Take::Drop("worked out from other fields");
const ACCOUNT: Take = Take::Drop("about the account that wrote it");

/// Fields that are taken as they are, or not at all; any other is kept.
pub const FIELDS: &[(&str, Take)] = &[
    ("__typename", WORKED_OUT),
    ("active_lock_reason", Take::Keep),
    ("assignee", Take::Assignee),
    ("assignees", Take::Assignee),
    ("author", Take::RequestedBy),
    ("authorAssociation", ACCOUNT),
    ("author_association", ACCOUNT),
    ("body", Take::Description),
    ("body_html", Take::Drop("the body says the same")),
    ("body_text", Take::Drop("the body says the same")),
    ("closed", WORKED_OUT),
    ("closedAt", Take::Done),
    ("closed_at", Take::Done),
    (
        "closed_by",
        Take::Drop("who closed it; git knows who changes it here"),
    ),
    ("comments_url", ADDRESS),
    ("createdAt", Take::Created),
    ("created_at", Take::Created),
    ("databaseId", NUMBER),
    ("events_url", ADDRESS),
    ("fullDatabaseId", NUMBER),
    ("html_url", Take::Url),
    ("id", NUMBER),
    ("issue_dependencies_summary", WORKED_OUT),
    ("issueType", Take::Type),
    ("labels", Take::Labels(&[])),
    ("labels_url", ADDRESS),
    ("node_id", NUMBER),
    ("number", Take::Key),
    ("performed_via_github_app", ACCOUNT),
    ("repository_url", ADDRESS),
    ("score", Take::Drop("how well it fits a search")),
    ("sub_issues_summary", WORKED_OUT),
    ("timeline_url", ADDRESS),
    ("title", Take::Title),
    ("type", Take::Type),
    ("updatedAt", Take::Drop("git knows when a file changed")),
    ("updated_at", Take::Drop("git knows when a file changed")),
    ("user", Take::RequestedBy),
];

/// What a field is taken as.
#[must_use]
pub fn take_of(name: &str) -> Take {
    Take::named(FIELDS, name).unwrap_or(Take::Keep)
}
