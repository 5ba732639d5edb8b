//! What files of Azure DevOps say around the items: iterations, links of queries, comments. Looked through before the first item is read.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use serde_json::Value;

use crate::exchange::assembly::fold_name;
use crate::exchange::azure::fields::title_level;
use crate::exchange::azure::iterations::Iterations;
use crate::exchange::draft::{DraftSprint, SourceReference};
use crate::exchange::format::ReadError;
use crate::exchange::record_reader::text_of;
use crate::exchange::records::each_record_at;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::table::Table;

/// Lists that records stand in.
pub const LISTS: [&str; 4] = ["value", "workItems", "workItemRelations", "items"];

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A work item with its fields.
    Item,
    /// The number of a work item, as answers of queries (WIQL) have it.
    Reference,
    /// A link of a query's answer.
    Link,
    /// An iteration, maybe with others below it.
    Iteration,
    /// Comments of items.
    Comments,
    /// Something else.
    Other,
}

/// Returns what a record is.
#[must_use]
pub fn kind(record: &Value) -> Kind {
    let Some(map) = record.as_object() else {
        return Kind::Other;
    };
    let is_field =
        |name: &String| name.starts_with("System.") || name.starts_with("Microsoft.VSTS.");
    let fields = record["fields"].as_object();
    if fields.is_some_and(|fields| fields.keys().any(is_field))
        || map.keys().any(is_field)
        || map.contains_key("WorkItemId")
    {
        Kind::Item
    } else if map.contains_key("target") && map.contains_key("source") {
        Kind::Link
    } else if record["path"].is_string()
        && (map.contains_key("attributes") || map.contains_key("structureType"))
    {
        Kind::Iteration
    } else if record["comments"].is_array()
        || (map.contains_key("workItemId") && record["text"].is_string())
    {
        Kind::Comments
    } else if map.contains_key("id") && is_address_of_item(&record["url"]) {
        Kind::Reference
    } else {
        Kind::Other
    }
}

/// Whether an address is that of a work item.
#[must_use]
pub fn is_address_of_item(url: &Value) -> bool {
    let url = url.as_str().unwrap_or_default().to_lowercase();
    url.contains("/_apis/wit/workitems/")
}

/// What is known before the first item is read.
#[derive(Debug, Default)]
pub struct Around {
    /// The iterations.
    pub iterations: Iterations,
    /// What each item is a part of, by their numbers, as links from above say it.
    parents: HashMap<String, String>,
    /// Comments by the number of their item.
    comments: HashMap<String, Vec<Value>>,
    /// Where each number that a query's answer names stands.
    named: BTreeMap<String, Origin>,
    items: HashSet<String>,
    nodes: Vec<(Origin, Value)>,
    lists: HashSet<String>,
    latest: Option<Date>,
}

impl Around {
    /// Looks through a table.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read.
    pub fn look_at_rows(&mut self, source: &dyn Source, path: &str) -> Result<(), ReadError> {
        let mut table = Table::open(source, path)?;
        let names: Vec<String> = table.headers().iter().map(|name| fold_name(name)).collect();
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        let (id, iteration) = (place("id"), place("iterationpath"));
        let projects = [place("areapath"), place("teamproject")];
        let levels = table
            .headers()
            .iter()
            .filter(|header| title_level(header).is_some());
        let may_be_tree = levels.count() > 1;
        let mut ids: HashSet<String> = HashSet::new();
        while let Some(row) = table.next_row()? {
            let cell = |place: Option<usize>| place.map_or("", |place| row.cell(place));
            self.iterations.see(cell(iteration));
            for place in projects {
                self.iterations.see_project(cell(place));
            }
            let id = cell(id);
            if may_be_tree && !id.is_empty() && !ids.insert(id.to_owned()) {
                self.lists.insert(path.to_owned());
            }
        }
        Ok(())
    }

    /// Looks through records.
    ///
    /// # Errors
    /// [`ReadError`] when they cannot be read to their end.
    pub fn look_at_records(&mut self, source: &dyn Source, path: &str) -> Result<(), ReadError> {
        each_record_at(
            source,
            path,
            &LISTS,
            &mut |origin, record| match kind(&record) {
                Kind::Item => self.item(&record),
                Kind::Reference => self.name(&record["id"], origin),
                Kind::Link => self.link(&record, origin),
                Kind::Iteration => self.iteration(record, &origin),
                Kind::Comments => self.comment(record),
                Kind::Other => {}
            },
        )?;
        Ok(())
    }

    fn item(&mut self, record: &Value) {
        let field = |name: &str, short: &str| {
            text_of(&record["fields"][name])
                .or_else(|| text_of(&record[name]))
                .or_else(|| text_of(&record[short]))
        };
        let id = text_of(&record["id"]).or_else(|| field("System.Id", "WorkItemId"));
        let path = field("System.IterationPath", "IterationPath")
            .or_else(|| text_of(&record["Iteration"]["IterationPath"]));
        self.iterations.see(&path.unwrap_or_default());
        for project in [
            field("System.AreaPath", "AreaPath"),
            field("System.TeamProject", "ProjectName"),
        ] {
            self.iterations.see_project(&project.unwrap_or_default());
        }
        let changed = field("System.ChangedDate", "ChangedDate")
            .or_else(|| field("System.CreatedDate", "CreatedDate"));
        self.latest = self.latest.max(changed.and_then(|text| day(&text)));
        let Some(id) = id else {
            return;
        };
        for link in record["relations"].as_array().into_iter().flatten() {
            if link["rel"] == "System.LinkTypes.Hierarchy-Forward"
                && let Some(child) = number_in(&link["url"])
            {
                self.parents.entry(child).or_insert_with(|| id.clone());
            }
        }
        self.items.insert(id);
    }

