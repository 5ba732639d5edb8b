//! `po import FILE --metric NAME`: figures of a metric from an analytics tool.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::{
    CommandResult, Context, Failure, Outcome, Told, WriteArgs, WriteFormat, open_source,
};
use crate::commands::import::files::file;
use crate::commands::outcome_values::no_metric_name;
use crate::exchange::{
    DateOrder, METRIC_FORMATS, MetricExport, MetricFormat, MetricOptions, MetricReadError, Remark,
    Source, in_runs, read_metric_export,
};
use crate::model::{Change, ChangeKind, Figure, Metric, metric_name, nearest};
use crate::store::{metric_path, metric_text, read_metric};
use crate::text::typed;

/// So many changed days and refused rows are named on a screen.
const NAMED: usize = 20;

/// Flags of `po import` that are about a metric.
#[derive(Debug, Args)]
pub struct MetricArgs {
    /// Take figures of this metric, one a day, instead of items
    #[arg(long, value_name = "NAME", help_heading = "Metrics",
        conflicts_with_all = ["map", "types", "into", "list", "update"])]
    pub metric: Option<String>,
    /// The column with the figures, where several have some; `#3` is the third
    #[arg(
        long,
        value_name = "COLUMN",
        requires = "metric",
        help_heading = "Metrics"
    )]
    column: Option<String>,
    /// Add figures up where a day stands several times
    #[arg(long, requires = "metric", help_heading = "Metrics")]
    sum: bool,
}

/// What an import does to a metric's file.
#[derive(Debug, Default)]
struct Merged {
    added: BTreeMap<Date, Figure>,
    changed: Vec<(Date, Figure, Figure)>,
    unchanged: usize,
}

/// Whether a source holds figures and no items.
pub fn holds_figures(source: &dyn Source, today: Date) -> bool {
    let options = MetricOptions {
        format: None,
        column: None,
        add_up: false,
        date_order: None,
        today,
    };
    read_metric_export(source, &options).is_ok()
}

/// Brings figures in: new days are added, days with other figures changed, and nothing else is touched.
///
/// # Errors
/// When the name, the tool or the file will not do; nothing is written then.
pub fn run(
    context: &Context,
    source: &Path,
    (from, date_order): (Option<&str>, Option<DateOrder>),
    args: &MetricArgs,
    write: &WriteArgs,
) -> CommandResult {
    let name = args.metric.as_deref().unwrap_or_default();
    let name = metric_name(name).map_err(no_metric_name)?;
    let format = from.map(tool).transpose()?;
    let desk = context.open()?;
    let opened = open_source(&context.env.current_dir, source)?;
    let options = MetricOptions {
        format,
        column: args.column.as_deref(),
        add_up: args.sum,
        date_order,
        today: desk.today(),
    };
    let export = read_metric_export(&*opened, &options).map_err(refused)?;
    let path = metric_path(name);
    let known = desk.store.metric_names();
    let (made, merged) = desk.apply(&format!("import figures of {name}"), write, |store| {
        let old = file(store, &path).map_err(|failure| failure.shown_under(&desk.prefix))?;
        let metric = match &old {
            Some(bytes) => match read_metric(&path, bytes) {
                Ok((metric, problems)) => match problems.first() {
                    // Who merges by hand has two sides, and neither may be lost.
                    Some(problem) => {
                        return Err(desk
                            .failure_in(problem, bytes)
                            .hint("mend the file first; nothing was written"));
                    }
                    None => metric,
                },
                Err(problem) => return Err(desk.failure_in(&problem, bytes)),
            },
            None => Metric::default(),
        };
        let merged = merged(&metric, &export)?;
        Ok((change(&path, old, &merged), merged))
    })?;
    if write.format == WriteFormat::Json {
        let commit = made.commit.as_deref();
        context
            .out
            .json(&json(name, &path, &export, &merged, write, commit))?;
        return Ok(Outcome::Clean);
    }
    let mut told = Told {
        lines: lines(name, &export, &merged),
        ..Told::default()
    };
    if !known.iter().any(|own| own == name) {
        let near = nearest(name, known.iter().map(String::as_str));
        told.hints.extend(near.map(|near| {
            format!("`{name}` is new here; if you meant `{near}`, po undo and import again")
        }));
        told.hints.push(format!(
            "say what is hoped for: po set 12 outcome.metric={name} outcome.target=…"
        ));
    }
    desk.tell(write, &made, &told)?;
    Ok(Outcome::Clean)
}

fn tool(name: &str) -> CommandResult<&'static MetricFormat> {
    MetricFormat::named(name).ok_or_else(|| {
        let names: Vec<&str> = METRIC_FORMATS.iter().map(|format| format.name).collect();
        let failure = Failure::usage(format!("no figures of metrics come from `{name}`"));
        match nearest(name, names.iter().copied()) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!("they come from {}", names.join(", "))),
        }
    })
}

