//! Issues as Jira's interfaces tell them: search of version 2 and 3, agile, bare lists.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::exchange::assembly::{Assembly, Gathered, Known, Take};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{Draft, DraftRelease, Extra};
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::jira::adf::adf_to_markdown;
use crate::exchange::jira::custom_fields::{CustomFields, is_sprints};
use crate::exchange::jira::sprints::JiraSprint;
use crate::exchange::jira::wiki::markdown;
use crate::exchange::options::ReadOptions;
use crate::exchange::pages::Page;
use crate::exchange::records::{each_record, each_record_at, first_record_is};
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::model::StateKind;

/// What becomes of the fields that every Jira has.
const FIELDS: &[(&str, Take)] = &[
    ("summary", Take::Title),
    ("issuetype", Take::Type),
    ("status", Take::Status),
    ("resolution", Take::Resolution),
    ("created", Take::Created),
    ("resolutiondate", Take::Done),
    ("statuscategorychangedate", Take::Changed),
    ("description", Take::Description),
    ("labels", Take::Labels(&[])),
    ("components", Take::Labels(&[])),
    ("fixVersions", Take::Release),
    ("assignee", Take::Assignee),
    ("reporter", Take::RequestedBy),
    ("comment", Take::Comment),
    ("parent", Take::Parent(0)),
    ("epic", Take::Epic),
    ("issuelinks", Take::DependsOn),
    ("sprint", Take::Sprint),
    ("closedSprints", Take::Sprint),
    ("votes", Take::Count),
    ("updated", Take::Drop("git knows when a file changed")),
    (
        "lastViewed",
        Take::Drop("who looked at it when says nothing about the item"),
    ),
    ("project", Take::Drop("about the project, not the item")),
    (
        "creator",
        Take::Drop("who typed it in; the reporter is taken"),
    ),
    ("watches", Take::Drop("who watches it")),
    ("subtasks", Take::Drop("the parts name the item themselves")),
    ("workratio", Take::Drop("worked out from other fields")),
    ("progress", Take::Drop("worked out from other fields")),
    (
        "aggregateprogress",
        Take::Drop("worked out from other fields"),
    ),
    (
        "aggregatetimespent",
        Take::Drop("worked out from other fields"),
    ),
    (
        "aggregatetimeestimate",
        Take::Drop("worked out from other fields"),
    ),
    (
        "aggregatetimeoriginalestimate",
        Take::Drop("worked out from other fields"),
    ),
    ("statusCategory", Take::Drop("the status tells it too")),
];

/// Lists that issues stand in.
const LISTS: [&str; 1] = ["issues"];

/// Whether a file begins with an issue of Jira's.
#[must_use]
pub fn is_json(source: &dyn Source, path: &str) -> bool {
    first_record_is(source, path, &LISTS, &|issue| {
        issue["key"].is_string() && issue["fields"].is_object()
    })
}

/// Reads files of issues, one after the other, when it has looked at all of them.
pub struct JsonReader<'a> {
    options: &'a ReadOptions,
    dates: DateReader,
    gathered: Gathered,
    /// What the fields of all files hold: files that lie together are pages of one backlog.
    fields: CustomFields,
    /// Those of a file that names its fields.
    named: BTreeMap<String, CustomFields>,
    /// The first file that does not.
    nameless: Option<String>,
}

impl<'a> JsonReader<'a> {
    /// Begins with no file read, and with what other files gathered beside it.
    #[must_use]
    pub fn new(options: &'a ReadOptions, gathered: Gathered) -> Self {
        Self {
            options,
            dates: options.dates(),
            gathered,
            fields: CustomFields::default(),
            named: BTreeMap::new(),
            nameless: None,
        }
    }

    /// Looks at what the fields of a file hold. Returns its pages.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read to its end.
    pub fn look_at(&mut self, source: &dyn Source, path: &str) -> Result<Vec<Page>, ReadError> {
        let mut fields = CustomFields::default();
        let pages = each_record(source, path, &LISTS, &mut |issue| {
            fields.see(&issue);
            true
        })?;
        for names in pages.iter().filter_map(|page| page.said.get("names")) {
            fields.names(names);
        }
        self.fields.add(&fields);
        if fields.have_names() {
            self.named.insert(path.to_owned(), fields);
        } else {
            self.nameless.get_or_insert_with(|| path.to_owned());
        }
        Ok(pages)
    }

    /// Decides what the fields hold, when all files were looked at.
    pub fn decide(&mut self) {
        let map = &self.options.map;
        let of_all = self.nameless.as_ref().map(|path| (path, &mut self.fields));
        for (path, fields) in self.named.iter_mut().chain(of_all) {
            let file = Origin::file(path.as_str());
            let supposed = fields.decide(map).into_iter();
            let notes = supposed.map(|text| Remark::new(file.clone(), text));
            self.gathered.note(notes);
        }
    }

