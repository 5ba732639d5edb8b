//! `po release ship`: the day on which a release shipped.

use clap::Args;

use crate::cli::{CommandResult, Context, Told, WriteArgs, complete};
use crate::commands::field_values::day;
use crate::scrum::{ReleaseItems, ship_release, tally};
use crate::store::Depth;
use crate::text;

/// Flags of `po release ship`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po release ship 1.2
  po release ship 1.2 --on 2026-12-18      it shipped the day before yesterday")]
pub struct ShipArgs {
    /// The release
    #[arg(value_name = "RELEASE", add = complete::releases())]
    release: String,
    /// The day on which it shipped [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Says that a release shipped.
///
/// # Errors
/// When it shipped before, or the day has not come.
pub fn run(context: &Context, args: &ShipArgs) -> CommandResult {
    let desk = context.open()?;
    let today = desk.today();
    let on = match &args.on {
        Some(text) => day(&desk, "on", text)?,
        None => today,
    };
    desk.change(
        &format!("release ship {}", args.release),
        &args.write,
        |store| {
            let backlog = store.load(Depth::Header).backlog;
            let release = desk.pick_release(&backlog, &args.release)?;
            let change = ship_release(release, on, today)?;
            let items = ReleaseItems::new(&backlog);
            let done = tally(&items.done(release));
            let mut told = Told::default();
            let name = &release.name;
            told.lines.push(format!(
                "Release {name} shipped on {on}: {}, {} Done",
                done.points.points(),
                if done.items == 1 {
                    "1 item".to_owned()
                } else {
                    format!("{} items", done.items)
                },
            ));
            let open = items.open(release);
            for story in &open {
                told.line(
                    &story.id,
                    format!("  not Done, so not in it: {} {}", story.id, story.title),
                );
            }
            if let Some(first) = open.first() {
                let number = first.id.number();
                told.hints
                    .push(format!("where the rest goes: po set {number} release=…"));
            }
            told.hints.push(format!(
                "what it brings: po release notes {}",
                text::typed(name)
            ));
            desk.warn_unreadable(&backlog);
            Ok((vec![change], told))
        },
    )
}
