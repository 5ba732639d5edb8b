//! One item of an update: three versions of its file, merged as git's would be.

use crate::commands::import::extra::merge_extra;
use crate::commands::import::take::{Take, TakeSide};
use crate::commands::import::texts::{PARTS, Texts, texts};
use crate::exchange::{
    CARRIED, Prints, SameItem, ToldColumns, ToldItem, UNKNOWN, field_print, item_print,
    items_in_print, texts_of,
};
use crate::git::{MergeRules, Merged, Side, merge_story};
use crate::model::{Edit, FieldKind, Value, field};
use crate::store::{Content, Entry, Header, Parts, decode, edit_bytes, header};

/// What a merge goes by.
pub struct UpdateRules<'a> {
    /// How the team merges.
    pub merge: MergeRules,
    /// What a person chose.
    pub take: Take,
    /// Which items references mean.
    pub items: &'a SameItem,
    /// The columns that the export has: of all others it is silent.
    pub columns: &'a ToldColumns,
}

/// A field that follows the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name, `text` for the body.
    pub field: String,
    /// What it said; none for the body.
    pub from: Option<String>,
    /// What it says now; none for the body.
    pub to: Option<String>,
}

/// What both sides changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// Its name: a field, `criterion 2`, `note 1`, `text 1`, `extra.Due`, or `file`.
    pub field: String,
    /// What the backlog says.
    pub here: Option<String>,
    /// What the export says.
    pub there: Option<String>,
    /// The side that a person chose.
    pub taken: Option<TakeSide>,
}

impl Contested {
    /// What cannot be changed here at all: the `file` or its `extra`, and why.
    #[must_use]
    pub fn cannot_change(field: &str, reason: String) -> Self {
        Self {
            field: field.to_owned(),
            here: Some(reason),
            there: None,
            taken: None,
        }
    }
}

/// An item after the merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedItem {
    /// The file as it is to be.
    pub bytes: Vec<u8>,
    /// What follows the export.
    pub changes: Vec<FieldChange>,
    /// What both sides changed differently.
    pub conflicts: Vec<Contested>,
    /// What to compare with the next time.
    pub prints: Prints,
}

/// The keys that say one thing.
const STATUS: [&str; 4] = ["status", "started", "done", "accepted"];

/// Merges what an export says of an item into its file. What both sides changed differently stays as it is here, unless a
/// person chose; the next time it is compared with what was known before.
#[must_use]
pub fn merge_item(
    here: &[u8],
    told: &ToldItem,
    bases: &[Prints],
    rules: &UpdateRules<'_>,
) -> MergedItem {
    by_field(here, told, bases, rules).unwrap_or_else(|reason| MergedItem {
        bytes: here.to_vec(),
        changes: Vec::new(),
        conflicts: vec![Contested::cannot_change("file", reason)],
        prints: bases.last().cloned().unwrap_or_default(),
    })
}

fn by_field(
    here: &[u8],
    told: &ToldItem,
    bases: &[Prints],
    rules: &UpdateRules<'_>,
) -> Result<MergedItem, String> {
    let text = decode(&told.story.path, here).map_err(|problem| problem.message)?;
    let (parts, head) = front(text)?;
    let body = &text[parts.body];
    let mut versions = Versions::default();
    for name in CARRIED.into_iter().filter(|name| is_field(name)) {
        versions.field(name, &head, told, bases, rules);
    }
    let bodies = texts(body, parts.newline, told, bases, &rules.take);
    versions.conflicts.extend(bodies.conflict.clone());
    let (bytes, contested) = merged(here, text, body, told, &versions, &bodies, rules)?;
    let mut conflicts = versions.conflicts;
    conflicts.extend(
        contested
            .into_iter()
            .map(|conflict| plainly(conflict, &head, told)),
    );
    let extra = merge_extra(bytes, told, bases, rules)?;
    conflicts.extend(extra.conflicts);
    let after = decode(&told.story.path, &extra.bytes).map_err(|problem| problem.message)?;
    let (new_parts, new_head) = front(after)?;
    let new = (&new_head, &after[new_parts.body]);
    let changes = changes((&head, body), new, extra.changed, rules);
    let prints = next_prints(told, bases, &conflicts, rules);
    Ok(MergedItem {
        bytes: extra.bytes,
        changes,
        conflicts,
        prints,
    })
}

/// The front matter of a file, and where its parts are.
fn front(text: &str) -> Result<(Parts, Header<'_>), String> {
    header(text).map_err(|_| "the front matter cannot be read".to_owned())
}

fn is_field(name: &str) -> bool {
    name != "extra" && !PARTS.contains(&name)
}

/// Which side changed a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Nobody, or both alike.
    Same,
    /// Only the export.
    There,
    /// Only the backlog.
    Here,
    /// Both.
    Both,
    /// Both say something else, and what was before is not known.
    Unknown,
}

