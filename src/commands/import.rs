//! `po import`: a backlog from another tool.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use serde::Serialize;

use crate::cli::{
    CommandResult, Context, Desk, Failure, FolderSource, Made, Outcome, Progress, Told, WriteArgs,
    WriteFormat,
};
use crate::commands::init;
use crate::exchange::{
    ConfigAddition, Draft, FORMATS, Format, ImportPlan, ImportReport, PlanOptions, ReadReport,
    extra_yaml, plan,
};
use crate::model::{Backlog, Change, Config, Value, nearest};
use crate::scrum::ranks_at_the_end;
use crate::store::{
    CONFIG_FILE, ConfigEdit, Depth, Store, edit_config, new_file_header, new_story_header,
};

/// Flags of `po import`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po import ../old-project --dry-run    what would come of it
  po import ../old-project
  po import backlog --from backlog-md
  po import --list                      what can be imported")]
pub struct ImportArgs {
    /// The folder to bring in
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, required_unless_present = "list")]
    folder: Option<PathBuf>,
    /// The tool it comes from [default: found out]
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// List the formats, and what becomes of each of their fields
    #[arg(long, conflicts_with_all = ["folder", "from"])]
    list: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Brings a backlog in; makes one first where there is none.
///
/// # Errors
/// When the folder is not what it should be; nothing is written then.
pub fn run(context: &Context, args: &ImportArgs) -> CommandResult {
    let Some(folder) = &args.folder else {
        context.out.result(&formats())?;
        return Ok(Outcome::Clean);
    };
    let source = FolderSource::open(&context.env.current_dir.join(folder))?;
    let format = match &args.from {
        Some(name) => named(name)?,
        None => FORMATS
            .iter()
            .find(|format| (format.detect)(&source))
            .ok_or_else(|| {
                Failure::invalid(format!(
                    "`{}` is nothing that po can import",
                    folder.display()
                ))
                .hint("po import --list: what can be imported")
            })?,
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let progress = Progress::begin("reading items");
    let read = (format.read)(&source, &mut |draft| {
        drafts.push(draft);
        progress.step();
    })?;
    drop(progress);
    let desk = match context.find()? {
        Some(desk) => desk,
        None if args.write.dry_run => return rehearse(context, args, format, &drafts, &read),
        None => {
            let root = context
                .named_backlog()
                .unwrap_or_else(|| context.env.current_dir.join("backlog"));
            let made = init::start(context, &root, usual_prefix(&drafts).as_deref())?;
            match args.write.format {
                WriteFormat::Text => context.out.result(&made)?,
                WriteFormat::Json => context.out.note(&made),
            }
            Desk::open(context, &root)?
        }
    };
    let what = format!("import from {}", format.name);
    let progress = Progress::begin("writing items");
    let (made, report) = desk.apply(&what, &args.write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let first_number = desk.mint(store, 1, false)?[0].number();
        let plan = planned(context, &backlog, first_number, &drafts, &read);
        if let (false, Some(last)) = (
            args.write.dry_run,
            plan.stories.iter().map(|story| story.id.clone()).max(),
        ) {
            desk.remember(store, &last);
        }
        Ok((changes(store, &plan)?, plan.report))
    })?;
    drop(progress);
    tell(&desk, args, format, &made, &report)?;
    Ok(Outcome::Clean)
}

/// Shows what an import into a new backlog would do.
fn rehearse(
    context: &Context,
    args: &ImportArgs,
    format: &Format,
    drafts: &[Draft],
    read: &ReadReport,
) -> CommandResult {
    let prefixes = usual_prefix(drafts).map(|prefix| vec![prefix]);
    let config = Config {
        prefixes: prefixes.unwrap_or_else(|| Config::default().prefixes),
        ..Config::default()
    };
    let plan = planned(
        context,
        &Backlog::new(config, Vec::new(), Vec::new()),
        1,
        drafts,
        read,
    );
    if args.write.format == WriteFormat::Json {
        context.out.json(&json(&plan.report))?;
    } else {
        let lines = lines(format, &plan.report, true);
        context.out.result(&format!(
            "{}\nnothing was written (--dry-run)\n",
            lines.join("\n")
        ))?;
    }
    Ok(Outcome::Clean)
}

fn planned(
    context: &Context,
    backlog: &Backlog,
    first_number: u64,
    drafts: &[Draft],
    read: &ReadReport,
) -> ImportPlan {
    let mut ranks =
        |count: usize| ranks_at_the_end(backlog, count, &mut |below| context.random(below));
    plan(
        drafts,
        read,
        backlog,
        &mut PlanOptions {
            first_number,
            ranks: &mut ranks,
        },
    )
}

/// The prefix that most of the keys have.
fn usual_prefix(drafts: &[Draft]) -> Option<String> {
    let mut counts = std::collections::BTreeMap::new();
    for id in drafts.iter().filter_map(|draft| draft.wanted.as_ref()) {
        *counts.entry(id.prefix().to_owned()).or_insert(0usize) += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(prefix, _)| prefix)
}

fn named(name: &str) -> CommandResult<&'static Format> {
    FORMATS
        .iter()
        .find(|format| format.name == name)
        .ok_or_else(|| {
            let failure = Failure::usage(format!("there is no format `{name}`"));
            match nearest(name, FORMATS.iter().map(|format| format.name)) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint("po import --list: what can be imported"),
            }
        })
}

