//! `po check --stories FILE` and `--criteria FILE`: sets of lines, to measure the rules on them.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::{Accuracy, Labels, LineKind, Lines, Located, accuracy_table, located};
use crate::cli::{CommandResult, Context, Failure, Outcome, decode_text, read_bytes};
use crate::commands::check_output::{Outputs, Shown, locations};
use crate::commands::check_rules::RuleArgs;
use crate::commands::check_threads::checked;

/// Hidden flags: they serve those who work on the rules (docs/contributing.md).
#[derive(Debug, Clone, Default, Args)]
pub(super) struct LinesArgs {
    /// Check a text with one story a line, in any usual encoding; every rule runs
    #[arg(long, value_name = "FILE", hide = true, conflicts_with_all = ["only", "at", "since", "staged", "explain", "criteria"])]
    stories: Option<PathBuf>,
    /// Check a text with one acceptance criterion a line
    #[arg(long, value_name = "FILE", hide = true, conflicts_with_all = ["only", "at", "since", "staged", "explain"])]
    criteria: Option<PathBuf>,
    /// Print precision and recall against labels: RULE, SET, LINE, yes or no, parted by tabs
    #[arg(long, value_name = "FILE", hide = true)]
    labels: Option<PathBuf>,
}

impl LinesArgs {
    /// Whether any of the flags was given.
    pub(super) fn is_asked(&self) -> bool {
        self.stories.is_some() || self.criteria.is_some() || self.labels.is_some()
    }

    /// Checks the set.
    ///
    /// # Errors
    /// A file that cannot be read, labels that make no sense, a rule that does not exist.
    pub(super) fn run(
        &self,
        context: &Context,
        rules: &RuleArgs,
        outputs: &Outputs,
    ) -> CommandResult {
        let (path, kind) = match (&self.stories, &self.criteria) {
            (Some(path), _) => (path, LineKind::Story),
            (None, Some(path)) => (path, LineKind::Criterion),
            (None, None) => {
                return Err(Failure::usage(
                    "`--labels` needs `--stories` or `--criteria`",
                ));
            }
        };
        let text = decode_text(&read_bytes(path)?);
        let shown = path.display().to_string().replace('\\', "/");
        let lines = Lines::new(&text, kind);
        let rules = rules.all_unless_selected();
        let settings = rules.settings(&lines.backlog.config)?;
        let mut report = checked(&lines.backlog, settings, Vec::new());
        let findings = std::mem::take(&mut report.findings);
        report.findings = findings
            .into_iter()
            .filter_map(|finding| lines.in_file(finding, &shown))
            .collect();
        let placed = located(&report.findings, |_, places| {
            locations(text.as_bytes(), places)
        });
        if let Some(labels) = &self.labels {
            return judged(context, labels, path, &placed);
        }
        let shown = Shown {
            report: &report,
            findings: placed,
            prefix: "",
            top: String::new(),
            read: &|_| Some(text.clone().into_bytes()),
        };
        outputs.write(context, &shown)?;
        Ok(Outcome::findings_if(report.has_errors()))
    }
}

/// Prints how right the rules are on the set.
fn judged(context: &Context, labels: &Path, set: &Path, placed: &[Located<'_>]) -> CommandResult {
    let labels = Labels::parse(&decode_text(&read_bytes(labels)?))?;
    let name = set.file_name().unwrap_or_default().to_string_lossy();
    let reported: HashSet<(&str, usize)> = placed
        .iter()
        .map(|item| (item.finding.rule, item.location.line))
        .collect();
    let found: BTreeMap<&'static str, Accuracy> = labels.judge(&name, &reported);
    if found.is_empty() {
        return Err(
            Failure::not_found(format!("no label speaks of the set `{name}`")).hint(format!(
                "the sets with labels: {}",
                labels.sets().join(", ")
            )),
        );
    }
    context.out.result(&accuracy_table(&found))?;
    Ok(Outcome::Clean)
}
