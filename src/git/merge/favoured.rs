//! The merged list with one side favoured: each item once, what is contested as that side has it, and every other change of both.

use jiff::civil::Date;

use super::existence::{Existence, present};
use super::identity::Known;
use super::list::{Item, Parent};
use super::nesting::{Nesting, nestings};
use super::order::{merged_order, moved};
use super::rules::Side;
use super::three::Three;
use crate::text::ListKind;

/// An item of the merged list.
#[derive(Debug)]
pub(super) struct Line<'i, 'a> {
    /// Its number.
    pub id: usize,
    /// In how many items it stands.
    pub depth: usize,
    /// Which of them is the innermost one.
    pub parent: Parent,
    /// The blank lines above it.
    pub lead: String,
    /// Its lines.
    pub text: String,
    /// What it says.
    pub item: &'i Item<'a>,
}

impl Line<'_, '_> {
    /// The blank lines above it and its lines.
    pub fn parts(&self) -> (&str, &str) {
        (&self.lead, &self.text)
    }
}

/// The merged list.
pub(super) fn favoured<'i, 'a>(
    list: &Three<Known<'i, 'a>>,
    existence: &[Existence],
    kind: ListKind,
    favoured: Side,
) -> Vec<Line<'i, 'a>> {
    let present = present(list, existence, favoured);
    let nestings = nestings(list, &present, favoured);
    let said: Vec<Option<&Item<'a>>> = (0..existence.len())
        .map(|id| said(list, id, favoured))
        .collect();
    let by_day = kind != ListKind::Criteria && is_by_day(&list.ours) && is_by_day(&list.theirs);
    let mut ordered = Vec::new();
    for (group, siblings) in groups(list, existence, &nestings).into_iter().enumerate() {
        let leads = moved(&siblings).favouring(favoured);
        let day = |id: &usize| -> Option<Date> { said[*id].and_then(|item| item.date) };
        let is_new = |id: &usize| matches!(existence[*id], Existence::New(_));
        let mut order = merged_order(&siblings, leads, |ours, theirs| {
            side_by_side(ours, theirs, is_new, day)
        });
        if by_day && group == existence.len() {
            order.sort_by_key(day);
        }
        order.retain(|id| present[*id]);
        ordered.push(order);
    }
    let mut writer = Writer {
        list,
        nestings: &nestings,
        indents: vec![String::new(); existence.len()],
        lines: Vec::new(),
    };
    let top = ordered.pop().unwrap_or_default();
    let mut open: Vec<(usize, usize)> = top.into_iter().rev().map(|id| (id, 0)).collect();
    while let Some((id, depth)) = open.pop() {
        if let Some(item) = said[id] {
            let depth = writer.write(id, depth, item);
            let nested = std::mem::take(&mut ordered[id]).into_iter().rev();
            open.extend(nested.map(|id| (id, depth + 1)));
        }
    }
    writer.lines
}

/// What an item says: as the side has it that changed it.
fn said<'i, 'a>(list: &Three<Known<'i, 'a>>, id: usize, favoured: Side) -> Option<&'i Item<'a>> {
    let items = list.map(|side| side.item(id));
    match (items.ours, items.theirs) {
        (Some(ours), Some(theirs)) => {
            let contents = items.map(|item| item.map(Item::content));
            let favoured = if ours.says_the_same(theirs) {
                Side::Ours
            } else {
                favoured
            };
            *items.of(contents.pick().favouring(favoured))
        }
        (ours, theirs) => ours.or(theirs),
    }
}

/// Whether a list stands by date, and each of its items has one.
fn is_by_day(list: &Known<'_, '_>) -> bool {
    let all = list.items.iter().zip(&list.parents);
    let tops = all.filter(|(_, parent)| matches!(parent, Parent::Outside(_)));
    let days: Option<Vec<Date>> = tops.map(|(item, _)| item.date).collect();
    days.is_some_and(|days| days.is_sorted())
}

/// What is nested in each item, as each version has it in order, and last what is nested in none. Of an item that may be in the
/// merged list, a version says where it stands if it has it nested as in that.
fn groups(
    list: &Three<Known<'_, '_>>,
    existence: &[Existence],
    nestings: &[Option<Nesting>],
) -> Vec<Three<Vec<usize>>> {
    let group = |parent: Parent| match parent {
        Parent::Item(id) => id,
        Parent::Outside(_) => existence.len(),
    };
    let mut groups = vec![Three::<Vec<usize>>::default(); existence.len() + 1];
    let mut fill = |known: &Known<'_, '_>, side: Option<Side>| {
        for (&id, &parent) in known.ids.iter().zip(&known.parents) {
            let Some(nesting) = nestings[id].filter(|_| existence[id] != Existence::Out) else {
                continue;
            };
            let is_there = group(parent) == group(nesting.parent);
            if is_there || side == Some(nesting.side) {
                let versions = &mut groups[group(nesting.parent)];
                let version = match side {
                    Some(Side::Ours) => &mut versions.ours,
                    Some(Side::Theirs) => &mut versions.theirs,
                    None => &mut versions.base,
                };
                version.push(id);
            }
        }
    };
    fill(&list.base, None);
    fill(&list.ours, Some(Side::Ours));
    fill(&list.theirs, Some(Side::Theirs));
    groups
}

