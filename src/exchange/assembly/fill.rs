//! Values go into a draft, one column at a time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::exchange::assembly::comment::{Comment, are_counts};
use crate::exchange::assembly::references::parent_reference;
use crate::exchange::assembly::sentence::StoryPart;
use crate::exchange::assembly::take::Take;
use crate::exchange::assembly::values::{
    amount, day, inner_marks, is_address, level, not_a_date, set, set_once, short,
};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{Draft, Extra, SourceOrder, SourceReference};
use crate::exchange::field_map::FieldMap;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::ticked::marked;
use crate::model::StateKind;
use crate::text::one_line;

/// What is known about the source that a draft is of.
pub struct Known<'a> {
    /// How dates are read.
    pub dates: &'a DateReader,
    /// What a person says.
    pub map: &'a FieldMap,
    /// How texts become Markdown.
    pub markdown: fn(&str) -> String,
    /// Takes a comment apart.
    pub comment: fn(&str) -> Comment<'_>,
}

impl<'a> Known<'a> {
    /// Of a source whose comments are text and nothing else.
    #[must_use]
    pub fn new(dates: &'a DateReader, map: &'a FieldMap, markdown: fn(&str) -> String) -> Self {
        Self {
            dates,
            map,
            markdown,
            comment: Comment::plain,
        }
    }
}

/// A draft that is being put together.
#[derive(Debug)]
pub struct Assembly {
    pub(super) draft: Draft,
    pub(super) notes: Vec<Remark>,
    pub(super) status: Option<String>,
    pub(super) category: Option<String>,
    pub(super) resolution: Option<String>,
    pub(super) created_text: Option<String>,
    pub(super) started: Option<(Date, String, String)>,
    pub(super) ended: Option<(Date, String, String)>,
    pub(super) accepted: Option<(Date, String, String)>,
    pub(super) changed: Option<Date>,
    /// What its state means, where the tool has its own mind about it.
    pub(super) meaning: Option<StateKind>,
    pub(super) blocked: Option<bool>,
    /// Whether a box says that it is over, with the column and what stands there.
    pub(super) over: Option<(bool, String, String)>,
    pub(super) sections: Vec<(&'static str, String)>,
    pub(super) description: String,
    /// Part, header and value of a user story in columns of its own.
    pub(super) told: Vec<(StoryPart, String, String)>,
    /// Text whose first line may be the title.
    pub(super) lead: String,
    pub(super) criteria: Vec<String>,
    pub(super) comments: Vec<(Option<Timestamp>, Option<Date>, String)>,
    pub(super) parent: Option<(u8, SourceReference)>,
    pub(super) epic: Option<(String, SourceReference)>,
    /// What the parent and the epic are called, for where they are not part of the import.
    pub(super) parent_title: Option<String>,
    pub(super) epic_title: Option<String>,
    /// How deep it stands among the rows of its file.
    pub(super) level: Option<usize>,
    /// Its number in the outline.
    pub(super) outline: Option<String>,
    pub(super) kept: BTreeMap<String, Vec<String>>,
}

impl Assembly {
    /// Begins with nothing but where the item stands.
    #[must_use]
    pub fn new(origin: Origin, system: &'static str) -> Self {
        Self {
            draft: Draft::new(origin, system, ""),
            notes: Vec::new(),
            status: None,
            category: None,
            resolution: None,
            created_text: None,
            started: None,
            ended: None,
            accepted: None,
            changed: None,
            meaning: None,
            blocked: None,
            over: None,
            sections: Vec::new(),
            description: String::new(),
            told: Vec::new(),
            lead: String::new(),
            criteria: Vec::new(),
            comments: Vec::new(),
            parent: None,
            epic: None,
            parent_title: None,
            epic_title: None,
            level: None,
            outline: None,
            kept: BTreeMap::new(),
        }
    }

    /// Notes something about the item.
    pub fn note(&mut self, reason: impl Into<String>) {
        let at = self.draft.origin.clone();
        self.notes.push(Remark::new(at, reason));
    }

    /// Where the item stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.draft.origin
    }

