//! Sprints of the source become Sprint files, with what their items say of them.

use std::collections::{HashMap, HashSet};

use crate::exchange::draft::DraftSprint;
use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::head::Head;
use crate::exchange::import::known::KnownBacklog;
use crate::exchange::import::new_files::{KnownFile, NewSprint};
use crate::exchange::report::Remark;
use crate::model::{SprintTally, StateKind, Value, sprint_key};
use crate::text::slug;

/// What the source says of Sprints that are here.
#[must_use]
pub(super) fn known_sprints(
    drafts: &[DraftSprint],
    heads: &[Head],
    decisions: &Decisions,
    backlog: &KnownBacklog,
) -> Vec<KnownFile> {
    let members = members(heads);
    let here = drafts.iter().filter_map(|draft| {
        let key = sprint_key(&draft.name);
        let sprint = backlog
            .sprints
            .iter()
            .find(|sprint| sprint_key(&sprint.name) == key)?;
        Some(KnownFile {
            path: sprint.path.clone(),
            called: format!("Sprint {}", sprint.name),
            fields: fields(draft, &facts(draft, &members, heads, decisions)),
        })
    });
    here.collect()
}

/// Returns the files to create, and the Sprints that become none because one of that name is there.
#[must_use]
pub(super) fn new_sprints(
    drafts: &[DraftSprint],
    heads: &[Head],
    decisions: &Decisions,
    backlog: &KnownBacklog,
) -> (Vec<NewSprint>, Vec<Remark>) {
    let members = members(heads);
    let mut names: HashSet<String> = HashSet::new();
    let mut paths: HashSet<String> = HashSet::new();
    for sprint in &backlog.sprints {
        names.insert(sprint_key(&sprint.name));
        paths.insert(sprint.path.to_lowercase());
    }
    let mut made = Vec::new();
    let mut reported = Vec::new();
    for draft in drafts {
        if !names.insert(sprint_key(&draft.name)) {
            let reason = format!("there is a Sprint `{}` already", draft.name);
            reported.push(Remark::new(draft.origin.clone(), reason));
            continue;
        }
        made.push(NewSprint {
            name: draft.name.clone(),
            path: free_path(&draft.name, &mut paths),
            fields: fields(draft, &facts(draft, &members, heads, decisions)),
        });
    }
    (made, reported)
}

/// What the items say of a Sprint.
#[derive(Debug, Default)]
struct Facts {
    planned: SprintTally,
    done: SprintTally,
    returned: Vec<String>,
}

/// The items of each Sprint by their places among the drafts, so that no Sprint looks through all of them.
fn members(heads: &[Head]) -> HashMap<String, Vec<usize>> {
    let mut members: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, head) in heads.iter().enumerate() {
        for name in &head.sprints {
            let places = members.entry(sprint_key(name)).or_default();
            // An item may name a Sprint twice.
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    members
}

/// Items that were in the Sprint were planned for it; those that ended in it, and in time, were Done; the rest went back.
fn facts(
    sprint: &DraftSprint,
    members: &HashMap<String, Vec<usize>>,
    heads: &[Head],
    decisions: &Decisions,
) -> Facts {
    let mut facts = Facts::default();
    let key = sprint_key(&sprint.name);
    for &place in members.get(&key).into_iter().flatten() {
        let (head, Some(Some(decision))) = (&heads[place], decisions.each.get(place)) else {
            continue;
        };
        let count = |tally: &mut SprintTally| {
            tally.items += 1;
            tally.points = tally.points + head.points.unwrap_or_default();
        };
        count(&mut facts.planned);
        let last = head
            .sprints
            .last()
            .is_some_and(|name| sprint_key(name) == key);
        let in_time = match (head.done, sprint.closed) {
            (Some(done), Some(closed)) => done <= closed,
            _ => true,
        };
        if decision.kind == StateKind::Done && last && in_time {
            count(&mut facts.done);
        } else {
            facts.returned.push(decision.id.to_string());
        }
    }
    facts
}

fn fields(draft: &DraftSprint, facts: &Facts) -> Vec<(&'static str, Value)> {
    let day = |day: Option<jiff::civil::Date>| match day {
        Some(day) => Value::Plain(day.to_string()),
        None => Value::Empty,
    };
    let tally = |tally: SprintTally| {
        Value::Map(vec![
            ("points".to_owned(), tally.points.to_string()),
            ("items".to_owned(), tally.items.to_string()),
        ])
    };
    let goal = draft.goal.clone().map_or(Value::Empty, Value::Text);
    let mut fields = vec![
        ("sprint", Value::Text(draft.name.clone())),
        ("goal", goal),
        ("from", day(draft.from)),
        ("to", day(draft.to)),
        ("capacity", Value::Empty),
    ];
    if let Some(started) = draft.started {
        fields.push(("started", day(Some(started))));
        fields.push(("planned", tally(facts.planned)));
    }
    if let Some(closed) = draft.closed {
        fields.push(("closed", day(Some(closed))));
        fields.push(("done", tally(facts.done)));
        if !facts.returned.is_empty() {
            fields.push(("returned", Value::List(facts.returned.clone())));
        }
    }
    fields
}

fn free_path(name: &str, used: &mut HashSet<String>) -> String {
    let stem = match slug(name) {
        slug if slug.is_empty() => "sprint".to_owned(),
        slug if slug.bytes().all(|b| b.is_ascii_digit()) => format!("sprint-{slug}"),
        slug => slug,
    };
    let mut path = format!("sprints/{stem}.md");
    let mut number = 1_u64;
    while !used.insert(path.to_lowercase()) {
        number += 1;
        path = format!("sprints/{stem}-{number}.md");
    }
    path
}
