//! What a column means by its name, in any tool.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::exchange::assembly::header_words::{NAMES, UNITS};
use crate::exchange::assembly::take::Take;
use crate::text::without_accents;

/// A name for comparing: lower case, letters and digits only.
#[must_use]
pub fn fold_name(name: &str) -> String {
    // Headings and labels of every text are looked at, and most are plain.
    if name.is_ascii() {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        return letters.map(|c| c.to_ascii_lowercase()).collect();
    }
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name for comparing without its accents: people and tools leave them out.
pub(super) fn plain_name(name: &str) -> String {
    without_accents(&fold_name(name))
}

/// Whether a name is one of acceptance criteria, whatever stands in its parentheses.
pub(super) fn names_criteria(name: &str) -> bool {
    let outer = unqualified(name).map_or_else(|| name.to_owned(), |(outer, _)| outer);
    let meant = exactly(&fold_name(&outer));
    meant.is_some_and(|(take, _)| take == Take::Criteria)
}

/// What a column of that name usually means, and how good the name is for it: smaller is better.
///
/// What stands in parentheses may be left out (`Estimate (SP)`), or be the known part (`Aufwand (Story Points)`).
#[must_use]
pub fn take_of_name(name: &str) -> Option<(Take, usize)> {
    const WORSE: usize = 1000;
    // How much of something is not when it was, nor how large.
    if name.contains('%') {
        return None;
    }
    if matches!(name.trim(), "#" | "№" | "N°" | "n°") {
        return Some((Take::Key, WORSE));
    }
    let folded = fold_name(name);
    let worse = |(take, place)| (take, place + WORSE);
    exactly(&folded).or_else(|| {
        let parts = unqualified(name);
        let known = parts.and_then(|(outer, inner)| {
            let (outer, inner) = (fold_name(&outer), fold_name(&inner));
            exactly(&outer)
                .filter(|(take, _)| *take != Take::Points || !UNITS.contains(&&*inner))
                .or_else(|| exactly(&inner).filter(|(take, _)| is_telling(*take)))
        });
        known.map(worse).or_else(|| {
            let found = begins_with_criteria(&folded).then_some((Take::Criteria, 2 * WORSE));
            found.or_else(|| either(name).map(worse))
        })
    })
}

/// Whether a name begins with one of acceptance criteria, and goes on with which they are.
fn begins_with_criteria(folded: &str) -> bool {
    let plain = plain_name(folded);
    let rests = LONG_CRITERIA
        .iter()
        .filter_map(|known| plain.strip_prefix(*known));
    let mut rests = rests.filter(|rest| !rest.is_empty());
    rests.clone().next().is_some() && !rests.any(|rest| WHETHER.contains(&rest))
}

/// What follows the name of acceptance criteria where a column tells not which they are, but how they stand.
const WHETHER: &[&str] = &[
    "met",
    "ismet",
    "status",
    "state",
    "passed",
    "done",
    "fulfilled",
    "verified",
    "checked",
    "ok",
    "count",
    "result",
    "id",
    "erfullt",
    "cumplidos",
    "cumplido",
];

/// What a column means that has several names: a title where one of them is one (`Feature / Task`), else what all of them mean
/// (`Status / Stan`).
fn either(name: &str) -> Option<(Take, usize)> {
    let mut parts = name.split('/').map(|part| exactly(&fold_name(part)));
    if !name.contains('/') {
        return None;
    }
    let is_title =
        |found: &Option<(Take, usize)>| found.is_some_and(|(take, _)| take == Take::Title);
    if let Some(title) = parts.clone().find(is_title) {
        return title;
    }
    let (first, place) = parts.next()??;
    let are_alike = parts.all(|part| part.is_some_and(|(take, _)| take == first));
    are_alike.then_some((first, place))
}

/// What may be taken from a word in parentheses: what no everyday word means.
fn is_telling(take: Take) -> bool {
    matches!(
        take,
        Take::Points
            | Take::Labels(_)
            | Take::Criteria
            | Take::Description
            | Take::Status
            | Take::Sprint
            | Take::Field("moscow")
    )
}

/// What each name means, and where it stands among those that mean the same: a table may have very many columns.
static MEANINGS: LazyLock<HashMap<&str, (Take, usize)>> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(take, names)| {
        let places = names.split(' ').enumerate();
        places.map(|(place, name)| (name, (*take, place)))
    });
    names.collect()
});

