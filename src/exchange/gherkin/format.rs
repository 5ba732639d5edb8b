//! Finds feature files and hands over each feature.

use crate::exchange::draft::{Draft, Extra};
use crate::exchange::export_files::files_ending;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::gherkin::feature::{begins_with_feature, read_features};
use crate::exchange::gherkin::story::body;
use crate::exchange::gherkin::write::WRITER;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin, Remark};
use crate::exchange::source::{LARGEST_FILE, Source};
use crate::exchange::text_file::whole_text;
use crate::text::one_line;

/// Gherkin.
pub const FORMAT: Format = Format {
    name: "gherkin",
    title: "Gherkin: `.feature` files of Cucumber and its kin",
    docs: "Reads one `.feature` file, or all in a folder or archive. A feature becomes a story, what it says its text, its tags \
           labels, and each scenario an acceptance criterion with its steps, tables, doc strings and examples as they stand. Rules \
           become headings within the criteria, and one without examples a criterion. `# language:` is followed for the 80 \
           languages of Gherkin; of others the text is kept whole, and said. The path of the file is the story's key, so that a feature is imported once.",
    columns: &[
        ("Background", Fate::Text),
        ("Feature", Fate::Taken("title")),
        ("Rule", Fate::Criteria),
        ("Scenario", Fate::Criteria),
        ("description", Fate::Text),
        ("language", Fate::Kept),
        ("tags", Fate::Taken("labels")),
    ],
    detect,
    read,
    write: Some(WRITER),
};

/// How feature files are called.
const ENDING: &str = ".feature";

fn detect(source: &dyn Source) -> Likeness {
    let (files, _) = files_ending(source, &[ENDING]);
    let Some(first) = files.first() else {
        return Likeness::No;
    };
    if first.to_lowercase().ends_with(ENDING) {
        return Likeness::Sure;
    }
    let Ok(text) = whole_text(source, first, 1024 * 1024) else {
        return Likeness::No;
    };
    // Most texts are something else, and then no language is looked through for their lines.
    if !begins_with_feature(&text) {
        return Likeness::No;
    }
    let found = read_features(&text);
    let has_parts = found
        .features
        .first()
        .is_some_and(|feature| !feature.parts.is_empty());
    Likeness::sure(has_parts && found.stray.is_none())
}

fn read(
    source: &dyn Source,
    _: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let mut report = ReadReport::default();
    let (files, others) = files_ending(source, &[ENDING]);
    let only = files.len() == 1;
    for path in &files {
        let text = match whole_text(source, path, LARGEST_FILE) {
            Ok(text) => text,
            Err(error) if only => return Err(ReadError::Source(error)),
            Err(error) => {
                let remark = Remark::new(Origin::file(path.as_str()), error.to_string());
                report.reported.push(remark);
                continue;
            }
        };
        let found = read_features(&text);
        if found.features.is_empty() {
            let remark = Remark::new(Origin::file(path.as_str()), "no feature begins in it");
            report.reported.push(remark);
            continue;
        }
        if let Some((line, stray)) = &found.stray {
            let short: String = stray.chars().take(60).collect();
            let remark = Remark::new(
                Origin::line(path.as_str(), *line),
                format!("`{short}` stands before the feature"),
            );
            report.reported.push(remark);
        }
        for (number, feature) in found.features.iter().enumerate() {
            let origin = Origin::line(path.as_str(), feature.line);
            let key = match number {
                0 => path.clone(),
                number => format!("{path} feature {}", number + 1),
            };
            let mut draft = Draft::new(origin.clone(), "gherkin", key);
            draft.title = one_line(&feature.name);
            if draft.title.is_empty() {
                let name = path.rsplit('/').next().unwrap_or(path);
                let name = name.strip_suffix(".feature").unwrap_or(name);
                draft.title = name.replace(['_', '-'], " ");
                let text = "the feature has no name; its file's stands for it";
                report.notes.push(Remark::new(origin.clone(), text));
            }
            if found.unknown_language {
                let text = "the words of its language are not known; its text is kept as it stands";
                report.notes.push(Remark::new(origin, text));
            }
            draft.labels = feature.tags.clone();
            if let Some(language) = &found.language {
                draft
                    .extra
                    .push(Extra::texts("language", std::slice::from_ref(language)));
            }
            draft.body = body(&found, feature);
            each(draft);
        }
    }
    let other = |path: String| Remark::new(Origin::file(path), "the file is no `.feature`");
    report.reported.extend(others.into_iter().map(other));
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::format::Likeness;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn a_folder_of_features() {
        let source = MemorySource::new([
            (
                "a/one.feature",
                "@x\nFeature: One\n  Scenario: s\n    Given b\n",
            ),
            ("a/no_name.feature", "Feature:\nFeature: Second\n"),
            ("a/empty.feature", "# nothing\n"),
            ("a/stray.feature", "so\nFeature: Three\n"),
            ("a/steps.rb", "x"),
            ("a/tlh.feature", "# language: xx\nQap: Un\n"),
        ]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
        let (drafts, report) = source.drafts(&FORMAT).unwrap();
        let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
        assert_eq!(titles, ["no name", "Second", "One", "Three", "Un"]);
        assert_eq!(drafts[1].key, "a/no_name.feature feature 2");
        assert_eq!(drafts[2].labels, ["x"]);
        assert_eq!(report.reported.len(), 3);
        assert_eq!(report.notes.len(), 2);
    }

    #[test]
    fn other_texts_are_not_taken() {
        for (text, likeness) in [
            ("Feature: a\n  Scenario: b\n", Likeness::Sure),
            ("Feature: a thing\n", Likeness::No),
            ("As a b\nFeature: a\nScenario: b\n", Likeness::No),
            (
                "# a\n@b\n\nFonctionnalité: a\n  Scénario: b\n",
                Likeness::Sure,
            ),
            ("# language: xx\nQap: a\n  b\n", Likeness::No),
            (
                "[\n  {\"a\": 1}\n]\nFeature: a\nScenario: b\n",
                Likeness::No,
            ),
            ("{\"a\": 1}", Likeness::No),
            ("Summary,Feature: x\nScenario: y,z\n", Likeness::No),
        ] {
            let source = MemorySource::new([("stdin", text)]);
            assert_eq!((FORMAT.detect)(&source), likeness, "{text}");
        }
    }
}
