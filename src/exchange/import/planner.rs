//! Decides about all drafts at once: who keeps which id, what refers to what, and in which order they stand.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::carried::Carried;
use crate::exchange::csv_table;
use crate::exchange::draft::Draft;
use crate::exchange::format::ReadReport;
use crate::exchange::import::absent_rows::keep_dependencies;
use crate::exchange::import::already::Imported;
use crate::exchange::import::base::Base;
use crate::exchange::import::decisions::{Decision, Decisions};
use crate::exchange::import::head::{Head, Heads};
use crate::exchange::import::here::Here;
use crate::exchange::import::ids::Ids;
use crate::exchange::import::known::{KnownBacklog, KnownItem};
use crate::exchange::import::links::{cut_circles, refer, refer_back};
use crate::exchange::import::names::Shared;
use crate::exchange::import::new_files::{ConfigAddition, ImportPlan};
use crate::exchange::import::order_there::order_there;
use crate::exchange::import::prints::field_print;
use crate::exchange::import::references::{Bearer, Targets};
use crate::exchange::import::releases::{known_releases, new_releases};
use crate::exchange::import::same_item::SameItem;
use crate::exchange::import::sprints::{known_sprints, new_sprints};
use crate::exchange::import::titles::refer_by_title;
use crate::exchange::import::turns::{Before, Turn, give_ids};
use crate::exchange::import::update::{Seen, same_items};
use crate::exchange::import::workflow::Workflow;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::secrets::without_secrets;
use crate::model::{Backlog, Rank, RankKey};

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
    heads: Heads,
    carried: HashMap<String, Carried>,
    seen: Seen,
    order_there: bool,
    only_keys_count: bool,
    /// What looks like a secret: under which key, where first, and how often.
    secrets: BTreeMap<String, (Origin, usize)>,
}

impl Planner {
    /// Adds a draft; its text and what is kept of it are left out.
    pub fn add(&mut self, draft: &Draft) {
        let carried = draft.carried;
        self.carried
            .entry(draft.origin.path.clone())
            .and_modify(|all| *all = all.and(carried))
            .or_insert(carried);
        self.seen.add(draft);
        for key in without_secrets(draft.extra.clone()).1 {
            let first = || (draft.origin.clone(), 0);
            self.secrets.entry(key).or_insert_with(first).1 += 1;
        }
        self.heads.add(draft);
    }

    /// Says that the source has an item that nobody asked for.
    pub fn pass_over(&mut self, draft: &Draft) {
        self.seen.pass_over(draft);
    }

    /// Says that an update gives items that are here the order that they have there.
    pub fn take_order(&mut self) {
        self.order_there = true;
    }

    /// Says that a row of a key is the item of this key, whatever the two are called.
    pub fn count_keys_only(&mut self) {
        self.only_keys_count = true;
    }

