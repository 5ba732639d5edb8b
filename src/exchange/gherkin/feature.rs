//! A feature file taken apart by its lines: nothing is lost, nothing inside a doc string counts.

use crate::exchange::gherkin::words::{Heading, Language, language_of_feature};

/// A part of a feature: a background, a rule or a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Heading,
    /// Its name.
    pub name: String,
    /// Its lines with tags and comments before it, without the indent that all have.
    pub text: String,
}

/// A feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// The line it begins in, from 1.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Its tags, without `@`.
    pub tags: Vec<String>,
    /// What stands between its name and the first part.
    pub description: String,
    /// Comments before and in it, outside of parts.
    pub comments: Vec<String>,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeatureFile {
    /// The language that it names.
    pub language: Option<String>,
    /// Whether the words of that language are known and English.
    pub english: bool,
    /// Whether the words of the language are not known; then all after the feature's name is one part.
    pub unknown_language: bool,
    /// Its features: one, as a rule.
    pub features: Vec<Feature>,
    /// The first line before any feature that is neither comment nor tag.
    pub stray: Option<(usize, String)>,
}

/// Whether a feature begins before anything else does, in a language that is known or named.
#[must_use]
pub fn begins_with_feature(text: &str) -> bool {
    let lines = text.lines().map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with('@'));
    let said = lines.find(|line| !line.starts_with('#') || language_line(line).is_some());
    said.is_some_and(|line| line.starts_with('#') || language_of_feature(line).is_some())
}

/// Takes a file apart.
#[must_use]
pub fn read_features(text: &str) -> FeatureFile {
    let mut file = FeatureFile::default();
    let mut language = None;
    let mut pending: Vec<&str> = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if let Some(mark) = fence {
            block.push(line);
            if trimmed.starts_with(mark) {
                fence = None;
            }
            continue;
        }
        if let Some(code) = language_line(trimmed).filter(|_| file.features.is_empty()) {
            language = Language::of(code);
            file.language = Some(code.to_owned());
            file.unknown_language = language.is_none();
            continue;
        }
        if trimmed.is_empty() || trimmed.starts_with(['#', '@']) {
            pending.push(line);
            continue;
        }
        let words = language
            .or_else(|| language_of_feature(trimmed))
            .unwrap_or(Language::english());
        let heading = match words.heading(trimmed) {
            None if file.unknown_language && file.features.is_empty() => trimmed
                .split_once(':')
                .map(|(_, name)| (Heading::Feature, name.trim())),
            heading => heading,
        };
        match heading {
            Some((Heading::Feature, name)) => {
                close(&mut file, &mut block);
                if !file.unknown_language {
                    language = Some(words);
                }
                file.english = words.is_english() && !file.unknown_language;
                let (tags, comments) = tags_and_comments(&mut pending);
                file.features.push(Feature {
                    line: number + 1,
                    name: name.to_owned(),
                    tags,
                    description: String::new(),
                    comments,
                    parts: Vec::new(),
                });
            }
            Some((kind, name)) if !file.features.is_empty() && !file.unknown_language => {
                close(&mut file, &mut block);
                if let Some(feature) = file.features.last_mut() {
                    feature.parts.push(Part {
                        kind,
                        name: name.to_owned(),
                        text: String::new(),
                    });
                }
                block.append(&mut pending);
                block.push(line);
            }
            _ if file.features.is_empty() => {
                file.stray.get_or_insert((number + 1, trimmed.to_owned()));
            }
            _ => {
                block.append(&mut pending);
                block.push(line);
                // Behave knows a third mark.
                fence = ["\"\"\"", "```", "'''"]
                    .into_iter()
                    .find(|mark| trimmed.starts_with(mark));
            }
        }
    }
    block.append(&mut pending);
    close(&mut file, &mut block);
    file
}

/// The language that a line `# language: fr` names.
fn language_line(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?.trim_start();
    let word = rest
        .get(..8)
        .filter(|word| word.eq_ignore_ascii_case("language"))?;
    let code = rest[word.len()..].trim_start().strip_prefix(':')?.trim();
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!code.is_empty() && code.len() < 20 && code.chars().all(is_code)).then_some(code)
}

/// Puts the lines so far where they belong: into the last part, or the description of the feature.
fn close(file: &mut FeatureFile, block: &mut Vec<&str>) {
    let lines = std::mem::take(block);
    let Some(feature) = file.features.last_mut() else {
        return;
    };
    if let Some(part) = feature.parts.last_mut() {
        part.text = dedent(&lines);
        return;
    }
    let (comments, words): (Vec<&str>, Vec<&str>) = lines
        .into_iter()
        .partition(|line| line.trim().starts_with('#'));
    let plain = |line: &str| line.trim().trim_start_matches('#').trim().to_owned();
    feature.comments.extend(
        comments
            .into_iter()
            .map(plain)
            .filter(|line| !line.is_empty()),
    );
    let lines: Vec<String> = dedent(&words).lines().map(unescaped).collect();
    feature.description = lines.join("\n");
}