/// The same without accents.
static PLAIN: LazyLock<HashMap<String, (Take, usize)>> = LazyLock::new(|| {
    let names = MEANINGS.iter();
    names
        .map(|(name, meaning)| (plain_name(name), *meaning))
        .collect()
});

/// The names of acceptance criteria among them that are long enough to be told at the beginning of another one.
static LONG_CRITERIA: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let names = PLAIN
        .iter()
        .filter(|(_, (take, _))| *take == Take::Criteria);
    let names = names.map(|(name, _)| name.as_str());
    names.filter(|name| name.len() > 14).collect()
});

fn exactly(folded: &str) -> Option<(Take, usize)> {
    const WORSE: usize = 250;
    let worse = |(take, place)| (take, place + WORSE);
    let plain = || PLAIN.get(&plain_name(folded)).copied().map(worse);
    let known = MEANINGS.get(folded).copied();
    known.or_else(|| plural(folded)).or_else(plain)
}

/// What a name in the plural means: what the singular does, where that has no everyday meaning of its own (`Orders`, `References`,
/// `Lists`) and tells of one thing in each row.
fn plural(folded: &str) -> Option<(Take, usize)> {
    const WORSE: usize = 500;
    const OTHERWISE: &[&str] = &["column", "feature", "list", "progress", "content", "size"];
    let stem = folded.strip_suffix('s')?;
    let ies = stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    let forms = [
        Some(stem.to_owned()),
        stem.strip_suffix('e').map(str::to_owned),
        ies,
    ];
    let mut forms = forms.into_iter().flatten();
    forms.find_map(|form| {
        let (take, place) = *MEANINGS.get(form.as_str())?;
        let is_one = matches!(
            take,
            Take::Title
                | Take::Type
                | Take::Status
                | Take::Points
                | Take::Criteria
                | Take::Description
                | Take::Comment
                | Take::Labels(_)
                | Take::Assignee
                | Take::RequestedBy
                | Take::Parent(_)
                | Take::Sprint
                | Take::Release
        );
        (is_one && !OTHERWISE.contains(&&*form)).then_some((take, place + WORSE))
    })
}

