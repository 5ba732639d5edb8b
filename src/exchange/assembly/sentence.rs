//! A user story that a table tells in columns of its own: As a, I want, So that.

use crate::exchange::assembly::names::{fold_name, unqualified};
use crate::text::one_line;

/// A part of a user story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoryPart {
    /// Who asks.
    Role,
    /// What is wanted.
    Wish,
    /// What for.
    Reason,
}

/// Folded headers of each part. Many are everyday words, so they count only where a role and a wish stand together.
const PARTS: &[(StoryPart, &str)] = &[
    (
        StoryPart::Role,
        "as asa asan asaan asathe asauser asarole asatypeofuser als alsein alseine alseineine alsrolle alseen como comoun comouna \
         comoum comouma eucomo entantque entantquun come jako як як я как какъ somen som",
    ),
    (
        StoryPart::Wish,
        "iwant iwantto iwanttobeableto iwouldlike iwouldliketo idlike idliketo ineed ineedto ican icanto icould iwish möchteich \
         willich ichmöchte ichwill quiero necesito deseo quisiera yoquiero quero euquero desejo eudesejo gostariade preciso \
         jeveux jesouhaite jevoudrais wilik ikwil voglio vorrei chcę chce яхочу хочу ønskerjeg ønskerjegå jegønsker jegønskerå villjag",
    ),
    (
        StoryPart::Reason,
        "so sothat sothati sothatican soican soicould inorderto because damit sodass umzu um para paraque conelfinde afinde \
         demodoque paraeu afimde parapoder afinque pour pourque zodat opdat affinché inmododa per aby żeby abym щоб чтобы slikat \
         slikatjeg såatt",
    ),
];

/// The part that a column of that name usually holds.
#[must_use]
pub fn story_part(header: &str) -> Option<StoryPart> {
    let name = fold_name(header);
    let plain = unqualified(header).map(|(outer, _)| fold_name(&outer));
    let is_one = |words: &str| {
        words
            .split_whitespace()
            .any(|word| word == name || plain.as_deref() == Some(word))
    };
    let found = PARTS.iter().find(|(_, words)| is_one(words));
    found.map(|(part, _)| *part)
}

/// The sentence, with the words of the headers. `told` is part, header and value.
#[must_use]
pub(super) fn sentence(mut told: Vec<(StoryPart, String, String)>) -> String {
    told.sort_by_key(|(part, _, _)| *part);
    let parts: Vec<String> = told
        .iter()
        .map(|(part, header, value)| spoken(*part, header, value))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{}.", parts.join(", "))
}

/// One part: the words of its header, unless the value begins with them.
fn spoken(part: StoryPart, header: &str, value: &str) -> String {
    let value = one_line(value);
    let value = value.trim_end_matches(['.', ',', ';', ' ']);
    let outer = unqualified(header).map_or_else(|| header.to_owned(), |(outer, _)| outer);
    let words = outer.split(['/', '…', '<', '{']).next().unwrap_or_default();
    let mut words = one_line(words.trim_matches(|c: char| !c.is_alphanumeric()));
    if part == StoryPart::Reason {
        words = words.to_lowercase().replace(" i ", " I ");
        if words.ends_with(" i") {
            words.replace_range(words.len() - 1.., "I");
        }
    }
    let begins = |words: &str| {
        let mut said = value.split_whitespace().map(str::to_lowercase);
        let mut asked = words.split_whitespace().map(str::to_lowercase);
        asked.all(|word| said.next() == Some(word))
    };
    let first_two: Vec<&str> = words.split_whitespace().take(2).collect();
    if begins(&words) || (part == StoryPart::Wish && begins(&first_two.join(" "))) {
        value.to_owned()
    } else {
        format!("{words} {value}")
    }
}

/// A title of a longer text: its first line, shortened at a word.
#[must_use]
pub(super) fn title_of(text: &str) -> String {
    const LONGEST: usize = 120;
    let lines = text.lines().map(one_line);
    let line = lines
        .map(|line| {
            line.trim_start_matches(['#', '*', '-', '>', ' '])
                .to_owned()
        })
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(&*cut, |(before, _)| before);
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::{StoryPart, sentence, story_part, title_of};

    fn told(parts: &[(&str, &str)]) -> String {
        let parts = parts.iter().map(|(header, value)| {
            let part = story_part(header).unwrap();
            (part, (*header).to_owned(), (*value).to_owned())
        });
        sentence(parts.collect())
    }

    #[test]
    fn the_headers_are_the_words() {
        let said = told(&[
            ("So that", "I pay once."),
            ("As a ...", "buyer"),
            ("I want to be able to ...", "save a card"),
        ]);
        assert_eq!(
            said,
            "As a buyer, I want to be able to save a card, so that I pay once."
        );
        let said = told(&[
            ("Als (Rolle)", "Käufer"),
            ("möchte ich", "Möchte ich zahlen"),
            ("Damit", "es geht"),
        ]);
        assert_eq!(said, "Als Käufer, Möchte ich zahlen, damit es geht.");
        assert_eq!(told(&[("As a / an", "admin")]), "As a admin.");
        assert_eq!(story_part("As-is"), None);
        assert_eq!(story_part("I want to..."), Some(StoryPart::Wish));
    }

    #[test]
    fn a_title_is_the_first_line() {
        assert_eq!(title_of("\n## Pay by card\n\nMore"), "Pay by card");
        let long = title_of(&"words and words ".repeat(20));
        assert!(long.ends_with('…') && long.chars().count() <= 121, "{long}");
    }
}
