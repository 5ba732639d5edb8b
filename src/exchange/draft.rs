//! An item as another tool tells it, before it has an id here.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_yaml::{Mapping, Value as Yaml};

use crate::exchange::carried::Carried;
use crate::exchange::key::title_key;
use crate::exchange::line_ends::line_feeds;
use crate::exchange::report::Origin;
use crate::exchange::yaml_lines::yaml_lines;
use crate::model::{Hundredths, StateKind, StoryId, Value};

/// A state as the source names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftStatus {
    /// Its name there.
    pub name: String,
    /// What it means, where the source tells.
    pub kind: Option<StateKind>,
}

/// A reference to another item of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceReference {
    /// The column or key it stands in.
    pub column: &'static str,
    /// As written.
    pub written: String,
    /// The source keys it may mean, most likely first.
    pub keys: Vec<String>,
}

/// Items that a cell names by their titles, which the source does not tell apart from any text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitledReference {
    /// What they are to the item: `epic` or `depends_on`.
    pub field: &'static str,
    /// The column.
    pub column: String,
    /// As written: one title, or several parted by commas.
    pub written: String,
}

/// Where an item stands in the source's own order: the smaller, the higher.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceOrder {
    /// A position or an ordinal.
    Number(f64),
    /// A key that sorts by its bytes.
    Text(String),
}

impl SourceOrder {
    /// Compares two places; numbers come before texts.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

/// Something that has no field of its own and is kept as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The key; empty where it is only a comment.
    pub key: String,
    /// Whole YAML lines as they would stand at the top of a document (`key: value`, or `# comment`), each ended by LF.
    pub yaml: String,
}

impl Extra {
    /// Keeps texts under a key: one as a text, several as a list. Their lines end in LF, so that they stand as lines.
    #[must_use]
    pub fn texts(key: &str, texts: &[String]) -> Self {
        let value = match texts {
            [one] => Yaml::from(line_feeds(one)),
            many => Yaml::from_iter(many.iter().map(|text| line_feeds(text))),
        };
        let map = Mapping::from_iter([(Yaml::from(key), value)]);
        Self {
            key: key.to_owned(),
            yaml: yaml_lines(&map),
        }
    }
}

/// Everything that an imported item carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Where it was found.
    pub origin: Origin,
    /// The tool it comes from: `backlog-md`.
    pub system: &'static str,
    /// Its name there.
    pub key: String,
    /// Its address there.
    pub url: Option<String>,
    /// The id it should keep: its key, where that is one.
    pub wanted: Option<StoryId>,
    /// Further keys by which references of the source may mean it: a number beside the key. They are not kept.
    pub other_keys: Vec<String>,
    /// Its number beside the key, by which a later export may mean it.
    pub number: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is, on one line.
    pub title: String,
    /// Its state.
    pub status: Option<DraftStatus>,
    /// What kind of item it is, as the source names it.
    pub item_type: Option<String>,
    /// When it was added.
    pub created: Option<Timestamp>,
    /// When work began.
    pub started: Option<Date>,
    /// When it was Done.
    pub done: Option<Date>,
    /// When it was accepted.
    pub accepted: Option<Date>,
    /// Its size.
    pub points: Option<Hundredths>,
    /// Its value.
    pub value: Option<Hundredths>,
    /// Words to find it by.
    pub labels: Vec<String>,
    /// Who works on it.
    pub assignee: Vec<String>,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// What must be done before.
    pub depends_on: Vec<SourceReference>,
    /// What waits for it: each of these depends on it.
    pub blocks: Vec<SourceReference>,
    /// What it waits for, in words.
    pub blocked: Option<String>,
    /// What it is a part of.
    pub parent: Option<SourceReference>,
    /// Its epic, where that is another item than its parent: what it is a part of where the parent is not known here. It
    /// stands under [`Draft::extra`], too.
    pub epic: Option<SourceReference>,
    /// What may be titles of items that came before; what is none is kept.
    pub titled: Vec<TitledReference>,
    /// Its Sprint's name.
    pub sprint: Option<String>,
    /// The key of `extra` under which its Sprint is kept instead, where only the rest of the file tells that the Sprint is over.
    pub past_sprint: Option<&'static str>,
    /// All Sprints it was in, oldest first, where the source tells; for the facts of these Sprints.
    pub sprints: Vec<String>,
    /// Its release's name.
    pub release: Option<String>,
    /// Addresses that belong to it.
    pub links: Vec<String>,
    /// Further keys of a story that the source holds, by their names.
    pub more: Vec<(&'static str, Value)>,
    /// Where it stands in the source's order, where that has one.
    pub order: Option<SourceOrder>,
    /// What has no field, in the order of the source.
    pub extra: Vec<Extra>,
    /// The text after the header, byte for byte.
    pub body: String,
    /// Where in the text the acceptance criteria begin that have a column of their own, and where the comments; none for a
    /// text that is one.
    pub parts: Option<(usize, usize)>,
    /// Days for which the state has no place, where the source has no column for the state: kept under `extra` of a
    /// new item, and of one where they were kept before. None where it has one.
    pub days: Option<Vec<Extra>>,
    /// Whether lines end in CRLF, so that the header can follow the body.
    pub crlf: bool,
    /// What the source tells of, with or without a value.
    pub carried: Carried,
}

