//! `po add`: a new item.

use std::cell::OnceCell;

use clap::Args;

use crate::cli::{CommandResult, Context, Desk, Failure, Prompt, Told, WriteArgs, read_stdin};
use crate::commands::add_fields::FieldArgs;
use crate::commands::edit::{again, edited, kept};
use crate::commands::field_values::{Lookup, value};
use crate::commands::rank::PlaceArgs;
use crate::model::{Backlog, Change, Edit, Rank, Story, StoryId, Value, field};
use crate::report::similar;
use crate::scrum::{join_sprint, move_stories};
use crate::store::{Depth, Store, edit_bytes, new_story_header, read_story, stem, story_path};
use crate::text::{self, NewBody};

/// Flags of `po add`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po add                                asks, on a terminal
  po add \"Pay with a saved card\" --as \"returning customer\" \\
         --want \"to pay with a saved card\" --so-that \"checkout takes seconds\" \\
         --ac \"Given a saved card, when I press Pay, then the order is placed\"
  po add --type bug \"Checkout fails on Safari\" --top
  po add --edit                         in your editor, with hints
  po add - < mail.txt                   first line the title, the rest the text")]
pub struct AddArgs {
    /// What it is, in one line; `-` reads stdin: the first line is the title, the rest the text
    #[arg(value_name = "TITLE")]
    title: Vec<String>,
    /// Open the new item in your editor before it is saved
    #[arg(long, short = 'e')]
    edit: bool,
    /// Who wants it: "returning customer"
    #[arg(long = "as", value_name = "ROLE", help_heading = "Story")]
    role: Option<String>,
    /// What they want: "to pay with a saved card"
    #[arg(long, value_name = "WANT", help_heading = "Story")]
    want: Option<String>,
    /// What for: "checkout takes seconds"
    #[arg(long, value_name = "BENEFIT", help_heading = "Story")]
    so_that: Option<String>,
    /// An acceptance criterion; may stand several times
    #[arg(long = "ac", value_name = "WORDS", help_heading = "Story")]
    criteria: Vec<String>,
    /// Text below the story sentence, in Markdown
    #[arg(long, value_name = "MARKDOWN", help_heading = "Story")]
    body: Option<String>,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten, next_help_heading = "Place in the order")]
    place: PlaceArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// The words of a new item.
#[derive(Debug, Default)]
struct Words {
    title: String,
    role: Option<String>,
    want: Option<String>,
    benefit: Option<String>,
    criteria: Vec<String>,
    body: Option<String>,
}

/// Adds an item.
///
/// # Errors
/// When there is no title, or a field cannot have its value; nothing is written then.
pub fn run(context: &Context, args: &AddArgs) -> CommandResult {
    let desk = context.open()?;
    let words = words(args)?;
    let fields = fields(&desk, &desk.store, args)?;
    let drafted = if args.edit {
        Some(drafted(&desk, &words, &fields)?)
    } else {
        None
    };
    let shown = drafted
        .as_ref()
        .map_or(words.title.as_str(), |draft| draft.title.as_str())
        .to_owned();
    let draft = drafted.as_ref().map(|draft| draft.text.clone());
    let result = desk.change(&format!("add {shown}"), &args.write, |store| {
        let names = store.names();
        let id = desk
            .mint_beside(store, &names, 1, !args.write.dry_run)?
            .remove(0);
        let near = near(&desk, &names, &shown);
        let rank = rank(&desk, store, &args.place, &id)?;
        let path = story_path(&id, &text::slug(&shown));
        let mut text = match &drafted {
            Some(draft) => with_id(&path, &draft.text, &id)?,
            None => compose(&desk, &id, &words, &fields),
        };
        let place = match &rank {
            Some((rank, position)) => {
                let edit = Edit::set("rank", Value::Plain(rank.to_string()));
                text = text_of(edit_bytes(&path, text.as_bytes(), &[edit]), &path)?;
                format!(", {position} in the order")
            }
            None => String::new(),
        };
        let mut told = Told::one(&id, format!("{id} {shown}: added{place}"));
        told.after.extend(near);
        if !args.write.dry_run {
            desk.remember(store, &id);
        }
        Ok((vec![Change::create(path, text)], told))
    });
    result.map_err(|failure| match draft {
        Some(text) => kept(failure, &text, "new.md"),
        None => failure,
    })
}

