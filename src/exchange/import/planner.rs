//! Decides about all drafts at once: who keeps which id, what refers to what, and in which order they stand.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::draft::{Draft, Extra, SourceReference};
use crate::exchange::format::ReadReport;
use crate::exchange::import::already::Imported;
use crate::exchange::import::decisions::{Decision, Decisions};
use crate::exchange::import::ids::Ids;
use crate::exchange::import::new_files::{ConfigAddition, ImportPlan};
use crate::exchange::import::references::{Reference, Targets, circles};
use crate::exchange::import::releases::new_releases;
use crate::exchange::import::sprints::new_sprints;
use crate::exchange::import::workflow::Workflow;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::secrets::without_secrets;
use crate::model::{Backlog, Rank, StoryId};

/// What the world outside gives to a plan.
pub struct PlanOptions<'a> {
    /// The number of the next new id with the minting prefix.
    pub first_number: u64,
    /// Returns so many ranks, ascending, where imported items shall stand.
    pub ranks: &'a mut dyn FnMut(usize) -> Vec<Rank>,
    /// The folder below `stories/` for new files; empty for none.
    pub folder: &'a str,
}

/// Collects drafts without their texts, so that a source of any size fits; then decides.
#[derive(Debug, Default)]
pub struct Planner {
    heads: Vec<Draft>,
    /// What looks like a secret: under which key, where first, and how often.
    secrets: BTreeMap<String, (Origin, usize)>,
}

/// What a head becomes, while it is being decided.
enum Turn {
    Already(StoryId),
    New(StoryId),
    Nothing,
}

impl Planner {
    /// Adds a draft; its text and what is kept of it are left out.
    pub fn add(&mut self, draft: &Draft) {
        let Draft {
            origin,
            system,
            key,
            wanted,
            other_keys,
            aliases,
            title,
            status,
            item_type,
            created,
            done,
            points,
            depends_on,
            blocks,
            parent,
            sprints,
            order,
            extra,
            ..
        } = draft;
        for key in without_secrets(extra.clone()).1 {
            let first = || (origin.clone(), 0);
            self.secrets.entry(key).or_insert_with(first).1 += 1;
        }
        self.heads.push(Draft {
            wanted: wanted.clone(),
            other_keys: other_keys.clone(),
            aliases: aliases.clone(),
            title: title.clone(),
            status: status.clone(),
            item_type: item_type.clone(),
            created: *created,
            done: *done,
            points: *points,
            depends_on: depends_on.clone(),
            blocks: blocks.clone(),
            parent: parent.clone(),
            sprints: sprints.clone(),
            order: order.clone(),
            ..Draft::new(origin.clone(), system, key.as_str())
        });
    }