    fn name(&mut self, id: &Value, origin: Origin) {
        if let Some(id) = text_of(id) {
            self.named.entry(id).or_insert(origin);
        }
    }

    fn link(&mut self, record: &Value, origin: Origin) {
        if record["rel"] == "System.LinkTypes.Hierarchy-Forward"
            && let (Some(parent), Some(child)) = (
                text_of(&record["source"]["id"]),
                text_of(&record["target"]["id"]),
            )
        {
            self.parents.entry(child).or_insert(parent);
        }
        self.name(&record["source"]["id"], origin.clone());
        self.name(&record["target"]["id"], origin);
    }

    fn iteration(&mut self, node: Value, origin: &Origin) {
        let mut left = vec![node];
        while let Some(mut node) = left.pop() {
            // Nodes of areas look the same.
            if node["structureType"] == "area" {
                continue;
            }
            if let Value::Array(children) = node["children"].take() {
                left.extend(children);
            }
            self.iterations.see(&path_of(&node));
            self.nodes.push((origin.clone(), node));
        }
    }

    fn comment(&mut self, record: Value) {
        let mut add = |comment: Value| {
            if let Some(id) = text_of(&comment["workItemId"]) {
                self.comments.entry(id).or_default().push(comment);
            }
        };
        match record {
            Value::Object(mut map) if map.get("comments").is_some_and(Value::is_array) => {
                if let Some(Value::Array(comments)) = map.remove("comments") {
                    comments.into_iter().for_each(add);
                }
            }
            comment => add(comment),
        }
    }

    /// Whether a table names items twice, so that it is a list of links and no tree.
    #[must_use]
    pub fn is_list_of_links(&self, path: &str) -> bool {
        self.lists.contains(path)
    }

    /// What an item is a part of, as links from above say it.
    #[must_use]
    pub fn parent_of(&self, key: &str) -> Option<SourceReference> {
        let parent = self.parents.get(key)?;
        Some(SourceReference {
            column: "parent",
            written: parent.clone(),
            keys: vec![parent.clone()],
        })
    }

    /// The comments of an item that stand elsewhere.
    #[must_use]
    pub fn comments_of(&self, key: &str) -> &[Value] {
        self.comments.get(key).map_or(&[], Vec::as_slice)
    }

    /// The iterations with days. One is over when the interface says so, or the items tell of days after it.
    #[must_use]
    pub fn sprints(&self) -> Vec<DraftSprint> {
        let mut sprints = Vec::new();
        for (origin, node) in &self.nodes {
            let attributes = &node["attributes"];
            let at = |key: &str| attributes[key].as_str().and_then(day);
            let (from, to) = (at("startDate"), at("finishDate"));
            let Some(name) = self.iterations.name(&path_of(node)) else {
                continue;
            };
            if from.is_none() && to.is_none() {
                continue;
            }
            let (begun, over) = match attributes["timeFrame"].as_str() {
                Some("past") => (true, true),
                Some("current") => (true, false),
                Some(_) => (false, false),
                None => (
                    from.is_some() && from <= self.latest,
                    to.is_some() && to < self.latest,
                ),
            };
            sprints.push(DraftSprint {
                origin: origin.clone(),
                name: name.to_owned(),
                goal: None,
                from,
                to,
                started: from.filter(|_| begun),
                closed: to.filter(|_| over),
            });
        }
        sprints.sort_by(|one, other| (one.from, &one.name).cmp(&(other.from, &other.name)));
        sprints.dedup_by(|one, other| one.name == other.name);
        sprints
    }

    /// What a query's answer or a comment names, of which no file has the fields.
    #[must_use]
    pub fn missing(&self) -> Vec<Remark> {
        let named = self
            .named
            .iter()
            .filter(|(id, _)| !self.items.contains(*id));
        let only_named = named.map(|(id, origin)| {
            let reason = format!("work item {id} is only named: a query's answer (WIQL) has no fields; `workitemsbatch` has them");
            Remark::new(origin.clone(), reason)
        });
        let mut lost: Vec<(&String, usize)> = self
            .comments
            .iter()
            .map(|(id, comments)| (id, comments.len()))
            .collect();
        lost.retain(|(id, _)| !self.items.contains(*id));
        lost.sort();
        let comments = lost.into_iter().map(|(id, count)| {
            let reason = format!("{count} comments are about work item {id}, which is not here");
            Remark::new(Origin::file(""), reason)
        });
        only_named.chain(comments).collect()
    }
}

/// The day that a moment begins with, whatever its zone: days of iterations have none.
fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The path of an iteration without the part that says that it is one.
fn path_of(node: &Value) -> String {
    let path = node["path"].as_str().unwrap_or_default();
    match node.get("structureType") {
        Some(_) => {
            let mut parts: Vec<&str> = path.split('\\').filter(|part| !part.is_empty()).collect();
            if parts.len() > 1 {
                parts.remove(1);
            }
            parts.join("\\")
        }
        None => path.to_owned(),
    }
}

/// The number at the end of an item's address.
#[must_use]
pub fn number_in(url: &Value) -> Option<String> {
    let last = url.as_str()?.trim_end_matches('/').rsplit('/').next()?;
    let digits = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| last.to_owned())
}
