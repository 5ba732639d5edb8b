//! What splitting an item changes: its parts, itself, and what waits for it.

use crate::cli::{CommandResult, Desk, ErrorKind, Failure, Told};
use crate::commands::split::criteria;
use crate::commands::split_item::{parent_edits, stays, with_nested};
use crate::model::{
    Backlog, Change, Edit, FieldEdit, Rank, SprintState, StateKind, Story, StoryId, Value,
};
use crate::scrum::{self, Destination, Moves, move_stories};
use crate::store::{Depth, Store, new_story_header, story_path};
use crate::text::{self, NewBody};

/// How an item is to be split.
pub(super) struct Wish<'a> {
    /// The titles of the parts.
    pub(super) titles: &'a [String],
    /// The numbers of the criteria that each part takes.
    pub(super) shares: &'a [Vec<usize>],
    /// Whether the item is declined instead of becoming their epic.
    pub(super) decline: bool,
    /// Whether nothing is written.
    pub(super) dry_run: bool,
}

/// A part to be.
pub(super) struct Part<'a> {
    pub(super) id: StoryId,
    pub(super) path: String,
    pub(super) title: &'a str,
    /// The places of its criteria, from 0, nested ones included.
    pub(super) places: Vec<usize>,
}

/// Returns the changes of a split, and what to tell.
///
/// # Errors
/// When the item cannot be split, or criteria cannot be given so.
pub(super) fn split(
    desk: &Desk<'_>,
    store: &Store,
    story: &Story,
    wish: &Wish<'_>,
) -> CommandResult<(Vec<Change>, Told)> {
    let names = store.names();
    let backlog = store.load(Depth::Header).backlog;
    splittable(desk, &backlog, story, wish)?;
    let criteria = criteria(desk, story);
    let places = with_nested(&criteria, wish.shares)?;
    let count = u64::try_from(wish.titles.len()).unwrap_or(u64::MAX);
    let ids = desk.mint_beside(store, &names, count, !wish.dry_run)?;
    let parts: Vec<Part<'_>> = ids
        .into_iter()
        .zip(wish.titles)
        .zip(places)
        .map(|((id, title), places)| Part {
            path: story_path(&id, &text::slug(title)),
            id,
            title,
            places,
        })
        .collect();
    let moves = ranks(desk, &backlog, story, &parts)?;
    let mut told = Told::default();
    let mut changes = Vec::new();
    let (edits, notes) = parent_edits(desk, story, &parts, wish)?;
    let fate = if wish.decline {
        "declined"
    } else {
        "now their epic"
    };
    told.line(
        &story.id,
        format!(
            "{} {}: split into {}, {fate}",
            story.id,
            story.title,
            listed(&parts)
        ),
    );
    for (at, part) in parts.iter().enumerate() {
        let rank = moves
            .ranks
            .iter()
            .find(|new| new.id == part.id)
            .map(|new| &new.rank);
        let text = part_text(desk, &backlog, story, part, rank, wish);
        changes.push(Change::create(&*part.path, text));
        let position = moves.moved.get(at).map_or(0, |moved| moved.to);
        told.line(
            &part.id,
            format!(
                "{} {}: added, {position} in the order{}",
                part.id,
                part.title,
                taken(&part.places)
            ),
        );
        if !wish.dry_run {
            desk.remember(store, &part.id);
        }
    }
    changes.push(Change::edit(&*story.path, edits));
    // Where no key fitted between equal ones, neighbours get new ones; the parts hold theirs from the beginning.
    let is_part = |path: &str| parts.iter().any(|part| part.path == path);
    changes.extend(
        moves
            .changes()
            .into_iter()
            .filter(|change| !is_part(&change.path)),
    );
    waiting(&backlog, story, &parts, &mut changes, &mut told);
    stays(story, &criteria, &parts, wish, &mut told);
    told.lines.extend(notes);
    let numbers: Vec<String> = parts
        .iter()
        .map(|part| part.id.number().to_string())
        .collect();
    told.hints
        .push(format!("po estimate {}", numbers.join(" ")));
    told.hints
        .push("po refine: criteria, questions, value of the parts".to_owned());
    Ok((merged(changes), told))
}

/// Whether an item can be split.
fn splittable(
    desk: &Desk<'_>,
    backlog: &Backlog,
    story: &Story,
    wish: &Wish<'_>,
) -> CommandResult<()> {
    let (id, number) = (&story.id, story.id.number());
    let refused = |message: String| Failure::new(ErrorKind::Refused, message);
    match backlog.kind(story) {
        StateKind::Done => {
            return Err(refused(format!(
                "`{id}` is {}: there is nothing left to split",
                story.status
            )));
        }
        StateKind::Declined => {
            return Err(refused(format!("`{id}` is {}", story.status))
                .hint(format!("po ready {number} takes it up again")));
        }
        _ => {}
    }
    if story.item_type.eq_ignore_ascii_case("epic") || backlog.has_children(story) {
        return Err(refused(format!(
            "`{id}` is an epic: it is made of its children already"
        ))
        .hint(format!("po add \"…\" --epic {number}")));
    }
    if !wish.decline && desk.config().item_type("epic").is_none() {
        let words = "po.yaml has no type `epic`, which the item would become".to_owned();
        return Err(refused(words).hint("--decline, or add `epic` to `types`"));
    }
    Ok(())
}

