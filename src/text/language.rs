//! The languages in which templates are written; messages are always English.

/// What a language calls things.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// Its ISO 639-1 code.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Its words for acceptance criteria, as a heading.
    pub criteria: &'static str,
    /// Before the role, between role and want, before the benefit, each with its spaces; English has rules of its own.
    sentence: [&'static str; 3],
}

/// Every language, English first, then by code.
pub const LANGUAGES: &[Language] = &[
    language(
        "en",
        "English",
        "Acceptance criteria",
        ["As ", ", I want ", " so that "],
    ),
    language(
        "de",
        "German",
        "Akzeptanzkriterien",
        ["Als ", " möchte ich ", ", damit "],
    ),
    language(
        "es",
        "Spanish",
        "Criterios de aceptación",
        ["Como ", ", quiero ", " para "],
    ),
    language(
        "fr",
        "French",
        "Critères d'acceptation",
        ["En tant que ", ", je veux ", " afin de "],
    ),
    language(
        "it",
        "Italian",
        "Criteri di accettazione",
        ["Come ", ", voglio ", " per "],
    ),
    language(
        "nl",
        "Dutch",
        "Acceptatiecriteria",
        ["Als ", " wil ik ", ", zodat "],
    ),
    language(
        "pl",
        "Polish",
        "Kryteria akceptacji",
        ["Jako ", " chcę ", ", aby "],
    ),
    language(
        "pt",
        "Portuguese",
        "Critérios de aceitação",
        ["Como ", ", quero ", " para "],
    ),
];

const fn language(
    code: &'static str,
    name: &'static str,
    criteria: &'static str,
    sentence: [&'static str; 3],
) -> Language {
    Language {
        code,
        name,
        criteria,
        sentence,
    }
}

/// The language of a code such as `fr`, in any case.
#[must_use]
pub fn language_of(code: &str) -> Option<&'static Language> {
    LANGUAGES
        .iter()
        .find(|language| language.code.eq_ignore_ascii_case(code.trim()))
}

/// Returns the headings that mean acceptance criteria where a team names none: that of its language first, then English, then
/// all others, for a backlog may mix languages. `code` is the team's language; one that is not shipped counts as English.
#[must_use]
pub fn criteria_headings(code: &str) -> Vec<String> {
    let own = language_of(code);
    let others = LANGUAGES
        .iter()
        .filter(|language| own.is_none_or(|own| own.code != language.code));
    own.into_iter()
        .chain(others)
        .map(|language| language.criteria.to_owned())
        .collect()
}

impl Language {
    /// Returns the user story sentence of words that are put together as they were typed.
    #[must_use]
    pub fn sentence(&self, role: &str, want: &str, benefit: &str) -> String {
        let [before, between, so_that] = self.sentence;
        let mut sentence = String::new();
        for (lead, words) in [(before, role), (between, want), (so_that, benefit)] {
            let words = words.trim().trim_end_matches('.');
            if !words.is_empty() {
                sentence.push_str(if sentence.is_empty() {
                    lead.trim_start_matches([',', ' '])
                } else {
                    lead
                });
                sentence.push_str(words);
            }
        }
        let mut chars = sentence.chars();
        let first: String = chars
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        if first.is_empty() {
            first
        } else {
            format!("{first}{}.", chars.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, criteria_headings, language_of};
    use crate::text::criteria;

    #[test]
    fn codes_are_found_in_any_case_and_sorted_after_english() {
        assert_eq!(
            language_of("FR").map(|language| language.name),
            Some("French")
        );
        assert!(language_of("xx").is_none());
        assert!(LANGUAGES[1..].is_sorted_by_key(|language| language.code));
    }

    #[test]
    fn criteria_are_found_under_the_heading_of_every_language() {
        let headings = criteria_headings("PL");
        assert_eq!(
            headings[..2],
            ["Kryteria akceptacji", "Acceptance criteria"]
        );
        assert_eq!(criteria_headings("xx")[0], "Acceptance criteria");
        for language in LANGUAGES {
            let body = format!("## {}\n\n- [ ] a\n", language.criteria.to_uppercase());
            assert_eq!(criteria(&body, &headings).len(), 1, "{body}");
        }
        assert_eq!(headings.len(), LANGUAGES.len());
    }

    #[test]
    fn sentences_leave_out_what_nobody_said() {
        let german = language_of("de").unwrap();
        assert_eq!(
            german.sentence("Kundin", "mit Karte zahlen", "es schnell geht."),
            "Als Kundin möchte ich mit Karte zahlen, damit es schnell geht."
        );
        assert_eq!(german.sentence("", "zahlen", ""), "Möchte ich zahlen.");
        assert_eq!(german.sentence("", "", ""), "");
    }
}
