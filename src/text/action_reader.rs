//! Reads a want word by word and finds the verbs of its main clause.

use std::ops::Range;

use super::action_lists::{ABLE, ASPECTS, BARE_CAUSES, CATENATIVES, CAUSES, PARTICLES};
use super::action_words::{Class, Gap, Word};
use super::verbs::{is_adjective, is_gerund, is_participle, verb_share};

/// How far a scan looks for a verb, in words.
pub(crate) const REACH: usize = 16;

/// The form in which a further action would stand beside the last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// "View and edit".
    pub(crate) base: bool,
    /// "Be stored and sent".
    pub(crate) participle: bool,
    /// "Start viewing and editing".
    pub(crate) gerund: bool,
}

impl Form {
    const BASE: Self = Self {
        base: true,
        participle: false,
        gerund: false,
    };
    const PARTICIPLE: Self = Self {
        base: false,
        participle: true,
        gerund: false,
    };
    const PASSIVE: Self = Self {
        base: true,
        participle: true,
        gerund: false,
    };
    const GERUND: Self = Self {
        base: false,
        participle: false,
        gerund: true,
    };
}

/// What the words at some place lead to.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Further words: a verb in its base form is due where `verb`.
    Go { to: usize, verb: bool },
    /// An action.
    Action { verb: usize, form: Form },
    /// No action.
    None,
}

impl Step {
    fn verb_at(to: usize) -> Self {
        Self::Go { to, verb: true }
    }

    fn base(verb: usize) -> Self {
        Self::Action {
            verb,
            form: Form::BASE,
        }
    }
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In the main clause.
    Main,
    /// In a clause or purpose below it; `base` where a base form after "and" would go on with it.
    Below { base: bool },
}

/// What joins two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// With a word: "and".
    pub(crate) said: bool,
    /// The mark.
    pub(crate) gap: Gap,
}

/// The words, and what has been read of them.
pub(crate) struct Reader<'a> {
    words: &'a [Word<'a>],
    actions: Vec<Range<usize>>,
    pub(crate) form: Form,
    pub(crate) scope: Scope,
    /// Where the last action's verb and its particles end.
    pub(crate) group: usize,
    /// Whether something else does the action: "have the system …".
    pub(crate) causes: bool,
}

