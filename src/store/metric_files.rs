//! The files of all metrics, from disk or as a commit held them.

use crate::model::{Diagnostic, Metric, Unreadable, metric_name};
use crate::store::error::reason;
use crate::store::load::Found;
use crate::store::load_files::Contents;
use crate::store::metric_file::{csv_stem, read_metric};
use crate::store::store::Store;
use crate::store::walk::{linked_folder, unreadable, unreadable_for};

/// The folder of metrics.
pub const METRICS: &str = "metrics";

/// Returns the path of a metric's file: `metrics/signup_conversion.csv`.
#[must_use]
pub fn metric_path(name: &str) -> String {
    format!("{METRICS}/{name}.csv")
}

/// Metrics by name, and the files that cannot be read.
pub(crate) type Metrics = (Vec<Metric>, Vec<Unreadable>);

impl Store {
    /// The names of the metrics that have a file, none of them read.
    #[must_use]
    pub fn metric_names(&self) -> Vec<String> {
        let paths = self.metric_paths().unwrap_or_default();
        paths.iter().map(|path| csv_stem(path).to_owned()).collect()
    }

    fn metric_paths(&self) -> std::io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(self.root().join(METRICS)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let names = entries.flatten().map(|entry| entry.file_name());
        let mut paths: Vec<String> = names
            .filter_map(|name| name.into_string().ok())
            .map(|name| format!("{METRICS}/{name}"))
            .filter(|path| is_metric(path))
            .collect();
        paths.sort();
        Ok(paths)
    }

    /// Reads the metrics; a backlog without any has no such folder.
    pub(crate) fn metrics(&self, diagnostics: &mut Vec<Diagnostic>) -> Metrics {
        let mut found = Found::new(Vec::new());
        if self.root().join(METRICS).is_symlink() {
            return (Vec::new(), vec![linked_folder(METRICS.to_owned())]);
        }
        match self.metric_paths() {
            Ok(paths) => {
                for path in paths {
                    match self.read(&path) {
                        Ok(bytes) => add(&mut found, &path, &bytes),
                        Err(error) => {
                            let file = unreadable_for(path, &error);
                            found.unreadable.push(file);
                        }
                    }
                }
            }
            Err(error) => {
                let message = format!("cannot read it: {}", reason(&error));
                let folder = unreadable(METRICS.to_owned(), &message, "");
                found.unreadable.push(folder);
            }
        }
        diagnostics.append(&mut found.diagnostics);
        (found.read, found.unreadable)
    }
}

/// Reads the metrics among the files of a backlog.
pub(crate) fn metrics_of<C: Contents>(
    files: &C,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Metrics, C::Error> {
    let mut paths = Vec::new();
    let read = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_vec());
    files.each(is_metric, read, |file| paths.push(file))?;
    paths.sort();
    let mut found = Found::new(Vec::new());
    let left = files.left().iter();
    found.unreadable.extend(
        left.filter(|file| is_metric(&file.path) || file.path == METRICS)
            .cloned(),
    );
    for (path, bytes) in paths {
        add(&mut found, &path, &bytes);
    }
    diagnostics.append(&mut found.diagnostics);
    Ok((found.read, found.unreadable))
}

/// Whether a path is that of a metric: directly in the folder, and not hidden.
pub(crate) fn is_metric(path: &str) -> bool {
    let name = path
        .strip_prefix(METRICS)
        .and_then(|rest| rest.strip_prefix('/'));
    name.is_some_and(|name| name.ends_with(".csv") && !name.starts_with('.') && !name.contains('/'))
}

fn add(found: &mut Found<Metric>, path: &str, bytes: &[u8]) {
    match metric_name(csv_stem(path)) {
        Ok(_) => found.add(path, read_metric(path, bytes)),
        Err(error) => {
            let fix = match error.near {
                Some(near) => format!("rename it to `{near}.csv`"),
                None => "rename the file".to_owned(),
            };
            let message = "its name cannot be that of a metric: small letters, digits, `_` and `-`";
            found
                .unreadable
                .push(unreadable(path.to_owned(), message, &fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::metrics_of;

    #[test]
    fn only_files_of_the_folder_are_metrics() {
        let files: BTreeMap<String, Vec<u8>> = [
            ("metrics/nps.csv", "date,value\n2026-11-01,40\n"),
            ("metrics/.nps.csv", ""),
            ("metrics/old/nps.csv", ""),
            ("metrics/README.md", ""),
            ("metrics/My Metric.csv", ""),
            ("metrics/wide.csv", "\u{0}"),
            ("other/nps.csv", ""),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into();
        let Ok((metrics, unreadable)) = metrics_of(&files, &mut Vec::new());
        let names: Vec<&str> = metrics.iter().map(|metric| metric.name.as_str()).collect();
        assert_eq!(names, ["nps"]);
        let paths: Vec<&str> = unreadable.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["metrics/My Metric.csv", "metrics/wide.csv"]);
    }
}