    /// Keeps values under `extra`.
    pub fn keep(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            self.tells_of(Take::Keep);
            self.draft.extra.push(Extra::texts(column, values));
        }
    }

    /// Takes the values of a column, none of them empty. What cannot be taken is kept under `extra`, and noted.
    pub fn take(&mut self, take: Take, column: &str, values: &[String], known: &Known<'_>) {
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            return;
        };
        self.tells_of(take);
        let result = match take {
            Take::Title => set(&mut self.draft.title, one_line(first)),
            Take::Key => set(&mut self.draft.key, one_line(first)),
            Take::OtherKey => {
                self.draft.other_keys.extend(values.iter().cloned());
                Ok(())
            }
            Take::Number => {
                self.draft.other_keys.extend(values.iter().cloned());
                let number = first.bytes().all(|b| b.is_ascii_digit()) && first.len() <= 32;
                self.draft.number = number.then(|| first.clone());
                if number { Ok(()) } else { Err(String::new()) }
            }
            Take::Url => self.url(first),
            Take::Type => set_once(&mut self.draft.item_type, one_line(first)),
            // How far the work is says more than a state, and not which.
            Take::Status if first.ends_with('%') => Err(format!("`{}` is no state", short(first))),
            Take::Status => set_once(&mut self.status, one_line(first)),
            Take::Kind => match first.parse() {
                Ok(kind) => set_once(&mut self.meaning, kind),
                Err(_) => Err(format!("`{}` is no kind of state", short(first))),
            },
            Take::Category => set_once(&mut self.category, one_line(first)),
            Take::Resolution => {
                if one_line(first).eq_ignore_ascii_case("unresolved") {
                    return;
                }
                set_once(&mut self.resolution, one_line(first))
            }
            Take::Created => self.created(first, known),
            Take::Started => day(&mut self.started, column, first, known),
            Take::Done => match marked(first) {
                Some(is_over) => self.ticked(is_over, column, first),
                None => day(&mut self.ended, column, first, known),
            },
            Take::Accepted => day(&mut self.accepted, column, first, known),
            Take::Changed => known
                .dates
                .day_of(first)
                .map(|date| self.changed = Some(date))
                .ok_or_else(|| not_a_date(first)),
            Take::Points => amount(&mut self.draft.points, first),
            Take::Value => amount(&mut self.draft.value, first),
            Take::Labels(marks) => {
                self.labels(values, marks);
                return;
            }
            Take::Assignee => {
                for name in values.iter().map(|name| one_line(name)) {
                    if !self.draft.assignee.contains(&name) {
                        self.draft.assignee.push(name);
                    }
                }
                return;
            }
            Take::RequestedBy => set_once(&mut self.draft.requested_by, one_line(first)),
            Take::Description => {
                for value in values {
                    self.description(&(known.markdown)(value));
                }
                return;
            }
            Take::Told(part) => {
                let told = (part, column.to_owned(), first.clone());
                self.told.push(told);
                return self.keep_more(column, values);
            }
            Take::Lead => {
                self.lead = (known.markdown)(&values.join("\n\n"));
                return;
            }
            Take::Section(heading) => {
                for value in values {
                    self.section(heading, (known.markdown)(value));
                }
                return;
            }
            Take::Blocked => {
                self.blocked(first);
                return self.keep_more(column, values);
            }
            Take::Criteria => {
                let texts = values.iter().map(|value| (known.markdown)(value));
                self.criteria.extend(texts);
                return;
            }
            Take::Comment if are_counts(column, values) => {
                return self.take(Take::Count, column, values, known);
            }
            Take::Comment => {
                for value in values {
                    self.comment(value, known);
                }
                return;
            }
            Take::Parent(order) => {
                self.parent(order, first);
                return self.keep_more(column, values);
            }
            Take::Epic => {
                let reference = parent_reference(first);
                let (_, epic) = self
                    .epic
                    .get_or_insert_with(|| (column.to_owned(), reference));
                if epic.written != *first {
                    return self.keep(column, values);
                }
                return self.keep_more(column, values);
            }
            Take::ParentTitle | Take::EpicTitle => {
                self.title_of(take, first);
                return self.keep_more(column, values);
            }
            Take::Level => match level(first) {
                Some(level) => set_once(&mut self.level, level),
                None => Err(format!("`{}` is no level", short(first))),
            },
            // The number says more than what the item is a part of.
            Take::Outline => {
                self.outline.get_or_insert_with(|| one_line(first));
                return self.keep(column, values);
            }
            Take::DependsOn | Take::Blocks => {
                self.references(take, values);
                return;
            }
            Take::Sprint => {
                self.sprints(values, last);
                return self.keep_all(column, values);
            }
            Take::Release => {
                let result = set_once(&mut self.draft.release, one_line(first));
                if result.is_ok() {
                    self.keep_all(column, values);
                }
                result
            }
            Take::Rank => {
                if self.draft.order.is_none() {
                    // A colon before decimals that are not there would stand behind digits: `0|a:` comes before `0|a1`.
                    let key = first.trim_end_matches(':');
                    self.draft.order = Some(SourceOrder::Text(key.to_owned()));
                }
                Ok(())
            }
            Take::Position => match first.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    self.draft.order = Some(SourceOrder::Number(number));
                    Ok(())
                }
                _ => Err(format!("`{}` is no number", short(first))),
            },
            Take::Link => {
                for link in values.iter().flat_map(|value| value.split_whitespace()) {
                    self.link(link);
                }
                return;
            }
            Take::Field(name) => self.field(name, first, known),
            Take::Class(name) => self.class(name, first),
            Take::Keep | Take::Count => {
                if take.says(values) {
                    self.keep(column, values);
                }
                return;
            }
            Take::Drop(_) => return,
        };
        match result {
            Ok(()) if matches!(take, Take::OtherKey | Take::Number | Take::Release) => {}
            Ok(()) => self.keep_more(column, values),
            Err(reason) => {
                self.keep(column, values);
                if !reason.is_empty() {
                    self.note(format!("`{column}`: {reason}; kept under `extra`"));
                }
            }
        }
    }

    /// Values after the first, of a column of which one can be taken.
    fn keep_more(&mut self, column: &str, values: &[String]) {
        if values.iter().skip(1).any(|value| *value != values[0]) {
            self.keep(column, &values[1..]);
        }
    }

    /// All values, where there are several of which one is taken.
    fn keep_all(&mut self, column: &str, values: &[String]) {
        if values.iter().skip(1).any(|value| *value != values[0]) {
            self.keep(column, values);
        }
    }

    fn url(&mut self, text: &str) -> Result<(), String> {
        if is_address(text) {
            set_once(&mut self.draft.url, text.to_owned())
        } else {
            Err(format!("`{}` is no web address", short(text)))
        }
    }

    fn created(&mut self, text: &str, known: &Known<'_>) -> Result<(), String> {
        let moment = known
            .dates
            .timestamp(text)
            .ok_or_else(|| not_a_date(text))?;
        self.created_text = Some(text.to_owned());
        set_once(&mut self.draft.created, moment)
    }

    fn labels(&mut self, values: &[String], marks: &[char]) {
        for list in values.iter().filter_map(|value| inner_marks(value, marks)) {
            self.note(format!(
                "the label `{list}` holds a mark, at which it is parted"
            ));
        }
        for label in values.iter().flat_map(|value| value.split(marks)) {
            let label = one_line(label);
            if label.is_empty() {
                continue;
            }
            if let Err(known) = self.draft.add_label(&label) {
                self.note(format!("the label `{label}` is `{known}` here"));
            }
        }
    }

    /// Adds text that is Markdown already.
    pub fn description(&mut self, markdown: &str) {
        self.tells_of(Take::Description);
        if !self.description.is_empty() && !markdown.is_empty() {
            self.description.push_str("\n\n");
        }
        self.description.push_str(markdown);
    }

    /// Adds text under a heading of its own, Markdown already, after the text.
    pub fn section(&mut self, heading: &'static str, markdown: String) {
        if !markdown.trim().is_empty() {
            self.sections.push((heading, markdown));
        }
    }

    /// Says what its state means, whatever states of that name mean elsewhere; a person's map still has the last word.
    pub fn state_means(&mut self, kind: StateKind) {
        self.meaning = Some(kind);
    }

    /// Takes whether it is over.
    fn ticked(&mut self, is_over: bool, column: &str, text: &str) -> Result<(), String> {
        self.tells_of(Take::Status);
        match &self.over {
            Some((known, _, _)) if *known != is_over => Err(String::new()),
            Some(_) => Ok(()),
            None => {
                self.over = Some((is_over, column.to_owned(), text.to_owned()));
                Ok(())
            }
        }
    }

    /// Whether a box says if it is over.
    pub(super) fn has_box(&self) -> bool {
        self.over.is_some()
    }

    /// Takes whether it is blocked, or by what: words say it better than `yes`.
    fn blocked(&mut self, text: &str) {
        match marked(text) {
            Some(false) => self.blocked = self.blocked.or(Some(false)),
            Some(true) => self.blocked = Some(true),
            None => self.draft.blocked = Some(one_line(text)),
        }
    }

    /// Adds acceptance criteria that are Markdown already.
    pub fn criteria(&mut self, markdown: String) {
        self.tells_of(Take::Criteria);
        self.criteria.push(markdown);
    }

    /// Keeps one more value under a key of `extra`.
    pub fn keep_more_of(&mut self, column: &str, value: String) {
        self.kept.entry(column.to_owned()).or_default().push(value);
    }

    fn sprints(&mut self, values: &[String], last: &str) {
        for value in values {
            let name = one_line(value);
            if !self.draft.sprints.contains(&name) {
                self.draft.sprints.push(name);
            }
        }
        self.draft.sprint = Some(one_line(last));
    }

    /// Adds a web address once; another text is kept.
    pub fn link(&mut self, link: &str) {
        self.tells_of(Take::Link);
        if !is_address(link) {
            self.keep("links", &[link.to_owned()]);
        } else if !self.draft.links.iter().any(|other| other == link) {
            self.draft.links.push(link.to_owned());
        }
    }
    /// Adds a web address with what it is called.
    pub fn named_link(&mut self, name: &str, link: &str) {
        let name = one_line(name);
        if name.is_empty() || !is_address(link) {
            return self.link(link);
        }
        self.tells_of(Take::Link);
        let link = format!("{name}: {link}");
        if !self.draft.links.contains(&link) {
            self.draft.links.push(link);
        }
    }
}
