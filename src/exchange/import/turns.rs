//! What each draft is: an item that is here already, a new one with an id of its own, or nothing.

use crate::exchange::import::already::{Imported, Witness};
use crate::exchange::import::base::Base;
use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::head::Head;
use crate::exchange::import::ids::Ids;
use crate::exchange::import::known::{KnownBacklog, KnownItem, first_key};
use crate::exchange::import::other_lists::OtherLists;
use crate::exchange::key::{fold_key, is_made_key};
use crate::exchange::report::Remark;
use crate::model::StoryId;

/// What a head becomes, while it is being decided.
pub(super) enum Turn<'a> {
    /// What it is here.
    Already(&'a KnownItem),
    /// A new item with that id.
    New(StoryId),
    /// Nothing, for a reason that was reported.
    Nothing,
}

/// What was before an import, and how it goes about that.
pub(super) struct Before<'a> {
    /// What is here.
    pub(super) backlog: &'a KnownBacklog,
    /// What the source said last.
    pub(super) base: &'a Base,
    /// Whether items that are here follow the source.
    pub(super) is_update: bool,
    /// Whether a key says which item is meant, whatever the item is called.
    pub(super) only_keys_count: bool,
}

/// What a draft is found to be by its key.
enum Found<'a> {
    Here(&'a KnownItem),
    /// An item of another list has its number.
    Unlike(&'a KnownItem),
    New,
}

/// Recognises what is already here, then gives wanted ids, then new numbers.
pub(super) fn give_ids<'b>(
    heads: &[Head],
    before: &Before<'b>,
    imported: &mut Imported<'b>,
    ids: &mut Ids<'_>,
    decisions: &mut Decisions,
) -> Vec<Turn<'b>> {
    let found = recognise(heads, before, imported, decisions);
    let mut turns: Vec<Option<Turn<'b>>> = Vec::with_capacity(heads.len());
    let mut by_id: Vec<(&Head, &KnownItem)> = Vec::new();
    for (head, found) in heads.iter().zip(found) {
        let story = match found {
            Found::Here(story) => Some(story),
            Found::Unlike(story) => {
                let called = format!(
                    "`{}` is `{}` here, `{}`, and nothing but the number says that `{}` is the same",
                    head.key, story.id, story.title, head.title
                );
                let reason = match before.is_update {
                    false => format!("{called}: it comes as an item of another list"),
                    true => format!(
                        "{called}: without `--update` it comes as another item, with `--take title=there` it is that one"
                    ),
                };
                let remark = Remark::new(head.origin(), reason);
                match before.is_update {
                    false => decisions.notes.push(remark),
                    true => decisions.reported.push(remark),
                }
                turns.push(before.is_update.then_some(Turn::Nothing));
                continue;
            }
            Found::New if before.is_update => {
                imported.take_by_name(head, before.base.has(&head.key))
            }
            Found::New => {
                let story = imported.take_by_id(head);
                by_id.extend(story.map(|story| (head, story)));
                story
            }
        };
        decisions
            .already
            .extend(story.map(|story| story.id.clone()));
        turns.push(story.map(Turn::Already));
    }
    decisions.notes.extend(by_their_ids(&by_id));
    for (head, turn) in heads.iter().zip(&mut turns) {
        if turn.is_none() {
            *turn = wanted(head, before, imported, ids, decisions);
        }
    }
    let minted = heads.iter().zip(turns);
    minted
        .map(|(head, turn)| turn.unwrap_or_else(|| mint(head, ids, decisions)))
        .collect()
}

