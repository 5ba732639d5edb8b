//! The phrases of user stories in English; another language is another table.

/// A phrase, and what takes its place before the words that follow it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    /// In lower case, with the space after it.
    pub(crate) words: &'static str,
    /// What comes before the words, so that they read on: `to `.
    pub(crate) before: &'static str,
    /// The lower, the surer it begins that part; 0 to 2.
    pub(crate) rank: u8,
}

const fn phrase(words: &'static str, before: &'static str, rank: u8) -> Phrase {
    Phrase {
        words,
        before,
        rank,
    }
}

/// What follows "I", longer phrases before their beginnings.
pub(crate) const WANTS: [Phrase; 30] = [
    phrase("want ", "", 0),
    phrase("wants ", "", 0),
    phrase("need ", "", 0),
    phrase("needs ", "", 0),
    phrase("wish ", "", 0),
    phrase("would like ", "", 0),
    phrase("would love ", "", 0),
    phrase("would want ", "", 0),
    phrase("would need ", "", 0),
    phrase("would prefer ", "", 0),
    phrase("'d like ", "", 0),
    phrase("like ", "", 0),
    phrase("love ", "", 0),
    phrase("expect ", "", 0),
    phrase("prefer ", "", 0),
    phrase("require ", "", 0),
    phrase("don't want ", "not ", 0),
    phrase("do not want ", "not ", 0),
    phrase("have to ", "to ", 0),
    phrase("must be able to ", "to ", 0),
    phrase("should be able to ", "to ", 0),
    phrase("will be able to ", "to ", 0),
    phrase("am able to ", "to ", 0),
    phrase("can ", "to ", 0),
    phrase("could ", "to ", 0),
    phrase("may ", "to ", 0),
    phrase("must ", "to ", 0),
    phrase("should ", "to ", 0),
    phrase("shall ", "to ", 0),
    phrase("will ", "to ", 0),
];

/// Words between "I" and the verb.
pub(crate) const ADVERBS: [&str; 8] = [
    "also ", "only ", "just ", "really ", "still ", "always ", "then ", "often ",
];

/// What begins the reason.
pub(crate) const BENEFITS: [Phrase; 13] = [
    phrase("so that ", "", 0),
    phrase("such that ", "", 0),
    phrase("in order that ", "", 0),
    phrase("so i ", "I ", 0),
    phrase("so we ", "we ", 0),
    phrase("so they ", "they ", 0),
    phrase("so he ", "he ", 0),
    phrase("so she ", "she ", 0),
    phrase("so it ", "it ", 0),
    phrase("so my ", "my ", 0),
    phrase("in order to ", "to ", 1),
    phrase("so as to ", "to ", 1),
    phrase("because ", "", 2),
];

/// What a demand without "I want" has.
pub(crate) const WISHES: [&str; 8] = [
    "must", "should", "can", "need", "needs", "want", "wants", "shall",
];

/// "As a result, the page should …" names nobody.
pub(crate) const NO_ROLES: [&str; 14] = [
    "result",
    "consequence",
    "rule",
    "reminder",
    "side note",
    "side effect",
    "follow-up",
    "first step",
    "next step",
    "bonus",
    "workaround",
    "whole",
    "rule of thumb",
    "minimum",
];

/// What follows "As" in other prose: "As we said, I need …".
pub(crate) const NO_ROLE_STARTS: [&str; 26] = [
    "i ", "i'", "we ", "we'", "you ", "he ", "she ", "it ", "they ", "this ", "that ", "there ",
    "if ", "of ", "for ", "to ", "in ", "with ", "soon ", "well ", "long ", "far ", "much ",
    "many ", "per ", "such ",
];

/// Words whose full stop ends no sentence.
pub(crate) const ABBREVIATIONS: [&str; 12] = [
    "e.g.", "i.e.", "etc.", "vs.", "cf.", "mr.", "ms.", "dr.", "no.", "approx.", "incl.", "eg.",
];
