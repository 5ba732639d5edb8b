//! Findings with line and column: what the store found out about their places.

use crate::model::{At, Diagnostic, Location};

/// A finding and where it stands.
#[derive(Debug, Clone)]
pub struct Located<'a> {
    /// What is wrong.
    pub finding: &'a Diagnostic,
    /// Where.
    pub location: Location,
    /// The words of the file that it is about, as [`source_text`](crate::check::source_text) gives them.
    pub text: String,
}

impl Located<'_> {
    /// What to do; where nothing is said about that, the words beside the source line.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        let label = Some(self.finding.label.as_str()).filter(|label| !label.is_empty());
        self.finding.fix.as_deref().or(label)
    }

    /// What is wrong and what to do, on one line: `message; help`. It is not escaped.
    #[must_use]
    pub fn sentence(&self) -> String {
        let message = &self.finding.message;
        self.help()
            .map_or_else(|| message.clone(), |help| format!("{message}; {help}"))
    }

    /// Its file. `prefix` stands before it, as in `backlog/`.
    #[must_use]
    pub fn path(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.finding.place.path)
    }

    /// Whom it is about, whatever its file is called: the id of its story, else the file from the backlog directory.
    #[must_use]
    pub fn owner(&self) -> &str {
        let path = &self.finding.place.path;
        self.finding.story.as_deref().unwrap_or(path)
    }
}

/// Returns the findings with their locations, by path, then from the top of each file to its end, then by rule.
///
/// `locate` is asked once a file for all of its places, so that a file with many findings is read and looked through once. It
/// gives each location with the words that stand there.
pub fn located<'a>(
    findings: &'a [Diagnostic],
    mut locate: impl FnMut(&str, &[&At]) -> Vec<(Location, String)>,
) -> Vec<Located<'a>> {
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by(|a, b| a.place.path.cmp(&b.place.path));
    let mut list: Vec<Located<'a>> = Vec::with_capacity(sorted.len());
    for file in sorted.chunk_by(|a, b| a.place.path == b.place.path) {
        let places: Vec<&At> = file.iter().map(|finding| &finding.place.at).collect();
        let locations = locate(&file[0].place.path, &places);
        list.extend(
            file.iter()
                .zip(locations)
                .map(|(&finding, (location, text))| Located {
                    finding,
                    location,
                    text,
                }),
        );
    }
    list.sort_by(|a, b| {
        let key = |item: &Located<'a>| (item.location, item.finding.rule);
        a.finding
            .place
            .path
            .cmp(&b.finding.place.path)
            .then_with(|| key(a).cmp(&key(b)))
    });
    list
}

#[cfg(test)]
mod tests {
    use super::located;
    use crate::model::{At, Diagnostic, Location, Place};

    #[test]
    fn goes_through_each_file_from_top_to_end() {
        let at = |path: &str, start: usize, rule: &'static str| {
            Diagnostic::error(rule, Place::bytes(path, start..start), "x", "")
        };
        let findings = [
            at("b.md", 1, "one"),
            at("a.md", 9, "two"),
            at("b.md", 0, "three"),
            at("a.md", 9, "also-two"),
        ];
        let mut asked = Vec::new();
        let rules: Vec<&str> = located(&findings, |path, places| {
            asked.push(path.to_owned());
            let location = |at: &&At| match at {
                At::Bytes(range) => Location {
                    line: range.start + 1,
                    ..Location::START
                },
                _ => unreachable!("only bytes were given"),
            };
            let found = places.iter().map(location);
            found.map(|location| (location, String::new())).collect()
        })
        .iter()
        .map(|item| item.finding.rule)
        .collect();
        assert_eq!(rules, ["also-two", "two", "three", "one"]);
        assert_eq!(asked, ["a.md", "b.md"]);
    }
}