    /// Reads the issues of a file.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read to its end.
    pub fn read(
        &mut self,
        source: &dyn Source,
        path: &str,
        each: &mut dyn FnMut(Draft),
    ) -> Result<(), ReadError> {
        let own = self.named.remove(path);
        let of_all = std::mem::take(&mut self.fields);
        let fields = own.as_ref().unwrap_or(&of_all);
        let read = each_record_at(source, path, &LISTS, &mut |origin, issue| {
            self.issue(origin, &issue, fields, each);
        });
        self.fields = of_all;
        read.map(drop)
    }

    fn issue(
        &mut self,
        origin: Origin,
        issue: &Value,
        fields: &CustomFields,
        each: &mut dyn FnMut(Draft),
    ) {
        let dates = self.dates.clone();
        let options = self.options;
        let known = Known::new(&dates, &options.map, markdown);
        let key = issue["key"].as_str().unwrap_or_default();
        if key.is_empty() && !issue["fields"]["summary"].is_string() {
            let reason = "it is no issue: it has no key and no summary";
            self.gathered.refuse(origin, reason);
            return;
        }
        let mut assembly = Assembly::new(origin.clone(), "jira");
        assembly.tells_only_what_it_says();
        let mut reading = Reading {
            assembly,
            known: &known,
            sprints: Vec::new(),
        };
        let key_text = [key.to_owned()];
        if !key.is_empty() {
            reading.assembly.take(Take::Key, "key", &key_text, &known);
        }
        if let Some(id) = text_of(&issue["id"]) {
            reading.assembly.take(Take::Number, "id", &[id], &known);
        }
        if let Some((base, _)) = issue["self"]
            .as_str()
            .and_then(|own| own.split_once("/rest/"))
        {
            let url = format!("{base}/browse/{key}");
            reading.assembly.take(Take::Url, "self", &[url], &known);
        }
        for (id, value) in issue["fields"].as_object().into_iter().flatten() {
            let standard = FIELDS.iter().find(|(name, _)| name == id);
            let said = options.map.word(id, 0).and_then(Take::of_word);
            let (take, name) = match (standard, said) {
                (_, Some(take)) => (take, id.as_str()),
                (Some((name, take)), None) => (*take, *name),
                (None, None) => fields.get(id),
            };
            let place = self.gathered.tally.add(name, take);
            reading.assembly.tells_of(take);
            if id == "subtasks" {
                let parts = value.as_array().into_iter().flatten().filter_map(|part| {
                    let title = text_of(&part["fields"]["summary"]).unwrap_or_default();
                    Some((text_of(&part["key"])?, title))
                });
                let parts: Vec<(String, String)> = parts.collect();
                self.gathered.parts(origin.clone(), parts);
            }
            if !is_empty(value) {
                self.gathered.tally.count(place);
                reading.field(id, name, take, value);
            }
        }
        let Reading {
            assembly,
            mut sprints,
            ..
        } = reading;
        sprints.sort_by_key(JiraSprint::order);
        let mut assembly = assembly;
        let names: Vec<String> = sprints.iter().map(|sprint| sprint.name.clone()).collect();
        assembly.take(Take::Sprint, "sprint", &names, &known);
        for version in issue["fields"]["fixVersions"]
            .as_array()
            .into_iter()
            .flatten()
        {
            self.release(&origin, version);
        }
        for sprint in &sprints {
            if let Some(draft) = sprint.draft(origin.clone(), &self.dates) {
                let name = sprint.name.clone();
                self.gathered.sprints.entry(name).or_insert(draft);
            }
        }
        let Some(mut draft) = self.gathered.admit(assembly.finish(&known)) else {
            return;
        };
        let done = draft.status.as_ref().and_then(|status| status.kind) == Some(StateKind::Done);
        if !done && sprints.last().is_some_and(JiraSprint::is_closed) {
            // It went back to the backlog when that Sprint was closed.
            draft.sprint = None;
            if sprints.len() == 1 {
                draft.extra.push(Extra::texts("sprint", &names));
            }
        }
        each(draft);
    }

    fn release(&mut self, origin: &Origin, version: &Value) {
        let (Some(name), Some(due)) = (version["name"].as_str(), version["releaseDate"].as_str())
        else {
            return;
        };
        let due = self.dates.date(due);
        self.gathered
            .releases
            .entry(name.to_owned())
            .or_insert_with(|| DraftRelease {
                origin: origin.clone(),
                name: name.to_owned(),
                due,
                extra: Vec::new(),
                body: version["description"]
                    .as_str()
                    .map_or_else(String::new, |text| format!("\n{text}\n")),
                crlf: false,
            });
    }

    /// What was found in all files.
    #[must_use]
    pub fn report(self) -> ReadReport {
        self.gathered.report()
    }
}

/// An issue that is being read.
struct Reading<'k> {
    assembly: Assembly,
    known: &'k Known<'k>,
    sprints: Vec<JiraSprint>,
}

