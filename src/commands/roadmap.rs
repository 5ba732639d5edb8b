//! `po roadmap`: objectives, releases, and epics as Now, Next and Later.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, Outcome, PostArgs, RoadmapFormat, TemplateArgs};
use crate::report::{
    RoadmapReport, TemplateData, WHOLE_TEMPLATE, confluence, html, markdown, roadmap_mermaid,
    slack, teams,
};
use crate::store::Depth;

/// What shows all, where a channel had no room.
const MORE: &str = "po roadmap";

/// Flags of `po roadmap`.
#[derive(Debug, Args)]
#[command(
    after_help = "Now is begun or in the running Sprint; Next is ready, in a Sprint that is planned, or in the release that
is due next; Later is the rest.

Examples:
  po roadmap
  po roadmap --format md                   to paste
  po roadmap --format mermaid              a picture, where Mermaid is drawn
  po roadmap --format html > roadmap.html  a page for those who do not use po"
)]
pub struct RoadmapArgs {
    #[command(flatten)]
    at: AtArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: RoadmapFormat,
    #[command(flatten)]
    post: PostArgs,
    #[command(flatten)]
    template: TemplateArgs,
}

/// Shows the roadmap.
///
/// # Errors
/// When there is no backlog.
pub fn run(context: &Context, args: &RoadmapArgs) -> CommandResult {
    if args.template.is_printed() {
        context.out.result(WHOLE_TEMPLATE)?;
        return Ok(Outcome::Clean);
    }
    let is_text = args.format == RoadmapFormat::Text;
    let is_markdown = args.format == RoadmapFormat::Md || is_text && args.template.is_named();
    args.template.check(is_markdown)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header)?.backlog;
    let report = RoadmapReport::new(&backlog);
    let out = &context.out;
    let sent = args
        .post
        .send(context, "roadmap", MORE, || report.document())?;
    let data = || TemplateData::whole(&report, &report.document());
    let written = match is_markdown {
        true => args.template.write(&desk, "roadmap", data)?,
        false => None,
    };
    match args.format {
        _ if sent.is_some() => {}
        _ if written.is_some() => out.result(written.as_deref().unwrap_or_default())?,
        RoadmapFormat::Text => out.document(&report.document())?,
        RoadmapFormat::Md => out.result(&markdown(&report.document()))?,
        RoadmapFormat::Mermaid => out.result(&roadmap_mermaid(&report))?,
        RoadmapFormat::Json => out.json(&report)?,
        RoadmapFormat::Html => {
            let title = format!("{} · Roadmap", report.product);
            out.result(&html(&report.document(), &title))?;
        }
        RoadmapFormat::Slack => out.result(&slack(&report.document(), MORE))?,
        RoadmapFormat::Teams => out.result(&teams(&report.document(), MORE))?,
        RoadmapFormat::Confluence => out.result(&confluence(&report.document()))?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
