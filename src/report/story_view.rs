//! A story as programs see it: the JSON and CSV of one item.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::model::{Backlog, Expected, Hundredths, Story};
use crate::report::Positions;
use crate::text;

/// A criterion in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct CriterionView {
    /// Its words.
    pub text: String,
    /// Whether it is ticked.
    pub done: bool,
}

/// The user story sentence in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct UserStoryView {
    /// Who; empty where the sentence names nobody.
    pub role: String,
    /// What.
    pub want: String,
    /// Why.
    pub benefit: Option<String>,
}

/// Where an item came from, in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct ExternalView {
    /// The tool.
    pub system: String,
    /// Its name there.
    pub key: String,
    /// Its address there.
    pub url: Option<String>,
}

/// A link in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// What it leads to: `figma`, `miro`, `confluence`, `jira`, …, `web`; `text` where it is no address.
    pub kind: &'static str,
    /// The address, http or https only.
    pub url: Option<String>,
    /// The words beside it; empty where there are none.
    pub text: String,
}

impl LinkView {
    fn new(entry: &str) -> Self {
        let link = text::link(entry);
        Self {
            kind: link.kind.name(),
            url: link.url.map(str::to_owned),
            text: link.words.to_owned(),
        }
    }
}

/// What is hoped for, in JSON: figures as they are written.
#[derive(Debug, Clone, Serialize)]
pub struct ExpectedView {
    /// The metric.
    pub metric: Option<String>,
    /// The figure before: `3.1%`.
    pub baseline: Option<String>,
    /// The figure that is hoped for.
    pub target: Option<String>,
    /// By when.
    pub by: Option<Date>,
}

impl From<&Expected> for ExpectedView {
    fn from(expected: &Expected) -> Self {
        Self {
            metric: expected.metric.clone(),
            baseline: expected.baseline.as_ref().map(ToString::to_string),
            target: expected.target.as_ref().map(ToString::to_string),
            by: expected.by,
        }
    }
}

/// A story in JSON: absent fields are null, lists are empty.
#[derive(Debug, Clone, Serialize)]
pub struct StoryView {
    /// `US-12`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its type, as written.
    #[serde(rename = "type")]
    pub item_type: Option<String>,
    /// Its state, as written.
    pub status: Option<String>,
    /// What its state means: `new`, `ready`, `started`, `done`, `declined`.
    pub status_kind: &'static str,
    /// Its rank, where it has an explicit one.
    pub rank: Option<String>,
    /// Its position among the open items, from 1.
    pub position: Option<usize>,
    /// Its size.
    #[serde(serialize_with = "amount")]
    pub points: Option<Hundredths>,
    /// Its value.
    #[serde(serialize_with = "amount")]
    pub value: Option<Hundredths>,
    /// Its time criticality.
    #[serde(serialize_with = "amount")]
    pub urgency: Option<Hundredths>,
    /// The risk it reduces.
    #[serde(serialize_with = "amount")]
    pub risk_reduction: Option<Hundredths>,
    /// Money a week that waiting costs.
    #[serde(serialize_with = "amount")]
    pub cost_of_delay: Option<Hundredths>,
    /// Its Sprint.
    pub sprint: Option<String>,
    /// Its release.
    pub release: Option<String>,
    /// Its epic, as written.
    pub epic: Option<String>,
    /// The objective it serves, its own or its epic's.
    pub objective: Option<String>,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// Words to find it by.
    pub labels: Vec<String>,
    /// Who works on it.
    pub assignee: Vec<String>,
    /// What must be done before, as written.
    pub depends_on: Vec<String>,
    /// Of these, what is not done yet.
    pub waits_for: Vec<String>,
    /// What it waits for, in words.
    pub blocked: Option<String>,
    /// Addresses, as written.
    pub links: Vec<String>,
    /// The same taken apart: what each leads to.
    pub link_details: Vec<LinkView>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Where it came from.
    pub external: Option<ExternalView>,
    /// What happened after delivery, in people's words.
    pub outcome: Option<String>,
    /// What it is hoped to do to a metric.
    pub expected: Option<ExpectedView>,
    /// When it was added.
    pub created: Option<Timestamp>,
    /// When work began.
    pub started: Option<Date>,
    /// When it was Done.
    pub done: Option<Date>,
    /// When it was accepted.
    pub accepted: Option<Date>,
    /// Who wants what, and why, where its text says so; null also where bodies were not read.
    pub user_story: Option<UserStoryView>,
    /// Its criteria; empty also where bodies were not read.
    pub acceptance_criteria: Vec<CriterionView>,
    /// The file, relative to the current directory.
    pub path: String,
}

