//! Links between drafts: dependencies from both ends, and parents without circles.

use crate::exchange::draft::{Extra, SourceReference};
use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::head::Head;
use crate::exchange::import::known::KnownBacklog;
use crate::exchange::import::names::NameMap;
use crate::exchange::import::references::{Reference, Targets, circles};
use crate::exchange::key::is_rounded;
use crate::exchange::report::Remark;
use crate::model::StoryId;

/// Resolves dependencies and parents. What nobody can tell of an item that is here does not clear what it says.
pub(super) fn refer(heads: &[Head], targets: &Targets<'_>, decisions: &mut Decisions) {
    for (head, decision) in heads.iter().zip(&mut decisions.each) {
        let Some(decision) = decision else {
            continue;
        };
        let mut notes = Vec::new();
        let mut note = |reference: &SourceReference, reason: String| {
            let text = format!(
                "`{}` names `{}`, {reason}",
                reference.column, reference.written
            );
            notes.push(Remark::new(head.origin(), text));
        };
        let mut one = |reference: &SourceReference, field: &str| {
            let is_text_told = |text: &str| {
                let here = decision.here.as_ref();
                here.is_none_or(|here| {
                    field != "epic" || !here.has(field) || here.is_epic(Some(text))
                })
            };
            let meant = targets.resolve(&head.file, head.system, reference);
            let why = match &meant {
                Reference::Misleading => "which is not here, while another item has that name",
                Reference::Several => "which items of several other files are called",
                Reference::SeveralRows if is_rounded(&reference.written) => {
                    "which several rows are called: a spreadsheet has rounded the numbers, export again and do not save in between"
                }
                Reference::SeveralRows => "which several rows are called",
                _ => "which is not here",
            };
            let named = match meant {
                Reference::Item(id) if id == decision.id => Named::Itself,
                Reference::Item(id) => return Named::As(id.to_string()),
                Reference::Text(text) if is_text_told(&text) => Named::As(text),
                _ if decision.here.as_ref().is_some_and(|here| here.has(field)) => Named::Unknown,
                _ => Named::Kept,
            };
            let reason = match (&named, &decision.here) {
                (Named::Unknown, Some(here)) if !here.keeps(reference.column) => format!(
                    "which is neither in this export nor known here; `{field}` stays as it is"
                ),
                // What is here was said when it came.
                (_, Some(_)) => return named,
                (Named::Itself, None) => "the item itself; left out".to_owned(),
                (Named::As(_), None) => format!("{why}; kept as written"),
                _ => format!("{why}; kept under `extra`"),
            };
            note(reference, reason);
            named
        };
        let keeps = |column: &str| {
            let here = decision.here.as_ref();
            here.is_some_and(|here| here.keeps(column))
        };
        let mut lost = Vec::new();
        let mut texts = Vec::new();
        let mut silent = Vec::new();
        for reference in &head.depends_on {
            match one(reference, "depends_on") {
                Named::As(text) if !texts.contains(&text) => texts.push(text),
                Named::As(_) | Named::Itself => {}
                Named::Kept => lost.push(reference.written.clone()),
                Named::Unknown => {
                    silent.push("depends_on");
                    if keeps(reference.column) {
                        lost.push(reference.written.clone());
                    }
                }
            }
        }
        let mut extra = Vec::new();
        if let (Some(reference), false) = (head.depends_on.first(), lost.is_empty()) {
            extra.push(Extra::texts(reference.column, &lost));
        }
        let mut epic = None;
        if let Some(reference) = &head.parent {
            let mut named = one(reference, "epic");
            let is_kept = match &named {
                Named::As(_) => false,
                Named::Itself | Named::Kept => true,
                Named::Unknown => keeps(reference.column),
            };
            if is_kept {
                let written = std::slice::from_ref(&reference.written);
                extra.push(Extra::texts(reference.column, written));
            }
            if let (false, Some(farther)) = (matches!(named, Named::As(_)), &head.epic)
                && let Reference::Item(id) = targets.resolve(&head.file, head.system, farther)
                && id != decision.id
            {
                named = Named::As(id.to_string());
            }
            match named {
                Named::As(text) => epic = Some(text),
                Named::Unknown => silent.push("epic"),
                Named::Itself | Named::Kept => {}
            }
        }
        decision.depends_on.extend(texts);
        decision.epic = epic;
        decision.extra.extend(extra);
        decision.silent = silent;
        decisions.notes.extend(notes);
    }
}

/// What a reference becomes for one item.
enum Named {
    /// What is written for it.
    As(String),
    /// Nothing: an item is no part of itself.
    Itself,
    /// Nothing; it is kept under `extra`.
    Kept,
    /// Nobody can tell, so that what is here stays.
    Unknown,
}

/// Turns `blocks` round: what an item blocks depends on it.
pub(super) fn refer_back(
    heads: &[Head],
    targets: &Targets<'_>,
    backlog: &KnownBacklog,
    decisions: &mut Decisions,
) {
    let mut places: NameMap<usize> = NameMap::default();
    if heads.iter().any(|head| !head.blocks.is_empty()) {
        for (index, decision) in decisions.each.iter().enumerate() {
            if let Some(decision) = decision {
                places.insert(&decision.id, index);
            }
        }
    }
    for (index, head) in heads.iter().enumerate() {
        let Some(own) = decisions.each[index].as_ref().map(|own| own.id.clone()) else {
            continue;
        };
        let mut lost = Vec::new();
        for reference in &head.blocks {
            let target = match targets.resolve(&head.file, head.system, reference) {
                Reference::Item(id) if id == own => {
                    let reason = format!(
                        "`{}` names `{}`, the item itself; left out",
                        reference.column, reference.written
                    );
                    // What is here was said when it came.
                    let is_new = decisions.each[index]
                        .as_ref()
                        .is_some_and(|own| own.here.is_none());
                    let note = is_new.then(|| Remark::new(head.origin(), reason));
                    decisions.notes.extend(note);
                    continue;
                }
                Reference::Item(id) if !places.has(&id) && waits(backlog, &id, &own) => {
                    continue;
                }
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
        decisions.notes.push(Remark::new(head.origin(), reason));
        if let Some(decision) = &mut decisions.each[index] {
            decision.extra.push(Extra::texts("blocks", &lost));
        }
    }
}

/// Whether an item depends on another here already.
fn waits(backlog: &KnownBacklog, id: &StoryId, on: &StoryId) -> bool {
    let waiting = backlog.find(&id.to_string());
    let names = waiting.map_or(&[][..], |story| &*story.depends_on);
    let mut items = names.iter().filter_map(|name| backlog.find(name));
    items.any(|story| story.id == *on)
}

/// Takes the link away that closes a circle of parents.
pub(super) fn cut_circles(heads: &[Head], decisions: &mut Decisions) {
    let mut by_id: NameMap<usize> = NameMap::default();
    for (index, decision) in decisions.each.iter().enumerate() {
        if let Some(decision) = decision {
            by_id.insert(&decision.id.to_string(), index);
        }
    }
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
            .push(Remark::new(heads[index].origin(), reason));
    }
}
