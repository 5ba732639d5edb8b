//! What the headings of Gherkin are called, in the languages that people write features in.

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

/// A language: its code, and the words for feature, background, rule and scenario, in lower case.
type Words = (&'static str, [&'static [&'static str]; 4]);

const KINDS: [Heading; 4] = [
    Heading::Feature,
    Heading::Background,
    Heading::Rule,
    Heading::Scenario,
];

/// Rules are called `Rule` in every language too.
const LANGUAGES: &[Words] = &[
    (
        "en",
        [
            &["feature", "business need", "ability"],
            &["background"],
            &["rule"],
            &[
                "scenario",
                "example",
                "scenario outline",
                "scenario template",
            ],
        ],
    ),
    (
        "cs",
        [
            &["požadavek"],
            &["pozadí", "kontext"],
            &["pravidlo"],
            &["scénář", "příklad", "osnova scénáře", "náčrt scénáře"],
        ],
    ),
    (
        "da",
        [
            &["egenskab"],
            &["baggrund"],
            &["regel"],
            &["scenarie", "eksempel", "abstrakt scenario"],
        ],
    ),
    (
        "de",
        [
            &["funktionalität", "funktion"],
            &[
                "grundlage",
                "hintergrund",
                "voraussetzungen",
                "vorbedingungen",
            ],
            &["regel"],
            &["szenario", "beispiel", "szenariogrundriss", "szenarien"],
        ],
    ),
    (
        "es",
        [
            &["característica", "necesidad del negocio", "requisito"],
            &["antecedentes"],
            &["regla", "regla de negocio"],
            &["escenario", "ejemplo", "esquema del escenario"],
        ],
    ),
    (
        "fi",
        [
            &["ominaisuus"],
            &["tausta"],
            &["sääntö"],
            &["tapaus", "tapausaihio"],
        ],
    ),
    (
        "fr",
        [
            &["fonctionnalité"],
            &["contexte"],
            &["règle"],
            &[
                "scénario",
                "exemple",
                "plan du scénario",
                "plan du scenario",
                "scenario",
            ],
        ],
    ),
    (
        "hu",
        [
            &["jellemző"],
            &["háttér"],
            &["szabály"],
            &["forgatókönyv", "példa", "forgatókönyv vázlat"],
        ],
    ),
    (
        "it",
        [
            &["funzionalità", "esigenza di business", "abilità"],
            &["contesto"],
            &["regola"],
            &["scenario", "esempio", "schema dello scenario"],
        ],
    ),
    (
        "ja",
        [
            &["フィーチャ", "機能"],
            &["背景"],
            &["ルール"],
            &[
                "シナリオ",
                "シナリオアウトライン",
                "シナリオテンプレート",
                "テンプレ",
                "シナリオテンプレ",
            ],
        ],
    ),
    (
        "ko",
        [&["기능"], &["배경"], &[], &["시나리오", "시나리오 개요"]],
    ),
    (
        "nl",
        [
            &["functionaliteit"],
            &["achtergrond"],
            &["regel"],
            &["scenario", "voorbeeld", "abstract scenario"],
        ],
    ),
    (
        "no",
        [
            &["egenskap"],
            &["bakgrunn"],
            &["regel"],
            &["scenario", "eksempel", "scenariomal", "abstrakt scenario"],
        ],
    ),
    (
        "pl",
        [
            &["funkcja", "właściwość", "aspekt", "potrzeba biznesowa"],
            &["założenia"],
            &["zasada", "reguła"],
            &["scenariusz", "przykład", "szablon scenariusza"],
        ],
    ),
    (
        "pt",
        [
            &["funcionalidade", "característica", "caracteristica"],
            &["contexto", "cenário de fundo", "cenario de fundo", "fundo"],
            &["regra"],
            &[
                "cenário",
                "cenario",
                "exemplo",
                "esquema do cenário",
                "esquema do cenario",
                "delineação do cenário",
                "delineacao do cenario",
            ],
        ],
    ),
    (
        "ro",
        [
            &["functionalitate", "funcționalitate", "funcţionalitate"],
            &["context"],
            &["regulă"],
            &[
                "scenariu",
                "exemplu",
                "structura scenariu",
                "structură scenariu",
            ],
        ],
    ),
    (
        "ru",
        [
            &[
                "функция",
                "функциональность",
                "функционал",
                "свойство",
                "фича",
            ],
            &["предыстория", "контекст"],
            &["правило"],
            &[
                "сценарий",
                "пример",
                "структура сценария",
                "шаблон сценария",
            ],
        ],
    ),
    (
        "sv",
        [
            &["egenskap"],
            &["bakgrund"],
            &["regel"],
            &["scenario", "abstrakt scenario", "scenariomall"],
        ],
    ),
    (
        "tr",
        [
            &["özellik"],
            &["geçmiş"],
            &["kural"],
            &["senaryo", "örnek", "senaryo taslağı"],
        ],
    ),
    (
        "uk",
        [
            &["функціонал"],
            &["передумова"],
            &["правило"],
            &["сценарій", "приклад", "структура сценарію"],
        ],
    ),
    (
        "zh-cn",
        [
            &["功能"],
            &["背景"],
            &["规则"],
            &["场景", "剧本", "场景大纲", "剧本大纲"],
        ],
    ),
    (
        "zh-tw",
        [
            &["功能"],
            &["背景"],
            &["規則"],
            &["場景", "劇本", "場景大綱", "劇本大綱"],
        ],
    ),
];

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    words: &'static Words,
}

impl Language {
    /// The language of a code such as `fr` or `pt-BR`; none where its words are not known.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim().to_lowercase().replace('_', "-");
        let short = code.split('-').next().unwrap_or_default();
        let find = |wanted: &str| LANGUAGES.iter().find(|(code, _)| *code == wanted);
        find(&code)
            .or_else(|| find(short))
            .map(|words| Self { words })
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self {
            words: &LANGUAGES[0],
        }
    }

    /// Whether it is English.
    #[must_use]
    pub fn is_english(self) -> bool {
        self.words.0 == "en"
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
            .zip(self.words.1)
            .find(|(_, words)| words.contains(&word.as_str()));
        found.map(|(kind, _)| (kind, name))
    }
}

/// The language in which a line begins a feature, where no line names it.
#[must_use]
pub fn language_of_feature(line: &str) -> Option<Language> {
    LANGUAGES
        .iter()
        .map(|words| Language { words })
        .find(|language| matches!(language.heading(line), Some((Heading::Feature, _))))
}

#[cfg(test)]
mod tests {
    use super::{Heading, LANGUAGES, Language, language_of_feature};

    #[test]
    fn words_are_in_lower_case() {
        for word in LANGUAGES
            .iter()
            .flat_map(|(_, words)| words.iter().flat_map(|words| *words))
        {
            assert_eq!(word.to_lowercase(), **word);
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
        assert!(Language::of("tlh").is_none());
        let english = Language::english();
        assert_eq!(english.heading("Examples:"), None);
        assert_eq!(english.heading("As a b: c"), None);
        assert!(language_of_feature("Funktionalität: Kasse").is_some());
        assert!(language_of_feature("Note: x").is_none());
    }
}