impl Draft {
    /// Returns a draft of that origin, system and key, and nothing else.
    #[must_use]
    pub fn new(origin: Origin, system: &'static str, key: impl Into<String>) -> Self {
        Self {
            origin,
            system,
            key: key.into(),
            url: None,
            wanted: None,
            other_keys: Vec::new(),
            number: None,
            aliases: Vec::new(),
            title: String::new(),
            status: None,
            item_type: None,
            created: None,
            started: None,
            done: None,
            accepted: None,
            points: None,
            value: None,
            labels: Vec::new(),
            assignee: Vec::new(),
            requested_by: None,
            depends_on: Vec::new(),
            blocks: Vec::new(),
            blocked: None,
            parent: None,
            epic: None,
            titled: Vec::new(),
            sprint: None,
            past_sprint: None,
            sprints: Vec::new(),
            release: None,
            links: Vec::new(),
            more: Vec::new(),
            order: None,
            extra: Vec::new(),
            body: String::new(),
            parts: None,
            days: None,
            crlf: false,
            carried: Carried::ALL,
        }
    }
}

impl Draft {
    /// Lets others name it by its title, and takes what it names for a title, too: where only one item has that.
    pub fn is_named_by_title(&mut self) {
        self.other_keys.push(title_key(&self.title));
        let before = self.depends_on.iter_mut().chain(&mut self.blocks);
        for reference in before.chain(&mut self.parent).chain(&mut self.epic) {
            reference.keys.push(title_key(&reference.written));
        }
    }

    /// Adds a label, unless it has it already.
    ///
    /// # Errors
    /// The label that it has, where only the case of letters tells the two apart: they are one here.
    pub fn add_label(&mut self, label: &str) -> Result<(), String> {
        let mut known = self.labels.iter();
        match known.find(|known| known.eq_ignore_ascii_case(label)) {
            None => {
                self.labels.push(label.to_owned());
                Ok(())
            }
            Some(known) if known == label => Ok(()),
            Some(known) => Err(known.clone()),
        }
    }
}

/// A release as another tool tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRelease {
    /// Where it was found.
    pub origin: Origin,
    /// Its name, as drafts refer to it.
    pub name: String,
    /// When it is due.
    pub due: Option<Date>,
    /// What has no field, in the order of the source.
    pub extra: Vec<Extra>,
    /// Its scope note, byte for byte.
    pub body: String,
    /// Whether lines end in CRLF.
    pub crlf: bool,
}

/// A Sprint as another tool tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSprint {
    /// Where it was found.
    pub origin: Origin,
    /// Its name, as drafts refer to it.
    pub name: String,
    /// The Sprint Goal.
    pub goal: Option<String>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// When it started; none while it is planned.
    pub started: Option<Date>,
    /// When it was closed.
    pub closed: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::Extra;

    #[test]
    fn texts_of_several_lines_stand_as_lines() {
        let texts = ["One\r\nTwo\rThree".to_owned(), "Four\r\n".to_owned()];
        let one = Extra::texts("Note", &texts[..1]);
        assert_eq!(one.yaml, "Note: |-\n  One\n  Two\n  Three\n");
        let several = Extra::texts("Note", &texts);
        assert_eq!(
            several.yaml,
            "Note:\n- |-\n  One\n  Two\n  Three\n- |\n  Four\n"
        );
        let odd = Extra::texts("Note", &["One \r\n\tTwo\r\n".to_owned()]);
        assert_eq!(odd.yaml, "Note: |\n  One \n  \tTwo\n");
    }
}
