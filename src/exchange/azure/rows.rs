//! The rows of a query's CSV: a list of items, or a tree of them.

use crate::exchange::assembly::{Assembly, Cells, Comment, Known, RowHook, Sheet, Take};
use crate::exchange::azure::around::Around;
use crate::exchange::azure::fields::{
    StateHints, is_refusal, item_type, say_state, take, title_level,
};
use crate::exchange::azure::iterations::parts;
use crate::exchange::cell_of::cell_of;
use crate::exchange::draft::{Draft, SourceReference};
use crate::exchange::rich_text::rich_text;
use crate::exchange::tree::Tree;
use crate::text::{one_line, unguard_formula};

/// How Azure DevOps writes tables.
pub const SHEET: Sheet = Sheet {
    system: "azure-devops",
    takes: |headers| headers.iter().map(|header| take(header)).collect(),
    markdown: rich_text,
    comment: Comment::plain,
    keys_are_unique: true,
};

/// What rows need besides their columns.
pub struct Rows<'a> {
    around: &'a Around,
    tree: Tree,
    /// Whether titles in several columns mean what is a part of what.
    is_tree: bool,
    count: usize,
    at_hand: AtHand,
}

/// What the row at hand says beyond its columns.
#[derive(Debug, Default)]
struct AtHand {
    title: Option<String>,
    name: Option<String>,
    sprint: Option<String>,
    state: String,
    parent: Option<SourceReference>,
}

impl<'a> Rows<'a> {
    /// Begins with no file read.
    #[must_use]
    pub fn new(around: &'a Around) -> Self {
        Self {
            around,
            tree: Tree::default(),
            is_tree: true,
            count: 0,
            at_hand: AtHand::default(),
        }
    }

    /// Begins a file.
    pub fn begin(&mut self, path: &str) {
        self.tree.begin();
        self.is_tree = !self.around.is_list_of_links(path);
    }
}

/// The number that a reference begins with: `12`, `12: Title`, `12.0`.
#[must_use]
pub fn number(text: &str) -> String {
    let text = text.trim().trim_start_matches('#');
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    match (digits, text[digits..].chars().next()) {
        (1.., None | Some('.' | ':' | ' ' | '-')) => text[..digits].to_owned(),
        _ => text.to_owned(),
    }
}

impl RowHook for Rows<'_> {
    fn cell(&mut self, take: Take, text: &str) -> String {
        match take {
            Take::Key | Take::Parent(_) => number(text),
            _ => unguard_formula(text).to_owned(),
        }
    }

    fn row(&mut self, assembly: &mut Assembly, cells: &Cells, known: &Known<'_>) {
        let cell = |name: &str| cell_of(cells, name);
        self.count += 1;
        let state = one_line(cell("state"));
        let hints = StateHints {
            category: cell("statecategory"),
            started: !cell("activateddate").is_empty(),
            closed: !cell("closeddate").is_empty(),
        };
        say_state(assembly, &state, hints);
        if is_refusal(cell("reason")) {
            assembly.take(
                Take::Resolution,
                "Reason",
                &[cell("reason").to_owned()],
                known,
            );
        }
        let path = cell("iterationpath");
        let mut at_hand = AtHand {
            state,
            sprint: self.around.iterations.name(path).map(str::to_owned),
            ..AtHand::default()
        };
        if parts(path).len() > 2 {
            assembly.keep("Iteration Path", &[path.to_owned()]);
        }
        let titles = cells
            .iter()
            .filter_map(|(name, values)| Some((title_level(name)?, values.first()?)));
        if let Some((level, title)) = titles.max_by_key(|(level, _)| *level) {
            let title = one_line(title);
            let (keys, name) = match number(cell("id")) {
                id if id.is_empty() => {
                    let name = format!("row #{}", self.count);
                    (vec![name.clone()], Some(name))
                }
                id => (vec![id], None),
            };
            at_hand.name = name;
            // The titles further left say again what the rows above say.
            for (name, values) in cells {
                if title_level(name).is_some_and(|other| other < level)
                    && !values
                        .iter()
                        .all(|title| self.tree.is_open(&one_line(title)))
                {
                    assembly.keep(&format!("{name} above"), values);
                }
            }
            let parent = self.tree.add(level, &title, keys);
            at_hand.parent = parent.filter(|_| self.is_tree && !assembly.has_parent());
            at_hand.title = Some(title);
        }
        self.at_hand = at_hand;
    }

    fn item(&mut self, draft: &mut Draft) {
        let at_hand = std::mem::take(&mut self.at_hand);
        if let Some(title) = at_hand.title {
            draft.title = title;
            draft
                .extra
                .retain(|extra| title_level(&extra.key).is_none());
        }
        draft.other_keys.extend(at_hand.name);
        draft.sprints = at_hand.sprint.iter().cloned().collect();
        draft.sprint = at_hand.sprint;
        draft.item_type = draft
            .item_type
            .take()
            .map(|name| item_type(&name, &at_hand.state));
        if at_hand.parent.is_some() {
            draft.parent = at_hand.parent;
        } else if draft.parent.is_none() {
            draft.parent = self.around.parent_of(&draft.key);
        }
        // A sheet that people wrote names a parent by its title.
        draft.is_named_by_title();
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn references_are_numbers() {
        for (text, expected) in [
            ("12", "12"),
            (" #12", "12"),
            ("12.0", "12"),
            ("12: Pay", "12"),
            ("12a", "12a"),
            ("E-1", "E-1"),
            ("", ""),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
