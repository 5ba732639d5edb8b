//! The life of items: what changed when, and in which commit.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Completeness, Facts, ItemRef, Timeline, What};
use crate::report::event_words::event_words;
use crate::report::{Column, Document, Line, Row, Style, Table};

/// How much of the past is known.
#[derive(Debug, Clone, Serialize)]
pub struct PastView {
    /// `full`, `shallow`, `partial` or `none`.
    pub known: &'static str,
    /// The first day of which something is known; none where nothing is.
    pub since: Option<Date>,
    /// The branch whose past it is.
    pub branch: Option<String>,
}

/// One event of an item's life.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The day, in the backlog's time zone.
    pub date: Date,
    /// The moment.
    pub time: Timestamp,
    /// The commit; none for the files at hand.
    pub commit: Option<String>,
    /// The author of the commit.
    pub author: Option<String>,
    /// Whether it is on the default branch.
    pub landed: bool,
    /// `appeared`, `changed`, `deleted`, `reappeared`, `unreadable` or `readable`.
    pub kind: &'static str,
    /// What changed: a key of the front matter, `criteria` or `path`.
    pub field: Option<&'static str>,
    /// What it was; a list has a line an entry.
    pub from: Option<String>,
    /// What it became.
    pub to: Option<String>,
    /// The same in words, a sentence each.
    pub words: Vec<String>,
}

/// The life of one item.
#[derive(Debug, Clone, Serialize)]
pub struct LifeView {
    /// Its id today, or its last one.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its file, relative to the current directory; none where it was deleted.
    pub path: Option<String>,
    /// What happened, the oldest first.
    pub events: Vec<EventView>,
}

/// The lives of items.
#[derive(Debug, Serialize)]
pub struct HistoryReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// How much of the past is known.
    pub past: PastView,
    /// The items asked for.
    pub stories: Vec<LifeView>,
}

impl HistoryReport {
    /// Returns the lives of items; `prefix` is what goes before a path of the backlog.
    #[must_use]
    pub fn new(timeline: &Timeline, items: &[ItemRef], prefix: &str) -> Self {
        let snapshot = timeline.last_snapshot();
        let known = items.iter().filter_map(|&item| {
            let known = snapshot.known(item)?;
            Some((item, &known.facts, known.is_there))
        });
        let stories = known
            .map(|(item, facts, is_there)| LifeView {
                id: facts.text("id").unwrap_or_default().to_owned(),
                title: facts.title().to_owned(),
                path: is_there.then(|| format!("{prefix}{}", facts.path())),
                events: events(timeline, item),
            })
            .collect();
        Self {
            schema_version: 1,
            past: PastView::new(timeline),
            stories,
        }
    }

    /// Returns the report for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        let elsewhere = self.past.not_landed();
        for (index, story) in self.stories.iter().enumerate() {
            if index > 0 {
                document.gap();
            }
            let title = Line::styled(format!("{} ", story.id), Style::Id);
            document.heading(1, title.with(story.title.clone(), Style::Strong));
            let mut table = Table {
                columns: vec![
                    Column::left("Date"),
                    Column::left("What").flexible(),
                    Column::left("Who").flexible(),
                    Column::left("Commit"),
                ],
                rows: Vec::new(),
                indent: 0,
            };
            for event in &story.events {
                table
                    .rows
                    .extend(event.words.iter().map(|words| event.row(words, &elsewhere)));
            }
            document.table(table);
        }
        if let Some(words) = self.past.words() {
            document.gap();
            document.text(Line::styled(words, Style::Warn));
        }
        document
    }
}

impl EventView {
    fn row(&self, words: &str, elsewhere: &str) -> Row {
        let commit = self.commit.as_deref().and_then(|hash| hash.get(..7));
        let who = self.author.clone().unwrap_or_default();
        Row::Cells(vec![
            Line::plain(self.date.to_string()),
            Line::plain(words),
            Line::styled(who, Style::Dim),
            match commit {
                Some(hash) => Line::styled(hash, Style::Dim),
                None => Line::styled(elsewhere, Style::Warn),
            },
        ])
    }
}

