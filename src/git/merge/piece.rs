//! What a merged file is put together from: text, and places that are contested.

use super::merged::FieldConflict;
use super::names::Names;
use super::rules::{Markers, MergeRules, Side};
use super::three::Three;

/// A part of the merged text, of whole lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// What all agree on.
    Text(String),
    /// What both sides changed differently.
    Contested(Contested),
}

/// What both sides changed differently: whole lines each; nothing where a version has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contested {
    /// What it is: a key by its name, else a kind, which is numbered.
    pub name: Name,
    /// The lines.
    pub lines: Three<String>,
}

/// The name of a contested place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// A key, or the comments above or below keys: there is one such place in a file.
    One(String),
    /// One of several places of that kind: see [`Names`].
    Numbered(&'static str),
}

impl Piece {
    /// A contested place.
    pub fn contested(name: Name, lines: Three<impl Into<String>>) -> Self {
        let Three { base, ours, theirs } = lines;
        Self::Contested(Contested {
            name,
            lines: Three {
                base: base.into(),
                ours: ours.into(),
                theirs: theirs.into(),
            },
        })
    }
}

/// The text with each contested place as a side has it.
pub(super) fn one_side(pieces: &[Piece], side: Side) -> String {
    let text = |piece: &Piece| match (piece, side) {
        (Piece::Text(text), _) => text.clone(),
        (Piece::Contested(contested), Side::Ours) => contested.lines.ours.clone(),
        (Piece::Contested(contested), Side::Theirs) => contested.lines.theirs.clone(),
    };
    pieces.iter().map(text).collect()
}

/// Puts the pieces together, each contested one between markers or as the choices say, and lists what is left contested.
pub(super) fn render(
    pieces: &[Piece],
    mut names: Names,
    rules: &MergeRules,
) -> (String, Vec<FieldConflict>) {
    let mut text = String::new();
    let mut conflicts = Vec::new();
    for piece in pieces {
        let contested = match piece {
            Piece::Text(lines) => {
                text.push_str(lines);
                continue;
            }
            Piece::Contested(contested) => contested,
        };
        let name = names.next(contested);
        match rules.choices.get(&name) {
            Some(Side::Ours) => text.push_str(&contested.lines.ours),
            Some(Side::Theirs) => text.push_str(&contested.lines.theirs),
            None if rules.is_inner => text.push_str(&contested.lines.base),
            None => {
                mark(&mut text, &contested.lines, &rules.markers);
                let said = contested.lines.map(|lines| {
                    let lines = lines.trim_matches(['\n', '\r']);
                    (!lines.is_empty()).then(|| lines.to_owned())
                });
                conflicts.push(FieldConflict {
                    name,
                    base: said.base,
                    ours: said.ours,
                    theirs: said.theirs,
                });
            }
        }
    }
    (text, conflicts)
}

/// Writes a contested place between markers.
fn mark(text: &mut String, lines: &Three<String>, markers: &Markers) {
    let mut marker = |character: char, label: &str, lines: &str| {
        text.extend(std::iter::repeat_n(character, usize::from(markers.size)));
        // A label never begins another line.
        let label = label.lines().next().unwrap_or_default().trim_end();
        if !label.is_empty() {
            text.push(' ');
            text.push_str(label);
        }
        text.push('\n');
        text.push_str(lines);
    };
    marker('<', &markers.ours, &lines.ours);
    if markers.with_base {
        marker('|', &markers.base, &lines.base);
    }
    marker('=', "", &lines.theirs);
    marker('>', &markers.theirs, "");
}
