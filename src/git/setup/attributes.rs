//! The lines of `.gitattributes` that say how stories and figures of metrics merge.

/// The file, relative to the backlog directory.
pub const ATTRIBUTES_FILE: &str = ".gitattributes";

/// The lines: stories, at any depth, field by field; figures of metrics, the days of both sides.
pub const ATTRIBUTES_LINES: [&str; 2] = ["stories/**/*.md merge=po", "metrics/*.csv merge=union"];

/// Whether a line gives files the driver.
#[must_use]
pub fn names_driver(text: &str) -> bool {
    let gives = |line: &str| {
        let line = line.trim();
        !line.starts_with('#')
            && line
                .split_whitespace()
                .skip(1)
                .any(|word| word == "merge=po")
    };
    text.lines().any(gives)
}

/// Whether a line says how files of figures merge.
fn names_metrics(text: &str) -> bool {
    let says = |line: &str| {
        let mut words = line.split_whitespace();
        let pattern = words.next().unwrap_or_default();
        let is_merge = |word: &str| word.trim_start_matches(['-', '!']).starts_with("merge");
        pattern.trim_start_matches('/').starts_with("metrics/") && words.any(is_merge)
    };
    text.lines().any(says)
}

/// The lines of ours that a text has not, and needs: where a line of the team's own says the same or otherwise, that one holds.
fn missing(text: &str) -> Vec<&'static str> {
    let driver = (!names_driver(text)).then_some(ATTRIBUTES_LINES[0]);
    let metrics = (!names_metrics(text)).then_some(ATTRIBUTES_LINES[1]);
    driver.into_iter().chain(metrics).collect()
}

/// The text with the lines that it lacks at its end, and these lines; none where it lacks none.
#[must_use]
pub fn with_lines(text: &str) -> Option<(String, Vec<&'static str>)> {
    let missing = missing(text);
    if missing.is_empty() {
        return None;
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        new.push_str(newline);
    }
    for line in &missing {
        new.push_str(line);
        new.push_str(newline);
    }
    Some((new, missing))
}

/// The text without the lines, where they are there as they were written.
#[must_use]
pub fn without_lines(text: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let before = lines.len();
    for ours in ATTRIBUTES_LINES {
        if let Some(at) = lines.iter().rposition(|line| line.trim_end() == ours) {
            lines.remove(at);
        }
    }
    (lines.len() < before).then(|| lines.concat())
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES_LINES, names_driver, with_lines, without_lines};

    #[test]
    fn what_was_put_in_comes_out() {
        for before in [
            "",
            "*.csv text\n",
            "*.csv text",
            "# merge=po\r\n*.png binary\r\n",
        ] {
            let (with, added) = with_lines(before).unwrap();
            assert_eq!(added, ATTRIBUTES_LINES);
            assert!(names_driver(&with) && added.iter().all(|line| with.contains(line)));
            assert_eq!(with_lines(&with), None);
            let after = without_lines(&with).unwrap();
            assert_eq!(after.trim_end(), before.trim_end());
            assert_eq!(without_lines(&after), None);
        }
    }

    #[test]
    fn what_was_set_up_before_gets_the_line_that_it_lacks() {
        let old = "stories/**/*.md merge=po\n";
        let (new, added) = with_lines(old).unwrap();
        assert_eq!(added, [ATTRIBUTES_LINES[1]]);
        assert_eq!(new, format!("{old}{}\n", ATTRIBUTES_LINES[1]));
        assert_eq!(without_lines(old).as_deref(), Some(""));
    }

    #[test]
    fn lines_of_the_teams_own_stay() {
        let own = "stories/*.md  merge=po text\n/metrics/** -merge\n";
        assert!(names_driver(own));
        assert_eq!((with_lines(own), without_lines(own)), (None, None));
        assert!(!names_driver("*.md merge=union\n*.md -merge\n"));
    }
}