impl PastView {
    /// Returns how much a timeline knows.
    #[must_use]
    pub fn new(timeline: &Timeline) -> Self {
        Self {
            known: match timeline.completeness {
                Completeness::Full => "full",
                Completeness::Shallow => "shallow",
                Completeness::Partial(_) => "partial",
                Completeness::NoGit => "none",
            },
            since: timeline.first_day(),
            branch: timeline.branch.clone(),
        }
    }

    /// What is said of a change in the files at hand that did not land yet: `not on main yet`.
    #[must_use]
    pub fn not_landed(&self) -> String {
        let branch = self.branch.as_deref();
        let name = branch.map(|name| name.strip_prefix("origin/").unwrap_or(name));
        name.map_or_else(
            || "not committed".to_owned(),
            |name| format!("not on {name} yet"),
        )
    }

    /// What a person must know of it; nothing where all is known.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let since = self
            .since
            .map_or_else(String::new, |day| format!(" before {day}"));
        match self.known {
            "shallow" => Some(format!(
                "Nothing is known of the time{since}: this clone is shallow. git fetch --unshallow brings the rest."
            )),
            "partial" => Some(
                "Parts of the past are missing in this clone: git fetch --refetch --no-filter brings them."
                    .to_owned(),
            ),
            "none" => Some(
                "Nothing is known of the past: there are no commits to read it from.".to_owned(),
            ),
            _ => None,
        }
    }
}

fn events(timeline: &Timeline, item: ItemRef) -> Vec<EventView> {
    let is_birth = timeline.appeared(item).is_some();
    timeline
        .life(item)
        .map(|event| {
            let moment = &timeline.moments[event.moment];
            let (kind, field, from, to) = parts(&event.what);
            EventView {
                date: moment.day,
                time: moment.when,
                commit: moment.commit.map(|commit| commit.to_string()),
                author: moment.commit.map(|_| moment.author.as_ref().to_owned()),
                landed: moment.commit.is_some(),
                kind,
                field,
                from,
                to,
                words: event_words(&event.what, is_birth),
            }
        })
        .collect()
}

type Parts = (
    &'static str,
    Option<&'static str>,
    Option<String>,
    Option<String>,
);

fn parts(what: &What) -> Parts {
    let owned = |text: &Option<crate::model::Text>| text.as_deref().map(str::to_owned);
    match what {
        What::Appeared(_) => ("appeared", None, None, None),
        What::Set(name, from, to) => ("changed", Some(name), owned(from), owned(to)),
        What::Deleted => ("deleted", None, None, None),
        What::Reappeared => ("reappeared", None, None, None),
        What::Unreadable => ("unreadable", None, None, None),
        What::Readable => ("readable", None, None, None),
    }
}

/// The stories of a timeline that somebody means with an id or alias: those whose file is there, else those that were
/// deleted.
#[must_use]
pub fn meant(timeline: &Timeline, is_meant: impl Fn(&str) -> bool) -> Vec<ItemRef> {
    let snapshot = timeline.last_snapshot();
    let mut found: [Vec<ItemRef>; 4] = [const { Vec::new() }; 4];
    for item in 0..timeline.items.len() {
        let Some(known) = snapshot.known(item) else {
            continue;
        };
        let by = |name: &str, facts: &Facts| facts.list(name).any(&is_meant);
        // As everywhere, an id beats an alias.
        let place = match (by("id", &known.facts), by("aliases", &known.facts)) {
            (true, _) => 0,
            (_, true) => 1,
            _ => continue,
        };
        found[place + 2 * usize::from(!known.is_there)].push(item);
    }
    found
        .into_iter()
        .find(|items| !items.is_empty())
        .unwrap_or_default()
}
