//! The line of `.gitattributes` that gives stories their merge driver.

/// The file, relative to the backlog directory.
pub const ATTRIBUTES_FILE: &str = ".gitattributes";

/// The line: stories, at any depth.
pub const ATTRIBUTES_LINE: &str = "stories/**/*.md merge=po";

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

/// The text with the line at its end, unless a line gives files the driver already.
#[must_use]
pub fn with_line(text: &str) -> Option<String> {
    if names_driver(text) {
        return None;
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        newline
    };
    Some(format!("{text}{gap}{ATTRIBUTES_LINE}{newline}"))
}

/// The text without the line, where it is there as it was written.
#[must_use]
pub fn without_line(text: &str) -> Option<String> {
    let is_ours = |line: &&str| line.trim_end() == ATTRIBUTES_LINE;
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = lines.iter().rposition(is_ours)?;
    lines.remove(at);
    Some(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES_LINE, names_driver, with_line, without_line};

    #[test]
    fn what_was_put_in_comes_out() {
        for before in [
            "",
            "*.csv text\n",
            "*.csv text",
            "# merge=po\r\n*.png binary\r\n",
        ] {
            let with = with_line(before).unwrap();
            assert!(names_driver(&with) && with.contains(ATTRIBUTES_LINE));
            assert_eq!(with_line(&with), None);
            let after = without_line(&with).unwrap();
            assert_eq!(after.trim_end(), before.trim_end());
            assert_eq!(without_line(&after), None);
        }
    }

    #[test]
    fn a_line_of_the_teams_own_stays() {
        let own = "stories/*.md  merge=po text\n";
        assert!(names_driver(own));
        assert_eq!((with_line(own), without_line(own)), (None, None));
        assert!(!names_driver("*.md merge=union\n*.md -merge\n"));
    }
}
