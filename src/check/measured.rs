//! How right each rule was on labelled sets: figures that a test measures again wherever the sets are.

use std::collections::BTreeMap;

use crate::check::accuracy::Accuracy;

/// One line a rule and set: `RULE SET JUDGED RIGHT WRONG MISSED`, parted by tabs. Written by `tests/it/accuracy.rs`.
const MEASURED: &str = include_str!("measured.tsv");

/// A labelled set.
struct Set {
    name: &'static str,
    what: &'static str,
}

/// Who judged: the same for every set so far.
const BY: &str =
    "judged by one language model that also helped to write po, before the rules were run";

const SETS: [Set; 2] = [
    Set {
        name: "stories",
        what: "user stories of eleven public backlogs (Dalpiaz data set)",
    },
    Set {
        name: "criteria",
        what: "acceptance criteria of Backlog.md's own backlog and the OWASP user security stories",
    },
];

/// Returns the figures of a table by rule and set.
#[must_use]
pub fn measured_table(found: &BTreeMap<(&str, &str), Accuracy>) -> String {
    found
        .iter()
        .map(|((rule, set), of)| {
            let Accuracy {
                judged,
                right,
                wrong,
                missed,
            } = of;
            format!("{rule}\t{set}\t{judged}\t{right}\t{wrong}\t{missed}\n")
        })
        .collect()
}

/// Returns what was measured of a rule, a sentence a set; empty where nothing was.
#[must_use]
pub(super) fn measured(rule: &str) -> String {
    let mut text = String::new();
    for line in MEASURED.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, set, judged, right, wrong, missed] = columns.as_slice() else {
            continue;
        };
        let set = SETS.iter().find(|known| known.name == *set);
        let counts = [right, wrong, missed].map(|count| count.parse::<usize>().unwrap_or(0));
        if let (true, Some(set)) = (*name == rule, set) {
            text.push_str(&sentence(judged, counts, set));
        }
    }
    text
}

fn sentence(judged: &str, [right, wrong, missed]: [usize; 3], set: &Set) -> String {
    let part = |part: usize, whole: usize| match (part * 100 + whole / 2).checked_div(whole) {
        Some(share) => format!("{}.{:02} ({part} of {whole})", share / 100, share % 100),
        None => "none to judge by".to_owned(),
    };
    format!(
        "On {judged} {}: precision {}, recall {}; {BY}.\n",
        set.what,
        part(right, right + wrong),
        part(right, right + missed),
    )
}

#[cfg(test)]
mod tests {
    use super::{MEASURED, SETS, sentence};
    use crate::check::rules::RULES;

    #[test]
    fn every_figure_is_about_a_rule_and_a_known_set() {
        for line in MEASURED.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 6, "{line}");
            assert!(RULES.iter().any(|rule| rule.name == columns[0]), "{line}");
            assert!(SETS.iter().any(|set| set.name == columns[1]), "{line}");
            assert!(
                columns[2..]
                    .iter()
                    .all(|count| count.parse::<usize>().is_ok()),
                "{line}"
            );
        }
    }

    #[test]
    fn a_figure_reads_as_a_sentence() {
        let said = sentence("423", [29, 1, 0], &SETS[0]);
        assert!(said.starts_with("On 423 user stories of eleven public backlogs (Dalpiaz data set): precision 0.97 (29 of 30), recall 1.00 (29 of 29); "), "{said}");
        assert!(
            sentence("9", [0, 0, 2], &SETS[1])
                .contains("precision none to judge by, recall 0.00 (0 of 2)")
        );
    }
}