/// Which side changed a value, by fingerprints. After a merge several may have been before: what is here and matches any of
/// them is unchanged.
#[must_use]
pub fn stand(before: &[&str], here: &str, there: &str) -> Stand {
    if here == there {
        Stand::Same
    } else if before.is_empty() {
        match (here.is_empty(), there.is_empty()) {
            (_, true) => Stand::Here,
            (true, false) => Stand::There,
            (false, false) => Stand::Unknown,
        }
    } else if before.contains(&here) {
        Stand::There
    } else if before.contains(&there) {
        Stand::Here
    } else {
        Stand::Both
    }
}

/// What is to be put into the file to have the version there and the version before.
#[derive(Default)]
struct Versions {
    there: Vec<Edit>,
    base: Vec<Edit>,
    conflicts: Vec<Contested>,
}

impl Versions {
    fn field(
        &mut self,
        name: &'static str,
        head: &Header<'_>,
        told: &ToldItem,
        bases: &[Prints],
        rules: &UpdateRules<'_>,
    ) {
        let Some(there_print) = told.prints.get(name) else {
            return;
        };
        let here = values(head.entry(name));
        let there = told.story.value(name).map(texts_of).unwrap_or_default();
        let before: Vec<&str> = bases.iter().filter_map(|base| base.get(name)).collect();
        let here_print = field_print(name, &here, rules.items);
        let set = Edit::set(name, value(name, &here, &there, told, rules));
        match stand(&before, &here_print, there_print) {
            Stand::Same => {}
            Stand::There => self.there.push(set),
            // The status and its dates are looked at together.
            Stand::Here if STATUS.contains(&name) && !before.is_empty() => {
                self.base.push(set.clone());
                self.there.push(set);
            }
            Stand::Here => {}
            Stand::Both => {
                self.there.push(set);
                let base = before_both(name, &before, &here, &there, rules);
                self.base.push(Edit::set(name, base));
            }
            Stand::Unknown => {
                let taken = rules.take.side(name);
                if taken == Some(TakeSide::There) {
                    self.there.push(set);
                }
                self.conflicts.push(Contested {
                    field: name.to_owned(),
                    here: Some(here.join(", ")),
                    there: Some(there.join(", ")),
                    taken,
                });
            }
        }
    }
}

/// The texts of a key: none, one, or the items of a list.
fn values(entry: Option<&Entry<'_>>) -> Vec<String> {
    let Some(node) = entry.map(|entry| &entry.value) else {
        return Vec::new();
    };
    match &node.content {
        Content::List { items, .. } => items
            .iter()
            .filter_map(|item| item.text())
            .map(str::to_owned)
            .collect(),
        _ => node.text().map(str::to_owned).into_iter().collect(),
    }
}

/// What the export says, as it is to be written: items that are here keep the spelling that they have here.
fn value(
    name: &str,
    here: &[String],
    there: &[String],
    told: &ToldItem,
    rules: &UpdateRules<'_>,
) -> Value {
    if there.is_empty() {
        return Value::Empty;
    }
    if !is_list(name) {
        return told.story.value(name).cloned().unwrap_or(Value::Empty);
    }
    let print = |item: &String| item_print(name, item, rules.items);
    let spelled = there.iter().map(|item| {
        let own = here.iter().find(|own| print(own) == print(item));
        own.unwrap_or(item).clone()
    });
    Value::List(spelled.collect())
}

fn is_list(name: &str) -> bool {
    let kind = field(name).map(|field| field.kind);
    matches!(kind, Some(FieldKind::List | FieldKind::References))
}

/// A value that neither side has any more: of a list, the items that a side still has; else one that is like no other.
fn before_both(
    name: &str,
    before: &[&str],
    here: &[String],
    there: &[String],
    rules: &UpdateRules<'_>,
) -> Value {
    if !is_list(name) {
        return match before.iter().all(|print| print.is_empty()) {
            true => Value::Empty,
            false => Value::Text(format!("{UNKNOWN}{name}\u{27e7}")),
        };
    }
    let known: Vec<&str> = before
        .iter()
        .flat_map(|print| items_in_print(print))
        .collect();
    let mut prints = Vec::new();
    let mut items = Vec::new();
    for item in here.iter().chain(there) {
        let print = item_print(name, item, rules.items);
        if known.contains(&print.as_str()) && !prints.contains(&print) {
            prints.push(print);
            items.push(item.clone());
        }
    }
    if items.is_empty() {
        Value::Empty
    } else {
        Value::List(items)
    }
}

