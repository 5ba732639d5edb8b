//! The phrases of user stories in English; another language is another table in `story_languages`.

use super::story_languages::{Phrase, phrase};

/// What follows "I", longer phrases before their beginnings.
pub(crate) const WANTS: [Phrase; 47] = [
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
    phrase("would also like ", "", 0),
    phrase("would really like ", "", 0),
    phrase("wanna ", "to ", 0),
    phrase("'d like ", "", 0),
    phrase("like ", "", 0),
    phrase("love ", "", 0),
    phrase("expect ", "", 0),
    phrase("prefer ", "", 0),
    phrase("require ", "", 0),
    phrase("don't want ", "not ", 0),
    phrase("dont want ", "not ", 0),
    phrase("do not want ", "not ", 0),
    phrase("never want ", "never ", 0),
    phrase("don't need ", "not ", 0),
    phrase("do not need ", "not ", 0),
    phrase("have to ", "to ", 0),
    phrase("must be able to ", "to ", 0),
    phrase("should be able to ", "to ", 0),
    phrase("shall be able to ", "to ", 0),
    phrase("will be able to ", "to ", 0),
    phrase("may be able to ", "to ", 0),
    phrase("am able to ", "to ", 0),
    phrase("cannot ", "not to ", 0),
    phrase("can not ", "not to ", 0),
    phrase("can't ", "not to ", 0),
    phrase("must not ", "not to ", 0),
    phrase("mustn't ", "not to ", 0),
    phrase("should not ", "not to ", 0),
    phrase("shouldn't ", "not to ", 0),
    phrase("can ", "to ", 0),
    phrase("could ", "to ", 0),
    phrase("may ", "to ", 0),
    phrase("must ", "to ", 0),
    phrase("should ", "to ", 0),
    phrase("shall ", "to ", 0),
    phrase("will ", "to ", 0),
    phrase("might ", "to ", 0),
];

/// What follows a role at once where "I" was forgotten: "As a user want to …".
pub(crate) const BARE_WANTS: [Phrase; 8] = [
    phrase("want to ", "to ", 0),
    phrase("wants to ", "to ", 0),
    phrase("need to ", "to ", 0),
    phrase("needs to ", "to ", 0),
    phrase("would like ", "", 0),
    phrase("should be able to ", "to ", 0),
    phrase("must be able to ", "to ", 0),
    phrase("can ", "to ", 0),
];

/// Who wants, and what makes an infinitive of any verb after it; none where only a wish will do.
pub(crate) const SUBJECTS: [(&str, Option<&str>); 7] = [
    ("i ", Some("to ")),
    ("ii ", Some("to ")),
    ("i'd ", Some("to ")),
    ("i'll ", Some("to ")),
    ("i'm able to ", Some("to ")),
    ("i'm ", Some("to be ")),
    ("we ", None),
];

/// Words between "I" and the verb.
pub(crate) const ADVERBS: [&str; 14] = [
    "also ",
    "only ",
    "just ",
    "really ",
    "still ",
    "always ",
    "then ",
    "often ",
    "simply ",
    "additionally ",
    "therefore ",
    "sometimes ",
    "usually ",
    "currently ",
];

/// What begins the reason.
pub(crate) const BENEFITS: [Phrase; 16] = [
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
    phrase("so you ", "you ", 0),
    phrase("in order to ", "to ", 1),
    phrase("in order for ", "for ", 1),
    phrase("so as to ", "to ", 1),
    phrase("so as not to ", "not to ", 1),
    phrase("because ", "", 2),
];

/// What follows a "so" that begins no reason: "so far", "and so on".
pub(crate) const NO_REASONS: [&str; 16] = [
    "far", "much", "many", "long", "on", "as", "called", "few", "little", "often", "forth", "well",
    "soon", "to", "and", "or",
];

/// What stands before such a "so": "to do so when …", "and so".
pub(crate) const BEFORE_NO_REASON: [&str; 14] = [
    "do", "does", "did", "done", "doing", "and", "or", "if", "not", "say", "think", "is", "are",
    "be",
];

/// What begins a clause after a "so" without a comma: "so users can …".
pub(crate) const SO_SUBJECTS: [&str; 22] = [
    "the",
    "a",
    "an",
    "our",
    "their",
    "his",
    "her",
    "your",
    "its",
    "users",
    "people",
    "everyone",
    "everybody",
    "others",
    "anyone",
    "all",
    "no",
    "there",
    "this",
    "these",
    "customers",
    "nobody",
];

/// What a demand without "I want" has.
pub(crate) const WISHES: [&str; 8] = [
    "must", "should", "can", "need", "needs", "want", "wants", "shall",
];

/// Words after which "I" belongs to the role: "a colleague whom I trust".
pub(crate) const RELATIVES: [&str; 9] = [
    "who", "whom", "that", "which", "where", "when", "what", "whose", "if",
];

/// "As a result, the page should …" names nobody.
pub(crate) const NO_ROLES: [&str; 18] = [
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
    "precaution",
    "start",
    "compromise",
    "default",
];

/// What follows "As" in other prose: "As we said, I need …".
pub(crate) const NO_ROLE_STARTS: [&str; 46] = [
    "i ",
    "i'",
    "we ",
    "we'",
    "you ",
    "he ",
    "she ",
    "it ",
    "they ",
    "this ",
    "that ",
    "there ",
    "if ",
    "of ",
    "for ",
    "to ",
    "in ",
    "with ",
    "soon ",
    "well ",
    "long ",
    "far ",
    "much ",
    "many ",
    "per ",
    "such ",
    "mentioned ",
    "discussed ",
    "described ",
    "noted ",
    "stated ",
    "said ",
    "expected ",
    "shown ",
    "seen ",
    "requested ",
    "agreed ",
    "always ",
    "usual ",
    "before ",
    "already ",
    "is ",
    "at ",
    "on ",
    "not ",
    "above ",
];

/// Words whose full stop ends no sentence, in every language at hand.
pub(crate) const ABBREVIATIONS: [&str; 46] = [
    "e.g.", "i.e.", "etc.", "vs.", "cf.", "mr.", "mrs.", "ms.", "dr.", "no.", "approx.", "incl.",
    "excl.", "eg.", "ie.", "resp.", "min.", "max.", "nr.", "ca.", "fig.", "st.", "inc.", "z.",
    "z.b.", "b.", "bzw.", "d.h.", "d.", "h.", "u.a.", "usw.", "ggf.", "p.", "ex.", "p.ex.",
    "p.ej.", "ej.", "bijv.", "bv.", "o.a.", "enz.", "np.", "itd.", "m.in.", "ecc.",
];
