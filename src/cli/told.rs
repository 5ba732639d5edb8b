//! What a change did, in the backlog's words and file by file.

use std::fmt::Write as _;

use similar::TextDiff;

use crate::store::{Applied, AppliedFile};
use crate::text::escape_terminal;

/// From so many files on, their number is told instead of their names.
const NAMED: usize = 12;

/// What a command has to tell about its change.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// What happened, a line each: `US-31 Voucher codes: 7 → 5`.
    pub lines: Vec<String>,
    /// The items it is about.
    pub ids: Vec<String>,
    /// What else to know, told after the files.
    pub after: Vec<String>,
    /// Next steps worth taking.
    pub hints: Vec<String>,
}

impl Told {
    /// Returns one line about one item.
    #[must_use]
    pub fn one(id: impl ToString, line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            ids: vec![id.to_string()],
            ..Self::default()
        }
    }

    /// Adds a line about an item.
    pub fn line(&mut self, id: impl ToString, line: impl Into<String>) {
        let id = id.to_string();
        if !self.ids.contains(&id) {
            self.ids.push(id);
        }
        self.lines.push(line.into());
    }
}

/// Returns the change as text: its lines, then its files, or the diff of a dry run.
#[must_use]
pub fn text(
    told: &Told,
    applied: &Applied,
    prefix: &str,
    dry_run: bool,
    commit: Option<&str>,
) -> String {
    let mut out = String::new();
    for line in &told.lines {
        let _ = writeln!(out, "{}", escape_terminal(line));
    }
    if dry_run {
        for file in &applied.files {
            out.push_str(&diff(
                // As patch tools want it: from the top, wherever one stands.
                &format!("{}{}", prefix.trim_start_matches("../"), file.path),
                file.old.as_deref(),
                file.new.as_deref(),
            ));
        }
        if !applied.more.is_empty() {
            let _ = writeln!(out, "and {} files more", applied.more.len());
        }
        for line in &told.after {
            let _ = writeln!(out, "{}", escape_terminal(line));
        }
        let _ = writeln!(
            out,
            "{}",
            if applied.count() == 0 {
                "no file would change (--dry-run)"
            } else {
                "nothing was written (--dry-run)"
            }
        );
        return out;
    }
    if applied.count() == 0 {
        out.push_str("  no file changed\n");
    } else if applied.count() > NAMED || !applied.more.is_empty() {
        let _ = writeln!(out, "  {} files", applied.count());
    } else {
        for file in &applied.files {
            let _ = writeln!(out, "{}", file_line(prefix, file));
        }
    }
    if let Some(commit) = commit {
        let _ = writeln!(out, "  committed as {}", escape_terminal(commit));
    }
    for line in &told.after {
        let _ = writeln!(out, "{}", escape_terminal(line));
    }
    out
}

/// A file, and how much of it changed.
#[must_use]
pub fn file_line(prefix: &str, file: &AppliedFile) -> String {
    let what = match (&file.old, &file.new, file.lines_changed()) {
        (None, ..) => "new".to_owned(),
        (_, None, _) => "removed".to_owned(),
        (.., 1) => "1 line".to_owned(),
        (.., n) => format!("{n} lines"),
    };
    format!("  {prefix}{}, {what}", escape_terminal(&file.path))
}

/// A unified diff, coloured where colour is wanted.
fn diff(path: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> String {
    let words =
        |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    let (before, after) = (words(old), words(new));
    let from = if old.is_some() {
        format!("a/{path}")
    } else {
        "/dev/null".to_owned()
    };
    let to = if new.is_some() {
        format!("b/{path}")
    } else {
        "/dev/null".to_owned()
    };
    let plain = TextDiff::from_lines(before.as_str(), after.as_str())
        .unified_diff()
        .context_radius(2)
        .header(&from, &to)
        .to_string();
    let mut out = String::new();
    for line in plain.lines() {
        let words = escape_terminal(line.trim_end_matches('\r'));
        let style = match line.as_bytes().first() {
            Some(b'+') => anstyle::AnsiColor::Green.on_default(),
            Some(b'-') => anstyle::AnsiColor::Red.on_default(),
            Some(b'@') => anstyle::AnsiColor::Cyan.on_default(),
            _ => anstyle::Style::new(),
        };
        let _ = writeln!(out, "{style}{words}{style:#}");
    }
    out
}