/// A name without what stands in its parentheses, and that; none where it has none.
#[must_use]
pub(super) fn unqualified(name: &str) -> Option<(String, String)> {
    let (before, rest) = name.split_once(['(', '[', '（', '【'])?;
    let (inner, after) = rest
        .split_once([')', ']', '）', '】'])
        .unwrap_or((rest, ""));
    Some((format!("{before} {after}"), inner.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{
        MEANINGS, NAMES, PLAIN, Take, fold_name, names_criteria, plain_name, take_of_name,
    };

    #[test]
    fn names_are_folded_and_mean_one_thing() {
        let mut seen = HashSet::new();
        for name in NAMES.iter().flat_map(|(_, names)| names.split(' ')) {
            assert_eq!(fold_name(name), name);
            assert!(seen.insert(name), "{name}");
        }
        // Two names that are alike without accents mean one thing.
        for (name, (take, _)) in MEANINGS.iter() {
            assert_eq!(PLAIN[&plain_name(name)].0, *take, "{name}");
        }
        assert_eq!(take_of_name("Story Points").unwrap().0, Take::Points);
        assert_eq!(take_of_name("issue_key").unwrap().0, Take::Key);
        assert_eq!(take_of_name("Colour"), None);
        assert_eq!(take_of_name("% Done"), None);
    }

    #[test]
    fn many_are_called_as_one_is() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        for (many, one) in [
            ("Titles", "Title"),
            ("Stories", "Story"),
            ("User Stories", "User Story"),
            ("Descriptions", "Description"),
            ("Estimates", "Estimate"),
            ("Assignees", "Assignee"),
            ("Labels", "Label"),
            ("Statuses", "Status"),
            ("Epics", "Epic"),
            ("Milestones", "Milestone"),
            ("Títulos", "Título"),
            ("Descripciones", "Descripción"),
            ("Historias de usuario", "Historia de usuario"),
            ("Anforderungen", "Anforderung"),
        ] {
            assert!(take(one).is_some() && take(many) == take(one), "{many}");
        }
        assert!(take_of_name("Title").unwrap().1 < take_of_name("Titles").unwrap().1);
        for name in [
            "Orders",
            "References",
            "Lists",
            "Columns",
            "Features",
            "Risks",
            "Priorities",
            "Numbers",
        ] {
            assert_eq!(take(name), None, "{name}");
        }
    }

    #[test]
    fn criteria_have_other_names_and_the_definition_of_done_is_another_thing() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        for name in [
            "Success Criteria",
            "Conditions of Satisfaction",
            "Acceptance Conditions",
            "Abnahmekriterien",
            "验收条件",
        ] {
            assert_eq!(take(name), Some(Take::Criteria), "{name}");
        }
        for name in [
            "Definition of Done",
            "DoD",
            "Done Criteria",
            "Exit criteria",
        ] {
            assert_eq!(take(name), None, "{name}");
        }
    }

    #[test]
    fn criteria_are_known_without_accents_in_any_language() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        for name in [
            "AC",
            "ACs",
            "A/C",
            "Acceptance Criteria (AC)",
            "Akzeptanzkriterien",
            "Abnahmekriterien",
            "Critères d’acceptation",
            "Criteres d acceptation",
            "CRITERES D'ACCEPTANCE",
            "Criterios de aceptacion",
            "Criterios de aceptación [borrador]",
            "Criterios de aceitacao",
            "Critérios de aceite",
            "Acceptatiecriteria",
            "Kryteria akceptacji",
            "Criteri di accettazione",
            "Criteri d'accettazione",
            "Acceptanskriterier",
            "Akseptansekriterier",
            "Acceptkriterier",
            "Hyvaksymiskriteerit",
            "Hyväksymiskriteerit",
            "Akceptační kritéria",
            "Akceptacni kriteria",
            "Критерии приемки",
            "Критерии приёмки",
            "Критерии приёма",
            "Kabul Kriterleri",
            "Kabul Ölçütleri",
            "验收标准",
            "验收标准（AC）",
            "驗收準則",
            "受け入れ基準",
            "受入条件",
            "인수 조건",
            "인수 기준",
            "수용 기준",
        ] {
            assert_eq!(take(name), Some(Take::Criteria), "{name}");
            assert!(names_criteria(name), "{name}");
        }
        for name in ["AC Met", "Account", "ACL", "Kriterien erfüllt", "Criteria"] {
            assert_eq!(take(name), None, "{name}");
        }
        assert_eq!(take("Akzeptanzkriterien erfüllt"), None);
        assert_eq!(take("Descripcion"), take("Descripción"));
        assert!(take_of_name("Descripción").unwrap().1 <= take_of_name("Descripcion").unwrap().1);
    }

    #[test]
    fn several_names_are_one_or_say_the_same() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        assert_eq!(take("Feature / Task"), Some(Take::Title));
        assert_eq!(take("Title / Tytuł"), Some(Take::Title));
        assert_eq!(take("Status/Stan"), Some(Take::Status));
        for name in ["Sprint/Day", "Status / Notes", "Owner / Team", "/", "n/a"] {
            assert_eq!(take(name), None, "{name}");
        }
    }

    #[test]
    fn how_criteria_stand_is_no_criterion() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        assert_eq!(
            take("Acceptance Criteria for the Story"),
            Some(Take::Criteria)
        );
        for name in [
            "Acceptance Criteria Met",
            "Acceptance Criteria Met?",
            "Acceptance Criteria Status",
        ] {
            assert_eq!(take(name), None, "{name}");
        }
    }

    #[test]
    fn parentheses_say_more() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        assert_eq!(take("Estimate (SP)"), Some(Take::Points));
        assert_eq!(take("Estimate (hours)"), None);
        assert_eq!(
            take("Estimación del esfuerzo (story points)"),
            Some(Take::Points)
        );
        assert_eq!(take("Priority (MoSCoW)"), Some(Take::Field("moscow")));
        assert_eq!(take("Acceptance Criteria (Критерії)"), Some(Take::Criteria));
        assert_eq!(
            take("Criterios de aceptación en formato de pruebas"),
            Some(Take::Criteria)
        );
        assert_eq!(take("Ready (no)"), None);
        assert_eq!((take("#"), take("N°")), (Some(Take::Key), Some(Take::Key)));
        // The better name counts: a story is a title only where there is none.
        assert!(take_of_name("User Story Title").unwrap().1 < take_of_name("Story").unwrap().1);
        assert!(take_of_name("Title").unwrap().1 < take_of_name("Name (Title)").unwrap().1);
    }
}
