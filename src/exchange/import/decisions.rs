//! What was decided about each draft, and the file that follows from it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::exchange::carried::Carried;
use crate::exchange::draft::{Draft, Extra};
use crate::exchange::format::ReadReport;
use crate::exchange::import::here::Here;
use crate::exchange::import::new_files::{
    ConfigAddition, KnownFile, NewRelease, NewSprint, NewStory,
};
use crate::exchange::import::prints::Prints;
use crate::exchange::import::same_item::SameItem;
use crate::exchange::import::told_item::ToldItem;
use crate::exchange::report::{Fate, ImportReport, MappedState, Remark};
use crate::exchange::secrets::without_secrets;
use crate::model::{FIELDS, Hundredths, Rank, StateKind, StoryId, Value};
use crate::text::slug;

/// What becomes of one draft: a new item, or in an update one that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) id: StoryId,
    pub(super) key: String,
    pub(super) aliases: Vec<String>,
    pub(super) rank: Option<Rank>,
    pub(super) status: Arc<str>,
    pub(super) kind: StateKind,
    pub(super) item_type: Option<Arc<str>>,
    pub(super) depends_on: Vec<String>,
    pub(super) epic: Option<String>,
    pub(super) extra: Vec<Extra>,
    /// Fields that the source names something for which nobody can tell what it is here: of these it is silent.
    pub(super) silent: Vec<&'static str>,
    /// What an item that is here says already.
    pub(super) here: Option<Box<Here>>,
}

impl Decision {
    /// An item that has no place in an order yet and refers to nothing.
    pub(super) fn new(
        id: StoryId,
        key: String,
        (status, kind): (Arc<str>, StateKind),
        item_type: Option<Arc<str>>,
    ) -> Self {
        Self {
            id,
            key,
            aliases: Vec::new(),
            rank: None,
            status,
            kind,
            item_type,
            depends_on: Vec::new(),
            epic: None,
            extra: Vec::new(),
            silent: Vec::new(),
            here: None,
        }
    }
}

/// What becomes of all drafts. With it, the drafts can be read a second time and written one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// In boxes: of what a second import finds here already, a hundred thousand are none.
    pub(super) each: Vec<Option<Box<Decision>>>,
    pub(super) folder: String,
    pub(super) carried: HashMap<String, Carried>,
    pub(super) items: SameItem,
    /// Release files to create.
    pub releases: Vec<NewRelease>,
    /// Sprint files to create.
    pub sprints: Vec<NewSprint>,
    /// What the source says of Sprints and releases that are here already, in an update.
    pub known_files: Vec<KnownFile>,
    /// In an update, items that came from the source's system and are not in it now, with their keys.
    pub missing: Vec<(StoryId, String)>,
    /// What became of each state of the source.
    pub states: Vec<MappedState>,
    /// What `po.yaml` must know first.
    pub config: Vec<ConfigAddition>,
    /// What was already imported.
    pub already: Vec<StoryId>,
    /// What becomes no item, and why.
    pub reported: Vec<Remark>,
    /// What to know about the rest.
    pub notes: Vec<Remark>,
}

impl Decisions {
    /// How many items are new.
    #[must_use]
    pub fn items(&self) -> usize {
        self.new_ones().count()
    }

    /// How many drafts were decided about.
    #[must_use]
    pub fn drafts(&self) -> usize {
        self.each.len()
    }

    /// The largest new id.
    #[must_use]
    pub fn last_id(&self) -> Option<StoryId> {
        let ids = self.new_ones().map(|decision| &decision.id);
        ids.max().cloned()
    }

    /// Which items references mean.
    #[must_use]
    pub fn same_items(&self) -> &SameItem {
        &self.items
    }

    fn new_ones(&self) -> impl Iterator<Item = &Decision> {
        let each = self.each.iter().flatten().map(|decision| &**decision);
        each.filter(|decision| decision.here.is_none())
    }

