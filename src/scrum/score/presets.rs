//! Formulas that people know, ready to use.

/// A formula with a name.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// As it is asked for: `po rank --by weighted:ice`.
    pub name: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// What it is, and where it comes from.
    pub doc: &'static str,
}

/// Every preset, sorted by name.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "ice",
        formula: "impact * confidence * ease",
        doc: "ICE (Ellis), the product: 1 to 10 each",
    },
    Preset {
        name: "value-effort",
        formula: "value / first(effort, points)",
        doc: "value for what it takes: effort, or points where an item has no effort",
    },
    Preset {
        name: "wiegers",
        formula: "(share(benefit) + share(penalty)) / (share(first(effort, points)) + share(risk))",
        doc: "Wiegers (1999), all weights 1: shares of the sums, so that they move when items are added",
    },
];

/// The preset that a person names: `value/effort` is `value-effort`.
pub(super) fn preset(name: &str) -> Option<&'static Preset> {
    let name = name.to_ascii_lowercase().replace(['/', '_', ' '], "-");
    PRESETS.iter().find(|preset| preset.name == name)
}

#[cfg(test)]
mod tests {
    use super::{PRESETS, preset};
    use crate::model::{FieldKind, Formula, field};

    #[test]
    fn presets_are_formulas_over_known_numbers() {
        assert!(PRESETS.is_sorted_by(|a, b| a.name < b.name));
        for preset in PRESETS {
            let formula = Formula::read(preset.formula).unwrap();
            for key in formula.terms().flat_map(|term| &term.keys) {
                assert_eq!(field(key).map(|f| f.kind), Some(FieldKind::Amount), "{key}");
            }
        }
        assert_eq!(preset("Value/Effort").map(|p| p.name), Some("value-effort"));
        assert!(preset("kano").is_none());
    }
}
