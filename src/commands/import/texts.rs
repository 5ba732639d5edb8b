//! The body of an item in an update: as the export tells it, and as it was told before, as far as anybody knows its lines.

use std::collections::HashSet;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::commands::import::merge::{Contested, Stand, stand};
use crate::commands::import::take::{Take, TakeSide};
use crate::exchange::{KnownLines, Prints, ToldItem, each_print, line_prints};

/// Two versions of a body; none where it is as it is here.
pub struct Texts {
    /// As the export tells it.
    pub there: Option<String>,
    /// As it was before.
    pub base: Option<String>,
    /// Where what was before is not known.
    pub conflict: Option<Contested>,
}

const SAME: Texts = Texts {
    there: None,
    base: None,
    conflict: None,
};

/// The parts of a body, as names of what an export carries.
pub const PARTS: [&str; 3] = ["text", "criteria", "notes"];

/// Works the versions of a body out. A part that the export is silent about is as it was before.
pub fn texts(here: &str, newline: &str, told: &ToldItem, bases: &[Prints], take: &Take) -> Texts {
    let told_parts = PARTS.map(|name| told.prints.get(name));
    if told_parts.iter().all(Option::is_none) {
        return SAME;
    }
    let own = told.parts().concat();
    let mut known = KnownLines::default();
    known.add(here);
    known.add(&own);
    let here_prints = line_prints(here);
    let parts_of = |base: &Prints| PARTS.map(|name| base.get(name).map(str::to_owned));
    let knows = |base: &&Prints| PARTS.iter().any(|name| base.get(name).is_some());
    let Some(base) = bases
        .iter()
        .filter(knows)
        .map(parts_of)
        .max_by_key(|parts| {
            alike(
                &parts.clone().map(Option::unwrap_or_default).concat(),
                &here_prints,
            )
        })
    else {
        let there_prints = told_parts.map(Option::unwrap_or_default).concat();
        return without_base(here, newline, &here_prints, &there_prints, &known, take);
    };
    let there = PARTS
        .iter()
        .enumerate()
        .map(|(at, _)| told_parts[at].or(base[at].as_deref()).unwrap_or_default())
        .collect::<String>();
    let base = base.map(Option::unwrap_or_default).concat();
    if there == base {
        return SAME;
    }
    Texts {
        there: Some(known.text(&there, newline)),
        base: Some(known.text(&base, newline)),
        conflict: None,
    }
}

/// How many lines both have.
fn alike(one: &str, other: &str) -> usize {
    let other: HashSet<&str> = each_print(other).collect();
    each_print(one).filter(|line| other.contains(line)).count()
}

fn without_base(
    here: &str,
    newline: &str,
    here_prints: &str,
    there_prints: &str,
    known: &KnownLines<'_>,
    take: &Take,
) -> Texts {
    let words = |prints: &str| {
        let lines = each_print(prints).filter(|line| *line != ".");
        lines.collect::<String>()
    };
    let there = known.text(there_prints, newline);
    match stand(&[], &words(here_prints), &words(there_prints)) {
        Stand::Same | Stand::Here => SAME,
        Stand::There => Texts {
            there: Some(there),
            base: Some(here.to_owned()),
            conflict: None,
        },
        Stand::Both | Stand::Unknown => {
            let taken = take.side("text");
            let conflict = Some(Contested {
                field: "text".to_owned(),
                here: Some(shown(here)),
                there: Some(shown(&there)),
                taken,
            });
            if taken != Some(TakeSide::There) {
                return Texts { conflict, ..SAME };
            }
            // What both have was there before; the rest was added on one side.
            let ours: Vec<&str> = each_print(here_prints).collect();
            let theirs: Vec<&str> = each_print(there_prints).collect();
            let common: String = capture_diff_slices(Algorithm::Myers, &ours, &theirs)
                .into_iter()
                .filter(|part| part.tag() == DiffTag::Equal)
                .map(|part| ours[part.old_range()].concat())
                .collect();
            Texts {
                there: Some(there),
                base: Some(known.text(&common, newline)),
                conflict,
            }
        }
    }
}

/// The first words of a text.
fn shown(text: &str) -> String {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    match (first, lines) {
        (Some(first), 1) => first.trim().to_owned(),
        (Some(first), lines) => format!("{} … ({lines} lines)", first.trim()),
        (None, _) => String::new(),
    }
}
