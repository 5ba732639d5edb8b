//! An item of the Product Backlog, as its front matter tells it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::expected::Expected;
use super::hundredths::Hundredths;
use super::moscow::Moscow;
use super::rank::{Rank, RankKey, head};
use super::story_id::StoryId;

/// Where an item came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct External {
    /// The tool: `jira`, `backlog-md`.
    pub system: String,
    /// Its name there.
    pub key: String,
    /// Its number there, where others name it by that too.
    pub id: Option<String>,
    /// Its address there.
    pub url: Option<String>,
}

/// An item: story, bug, spike, task or epic. References are texts, resolved against a [`super::Backlog`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its id.
    pub id: StoryId,
    /// What it is; empty only where the file has no title, which is reported.
    pub title: String,
    /// `status:` as written; empty where it is not set.
    pub status: String,
    /// `type:` as written; empty where it is not set.
    pub item_type: String,
    /// Its explicit rank.
    pub rank: Option<Rank>,
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
    /// Its time criticality.
    pub urgency: Option<Hundredths>,
    /// The risk it reduces.
    pub risk_reduction: Option<Hundredths>,
    /// Money a week that waiting costs.
    pub cost_of_delay: Option<Hundredths>,
    /// Its class of MoSCoW, as its key says.
    pub moscow: Option<Moscow>,
    /// What only scoring models ask for, by key: `reach`, `impact`, …, and keys of the team's own that a formula names.
    pub factors: Vec<(String, Hundredths)>,
    /// Its Sprint's name.
    pub sprint: Option<String>,
    /// Its release's name.
    pub release: Option<String>,
    /// Its epic, as written.
    pub epic: Option<String>,
    /// The objective it serves, as written.
    pub objective: Option<String>,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// What it waits for, in words.
    pub blocked: Option<String>,
    /// What happened after delivery, in people's words: `outcome` as a text, or its `verdict`.
    pub outcome: Option<String>,
    /// What it is hoped to do to a metric, where `outcome` is a mapping: what is not there is not said.
    pub expected: Option<Expected>,
    /// Words to find it by.
    pub labels: Vec<String>,
    /// Who works on it.
    pub assignee: Vec<String>,
    /// What must be done before, as written.
    pub depends_on: Vec<String>,
    /// Addresses.
    pub links: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Where it came from.
    pub external: Option<External>,
    /// Whether `extra` holds something: what an importer could not place.
    pub has_extra: bool,
    /// The texts and lists of texts under `extra`, by their keys, in order, where the body was asked for.
    pub extra: Vec<(String, Vec<String>)>,
    /// Keys of the front matter that hold something and are not in [`super::FIELDS`], in order: the team's own too.
    pub unknown_keys: Vec<String>,
    /// The file, relative to the backlog directory, parted by `/`.
    pub path: String,
    /// The text after the front matter, where it was asked for.
    pub body: Option<String>,
}

impl Story {
    /// Returns a story of that id and nothing else.
    #[must_use]
    pub fn new(id: StoryId, path: impl Into<String>) -> Self {
        Self {
            id,
            title: String::new(),
            status: String::new(),
            item_type: String::new(),
            rank: None,
            created: None,
            started: None,
            done: None,
            accepted: None,
            points: None,
            value: None,
            urgency: None,
            risk_reduction: None,
            cost_of_delay: None,
            moscow: None,
            factors: Vec::new(),
            sprint: None,
            release: None,
            epic: None,
            objective: None,
            requested_by: None,
            blocked: None,
            outcome: None,
            expected: None,
            labels: Vec::new(),
            assignee: Vec::new(),
            depends_on: Vec::new(),
            links: Vec::new(),
            aliases: Vec::new(),
            external: None,
            has_extra: false,
            extra: Vec::new(),
            unknown_keys: Vec::new(),
            path: path.into(),
            body: None,
        }
    }

    /// The number that a key holds; none where it holds none, and for keys that hold something else.
    #[must_use]
    pub fn amount(&self, key: &str) -> Option<Hundredths> {
        match key {
            "points" => self.points,
            "value" => self.value,
            "urgency" => self.urgency,
            "risk_reduction" => self.risk_reduction,
            "cost_of_delay" => self.cost_of_delay,
            _ => {
                let found = self.factors.iter().find(|(own, _)| own == key);
                found.map(|(_, amount)| *amount)
            }
        }
    }

    /// Its class of MoSCoW with the words that say so: its key, else the strongest of its labels.
    #[must_use]
    pub fn moscow_class(&self) -> Option<(Moscow, &str)> {
        let own = self.moscow.map(|class| (class, class.name()));
        own.or_else(|| {
            let classes = self.labels.iter().filter_map(|label| {
                let class = Moscow::read(label)?;
                Some((class, label.trim()))
            });
            classes.min_by_key(|(class, _)| *class)
        })
    }

    /// Its key in another tool, where it came from there: without the number that an import gives to a key that occurred
    /// before (`BACK-7#2`). What an import made up of words, because there was none, is no key (`title 0f3a…`).
    #[must_use]
    pub fn key_in(&self, system: &str) -> Option<&str> {
        let external = self.external.as_ref()?;
        let key = external.key.split('#').next().unwrap_or_default().trim();
        let is_key = !key.is_empty() && !key.contains(' ');
        (is_key && external.system.eq_ignore_ascii_case(system)).then_some(key)
    }

    /// Its key in the total order: its rank, or the implicit key of its number.
    #[must_use]
    pub fn rank_key(&self) -> RankKey {
        RankKey::new(self.rank.as_ref(), &self.id)
    }

    /// The beginning of its key as a number: where two differ, the keys differ likewise.
    pub(super) fn rank_head(&self) -> u128 {
        head(self.rank.as_ref(), &self.id)
    }
}
