//! The `weighted` of `po.yaml`: a formula, or several by name.

use crate::model::{Config, FIELDS, FieldKind, Formula, field, nearest};
use crate::store::config_file::{meant_words, parts};
use crate::store::field_reader::{FieldReader, short};
use crate::store::front_matter::{Content, Entry, Node};

/// What is written where nothing can be used.
const EXAMPLE: &str = "(value + urgency) / points";

/// Reads the formulas, when `keys` is known, because a formula may name keys of the team's own.
pub(super) fn weighted(
    config: &mut Config,
    entry: Option<&Entry<'_>>,
    reader: &mut FieldReader<'_>,
) {
    let Some(entry) = entry.filter(|entry| !entry.value.is_empty()) else {
        return;
    };
    let found = if matches!(entry.value.content, Content::Scalar { .. }) {
        let formula = formula(&entry.value, config, reader);
        formula
            .map(|formula| (String::new(), formula))
            .into_iter()
            .collect()
    } else {
        let mut found = Vec::new();
        for part in parts(entry, EXAMPLE, reader) {
            let formula = formula(&part.value, config, reader);
            found.extend(formula.map(|formula| (part.key.trim().to_owned(), formula)));
        }
        found
    };
    config.weighted = found;
}

fn formula(node: &Node<'_>, config: &Config, reader: &mut FieldReader<'_>) -> Option<Formula> {
    let text = node.text().unwrap_or_default();
    let fix = format!("write a formula over keys of an item, such as `weighted: {EXAMPLE}`");
    let formula = match Formula::read(text) {
        Ok(formula) => formula,
        Err(error) => {
            let message = format!("`weighted`: {error}");
            reader.invalid_part(node, error.at..text.len(), message, fix);
            return None;
        }
    };
    let mut is_good = true;
    for term in formula.terms() {
        for (key, place) in term.keys.iter().zip(&term.places) {
            let own = config.keys.iter().any(|own| own == key);
            if own || field(key).is_some_and(|field| field.kind == FieldKind::Amount) {
                continue;
            }
            is_good = false;
            let numbers = FIELDS
                .iter()
                .filter(|field| field.kind == FieldKind::Amount)
                .map(|field| field.name)
                .chain(config.keys.iter().map(String::as_str));
            let column = text
                .get(..place.start)
                .map_or(0, |before| before.chars().count())
                + 1;
            let hint = meant_words(nearest(key, numbers));
            let message = format!(
                "`weighted`: `{}` is not a number of an item{hint} (column {column})",
                short(key)
            );
            let fix =
                "name keys such as value, urgency, points, effort; list your own under `keys`";
            reader.invalid_part(node, place.clone(), message, fix.to_owned());
        }
    }
    is_good.then_some(formula)
}

#[cfg(test)]
mod tests {
    use crate::store::read_config;

    fn found(text: &str) -> (Vec<String>, Vec<String>) {
        let (config, problems) = read_config(text.as_bytes()).unwrap();
        let formulas = config.weighted.iter();
        (
            formulas
                .map(|(name, formula)| format!("{name}={}", formula.text()))
                .collect(),
            problems
                .into_iter()
                .map(|problem| problem.message)
                .collect(),
        )
    }

    #[test]
    fn reads_one_formula_or_several_by_name() {
        assert_eq!(
            found("weighted: value / points\n"),
            (vec!["=value / points".to_owned()], vec![])
        );
        assert_eq!(
            found("weighted: {growth: reach * 2, calm: value}\n").0,
            ["growth=reach * 2", "calm=value"]
        );
        assert_eq!(found("weighted:\n"), (vec![], vec![]));
        assert_eq!(found("weighted: fit + 1\nkeys: [fit]\n").0, ["=fit + 1"]);
    }

    #[test]
    fn says_where_a_formula_is_wrong() {
        for (text, words) in [
            (
                "weighted: value *\n",
                "`weighted`: a number or a key is expected at the end (column 8)",
            ),
            (
                "weighted: 2 * valeu\n",
                "`weighted`: `valeu` is not a number of an item; did you mean `value`? (column 5)",
            ),
            (
                "weighted: title\n",
                "`weighted`: `title` is not a number of an item (column 1)",
            ),
            ("weighted: [a]\n", "`weighted` holds no keys and values"),
        ] {
            assert_eq!(found(text), (vec![], vec![words.to_owned()]), "{text}");
        }
        let text = "weighted: \"2 * valeu\"\n";
        let (_, problems) = read_config(text.as_bytes()).unwrap();
        let crate::model::At::Bytes(range) = &problems[0].place.at else {
            panic!("{problems:?}")
        };
        assert_eq!(&text[range.start..range.end], "valeu");
    }
}