/// Finds what is here. First what more than the number tells of, then the rest: a row of which only the number says so is that
/// item in a list most of which is here.
fn recognise<'b>(
    heads: &[Head],
    before: &Before<'b>,
    imported: &mut Imported<'b>,
    decisions: &mut Decisions,
) -> Vec<Found<'b>> {
    let mut lists = OtherLists::default();
    let mut unsure = Vec::new();
    let mut found = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        found.push(match imported.likely(head, before.base) {
            Some(likely) if likely.witness == Witness::Certain => {
                lists.see(head, true);
                let story = imported.take(likely);
                decisions.notes.extend(renamed(head, story));
                Found::Here(story)
            }
            likely => {
                unsure.extend(likely.map(|_| at));
                Found::New
            }
        });
    }
    for head in unsure.iter().map(|at| &heads[*at]) {
        if let Some(likely) = imported.likely(head, before.base) {
            lists.see(head, likely.witness == Witness::Reworded);
        }
    }
    for at in unsure {
        let head = &heads[at];
        let Some(likely) = imported.likely(head, before.base) else {
            continue;
        };
        let is_other = lists.has(head) || likely.witness == Witness::SharedNumber;
        if is_other && !before.only_keys_count {
            found[at] = Found::Unlike(imported.of(likely));
            continue;
        }
        let story = imported.take(likely);
        found[at] = Found::Here(story);
        decisions
            .notes
            .push(called_otherwise(head, story, before.is_update));
    }
    found
}

/// That the number alone says which item a row is.
fn called_otherwise(head: &Head, story: &KnownItem, is_update: bool) -> Remark {
    let (key, id, here, there) = (&head.key, &story.id, &story.title, &head.title);
    let reason = match is_update {
        true => format!(
            "`{key}` is `{id}` by its number: it is called `{here}` here and `{there}` there"
        ),
        false => format!(
            "`{key}` is `{id}` here, `{here}`, and is called `{there}` now: `--update` takes that over"
        ),
    };
    Remark::new(head.origin(), reason)
}

/// That an item has another key there than when it came.
fn renamed(head: &Head, story: &KnownItem) -> Option<Remark> {
    let key = first_key(&story.external.as_ref()?.key);
    let is_name = !key.is_empty() && !is_made_key(key) && !is_made_key(&head.key);
    (is_name && fold_key(key) != fold_key(&head.key)).then(|| {
        let reason = format!(
            "`{}` is `{}` here, which came as `{key}`: its number there is the same",
            head.key, story.id
        );
        Remark::new(head.origin(), reason)
    })
}

/// That items are here of which the source tells no more than ids and titles, as an export of the backlog does.
fn by_their_ids(found: &[(&Head, &KnownItem)]) -> Option<Remark> {
    let ((head, story), others) = found.split_first()?;
    let called = match others.len() {
        0 => format!("`{}` is here by its id and title", story.id),
        1 => format!(
            "`{}` and 1 other item are here by their ids and titles",
            story.id
        ),
        more => format!(
            "`{}` and {more} other items are here by their ids and titles",
            story.id
        ),
    };
    let reason = format!("{called}: `--update` takes over what changed in the file");
    Some(Remark::new(head.origin(), reason))
}

/// What a draft that is not here becomes, where that does not wait for the ids of others.
fn wanted<'b>(
    head: &Head,
    before: &Before<'b>,
    imported: &Imported<'b>,
    ids: &mut Ids<'_>,
    decisions: &mut Decisions,
) -> Option<Turn<'b>> {
    if before.is_update && imported.was_here(head, before.base) {
        let called = match is_made_key(&head.key) {
            true => "it".to_owned(),
            false => format!("`{}`", head.key),
        };
        let reason = format!(
            "{called} was imported before and is not here any more; without `--update` it comes again"
        );
        decisions.reported.push(Remark::new(head.origin(), reason));
        return Some(Turn::Nothing);
    }
    let wanted = head.wanted()?;
    let mut unreadable = before.backlog.unreadable.iter();
    if let Some(file) = unreadable.find(|file| file.id.as_ref() == Some(&wanted)) {
        let reason = format!(
            "`{}` cannot be read and may be this item already",
            file.path
        );
        decisions.reported.push(Remark::new(head.origin(), reason));
        return Some(Turn::Nothing);
    }
    ids.claim(&wanted).then_some(Turn::New(wanted))
}

/// Gives a new number.
fn mint<'b>(head: &Head, ids: &mut Ids<'_>, decisions: &mut Decisions) -> Turn<'b> {
    let Some(id) = ids.mint() else {
        let reason = "there is no number left for a new id";
        decisions.reported.push(Remark::new(head.origin(), reason));
        return Turn::Nothing;
    };
    let reason = match head.wanted() {
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
    let note = reason.map(|reason| Remark::new(head.origin(), reason));
    decisions.notes.extend(note);
    Turn::New(id)
}
