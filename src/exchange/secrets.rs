//! What must not be stored, whichever tool exports it: passwords, tokens, addresses at which mail becomes a card or an issue.

use serde_json::Value as Json;
use serde_yaml::{Mapping, Value as Yaml};

use crate::exchange::draft::Extra;
use crate::exchange::yaml_lines::yaml_lines;

/// Last words of names whose values are secret, whatever they are.
const SECRET: [&str; 5] = ["password", "passwd", "passphrase", "secret", "pwd"];

/// Last words of names whose values are secret where they look like it: letters and digits without a space.
const MAYBE: [&[&str]; 8] = [
    &["token"],
    &["api", "key"],
    &["apikey"],
    &["private", "key"],
    &["access", "key"],
    &["signing", "key"],
    &["webhook"],
    &["webhook", "url"],
];

/// Where mail becomes a card or an issue: who knows the address can write to the board.
const MAILBOXES: [&str; 2] = ["@boards.trello.com", "@incoming.gitlab.com"];

/// How deep values may lie in each other; none of an export do.
const DEEPEST: usize = 64;

/// Parts of the words above: what holds none of them is looked at no further.
const MARKS: [&str; 8] = [
    "pass",
    "pwd",
    "secret",
    "token",
    "key",
    "webhook",
    "trello.com",
    "gitlab.com",
];

/// What may be kept of values without a field, and the names of what may not.
#[must_use]
pub fn without_secrets(extra: Vec<Extra>) -> (Vec<Extra>, Vec<String>) {
    let mut taken = Vec::new();
    let kept = extra.into_iter().filter_map(|item| {
        let small = item.yaml.to_ascii_lowercase();
        if !MARKS.iter().any(|mark| small.contains(mark)) {
            return Some(item);
        }
        let Ok(Yaml::Mapping(read)) = serde_yaml::from_str(&item.yaml) else {
            return Some(item);
        };
        let clean = mapping(&read, DEEPEST);
        if clean == read {
            return Some(item);
        }
        taken.push(item.key.clone());
        (!clean.is_empty()).then(|| Extra {
            yaml: yaml_lines(&clean),
            key: item.key,
        })
    });
    let kept = kept.collect();
    (kept, taken)
}

fn mapping(read: &Mapping, depth: usize) -> Mapping {
    read.iter()
        .filter_map(|(key, value)| {
            let name = key.as_str().unwrap_or_default();
            Some((key.clone(), yaml(name, value, depth.checked_sub(1)?)?))
        })
        .collect()
}

fn yaml(name: &str, value: &Yaml, depth: usize) -> Option<Yaml> {
    match value {
        Yaml::String(words) => text(name, words).map(Yaml::String),
        Yaml::Sequence(list) => {
            let depth = depth.checked_sub(1)?;
            let kept: Vec<Yaml> = list
                .iter()
                .filter_map(|one| yaml(name, one, depth))
                .collect();
            (!kept.is_empty() || list.is_empty()).then_some(Yaml::Sequence(kept))
        }
        Yaml::Mapping(read) => Some(Yaml::Mapping(mapping(read, depth))),
        other => Some(other.clone()),
    }
}

/// A text that may be kept; of an object written as JSON, what of it may.
fn text(name: &str, words: &str) -> Option<String> {
    if is_secret(name, words) {
        return None;
    }
    if words.starts_with(['{', '['])
        && let Ok(read) = serde_json::from_str::<Json>(words)
    {
        let clean = json(name, &read)?;
        if clean != read {
            return Some(clean.to_string());
        }
    }
    Some(words.to_owned())
}

/// The same for JSON, which its reader lets be nested 128 deep at most.
fn json(name: &str, value: &Json) -> Option<Json> {
    match value {
        Json::String(words) => (!is_secret(name, words)).then(|| value.clone()),
        Json::Array(list) => Some(list.iter().filter_map(|one| json(name, one)).collect()),
        Json::Object(map) => Some(Json::Object(
            map.iter()
                .filter_map(|(key, value)| Some((key.clone(), json(key, value)?)))
                .collect(),
        )),
        other => Some(other.clone()),
    }
}

fn is_secret(name: &str, value: &str) -> bool {
    let small = value.to_ascii_lowercase();
    if MAILBOXES.iter().any(|mailbox| small.contains(mailbox)) {
        return true;
    }
    if value.trim().is_empty() {
        return false;
    }
    let words = words_of(name);
    let ends = |with: &[&str]| {
        words.len() >= with.len() && words[words.len() - with.len()..].iter().eq(with)
    };
    let looks_so = value.len() >= 8
        && !value.contains(char::is_whitespace)
        && value.contains(|c: char| c.is_ascii_digit())
        && value.contains(|c: char| c.is_ascii_alphabetic());
    SECRET.iter().any(|word| ends(&[*word])) || (looks_so && MAYBE.iter().any(|with| ends(with)))
}

/// The words of a name in small letters: `privateKey`, `private_key` and `Custom field (Private key)` end in the same.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small_before = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && small_before) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        small_before = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{Extra, without_secrets};

    fn kept(key: &str, value: &str) -> (String, Vec<String>) {
        let (kept, taken) = without_secrets(vec![Extra::texts(key, &[value.to_owned()])]);
        (kept.into_iter().map(|item| item.yaml).collect(), taken)
    }

    #[test]
    fn secrets_are_not_kept() {
        for (key, value) in [
            ("email", "ada+5f0c+card@boards.trello.com"),
            ("Service desk", "incoming+shop-1-x@incoming.gitlab.com"),
            ("runners_token", "glrt-abc123def"),
            ("Custom field (API key)", "AIza0123456789"),
            ("privateKey", "MIIB0123"),
            ("Password", "correct horse"),
            ("clientSecret", "x"),
            ("webhook", "https://hooks.example.org/T000"),
        ] {
            let (text, taken) = kept(key, value);
            assert_eq!((text.as_str(), taken), ("", vec![key.to_owned()]), "{key}");
        }
        let (text, taken) = kept(
            "hook",
            r#"{"name":"n","config":{"token":"abc12345","url":"u"}}"#,
        );
        assert!(
            text.contains("\"name\"") && text.contains("\"url\""),
            "{text}"
        );
        assert!(!text.contains("abc12345") && taken == ["hook"], "{text}");
    }

    #[test]
    fn what_only_sounds_like_a_secret_is_kept() {
        for (key, value) in [
            ("Password reset", "works"),
            ("Design token", "color primary"),
            ("Key", "SHOP-12345"),
            ("token", "none"),
            ("Secret", ""),
            ("Notes", "the password is asked twice"),
        ] {
            let (text, taken) = kept(key, value);
            assert!(text.contains(value) && taken.is_empty(), "{key}: {text}");
        }
        let comment = Extra {
            key: String::new(),
            yaml: "# a token\n".into(),
        };
        assert_eq!(without_secrets(vec![comment.clone()]).0, [comment]);
    }

    #[test]
    fn deep_values_end() {
        let deep = format!("token: {}1{}\n", "[".repeat(100), "]".repeat(100));
        let _ = without_secrets(vec![Extra {
            key: "token".into(),
            yaml: deep,
        }]);
        let (text, _) = kept("token", &"[".repeat(100_000));
        assert!(!text.is_empty());
    }
}
