//! `po set`: fields of items.

use clap::Args;

use crate::cli::{CommandResult, Context, Desk, Failure, Told, WriteArgs, complete_words};
use crate::commands::field_values::{Lookup, item, own_key, settable, unknown_key, value};
use crate::commands::outcome_values::{
    OUTCOME, is_whole_outcome, metric_typed, outcome_edit, outcome_part, outcome_value,
    unknown_metric, whole_outcome, with_verdict,
};
use crate::model::{Backlog, Change, Edit, Field, FieldEdit, FieldKind, StateKind, Story, Value};
use crate::scrum::{Relation, SprintRefusal, join_sprint, would_make_cycle};
use crate::store::Depth;
use crate::text;

/// Flags of `po set`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po set 12 points=8                       set
  po set 12 13 label+=mobile label-=web    append to and remove from a list, on two items
  po set 12 sprint=                        unset
  po set 22 depends_on+=31                 waits for another item
  po set 13 blocked=\"the provider's contract\"
  po set 12 outcome='{metric: signup_conversion, target: 4%, by: 2026-12-31}'
  po set 12 outcome.metric=signup_conversion outcome.baseline=3.1% outcome.target=4% outcome.by=2026-12-31")]
pub struct SetArgs {
    /// Items, then assignments: `12 13 points=8 label+=mobile label-=web sprint=`
    #[arg(required = true, value_name = "ID | KEY=VALUE", add = complete_words::assignments())]
    words: Vec<String>,
    /// Write keys too that neither po nor po.yaml knows
    #[arg(long)]
    extra: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// What to do with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Set,
    Add,
    Remove,
}

/// `points=8` taken apart.
#[derive(Debug)]
struct Assignment<'a> {
    key: String,
    field: Option<&'static Field>,
    /// The part of `outcome` that is meant.
    part: Option<&'static str>,
    operation: Operation,
    text: &'a str,
}

/// Sets fields.
///
/// # Errors
/// When an item, key or value cannot be; nothing is changed then, on any item.
pub fn run(context: &Context, args: &SetArgs) -> CommandResult {
    let desk = context.open()?;
    let (ids, assignments) = taken_apart(&desk, args)?;
    let refers = assignments.iter().any(|a| {
        matches!(
            a.field.map(|f| f.kind),
            Some(FieldKind::Reference | FieldKind::References)
        ) || a.key == "sprint"
    });
    desk.change(
        &format!("set {}", args.words.join(" ")),
        &args.write,
        |store| {
            let backlog = refers.then(|| store.load(Depth::Header).backlog);
            let mut stories = desk.open_stories(store, &ids)?;
            let mut changes = Vec::new();
            let mut told = Told::default();
            let metrics = assignments.iter().filter(|a| a.key == OUTCOME);
            let metrics = metrics.filter_map(|a| metric_typed(a.part, a.text));
            told.hints
                .extend(metrics.filter_map(|name| unknown_metric(&desk, &name)));
            for story in &mut stories {
                let mut edits = Vec::new();
                let mut said = Vec::new();
                for assignment in &assignments {
                    let (edit, words) = one(&desk, backlog.as_ref(), story, assignment)?;
                    if let (Some(backlog), FieldEdit::Set { key, value }) = (&backlog, &edit)
                        && key == "sprint"
                    {
                        unless_refused(backlog, story, value)?;
                    }
                    edits.push(Edit::Field(edit));
                    said.push(words);
                }
                told.line(
                    &story.id,
                    format!("{} {}: {}", story.id, story.title, said.join(", ")),
                );
                changes.push(Change::edit(&*story.path, edits));
            }
            Ok((changes, told))
        },
    )
}

/// Ids first, then assignments.
fn taken_apart<'a>(
    desk: &Desk<'_>,
    args: &'a SetArgs,
) -> CommandResult<(Vec<String>, Vec<Assignment<'a>>)> {
    let mut ids = Vec::new();
    let mut assignments: Vec<Assignment<'a>> = Vec::new();
    for word in &args.words {
        let Some((key, text)) = word.split_once('=') else {
            if !assignments.is_empty() {
                return Err(Failure::usage(format!("`{word}` is no assignment"))
                    .hint("items first, then KEY=VALUE: po set 12 13 points=8"));
            }
            ids.push(word.clone());
            continue;
        };
        let (key, operation) = match (key.strip_suffix('+'), key.strip_suffix('-')) {
            (Some(key), _) => (key, Operation::Add),
            (_, Some(key)) => (key, Operation::Remove),
            (None, None) => (key, Operation::Set),
        };
        let part = outcome_part(key)?;
        if part.is_some() && operation != Operation::Set {
            return Err(
                Failure::invalid(format!("`{key}` holds one value, not a list"))
                    .hint(format!("{key}={text}")),
            );
        }
        let key = part.map_or(key, |_| OUTCOME);
        let field = settable(key)?;
        let key = match field {
            Some(field) => field.name.to_owned(),
            None if desk.config().keys.iter().any(|own| own == key) => key.to_owned(),
            None if args.extra => own_key(key)?.to_owned(),
            None => return Err(unknown_key(key, desk.config())),
        };
        assignments.push(Assignment {
            key,
            field,
            part,
            operation,
            text,
        });
    }
    if ids.is_empty() {
        return Err(Failure::usage("no item is named").hint("po set 12 points=8"));
    }
    if assignments.is_empty() {
        let is_key = |word: &String| matches!(settable(word), Ok(Some(_)));
        if let Some(at) = ids.iter().position(is_key).filter(|at| *at > 0) {
            let start = format!("po set {} {}=", ids[..at].join(" "), ids[at]);
            return Err(Failure::usage(format!("`{}` is given no value", ids[at]))
                .hint(format!("{start}…"))
                .hint(format!("{start} alone unsets it")));
        }
        return Err(Failure::usage("nothing to set")
            .hint(format!("po set {} points=8", ids.join(" ")))
            .hint(format!("po show {}", ids.join(" "))));
    }
    Ok((ids, assignments))
}

