//! Writes the user story sentence, whatever of it the user has typed already.

use super::words::one_line;

/// Returns `As a returning customer, I want to pay with a saved card so that checkout takes seconds.`
///
/// The article fits the role; `As a`, `I want`, `so that` and a full stop that were typed are not doubled. Without a benefit the
/// sentence ends after what is wanted; a benefit like `to save time` is joined with `in order`.
#[must_use]
pub fn user_story_sentence(role: &str, want: &str, benefit: Option<&str>) -> String {
    let role = with_article(&bare_role(role));
    let want = bare_want(want);
    let benefit = benefit.map(bare_benefit).unwrap_or_default();
    let mut sentence = match (role.is_empty(), want.is_empty()) {
        (false, false) => format!("As {role}, I want {want}"),
        (false, true) => format!("As {role}"),
        (true, false) => format!("I want {want}"),
        (true, true) => String::new(),
    };
    if !benefit.is_empty() {
        sentence.push_str(if sentence.is_empty() { "" } else { " " });
        sentence.push_str(&benefit);
    }
    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?', '\u{2026}']) {
        sentence.push('.');
    }
    sentence
}

/// The role without `As`, article and comma.
fn bare_role(role: &str) -> String {
    let role = trimmed(role);
    let role = without(&role, &["as "]);
    without(role, &["a ", "an "])
        .trim_end_matches([',', '.', ';', ':', ' '])
        .to_owned()
}

/// What is wanted without `I want`, and with `to` before a verb.
fn bare_want(want: &str) -> String {
    let want = trimmed(want);
    let want = without(
        &want,
        &[
            "i want ",
            "i need ",
            "i would like ",
            "i'd like ",
            "i\u{2019}d like ",
            "we want ",
            "we need ",
            "want ",
        ],
    );
    let want = match without(want, &["i can ", "can ", "be able to "]) {
        able if able.len() < want.len() => format!("to {able}"),
        _ => want.to_owned(),
    };
    let want = without_stop(&want);
    let first = want.split(' ').next().unwrap_or_default();
    if VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(first)) {
        return format!("to {}", lower_first(want));
    }
    lower_first(want)
}

/// The benefit with the conjunction that fits it.
fn bare_benefit(benefit: &str) -> String {
    let benefit = trimmed(benefit);
    let benefit = without(&benefit, &["so that ", "so ", "that "]);
    if benefit.is_empty() {
        return String::new();
    }
    let purpose = without(benefit, &["in order to ", "to "]);
    if purpose.len() < benefit.len() {
        return format!("in order to {purpose}");
    }
    let reason = without(benefit, &["because "]);
    if reason.len() < benefit.len() {
        return format!("because {reason}");
    }
    format!("so that {}", lower_first(benefit))
}

fn trimmed(text: &str) -> String {
    one_line(text)
        .trim_matches([' ', ',', ';', ':'])
        .trim_start_matches(['\u{2026}', '.'])
        .trim_start()
        .to_owned()
}

/// Without a full stop at the end: another part follows.
fn without_stop(text: &str) -> &str {
    if text.ends_with("..") || text.ends_with("etc.") {
        return text;
    }
    text.strip_suffix('.').unwrap_or(text)
}

/// Without the first of `starts` that `text` begins with, in whatever case.
fn without<'a>(text: &'a str, starts: &[&str]) -> &'a str {
    for start in starts {
        if let (Some(head), Some(rest)) = (text.get(..start.len()), text.get(start.len()..))
            && head.to_lowercase() == *start
        {
            return rest.trim_start();
        }
    }
    text
}

/// With a small first letter, unless the word is a name, `I` or an abbreviation.
fn lower_first(text: &str) -> String {
    const SMALL: [&str; 24] = [
        "The", "A", "An", "To", "My", "All", "More", "Our", "It", "We", "They", "He", "She", "You",
        "This", "That", "There", "Every", "Each", "Some", "No", "One", "Their", "These",
    ];
    let first = text.split(' ').next().unwrap_or_default();
    let is_verb = VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(first));
    let is_word = first.chars().skip(1).all(char::is_lowercase);
    if is_word && (is_verb || SMALL.contains(&first)) {
        first.to_lowercase() + &text[first.len()..]
    } else {
        text.to_owned()
    }
}

/// The role with `a`, `an`, or the `the` and the like it has.
fn with_article(role: &str) -> String {
    let first = role.split(' ').next().unwrap_or_default();
    if role.is_empty()
        || DETERMINERS
            .iter()
            .any(|word| word.eq_ignore_ascii_case(first))
    {
        return role.to_owned();
    }
    let article = if begins_with_vowel(first) { "an" } else { "a" };
    format!("{article} {role}")
}

