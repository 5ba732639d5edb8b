//! Words above lists that stand beside acceptance criteria and are none: what is out of scope, notes, the kind of a change.

use crate::exchange::assembly::names::plain_name;

/// Such words as they are compared; what ends with `notes` is one of them anyway.
const BESIDE: &[&str] = &[
    "outofscope",
    "notinscope",
    "nongoals",
    "nongoal",
    "implementationdetails",
    "technicaldetails",
    "assumptions",
    "dependencies",
    "openquestions",
    "screenshots",
    "ausserhalbdesumfangs",
    "nichtimumfang",
    "nichtziele",
    "hinweise",
    "technischehinweise",
    "umsetzungshinweise",
    "implementierungshinweise",
    "notizen",
    "annahmen",
    "abhangigkeiten",
    "offenefragen",
    "horsperimetre",
    "remarques",
    "hypotheses",
    "dependances",
    "questionsouvertes",
    "fueradealcance",
    "fueradelalcance",
    "notas",
    "notastecnicas",
    "notasdeimplementacion",
    "dependencias",
    "supuestos",
    "foradoescopo",
    "foradeescopo",
    "notasdeimplementacao",
    "observacoes",
    "buitenscope",
    "nietinscope",
    "opmerkingen",
    "afhankelijkheden",
    "pozazakresem",
    "uwagi",
    "notatki",
    "zaleznosci",
    "fuoriambito",
    "notetecniche",
    "dipendenze",
];

/// Whether words above a list say that it holds no acceptance criteria.
pub(super) fn stands_beside(words: &str) -> bool {
    // A sentence is none.
    if words.len() > 60 || words.split_whitespace().count() > 5 {
        return false;
    }
    let name = plain_name(words);
    name.ends_with("notes") || BESIDE.contains(&&*name) || names_change(&name)
}

/// Whether words are those above the kinds of change that a template of pull requests asks for.
pub(super) fn is_of_change(words: &str) -> bool {
    names_change(&plain_name(words))
}

fn names_change(name: &str) -> bool {
    let of = name
        .strip_prefix("types")
        .or_else(|| name.strip_prefix("type"));
    of.is_some_and(|of| matches!(of, "ofchange" | "ofchanges" | "ofpr" | "ofpullrequest"))
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, stands_beside};
    use crate::exchange::assembly::names::plain_name;

    #[test]
    fn words_are_known_however_they_are_written() {
        for word in BESIDE {
            assert_eq!(plain_name(word), *word);
        }
        for words in [
            "Out of scope",
            "**Out-of-Scope**:",
            "Types of changes",
            "Type of change",
            "Implementation Notes:",
            "Außerhalb des Umfangs",
            "Hors périmètre",
            "Fuera de alcance",
        ] {
            assert!(stands_beside(words), "{words}");
        }
        for words in ["Admin", "Checklist", "What a buyer of cards notes", "Scope"] {
            assert!(!stands_beside(words), "{words}");
        }
    }
}
