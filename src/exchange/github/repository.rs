//! Which repository an issue is of, and what its references mean.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::exchange::record_reader::{elements, text_of};

/// A place of an issue: its repository where that is known, and its number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// `owner/name`, or empty.
    pub repository: String,
    /// The number, or empty.
    pub number: String,
}

impl Place {
    /// Where a record stands, by its addresses.
    #[must_use]
    pub fn of(record: &Value) -> Self {
        let addresses = ["html_url", "url", "repository_url", "repository"];
        let found = addresses
            .iter()
            .filter_map(|key| record[*key].as_str())
            .find_map(Self::of_address);
        let full_name = ["full_name", "nameWithOwner"]
            .iter()
            .find_map(|key| record["repository"][*key].as_str());
        let mut place = found.unwrap_or_default();
        if let (true, Some(name)) = (place.repository.is_empty(), full_name) {
            name.clone_into(&mut place.repository);
        }
        // A script that gathers several repositories writes down their names alone.
        let mut names = ["repository", "repo", "repo_name", "repositoryName"].iter();
        if place.repository.is_empty()
            && let Some(name) = names.find_map(|key| record[*key].as_str())
        {
            name.trim().clone_into(&mut place.repository);
        }
        if let Some(number) = text_of(&record["number"]) {
            place.number = number;
        }
        place
    }

    /// Reads `https://github.com/o/r/issues/12`, `https://api.github.com/repos/o/r/issues/12`, `o/r#12` and `o/r`.
    #[must_use]
    pub fn of_address(address: &str) -> Option<Self> {
        let address = address.trim();
        let path = match address.split_once("://") {
            Some((_, rest)) => rest.split_once('/')?.1,
            None => address,
        };
        let path = path.strip_prefix("api/v3/").unwrap_or(path);
        let path = path.strip_prefix("repos/").unwrap_or(path);
        let (path, number) = match path.split_once('#') {
            Some((path, number)) if !path.contains("/issues/") => (path, number),
            _ => (path, ""),
        };
        let mut parts = path.split('/');
        let (owner, name) = (parts.next()?, parts.next()?);
        let number = match (number, parts.next()) {
            ("", Some("issues")) => parts.next().unwrap_or_default(),
            (number, _) => number,
        };
        let number: String = number.chars().take_while(char::is_ascii_digit).collect();
        (!owner.is_empty() && !name.is_empty()).then(|| Self {
            repository: format!("{owner}/{name}"),
            number,
        })
    }

    /// A name that no other issue has: `o/r#12`; without a repository the number.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.repository.is_empty(), self.number.is_empty()) {
            (_, true) => String::new(),
            (true, false) => self.number.clone(),
            (false, false) => format!("{}#{}", self.repository, self.number),
        }
    }

    /// The key by which a reference finds the issue: its number, where that is clear. A number alone is of the repository of
    /// the issue that names it.
    #[must_use]
    pub fn key_from(&self, other: &Self, repositories: &BTreeSet<String>) -> String {
        let same = self.repository.is_empty() || self.repository == other.repository;
        if same && repositories.len() < 2 {
            return self.number.clone();
        }
        let repository = match self.repository.is_empty() {
            true => &other.repository,
            false => &self.repository,
        };
        let (repository, number) = (repository.clone(), self.number.clone());
        Self { repository, number }.name()
    }
}

/// The issues that a value names: numbers, addresses, or objects with them.
#[must_use]
pub fn references(value: &Value) -> Vec<Place> {
    let one = |value: &Value| match value {
        Value::Number(number) => Some(Place {
            repository: String::new(),
            number: number.to_string(),
        }),
        Value::String(text) => match text.trim().trim_start_matches('#') {
            number if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
                Some(Place {
                    repository: String::new(),
                    number: number.to_owned(),
                })
            }
            address => Place::of_address(address),
        },
        Value::Object(_) => Some(Place::of(value)),
        _ => None,
    };
    let list = elements(value);
    let found: Vec<Place> = if list.is_empty() {
        one(value).into_iter().collect()
    } else {
        list.iter().filter_map(one).collect()
    };
    let has_number = |place: &Place| !place.number.is_empty();
    found.into_iter().filter(has_number).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Place, references};

    #[test]
    fn addresses_say_repository_and_number() {
        for (address, name) in [
            ("https://github.com/o/r/issues/12", "o/r#12"),
            ("https://api.github.com/repos/o/r/issues/12", "o/r#12"),
            ("https://ghe.example/api/v3/repos/o/r/issues/12", "o/r#12"),
            ("https://github.com/o/r/issues/12#issuecomment-1", "o/r#12"),
            ("o/r#12", "o/r#12"),
            ("https://github.com/o/r", ""),
        ] {
            assert_eq!(Place::of_address(address).unwrap().name(), name);
        }
        assert_eq!(Place::of_address("text"), None);
    }

    #[test]
    fn a_bare_name_of_a_repository_tells_numbers_apart() {
        for (record, name) in [
            (json!({"number": 1, "repo": "a"}), "a#1"),
            (json!({"number": 1, "repository": "o/b"}), "o/b#1"),
            (
                json!({"number": 1, "repository": {"nameWithOwner": "o/c"}, "repo": "c"}),
                "o/c#1",
            ),
            (json!({"number": 1, "repo": null}), "1"),
        ] {
            assert_eq!(Place::of(&record).name(), name);
        }
    }

    #[test]
    fn a_number_alone_is_of_its_own_repository() {
        let place = |name: &str| Place::of_address(name).unwrap();
        let bare = &references(&json!(4))[0];
        let several = ["o/a".to_owned(), "o/b".to_owned()].into();
        assert_eq!(bare.key_from(&place("o/b#5"), &several), "o/b#4");
        assert_eq!(place("o/a#4").key_from(&place("o/b#5"), &several), "o/a#4");
        let one = ["o/b".to_owned()].into();
        assert_eq!(bare.key_from(&place("o/b#5"), &one), "4");
    }

    #[test]
    fn references_are_found_in_any_form() {
        let names = |value| {
            references(&value)
                .iter()
                .map(Place::name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(json!(12)), ["12"]);
        assert_eq!(names(json!("#12")), ["12"]);
        assert_eq!(names(json!([{"number": 1}, {"number": 2}])), ["1", "2"]);
        assert_eq!(
            names(json!({"nodes": [{"number": 1, "url": "https://g.example/o/r/issues/1"}]})),
            ["o/r#1"]
        );
        assert!(names(json!({"total": 3})).is_empty());
        assert!(names(json!(null)).is_empty());
    }
}
