//! Comments in front matter, so that none is lost when its key is taken elsewhere.

use serde_yaml::Value;

use crate::exchange::backlog_md::entries::Entry;

/// How many places of an entry are looked at; beyond it, all of its lines are taken for comments.
const MOST_PLACES: usize = 64;

/// Returns the comments within an entry's own lines, each as a comment line that shows what it stood beside.
#[must_use]
pub fn comments_within(entry: &Entry) -> String {
    if !entry.yaml.contains('#') {
        return String::new();
    }
    let Ok(value) = serde_yaml::from_str::<Value>(&entry.yaml) else {
        return String::new();
    };
    let mut found = String::new();
    let mut places = 0;
    let mut at = 0;
    for line in entry.yaml.split_inclusive('\n') {
        let mut commented = false;
        for (mark, _) in line.match_indices('#') {
            let before = line[..mark].chars().next_back();
            if before.is_some_and(|c| !c.is_whitespace()) {
                continue;
            }
            places += 1;
            // What can be cut without a change of the value is a comment.
            commented = places > MOST_PLACES || {
                let rest = &entry.yaml[at + line.trim_end_matches('\n').len()..];
                let cut = format!("{}{}{rest}", &entry.yaml[..at], &line[..mark]);
                serde_yaml::from_str::<Value>(&cut).is_ok_and(|other| other == value)
            };
            if commented {
                break;
            }
        }
        if commented {
            let text = line.trim();
            if !text.starts_with('#') {
                found.push_str("# ");
            }
            found.push_str(text);
            found.push('\n');
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::comments_within;
    use crate::exchange::backlog_md::entries::read_header;

    fn comments(yaml: &str) -> String {
        comments_within(&read_header(yaml).unwrap().entries[0])
    }

    #[test]
    fn tells_comments_from_text() {
        assert_eq!(
            comments("status: Done # really\n"),
            "# status: Done # really\n"
        );
        assert_eq!(
            comments("title: 'Fix #12 now' # sure\n"),
            "# title: 'Fix #12 now' # sure\n"
        );
        assert_eq!(comments("title: 'Fix #12 now'\n"), "");
        assert_eq!(comments("url: http://x/#top\n"), "");
        assert_eq!(comments("text: |\n  # not one\n  b\n"), "");
        assert_eq!(
            comments("labels:\n  # why\n  - a # first\n  - 'b #2'\n"),
            "# why\n# - a # first\n"
        );
        assert_eq!(comments("title: Fix #12\n"), "# title: Fix #12\n");
    }

    #[test]
    fn many_marks_end() {
        let yaml = format!("t: '{}'\n", " #".repeat(10_000));
        assert_eq!(comments(&yaml).lines().count(), 1);
    }
}