impl<'a> Reader<'a> {
    /// Returns the bytes of the verbs, in order.
    pub(crate) fn verbs(words: &'a [Word<'a>]) -> Vec<Range<usize>> {
        let mut reader = Self {
            words,
            actions: Vec::new(),
            form: Form::BASE,
            scope: Scope::Main,
            group: 0,
            causes: false,
        };
        reader.read();
        reader.actions
    }

    fn read(&mut self) {
        let mut at = self.head(0, false);
        while at < self.words.len() {
            if let Some((link, first)) = self.link(at) {
                if let Some(next) = self.conjunct(at, link, first) {
                    self.scope = Scope::Main;
                    at = next.max(at + 1);
                    continue;
                }
                if first > at {
                    at = first;
                    continue;
                }
            }
            self.enter(at);
            at += 1;
        }
    }

    pub(crate) fn class(&self, at: usize) -> Option<Class> {
        self.words.get(at).map(|word| word.class)
    }

    /// Whether an action was found.
    pub(crate) fn has_action(&self) -> bool {
        !self.actions.is_empty()
    }

    /// What stands before the word; a break where there is none.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map_or(Gap::Break, |word| word.gap)
    }

    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.text)
    }

    pub(crate) fn share(&self, at: usize) -> Option<u8> {
        match self.class(at)? {
            Class::Open => verb_share(self.text(at)),
            _ => None,
        }
    }

    pub(crate) fn skip_adverbs(&self, mut at: usize) -> usize {
        while self.class(at) == Some(Class::Adverb) {
            at += 1;
        }
        at
    }

    /// What joins the word at `at` to what stands before it, and the first word after the joining words.
    fn link(&self, at: usize) -> Option<(Link, usize)> {
        let mut gap = self.words.get(at)?.gap;
        let mut first = at;
        while self.class(first) == Some(Class::Coordinator) {
            first += 1;
            gap = gap.max(self.words.get(first).map_or(Gap::Space, |word| word.gap));
        }
        let said = first > at;
        (said || matches!(gap, Gap::Comma | Gap::Slash)).then_some((Link { said, gap }, first))
    }

    /// Puts an action on; returns where the words after its verb begin.
    pub(crate) fn push(&mut self, at: usize, form: Form) -> usize {
        let mut verb = self.words[at].range.clone();
        self.form = form;
        self.group = at + 1;
        if self.class(at + 1) == Some(Class::Preposition) && self.gap(at + 1) == Gap::Space {
            self.group += 1;
            if PARTICLES.contains(&self.text(at + 1)) {
                verb.end = self.words[at + 1].range.end;
            }
        }
        self.actions.push(verb);
        at + 1
    }

    /// Reads the verb that begins at `at`, helpers first, and puts its action on; returns where to go on.
    pub(crate) fn head(&mut self, at: usize, infinitive: bool) -> usize {
        let (mut at, mut infinitive) = (at, infinitive);
        loop {
            match self.step(at, infinitive) {
                Step::Go { to, verb } => (at, infinitive) = (to, verb),
                Step::Action { verb, form } => return self.push(verb, form),
                Step::None => return at,
            }
        }
    }

    /// One step of [`Reader::head`].
    fn step(&mut self, at: usize, infinitive: bool) -> Step {
        match self.class(at) {
            None => Step::None,
            Some(Class::To | Class::Modal) => Step::verb_at(at + 1),
            Some(Class::Adverb) => Step::Go {
                to: at + 1,
                verb: infinitive,
            },
            Some(Class::Be) => {
                let next = self.skip_adverbs(at + 1);
                match self.class(next) {
                    Some(Class::Open) if ABLE.contains(&self.text(next)) => Step::verb_at(next + 1),
                    // "To be stored": the participle is the action.
                    Some(Class::Open) if is_participle(self.text(next)) => Step::Action {
                        verb: next,
                        form: Form::PASSIVE,
                    },
                    _ => Step::base(at),
                }
            }
            Some(Class::Open) => {
                // After "to" stands a verb, known or not: "to login".
                let is_verb =
                    infinitive || self.share(at) >= Some(6) && self.class(at + 1).is_some();
                if is_verb {
                    self.verb(at)
                } else {
                    self.object_does(at, None)
                }
            }
            // "To back up", "to like".
            Some(Class::Preposition) if infinitive && verb_share(self.text(at)).is_some() => {
                self.verb(at)
            }
            Some(_) => self.object_does(at, None),
        }
    }

    /// What the verb at `at` leads to: another verb, or an action of its own.
    fn verb(&mut self, at: usize) -> Step {
        let text = self.text(at);
        let next = self.skip_adverbs(at + 1);
        if CATENATIVES.contains(&text) && self.class(next) == Some(Class::To) {
            Step::verb_at(next + 1)
        } else if ASPECTS.contains(&text) && is_gerund(self.text(next)) {
            Step::Action {
                verb: next,
                form: Form::GERUND,
            }
        } else if CAUSES.contains(&text) {
            self.object_does(at + 1, Some(at))
        } else {
            Step::base(at)
        }
    }

    /// Looks for what an object that begins at `start` does: "the system to send", "a file stored", "a way to sort".
    /// Where it does nothing, `verb` is the action.
    fn object_does(&mut self, start: usize, verb: Option<usize>) -> Step {
        self.causes = true;
        for at in start..self.words.len().min(start + REACH) {
            if at > start
                && (self.words[at].gap == Gap::Break || verb.is_some() && self.goes_on(at))
            {
                break;
            }
            match self.words[at].class {
                Class::Subordinator | Class::Subject => break,
                Class::Modal if verb.is_none() => return Step::verb_at(at + 1),
                Class::To if self.begins_infinitive(at, if verb.is_some() { 1 } else { 2 }) => {
                    return Step::verb_at(at + 1);
                }
                Class::Be if at > start => return Step::Go { to: at, verb: true },
                Class::Open if at > start => {
                    if let Some(step) = self.done_to(start, at, verb) {
                        return step;
                    }
                }
                _ => {}
            }
        }
        verb.map_or(Step::None, Step::base)
    }

    /// Whether "and" and a verb stand at `at`: what is before it is over.
    fn goes_on(&self, at: usize) -> bool {
        self.link(at).is_some_and(|(link, first)| {
            let verb = self.skip_adverbs(first);
            link.said && (self.class(verb) == Some(Class::Be) || self.is_base_verb(at, link, verb))
        })
    }

    /// The action at `at` after an object from `start` on: "a way of sorting", "the file stored", "the system send".
    fn done_to(&self, start: usize, at: usize, verb: Option<usize>) -> Option<Step> {
        let text = self.text(at);
        let before = self.class(at - 1);
        if is_gerund(text)
            && matches!(self.text(at - 1), "of" | "for")
            && at > start + 1
            && self.class(at + 1) != Some(Class::Preposition)
        {
            return Some(Step::Action {
                verb: at,
                form: Form::GERUND,
            });
        }
        let after_noun = match before {
            Some(Class::Open) => !is_adjective(self.text(at - 1)),
            Some(Class::Name | Class::Object) => true,
            _ => false,
        };
        if after_noun && is_participle(text) && self.ends_group(at + 1) {
            return Some(Step::Action {
                verb: at,
                form: Form::PARTICIPLE,
            });
        }
        let bare = verb.is_some_and(|verb| BARE_CAUSES.contains(&self.text(verb)));
        (after_noun && bare && self.is_bare_infinitive(start, at))
            .then_some(Step::Go { to: at, verb: true })
    }

    /// Whether the word at `at` is what the object from `start` on does: "have the system send …".
    fn is_bare_infinitive(&self, start: usize, at: usize) -> bool {
        // "Have a style guide": who does something is known.
        if matches!(self.text(start), "a" | "an" | "any" | "some")
            || at == start + 1 && self.class(start) == Some(Class::Open)
        {
            return false;
        }
        match self.class(at + 1) {
            Some(Class::Determiner | Class::Object) => self.share(at) >= Some(2),
            Some(Class::Open) => {
                let mut end = at + 1;
                while end < start + REACH && self.class(end) == Some(Class::Open) {
                    end += 1;
                }
                // "The batch ingest tool to recognize": a noun.
                let is_noun = self.class(end) == Some(Class::To) && self.begins_infinitive(end, 2);
                self.share(at) >= Some(7) && !is_noun
            }
            None | Some(Class::Finite) => false,
            Some(_) => self.share(at) >= Some(7),
        }
    }

    /// Whether a base form that is a verb in at least `share` tenths stands after "to" at `at`.
    pub(crate) fn begins_infinitive(&self, at: usize, share: u8) -> bool {
        let next = self.skip_adverbs(at + 1);
        let has_object = matches!(
            self.class(next + 1),
            Some(Class::Determiner | Class::Object)
        );
        let share = if has_object { 1 } else { share };
        self.class(next) == Some(Class::Be) || self.share(next) >= Some(share)
    }
}
