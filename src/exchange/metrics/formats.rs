//! The tools whose figures can be imported.

use crate::exchange::digits::Comma;

/// Files of figures that a tool exports.
#[derive(Debug, Clone, Copy)]
pub struct MetricFormat {
    /// What `--from` calls it.
    pub name: &'static str,
    /// The tool and its files, in a line.
    pub title: &'static str,
    /// What is read from where, for the reference.
    pub docs: &'static str,
    /// What a comma in a number is where the file does not show it.
    pub(super) comma: Comma,
}

/// Every tool, by name.
pub const METRIC_FORMATS: &[MetricFormat] = &[
    MetricFormat {
        name: "amplitude",
        title: "a chart of Amplitude as CSV",
        docs: "Rows of titles are passed over, and tabs before cells taken off. Days may be the columns: then the rows are the \
               segments, and `--column` names one.",
        comma: Comma::Thousands,
    },
    MetricFormat {
        name: "csv",
        title: "any CSV file with a column of days and one of figures",
        docs: "The delimiter (`,` `;` tab `|`) and the encoding are found out. Where several columns hold figures, `--column` \
               names one. Decimal commas are read where the column shows that they are some.",
        comma: Comma::Unknown,
    },
    MetricFormat {
        name: "ga4",
        title: "a report or exploration of Google Analytics 4 as CSV",
        docs: "Lines with `#` are comments; `# Start date:` dates the column `Nth day`. Dates are `20250303`. Totals and rows \
               without a day are reported. A file may hold several tables: those with the column are read.",
        comma: Comma::Thousands,
    },
    MetricFormat {
        name: "mixpanel",
        title: "a report of Mixpanel as CSV",
        docs: "Days are written `2020-08-06` or `Aug 06 '20`. Where a file lists users or segments, a day stands several times: \
               `--sum` adds their figures up.",
        comma: Comma::Thousands,
    },
];

impl MetricFormat {
    /// The tool of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        METRIC_FORMATS.iter().find(|format| format.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::METRIC_FORMATS;

    #[test]
    fn tools_are_sorted_and_documented() {
        assert!(METRIC_FORMATS.is_sorted_by_key(|format| format.name));
        for format in METRIC_FORMATS {
            assert!(
                !format.title.is_empty() && format.docs.ends_with('.'),
                "{}",
                format.name
            );
        }
    }
}