impl Reading<'_> {
    fn field(&mut self, id: &str, name: &str, take: Take, value: &Value) {
        match (id, take) {
            ("status", _) => {
                let category = &value["statusCategory"];
                let category = category["key"].as_str().or(category["name"].as_str());
                self.texts(Take::Category, name, category.map(str::to_owned));
                self.texts(Take::Status, name, text_of(value));
            }
            ("comment", _) => {
                let comments = value["comments"].as_array().or(value.as_array());
                for comment in comments.into_iter().flatten() {
                    let text = rich(&comment["body"]);
                    let when = comment["created"].as_str();
                    let who = author(&comment["author"]);
                    self.assembly
                        .comment_by(when, who.as_deref(), text, self.known);
                }
                let here = comments.map_or(0, Vec::len);
                let all = value["total"].as_u64().unwrap_or_default();
                if all > here as u64 {
                    self.assembly.note(format!(
                        "Jira counts {all} comments on the issue, and the file has {here}"
                    ));
                }
            }
            ("parent" | "epic", _) => {
                let key = text_of(&value["key"])
                    .or(text_of(&value["id"]))
                    .or_else(|| scalar(value));
                self.texts(take, name, key);
                if let Some(title) = text_of(&value["fields"]["summary"]) {
                    self.assembly.title_of(Take::ParentTitle, &title);
                }
                if let (Take::Parent(_), Some(number)) = (take, text_of(&value["id"])) {
                    self.assembly.parent(1, &number);
                }
            }
            ("issuelinks", _) => self.links(value),
            _ if take == Take::Sprint
                && (is_sprints(value) || value.is_object() || value.is_array()) =>
            {
                let one = std::slice::from_ref(value);
                let list = value.as_array().map_or(one, Vec::as_slice);
                for sprint in list {
                    match JiraSprint::read(sprint) {
                        Some(sprint) if !self.sprints.contains(&sprint) => {
                            self.sprints.push(sprint)
                        }
                        Some(_) => {}
                        None => self.assembly.keep(name, &[compact(sprint)]),
                    }
                }
            }
            (_, Take::Description) => self.assembly.description(&rich(value)),
            (_, Take::Criteria) => self.assembly.criteria(rich(value)),
            ("votes", _) => self.texts(take, name, text_of(&value["votes"])),
            _ => {
                let texts: Vec<String> = match value {
                    Value::Array(list) => list.iter().map(any_text).collect(),
                    other => vec![any_text(other)],
                };
                let texts: Vec<String> = texts
                    .into_iter()
                    .filter(|text| !text.trim().is_empty())
                    .collect();
                self.assembly.take(take, name, &texts, self.known);
            }
        }
    }

    fn texts(&mut self, take: Take, name: &str, text: Option<String>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.assembly.take(take, name, &[text], self.known);
        }
    }

    fn links(&mut self, links: &Value) {
        for link in links.as_array().into_iter().flatten() {
            let kind = &link["type"];
            let name = kind["name"].as_str().unwrap_or_default();
            for (side, word, take) in [
                ("outwardIssue", "outward", Take::Blocks),
                ("inwardIssue", "inward", Take::DependsOn),
            ] {
                let Some(key) = text_of(&link[side]["key"]).or(text_of(&link[side]["id"])) else {
                    continue;
                };
                if name.to_lowercase().starts_with("block") {
                    self.assembly.take(take, "issuelinks", &[key], self.known);
                } else {
                    let word = kind[word]
                        .as_str()
                        .filter(|word| !word.is_empty())
                        .unwrap_or(name);
                    self.assembly.keep_more_of(&format!("link: {word}"), key);
                }
            }
        }
    }
}

/// What a person is called; the account where no name is told.
fn author(person: &Value) -> Option<String> {
    let other = || {
        ["emailAddress", "accountId"]
            .iter()
            .find_map(|key| scalar(&person[*key]))
    };
    text_of(person).or_else(other)
}

/// Text of either kind: wiki markup or a document.
fn rich(value: &Value) -> String {
    match value {
        Value::String(text) => markdown(text),
        other => adf_to_markdown(other),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}

/// The text of a value, or the name of an object.
fn text_of(value: &Value) -> Option<String> {
    scalar(value).or_else(|| {
        ["displayName", "name", "value", "key", "summary"]
            .iter()
            .find_map(|key| scalar(&value[*key]))
    })
}

/// The text of any value; a document as Markdown, and what has no name as JSON.
fn any_text(value: &Value) -> String {
    if value["type"] == "doc" {
        return adf_to_markdown(value);
    }
    match (text_of(value), text_of(&value["child"])) {
        (Some(text), Some(child)) => format!("{text} / {child}"),
        (Some(text), None) => text,
        (None, _) => compact(value),
    }
}

fn compact(value: &Value) -> String {
    value.to_string()
}
