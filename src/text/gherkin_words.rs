//! The keywords of Gherkin in the languages that `po` ships, as Cucumber's own list of languages has them.

/// What a step says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What is so at first.
    Given,
    /// What happens.
    When,
    /// What comes of it.
    Then,
    /// One more of what came before.
    And,
}

/// A language's keywords in lower case; those of headings stand before a colon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    steps: Steps,
    pub(super) scenario: &'static [&'static str],
    pub(super) outline: &'static [&'static str],
    pub(super) examples: &'static [&'static str],
}

impl Dialect {
    /// The keywords that say what comes of it.
    pub(super) fn thens(&self) -> &'static [&'static str] {
        self.steps.words[2]
    }
}

/// The keywords of steps.
#[derive(Debug, Clone, Copy)]
struct Steps {
    /// Those of each kind, in the order of [`Steps::KINDS`].
    words: [&'static [&'static str]; 4],
    /// A bit for each letter from a to z that one of them begins with.
    letters: u32,
}

impl Steps {
    const KINDS: [Step; 4] = [Step::Given, Step::When, Step::Then, Step::And];

    const fn new(words: [&'static [&'static str]; 4]) -> Self {
        let mut letters = 0;
        let mut kind = 0;
        while kind < words.len() {
            let mut index = 0;
            while index < words[kind].len() {
                let first = words[kind][index].as_bytes()[0];
                if first.is_ascii_lowercase() {
                    letters |= 1 << (first - b'a');
                }
                index += 1;
            }
            kind += 1;
        }
        Self { words, letters }
    }

    /// Whether one of them may stand at the start of `text`: most words begin with another letter.
    fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(letter @ b'a'..=b'z') => self.letters & (1 << (letter - b'a')) != 0,
            first => first.is_some_and(|first| !first.is_ascii()),
        }
    }
}

/// English, then German, Spanish, French, Italian, Dutch, Polish and Portuguese.
pub(super) static DIALECTS: [Dialect; 8] = [
    Dialect {
        steps: Steps::new([&["given"], &["when"], &["then"], &["and", "but"]]),
        scenario: &["scenario", "example"],
        outline: &["scenario outline", "scenario template"],
        examples: &["examples", "scenarios"],
    },
    Dialect {
        steps: Steps::new([
            &[
                "angenommen",
                "gegeben sei",
                "gegeben seien",
                "gegeben ist",
                "gegeben sind",
            ],
            &["wenn"],
            &["dann"],
            &["und", "aber"],
        ]),
        scenario: &["szenario", "beispiel"],
        outline: &["szenariogrundriss", "szenarien"],
        examples: &["beispiele"],
    },
    Dialect {
        steps: Steps::new([
            &["dado", "dada", "dados", "dadas"],
            &["cuando"],
            &["entonces"],
            &["y", "e", "pero"],
        ]),
        scenario: &["escenario", "ejemplo"],
        outline: &["esquema del escenario"],
        examples: &["ejemplos"],
    },
    Dialect {
        steps: Steps::new([
            &[
                "étant donné",
                "étant donnée",
                "étant donnés",
                "étant données",
                "etant donné",
                "etant donnée",
                "soit",
                "sachant",
            ],
            &["quand", "lorsque", "lorsqu"],
            &["alors", "donc"],
            &["et", "mais"],
        ]),
        scenario: &["scénario", "exemple"],
        outline: &["plan du scénario"],
        examples: &["exemples"],
    },
    Dialect {
        steps: Steps::new([
            &["dato", "data", "dati", "date"],
            &["quando"],
            &["allora"],
            &["e", "ma"],
        ]),
        scenario: &["scenario", "esempio"],
        outline: &["schema dello scenario"],
        examples: &["esempi"],
    },
    Dialect {
        steps: Steps::new([
            &["gegeven", "stel"],
            &["als", "wanneer"],
            &["dan"],
            &["en", "maar"],
        ]),
        scenario: &["scenario", "voorbeeld"],
        outline: &["abstract scenario"],
        examples: &["voorbeelden"],
    },
    Dialect {
        steps: Steps::new([
            &["zakładając", "mając"],
            &["jeżeli", "jeśli", "gdy", "kiedy"],
            &["wtedy"],
            &["oraz", "i", "ale"],
        ]),
        scenario: &["scenariusz", "przykład"],
        outline: &["szablon scenariusza"],
        examples: &["przykłady"],
    },
    Dialect {
        steps: Steps::new([
            &["dado", "dada", "dados", "dadas"],
            &["quando"],
            &["então", "entao"],
            &["e", "mas"],
        ]),
        scenario: &["cenário", "cenario", "exemplo"],
        outline: &["esquema do cenário", "delineação do cenário"],
        examples: &["exemplos", "cenários"],
    },
];

/// How many bytes a keyword takes at the start of `text`, in any case, as a word of its own.
#[inline]
pub(super) fn keyword_length(text: &str, keyword: &str) -> Option<usize> {
    // Most words differ in the first letter, and this is asked at each of them.
    let first = *text.as_bytes().first()?;
    if first.is_ascii() && keyword.as_bytes().first() != Some(&first.to_ascii_lowercase()) {
        return None;
    }
    whole_keyword_length(text, keyword)
}

fn whole_keyword_length(text: &str, keyword: &str) -> Option<usize> {
    let end = match text.as_bytes().get(..keyword.len()) {
        Some(own) if own.is_ascii() => {
            let is_same = own.eq_ignore_ascii_case(keyword.as_bytes());
            is_same.then_some(keyword.len())
        }
        _ => same_letters(text, keyword),
    }?;
    let next = text[end..].chars().next();
    next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'))
        .then_some(end)
}

/// Where the letters of a keyword end at the start of `text`, in any case.
fn same_letters(text: &str, keyword: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in keyword.chars() {
        let (_, c) = chars.next()?;
        let is_same = if c.is_ascii() {
            c.to_ascii_lowercase() == expected
        } else {
            c == expected || c.to_lowercase().eq([expected])
        };
        if !is_same {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// The step that `text` begins with, and how many bytes its keyword takes.
pub(super) fn step_at(text: &str, dialect: &Dialect) -> Option<(Step, usize)> {
    if !dialect.steps.may_begin(text) {
        return None;
    }
    for (kind, words) in Steps::KINDS.iter().zip(dialect.steps.words) {
        let longest = words
            .iter()
            .filter_map(|word| keyword_length(text, word))
            .max();
        if let Some(length) = longest {
            return Some((*kind, length));
        }
    }
    None
}
