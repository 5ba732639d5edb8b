//! What "and", a comma or a slash joins: another action, or only nouns and clauses.

use super::action_lists::{BINOMIALS, MASS_NOUNS};
use super::action_reader::{Link, REACH, Reader, Scope};
use super::action_words::{Class, Gap};
use super::verbs::{is_adjective, is_gerund, is_participle, third_person_share, verb_share};

impl Reader<'_> {
    /// Whether no noun follows that a participle would describe.
    pub(crate) fn ends_group(&self, at: usize) -> bool {
        !matches!(
            self.class(at),
            Some(Class::Open | Class::Name | Class::Determiner)
        ) || self.gap(at) != Gap::Space
    }

    /// Reads the action after a link, if there is one; returns where to go on.
    pub(crate) fn conjunct(&mut self, at: usize, link: Link, first: usize) -> Option<usize> {
        if !self.has_action() {
            return None;
        }
        let verb = self.skip_adverbs(first);
        let form = self.form;
        let main = self.scope == Scope::Main;
        let open = self.scope != Scope::Below { base: true };
        let said = link.said && open;
        match self.class(verb)? {
            Class::Subject if link.said => self.wish(verb).map(|wanted| self.head(wanted, false)),
            Class::Modal if said && main && self.begins_infinitive(verb, 1) => {
                Some(self.head(verb, true))
            }
            Class::To if said && self.begins_infinitive(verb, 1) => Some(self.head(verb, true)),
            Class::Be if said && form.base => Some(self.head(verb, true)),
            Class::Open if self.does_so(verb) => None,
            Class::Open if open && form.base && self.is_base_verb(at, link, verb) => {
                Some(self.head(verb, true))
            }
            Class::Open if said && main && form.participle && is_participle(self.text(verb)) => {
                self.ends_group(verb + 1).then(|| self.push(verb, form))
            }
            Class::Open if said && form.gerund && is_gerund(self.text(verb)) => {
                Some(self.push(verb, form))
            }
            Class::Open | Class::Determiner if said && self.causes => {
                self.passive(verb).map(|be| self.head(be, true))
            }
            _ => None,
        }
    }

    /// "And I want to …": what is wanted begins where it says.
    fn wish(&self, subject: usize) -> Option<usize> {
        let wish = self.skip_adverbs(subject + 1);
        match (self.text(subject), self.text(wish), self.text(wish + 1)) {
            ("i" | "we", "want" | "need" | "wish", _) => Some(wish + 1),
            ("i" | "we", "would", "like") => Some(wish + 2),
            _ => None,
        }
    }

    /// "And continue to do so": the same action.
    fn does_so(&self, verb: usize) -> bool {
        (verb..verb + 4).any(|at| self.text(at) == "do" && self.text(at + 1) == "so")
    }

    /// "And the deposit to be denied": where "to be" stands, a few words on.
    fn passive(&self, start: usize) -> Option<usize> {
        (start..start + 5)
            .take_while(|at| {
                matches!(
                    self.class(*at),
                    Some(Class::Open | Class::Determiner | Class::Name | Class::To)
                )
            })
            .find(|at| self.class(*at) == Some(Class::To) && self.class(*at + 1) == Some(Class::Be))
    }

    /// Whether the word at `verb`, joined by `link` to what ends before `at`, is a verb in its base form with an object.
    pub(crate) fn is_base_verb(&self, at: usize, link: Link, verb: usize) -> bool {
        let Some(share) = self.share(verb) else {
            return false;
        };
        let left = at.saturating_sub(1);
        if BINOMIALS.contains(&(self.text(left), self.text(verb))) {
            return false;
        }
        // "Search for and download": what stands before "and" lacks its object.
        let beside = at == self.group || self.class(left) == Some(Class::Preposition);
        if beside && share > 0 && self.is_in_list(verb) {
            return true;
        }
        let Some(needed) = self.needed(at, verb, beside) else {
            return false;
        };
        let is_last = self.gap(verb + 1) != Gap::Space;
        let needed = match link {
            Link { said: true, .. } => needed,
            Link {
                gap: Gap::Slash, ..
            } if is_last => return false,
            _ if beside => needed.max(4),
            // Commas and slashes part nouns more often.
            Link {
                gap: Gap::Slash, ..
            } => needed + 7,
            _ => needed + 4,
        };
        share >= needed
    }

    /// Whether a list of verbs ends right after the word at `verb`: "view, copy and delete", "view/copy/delete".
    fn is_in_list(&self, verb: usize) -> bool {
        let next = match self.class(verb + 1) {
            Some(Class::Coordinator) => verb + 2,
            _ if self.gap(verb + 1) == Gap::Slash => verb + 1,
            _ => return false,
        };
        self.share(next) >= Some(7)
    }

    /// How often the word at `verb` must be a verb (tenths) to be one here, judged by what follows; nothing where it is none.
    /// It is `beside` the verb before when only "and" parts them.
    fn needed(&self, at: usize, verb: usize, beside: bool) -> Option<u8> {
        let next = verb + 1;
        if self.gap(next) != Gap::Space || self.class(next) == Some(Class::Coordinator) {
            // The last of its part: only a list of verbs goes on like that.
            return Some(if beside { 4 } else { 9 });
        }
        Some(match self.class(next)? {
            Class::Determiner | Class::Object | Class::Name if beside => 0,
            Class::Determiner | Class::Object | Class::Name | Class::Subordinator => 1,
            Class::Open if beside => 1,
            Class::Open if self.is_modifier(at, verb) => return None,
            Class::Open if self.is_bare_singular(next) => 8,
            // "Enter a keyword and view results": "a" and a plural do not agree.
            Class::Open if at > 1 && matches!(self.text(at - 2), "a" | "an") => 3,
            Class::Open => 5,
            Class::Preposition | Class::To | Class::Adverb if beside => 3,
            // "A list of": verbs take other prepositions.
            Class::Preposition if self.text(next) == "of" => 9,
            Class::Preposition | Class::To | Class::Adverb => 6,
            _ => return None,
        })
    }

    /// Whether the words before "and" and after it describe one noun: "accurate and complete data", "the read and edit views".
    fn is_modifier(&self, at: usize, verb: usize) -> bool {
        let is_verb_after_article = at > 1
            && self.class(at - 2) == Some(Class::Determiner)
            && self.share(at - 1) >= Some(9);
        is_verb_after_article
            || is_adjective(self.text(at.saturating_sub(1))) && is_adjective(self.text(verb))
    }

    /// Whether the nouns at `at` end in a singular: as an object it would have an article, so the word before is a noun too.
    fn is_bare_singular(&self, at: usize) -> bool {
        let last = (at..at + REACH)
            .take_while(|next| {
                self.class(*next) == Some(Class::Open)
                    && (*next == at || self.gap(*next) == Gap::Space)
            })
            .last();
        last.is_some_and(|last| {
            let noun = self.text(last);
            !noun.ends_with('s') && !MASS_NOUNS.contains(&noun)
        })
    }

    /// Notes where a clause or a purpose begins below the main clause.
    pub(crate) fn enter(&mut self, at: usize) {
        if !self.has_action() {
            return;
        }
        match self.class(at) {
            Some(Class::Subordinator | Class::Subject) => {
                if let Some(base) = self.finite(at) {
                    self.scope = Scope::Below { base };
                }
            }
            Some(Class::To) if self.begins_infinitive(at, 3) => {
                self.scope = Scope::Below { base: true };
            }
            _ => {}
        }
    }

    /// Whether the clause at `at` has its verb in the base form, as after a modal or "they"; nothing where it has no verb.
    fn finite(&self, at: usize) -> Option<bool> {
        for next in at + 1..at + REACH {
            if self.gap(next) >= Gap::Comma {
                break;
            }
            match self.class(next)? {
                Class::Modal | Class::To => return Some(true),
                Class::Finite => return Some(false),
                Class::Open => {
                    // Right after "which" or "I" stands a verb; after "know that" its subject, after "the" a noun.
                    let direct = at != self.group && self.skip_adverbs(at + 1) == next;
                    let text = self.text(next);
                    if verb_share(text) >= Some(if direct { 2 } else { 6 }) {
                        return Some(true);
                    }
                    if third_person_share(text) >= Some(if direct { 2 } else { 7 })
                        || is_participle(text)
                    {
                        return Some(false);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