/// The words: from flags and stdin, else asked for on a terminal.
fn words(args: &AddArgs) -> CommandResult<Words> {
    let mut words = Words {
        title: text::one_line(&args.title.join(" ")),
        role: args.role.clone(),
        want: args.want.clone(),
        benefit: args.so_that.clone(),
        criteria: args
            .criteria
            .iter()
            .filter(|words| !words.trim().is_empty())
            .cloned()
            .collect(),
        body: args.body.clone(),
    };
    if words.title == "-" {
        let input = read_stdin()?;
        let input = input.strip_prefix('\u{feff}').unwrap_or(&input);
        let (title, rest) = input
            .trim_start()
            .split_once('\n')
            .unwrap_or((input.trim(), ""));
        words.title = text::one_line(title.trim_start_matches('#'));
        let rest = rest.trim_matches(['\r', '\n']);
        if !rest.trim().is_empty() {
            words.body = Some(match words.body.take() {
                Some(body) => format!("{rest}\n\n{body}"),
                None => rest.to_owned(),
            });
        }
    } else if args.title.is_empty() && !args.edit {
        let Some(prompt) = Prompt::available() else {
            return Err(Failure::usage("a new item needs a title")
                .hint("po add \"Pay with a saved card\"")
                .hint("po add - reads it from stdin"));
        };
        ask(prompt, &mut words)?;
    }
    if words.title.is_empty() && !args.edit {
        return Err(
            Failure::invalid("a title needs words").hint("po add \"Pay with a saved card\"")
        );
    }
    Ok(words)
}

/// Asks for what makes a story; Enter leaves a question out.
fn ask(prompt: Prompt, words: &mut Words) -> CommandResult<()> {
    let filled = |answer: String| (!answer.is_empty()).then_some(answer);
    words.title = text::one_line(&prompt.line("Title?", "", "what it is, in one line")?);
    if words.title.is_empty() {
        return Err(Failure::invalid("a title needs words"));
    }
    if words.role.is_none() {
        words.role =
            filled(prompt.line("As a …?", "", "who wants it; Enter: no story sentence")?);
    }
    if words.role.is_some() {
        if words.want.is_none() {
            words.want = filled(prompt.line("I want …?", "", "to pay with a saved card")?);
        }
        if words.benefit.is_none() {
            words.benefit = filled(prompt.line("So that …?", "", "Enter: left out")?);
        }
    }
    while let Some(criterion) = filled(prompt.line(
        "Acceptance criterion?",
        "",
        "Given …, when …, then …; Enter: no more",
    )?) {
        words.criteria.push(criterion);
    }
    Ok(())
}

/// The fields, checked; type and state always among them.
fn fields(
    desk: &Desk<'_>,
    store: &Store,
    args: &AddArgs,
) -> CommandResult<Vec<(&'static str, Value)>> {
    let names = OnceCell::new();
    let names = || names.get_or_init(|| store.names()).as_slice();
    let lookup = |text: &str| reference(desk, store, names(), text);
    let lookup: &Lookup<'_> = &lookup;
    let mut fields = Vec::new();
    for (name, typed) in args.fields.typed() {
        if let Some(field) = field(name) {
            let value = value(desk, field, &typed, lookup)?;
            if let (Value::Text(sprint) | Value::Plain(sprint), "sprint") = (&value, name) {
                unless_closed(desk, sprint)?;
            }
            fields.push((name, value));
        }
    }
    let config = desk.config();
    if !fields.iter().any(|(name, _)| *name == "type") {
        fields.push((
            "type",
            config
                .types
                .first()
                .map_or(Value::Empty, |kind| Value::Text(kind.clone())),
        ));
    }
    if !fields.iter().any(|(name, _)| *name == "status") {
        fields.push((
            "status",
            Value::Text(config.first_of(crate::model::StateKind::New).name.clone()),
        ));
    }
    Ok(fields)
}

/// Refuses a closed Sprint: its figures stand.
fn unless_closed(desk: &Desk<'_>, name: &str) -> CommandResult<()> {
    let surroundings = desk.store.surroundings();
    let mut sprints = surroundings.sprints.iter();
    if let Some(sprint) = sprints.find(|sprint| sprint.is_named(name)) {
        join_sprint(&surroundings, sprint, &[])?;
    }
    Ok(())
}

/// The id that a reference leads to, by file names alone where they say it.
fn reference(
    desk: &Desk<'_>,
    store: &Store,
    names: &[(Option<StoryId>, String)],
    text: &str,
) -> CommandResult<String> {
    let pattern = crate::model::IdPattern::new(text, &desk.config().prefixes);
    let named = pattern
        .candidates
        .iter()
        .find(|id| names.iter().any(|(name, _)| name.as_ref() == Some(id)));
    match named {
        Some(id) => Ok(id.to_string()),
        None => Ok(desk
            .open_stories(store, &[text.to_owned()])?
            .remove(0)
            .id
            .to_string()),
    }
}

/// The rank that puts a new item in its place, and its position; none where no place was named.
fn rank(
    desk: &Desk<'_>,
    store: &Store,
    place: &PlaceArgs,
    id: &StoryId,
) -> CommandResult<Option<(Rank, usize)>> {
    if !place.is_named() {
        return Ok(None);
    }
    let loaded = store.load(Depth::Header).backlog;
    let Some(to) = place.destination(desk, &loaded)? else {
        return Ok(None);
    };
    let mut stories = loaded.into_stories();
    stories.push(Story::new(id.clone(), format!("stories/{id}.md")));
    let backlog = Backlog::new(desk.config().clone(), stories, Vec::new());
    let moves = move_stories(&backlog, std::slice::from_ref(id), &to, &mut |below| {
        desk.context.random(below)
    })?;
    let rank = moves
        .ranks
        .iter()
        .find(|new| new.id == *id)
        .map(|new| new.rank.clone());
    let position = moves.moved.first().map_or(0, |moved| moved.to);
    // It may stand there already, by its number: then there is nothing to write.
    Ok(rank.map(|rank| (rank, position)))
}

