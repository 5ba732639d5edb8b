//! What a language's table holds: its phrases for role, want and benefit.

/// A phrase, and what takes its place before the words that follow it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    /// In lower case, with the space after it.
    pub(crate) words: &'static str,
    /// What comes before the words, so that they read on: `to `.
    pub(crate) before: &'static str,
    /// The lower, the surer it begins that part; 0 to 3, and with 3 it begins no sentence of its own.
    pub(crate) rank: u8,
    /// What must be so besides.
    pub(crate) when: When,
}

/// When a phrase begins the benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Always.
    Always,
    /// An infinitive follows at once: `pour payer`, not `pour mon équipe`.
    Infinitive,
    /// An infinitive with this word follows: `um Zeit zu sparen`, not `um 10 Uhr`.
    With(&'static str),
    /// A comma stands before it: `, by`, or one of the subjects of the language follows: `damit ich`.
    Clause,
}

/// A phrase that always holds.
pub(crate) const fn phrase(words: &'static str, before: &'static str, rank: u8) -> Phrase {
    Phrase {
        words,
        before,
        rank,
        when: When::Always,
    }
}

/// How a language says who wants what, and why. Case, accents and kinds of apostrophes make no difference.
pub(crate) struct StoryTable {
    /// Its ISO 639-1 code.
    pub(crate) code: &'static str,
    /// What begins the role.
    pub(crate) roles: &'static [&'static str],
    /// Articles before a role.
    pub(crate) articles: &'static [&'static str],
    /// What follows the same words in other prose: `Als ich`, `Como no`.
    pub(crate) no_roles: &'static [&'static str],
    /// Last words of a clause that only looks like a role: `Als de server down is wil ik`.
    pub(crate) no_role_ends: &'static [&'static str],
    /// What begins the want, longer phrases before their beginnings.
    pub(crate) wants: &'static [Phrase],
    /// What begins the benefit.
    pub(crate) benefits: &'static [Phrase],
    /// Endings of infinitives.
    pub(crate) infinitives: &'static [&'static str],
    /// Words with such an ending that are none.
    pub(crate) no_infinitives: &'static [&'static str],
    /// Small words between preposition and infinitive: `pour ne pas payer`.
    pub(crate) between: &'static [&'static str],
    /// Words that begin a clause: `damit ich`.
    pub(crate) subjects: &'static [&'static str],
    /// Words that an infinitive belongs to, so that it gives no reason: `die Möglichkeit, mich anzumelden`.
    pub(crate) no_purpose: &'static [&'static str],
}

/// A phrase that an infinitive must follow.
pub(crate) const fn infinitive(words: &'static str) -> Phrase {
    conditional(words, 3, When::Infinitive)
}

/// A phrase that something must be so besides.
pub(crate) const fn conditional(words: &'static str, rank: u8, when: When) -> Phrase {
    Phrase {
        words,
        before: "",
        rank,
        when,
    }
}

/// What begins a want.
pub(crate) const fn want(words: &'static str) -> Phrase {
    phrase(words, "", 0)
}