    /// The system that the drafts come from; none where there are none.
    #[must_use]
    pub fn system(&self) -> Option<&'static str> {
        self.heads.all.first().map(|head| head.system)
    }

    /// What the base knows the drafts by.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let heads = self.heads.all.iter();
        heads.flat_map(|head| [head.key.to_string(), head.name()])
    }

    /// The prefix that most of the keys have.
    #[must_use]
    pub fn usual_prefix(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for prefix in self.heads.all.iter().filter_map(Head::wanted_prefix) {
            *counts.entry(prefix).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        most.map(|(prefix, _)| prefix.to_owned())
    }

    /// Decides about every draft that was added. `base` is what the source said last.
    #[must_use]
    pub fn decide(
        self,
        read: &ReadReport,
        backlog: &KnownBacklog,
        options: &mut PlanOptions<'_>,
        base: &Base,
    ) -> Decisions {
        self.decide_with(read, backlog, options, base, false)
    }

    /// The same where items that are here follow the source.
    #[must_use]
    pub fn update(
        self,
        read: &ReadReport,
        backlog: &KnownBacklog,
        options: &mut PlanOptions<'_>,
        base: &Base,
    ) -> Decisions {
        self.decide_with(read, backlog, options, base, true)
    }

    fn decide_with(
        self,
        read: &ReadReport,
        backlog: &KnownBacklog,
        options: &mut PlanOptions<'_>,
        base: &Base,
        is_update: bool,
    ) -> Decisions {
        let update = is_update.then_some(base);
        let heads = self.heads.all;
        let mut decisions = Decisions {
            folder: options.folder.to_owned(),
            carried: self.carried,
            ..Decisions::default()
        };
        decisions.notes = self.secrets.into_iter().map(secret_note).collect();
        let mut imported = Imported::new(backlog);
        imported.is_of(&heads);
        let mut ids = Ids::new(backlog, options.first_number);
        let before = Before {
            backlog,
            base,
            is_update,
            only_keys_count: self.only_keys_count,
        };
        let turns = give_ids(&heads, &before, &mut imported, &mut ids, &mut decisions);
        if is_update {
            decisions.missing = self.seen.missing(&imported);
        }

        let mut workflow = Workflow::new(&backlog.config);
        workflow.learn(heads.iter().filter_map(|head| head.status.as_deref()));
        let mut words = Shared::default();
        decisions.each.reserve_exact(heads.len());
        for (head, turn) in heads.iter().zip(&turns) {
            let id = match (turn, update) {
                (Turn::New(id), _) => id,
                (Turn::Already(story), Some(base)) => {
                    let decision = known(head, story, base, backlog, &mut workflow, &mut words);
                    decisions.each.push(Some(Box::new(decision)));
                    continue;
                }
                (Turn::Already(_), None) | (Turn::Nothing, _) => {
                    decisions.each.push(None);
                    continue;
                }
            };
            let mut note = |text: Option<String>| {
                decisions
                    .notes
                    .extend(text.map(|text| Remark::new(head.origin(), text)));
            };
            let state = workflow.state(head.status.as_deref());
            let item_type = head.item_type.as_ref().map(|name| {
                let (name, added) = workflow.item_type(name);
                note(added);
                words.of(&name)
            });
            let mut aliases = Vec::new();
            for alias in &head.aliases {
                if ids.claim_alias(alias) {
                    aliases.push(alias.to_string());
                } else if !ids.is_name_of(alias, id) {
                    note(Some(format!(
                        "`{alias}` is no alias of `{id}`: another item has that name"
                    )));
                }
            }
            let key = imported.unique_key(head.system, &head.key);
            let state = (words.of(&state.0), state.1);
            decisions.each.push(Some(Box::new(Decision {
                aliases,
                ..Decision::new(id.clone(), key, state, item_type)
            })));
        }
        let mut targets = Targets::new(&imported, &ids);
        for (head, turn) in heads.iter().zip(&turns) {
            let id = match turn {
                Turn::Already(story) => Some(&story.id),
                Turn::New(id) => Some(id),
                Turn::Nothing => None,
            };
            let bearer = Bearer {
                file: &head.file,
                title: &head.title,
                id,
            };
            for key in std::iter::once(&head.key).chain(&head.other_keys) {
                targets.add(head.system, key, bearer);
            }
        }
        // What nobody asked for may be here, and named by its other keys.
        for passed in &self.seen.passed_over {
            if let Some(story) = imported.find(passed.system, &passed.key) {
                let bearer = Bearer {
                    file: &passed.file,
                    title: &story.title,
                    id: Some(&story.id),
                };
                for other in &passed.other_keys {
                    targets.add(passed.system, other, bearer);
                }
            }
        }
        refer(&heads, &targets, &mut decisions);
        refer_by_title(&heads, backlog, &mut decisions);
        refer_back(&heads, &targets, backlog, &mut decisions);
        cut_circles(&heads, &mut decisions);
        put_in_order(&heads, options, &mut decisions);
        if update.is_some() {
            order_there(&heads, self.order_there, &mut decisions);
        }
        decisions.config = ids
            .new_prefixes()
            .iter()
            .cloned()
            .map(ConfigAddition::Prefix)
            .collect();
        let (states, additions) = workflow.finish();
        decisions.states = states;
        decisions.config.extend(additions);
        let (releases, mut existing) = new_releases(&read.releases, backlog);
        decisions.releases = releases;
        let (sprints, also) = new_sprints(&read.sprints, &heads, &decisions, backlog);
        decisions.sprints = sprints;
        if update.is_some() {
            decisions.known_files = known_sprints(&read.sprints, &heads, &decisions, backlog);
            let releases = known_releases(&read.releases, backlog);
            decisions.known_files.extend(releases);
        } else {
            existing.extend(also);
            decisions.reported.extend(existing);
        }
        let keys = decisions.each.iter().flatten();
        let keys = keys.map(|decision| (&decision.id, decision.key.as_str()));
        decisions.items = same_items(backlog, self.seen.systems(), keys);
        if let Some(base) = update {
            let systems = self.seen.systems().map(str::to_lowercase).collect();
            let absent = imported.unmatched(&systems);
            keep_dependencies(&heads, &absent, base, &mut decisions);
        }
        decisions
    }
}

