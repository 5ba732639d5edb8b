//! What the headings of Gherkin are called, in the languages that people write features in.

use crate::exchange::gherkin::languages::LANGUAGES;

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// A feature.
    Feature,
    /// What holds before each scenario.
    Background,
    /// A group of scenarios.
    Rule,
    /// A scenario or an outline of scenarios.
    Scenario,
}

const KINDS: [Heading; 4] = [
    Heading::Feature,
    Heading::Background,
    Heading::Rule,
    Heading::Scenario,
];

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    code: &'static str,
    /// The words of each kind of heading.
    words: [&'static str; 4],
}

/// All languages, English first.
fn languages() -> impl Iterator<Item = Language> {
    LANGUAGES.lines().map(|line| {
        let mut parts = line.split("; ");
        let mut next = || parts.next().unwrap_or_default();
        Language {
            code: next(),
            words: [next(), next(), next(), next()],
        }
    })
}

impl Language {
    /// The language of a code such as `fr` or `pt-BR`; none where its words are not known.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim().to_lowercase().replace('_', "-");
        let short = code.split('-').next().unwrap_or_default();
        let find = |wanted: &str| languages().find(|language| language.code == wanted);
        find(&code).or_else(|| find(short))
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self {
            code: "en",
            words: [
                "feature|business need|ability",
                "background",
                "rule",
                "scenario|example|scenario outline|scenario template",
            ],
        }
    }

    /// Whether it is English.
    #[must_use]
    pub fn is_english(self) -> bool {
        self.code == "en"
    }

    /// Its code as Gherkin spells it: `de`, `zh-CN`, `sr-Latn`, `en-lol`.
    #[must_use]
    pub fn code(self) -> String {
        match self.code.split_once('-') {
            Some((first, _)) if first == "en" && self.code != "en-scouse" => self.code.to_owned(),
            Some((first, place)) if place.len() == 2 => format!("{first}-{}", place.to_uppercase()),
            Some((first, script)) => format!("{first}-{}", capitalised(script)),
            None => self.code.to_owned(),
        }
    }

    /// The usual word for a kind of heading, as a line begins with it.
    #[must_use]
    pub fn word(self, kind: Heading) -> String {
        let words = KINDS.into_iter().zip(self.words);
        let own = words.filter(|(other, _)| *other == kind);
        let first = own.filter_map(|(_, words)| words.split('|').next()).next();
        capitalised(first.unwrap_or_default())
    }

    /// What a line begins, and the name after the colon.
    #[must_use]
    pub fn heading(self, line: &str) -> Option<(Heading, &str)> {
        let line = line.trim();
        let at = line.find([':', '：'])?;
        // No heading's word is longer.
        if at > 80 {
            return None;
        }
        let word = line[..at].trim().to_lowercase();
        let name = line[at..].trim_start_matches([':', '：']).trim();
        if word == "rule" {
            return Some((Heading::Rule, name));
        }
        let found = KINDS
            .into_iter()
            .zip(self.words)
            .find(|(_, words)| words.split('|').any(|known| known == word));
        found.map(|(kind, _)| (kind, name))
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The first language in which all these lines are headings; English where there are none.
#[must_use]
pub fn language_of_headings(lines: &[&str]) -> Option<Language> {
    languages().find(|language| lines.iter().all(|line| language.heading(line).is_some()))
}

/// The language in which a line begins a feature, where no line names it.
#[must_use]
pub fn language_of_feature(line: &str) -> Option<Language> {
    languages().find(|language| matches!(language.heading(line), Some((Heading::Feature, _))))
}

#[cfg(test)]
mod tests {
    use super::{Heading, Language, language_of_feature, language_of_headings, languages};

    #[test]
    fn words_are_in_lower_case() {
        assert_eq!(languages().next().unwrap().words, Language::english().words);
        for language in languages() {
            assert!(!language.code.is_empty() && language.code.is_ascii());
            for word in language.words.iter().flat_map(|words| words.split('|')) {
                assert_eq!(word.to_lowercase(), word);
                assert!(
                    !word.is_empty() && word.len() <= 80,
                    "{}: {word}",
                    language.code
                );
            }
        }
    }

    #[test]
    fn headings_are_told_in_each_language() {
        let french = Language::of("fr").unwrap();
        assert_eq!(
            french.heading("  Scénario : Un"),
            Some((Heading::Scenario, "Un"))
        );
        assert_eq!(
            french.heading("Scenario: Un"),
            Some((Heading::Scenario, "Un"))
        );
        assert_eq!(
            Language::of("pt-BR").unwrap().heading("Cenário: x"),
            Some((Heading::Scenario, "x"))
        );
        assert_eq!(
            Language::of("en-lol").unwrap().heading("MISHUN: x"),
            Some((Heading::Scenario, "x"))
        );
        assert_eq!(
            Language::of("sr-Latn").unwrap().heading("Primer: x"),
            Some((Heading::Scenario, "x"))
        );
        assert!(Language::of("xx").is_none());
        for (lines, code, word) in [
            (&["Szenario: a", "Grundlage:"][..], "de", "Funktionalität"),
            (&["場景: a", "背景:"][..], "zh-TW", "功能"),
            (&[][..], "en", "Feature"),
        ] {
            let language = language_of_headings(lines).unwrap();
            assert_eq!(
                (&*language.code(), &*language.word(Heading::Feature)),
                (code, word)
            );
        }
        assert!(language_of_headings(&["Szenario: a", "Escenario: b"]).is_none());
        let english = Language::english();
        assert_eq!(english.heading("Examples:"), None);
        assert_eq!(english.heading("As a b: c"), None);
        assert!(language_of_feature("Funktionalität: Kasse").is_some());
        assert!(language_of_feature("Note: x").is_none());
    }
}
