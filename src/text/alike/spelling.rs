//! Words that are written in two ways, and verbs of which each means the other in a backlog.

/// Two words that are one when joined: "log in" is `login`.
const JOINED: [(&str, &str, &str); 24] = [
    ("check", "box", "checkbox"),
    ("data", "base", "database"),
    ("data", "set", "dataset"),
    ("drop", "down", "dropdown"),
    ("e", "mail", "email"),
    ("file", "name", "filename"),
    ("home", "page", "homepage"),
    ("log", "in", "login"),
    ("log", "into", "login"),
    ("log", "out", "logout"),
    ("meta", "data", "metadata"),
    ("off", "line", "offline"),
    ("on", "line", "online"),
    ("pass", "word", "password"),
    ("pop", "up", "popup"),
    ("sign", "in", "login"),
    ("sign", "into", "login"),
    ("sign", "out", "logout"),
    ("time", "line", "timeline"),
    ("time", "stamp", "timestamp"),
    ("time", "zone", "timezone"),
    ("user", "name", "username"),
    ("web", "site", "website"),
    ("work", "flow", "workflow"),
];

/// Other words for the same, sorted: stems, and the stem that stands for them.
const SAME: [(&str, &str); 12] = [
    ("catalogu", "catalog"),
    ("centr", "center"),
    ("choos", "select"),
    ("display", "show"),
    ("modify", "edit"),
    ("pick", "select"),
    ("purchas", "buy"),
    ("remov", "delet"),
    ("se", "view"),
    ("signin", "login"),
    ("signout", "logout"),
    ("telephon", "phon"),
];

/// The one word for two, where they are one.
pub(super) fn joined(first: &str, second: &str) -> Option<&'static str> {
    JOINED
        .binary_search_by(|(a, b, _)| (*a, *b).cmp(&(first, second)))
        .ok()
        .map(|index| JOINED[index].2)
}

/// Whether a word may be the first of two that are one.
pub(super) fn may_join(first: &str) -> bool {
    JOINED.binary_search_by(|(a, _, _)| (*a).cmp(first)).is_ok()
}

/// The stem that stands for a stem.
pub(super) fn same(stem: &str) -> Option<&'static str> {
    SAME.binary_search_by(|(a, _)| (*a).cmp(stem))
        .ok()
        .map(|index| SAME[index].1)
}

#[cfg(test)]
mod tests {
    use super::{JOINED, SAME, joined, may_join, same};

    #[test]
    fn tables_are_sorted() {
        assert!(JOINED.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)));
        assert!(SAME.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn finds_its_entries() {
        assert_eq!(joined("log", "in"), Some("login"));
        assert_eq!(joined("log", "book"), None);
        assert!(may_join("sign") && !may_join("signs"));
        assert_eq!(same("remov"), Some("delet"));
    }
}