/// Why nothing was read, with what to do.
fn refused(error: MetricReadError) -> Failure {
    let failure = Failure::invalid(error.to_string());
    match error {
        MetricReadError::Column { columns, near, .. } => match near {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None if columns.is_empty() => failure,
            None => {
                let names = columns.iter().take(NAMED);
                let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                failure
                    .hint(format!("name one with --column: {}", names.join(", ")))
            }
        },
        MetricReadError::Large | MetricReadError::Rows => failure.hint(
            "export a row a day, or one year at a time: what is imported later is added to what is here",
        ),
        MetricReadError::Nothing { reasons } => failure.hints(reasons),
        MetricReadError::Order { flag, .. } => failure.hint(format!("say it: {flag}")),
        MetricReadError::NoDays {
            without_year: Some(cell),
        } => failure.hint(format!(
            "`{cell}` has no year, and none is guessed: have the days written with it, such as 2026-11-21"
        )),
        MetricReadError::NoDays { without_year: None } => failure.hint(
            "days are written 2026-11-21, 20261121 or as tools do; --date-format says the order of day and month",
        ),
        _ => failure,
    }
}

/// What is new and what is another figure than in the file.
fn merged(metric: &Metric, export: &MetricExport) -> CommandResult<Merged> {
    let something = |figure: &&Figure| !figure.number().is_zero();
    let own = metric.days.iter().map(|(_, figure)| figure).find(something);
    let new = export.days.values().find(something);
    if let (Some(own), Some(new)) = (own, new)
        && own.is_percent() != new.is_percent()
    {
        return Err(Failure::invalid(format!(
            "the file has `{own}` and the import `{new}`: one is per cent and the other is not"
        ))
        .hint("import it under another name, or export it as before"));
    }
    let days: BTreeMap<Date, &Figure> = metric.days.iter().map(|(day, f)| (*day, f)).collect();
    let mut merged = Merged::default();
    for (day, figure) in &export.days {
        match days.get(day) {
            None => {
                merged.added.insert(*day, figure.clone());
            }
            Some(own) if own.says_the_same(figure) => merged.unchanged += 1,
            Some(own) => merged.changed.push((*day, (*own).clone(), figure.clone())),
        }
    }
    Ok(merged)
}

/// The change to the metric's file.
fn change(path: &str, old: Option<Vec<u8>>, merged: &Merged) -> Vec<Change> {
    let mut figures = merged.added.clone();
    let changed = merged.changed.iter();
    figures.extend(changed.map(|(day, _, figure)| (*day, figure.clone())));
    if figures.is_empty() {
        return Vec::new();
    }
    let Some(old) = old else {
        return vec![Change::create(path, metric_text(None, &figures))];
    };
    let text = String::from_utf8_lossy(&old).into_owned();
    let new = metric_text(Some(&text), &figures).into_bytes();
    vec![Change {
        path: path.to_owned(),
        kind: ChangeKind::Replace { old, new },
    }]
}

fn lines(name: &str, export: &MetricExport, merged: &Merged) -> Vec<String> {
    let days = |count: usize| match count {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    };
    let column = match export.column.as_str() {
        "" => String::new(),
        column => format!(", from `{column}`"),
    };
    let mut lines = vec![format!(
        "{name}: {} new, {} changed, {} as they were{column}",
        days(merged.added.len()),
        merged.changed.len(),
        merged.unchanged,
    )];
    let changed = merged.changed.iter().take(NAMED);
    lines.extend(changed.map(|(day, from, to)| format!("  {day}: {from} → {to}")));
    if merged.changed.len() > NAMED {
        lines.push(format!("  {} more", merged.changed.len() - NAMED));
    }
    if let Some(mixed) = &export.mixed {
        let value = mixed.values.first().map(|value| typed(value));
        lines.push(format!(
            "taken together: `{}` tells {} kinds of figures apart; one alone: --column {}",
            mixed.column,
            mixed.values.len(),
            value.unwrap_or_default(),
        ));
    }
    if !export.reported.is_empty() {
        lines.push(format!(
            "not taken: {} of {} rows",
            export.reported.len(),
            export.rows
        ));
        let runs = in_runs(&export.reported);
        lines.extend(runs.iter().take(NAMED).map(|run| format!("  {run}")));
        if runs.len() > NAMED {
            lines.push(format!("  {} more: --format json", runs.len() - NAMED));
        }
    }
    lines
}

#[derive(Serialize)]
struct ChangedDay {
    date: Date,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct ReportedRow {
    row: String,
    reason: String,
}

#[derive(Serialize)]
struct ImportedMetric<'a> {
    schema_version: u32,
    metric: &'a str,
    path: &'a str,
    column: &'a str,
    rows: usize,
    added: usize,
    changed: Vec<ChangedDay>,
    unchanged: usize,
    reported: Vec<ReportedRow>,
    /// The column of texts whose values were taken together; null where there is none.
    mixed: Option<&'a str>,
    dry_run: bool,
    commit: Option<&'a str>,
}

fn json<'a>(
    metric: &'a str,
    path: &'a str,
    export: &'a MetricExport,
    merged: &Merged,
    write: &WriteArgs,
    commit: Option<&'a str>,
) -> ImportedMetric<'a> {
    let changed = |(day, from, to): &(Date, Figure, Figure)| ChangedDay {
        date: *day,
        from: from.to_string(),
        to: to.to_string(),
    };
    let reported = |remark: &Remark| ReportedRow {
        row: remark.at.to_string(),
        reason: remark.reason.clone(),
    };
    ImportedMetric {
        schema_version: 1,
        metric,
        path,
        column: &export.column,
        rows: export.rows,
        added: merged.added.len(),
        changed: merged.changed.iter().map(changed).collect(),
        unchanged: merged.unchanged,
        reported: export.reported.iter().map(reported).collect(),
        mixed: export.mixed.as_ref().map(|mixed| mixed.column.as_str()),
        dry_run: write.dry_run,
        commit,
    }
}
