//! An issue of beads becomes a draft.

use serde_json::{Map, Value};

use crate::exchange::assembly::{Assembly, Gathered, Known, Take};
use crate::exchange::draft::Draft;
use crate::exchange::json_parts::{scalar, texts};
use crate::exchange::report::Origin;
use crate::model::StateKind;

const COUNTED: &str = "counted from other fields";

/// What becomes of the keys that need nothing but their value.
const KEYS: &[(&str, Take)] = &[
    ("id", Take::Key),
    ("title", Take::Title),
    ("description", Take::Description),
    ("acceptance_criteria", Take::Criteria),
    ("issue_type", Take::Type),
    ("assignee", Take::Assignee),
    ("created_at", Take::Created),
    ("created_by", Take::RequestedBy),
    ("started_at", Take::Started),
    ("closed_at", Take::Done),
    ("labels", Take::Labels(&[])),
    ("updated_at", Take::Drop("git knows when a file changed")),
    ("content_hash", Take::Drop("a sum of the other fields")),
    ("dependency_count", Take::Drop(COUNTED)),
    ("dependent_count", Take::Drop(COUNTED)),
    ("comment_count", Take::Drop(COUNTED)),
];

/// Reads issues, of one file after the other.
pub struct Reader<'a> {
    /// What is known about the source.
    pub known: Known<'a>,
    /// What was found so far, besides the items.
    pub gathered: Gathered,
}

impl Reader<'_> {
    /// Takes an issue, or reports why it is no item.
    pub fn issue(
        &mut self,
        origin: Origin,
        issue: &Map<String, Value>,
        each: &mut dyn FnMut(Draft),
    ) {
        let text = |key: &str| issue.get(key).and_then(scalar);
        let status = text("status");
        if let Some(kind) = text("_type").filter(|kind| kind != "issue") {
            let reason = format!("the line is a {kind}, no issue");
            return self.gathered.refuse(origin, reason);
        }
        if status.as_deref() == Some("tombstone")
            || issue.get("deleted_at").is_some_and(Value::is_string)
        {
            let reason = format!("`{}` was deleted", text("id").unwrap_or_default());
            return self.gathered.refuse(origin, reason);
        }
        let mut assembly = Assembly::new(origin, "beads");
        for (key, value) in issue {
            let values = texts(value);
            let said = self.known.map.word(key, 0).and_then(Take::of_word);
            let take = said.or(Take::named(KEYS, key));
            let is_set = take.is_some() || key == "priority" || !is_zero(value);
            if values.is_empty() || !is_set {
                continue;
            }
            match (key.as_str(), take) {
                (
                    "status" | "priority" | "dependencies" | "comments" | "design" | "notes",
                    None,
                ) => {
                    continue;
                }
                (_, Some(take)) => {
                    self.gathered.count(key, take);
                    assembly.take(take, key, &values, &self.known);
                }
                ("close_reason", None) if is_refusal(&values[0]) => {
                    self.gathered.count(key, Take::Resolution);
                    assembly.take(Take::Resolution, key, &values, &self.known);
                }
                (_, None) => {
                    self.gathered.count(key, Take::Keep);
                    assembly.take(Take::Keep, key, &values, &self.known);
                }
            }
        }
        self.sections(&mut assembly, issue);
        if let Some(status) = status {
            self.gathered.count("status", Take::Status);
            if let Some(category) = category(&status) {
                assembly.take(
                    Take::Category,
                    "status",
                    &[category.to_owned()],
                    &self.known,
                );
            }
            assembly.take(Take::Status, "status", &[status], &self.known);
        }
        if let Some(priority) = text("priority") {
            self.gathered.count("priority", Take::Position);
            assembly.take(
                Take::Position,
                "priority of the order",
                std::slice::from_ref(&priority),
                &self.known,
            );
            assembly.keep_more_of("priority", priority);
        }
        self.dependencies(&mut assembly, issue);
        self.comments(&mut assembly, issue);
        if let Some(draft) = self.gathered.admit(assembly.finish(&self.known)) {
            each(draft);
        }
    }

    /// The design and notes follow the description, each under a heading of its own.
    fn sections(&mut self, assembly: &mut Assembly, issue: &Map<String, Value>) {
        // `## Notes` is for dated lines.
        for (key, heading) in [("design", "## Design"), ("notes", "## Further notes")] {
            let told = self.known.map.word(key, 0).is_some();
            if let Some(text) = issue.get(key).and_then(scalar).filter(|_| !told) {
                self.gathered.count(key, Take::Description);
                assembly.description(&format!("{heading}\n\n{text}"));
            }
        }
    }

    fn dependencies(&mut self, assembly: &mut Assembly, issue: &Map<String, Value>) {
        let id = issue.get("id").and_then(scalar).unwrap_or_default();
        let list = issue.get("dependencies").and_then(Value::as_array);
        for dependency in list.into_iter().flatten() {
            let target = scalar(&dependency["depends_on_id"]).or(scalar(dependency));
            let owner = scalar(&dependency["issue_id"]).unwrap_or_else(|| id.clone());
            let Some(target) = target else {
                assembly.keep_more_of("dependencies", dependency.to_string());
                continue;
            };
            let kind = scalar(&dependency["type"]).unwrap_or_else(|| "blocks".to_owned());
            match kind.as_str() {
                "blocks" if owner == id => {
                    self.gathered
                        .count("dependencies (blocks)", Take::DependsOn);
                    assembly.take(Take::DependsOn, "dependencies", &[target], &self.known);
                }
                "parent-child" if owner == id => {
                    self.gathered
                        .count("dependencies (parent-child)", Take::Parent(0));
                    if assembly.has_parent() {
                        assembly.keep_more_of("parent-child", target);
                    } else {
                        assembly.take(Take::Parent(0), "parent-child", &[target], &self.known);
                    }
                }
                _ => {
                    self.gathered.count("dependencies (any other)", Take::Keep);
                    let far = if owner == id {
                        target
                    } else {
                        format!("{owner} → {target}")
                    };
                    assembly.keep_more_of(&format!("dependency: {kind}"), far);
                }
            }
        }
    }

    fn comments(&mut self, assembly: &mut Assembly, issue: &Map<String, Value>) {
        let list = issue.get("comments").and_then(Value::as_array);
        for comment in list.into_iter().flatten() {
            self.gathered.count("comments", Take::Comment);
            let text = scalar(&comment["text"])
                .or(scalar(comment))
                .unwrap_or_else(|| comment.to_string());
            let text = match scalar(&comment["author"]) {
                Some(author) => format!("{author}: {text}"),
                None => text,
            };
            assembly.comment_at(comment["created_at"].as_str(), text, &self.known);
        }
    }
}

/// Whether it is what a backup writes for what was never set.
fn is_zero(value: &Value) -> bool {
    value == &Value::from(0) || value == "{}" || value == &Value::Bool(false)
}

/// What the states of beads mean.
fn category(status: &str) -> Option<&'static str> {
    Some(match status {
        "open" | "deferred" | "pinned" => "To Do",
        "in_progress" | "blocked" | "hooked" => "In Progress",
        "closed" => "Done",
        _ => return None,
    })
}

/// Whether an issue was closed because it will not be done.
fn is_refusal(reason: &str) -> bool {
    crate::exchange::state_kind::known_kind(reason) == Some(StateKind::Declined)
}
