//! `po ac`: the acceptance criteria of an item.

use std::collections::BTreeSet;

use clap::{Args, Subcommand};

use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Outcome, Told, WriteArgs, complete,
    read_stdin,
};
use crate::model::{Change, Criterion, Edit, Splice, Story};
use crate::report::{Document, Line, Style};
use crate::text;

/// Flags of `po ac`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = false,
    subcommand_precedence_over_arg = true,
    override_usage = "po ac <ID> [add | check | uncheck | edit | remove] [OPTIONS]",
    after_help = "Examples:
  po ac 12                              the criteria, with their numbers
  po ac 12 add \"Given a saved card, when I press Pay, then the order is placed\"
  po ac 12 check 1 2
  po ac 12 edit 2 \"An expired card is refused within 2 seconds\"
  po ac 12 remove 3"
)]
pub struct AcArgs {
    /// The item
    #[arg(value_name = "ID", add = complete::ids())]
    id: String,
    /// What to do; without, the criteria are listed with their numbers
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Clone, Subcommand)]
enum Action {
    /// Add criteria at the end
    Add {
        /// A criterion each; `-` reads them from stdin, a line each
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Tick criteria
    Check {
        /// Their numbers
        #[arg(required = true, value_name = "N")]
        numbers: Vec<usize>,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Untick criteria
    Uncheck {
        /// Their numbers
        #[arg(required = true, value_name = "N")]
        numbers: Vec<usize>,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Reword a criterion
    Edit {
        /// Its number
        #[arg(value_name = "N")]
        number: usize,
        /// Its new words
        #[arg(value_name = "WORDS")]
        words: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Take criteria away
    Remove {
        /// Their numbers
        #[arg(required = true, value_name = "N")]
        numbers: Vec<usize>,
        #[command(flatten)]
        write: WriteArgs,
    },
}

impl Action {
    fn write(&self) -> &WriteArgs {
        match self {
            Self::Add { write, .. }
            | Self::Check { write, .. }
            | Self::Uncheck { write, .. }
            | Self::Edit { write, .. }
            | Self::Remove { write, .. } => write,
        }
    }
}

/// Lists or changes criteria.
///
/// # Errors
/// When the item or a criterion does not exist, or a new one has no words.
pub fn run(context: &Context, args: &AcArgs) -> CommandResult {
    let desk = context.open()?;
    let Some(action) = &args.action else {
        return list(&desk, &args.id);
    };
    let action = &with_stdin(action.clone())?;
    let what = format!("criteria of {}", args.id);
    desk.change(&what, action.write(), |store| {
        let story = desk
            .open_stories(store, std::slice::from_ref(&args.id))?
            .remove(0);
        let (splices, told) = changed(&desk, &story, action)?;
        let edits: Vec<Edit> = splices.into_iter().map(Edit::Body).collect();
        let changes = if edits.is_empty() {
            Vec::new()
        } else {
            vec![Change::edit(&*story.path, edits)]
        };
        Ok((changes, told))
    })
}

/// `-` among new criteria stands for the lines of stdin. Read before the lock is taken: a pipe may take its time.
fn with_stdin(mut action: Action) -> CommandResult<Action> {
    if let Action::Add { words, .. } = &mut action
        && let Some(at) = words.iter().position(|words| words == "-")
    {
        let input = read_stdin()?;
        let lines = input.lines().map(str::trim).filter(|line| !line.is_empty());
        words.splice(at..=at, lines.map(str::to_owned));
        if words.is_empty() {
            return Err(Failure::invalid("a criterion needs words").hint("stdin had none"));
        }
    }
    Ok(action)
}

fn list(desk: &Desk<'_>, id: &str) -> CommandResult {
    let story = desk.open_stories(&desk.store, &[id.to_owned()])?.remove(0);
    let criteria = read(desk, story.body.as_deref().unwrap_or_default());
    let mut document = Document::new();
    document
        .text(Line::styled(format!("{} ", story.id), Style::Id).with(&story.title, Style::Strong));
    let width = criteria.len().to_string().len();
    let line = |(index, criterion): (usize, &Criterion)| {
        let (mark, style) = if criterion.done {
            ("[x]", Style::Good)
        } else if criterion.has_box {
            ("[ ]", Style::Plain)
        } else {
            (" - ", Style::Dim)
        };
        Line::plain(format!("{:>width$} ", index + 1))
            .and("  ".repeat(criterion.depth))
            .with(mark, style)
            .and(format!(" {}", criterion.text))
    };
    document.items(criteria.iter().enumerate().map(line).collect());
    desk.context.out.document(&document)?;
    if criteria.is_empty() {
        desk.context.out.hint(&format!(
            "no criteria yet: po ac {id} add \"Given …, when …, then …\""
        ));
    }
    Ok(Outcome::Clean)
}

fn read(desk: &Desk<'_>, body: &str) -> Vec<Criterion> {
    text::criteria(body, &desk.config().criteria.headings)
}

/// The splices of an action, each made for the body as the ones before leave it, and what to tell.
fn changed(desk: &Desk<'_>, story: &Story, action: &Action) -> CommandResult<(Vec<Splice>, Told)> {
    let mut body = story.body.clone().unwrap_or_default();
    let mut splices: Vec<Splice> = Vec::new();
    let mut told = Told::default();
    let name = format!("{} {}", story.id, story.title);
    let mut take = |body: &mut String, splice: Splice| {
        *body = splice.apply(body);
        splices.push(splice);
    };
    match action {
        Action::Add { words, .. } => {
            for words in words {
                let words = filled(words)?;
                let splice = text::add_criterion(&body, &desk.config().criteria.headings, words);
                take(&mut body, splice);
                let number = read(desk, &body).len();
                told.line(
                    &story.id,
                    format!("{name}: criterion {number} added: {}", short(words)),
                );
            }
        }
        Action::Check { numbers, .. } | Action::Uncheck { numbers, .. } => {
            let done = matches!(action, Action::Check { .. });
            let mut met = BTreeSet::new();
            for &number in numbers.iter().filter(|number| met.insert(**number)) {
                let criterion = nth(desk, story, &body, number)?;
                match text::set_criterion(&body, &criterion, done) {
                    Some(splice) => take(&mut body, splice),
                    None if criterion.done == done => {
                        let state = if done { "ticked" } else { "open" };
                        told.line(
                            &story.id,
                            format!("{name}: criterion {number} is {state} already"),
                        );
                        continue;
                    }
                    None => {
                        return Err(Failure::invalid(format!("criterion {number} of {} has no box to tick: it is Gherkin or a paragraph", story.id))
                            .hint(format!("po edit {}", story.id)));
                    }
                }
                let verb = if done { "ticked" } else { "unticked" };
                told.line(
                    &story.id,
                    format!(
                        "{name}: criterion {number} {verb}: {}",
                        short(&criterion.text)
                    ),
                );
            }
            let all = read(desk, &body);
            let ticked = all.iter().filter(|criterion| criterion.done).count();
            told.after
                .push(format!("{ticked} of {} criteria ticked", all.len()));
        }
        Action::Edit { number, words, .. } => {
            let words = filled(words)?;
            let criterion = nth(desk, story, &body, *number)?;
            let splice = text::reword_criterion(&body, &criterion, words);
            take(&mut body, splice);
            told.line(
                &story.id,
                format!("{name}: criterion {number} reworded: {}", short(words)),
            );
        }
        Action::Remove { numbers, .. } => {
            let mut numbers = numbers.clone();
            numbers.sort_unstable();
            numbers.dedup();
            for &number in numbers.iter().rev() {
                let criterion = nth(desk, story, &body, number)?;
                let splice = text::remove_criterion(&body, &criterion);
                take(&mut body, splice);
                told.line(
                    &story.id,
                    format!(
                        "{name}: criterion {number} removed: {}",
                        short(&criterion.text)
                    ),
                );
            }
        }
    }
    Ok((splices, told))
}

/// The words of a criterion, short enough for a line.
fn short(words: &str) -> String {
    text::truncate(&text::one_line(words), 60)
}

fn filled(words: &str) -> CommandResult<&str> {
    if text::one_line(words).is_empty() {
        Err(Failure::invalid("a criterion needs words"))
    } else {
        Ok(words)
    }
}

fn nth(desk: &Desk<'_>, story: &Story, body: &str, number: usize) -> CommandResult<Criterion> {
    let criteria = read(desk, body);
    let count = criteria.len();
    number
        .checked_sub(1)
        .and_then(|index| criteria.into_iter().nth(index))
        .ok_or_else(|| {
            let failure = Failure::new(
                ErrorKind::NotFound,
                format!("{} has no criterion {number}", story.id),
            );
            match count {
                0 => failure.hint(format!("it has none yet: po ac {} add \"…\"", story.id)),
                n => failure.hint(format!("it has 1 to {n}: po ac {}", story.id)),
            }
        })
}
