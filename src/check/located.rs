//! Findings with line and column: what the store found out about their places.

use crate::model::{Diagnostic, Location, Place};

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
/// `locate` is asked once a finding, file by file, so that it can keep the file it read last.
pub fn located<'a>(
    findings: &'a [Diagnostic],
    mut locate: impl FnMut(&Place) -> Location,
) -> Vec<Located<'a>> {
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by(|a, b| a.place.path.cmp(&b.place.path));
    let mut list: Vec<Located<'a>> = sorted
        .into_iter()
        .map(|finding| Located {
            finding,
            location: locate(&finding.place),
        })
        .collect();
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
    use crate::model::{Diagnostic, Location, Place};

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
        let rules: Vec<&str> = located(&findings, |place| {
            asked.push(place.path.clone());
            let crate::model::At::Bytes(range) = &place.at else {
                unreachable!("only bytes were given")
            };
            Location {
                line: range.start + 1,
                ..Location::START
            }
        })
        .iter()
        .map(|item| item.finding.rule)
        .collect();
        assert_eq!(rules, ["also-two", "two", "three", "one"]);
        assert_eq!(asked, ["a.md", "a.md", "b.md", "b.md"]);
    }
}