    /// The prefix that most of the keys have.
    #[must_use]
    pub fn usual_prefix(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in self.heads.iter().filter_map(|head| head.wanted.as_ref()) {
            *counts.entry(id.prefix()).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        most.map(|(prefix, _)| prefix.to_owned())
    }

    /// Decides about every draft that was added.
    #[must_use]
    pub fn decide(
        self,
        read: &ReadReport,
        backlog: &Backlog,
        options: &mut PlanOptions<'_>,
    ) -> Decisions {
        let heads = self.heads;
        let mut decisions = Decisions {
            folder: options.folder.to_owned(),
            ..Decisions::default()
        };
        decisions.notes = self.secrets.into_iter().map(secret_note).collect();
        let mut imported = Imported::new(backlog);
        let mut ids = Ids::new(backlog, options.first_number);
        let turns = give_ids(&heads, backlog, &mut imported, &mut ids, &mut decisions);

        let mut workflow = Workflow::new(&backlog.config);
        for (head, turn) in heads.iter().zip(&turns) {
            let Turn::New(id) = turn else {
                decisions.each.push(None);
                continue;
            };
            let mut note = |text: Option<String>| {
                decisions
                    .notes
                    .extend(text.map(|text| Remark::new(head.origin.clone(), text)));
            };
            let (status, kind) = workflow.state(head.status.as_ref());
            let item_type = head.item_type.as_ref().map(|name| {
                let (name, added) = workflow.item_type(name);
                note(added);
                name
            });
            let mut aliases = Vec::new();
            for alias in &head.aliases {
                if ids.claim_alias(alias) {
                    aliases.push(alias.clone());
                } else {
                    note(Some(format!(
                        "`{alias}` is no alias of `{id}`: another item has that name"
                    )));
                }
            }
            decisions.each.push(Some(Decision {
                id: id.clone(),
                key: imported.unique_key(head.system, &head.key),
                aliases,
                rank: None,
                status,
                kind,
                item_type,
                depends_on: Vec::new(),
                epic: None,
                extra: Vec::new(),
            }));
        }
        let mut targets = Targets::new(&imported, &ids);
        for (head, turn) in heads.iter().zip(&turns) {
            if let Turn::Already(id) | Turn::New(id) = turn {
                targets.add(head.system, &head.key, id);
                for key in &head.other_keys {
                    targets.add(head.system, key, id);
                }
            }
        }
        refer(&heads, &targets, &mut decisions);
        refer_back(&heads, &targets, &mut decisions);
        cut_circles(&heads, &mut decisions);
        put_in_order(&heads, options, &mut decisions);
        decisions.config = ids
            .new_prefixes()
            .iter()
            .cloned()
            .map(ConfigAddition::Prefix)
            .collect();
        let (states, additions) = workflow.finish();
        decisions.states = states;
        decisions.config.extend(additions);
        let (releases, existing) = new_releases(&read.releases, backlog);
        decisions.releases = releases;
        decisions.reported.extend(existing);
        let (sprints, existing) = new_sprints(&read.sprints, &heads, &decisions, backlog);
        decisions.sprints = sprints;
        decisions.reported.extend(existing);
        decisions
    }
}

fn secret_note((key, (first, count)): (String, (Origin, usize))) -> Remark {
    let reason = format!("`{key}` holds what looks like a secret; that is not stored ({count} ×)");
    Remark::new(first, reason)
}

/// Recognises what is already here, then gives wanted ids, then new numbers.
fn give_ids(
    heads: &[Draft],
    backlog: &Backlog,
    imported: &mut Imported<'_>,
    ids: &mut Ids<'_>,
    decisions: &mut Decisions,
) -> Vec<Turn> {
    let mut turns: Vec<Option<Turn>> = heads
        .iter()
        .map(|head| {
            let id = imported.take(head)?;
            decisions.already.push((head.origin.clone(), id.clone()));
            Some(Turn::Already(id))
        })
        .collect();
    for (head, turn) in heads.iter().zip(&mut turns) {
        let (None, Some(wanted)) = (&turn, &head.wanted) else {
            continue;
        };
        let unreadable = backlog
            .unreadable
            .iter()
            .find(|file| file.id.as_ref() == Some(wanted));
        if let Some(file) = unreadable {
            let reason = format!(
                "`{}` cannot be read and may be this item already",
                file.path
            );
            decisions
                .reported
                .push(Remark::new(head.origin.clone(), reason));
            *turn = Some(Turn::Nothing);
        } else if ids.claim(wanted) {
            *turn = Some(Turn::New(wanted.clone()));
        }
    }
    heads
        .iter()
        .zip(turns)
        .map(|(head, turn)| {
            turn.unwrap_or_else(|| match ids.mint() {
                Some(id) => {
                    let reason = match &head.wanted {
                        Some(wanted) => Some(format!(
                            "another item has the id `{wanted}`; this one becomes `{id}`"
                        )),
                        // A key that is no name for people needs no word.
                        None if head.aliases.is_empty() => None,
                        None => Some(format!(
                            "`{}` is no id like `US-12`; the item becomes `{id}`",
                            head.key
                        )),
                    };
                    let note = reason.map(|reason| Remark::new(head.origin.clone(), reason));
                    decisions.notes.extend(note);
                    Turn::New(id)
                }
                None => {
                    let reason = "there is no number left for a new id";
                    decisions
                        .reported
                        .push(Remark::new(head.origin.clone(), reason));
                    Turn::Nothing
                }
            })
        })
        .collect()
}

/// Resolves dependencies and parents.
fn refer(heads: &[Draft], targets: &Targets<'_>, decisions: &mut Decisions) {
    for (head, decision) in heads.iter().zip(&mut decisions.each) {
        let Some(decision) = decision else {
            continue;
        };
        let mut misleading = Vec::new();
        let mut one = |reference: &SourceReference, keep: &mut Vec<String>| {
            let (text, reason) = match targets.resolve(head.system, reference) {
                Reference::Item(id) if id == decision.id => {
                    (None, Some("the item itself; left out"))
                }
                Reference::Item(id) => (Some(id.to_string()), None),
                Reference::Text(text) => (Some(text), Some("which is not here; kept as written")),
                Reference::Misleading => {
                    keep.push(reference.written.clone());
                    (
                        None,
                        Some(
                            "which is not here, while another item has that name; kept under `extra`",
                        ),
                    )
                }
                Reference::NoName => {
                    keep.push(reference.written.clone());
                    (None, Some("which is not here; kept under `extra`"))
                }
            };
            decisions.notes.extend(reason.map(|reason| {
                let text = format!(
                    "`{}` names `{}`, {reason}",
                    reference.column, reference.written
                );
                Remark::new(head.origin.clone(), text)
            }));
            text
        };
        for reference in &head.depends_on {
            if let Some(text) = one(reference, &mut misleading)
                && !decision.depends_on.contains(&text)
            {
                decision.depends_on.push(text);
            }
        }
        if let (Some(reference), false) = (head.depends_on.first(), misleading.is_empty()) {
            decision
                .extra
                .push(Extra::texts(reference.column, &misleading));
        }
        if let Some(reference) = &head.parent {
            let mut misleading = Vec::new();
            decision.epic = one(reference, &mut misleading);
            if decision.epic.is_none() {
                decision.extra.push(Extra::texts(
                    reference.column,
                    std::slice::from_ref(&reference.written),
                ));
            }
        }
    }
}

/// Turns `blocks` round: what an item blocks depends on it.
fn refer_back(heads: &[Draft], targets: &Targets<'_>, decisions: &mut Decisions) {
    let places: HashMap<StoryId, usize> = decisions
        .each
        .iter()
        .enumerate()
        .filter_map(|(index, decision)| Some((decision.as_ref()?.id.clone(), index)))
        .collect();
    for (index, head) in heads.iter().enumerate() {
        let Some(own) = decisions.each[index].as_ref().map(|own| own.id.clone()) else {
            continue;
        };
        let mut lost = Vec::new();
        for reference in &head.blocks {
            let target = match targets.resolve(head.system, reference) {
                Reference::Item(id) if id == own => continue,
                Reference::Item(id) => places.get(&id),
                _ => None,
            };
            match target.and_then(|&place| decisions.each[place].as_mut()) {
                Some(waiting) => {
                    let text = own.to_string();
                    if !waiting.depends_on.contains(&text) {
                        waiting.depends_on.push(text);
                    }
                }
                None => lost.push(reference.written.clone()),
            }
        }
        if lost.is_empty() {
            continue;
        }
        let reason = format!(
            "it blocks `{}`, which is not part of this import; kept under `extra`",
            lost.join("`, `")
        );
        decisions
            .notes
            .push(Remark::new(head.origin.clone(), reason));
        if let Some(decision) = &mut decisions.each[index] {
            decision.extra.push(Extra::texts("blocks", &lost));
        }
    }
}

/// Takes the link away that closes a circle of parents.
fn cut_circles(heads: &[Draft], decisions: &mut Decisions) {
    let by_id: HashMap<String, usize> = decisions
        .each
        .iter()
        .enumerate()
        .filter_map(|(index, decision)| Some((decision.as_ref()?.id.to_string(), index)))
        .collect();
    let parents: Vec<Option<usize>> = decisions
        .each
        .iter()
        .map(|decision| by_id.get(decision.as_ref()?.epic.as_ref()?).copied())
        .collect();
    for index in circles(&parents) {
        let (Some(decision), Some(parent)) = (&mut decisions.each[index], &heads[index].parent)
        else {
            continue;
        };
        decision.epic = None;
        decision.extra.push(Extra::texts(
            parent.column,
            std::slice::from_ref(&parent.written),
        ));
        let reason = format!(
            "`{}` names `{}`, which is a part of this item; kept under `extra`",
            parent.column, parent.written
        );
        decisions
            .notes
            .push(Remark::new(heads[index].origin.clone(), reason));
    }
}

/// Gives ranks to the items that have a place in the source's order.
fn put_in_order(heads: &[Draft], options: &mut PlanOptions<'_>, decisions: &mut Decisions) {
    let mut ordered: Vec<_> = heads
        .iter()
        .zip(&mut decisions.each)
        .filter_map(|(head, decision)| Some((head.order.as_ref()?, decision.as_mut()?)))
        .collect();
    ordered.sort_by(|(a, one), (b, other)| a.compare(b).then_with(|| one.id.cmp(&other.id)));
    let ranks = (options.ranks)(ordered.len());
    for ((_, decision), rank) in ordered.into_iter().zip(ranks) {
        decision.rank = Some(rank);
    }
}

/// Plans an import of drafts that are all at hand.
#[must_use]
pub fn plan(
    drafts: &[Draft],
    read: &ReadReport,
    backlog: &Backlog,
    options: &mut PlanOptions<'_>,
) -> ImportPlan {
    let mut planner = Planner::default();
    for draft in drafts {
        planner.add(draft);
    }
    let decisions = planner.decide(read, backlog, options);
    let stories: Vec<_> = drafts
        .iter()
        .enumerate()
        .filter_map(|(number, draft)| decisions.story(number, draft.clone()))
        .collect();
    ImportPlan {
        stories,
        report: decisions.report(read),
        releases: decisions.releases,
        sprints: decisions.sprints,
        config: decisions.config,
    }
}
