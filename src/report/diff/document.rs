//! What changed, for people: what is new, what changed, what is gone, and what stands around the items.

use crate::report::diff::report::{DiffItem, DiffReport};
use crate::report::{Document, Line, Style};

impl DiffReport {
    /// Returns the report for a person, or for a comment on a merge request.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(2, format!("{}: {}", self.name, self.summary()));
        for (change, title) in [
            ("added", "Added"),
            ("changed", "Changed"),
            ("removed", "Removed"),
        ] {
            let items: Vec<&DiffItem> = self.items.iter().filter(|i| i.change == change).collect();
            if items.is_empty() {
                continue;
            }
            document.gap();
            document.heading(3, title);
            for item in items {
                let name = Line::styled(format!("{} ", item.id), Style::Id);
                tell(
                    &mut document,
                    name.with(item.title.clone(), Style::Strong),
                    &item.words,
                );
            }
        }
        self.surroundings(&mut document);
        document
    }

    fn surroundings(&self, document: &mut Document) {
        let mut groups: Vec<(Line, Vec<String>)> = Vec::new();
        for (kind, items) in [("Sprint", &self.sprints), ("Release", &self.releases)] {
            for item in items {
                let name = Line::styled(format!("{kind} {}", item.id), Style::Strong);
                let words = match item.change {
                    "changed" => item.words.clone(),
                    change => vec![
                        [change.to_owned(), item.words.join(", ")]
                            .join(", ")
                            .trim_end_matches(", ")
                            .to_owned(),
                    ],
                };
                groups.push((name, words));
            }
        }
        if !self.product.is_empty() {
            groups.push((Line::styled("Product", Style::Strong), self.product.clone()));
        }
        if self.ranks_rewritten > 0 {
            let words = match self.ranks_rewritten {
                1 => "one rank is written otherwise, its item stands where it stood".to_owned(),
                n => format!("{n} ranks are written otherwise, their items stand where they stood"),
            };
            groups.push((Line::styled("Order", Style::Strong), vec![words]));
        }
        if groups.is_empty() && self.files.is_empty() {
            return;
        }
        document.gap();
        document.heading(3, "Around the items");
        for (name, words) in groups {
            tell(document, name, &words);
        }
        for file in &self.files {
            let words = match file.change {
                "changed" => format!("+{} −{} lines", file.lines_added, file.lines_removed),
                change => change.to_owned(),
            };
            tell(
                document,
                Line::styled(file.path.clone(), Style::Code),
                &[words],
            );
        }
    }

    /// A line an item, as a commit says it.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let line = |name: String, item: &DiffItem| match item.change {
            "changed" => format!("{name}: {}", item.words.join("; ")),
            change => format!("{name}: {change}"),
        };
        let items = self.items.iter();
        let mut lines: Vec<String> = items
            .map(|item| line(format!("{} {}", item.id, item.title), item))
            .collect();
        let sprints = self.sprints.iter();
        lines.extend(sprints.map(|item| line(format!("Sprint {}", item.id), item)));
        let releases = self.releases.iter();
        lines.extend(releases.map(|item| line(format!("release {}", item.id), item)));
        lines.extend(self.product.iter().cloned());
        if self.ranks_rewritten > 0 {
            lines.push(format!("{} ranks written otherwise", self.ranks_rewritten));
        }
        let files = self.files.iter();
        lines.extend(files.map(|file| format!("{}: {}", file.path, file.change)));
        lines
    }

    /// `1 added, 3 changed, Sprint 8`.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |change: &str| self.items.iter().filter(|i| i.change == change).count();
        let mut parts: Vec<String> = ["added", "changed", "removed"]
            .into_iter()
            .filter(|change| count(change) > 0)
            .map(|change| format!("{} {change}", count(change)))
            .collect();
        parts.extend(
            self.sprints
                .iter()
                .map(|sprint| format!("Sprint {}", sprint.id)),
        );
        parts.extend(self.releases.iter().map(|r| format!("release {}", r.id)));
        if !self.product.is_empty() {
            parts.push("product".to_owned());
        }
        if self.ranks_rewritten > 0 {
            parts.push("ranks rewritten".to_owned());
        }
        match self.files.len() {
            0 => {}
            1 => parts.push("1 other file".to_owned()),
            n => parts.push(format!("{n} other files")),
        }
        match parts.is_empty() {
            true => "nothing changed".to_owned(),
            false => parts.join(", "),
        }
    }
}

/// Tells of one thing: on its own line where there is one sentence, else below it.
fn tell(document: &mut Document, name: Line, words: &[String]) {
    match words {
        [] => document.text(name),
        [one] if one.is_empty() => document.text(name),
        [one] => document.text(name.and(format!(": {one}"))),
        many => {
            document.text(name);
            document.items(
                many.iter()
                    .map(|words| Line::plain(words.clone()))
                    .collect(),
            );
        }
    }
}
