//! One import of any bytes as figures of a metric: each row is taken or reported, and what is written reads back the same.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use backlog::exchange::{
    MetricFormat, MetricOptions, Source, SourceEntry, SourceError, read_metric_export,
};
use backlog::model::Figure;
use backlog::store::{metric_text, read_metric};
use jiff::civil::date;

/// One file in memory.
struct One<'b>(&'b [u8]);

const PATH: &str = "figures.csv";

impl Source for One<'_> {
    fn list(&self, _: &str) -> Result<Vec<SourceEntry>, SourceError> {
        let name = PATH.to_owned();
        Ok(vec![SourceEntry {
            name,
            folder: false,
        }])
    }

    fn open(&self, _: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        Ok(Box::new(Cursor::new(self.0)))
    }
}

/// Reads the bytes as figures from the tool of that name, and as the file of a metric.
pub fn measure(tool: &str, bytes: &[u8]) {
    let _ = read_metric("metrics/a.csv", bytes);
    for add_up in [false, true] {
        let options = MetricOptions {
            format: MetricFormat::named(tool),
            column: None,
            add_up,
            date_order: None,
            today: date(2026, 11, 22),
        };
        let Ok(export) = read_metric_export(&One(bytes), &options) else {
            continue;
        };
        let told = export.days.len() + export.reported.len();
        assert!(told <= export.rows && (add_up || told == export.rows));
        let text = metric_text(None, &export.days);
        let (metric, problems) = read_metric("metrics/a.csv", text.as_bytes()).expect("text");
        let days: BTreeMap<_, Figure> = metric.days.into_iter().collect();
        assert!(problems.is_empty() && days == export.days, "{text}");
    }
}