/// The files of a plan, and what `po.yaml` must know first.
fn changes(store: &Store, plan: &ImportPlan) -> CommandResult<Vec<Change>> {
    let mut changes = Vec::new();
    if !plan.config.is_empty() {
        let additions: Vec<ConfigEdit> = plan
            .config
            .iter()
            .map(|addition| match addition {
                ConfigAddition::Prefix(prefix) => ConfigEdit::AddPrefix(prefix.clone()),
                ConfigAddition::State(state) => ConfigEdit::AddState(state.clone()),
                ConfigAddition::Type(name) => ConfigEdit::AddType(name.clone()),
            })
            .collect();
        let old = store.read(CONFIG_FILE)?;
        let new = edit_config(&old, &additions).map_err(|error| {
            Failure::invalid(format!(
                "`{CONFIG_FILE}` cannot take what the import needs: {error}"
            ))
            .hint(format!(
                "add it by hand, then import again: {}",
                additions
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
            ))
        })?;
        changes.push(Change {
            path: CONFIG_FILE.to_owned(),
            kind: crate::model::ChangeKind::Replace { old, new },
        });
    }
    for story in &plan.stories {
        let fields: Vec<(&str, Value)> = story
            .fields
            .iter()
            .map(|(key, value)| (*key, value.clone()))
            .collect();
        let header = new_story_header(&fields);
        changes.push(Change::create(
            &*story.path,
            whole(&header, &extra_yaml(&story.extra), &story.body, story.crlf),
        ));
    }
    for release in &plan.releases {
        let fields: Vec<(&str, Value)> = release
            .fields
            .iter()
            .map(|(key, value)| (*key, value.clone()))
            .collect();
        let header = new_file_header(&fields);
        changes.push(Change::create(
            &*release.path,
            whole(
                &header,
                &extra_yaml(&release.extra),
                &release.body,
                release.crlf,
            ),
        ));
    }
    Ok(changes)
}

/// A file: its front matter with `extra` as the last key, then its text, byte for byte.
fn whole(header: &str, extra: &str, body: &str, crlf: bool) -> String {
    let open = header.strip_suffix("---\n").unwrap_or(header);
    let front = format!("{open}{extra}---\n");
    let front = if crlf {
        front.replace('\n', "\r\n")
    } else {
        front
    };
    front + body
}

fn formats() -> String {
    let mut out = String::new();
    for format in FORMATS {
        out.push_str(&format!(
            "{}: {}\n{}\n\n",
            format.name, format.title, format.docs
        ));
        for (column, fate) in format.columns {
            out.push_str(&format!("  {column:<20} {fate}\n"));
        }
    }
    out
}

#[derive(Serialize)]
struct ReportedJson {
    row: String,
    reason: String,
}

#[derive(Serialize)]
struct ColumnJson {
    name: String,
    items: usize,
    fate: String,
}

#[derive(Serialize)]
struct ReportJson {
    schema_version: u32,
    items: usize,
    already: usize,
    reported: Vec<ReportedJson>,
    notes: Vec<ReportedJson>,
    columns: Vec<ColumnJson>,
}

fn json(report: &ImportReport) -> ReportJson {
    let remark = |remark: &crate::exchange::Remark| ReportedJson {
        row: remark.at.to_string(),
        reason: remark.reason.clone(),
    };
    ReportJson {
        schema_version: 1,
        items: report.items,
        already: report.already.len(),
        reported: report.reported.iter().map(remark).collect(),
        notes: report.notes.iter().map(remark).collect(),
        columns: report
            .columns
            .iter()
            .map(|column| ColumnJson {
                name: column.name.clone(),
                items: column.items,
                fate: column.fate.to_string(),
            })
            .collect(),
    }
}

/// More notes than these are only counted, unless everything is asked for.
const NOTES: usize = 10;

fn lines(format: &Format, report: &ImportReport, dry_run: bool) -> Vec<String> {
    let count = |n: usize, one: &str, many: &str| {
        if n == 1 {
            format!("1 {one}")
        } else {
            format!("{n} {many}")
        }
    };
    let verb = if dry_run { "would import" } else { "imported" };
    let mut lines = vec![format!("{} ({})", format.title, format.name)];
    let width = report
        .columns
        .iter()
        .map(|column| column.name.chars().count())
        .max()
        .unwrap_or(0);
    lines.extend(report.columns.iter().map(|column| {
        format!(
            "  {:<width$}  {:>5} ×  {}",
            column.name, column.items, column.fate
        )
    }));
    let short = |lines: &mut Vec<String>, title: String, remarks: &[crate::exchange::Remark]| {
        if remarks.is_empty() {
            return;
        }
        lines.push(title);
        lines.extend(
            remarks
                .iter()
                .take(NOTES)
                .map(|remark| format!("  {}: {}", remark.at, remark.reason)),
        );
        if remarks.len() > NOTES {
            lines.push(format!("  {} more: --format json", remarks.len() - NOTES));
        }
    };
    short(
        &mut lines,
        format!("to know: {}", count(report.notes.len(), "note", "notes")),
        &report.notes,
    );
    short(
        &mut lines,
        format!(
            "not imported: {}",
            count(report.reported.len(), "file", "files")
        ),
        &report.reported,
    );
    let already = match report.already.len() {
        0 => String::new(),
        n => format!(", {} here already", count(n, "was", "were")),
    };
    lines.push(format!(
        "{verb} {}{already}",
        count(report.items, "item", "items")
    ));
    lines
}

fn tell(
    desk: &Desk<'_>,
    args: &ImportArgs,
    format: &Format,
    made: &Made,
    report: &ImportReport,
) -> CommandResult<()> {
    if args.write.format == WriteFormat::Json {
        desk.context.out.json(&json(report))?;
        return Ok(());
    }
    let told = Told {
        lines: lines(format, report, args.write.dry_run),
        ..Told::default()
    };
    desk.tell(&args.write, made, &told)?;
    if report.items > 0 && !args.write.dry_run {
        desk.context
            .out
            .hint("po rank: the order, po check: what is wrong");
    }
    Ok(())
}
