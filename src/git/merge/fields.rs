//! Merges front matter key by key.

use std::collections::{HashMap, HashSet};

use super::front::{Front, Unit};
use super::lists::merged_list;
use super::order::{merged_order, moved};
use super::piece::{Name, Piece};
use super::rules::{MergeRules, Side};
use super::status::{self, Verdict};
use super::three::{Pick, Three};
use super::value_lines::merged_lines;
use crate::model::{FieldKind, Rank, field, field_position};

/// What a key of the merged front matter says, to be looked up in the result.
#[derive(Debug)]
pub(super) enum Said<'a> {
    /// What that unit says.
    As(&'a Unit<'a>),
    /// A list of these.
    Items(Vec<String>),
    /// What these lines say.
    Lines(String),
}

/// Merged front matter.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    /// Its lines, from the opening to the closing one.
    pub pieces: Vec<Piece>,
    /// What each key that is not contested must say.
    pub said: Vec<(String, Said<'a>)>,
}

/// A version's units by their keys.
pub(super) type Units<'a> = HashMap<&'a str, &'a Unit<'a>>;

/// Merges the front matter of three versions. The order of keys says nothing: where both sides changed it, it is ours.
pub(super) fn merge_fields<'a>(fronts: &'a Three<Front<'a>>, rules: &MergeRules) -> Fields<'a> {
    let units = fronts.map(|front| {
        let named = front.units.iter().map(|unit| (unit.key.as_str(), unit));
        named.collect::<Units<'a>>()
    });
    let keys = fronts.map(|front| {
        let keys = front.units.iter().map(|unit| unit.key.as_str());
        keys.collect::<Vec<&str>>()
    });
    let leads = moved(&keys).favouring(Side::Ours);
    let order = merged_order(&keys, leads, |_, ours, theirs| by_position(ours, theirs));
    let verdict = status::verdict(fronts, rules);
    let mut merger = Merger {
        fronts,
        units,
        fields: Fields::default(),
    };
    merger.line(fronts.map(|front| front.open));
    let grouped: HashSet<&str> = verdict.keys().collect();
    for key in order {
        if !grouped.contains(key) {
            merger.key(key);
        } else if key == verdict.first(&merger.units.ours, &merger.units.theirs) {
            merger.group(&verdict);
        }
    }
    merger.lead("at the end", fronts.map(|front| Some(front.tail)));
    merger.line(fronts.map(|front| front.close));
    merger.fields
}

/// Two runs of new keys at one spot, in the order in which files hold them.
fn by_position<'a>(ours: Vec<&'a str>, theirs: Vec<&'a str>) -> Vec<&'a str> {
    let mut merged = Vec::with_capacity(ours.len() + theirs.len());
    let mut theirs = theirs.into_iter().peekable();
    for key in ours {
        let position = field_position(key);
        while let Some(other) = theirs.next_if(|other| {
            let other = field_position(other);
            other.is_some() && position.is_some() && other < position
        }) {
            merged.push(other);
        }
        merged.push(key);
    }
    merged.extend(theirs);
    merged
}

struct Merger<'a> {
    fronts: &'a Three<Front<'a>>,
    units: Three<Units<'a>>,
    fields: Fields<'a>,
}

impl<'a> Merger<'a> {
    fn text(&mut self, text: &str) {
        self.fields.pieces.push(Piece::Text(text.to_owned()));
    }

    /// A fence: whoever changed it; ours where both did.
    fn line(&mut self, lines: Three<&str>) {
        self.text(match lines.pick() {
            Pick::Ours | Pick::Contested => lines.ours,
            Pick::Theirs => lines.theirs,
        });
    }

    /// The comments and blank lines above a key; a version without the key has none.
    fn lead(&mut self, key: &str, leads: Three<Option<&str>>) {
        let leads = leads.map(|lead| lead.unwrap_or_default());
        match leads.pick() {
            Pick::Ours => self.text(leads.ours),
            Pick::Theirs => self.text(leads.theirs),
            // Blank lines say nothing.
            Pick::Contested => match leads.map(|lead| without_blank_lines(lead)).pick() {
                Pick::Ours => self.text(leads.ours),
                Pick::Theirs => self.text(leads.theirs),
                Pick::Contested => {
                    let name = Name::One(format!("comment {key}"));
                    self.fields.pieces.push(Piece::contested(name, leads));
                }
            },
        }
    }

    /// A key, by itself.
    fn key(&mut self, key: &'a str) {
        let units = self.units.map(|units| units.get(key).copied());
        let decision = decide(key, &units);
        if !matches!(decision, Decision::Take(None)) {
            self.lead(key, units.map(|unit| unit.map(|unit| unit.lead)));
        }
        match decision {
            Decision::Take(Some(unit)) => self.take(unit),
            Decision::Take(None) => self.gone(key, &units),
            Decision::List(text, items) => {
                self.text(&text);
                self.fields.said.push((key.to_owned(), Said::Items(items)));
            }
            Decision::Lines(text) => {
                self.text(&text);
                self.fields.said.push((key.to_owned(), Said::Lines(text)));
            }
            Decision::Contested => {
                let lines = units.map(|unit| unit.map_or("", |unit| unit.text));
                let name = Name::One(key.to_owned());
                self.fields.pieces.push(Piece::contested(name, lines));
            }
        }
    }

