//! The `definition_of_ready` of `po.yaml`: its words and where they stand.

use crate::model::ReadyWord;
use crate::store::field_reader::FieldReader;
use crate::store::front_matter::{Content, Entry, Node};

/// Reads the words of a list, or one word. What they mean is judged by the check, which knows the query language.
pub(super) fn definition_of_ready(
    entry: &Entry<'_>,
    reader: &mut FieldReader<'_>,
) -> Vec<ReadyWord> {
    let nodes = match &entry.value.content {
        Content::List { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(&entry.value),
    };
    nodes.iter().filter_map(|node| word(node, reader)).collect()
}

fn word(node: &Node<'_>, reader: &mut FieldReader<'_>) -> Option<ReadyWord> {
    if !node.is_empty() && !matches!(node.content, Content::Scalar { .. }) {
        reader.invalid_node(
            node,
            "`definition_of_ready` is a list of words",
            "write `definition_of_ready: [criteria, points, no-questions]`".to_owned(),
        );
    }
    let text = node.text()?.trim();
    (!text.is_empty()).then(|| ReadyWord {
        text: text.to_owned(),
        range: node.range.clone(),
    })
}

#[cfg(test)]
mod tests {
    use crate::store::read_config;

    fn words(text: &str) -> (Vec<String>, usize) {
        let (config, found) = read_config(text.as_bytes()).unwrap();
        let words = config.definition_of_ready.iter();
        let at = |word: &crate::model::ReadyWord| format!("{}@{}", word.text, word.range.start);
        (words.map(at).collect(), found.len())
    }

    #[test]
    fn words_are_kept_with_their_places() {
        let (found, problems) = words("definition_of_ready: [criteria, points<=8, -is:blocked]\n");
        assert_eq!(found, ["criteria@22", "points<=8@32", "-is:blocked@43"]);
        assert_eq!(problems, 0);
        assert_eq!(words("definition_of_ready: points\n").0, ["points@21"]);
        assert_eq!(words("definition_of_ready:\n"), (Vec::new(), 0));
        assert_eq!(words("definition_of_ready: []\n"), (Vec::new(), 0));
    }

    #[test]
    fn what_is_no_word_is_said_and_the_rest_kept() {
        let (found, problems) = words("definition_of_ready:\n  - points: 8\n  - criteria\n  -\n");
        assert_eq!(
            (found.as_slice(), problems),
            (["criteria@39".to_owned()].as_slice(), 1)
        );
        assert_eq!(words("definition_of_ready: {points: 8}\n"), (Vec::new(), 1));
    }
}
