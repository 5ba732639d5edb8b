//! What blocks what for programs that draw: Mermaid and Graphviz.

use std::fmt::Write as _;

use crate::report::deps::DepsReport;
use crate::report::roadmap_mermaid::escaped as mermaid_words;
use crate::text::escape_terminal;

/// More links than these Mermaid does not draw unless it is told to.
const MERMAID_LINKS: usize = 500;

impl DepsReport<'_> {
    /// Returns a Mermaid flowchart, without the fence that Markdown puts around it: arrows lead from what blocks to
    /// what waits, thick ones along the critical chain.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        if self.graph.links.len() > MERMAID_LINKS {
            let _ = writeln!(
                out,
                "  %% {} links: set maxEdges, or ask for one item",
                self.graph.links.len()
            );
        }
        for at in 0..self.items.len() {
            let [name, facts] = self.label(at);
            let _ = writeln!(
                out,
                "  n{at}[\"{}<br/>{}\"]",
                mermaid_words(&name),
                mermaid_words(&facts)
            );
        }
        for link in &self.graph.links {
            let arrow = match () {
                () if self.graph.is_circular(*link) => "-.->",
                () if self.graph.is_critical(*link) => "==>",
                () => "-->",
            };
            let _ = writeln!(out, "  n{} {arrow} n{}", link.0, link.1);
        }
        if !self.graph.critical.is_empty() {
            let nodes: Vec<String> = self
                .graph
                .critical
                .iter()
                .map(|at| format!("n{at}"))
                .collect();
            let _ = writeln!(out, "  classDef critical stroke:#b34e00,stroke-width:3px");
            let _ = writeln!(out, "  class {} critical", nodes.join(","));
        }
        out
    }

    /// Returns a graph for Graphviz, as `dot -Tsvg` draws it.
    #[must_use]
    pub fn dot(&self) -> String {
        let mut out = String::from(
            "digraph dependencies {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n",
        );
        for (at, item) in self.items.iter().enumerate() {
            let [name, facts] = self.label(at);
            let look = if item.critical {
                ", color=\"#b34e00\", penwidth=2"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "  n{at} [label=\"{}\\n{}\"{look}];",
                dot_words(&name),
                dot_words(&facts)
            );
        }
        for link in &self.graph.links {
            let look = match () {
                () if self.graph.is_circular(*link) => " [style=dashed, color=red]",
                () if self.graph.is_critical(*link) => " [color=\"#b34e00\", penwidth=2]",
                () => "",
            };
            let _ = writeln!(out, "  n{} -> n{}{look};", link.0, link.1);
        }
        out.push_str("}\n");
        out
    }

    /// An item's name, and what else is said of it.
    pub(super) fn label(&self, at: usize) -> [String; 2] {
        let (item, story) = (&self.items[at], self.graph.items[at]);
        let size = story
            .points
            .map_or_else(|| "no estimate".to_owned(), |points| points.points());
        let status = item.status.as_deref().unwrap_or("no state");
        [
            format!("{} {}", item.id, item.title),
            format!("{size}, {status}"),
        ]
    }
}

/// Words within the quotes of a label: neither a quote nor a backslash ends or changes it.
fn dot_words(words: &str) -> String {
    escape_terminal(words)
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::dot_words;
    use crate::model::{Backlog, Config, Story};
    use crate::report::{CirclePlace, DepsReport};

    fn place(from: &Story, to: &Story) -> CirclePlace {
        CirclePlace {
            id: from.id.to_string(),
            waits_for: to.id.to_string(),
            path: from.path.clone(),
            line: 1,
            column: 1,
        }
    }

    #[test]
    fn words_stay_in_their_label() {
        assert_eq!(dot_words("a \"b\" \\n"), "a \\\"b\\\" \\\\n");
    }

    proptest! {
        #[test]
        fn a_title_changes_no_picture(title in "\\PC{0,30}|[\"\\[\\]<>&#;`\\\\\r\n\u{2028}\u{1b}]{0,12}") {
            let drawn = |title: &str| {
                let mut first = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
                first.title = title.into();
                first.status = title.into();
                let mut second = Story::new("US-2".parse().unwrap(), "stories/US-2.md");
                second.depends_on = vec!["US-1".into()];
                let backlog = Backlog::new(Config::default(), vec![first, second], Vec::new());
                let report = DepsReport::new(&backlog, None, &place);
                [report.mermaid(), report.dot(), report.svg()]
            };
            let (odd, plain) = (drawn(&title), drawn("x"));
            for (odd, plain) in odd.iter().zip(&plain) {
                prop_assert!(odd.lines().count() == plain.lines().count(), "{odd}");
            }
            let quotes = |text: &str| text.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            prop_assert!(quotes(&odd[0]) == quotes(&plain[0]) && quotes(&odd[1]) == quotes(&plain[1]));
            prop_assert!(odd[2].matches('<').count() == plain[2].matches('<').count(), "{}", odd[2]);
        }
    }
}