fn secret_note((key, (first, count)): (String, (Origin, usize))) -> Remark {
    let reason = format!("`{key}` holds what looks like a secret; that is not stored ({count} ×)");
    Remark::new(first, reason)
}

/// What becomes of an item that is here. A state or type that did not change there is not added again: the team may have
/// put another one in its place.
fn known(
    head: &Head,
    story: &KnownItem,
    base: &Base,
    backlog: &KnownBacklog,
    workflow: &mut Workflow,
    words: &mut Shared,
) -> Decision {
    let external = story.external.as_ref();
    let key = external.map_or_else(|| head.name(), |external| external.key.to_string());
    let bases = base.of(&key);
    let told_before = |name: &str, text: &str| {
        let print = field_print(name, &[text.to_owned()], &SameItem::default());
        bases.iter().any(|base| base.get(name) == Some(&print))
    };
    let mut state = workflow.state_as_it_is(head.status.as_deref());
    // What only a category or days let guess is no state of the source.
    if head.tells_state && !told_before("status", &state.0) {
        state = workflow.state(head.status.as_deref());
    }
    let item_type = head.item_type.as_ref().map(|name| {
        if told_before("type", name) {
            words.of(name.trim())
        } else {
            words.of(&workflow.item_type(name).0)
        }
    });
    let state = (words.of(&state.0), state.1);
    Decision {
        here: Some(Box::new(Here::of(story, &bases, backlog))),
        ..Decision::new(story.id.clone(), key, state, item_type)
    }
}

/// Gives ranks to the items that have a place in the source's order.
fn put_in_order(heads: &[Head], options: &mut PlanOptions<'_>, decisions: &mut Decisions) {
    let mut ordered: Vec<_> = heads
        .iter()
        .zip(&mut decisions.each)
        .filter_map(|(head, decision)| Some((head.order.as_ref()?, decision.as_mut()?)))
        // What is here stays where it is: a place there says nothing about one here.
        .filter(|(_, decision)| decision.here.is_none())
        .collect();
    ordered.sort_by(|(a, one), (b, other)| a.compare(b).then_with(|| one.id.cmp(&other.id)));
    let mut ordered: Vec<_> = ordered.into_iter().map(|(_, decision)| decision).collect();
    if ordered.is_empty() {
        ordered = rows_out_of_number(heads, &mut decisions.each);
    }
    let ranks = (options.ranks)(ordered.len());
    for (decision, rank) in ordered.into_iter().zip(ranks) {
        decision.rank = Some(rank);
    }
}

/// The new items of a table by hand, in the order of its rows, where that is not the one of their numbers, in which items without
/// a rank stand. An export of a tool tells its order, or has none.
fn rows_out_of_number<'d>(
    heads: &[Head],
    each: &'d mut [Option<Box<Decision>>],
) -> Vec<&'d mut Box<Decision>> {
    let new: Vec<_> = heads
        .iter()
        .zip(each)
        .filter(|(head, _)| head.system == csv_table::SYSTEM && head.has_place())
        .filter_map(|(_, decision)| decision.as_mut())
        .filter(|decision| decision.here.is_none())
        .collect();
    let key = |decision: &&mut Box<Decision>| RankKey::new(None, &decision.id);
    match new.is_sorted_by_key(key) {
        true => Vec::new(),
        false => new,
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
    let known = KnownBacklog::of(backlog);
    let decisions = planner.decide(read, &known, options, &Base::default());
    let stories: Vec<_> = drafts
        .iter()
        .enumerate()
        .filter_map(|(number, draft)| decisions.story(number, draft.clone()))
        .collect();
    ImportPlan {
        stories,
        releases: decisions.releases.clone(),
        sprints: decisions.sprints.clone(),
        config: decisions.config.clone(),
        report: decisions.report(read.clone()),
    }
}
