//! Findings with line and column: what the store found out about their places.

use crate::model::{At, Diagnostic, Location};

/// A finding and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Located<'a> {
    /// What is wrong.
    pub finding: &'a Diagnostic,
    /// Where.
    pub location: Location,
}

/// Returns the findings with their locations, by path, then from the top of each file to its end, then by rule.
///
/// `locate` is asked once a file for all of its places, so that a file with many findings is read and looked through once.
pub fn located<'a>(
    findings: &'a [Diagnostic],
    mut locate: impl FnMut(&str, &[&At]) -> Vec<Location>,
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
                .map(|(&finding, location)| Located { finding, location }),
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
            places.iter().map(location).collect()
        })
        .iter()
        .map(|item| item.finding.rule)
        .collect();
        assert_eq!(rules, ["also-two", "two", "three", "one"]);
        assert_eq!(asked, ["a.md", "b.md"]);
    }
}
