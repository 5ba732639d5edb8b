//! Merges three versions of a story file.

use super::body::merge_bodies;
use super::fields::{Fields, merge_fields};
use super::front::{Front, front};
use super::merged::{Merged, Unsure};
use super::names::Names;
use super::piece::{one_side, render};
use super::plain::{FILE, favoured_lines, merge_lines};
use super::rules::{MergeRules, Side};
use super::same_item::is_one_item;
use super::three::Three;
use super::verify::says_what_it_should;
use super::versions::{Form, versions};

/// Merges three versions of a story file: front matter by key, lists as sets, criteria by their words, dated lines by
/// date, other text by lines. What both sides changed differently is a conflict between markers in just that place.
///
/// An empty `base` means that both sides added the file. Whatever cannot be taken apart is merged by lines.
#[must_use]
pub fn merge_story(base: &[u8], ours: &[u8], theirs: &[u8], rules: &MergeRules) -> Merged {
    if ours == theirs || theirs == base {
        return Merged::clean(ours);
    }
    if ours == base {
        return Merged::clean(theirs);
    }
    let bytes = Three { base, ours, theirs };
    let versions = versions(&bytes);
    let merged = match &versions {
        Ok((texts, form)) => by_field(texts, *form, rules),
        Err(unsure) => Err(*unsure),
    };
    let by_lines = |lines: &Three<&[u8]>, unsure| match rules.choices.get(FILE) {
        Some(side) => favoured_lines(lines, &rules.markers, unsure, *side),
        None => merge_lines(lines, &rules.markers, unsure),
    };
    merged.unwrap_or_else(|unsure| match &versions {
        Err(_) => by_lines(&bytes, unsure),
        Ok((texts, form)) => {
            // Lines that differ only in how they end are the same.
            let merged = by_lines(&texts.map(|text| text.as_bytes()), unsure);
            let text = String::from_utf8(merged.bytes);
            Merged {
                bytes: text.map_or_else(|error| error.into_bytes(), |text| form.bytes(text)),
                ..merged
            }
        }
    })
}

fn by_field(texts: &Three<String>, form: Form, rules: &MergeRules) -> Result<Merged, Unsure> {
    // Only a file that nobody had before may be empty.
    if texts.ours.is_empty() || texts.theirs.is_empty() {
        return Err(Unsure::FrontMatter);
    }
    let fronts = texts.try_map(|text| front(text))?;
    if !is_one_item(&fronts) {
        return Err(Unsure::OtherItem);
    }
    put_together(&fronts, form, rules)
}

fn put_together(
    fronts: &Three<Front<'_>>,
    form: Form,
    rules: &MergeRules,
) -> Result<Merged, Unsure> {
    let Fields { mut pieces, said } = merge_fields(fronts, rules);
    let bodies = fronts.map(|front| front.body);
    let body = merge_bodies(&bodies, &rules.headings);
    for side in [Side::Ours, Side::Theirs] {
        let header = one_side(&pieces, side);
        let body = one_side(&body, side);
        if !says_what_it_should(&header, &body, &said) {
            return Err(Unsure::Result);
        }
    }
    let names = Names::new(&body, &rules.headings);
    pieces.extend(body);
    let (text, conflicts) = render(&pieces, names, rules);
    Ok(Merged {
        bytes: form.bytes(text),
        conflicts,
        unsure: None,
    })
}