    /// A key that a side took out, with what stands above it: contested where the other side wrote something else there, which
    /// would stand above another key else.
    fn gone(&mut self, key: &str, units: &Three<Option<&Unit<'_>>>) {
        let comments = |unit: &Unit<'_>| -> Vec<String> {
            let lines = unit.lead.lines().map(|line| line.trim().to_owned());
            lines.filter(|line| !line.is_empty()).collect()
        };
        let left = units.ours.or(units.theirs).map(comments);
        let was = units.base.map(comments);
        if left.is_some_and(|left| !left.is_empty() && Some(left) != was) {
            let lines = units.map(|unit| {
                unit.map_or(String::new(), |unit| format!("{}{}", unit.lead, unit.text))
            });
            let name = Name::One(key.to_owned());
            self.fields.pieces.push(Piece::contested(name, lines));
        }
    }

    fn take(&mut self, unit: &'a Unit<'a>) {
        self.text(unit.text);
        self.fields.said.push((unit.key.clone(), Said::As(unit)));
    }

    /// The status and its dates, where they go together.
    fn group(&mut self, verdict: &Verdict) {
        let of = |front: &'a Front<'a>| {
            let units = front.units.iter();
            units.filter(|unit| status::KEYS.contains(&unit.key.as_str()))
        };
        match verdict {
            Verdict::KeyByKey => {}
            Verdict::Side(side) => {
                let (winner, loser) = match side {
                    Side::Ours => (&self.fronts.ours, &self.fronts.theirs),
                    Side::Theirs => (&self.fronts.theirs, &self.fronts.ours),
                };
                // A day that only the other side knows is kept: what happened on it happened.
                let only = |unit: &&Unit<'_>| {
                    [winner, &self.fronts.base]
                        .into_iter()
                        .all(|front| front.unit(&unit.key).is_none())
                };
                let mut units: Vec<&Unit<'_>> = of(winner).chain(of(loser).filter(only)).collect();
                units.sort_by_key(|unit| field_position(&unit.key));
                for unit in units {
                    self.text(unit.lead);
                    self.take(unit);
                }
            }
            Verdict::Contested => {
                let lines = self.fronts.map(|front| {
                    of(front)
                        .flat_map(|unit| [unit.lead, unit.text])
                        .collect::<String>()
                });
                let name = Name::One(status::KEYS[0].to_owned());
                self.fields.pieces.push(Piece::contested(name, lines));
            }
        }
    }
}

/// What becomes of a key.
enum Decision<'a> {
    /// It is as in that unit, or gone.
    Take(Option<&'a Unit<'a>>),
    /// It is a list, written so, of these.
    List(String, Vec<String>),
    /// It is written in these lines.
    Lines(String),
    /// Both changed it differently.
    Contested,
}

fn decide<'a>(key: &str, units: &Three<Option<&'a Unit<'a>>>) -> Decision<'a> {
    let texts = units.map(|unit| unit.map(|unit| unit.text));
    match texts.pick() {
        Pick::Ours => return Decision::Take(units.ours),
        Pick::Theirs => return Decision::Take(units.theirs),
        Pick::Contested => {}
    }
    if let (Some(ours), Some(theirs)) = (units.ours, units.theirs)
        && says_the_same(key, ours, theirs)
        && ours.comments() == theirs.comments()
    {
        return Decision::Take(units.ours);
    }
    match field(key).map(|field| field.kind) {
        Some(FieldKind::List | FieldKind::References) => match merged_list(key, units) {
            Some((text, items)) => Decision::List(text, items),
            None => Decision::Contested,
        },
        Some(FieldKind::Rank) => match (units.ours.and_then(rank), units.theirs.and_then(rank)) {
            (Some(ours), Some(theirs)) if theirs < ours => Decision::Take(units.theirs),
            (Some(_), Some(_)) => Decision::Take(units.ours),
            _ => Decision::Contested,
        },
        Some(FieldKind::External | FieldKind::Outcome | FieldKind::Opaque) | None => {
            match merged_lines(key, units) {
                Some(text) => Decision::Lines(text),
                None => Decision::Contested,
            }
        }
        Some(_) => Decision::Contested,
    }
}

/// Whether two values are one. Quotes say nothing in a field that is read as text; in a key of one's own they may tell a text
/// from a number.
fn says_the_same(key: &str, ours: &Unit<'_>, theirs: &Unit<'_>) -> bool {
    let texts = || ours.value.text().zip(theirs.value.text());
    ours.value.content.says_the_same(&theirs.value.content)
        || field(key).is_some() && texts().is_some_and(|(ours, theirs)| ours == theirs)
}

/// The rank that a unit holds, where it holds nothing else.
fn rank(unit: &Unit<'_>) -> Option<Rank> {
    let alone = unit.comments().is_empty();
    unit.value.text().filter(|_| alone)?.trim().parse().ok()
}

/// The lines of a text that are not blank.
fn without_blank_lines(text: &str) -> Vec<&str> {
    let lines = text.lines();
    lines.filter(|line| !line.trim().is_empty()).collect()
}
