//! Links between drafts: dependencies from both ends, and parents without circles.

use std::collections::HashMap;

use crate::exchange::draft::{Draft, Extra, SourceReference};
use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::references::{Reference, Targets, circles};
use crate::exchange::report::Remark;
use crate::model::StoryId;

/// Resolves dependencies and parents.
pub(super) fn refer(heads: &[Draft], targets: &Targets<'_>, decisions: &mut Decisions) {
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
            // What is here was said when it came.
            let reason = reason.filter(|_| decision.path.is_none());
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
pub(super) fn refer_back(heads: &[Draft], targets: &Targets<'_>, decisions: &mut Decisions) {
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
pub(super) fn cut_circles(heads: &[Draft], decisions: &mut Decisions) {
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
