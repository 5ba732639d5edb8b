//! Which project of a tool an item is of, as far as its address tells: numbers count anew in each.

use crate::exchange::key::fold_key;

/// What stands between a project and the number of an item, and may be another word in the next export.
const KINDS: [&str; 7] = [
    "-",
    "issue",
    "issues",
    "work_items",
    "incidents",
    "epics",
    "pull",
];

/// What the addresses of one project's items begin with: the host and the path before the key, such as `github.com/a/b`.
/// None where the address does not hold the key, so that it tells nothing of a project.
#[must_use]
pub fn project_of(key: &str, url: &str) -> Option<String> {
    let key = fold_key(key);
    let (_, rest) = url.trim().split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
    // In Azure DevOps a number is of a whole organisation, and an item may go from project to project.
    if key.is_empty() || parts.contains(&"_workitems") {
        return None;
    }
    let is_key = |part: &&str| fold_key(part) == key;
    let place = parts.iter().skip(1).rposition(is_key)? + 1;
    let mut project = &parts[..place];
    while let [before @ .., last] = project {
        if before.is_empty() || !KINDS.contains(last) {
            break;
        }
        project = before;
    }
    let project = project.join("/").to_lowercase();
    Some(match project.strip_prefix("www.") {
        Some(rest) => rest.to_owned(),
        None => project,
    })
}

#[cfg(test)]
mod tests {
    use super::project_of;

    #[test]
    fn an_address_tells_the_project_before_the_key() {
        let of = |key: &str, url: &str| project_of(key, url).unwrap_or_default();
        let github = of("1", "https://github.com/A/b/issues/1");
        assert_eq!(github, "github.com/a/b");
        assert_eq!(
            github,
            of("01", "http://www.github.com/a/b/issues/1?x=2#note_1")
        );
        assert_ne!(github, of("1", "https://github.com/c/d/issues/1"));
        let gitlab = of("7", "https://gitlab.com/g/sub/p/-/issues/7");
        assert_eq!(gitlab, "gitlab.com/g/sub/p");
        assert_eq!(gitlab, of("7", "https://gitlab.com/g/sub/p/-/work_items/7"));
        // What stands after the key may change with the title.
        assert_eq!(
            of("ENG-1", "https://linear.app/team/issue/ENG-1/old"),
            of("ENG-1", "https://linear.app/team/issue/ENG-1")
        );
    }

    #[test]
    fn an_address_without_the_key_tells_nothing() {
        for (key, url) in [
            ("1", "https://example.org/a"),
            ("1", "1"),
            ("", "https://github.com/a/b/issues/"),
            ("example.org", "https://example.org/1"),
            ("12", "https://dev.azure.com/o/p/_workitems/edit/12"),
        ] {
            assert_eq!(project_of(key, url), None, "{url}");
        }
    }
}
