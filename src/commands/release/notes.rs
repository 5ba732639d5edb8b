//! `po release notes`: what is Done in a release, for those who get it.

use clap::{Args, ValueEnum};

use crate::cli::{AtArgs, CommandResult, Context, Outcome, TemplateArgs, complete};
use crate::report::{NotesBy, ReleaseNotesReport, TemplateData, WHOLE_TEMPLATE, markdown};
use crate::store::Depth;

/// Flags of `po release notes`.
#[derive(Debug, Args)]
#[command(after_help = "Only what is Done is in them.

Examples:
  po release notes 1.2 > notes.md
  po release notes 1.2 --by type
  po release notes 1.2 --format json")]
pub struct NotesArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The release
    #[arg(value_name = "RELEASE", required_unless_present = "print_template", add = complete::releases())]
    release: Option<String>,
    /// What to group by; items without an epic are grouped by their type
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    by: By,
    /// How to write them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: NotesFormat,
    #[command(flatten)]
    template: TemplateArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum By {
    /// The epic that an item belongs to.
    #[default]
    Epic,
    /// Its type.
    Type,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum NotesFormat {
    /// Markdown, to publish.
    #[default]
    Md,
    /// For people, here.
    Text,
    /// JSON with a stable shape.
    Json,
}

/// Writes the notes of a release.
///
/// # Errors
/// When there is no such release.
pub fn run(context: &Context, args: &NotesArgs) -> CommandResult {
    if args.template.is_printed() {
        context.out.result(WHOLE_TEMPLATE)?;
        return Ok(Outcome::Clean);
    }
    let is_markdown = args.format == NotesFormat::Md;
    args.template.check(is_markdown)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header)?.backlog;
    let release = desk.pick_release(&backlog, args.release.as_deref().unwrap_or_default())?;
    let by = match args.by {
        By::Epic => NotesBy::Epic,
        By::Type => NotesBy::Type,
    };
    let report = ReleaseNotesReport::new(&backlog, release, by);
    let out = &context.out;
    let data = || TemplateData::whole(&report, &report.document());
    let written = match is_markdown {
        true => args.template.write(&desk, "release-notes", data)?,
        false => None,
    };
    match args.format {
        NotesFormat::Md => match &written {
            Some(written) => out.result(written)?,
            None => out.result(&markdown(&report.document()))?,
        },
        NotesFormat::Text => out.document(&report.document())?,
        NotesFormat::Json => out.json(&report)?,
    }
    if !report.not_done.is_empty() {
        let ids = report.not_done.join(", ");
        out.note(&format!("not Done, so not in the notes: {ids}\n"));
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
