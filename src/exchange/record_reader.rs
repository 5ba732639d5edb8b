//! Records of JSON become drafts: what is the same for every tool whose interfaces speak JSON.

use serde_json::Value;

use crate::exchange::assembly::{Assembly, Gathered, Known, Nesting, Take};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{Draft, DraftRelease, DraftSprint};
use crate::exchange::format::ReadReport;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::Origin;

/// Reads records, of one file after the other.
pub struct RecordReader<'a> {
    system: &'static str,
    markdown: fn(&str) -> String,
    options: &'a ReadOptions,
    dates: DateReader,
    nesting: Nesting,
    /// What was found so far, besides the items.
    pub gathered: Gathered,
}

/// A record that is being read.
pub struct Record<'r> {
    /// What it becomes.
    pub assembly: Assembly,
    /// What is known about the source.
    pub known: Known<'r>,
    gathered: &'r mut Gathered,
}

impl<'a> RecordReader<'a> {
    /// Begins with no file read; `markdown` is what makes Markdown of texts.
    #[must_use]
    pub fn new(
        system: &'static str,
        markdown: fn(&str) -> String,
        options: &'a ReadOptions,
    ) -> Self {
        Self {
            system,
            markdown,
            options,
            dates: options.dates(),
            nesting: Nesting::default(),
            gathered: Gathered::default(),
        }
    }

    /// Begins a record.
    pub fn begin(&mut self, origin: Origin) -> Record<'_> {
        let mut assembly = Assembly::new(origin, self.system);
        assembly.tells_only_what_it_says();
        Record {
            assembly,
            known: Known::new(&self.dates, &self.options.map, self.markdown),
            gathered: &mut self.gathered,
        }
    }

    /// Ends a record. `place` is what no other record of the source has: the key, or the key with its project; empty where the
    /// record has no key. `item` looks at the draft last.
    pub fn end(
        &mut self,
        mut assembly: Assembly,
        place: &str,
        item: &dyn Fn(&mut Draft),
        each: &mut dyn FnMut(Draft),
    ) {
        let known = Known::new(&self.dates, &self.options.map, self.markdown);
        let named = |_: &Draft| (place.to_owned(), place.to_owned());
        let depth = assembly.depth();
        if let Some(mut draft) = self.gathered.admit_as(assembly.finish(&known), named) {
            self.nesting.place(&mut draft, depth);
            item(&mut draft);
            each(draft);
        }
    }

    /// Takes a record that is a milestone itself: a release, where it says more than its name.
    pub fn release(&mut self, origin: Origin, milestone: &Value) {
        let place = origin.clone();
        if !self.begin(origin).release(milestone) {
            let reason = "it is a milestone without a day and a text, and no item";
            self.gathered.refuse(place, reason);
        }
    }

    /// What was found in all files.
    #[must_use]
    pub fn report(self) -> ReadReport {
        self.gathered.report()
    }
}

