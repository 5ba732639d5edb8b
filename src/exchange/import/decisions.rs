//! What was decided about each draft, and the file that follows from it.

use jiff::civil::Date;

use crate::exchange::draft::{Draft, Extra};
use crate::exchange::format::ReadReport;
use crate::exchange::import::new_files::{ConfigAddition, NewRelease, NewSprint, NewStory};
use crate::exchange::report::{ImportReport, MappedState, Origin, Remark};
use crate::exchange::secrets::without_secrets;
use crate::model::{FIELDS, Hundredths, Rank, StateKind, StoryId, Value};
use crate::text::slug;

/// What becomes of one draft that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) id: StoryId,
    pub(super) key: String,
    pub(super) aliases: Vec<String>,
    pub(super) rank: Option<Rank>,
    pub(super) status: String,
    pub(super) kind: StateKind,
    pub(super) item_type: Option<String>,
    pub(super) depends_on: Vec<String>,
    pub(super) epic: Option<String>,
    pub(super) extra: Vec<Extra>,
}

/// What becomes of all drafts. With it, the drafts can be read a second time and written one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    pub(super) each: Vec<Option<Decision>>,
    pub(super) folder: String,
    /// Release files to create.
    pub releases: Vec<NewRelease>,
    /// Sprint files to create.
    pub sprints: Vec<NewSprint>,
    /// What became of each state of the source.
    pub states: Vec<MappedState>,
    /// What `po.yaml` must know first.
    pub config: Vec<ConfigAddition>,
    /// What was already imported, and as which item.
    pub already: Vec<(Origin, StoryId)>,
    /// What becomes no item, and why.
    pub reported: Vec<Remark>,
    /// What to know about the rest.
    pub notes: Vec<Remark>,
}

impl Decisions {
    /// How many items are new.
    #[must_use]
    pub fn items(&self) -> usize {
        self.each.iter().flatten().count()
    }

    /// How many drafts were decided about.
    #[must_use]
    pub fn drafts(&self) -> usize {
        self.each.len()
    }

    /// The largest new id.
    #[must_use]
    pub fn last_id(&self) -> Option<StoryId> {
        let ids = self.each.iter().flatten().map(|decision| &decision.id);
        ids.max().cloned()
    }

    /// What was done with what was given.
    #[must_use]
    pub fn report(&self, read: &ReadReport) -> ImportReport {
        ImportReport {
            items: self.items(),
            already: self.already.clone(),
            reported: [read.reported.as_slice(), &self.reported].concat(),
            notes: [read.notes.as_slice(), &self.notes].concat(),
            columns: read.columns.clone(),
            states: self.states.clone(),
            sprints: self.sprints.len(),
        }
    }

    /// The file that the n-th draft (from 0, as they were added) becomes; `None` when it becomes none.
    #[must_use]
    pub fn story(&self, number: usize, draft: Draft) -> Option<NewStory> {
        let decision = self.each.get(number)?.as_ref()?;
        let name = slug(&draft.title);
        let dash = if name.is_empty() { "" } else { "-" };
        let mut fields = Vec::new();
        for field in FIELDS {
            match value(field.name, &draft, decision) {
                Some(value) => fields.push((field.name, value)),
                None if field.scaffold => fields.push((field.name, Value::Empty)),
                None => {}
            }
        }
        // The planner has said what is left out.
        let (mut extra, _) = without_secrets(draft.extra);
        // What stands under one key twice becomes a list.
        extra.extend(decision.extra.iter().cloned());
        Some(NewStory {
            id: decision.id.clone(),
            path: format!("stories/{}{}{dash}{name}.md", self.folder, decision.id),
            fields,
            extra,
            body: draft.body,
            crlf: draft.crlf,
        })
    }
}

/// The value of a field, or `None` where the item has none.
fn value(field: &str, draft: &Draft, decision: &Decision) -> Option<Value> {
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let list = |items: &[String]| (!items.is_empty()).then(|| Value::List(items.to_vec()));
    let date = |date: Option<Date>| date.map(|date| Value::Plain(date.to_string()));
    let amount = |amount: Option<Hundredths>| amount.map(|amount| Value::Plain(amount.to_string()));
    match field {
        "title" => Some(Value::Text(draft.title.clone())),
        "labels" => list(&draft.labels),
        "id" => Some(Value::Plain(decision.id.to_string())),
        "rank" => decision
            .rank
            .as_ref()
            .map(|rank| Value::Plain(rank.to_string())),
        "created" => draft.created.map(|time| Value::Plain(time.to_string())),
        "status" => Some(decision.status.clone())
            .filter(|status| !status.is_empty())
            .map(Value::Text),
        "started" => date(draft.started),
        "done" => date(draft.done),
        "accepted" => date(draft.accepted),
        "type" => text(&decision.item_type),
        "sprint" => text(&draft.sprint),
        "requested_by" => text(&draft.requested_by),
        "points" => amount(draft.points),
        "value" => amount(draft.value),
        "epic" => text(&decision.epic),
        "release" => text(&draft.release),
        "depends_on" => list(&decision.depends_on),
        "blocked" => text(&draft.blocked),
        "assignee" => list(&draft.assignee),
        "links" => list(&draft.links),
        "aliases" => list(&decision.aliases),
        "external" => {
            let mut map = vec![
                ("system".to_owned(), draft.system.to_owned()),
                ("key".to_owned(), decision.key.clone()),
            ];
            map.extend(draft.url.iter().map(|url| ("url".to_owned(), url.clone())));
            Some(Value::Map(map))
        }
        _ => None,
    }
    .or_else(|| {
        let more = draft.more.iter().find(|(name, _)| *name == field);
        more.map(|(_, value)| value.clone())
    })
}