/// Points and money as JSON numbers: whole ones without decimals.
fn amount<S: Serializer>(value: &Option<Hundredths>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(value) if value.hundredths() % 100 == 0 => {
            serializer.serialize_i64(value.hundredths() / 100)
        }
        Some(value) => serializer.serialize_f64(value.as_f64()),
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl StoryView {
    /// Returns the view of a story. `prefix` goes before its path, as in `backlog/`.
    #[must_use]
    pub fn new(backlog: &Backlog, positions: &Positions, story: &Story, prefix: &str) -> Self {
        let criteria = story
            .body
            .as_deref()
            .map(|body| text::criteria(body, &backlog.config.criteria.headings));
        Self {
            id: story.id.to_string(),
            title: story.title.clone(),
            item_type: filled(&story.item_type),
            status: filled(&story.status),
            status_kind: backlog.kind(story).name(),
            rank: story.rank.as_ref().map(ToString::to_string),
            position: positions.of_story(story),
            points: story.points,
            value: story.value,
            urgency: story.urgency,
            risk_reduction: story.risk_reduction,
            cost_of_delay: story.cost_of_delay,
            sprint: story.sprint.clone(),
            release: story.release.clone(),
            epic: story.epic.clone(),
            objective: objective(backlog, story),
            requested_by: story.requested_by.clone(),
            labels: story.labels.clone(),
            assignee: story.assignee.clone(),
            depends_on: story.depends_on.clone(),
            waits_for: backlog
                .waits_for(story)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            blocked: story.blocked.clone(),
            links: story.links.clone(),
            link_details: story
                .links
                .iter()
                .map(|entry| LinkView::new(entry))
                .collect(),
            aliases: story.aliases.clone(),
            external: story.external.as_ref().map(|external| ExternalView {
                system: external.system.clone(),
                key: external.key.clone(),
                url: external.url.clone(),
            }),
            outcome: story.outcome.clone(),
            expected: story.expected.as_ref().map(ExpectedView::from),
            created: story.created,
            started: story.started,
            done: story.done,
            accepted: story.accepted,
            user_story: story
                .body
                .as_deref()
                .and_then(text::user_story)
                .map(|said| UserStoryView {
                    role: said.role,
                    want: said.want,
                    benefit: said.benefit,
                }),
            acceptance_criteria: criteria
                .unwrap_or_default()
                .into_iter()
                .map(|criterion| CriterionView {
                    text: criterion.text,
                    done: criterion.done,
                })
                .collect(),
            path: format!("{prefix}{}", story.path),
        }
    }

    /// The names of the CSV columns.
    pub const COLUMNS: [&str; 27] = [
        "position",
        "id",
        "title",
        "type",
        "status",
        "points",
        "value",
        "urgency",
        "risk_reduction",
        "cost_of_delay",
        "sprint",
        "release",
        "epic",
        "objective",
        "requested_by",
        "labels",
        "assignee",
        "depends_on",
        "blocked",
        "created",
        "started",
        "done",
        "accepted",
        "criteria",
        "criteria_done",
        "rank",
        "path",
    ];

    /// Returns its cells for the CSV columns, lists parted by `; `.
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let shown = |value: Option<Hundredths>| value.map(|v| v.to_string()).unwrap_or_default();
        let date = |value: Option<Date>| value.map(|v| v.to_string()).unwrap_or_default();
        vec![
            self.position.map(|p| p.to_string()).unwrap_or_default(),
            self.id.clone(),
            self.title.clone(),
            text(&self.item_type),
            text(&self.status),
            shown(self.points),
            shown(self.value),
            shown(self.urgency),
            shown(self.risk_reduction),
            shown(self.cost_of_delay),
            text(&self.sprint),
            text(&self.release),
            text(&self.epic),
            text(&self.objective),
            text(&self.requested_by),
            self.labels.join("; "),
            self.assignee.join("; "),
            self.depends_on.join("; "),
            text(&self.blocked),
            self.created.map(|v| v.to_string()).unwrap_or_default(),
            date(self.started),
            date(self.done),
            date(self.accepted),
            self.acceptance_criteria.len().to_string(),
            self.acceptance_criteria
                .iter()
                .filter(|criterion| criterion.done)
                .count()
                .to_string(),
            text(&self.rank),
            self.path.clone(),
        ]
    }
}

/// The objective a story serves: its own, else that of the nearest epic that has one.
pub(super) fn objective(backlog: &Backlog, story: &Story) -> Option<String> {
    let mut item = story;
    // A cycle of epics is somebody's mistake, not a reason to hang.
    for _ in 0..16 {
        if item.objective.is_some() {
            return item.objective.clone();
        }
        item = item.epic.as_deref().and_then(|epic| backlog.find(epic))?;
    }
    None
}
