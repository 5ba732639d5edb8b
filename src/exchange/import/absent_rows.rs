//! Dependencies that the row of the blocking item may tell of: where that row is absent, nobody says that they are gone.

use std::collections::HashMap;

use crate::exchange::import::base::Base;
use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::head::Head;
use crate::exchange::import::known::KnownItem;
use crate::exchange::import::prints::{item_print, items_in_print};
use crate::exchange::report::Remark;

/// Lets items depend on what the source told before, where what they wait for is not in it now and could have told it.
pub(super) fn keep_dependencies(
    heads: &[Head],
    absent: &[(&KnownItem, &str)],
    base: &Base,
    decisions: &mut Decisions,
) {
    const FIELD: &str = "depends_on";
    let by_print: HashMap<String, String> = absent
        .iter()
        .map(|(story, _)| story.id.to_string())
        .map(|id| (item_print(FIELD, &id, &decisions.items), id))
        .collect();
    if by_print.is_empty() {
        return;
    }
    for (head, decision) in heads.iter().zip(&mut decisions.each) {
        let carried = decisions.carried.get(&*head.file);
        let Some(decision) = decision.as_mut().filter(|one| one.here.is_some()) else {
            continue;
        };
        if !carried.is_some_and(|carried| carried.has_blockers())
            || decision.silent.contains(&FIELD)
        {
            continue;
        }
        let told: Vec<String> = decision
            .depends_on
            .iter()
            .map(|name| item_print(FIELD, name, &decisions.items))
            .collect();
        let mut kept: Vec<&String> = Vec::new();
        for base in base.of(&decision.key) {
            let before = base.get(FIELD).unwrap_or_default();
            let untold = items_in_print(before)
                .into_iter()
                .filter(|print| !told.iter().any(|other| other == print));
            for id in untold.filter_map(|print| by_print.get(print)) {
                if !kept.contains(&id) {
                    kept.push(id);
                }
            }
        }
        if kept.is_empty() {
            continue;
        }
        let names: Vec<&str> = kept.iter().map(|id| id.as_str()).collect();
        let reason = format!(
            "`{FIELD}` keeps `{}`: its row, which may tell of it, is not in this export",
            names.join("`, `")
        );
        decisions.notes.push(Remark::new(head.origin(), reason));
        decision.depends_on.extend(kept.into_iter().cloned());
    }
}
