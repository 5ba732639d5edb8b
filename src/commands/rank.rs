//! `po rank`: see the order, or change it.

use clap::Args;

use crate::cli::{
    AtArgs, CommandResult, Context, Desk, Failure, FilterArgs, ListFormat, Outcome, Told,
    WriteArgs, complete, leave,
};
use crate::commands::rank_by::{self, RankBy};
use crate::model::{Backlog, StoryId};
use crate::report::{ListReport, OrderReport, markdown};
use crate::scrum::{Destination, Moves, Neighbour, move_stories, rebalance};
use crate::store::Depth;

/// Where to put items; one of them.
#[derive(Debug, Clone, Default, Args)]
pub struct PlaceArgs {
    /// Before all others
    #[arg(long, group = "place")]
    pub top: bool,
    /// After all others
    #[arg(long, group = "place")]
    pub bottom: bool,
    /// Right before another item
    #[arg(long, group = "place", value_name = "ID", add = complete::ids())]
    pub before: Option<String>,
    /// Right after another item
    #[arg(long, group = "place", value_name = "ID", add = complete::ids())]
    pub after: Option<String>,
    /// To a position, counted from 1
    #[arg(long, group = "place", value_name = "N")]
    pub to: Option<usize>,
}

/// Flags of `po rank`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po rank                                  the order, with where Sprints end
  po rank 12 --top
  po rank 31 --before 22 --dry-run         what it would change
  po rank 12 9 --after 7                   12, then 9, right after 7
  po rank 12 --to 3
  po rank --by wsjf                        the order in which waiting costs least, beside today's
  po rank --by wsjf --apply --only-unranked
  po rank --by weighted:ice --epic 3       a formula, for some items")]
pub struct RankArgs {
    /// Items to move, which land in this order; without any the order is shown
    #[arg(value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    #[command(flatten)]
    place: PlaceArgs,
    /// Shorten keys that have grown long, the order staying as it is
    #[arg(long, conflicts_with_all = ["ids", "place", "at"])]
    rebalance: bool,
    /// Propose an order by value: wsjf, rice, moscow, weighted (the formula in po.yaml) or
    /// weighted:NAME (ice, value-effort, wiegers or the team's own)
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["ids", "place", "rebalance"], help_heading = "By value")]
    by: Option<String>,
    /// Make the proposed order the order, in as few files as can be
    #[arg(
        long,
        requires = "by",
        conflicts_with = "at",
        help_heading = "By value"
    )]
    apply: bool,
    /// Order only items that nobody has ranked yet; the others stay where they are
    #[arg(long, requires = "by", help_heading = "By value")]
    only_unranked: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    at: AtArgs,
    /// Show at most so many
    #[arg(long, short = 'n', value_name = "N", conflicts_with = "ids")]
    limit: Option<usize>,
    /// Show the diff and the effect, and write nothing
    #[arg(long, help_heading = "Writing")]
    dry_run: bool,
    /// Commit exactly the files that change
    #[arg(long, help_heading = "Writing")]
    commit: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

impl PlaceArgs {
    /// Whether a place was named.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.top
            || self.bottom
            || self.before.is_some()
            || self.after.is_some()
            || self.to.is_some()
    }

    /// The place, its anchor looked up in `backlog`.
    ///
    /// # Errors
    /// When the anchor does not exist.
    pub fn destination(
        &self,
        desk: &Desk<'_>,
        backlog: &Backlog,
    ) -> CommandResult<Option<Destination>> {
        let anchor = |id: &String| desk.pick(backlog, id).map(|story| story.id.clone());
        Ok(if self.top {
            Some(Destination::Top)
        } else if self.bottom {
            Some(Destination::Bottom)
        } else if let Some(id) = &self.before {
            Some(Destination::Before(anchor(id)?))
        } else if let Some(id) = &self.after {
            Some(Destination::After(anchor(id)?))
        } else {
            self.to.map(Destination::Position)
        })
    }
}