/// Makes the three versions and merges them.
fn merged(
    here: &[u8],
    text: &str,
    body: &str,
    told: &ToldItem,
    versions: &Versions,
    bodies: &Texts,
    rules: &UpdateRules<'_>,
) -> Result<(Vec<u8>, Vec<Contested>), String> {
    let version = |edits: &[Edit], new_body: &str| -> Result<Vec<u8>, String> {
        let edited = edit_bytes(&told.story.path, text.as_bytes(), edits)
            .map_err(|error| error.to_string())?;
        let front = edited.len() - body.len();
        Ok([&edited[..front], new_body.as_bytes()].concat())
    };
    let there = version(&versions.there, bodies.there.as_deref().unwrap_or(body))?;
    let base = version(&versions.base, bodies.base.as_deref().unwrap_or(body))?;
    let mut merge = rules.merge.clone();
    let first = merge_story(&base, here, &there, &merge);
    sure(&first)?;
    let mut conflicts = Vec::new();
    for conflict in &first.conflicts {
        let name = conflict.name.as_str();
        let taken = rules.take.side(carried_name(name));
        let side = match taken {
            Some(TakeSide::There) => Side::Theirs,
            Some(TakeSide::Here) | None => Side::Ours,
        };
        merge.choices.insert(name.to_owned(), side);
        conflicts.push(Contested {
            field: name.to_owned(),
            here: conflict.ours.clone(),
            there: conflict.theirs.clone(),
            taken,
        });
    }
    if conflicts.is_empty() {
        return Ok((first.bytes, conflicts));
    }
    let chosen = merge_story(&base, here, &there, &merge);
    sure(&chosen)?;
    if !chosen.conflicts.is_empty() {
        return Err("what both sides changed cannot be told apart".to_owned());
    }
    Ok((chosen.bytes, conflicts))
}

/// Refuses a merge by lines, and one with a line that stands for another.
fn sure(merged: &Merged) -> Result<(), String> {
    if let Some(unsure) = &merged.unsure {
        return Err(unsure.to_string());
    }
    let marks = UNKNOWN.as_bytes();
    let leaked = merged.conflicts.is_empty()
        && merged
            .bytes
            .windows(marks.len())
            .any(|window| window == marks);
    if leaked {
        return Err("both sides rewrote the same lines".to_owned());
    }
    Ok(())
}

/// The name of [`CARRIED`] that a conflict of a merge belongs to.
fn carried_name(conflict: &str) -> &str {
    let word = conflict.split_once(' ').map_or(conflict, |(word, _)| word);
    match word {
        "criterion" => "criteria",
        "note" => "notes",
        word => word,
    }
}

/// A conflict about a field, told in its values instead of in lines.
fn plainly(conflict: Contested, head: &Header<'_>, told: &ToldItem) -> Contested {
    let name = conflict.field.as_str();
    if !is_field(name) || !CARRIED.contains(&name) {
        return conflict;
    }
    let here = |name: &str| values(head.entry(name)).join(", ");
    let there = |name: &str| {
        told.story
            .value(name)
            .map(texts_of)
            .unwrap_or_default()
            .join(", ")
    };
    let told_fields = STATUS.iter().filter(|key| told.prints.get(key).is_some());
    let (one, other) = match name {
        // With its dates, where these differ.
        "status" => {
            let differ: Vec<&&str> = told_fields.filter(|key| here(key) != there(key)).collect();
            let say = |says: &dyn Fn(&str) -> String| {
                let said = differ.iter().map(|key| format!("{key} {}", says(key)));
                said.collect::<Vec<_>>().join(", ")
            };
            match differ.as_slice() {
                [one] if **one == "status" => (here(name), there(name)),
                _ => (say(&here), say(&there)),
            }
        }
        name => (here(name), there(name)),
    };
    Contested {
        here: Some(one),
        there: Some(other),
        ..conflict
    }
}

/// What the file says now that it did not say before.
fn changes(
    (old_head, old_body): (&Header<'_>, &str),
    (new_head, new_body): (&Header<'_>, &str),
    extra: Vec<FieldChange>,
    rules: &UpdateRules<'_>,
) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    for name in CARRIED.into_iter().filter(|name| is_field(name)) {
        let [old, new] = [old_head, new_head].map(|head| values(head.entry(name)));
        let print = |values: &[String]| field_print(name, values, rules.items);
        if print(&old) != print(&new) || old.is_empty() != new.is_empty() {
            changes.push(FieldChange {
                field: name.to_owned(),
                from: Some(old.join(", ")),
                to: Some(new.join(", ")),
            });
        }
    }
    changes.extend(extra);
    if old_body != new_body {
        changes.push(FieldChange {
            field: "text".to_owned(),
            from: None,
            to: None,
        });
    }
    changes
}

/// What the next update compares with: what the export says, and what was known before where nobody has decided yet.
fn next_prints(
    told: &ToldItem,
    bases: &[Prints],
    conflicts: &[Contested],
    rules: &UpdateRules<'_>,
) -> Prints {
    let undecided: Vec<&str> = conflicts
        .iter()
        .filter(|conflict| conflict.taken.is_none())
        .map(|conflict| carried_name(conflict.field.split('.').next().unwrap_or_default()))
        .collect();
    let is_open = |name: &str| {
        undecided.iter().any(|open| {
            let together = |group: &[&str]| group.contains(open) && group.contains(&name);
            *open == name || together(&STATUS) || together(&PARTS)
        })
    };
    let mut prints = Prints::default();
    for name in CARRIED {
        let before = bases.iter().rev().find_map(|base| base.get(name));
        let now = told.prints.get(name).filter(|_| !is_open(name));
        let known = match (name, now, before) {
            ("extra", Some(now), Some(before)) => {
                Some(rules.columns.extra_after(now, before, told.carried))
            }
            _ => now.or(before).map(str::to_owned),
        };
        prints.set(name, known);
    }
    prints
}