/// Lines about items whose file names come close: a request is often made twice.
fn near(desk: &Desk<'_>, names: &[(Option<StoryId>, String)], title: &str) -> Vec<String> {
    let named: Vec<(&StoryId, &str, &str)> = names
        .iter()
        .filter_map(|(id, path)| {
            let slug = stem(path).splitn(3, '-').nth(2)?;
            Some((id.as_ref()?, slug, path.as_str()))
        })
        .collect();
    similar(title, named.iter().map(|(_, slug, _)| *slug))
        .into_iter()
        .filter_map(|found| named.get(found.index))
        .map(|(id, slug, path)| match desk.story_at(path) {
            Ok(story) => {
                let state = if story.status.is_empty() {
                    "no state".to_owned()
                } else {
                    story.status.clone()
                };
                let decision =
                    text::dated_lines(story.body.as_deref().unwrap_or_default(), "Decisions").pop();
                let said = decision.map_or(state, |decision| match decision.date {
                    Some(date) => format!("{} ({})", decision.text, date.strftime("%-d %b %Y")),
                    None => decision.text,
                });
                format!("similar: {id} {}, {said}", story.title)
            }
            Err(_) => format!("similar: {id} {slug}"),
        })
        .collect()
}

/// The file of a new item.
fn compose(
    desk: &Desk<'_>,
    id: &StoryId,
    words: &Words,
    fields: &[(&'static str, Value)],
) -> String {
    whole(desk, id, words, fields, false)
}

fn whole(
    desk: &Desk<'_>,
    id: &StoryId,
    words: &Words,
    fields: &[(&'static str, Value)],
    hints: bool,
) -> String {
    let created = desk.context.env.timestamp();
    let title = if words.title.is_empty() {
        Value::Empty
    } else {
        Value::Text(words.title.clone())
    };
    let mut all = vec![
        ("title", title),
        ("id", Value::Plain(id.to_string())),
        ("created", Value::Plain(created)),
    ];
    all.extend(fields.iter().cloned());
    let kind = fields.iter().find_map(|(name, value)| match (name, value) {
        (&"type", Value::Text(kind)) => Some(kind.as_str()),
        _ => None,
    });
    let body = text::template(&NewBody {
        kind: kind.unwrap_or("story"),
        language: &desk.config().language,
        headings: &desk.config().criteria.headings,
        role: words.role.as_deref().unwrap_or_default(),
        want: words.want.as_deref().unwrap_or_default(),
        benefit: words.benefit.as_deref().unwrap_or_default(),
        text: words.body.as_deref().unwrap_or_default(),
        criteria: &words.criteria,
        hints,
    });
    format!("{}\n{body}", new_story_header(&all))
}

/// A new item as the person's editor left it.
struct Drafted {
    title: String,
    text: String,
}

/// Opens the new item in the editor; its id is only looked ahead to, so that no lock is held meanwhile.
fn drafted(
    desk: &Desk<'_>,
    words: &Words,
    fields: &[(&'static str, Value)],
) -> CommandResult<Drafted> {
    let id = desk.mint(&desk.store, 1, false)?.remove(0);
    let path = story_path(&id, "new");
    let before = whole(desk, &id, words, fields, true);
    let mut after = before.clone();
    loop {
        after = edited(desk, &format!("{id}.md"), &path, after)?;
        if after == before && words.title.is_empty() {
            return Err(Failure::usage("nothing was written, so nothing was added"));
        }
        let text = text::strip_hints(&after);
        let (story, _) = read_story(&path, text.as_bytes(), desk.config(), Depth::Header)
            .map_err(|problem| kept(desk.failure_in(&problem, text.as_bytes()), &text, "new.md"))?;
        let title = text::one_line(&story.title);
        if !title.is_empty() {
            return Ok(Drafted { title, text });
        }
        if !again(
            desk,
            "the item has no title yet: write one after `title:`\n",
        ) {
            let failure = Failure::invalid("a title needs words");
            return Err(kept(failure, &text, "new.md"));
        }
    }
}

/// The drafted file with the id that is really free.
fn with_id(path: &str, text: &str, id: &StoryId) -> CommandResult<String> {
    text_of(
        edit_bytes(
            path,
            text.as_bytes(),
            &[Edit::set("id", Value::Plain(id.to_string()))],
        ),
        path,
    )
}

fn text_of(bytes: Result<Vec<u8>, crate::store::EditError>, path: &str) -> CommandResult<String> {
    let error = |error: &dyn std::fmt::Display| Failure::invalid(format!("`{path}`: {error}"));
    String::from_utf8(bytes.map_err(|e| error(&e))?).map_err(|e| error(&e))
}
