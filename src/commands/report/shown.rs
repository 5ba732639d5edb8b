//! How a report with a picture is shown, in each format.

use crate::cli::{ChartFormat, CommandResult, Context, Failure};
use crate::report::{Charted, Medium, html, markdown, svg};

/// Writes a report in the format that was asked for.
///
/// # Errors
/// What stdout says; where pixels are asked for, that they do not go to a terminal, or that this build draws none.
pub(super) fn show(
    context: &Context,
    format: ChartFormat,
    report: &impl Charted,
) -> CommandResult<()> {
    let out = &context.out;
    match format {
        ChartFormat::Text => out.document(&report.document())?,
        ChartFormat::Md => out.result(&markdown(&report.document()))?,
        ChartFormat::Html => out.result(&html(&report.illustrated(), &report.title()))?,
        ChartFormat::Json => out.json(report)?,
        ChartFormat::Csv => out.result(&report.csv())?,
        ChartFormat::Svg => out.result(&svg(&report.chart(), report.notes(), Medium::File))?,
        ChartFormat::Png => {
            out.picture(|| svg(&report.chart(), report.notes(), Medium::Pixels))?;
        }
    }
    if matches!(format, ChartFormat::Json | ChartFormat::Csv) {
        // Figures alone do not say what is not known.
        report.notes().iter().for_each(|note| out.warn(note));
    }
    Ok(())
}

/// Whether a format can name what is behind the figures, where that is asked for.
///
/// # Errors
/// That a picture cannot, nor a table where a row is a figure and not an item.
pub(super) fn can_explain(
    explain: bool,
    format: ChartFormat,
    rows_are_items: bool,
) -> CommandResult<()> {
    let format = match format {
        ChartFormat::Csv if !rows_are_items => "csv",
        ChartFormat::Svg => "svg",
        ChartFormat::Png => "png",
        _ => return Ok(()),
    };
    match explain {
        false => Ok(()),
        true => Err(Failure::usage(format!(
            "`--explain` does not show in `--format {format}`; it needs text, md, html or json"
        ))),
    }
}