    /// What was done with what was given.
    #[must_use]
    pub fn report(self, read: ReadReport) -> ImportReport {
        let both = |mut first: Vec<Remark>, then: Vec<Remark>| {
            first.extend(then);
            first
        };
        ImportReport {
            items: self.items(),
            already: self.already,
            reported: both(read.reported, self.reported),
            notes: both(read.notes, self.notes),
            columns: read.columns,
            states: self.states,
            sprints: self.sprints.len(),
            releases: self.releases.len(),
        }
    }

    /// The file that the n-th draft (from 0, as they were added) becomes; `None` when it becomes none.
    #[must_use]
    pub fn story(&self, number: usize, draft: Draft) -> Option<NewStory> {
        let told = self.told(number, draft)?;
        (!told.is_here).then_some(told.story)
    }

    /// What the n-th draft says, of a new item or, in an update, of one that is here; `None` when it says nothing.
    #[must_use]
    pub fn told(&self, number: usize, mut draft: Draft) -> Option<ToldItem> {
        let decision = self.each.get(number)?.as_ref()?;
        stay_past(&mut draft, decision);
        let mut carried = match self.carried.get(&draft.origin.path) {
            Some(all) => draft.carried.and(*all),
            None => draft.carried,
        };
        let is_here = decision.here.is_some();
        if is_here {
            // A day that the state wants and the source has nothing for is not told.
            let lacks = |day: &Option<Date>, kind| day.is_none() && decision.kind == kind;
            let is_told = [
                ("started", !lacks(&draft.started, StateKind::Started)),
                ("done", !lacks(&draft.done, StateKind::Done)),
                // A key that stands in for a title is none.
                ("title", draft.title != draft.key),
            ];
            for (name, _) in is_told.iter().filter(|(_, is_told)| !is_told) {
                carried = carried.without(name);
            }
        } else {
            // What is guessed of a new item, its first state for one, is what the next update compares with.
            for name in ["status", "started", "done", "accepted"] {
                carried.add(Fate::Taken(name));
            }
        }
        for name in &decision.silent {
            carried = carried.without(name);
        }
        let parts = draft.parts.unwrap_or((draft.body.len(), draft.body.len()));
        let story = self.file(decision, draft);
        let mut told = ToldItem {
            story,
            key: decision.key.clone(),
            is_here,
            parts,
            carried,
            prints: Prints::default(),
        };
        told.prints = Prints::of(
            &told.story.fields,
            told.parts(),
            &told.story.extra,
            carried,
            &self.items,
        );
        Some(told)
    }

    fn file(&self, decision: &Decision, draft: Draft) -> NewStory {
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
        if let Some(here) = &decision.here {
            extra.retain(|extra| !here.says(extra));
        }
        let (days, _) = without_secrets(draft.days.unwrap_or_default());
        let is_kept = |key: &str| decision.here.as_ref().is_none_or(|here| here.keeps(key));
        extra.extend(days.into_iter().filter(|day| is_kept(&day.key)));
        // What stands under one key twice becomes a list.
        extra.extend(decision.extra.iter().cloned());
        let path = decision.here.as_ref().map(|here| here.path.clone());
        let new = || format!("stories/{}{}{dash}{name}.md", self.folder, decision.id);
        NewStory {
            id: decision.id.clone(),
            path: path.map_or_else(new, String::from),
            fields,
            extra,
            body: draft.body,
            crlf: draft.crlf,
        }
    }
}

/// A Sprint that was over when the source was larger is over still.
fn stay_past(draft: &mut Draft, decision: &Decision) {
    let (Some(here), Some(key), Some(sprint)) = (&decision.here, draft.past_sprint, &draft.sprint)
    else {
        return;
    };
    let past = Extra::texts(key, std::slice::from_ref(sprint));
    if decision.kind != StateKind::Done && here.kept(&past) {
        draft.sprint = None;
        draft.extra.push(past);
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
        "status" => Some(decision.status.to_string())
            .filter(|status| !status.is_empty())
            .map(Value::Text),
        "started" => date(draft.started),
        "done" => date(draft.done),
        "accepted" => date(draft.accepted),
        "type" => {
            let name = decision.item_type.as_ref();
            name.map(|name| Value::Text(name.to_string()))
        }
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
            let number = draft.number.iter();
            map.extend(number.map(|id| ("id".to_owned(), id.clone())));
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
