//! `po split`: an item into parts, which take its criteria and references.

use clap::{ArgAction, Args};

use crate::cli::{CommandResult, Context, Desk, Failure, Prompt, WriteArgs, complete};
use crate::commands::split_plan::{Wish, split};
use crate::model::{Criterion, Story};
use crate::scrum::criteria_shares;
use crate::text;

/// Flags of `po split`.
#[derive(Debug, Args)]
#[command(
    override_usage = "po split <ID> <TITLE> <TITLE>... [--ac 1,2 / 3] [OPTIONS]",
    after_help = "The parts take epic, release, labels, objective, Sprint and dependencies, and stand in the order where the item
stood; what waited for the item waits for them. The item becomes their epic, or is declined. Criteria that are not
given away stay with it. One change, which po undo takes back.

Examples:
  po split 12 \"By card\" \"By invoice\" --ac 1,2 / 3     criteria 1 and 2 go to the first part, 3 to the second
  po split 12 \"By card\" \"By invoice\" --decline        the item is declined, not their epic
  po split 12                                         asks, on a terminal"
)]
pub struct SplitArgs {
    /// The item
    #[arg(value_name = "ID", add = complete::ids())]
    id: String,
    /// The parts, at least two
    #[arg(value_name = "TITLE")]
    titles: Vec<String>,
    /// Which criteria the parts take, by number, a slash between the parts
    #[arg(long = "ac", value_name = "N,N / N", num_args = 1.., action = ArgAction::Set)]
    criteria: Option<Vec<String>>,
    /// Decline the item, where it would become the epic of its parts
    #[arg(long)]
    decline: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Splits an item.
///
/// # Errors
/// When it cannot be split, or a criterion is given that does not exist or is given twice; nothing is changed then.
pub fn run(context: &Context, args: &SplitArgs) -> CommandResult {
    let desk = context.open()?;
    let mut titles: Vec<String> = args
        .titles
        .iter()
        .map(|title| text::one_line(title))
        .collect();
    let mut shares = args.criteria.as_ref().map(|words| words.join(" "));
    if titles.is_empty()
        && let Some(prompt) = Prompt::available()
    {
        (titles, shares) = ask(&desk, prompt, &args.id, shares)?;
    }
    if titles.iter().any(String::is_empty) {
        return Err(Failure::invalid("a part needs a title"));
    }
    if titles.len() < 2 {
        let failure = Failure::usage("a split has at least two parts");
        let failure = match &args.criteria {
            Some(words) if words.iter().any(|word| word.contains(char::is_alphabetic)) => {
                failure.hint("titles come before --ac")
            }
            _ => failure,
        };
        return Err(failure
            .hint(format!(
                "po split {} \"By card\" \"By invoice\" --ac 1,2 / 3",
                args.id
            ))
            .hint("po add \"…\" --epic ID adds one item to an epic"));
    }
    let what = format!("split {}", args.id);
    desk.change(&what, &args.write, |store| {
        let story = desk
            .open_stories(store, std::slice::from_ref(&args.id))?
            .remove(0);
        let count = criteria(&desk, &story).len();
        let shares = match &shares {
            Some(words) => criteria_shares(words, titles.len(), count)?,
            None => vec![Vec::new(); titles.len()],
        };
        let wish = Wish {
            titles: &titles,
            shares: &shares,
            decline: args.decline,
            dry_run: args.write.dry_run,
        };
        split(&desk, store, &story, &wish)
    })
}

/// The acceptance criteria of an item.
pub(super) fn criteria(desk: &Desk<'_>, story: &Story) -> Vec<Criterion> {
    let body = story.body.as_deref().unwrap_or_default();
    text::criteria(body, &desk.config().criteria.headings)
}

/// Asks for the parts and for what criteria they take.
fn ask(
    desk: &Desk<'_>,
    prompt: Prompt,
    id: &str,
    shares: Option<String>,
) -> CommandResult<(Vec<String>, Option<String>)> {
    let story = desk.open_stories(&desk.store, &[id.to_owned()])?.remove(0);
    let out = &desk.context.out;
    out.note(&format!(
        "{}\n",
        text::escape_terminal(&format!("{} {}", story.id, story.title))
    ));
    let criteria = criteria(desk, &story);
    for (at, criterion) in criteria.iter().enumerate() {
        out.note(&format!(
            "  {} {}\n",
            at + 1,
            text::escape_terminal(&criterion.text)
        ));
    }
    let mut titles = Vec::new();
    loop {
        let question = format!("Part {}?", titles.len() + 1);
        let help = if titles.len() < 2 {
            "its title; Escape leaves it"
        } else {
            "its title; Enter: no more"
        };
        let title = text::one_line(&prompt.line(&question, "", help)?);
        if title.is_empty() {
            break;
        }
        titles.push(title);
    }
    if shares.is_some() || criteria.is_empty() || titles.len() < 2 {
        return Ok((titles, shares));
    }
    let parts = titles.len();
    let shares = prompt.checked(
        "Which criteria go to which part?",
        "",
        "1,2 / 3: the slash parts the parts; Enter: all stay with the item",
        &|answer| {
            criteria_shares(&answer, parts, criteria.len())
                .map(|_| answer)
                .map_err(Failure::from)
        },
    )?;
    Ok((titles, Some(shares)))
}