impl Record<'_> {
    /// Takes the texts of a field, unless a person's map says otherwise.
    pub fn take(&mut self, take: Take, name: &str, texts: &[String]) {
        let said = self.known.map.word(name, 0).and_then(Take::of_word);
        let take = said.unwrap_or(take);
        let place = self.gathered.tally.add(name, take);
        self.assembly.tells_of(take);
        let texts: Vec<String> = texts
            .iter()
            .filter(|text| !text.trim().is_empty())
            .cloned()
            .collect();
        if !texts.is_empty() {
            if take.says(&texts) {
                self.gathered.tally.count(place);
            }
            self.assembly.take(take, name, &texts, &self.known);
        }
    }

    /// Names the parts of the item, with what each is called: those that are not in the source are told.
    pub fn parts(&mut self, parts: Vec<(String, String)>) {
        let origin = self.assembly.origin().clone();
        self.gathered.parts(origin, parts);
    }

    /// Takes whatever texts a value has.
    pub fn value(&mut self, take: Take, name: &str, value: &Value) {
        self.take(take, name, &texts(value));
    }

    /// Counts a field that is read by other means; one that is not there is none.
    pub fn count(&mut self, take: Take, name: &str, value: Option<&Value>) {
        let Some(value) = value else {
            return;
        };
        let place = self.gathered.tally.add(name, take);
        self.assembly.tells_of(take);
        let texts = texts(value);
        if !texts.is_empty() && take.says(&texts) {
            self.gathered.tally.count(place);
        }
    }

    /// Takes comments: objects with a text, an author and a moment.
    pub fn comments(&mut self, name: &str, list: &Value) {
        self.count(Take::Comment, name, Some(list));
        for comment in elements(list) {
            let body = ["body", "note", "text"]
                .iter()
                .find_map(|key| comment[*key].as_str());
            let when = ["createdAt", "created_at", "createdDate"]
                .iter()
                .find_map(|key| comment[*key].as_str());
            let author = ["author", "user", "createdBy"]
                .iter()
                .find_map(|key| text_of(&comment[*key]));
            let text = (self.known.markdown)(body.unwrap_or_default());
            self.assembly
                .comment_by(when, author.as_deref(), text, &self.known);
        }
    }

    /// Adds the release that a milestone is, where it says more than its name; says whether it does.
    pub fn release(&mut self, milestone: &Value) -> bool {
        let text = |names: [&str; 3]| {
            names
                .iter()
                .find_map(|key| milestone[*key].as_str())
                .filter(|text| !text.trim().is_empty())
        };
        let Some(name) = text(["title", "name", "title"]).map(crate::text::one_line) else {
            return false;
        };
        let due = text(["dueOn", "due_on", "due_date"]);
        let due = due.and_then(|due| self.known.dates.date(due));
        let body = milestone["description"].as_str().unwrap_or_default().trim();
        if due.is_none() && body.is_empty() {
            return false;
        }
        let origin = self.assembly.origin().clone();
        self.gathered
            .releases
            .entry(name.clone())
            .or_insert_with(|| DraftRelease {
                origin,
                name,
                due,
                extra: Vec::new(),
                body: if body.is_empty() {
                    String::new()
                } else {
                    format!("\n{}\n", (self.known.markdown)(body))
                },
                crlf: false,
            });
        true
    }

    /// Adds a Sprint of that name, where it has a day.
    pub fn sprint(&mut self, sprint: DraftSprint) {
        if sprint.from.is_some() || sprint.to.is_some() {
            let name = sprint.name.clone();
            self.gathered.sprints.entry(name).or_insert(sprint);
        }
    }
}

/// The elements of a list, or of a list in `nodes`.
#[must_use]
pub fn elements(value: &Value) -> &[Value] {
    value
        .as_array()
        .or_else(|| value["nodes"].as_array())
        .map_or(&[], Vec::as_slice)
}

/// The text of a scalar, or the name of an object.
#[must_use]
pub fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(is) => is.to_string(),
        Value::Object(_) => [
            "login",
            "username",
            "displayName",
            "title",
            "name",
            "value",
            "number",
        ]
        .iter()
        .find_map(|key| match &value[*key] {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })?,
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The texts of any value: of each element of a list; what has no name as JSON.
#[must_use]
pub fn texts(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) if text.trim().is_empty() => None,
        Value::Object(map) if map.is_empty() => None,
        value => text_of(value).or_else(|| Some(value.to_string())),
    };
    match value {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        Value::Object(map) if map.get("nodes").is_some_and(Value::is_array) => {
            elements(value).iter().filter_map(one).collect()
        }
        value => one(value).into_iter().collect(),
    }
}

/// The value of the first of these fields that has one.
#[must_use]
pub fn first_of<'v>(record: &'v Value, names: &[&str]) -> &'v Value {
    names
        .iter()
        .map(|name| &record[*name])
        .find(|value| !value.is_null())
        .unwrap_or(&Value::Null)
}