/// Whether a word sounds as if it began with a vowel.
fn begins_with_vowel(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
    if let Some(digit) = word.chars().next().filter(char::is_ascii_digit) {
        return digit == '8' || word.starts_with("11") || word.starts_with("18");
    }
    // Spelt out: an HR manager, a UX designer. With a vowel and four letters it is a word: a SaaS user, an ASAP.
    let is_spelt = letters.len() <= 3 || !letters.contains(['A', 'E', 'I', 'O', 'U']);
    if letters.chars().all(char::is_uppercase) && is_spelt {
        return letters.starts_with(['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X']);
    }
    let lower = letters.to_lowercase();
    if SILENT_H.iter().any(|start| lower.starts_with(start)) {
        return true;
    }
    lower.starts_with([
        'a', 'e', 'i', 'o', 'u', '\u{e0}', '\u{e1}', '\u{e2}', '\u{e4}', '\u{e8}', '\u{e9}',
        '\u{ea}', '\u{ed}', '\u{f3}', '\u{f6}', '\u{fa}',
    ]) && !YOU_SOUNDS.iter().any(|start| lower.starts_with(start))
}

const SILENT_H: [&str; 4] = ["hour", "honest", "honor", "honour"];

/// Beginnings that sound like `you` or `won`.
const YOU_SOUNDS: [&str; 17] = [
    "use", "usa", "usu", "uti", "unic", "unidi", "union", "uniq", "unit", "univ", "unif", "uno",
    "ubi", "eu", "ew", "once", "one",
];

const DETERMINERS: [&str; 9] = [
    "the", "one", "any", "every", "each", "some", "our", "my", "someone",
];

/// Verbs that begin what is wanted and that are not nouns as well: `--want "pay by card"`.
const VERBS: [&str; 76] = [
    "accept",
    "access",
    "add",
    "allow",
    "apply",
    "approve",
    "archive",
    "ask",
    "assign",
    "attach",
    "avoid",
    "be",
    "browse",
    "buy",
    "cancel",
    "change",
    "check",
    "choose",
    "compare",
    "configure",
    "confirm",
    "connect",
    "convert",
    "create",
    "customise",
    "customize",
    "decide",
    "define",
    "delete",
    "disable",
    "do",
    "download",
    "edit",
    "enable",
    "ensure",
    "enter",
    "explore",
    "find",
    "generate",
    "get",
    "give",
    "go",
    "have",
    "identify",
    "import",
    "invite",
    "keep",
    "know",
    "learn",
    "let",
    "make",
    "manage",
    "open",
    "pay",
    "provide",
    "publish",
    "read",
    "receive",
    "remove",
    "save",
    "see",
    "select",
    "send",
    "set",
    "share",
    "show",
    "stop",
    "submit",
    "switch",
    "tell",
    "understand",
    "update",
    "upload",
    "use",
    "verify",
    "write",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{user_story_sentence, with_article};

    #[test]
    fn writes_one_sentence_whatever_was_typed() {
        let expected = "As a returning customer, I want to pay by card so that it takes seconds.";
        for (role, want, benefit) in [
            ("returning customer", "to pay by card", "it takes seconds"),
            (
                "a returning customer,",
                "I want to pay by card,",
                "so that it takes seconds.",
            ),
            (
                "As an returning customer",
                "pay by card.",
                "So it takes seconds",
            ),
            (
                "as a  returning\ncustomer",
                "I can pay by card",
                "It takes seconds.",
            ),
        ] {
            assert_eq!(user_story_sentence(role, want, Some(benefit)), expected);
        }
        assert_eq!(
            user_story_sentence("the PO", "a list", None),
            "As the PO, I want a list."
        );
        assert_eq!(
            user_story_sentence("API user", "search results", Some("to save time")),
            "As an API user, I want search results in order to save time."
        );
        assert_eq!(
            user_story_sentence("", "a list", Some("")),
            "I want a list."
        );
        assert_eq!(user_story_sentence("", "", None), "");
    }

    #[test]
    fn chooses_the_article_by_sound() {
        for role in [
            "an admin",
            "a user",
            "a European",
            "an hour-keeper",
            "an HR manager",
            "a UX designer",
            "an MRI operator",
            "a PO",
            "an 8-year-old",
            "a unicorn",
            "an uninvited guest",
            "a SaaS user",
            "a one-time buyer",
            "an \u{e9}diteur",
        ] {
            let bare = role.split_once(' ').map_or("", |(_, bare)| bare);
            assert_eq!(with_article(bare), role);
        }
    }

    proptest! {
        #[test]
        fn stands_any_text(role in any::<String>(), want in any::<String>(), benefit in any::<String>()) {
            let sentence = user_story_sentence(&role, &want, Some(&benefit));
            prop_assert!(!sentence.contains('\n'));
        }
    }
}
