//! What an item keeps under `extra`, key by key: lines that change there change here, all others stay as they are.

use crate::commands::import::merge::{Contested, FieldChange, Stand, UpdateRules, stand};
use crate::commands::import::take::TakeSide;
use crate::exchange::{Prints, ToldItem, extra_by_key, extra_value_print, in_extra_print};
use crate::store::{ExtraLines, decode, one_line_of_extra, same_extra};

/// A file whose `extra` is up to date.
pub struct MergedExtra {
    /// The file.
    pub bytes: Vec<u8>,
    /// What changed.
    pub changed: Vec<FieldChange>,
    /// What both sides changed differently.
    pub conflicts: Vec<Contested>,
}

/// Brings `extra` up to date.
///
/// # Errors
/// A reason, where the file cannot be read any more.
pub fn merge_extra(
    bytes: Vec<u8>,
    told: &ToldItem,
    bases: &[Prints],
    rules: &UpdateRules<'_>,
) -> Result<MergedExtra, String> {
    let mut merged = MergedExtra {
        bytes,
        changed: Vec::new(),
        conflicts: Vec::new(),
    };
    let Some(all_there) = told.prints.get("extra") else {
        return Ok(merged);
    };
    let before: Vec<&str> = bases.iter().filter_map(|base| base.get("extra")).collect();
    if before.contains(&all_there) && before.len() == 1 {
        return Ok(merged);
    }
    let text = decode(&told.story.path, &merged.bytes).map_err(|problem| problem.message)?;
    let cannot_change = |reason: &str| Contested::cannot_change("extra", reason.to_owned());
    let Some(lines) = ExtraLines::read(text) else {
        let reason = "written by hand in a form that is not changed";
        merged.conflicts.push(cannot_change(reason));
        return Ok(merged);
    };
    let there = extra_by_key(&told.story.extra);
    let mut wanted: Vec<(String, Option<String>)> = Vec::new();
    // A key whose column is absent is no key that was emptied.
    let gone = lines.keys().iter().map(|kept| (&kept.key, None));
    let gone = gone.filter(|(key, _)| {
        rules.columns.has(key, told.carried) && !there.iter().any(|(other, _)| other == *key)
    });
    for (key, yaml) in there
        .iter()
        .map(|(key, yaml)| (key, Some(yaml)))
        .chain(gone)
    {
        let kept = lines.key(key);
        let here_print = kept.map(|kept| extra_value_print(&kept.yaml));
        let here_print = here_print.unwrap_or_default();
        let there_print = yaml.map(|yaml| extra_value_print(yaml)).unwrap_or_default();
        let before: Vec<&str> = before
            .iter()
            .map(|all| in_extra_print(all, key).unwrap_or_default())
            .collect();
        let same = match (kept, yaml) {
            (Some(kept), Some(yaml)) => same_extra(&kept.yaml, yaml),
            _ => false,
        };
        match stand(&before, &here_print, &there_print) {
            _ if same => {}
            Stand::Same | Stand::Here => {}
            Stand::There => wanted.push((key.clone(), yaml.cloned())),
            Stand::Both | Stand::Unknown => {
                let taken = rules.take.side("extra");
                if taken == Some(TakeSide::There) {
                    wanted.push((key.clone(), yaml.cloned()));
                }
                merged.conflicts.push(Contested {
                    field: format!("extra.{key}"),
                    here: kept.map(|kept| one_line_of_extra(&kept.yaml)),
                    there: yaml.map(|yaml| one_line_of_extra(yaml)),
                    taken,
                });
            }
        }
    }
    if wanted.is_empty() {
        return Ok(merged);
    }
    let Some(new) = lines.with(text, &wanted) else {
        let reason = "its lines cannot be changed without a doubt";
        merged.conflicts.push(cannot_change(reason));
        return Ok(merged);
    };
    merged.changed = wanted
        .iter()
        .map(|(key, yaml)| FieldChange {
            field: format!("extra.{key}"),
            from: lines.key(key).map(|kept| one_line_of_extra(&kept.yaml)),
            to: yaml.as_ref().map(|yaml| one_line_of_extra(yaml)),
        })
        .collect();
    merged.bytes = new.into_bytes();
    Ok(merged)
}