/// Shows or changes the order.
///
/// # Errors
/// When an id or place does not exist, or the disk says no.
pub fn run(context: &Context, args: &RankArgs) -> CommandResult {
    let changes = !args.ids.is_empty() || args.place.is_named() || args.apply || args.rebalance;
    if args.at.at.is_some() && changes {
        return Err(Failure::usage(
            "the past cannot be changed: `--at` only shows it",
        ));
    }
    let mut desk = context.open()?;
    if let Some(model) = &args.by {
        return by_value(&mut desk, args, model);
    }
    if !args.filter.is_empty() {
        return Err(
            Failure::usage("filters go with `--by`: they say which items to order")
                .hint("po list with the same filters shows them in the order"),
        );
    }
    if args.rebalance {
        return desk.change("shorten rank keys", &args.write()?, |store| {
            let backlog = store.load(Depth::Header).backlog;
            let moves = rebalance(&backlog, &mut |below| context.random(below));
            let mut told = Told::default();
            told.lines.push(match moves.ranks.len() {
                0 => "no key has grown long".to_owned(),
                n => format!("{n} keys shortened; the order is as it was"),
            });
            Ok((moves.changes(), told))
        });
    }
    if args.ids.is_empty() {
        if args.place.is_named() {
            return Err(Failure::usage("no item to move is named").hint("po rank 12 --top"));
        }
        desk.look_at(&args.at)?;
        return show(&desk, args);
    }
    if !args.place.is_named() {
        return Err(Failure::usage("no place is named")
            .hint(format!(
                "po rank {} --top, --bottom, --before ID, --after ID or --to N",
                args.ids.join(" ")
            ))
            .hint(format!("po why {}: where it stands and why", args.ids[0])));
    }
    desk.change(
        &format!("rank {}", args.ids.join(", ")),
        &args.write()?,
        |store| {
            let backlog = store.load(Depth::Header).backlog;
            let ids: Vec<StoryId> = desk
                .pick_all(&backlog, &args.ids)?
                .into_iter()
                .map(|story| story.id.clone())
                .collect();
            let Some(to) = args.place.destination(&desk, &backlog)? else {
                return Ok((Vec::new(), Told::default()));
            };
            let moves = move_stories(&backlog, &ids, &to, &mut |below| context.random(below))?;
            let result = (moves.changes(), told(&backlog, &moves));
            leave(backlog);
            Ok(result)
        },
    )
}

/// Proposes an order by a model, or applies it.
fn by_value(desk: &mut Desk<'_>, args: &RankArgs, model: &str) -> CommandResult {
    let asked = RankBy {
        model,
        filter: &args.filter,
        only_unranked: args.only_unranked,
        limit: args.limit,
        format: args.format,
        may_ask: args.at.at.is_none(),
    };
    if args.apply {
        if args.limit.is_some() {
            return Err(Failure::usage(
                "`--limit` cuts what is shown, and `--apply` orders all of it: they contradict each other",
            )
            .hint("filters say which items to order: po rank --help"));
        }
        return rank_by::apply(desk, &asked, &args.write()?);
    }
    if args.dry_run || args.commit {
        return Err(Failure::usage(
            "nothing is written without `--apply`: `--dry-run` and `--commit` go with it",
        )
        .hint(format!("po rank --by {model} --apply --dry-run")));
    }
    desk.look_at(&args.at)?;
    rank_by::show(desk, &asked)
}

impl RankArgs {
    fn write(&self) -> CommandResult<WriteArgs> {
        use crate::cli::WriteFormat;
        let format = match self.format {
            ListFormat::Text => WriteFormat::Text,
            ListFormat::Json => WriteFormat::Json,
            ListFormat::Md | ListFormat::Csv => {
                return Err(Failure::usage("a change is reported as text or json")
                    .hint("--format text or --format json"));
            }
        };
        Ok(WriteArgs {
            dry_run: self.dry_run,
            commit: self.commit,
            format,
        })
    }
}

fn show(desk: &Desk<'_>, args: &RankArgs) -> CommandResult {
    let out = &desk.context.out;
    let depth = if matches!(args.format, ListFormat::Json | ListFormat::Csv) {
        Depth::Body
    } else {
        Depth::Header
    };
    let backlog = desk.load(depth)?.backlog;
    match args.format {
        ListFormat::Text => out.document(&OrderReport::document(&backlog, args.limit))?,
        ListFormat::Md => out.result(&markdown(&OrderReport::document(&backlog, args.limit)))?,
        ListFormat::Json | ListFormat::Csv => {
            let stories: Vec<_> = backlog
                .positioned()
                .take(args.limit.unwrap_or(usize::MAX))
                .collect();
            let report =
                ListReport::new(&backlog, &stories, desk.unreadable(&backlog), &desk.prefix);
            if args.format == ListFormat::Json {
                out.json(&report)?;
            } else {
                out.result(&report.csv())?;
            }
        }
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

/// `US-31 Voucher codes: 7 → 5, now before US-22 Gift cards`.
fn told(backlog: &Backlog, moves: &Moves) -> Told {
    let mut told = Told::default();
    let name = |id: &StoryId| {
        let title = backlog
            .find(&id.to_string())
            .map(|story| format!(" {}", story.title))
            .unwrap_or_default();
        format!("{id}{title}")
    };
    for moved in &moves.moved {
        let place = match &moved.neighbour {
            Neighbour::Before(next) => format!(", now before {}", name(next)),
            Neighbour::After(last) => format!(", now after {}", name(last)),
            Neighbour::Alone => String::new(),
        };
        let words = if moved.from == moved.to {
            format!("stays {}", moved.to)
        } else {
            format!("{} → {}{place}", moved.from, moved.to)
        };
        told.line(&moved.id, format!("{}: {words}", name(&moved.id)));
    }
    match moves.rekeyed().count() {
        0 => {}
        1 => told
            .lines
            .push("1 more key written, because none fitted between equal ones".to_owned()),
        n => told.lines.push(format!(
            "{n} more keys written, because none fitted between equal ones"
        )),
    }
    told
}
