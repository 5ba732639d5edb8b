//! How a report with a picture is shown, in each format.

use crate::cli::{ChartFormat, CommandResult, Context};
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
