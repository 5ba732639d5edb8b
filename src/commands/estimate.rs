//! `po estimate`: planning poker on one terminal, votes from a chat, or a table of another tool.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::{
    CommandResult, Context, Desk, Failure, Outcome, Prompt, Told, WriteArgs, WriteFormat, complete,
};
use crate::commands::estimate_from::from_table;
use crate::commands::estimate_item::{Settled, estimable, estimated, off_the_deck};
use crate::commands::estimate_poker::play;
use crate::model::Hundredths;
use crate::report::EstimateReport;
use crate::scrum::{Round, Spread};
use crate::store::Depth;

/// Flags of `po estimate`.
#[derive(Debug, Args)]
#[command(
    after_help = "Votes are kept in the item without names, and never averaged. Lowest and highest on one card: agreed. One card
apart: take the higher, or vote again. Two or more: discuss, and consider splitting. `?` says that information is
missing, `☕` that a break would help.

Examples:
  po estimate 12                        planning poker on this terminal, hidden votes one after another
  po estimate 12 --votes 5,8,8,13       the votes of a remote team's chat
  po estimate 12 --votes 8,8,8,8        its next round, the same day
  po estimate 12 --votes 5,8,8 --points 8   the team took the higher card
  po estimate 12 --points 5             agreed on without cards
  po estimate --from votes.csv          a table of a planning poker tool, several items
  po split 12 \"By card\" \"By invoice\"    when it is too large"
)]
pub struct EstimateArgs {
    /// Items; with --from, only these are taken from the table
    #[arg(value_name = "ID", add = complete::ids(), required_unless_present = "from")]
    ids: Vec<String>,
    /// What the team agreed on: a card of the deck
    #[arg(
        long,
        value_name = "CARD",
        conflicts_with = "from",
        allow_hyphen_values = true
    )]
    points: Option<String>,
    /// The votes of a round, parted by commas; several rounds stand one after another
    #[arg(
        long,
        value_name = "CARDS",
        conflicts_with = "from",
        allow_hyphen_values = true
    )]
    votes: Vec<String>,
    /// A CSV table of stories, votes and estimates; `-` reads stdin
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    from: Option<PathBuf>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Estimates items.
///
/// # Errors
/// When an item cannot be estimated, or a card is not on the deck; nothing is changed then, on any item.
pub fn run(context: &Context, args: &EstimateArgs) -> CommandResult {
    let desk = context.open()?;
    if let Some(path) = &args.from {
        return from_table(&desk, path, &args.ids, &args.write);
    }
    let deck = desk.config().deck.clone();
    let rounds: Vec<Round> = args
        .votes
        .iter()
        .map(|votes| Round::read(votes, &deck))
        .collect::<Result<_, _>>()?;
    let points = match &args.points {
        Some(text) => Some(deck.card(text).ok_or_else(|| off_the_deck(&desk, text))?),
        None => None,
    };
    if rounds.is_empty() && points.is_none() {
        return one_by_one(&desk, args);
    }
    if !rounds.is_empty() && args.ids.len() > 1 {
        return Err(Failure::usage("votes are about one item").hint(format!(
            "po estimate {} --votes {}",
            args.ids[0], args.votes[0]
        )));
    }
    let last = rounds.last().map(|round| round.spread(&deck));
    let outcome = Settled {
        agreed: points.or_else(|| last.and_then(Spread::agreed)),
        rounds: &rounds,
    };
    let what = format!("estimate {}", args.ids.join(", "));
    desk.change(&what, &args.write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let mut changes = Vec::new();
        let mut told = Told::default();
        for story in desk.open_stories(store, &args.ids)? {
            estimable(&backlog, &story)?;
            changes.extend(estimated(&desk, &story, &outcome, &mut told));
        }
        Ok((changes, told))
    })
}

/// Planning poker for each item; where nobody can be asked, what there is to know before one estimates.
fn one_by_one(desk: &Desk<'_>, args: &EstimateArgs) -> CommandResult {
    let out = &desk.context.out;
    let prompt = Prompt::available().filter(|_| args.write.format == WriteFormat::Text);
    let backlog = desk.load(Depth::Body)?.backlog;
    let stories = desk.pick_all(&backlog, &args.ids)?;
    for story in &stories {
        estimable(&backlog, story)?;
    }
    for (at, story) in stories.iter().enumerate() {
        let report = EstimateReport::new(&backlog, story);
        if args.write.format == WriteFormat::Json {
            out.json(&report)?;
            continue;
        }
        if at > 0 {
            out.result("\n")?;
        }
        out.document(&report.document(&backlog))?;
        let Some(prompt) = prompt else {
            out.hint(&format!("po estimate {} --votes 5,8,8", story.id.number()));
            continue;
        };
        out.note("\n");
        let (rounds, agreed) = play(desk, prompt)?;
        if rounds.is_empty() && agreed.is_none() {
            out.note(&format!("{} stays as it was\n", story.id));
            continue;
        }
        write_down(desk, &story.id.to_string(), &rounds, agreed, &args.write)?;
    }
    Ok(Outcome::Clean)
}

/// Writes one estimation down, and tells about it.
fn write_down(
    desk: &Desk<'_>,
    id: &str,
    rounds: &[Round],
    agreed: Option<Hundredths>,
    write: &WriteArgs,
) -> CommandResult {
    let outcome = Settled { rounds, agreed };
    desk.change(&format!("estimate {id}"), write, |store| {
        let story = desk.open_stories(store, &[id.to_owned()])?.remove(0);
        let mut told = Told::default();
        let change = estimated(desk, &story, &outcome, &mut told);
        Ok((change.into_iter().collect(), told))
    })
}
