//! Which English words are verbs, how often, and in which form: a table derived from WordNet.

use std::sync::LazyLock;

/// The table; its first lines are WordNet's licence.
static TABLE: &str = include_str!("verbs.txt");

/// The words of the table, sorted, each with its codes.
static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// No verb is longer, in bytes.
const LONGEST: usize = 24;

/// Prefixes that make a verb of a verb: `reorder`, `unpublish`, `deselect`.
const PREFIXES: [&str; 9] = [
    "re-", "re", "un", "de", "dis", "pre", "out", "over", "auto-",
];

/// Tenths of its uses in which `word` (lower case) is a verb in its base form; nothing where it is none.
pub(crate) fn verb_share(word: &str) -> Option<u8> {
    if let Some(codes) = codes(word) {
        return share(codes);
    }
    if word.len() > 6 && word.ends_with("ize") {
        return Some(9);
    }
    PREFIXES
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix))
        .filter(|rest| rest.len() > 2)
        .find_map(|rest| share(codes(rest)?))
}

/// Whether `word` (lower case) is an adjective more than a noun.
pub(crate) fn is_adjective(word: &str) -> bool {
    codes(word).is_some_and(|codes| codes.contains('a'))
}

/// Whether `word` (lower case) may be a past participle: `written`, `stored`, `cut`.
pub(crate) fn is_participle(word: &str) -> bool {
    if codes(word).is_some_and(|codes| codes.contains('p')) {
        return true;
    }
    let Some(stem) = word.strip_suffix("ed") else {
        return false;
    };
    is_stem(stem)
        || stem
            .strip_suffix('i')
            .is_some_and(|stem| is_verb(stem, "y"))
}

/// Whether `word` (lower case) is a gerund: `tracking`, `storing`.
pub(crate) fn is_gerund(word: &str) -> bool {
    word.strip_suffix("ing").is_some_and(is_stem)
}

/// Whether `word` (lower case) may be a verb after "she": `sends`, `replies`. Tenths as for [`verb_share`].
pub(crate) fn third_person_share(word: &str) -> Option<u8> {
    let stem = word
        .strip_suffix('s')
        .filter(|stem| stem.len() <= LONGEST)?;
    verb_share(stem)
        .or_else(|| verb_share(stem.strip_suffix('e')?))
        .or_else(|| {
            let stem = stem.strip_suffix("ie")?;
            verb_share(&format!("{stem}y"))
        })
}

/// Whether an ending can be put to `stem`: `stor`, `track`, `shipp`.
fn is_stem(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    if bytes.len() < 2 {
        return false;
    }
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    verb_share(stem).is_some()
        || is_verb(stem, "e")
        || doubled
            && stem
                .get(..stem.len() - 1)
                .is_some_and(|stem| verb_share(stem).is_some())
}

fn is_verb(stem: &str, ending: &str) -> bool {
    stem.len() < LONGEST && verb_share(&format!("{stem}{ending}")).is_some()
}

fn codes(word: &str) -> Option<&'static str> {
    if word.len() > LONGEST {
        return None;
    }
    let at = WORDS
        .binary_search_by(|(other, _)| (*other).cmp(word))
        .ok()?;
    Some(WORDS[at].1)
}

fn share(codes: &str) -> Option<u8> {
    let digit = *codes.as_bytes().first()?;
    digit.is_ascii_digit().then(|| digit - b'0')
}

#[cfg(test)]
mod tests {
    use super::{
        TABLE, WORDS, is_adjective, is_gerund, is_participle, third_person_share, verb_share,
    };

    #[test]
    fn the_table_is_sorted_and_keeps_its_licence() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WORDS.len() > 10_000);
        let licence = TABLE.lines().take_while(|line| line.starts_with('#'));
        assert!(
            licence
                .into_iter()
                .any(|line| line.contains("Copyright 2006 by Princeton"))
        );
    }

    #[test]
    fn knows_verbs_and_how_often_they_are() {
        assert!(verb_share("create") > Some(8));
        assert!(verb_share("group") < Some(2));
        assert_eq!(verb_share("database"), None);
        assert_eq!(verb_share(""), None);
        assert!(verb_share("unpublish").is_some() && verb_share("re-estimate").is_some());
    }

    #[test]
    fn knows_forms() {
        for word in ["stored", "shipped", "replied", "written", "kept", "made"] {
            assert!(is_participle(word), "{word}");
        }
        for word in ["storing", "shipping", "tracking", "replying"] {
            assert!(is_gerund(word), "{word}");
        }
        for word in ["stores", "replies", "matches"] {
            assert!(third_person_share(word).is_some(), "{word}");
        }
        assert!(!is_participle("bed") && !is_gerund("thing") && is_adjective("accurate"));
        assert!(!is_participle("ed") && !is_gerund("ing") && third_person_share("s").is_none());
    }
}