/// The edit of one assignment on one item, and its words.
fn one(
    desk: &Desk<'_>,
    backlog: Option<&Backlog>,
    story: &mut Story,
    assignment: &Assignment<'_>,
) -> CommandResult<(FieldEdit, String)> {
    let Assignment {
        key,
        field,
        part,
        operation,
        text,
    } = assignment;
    if key == OUTCOME && part.is_none() && *operation == Operation::Set && is_whole_outcome(text) {
        let value = with_verdict(story, whole_outcome(text)?);
        let (key, words) = (key.clone(), words(key, &value));
        return Ok((FieldEdit::Set { key, value }, words));
    }
    // Words about what came of a hope stand beside it.
    let is_verdict =
        key == OUTCOME && story.expected.is_some() && !text.trim().is_empty() && part.is_none();
    if let Some(part) = part.or(is_verdict.then_some("verdict")) {
        let value = outcome_value(part, text)?;
        let said = value.as_deref().unwrap_or("unset");
        let words = format!("{OUTCOME} {part} {said}");
        return Ok((outcome_edit(story, part, value), words));
    }
    let story = &*story;
    let lookup = |text: &str| refer(desk, backlog, story, key, text);
    let lookup: &Lookup<'_> = &lookup;
    let key = key.clone();
    Ok(match (operation, field) {
        (Operation::Set, Some(field)) => {
            let value = value(desk, field, text, lookup)?;
            let words = words(&key, &value);
            (FieldEdit::Set { key, value }, words)
        }
        (Operation::Set, None) => {
            let words = text::one_line(text);
            let value = if words.is_empty() {
                Value::Empty
            } else {
                Value::Text(words)
            };
            let words = self::words(&key, &value);
            (FieldEdit::Set { key, value }, words)
        }
        (Operation::Add, field) => {
            let item = field.map_or_else(
                || Ok(text::one_line(text)),
                |field| item(field, text, lookup),
            )?;
            let words = format!("{key} +{item}");
            (FieldEdit::Add { key, item }, words)
        }
        // What is to go need not exist any more, so a reference is taken as it is where it leads nowhere.
        (Operation::Remove, field) => {
            let item = match field {
                Some(field) if field.kind == FieldKind::References => backlog
                    .and_then(|backlog| backlog.find(text))
                    .map_or_else(|| text::one_line(text), |story| story.id.to_string()),
                Some(field) => item(field, text, lookup)?,
                None => text::one_line(text),
            };
            let words = format!("{key} -{item}");
            (FieldEdit::Remove { key, item }, words)
        }
    })
}

/// Refuses a Sprint that `po sprint add` would refuse for the item, and to take what is Done out of its Sprint.
fn unless_refused(backlog: &Backlog, story: &Story, value: &Value) -> Result<(), SprintRefusal> {
    let named = |name: &str| {
        let mut sprints = backlog.sprints.iter();
        sprints.find(|sprint| sprint.is_named(name))
    };
    let own = story.sprint.as_deref().and_then(named);
    let into = match value {
        Value::Text(name) | Value::Plain(name) => named(name),
        _ => None,
    };
    let is_done = backlog.kind(story) == StateKind::Done;
    let is_slip = own.is_none()
        && story
            .sprint
            .as_deref()
            .is_some_and(|own| !own.trim().is_empty());
    match (own, into) {
        // The name of a Sprint that was never there is put right.
        (None, Some(_)) if is_done && is_slip => Ok(()),
        (Some(own), Some(into)) if own.path == into.path => Ok(()),
        (Some(own), _) if is_done => Err(SprintRefusal::DoneIn {
            id: story.id.clone(),
            name: own.name.clone(),
        }),
        (_, Some(into)) => join_sprint(backlog, into, &[story]).map(|_| ()),
        _ => Ok(()),
    }
}

fn words(key: &str, value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Plain(text) => format!("{key} {text}"),
        Value::List(items) => format!("{key} {}", items.join(", ")),
        Value::Map(entries) => format!(
            "{key} {}",
            entries
                .iter()
                .map(|(k, v)| format!("{k} {v}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Value::Empty => format!("{key} unset"),
    }
}

/// The id that a reference leads to, unless a circle would come of it.
fn refer(
    desk: &Desk<'_>,
    backlog: Option<&Backlog>,
    story: &Story,
    key: &str,
    text: &str,
) -> CommandResult<String> {
    let Some(backlog) = backlog else {
        return Ok(text.to_owned());
    };
    let other = desk.pick(backlog, text)?;
    let relation = if key == "epic" {
        Relation::Epic
    } else {
        Relation::DependsOn
    };
    if let Some(circle) = would_make_cycle(backlog, relation, story, other) {
        let way = circle
            .iter()
            .map(|story| story.id.to_string())
            .chain([story.id.to_string()])
            .collect::<Vec<_>>()
            .join(" → ");
        return Err(Failure::invalid(format!(
            "`{key}` of {} would make a circle: {way}",
            story.id
        )));
    }
    Ok(other.id.to_string())
}