/// The ranks that put the parts where the item stands, in their order.
fn ranks(
    desk: &Desk<'_>,
    backlog: &Backlog,
    story: &Story,
    parts: &[Part<'_>],
) -> CommandResult<Moves> {
    let mut stories = backlog.stories().to_vec();
    stories.extend(
        parts
            .iter()
            .map(|part| Story::new(part.id.clone(), &*part.path)),
    );
    let backlog = Backlog::new(desk.config().clone(), stories, Vec::new());
    let ids: Vec<StoryId> = parts.iter().map(|part| part.id.clone()).collect();
    let to = Destination::Before(story.id.clone());
    Ok(move_stories(&backlog, &ids, &to, &mut |below| {
        desk.context.random(below)
    })?)
}

/// The file of a part.
fn part_text(
    desk: &Desk<'_>,
    backlog: &Backlog,
    story: &Story,
    part: &Part<'_>,
    rank: Option<&Rank>,
    wish: &Wish<'_>,
) -> String {
    let config = desk.config();
    let kind = config.item_type(&story.item_type);
    let kind = kind
        .or_else(|| config.types.first().map(String::as_str))
        .unwrap_or_default();
    let plain = |text: String| Value::Plain(text);
    let created = desk.context.env.timestamp();
    let mut fields = vec![
        ("title", Value::Text(part.title.to_owned())),
        ("id", plain(part.id.to_string())),
        ("created", plain(created)),
        (
            "status",
            Value::Text(config.first_of(StateKind::New).name.clone()),
        ),
        ("type", Value::Text(kind.to_owned())),
    ];
    let mut take =
        |key: &'static str, value: Option<Value>| fields.extend(value.map(|value| (key, value)));
    let text_of = |field: &Option<String>| {
        field
            .clone()
            .filter(|t| !t.trim().is_empty())
            .map(Value::Text)
    };
    let list_of = |items: &Vec<String>| (!items.is_empty()).then(|| Value::List(items.clone()));
    take("rank", rank.map(|rank| plain(rank.to_string())));
    let epic = if wish.decline {
        story.epic.clone()
    } else {
        Some(story.id.to_string())
    };
    take(
        "epic",
        epic.filter(|epic| !epic.trim().is_empty()).map(plain),
    );
    take(
        "sprint",
        sprint(backlog, story).map(|name| scrum::sprint_value(&name)),
    );
    take("requested_by", text_of(&story.requested_by));
    take("release", text_of(&story.release));
    take("objective", text_of(&story.objective));
    take("labels", list_of(&story.labels));
    take("depends_on", list_of(&story.depends_on));
    let headings = &config.criteria.headings;
    let body = text::template(&NewBody {
        kind,
        language: &config.language,
        headings,
        ..NewBody::default()
    });
    let from = story.body.as_deref().unwrap_or_default();
    let body = text::carry_criteria(from, &part.places, &body, headings);
    format!("{}\n{body}", new_story_header(&fields))
}

/// The Sprint of the item that is not over yet.
fn sprint(backlog: &Backlog, story: &Story) -> Option<String> {
    let own = story
        .sprint
        .as_deref()
        .map(str::trim)
        .filter(|own| !own.is_empty())?;
    let found = backlog.sprints.iter().find(|sprint| sprint.is_named(own));
    let is_over = found.is_some_and(|sprint| sprint.state() == SprintState::Closed);
    (!is_over).then(|| own.to_owned())
}

/// What waited for the item waits for its parts.
fn waiting(
    backlog: &Backlog,
    story: &Story,
    parts: &[Part<'_>],
    changes: &mut Vec<Change>,
    told: &mut Told,
) {
    for other in backlog.stories() {
        if other.path == story.path || !backlog.is_open(other) {
            continue;
        }
        let is_it = |reference: &&String| {
            backlog
                .find(reference)
                .is_some_and(|found| found.path == story.path)
        };
        let references: Vec<&String> = other.depends_on.iter().filter(is_it).collect();
        if references.is_empty() {
            continue;
        }
        let key = || "depends_on".to_owned();
        let add = |part: &Part<'_>| FieldEdit::Add {
            key: key(),
            item: part.id.to_string(),
        };
        let remove = |item: &&String| FieldEdit::Remove {
            key: key(),
            item: (*item).clone(),
        };
        let edits = parts.iter().map(add).chain(references.iter().map(remove));
        changes.push(Change::edit(&*other.path, edits.map(Edit::Field).collect()));
        told.line(
            &other.id,
            format!(
                "{} {}: waits for {} now",
                other.id,
                other.title,
                listed(parts)
            ),
        );
    }
}

/// `US-51, US-52 and US-53`.
pub(super) fn listed(parts: &[Part<'_>]) -> String {
    let ids: Vec<String> = parts.iter().map(|part| part.id.to_string()).collect();
    match ids.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => ids.join(", "),
    }
}

/// `, criteria 1 and 2`.
fn taken(places: &[usize]) -> String {
    let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!(", with criterion {one}"),
        [before @ .., last] => format!(", with criteria {} and {last}", before.join(", ")),
    }
}

/// One change a file: a neighbour may both wait for the item and get another key.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    use crate::model::ChangeKind;
    let mut merged: Vec<Change> = Vec::new();
    for change in changes {
        let known = merged.iter_mut().find(|known| known.path == change.path);
        match (known.map(|known| &mut known.kind), change.kind) {
            (Some(ChangeKind::Edit(edits)), ChangeKind::Edit(more)) => edits.extend(more),
            (_, kind) => merged.push(Change {
                path: change.path,
                kind,
            }),
        }
    }
    merged
}