/// What each side alone has at one spot: up to the last one that is not new, by their numbers; then what is new, ours, then
/// theirs, dated lines by their day.
fn side_by_side(
    ours: Vec<usize>,
    theirs: Vec<usize>,
    is_new: impl Fn(&usize) -> bool,
    day: impl Fn(&usize) -> Option<Date>,
) -> Vec<usize> {
    let parted = |mut run: Vec<usize>| {
        let known = run.iter().rposition(|id| !is_new(id));
        let new = run.split_off(known.map_or(0, |last| last + 1));
        (run, new)
    };
    let ((ours_known, ours), (theirs_known, theirs)) = (parted(ours), parted(theirs));
    let mut merged = if theirs_known.last() < ours_known.last() {
        [theirs_known, ours_known].concat()
    } else {
        [ours_known, theirs_known].concat()
    };
    let is_dated = ours.iter().chain(&theirs).all(|id| day(id).is_some());
    let mut theirs = theirs.into_iter().peekable();
    for id in ours {
        while let Some(earlier) = theirs.next_if(|other| is_dated && day(other) < day(&id)) {
            merged.push(earlier);
        }
        merged.push(id);
    }
    merged.extend(theirs);
    merged
}

/// Writes items one below the other.
struct Writer<'l, 'i, 'a> {
    list: &'l Three<Known<'i, 'a>>,
    nestings: &'l [Option<Nesting>],
    /// The indentation of what is written.
    indents: Vec<String>,
    lines: Vec<Line<'i, 'a>>,
}

impl<'i, 'a> Writer<'_, 'i, 'a> {
    /// Writes an item, and returns in how many others it stands.
    fn write(&mut self, id: usize, depth: usize, item: &'i Item<'a>) -> usize {
        let parent = self.nestings[id].map_or(Parent::Outside(0), |nesting| nesting.parent);
        let depth = match parent {
            Parent::Outside(depth) => depth,
            Parent::Item(_) => depth,
        };
        let indent = self.indent(id, parent);
        let text = item.written(&indent, self.marker(id, item));
        self.indents[id] = indent;
        let lead = self.lead(id);
        self.lines.push(Line {
            id,
            depth,
            parent,
            lead,
            text,
            item,
        });
        depth
    }

    /// The bullet or the number of an item: as the side has it that changed it, ours where both did.
    fn marker(&self, id: usize, item: &'i Item<'a>) -> &'i str {
        let markers = self.list.map(|side| side.item(id).map(Item::marker));
        let is_quoted = item.marker().is_empty();
        let marker = markers
            .spoken()
            .filter(|marker| !is_quoted && !marker.is_empty());
        marker.unwrap_or_else(|| item.marker())
    }

    /// How far an item is indented: from what it is nested in as far as there where it is nested so.
    fn indent(&self, id: usize, parent: Parent) -> String {
        let steps = self.list.map(|side| {
            if side.parent(id) != Some(parent) {
                return None;
            }
            let own = side.item(id)?.indent();
            match parent {
                Parent::Item(above) => own.get(side.item(above)?.indent().len()..),
                Parent::Outside(_) => Some(own),
            }
        });
        let step = steps.spoken();
        match parent {
            Parent::Item(above) => format!("{}{}", self.indents[above], step.unwrap_or("  ")),
            Parent::Outside(_) => step.unwrap_or_else(|| self.outermost()).to_owned(),
        }
    }

    /// How far a list is indented.
    fn outermost(&self) -> &'i str {
        let sides = [&self.list.ours, &self.list.theirs];
        let first = sides.iter().find_map(|side| side.items.first());
        first.map_or("", Item::indent)
    }

    /// The blank lines above an item: as the side has them that changed them, ours where both did. What begins a list has none,
    /// and where it began one, it gets as many as others have.
    fn lead(&self, id: usize) -> String {
        let begins_with_blanks = |side: &Known<'_, '_>| {
            let first = side.items.first();
            first.is_some_and(|item| item.blanks.is_some())
        };
        if self.lines.is_empty()
            && !begins_with_blanks(&self.list.ours)
            && !begins_with_blanks(&self.list.theirs)
        {
            return String::new();
        }
        let leads = self.list.map(|side| side.item(id)?.blanks.as_deref());
        let usual = || {
            let sides = [&self.list.ours, &self.list.theirs].into_iter();
            let mut second = sides.filter_map(|side| side.items.get(1)?.blanks.as_deref());
            second.next()
        };
        leads.spoken().or_else(usual).unwrap_or_default().to_owned()
    }
}