/// Whether a line of a description would be read as something else: a comment, a tag, a doc string or a heading.
fn is_special(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '@'])
        || line.starts_with("\"\"\"")
        || line.starts_with("```")
        || line.starts_with("'''")
        || Language::english().heading(line).is_some()
}

/// A line with a `\` before what would be read as something else.
#[must_use]
pub fn escaped(line: &str) -> String {
    let bare = line.trim_start();
    let indent = &line[..line.len() - bare.len()];
    match is_special(bare.trim_start_matches('\\')) {
        true => format!("{indent}\\{bare}"),
        false => line.to_owned(),
    }
}

/// A line without that mark.
#[must_use]
pub fn unescaped(line: &str) -> String {
    let bare = line.trim_start();
    let indent = &line[..line.len() - bare.len()];
    match bare.strip_prefix('\\') {
        Some(rest) if is_special(rest.trim_start_matches('\\')) => format!("{indent}{rest}"),
        _ => line.to_owned(),
    }
}

fn tags_and_comments(pending: &mut Vec<&str>) -> (Vec<String>, Vec<String>) {
    let mut tags = Vec::new();
    let mut comments = Vec::new();
    for line in pending.drain(..).map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            comments.extend(Some(comment.trim().to_owned()).filter(|text| !text.is_empty()));
            continue;
        }
        let (words, comment) = line.split_once(" #").unwrap_or((line, ""));
        comments.extend(Some(comment.trim().to_owned()).filter(|text| !text.is_empty()));
        let names = words
            .split('@')
            .map(str::trim)
            .filter(|tag| !tag.is_empty());
        for tag in names.map(str::to_owned) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    (tags, comments)
}

/// Lines without the white space that all of them begin with, and without empty lines around them.
#[must_use]
pub fn dedent(lines: &[&str]) -> String {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = filled
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let cut: Vec<&str> = lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default().trim_end())
        .collect();
    cut.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::read_features;
    use crate::exchange::gherkin::words::Heading;

    #[test]
    fn a_file_is_taken_apart() {
        let text = "# why\n@a @b-1 #later\n@c\nFeature: One\n  As a b\n  # inside\n  I want c\n\n  Background:\n    Given x\n\n  \
                    @d\n  Scenario: Two\n    Given y\n      \"\"\"\n    Scenario: no\n      \"\"\"\n  Rule: R\n    says\n\n    \
                    Example: Three\n      Then z\n      | a |\n\n  # last\n";
        let file = read_features(text);
        let feature = &file.features[0];
        assert_eq!((feature.name.as_str(), feature.line), ("One", 4));
        assert_eq!(feature.tags, ["a", "b-1", "c"]);
        assert_eq!(feature.comments, ["why", "later", "inside"]);
        assert_eq!(feature.description, "As a b\nI want c");
        let kinds: Vec<Heading> = feature.parts.iter().map(|part| part.kind).collect();
        assert_eq!(
            kinds,
            [
                Heading::Background,
                Heading::Scenario,
                Heading::Rule,
                Heading::Scenario
            ]
        );
        assert!(
            feature.parts[1]
                .text
                .starts_with("@d\nScenario: Two\n  Given y")
        );
        assert!(feature.parts[1].text.contains("Scenario: no"));
        assert!(
            feature.parts[3].text.ends_with("| a |\n\n# last"),
            "{}",
            feature.parts[3].text
        );
    }

    #[test]
    fn a_doc_string_holds_no_headings() {
        for mark in ["\"\"\"", "```", "'''"] {
            let text = format!(
                "Feature: One\n  Scenario: a\n    Given b\n      {mark}\n      Feature: Two\n        Scenario: c\n      {mark}\n"
            );
            let file = read_features(&text);
            assert_eq!(file.features.len(), 1, "{mark}");
            assert_eq!(file.features[0].parts.len(), 1, "{mark}");
        }
    }

    #[test]
    fn languages_and_strays() {
        let french = read_features("#language:fr\nFonctionnalité: Un\n  Scénario: a\n    Soit b\n");
        assert_eq!(french.features[0].parts.len(), 1);
        assert!(!french.english && french.language.as_deref() == Some("fr"));
        let klingon = read_features("# language: xx\nQap: Un\n  lut: a\n    ghu' b\n");
        assert!(klingon.unknown_language);
        assert_eq!(klingon.features[0].description, "lut: a\n  ghu' b");
        let unnamed = read_features("Funktionalität: Kasse\n  Szenario: a\n");
        assert_eq!(unnamed.features[0].parts.len(), 1);
        assert!(read_features("text\nmore").stray.is_some());
        assert_eq!(read_features("Feature: a\nFeature: b\n").features.len(), 2);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = read_features(&text);
        }

        #[test]
        fn each_step_stays(steps in proptest::collection::vec("[a-z]{1,8}", 0..20)) {
            let lines: Vec<String> = steps.iter().map(|step| format!("    Given {step}\n")).collect();
            let file = read_features(&format!("Feature: a\n  Scenario: b\n{}", lines.concat()));
            for step in &steps {
                assert!(file.features[0].parts[0].text.contains(&format!("Given {step}")));
            }
        }
    }
}
