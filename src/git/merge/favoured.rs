//! The merged list with one side favoured: each item once, what is contested as that side has it, and every other change of both.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::existence::{Existence, present};
use super::identity::Known;
use super::list::{Item, Parent};
use super::nesting::{Nesting, nestings};
use super::numbers::Numbers;
use super::order::{both_moved, merged_order, moved};
use super::rules::Side;
use super::text_block::merged_text;
use super::three::{Pick, Three};
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
    let days =
        [&list.ours, &list.theirs].map(|side| days(side).filter(|_| kind != ListKind::Criteria));
    let stand_so = |is_so: fn(&[Date]) -> bool| {
        let mut days = days.iter();
        days.all(|days| days.as_deref().is_some_and(is_so))
    };
    let by_day = stand_so(|days| days.is_sorted());
    let newest_first = !by_day && stand_so(|days| days.is_sorted_by_key(Reverse));
    let mut ordered = Vec::new();
    for (group, siblings) in groups(list, &nestings).into_iter().enumerate() {
        let moved = moved(&siblings);
        let both = (moved == Pick::Contested)
            .then(|| both_moved(&siblings))
            .flatten();
        let (siblings, leads) = match both {
            Some(ours) => (Three { ours, ..siblings }, Side::Ours),
            None => (siblings, moved.favouring(favoured)),
        };
        let day = |id: &usize| -> Option<Date> { said[*id].and_then(|item| item.date) };
        let is_new = |id: &usize| matches!(existence[*id], Existence::New(_));
        let is_text = |id: &usize| said[*id].is_some_and(Item::is_text);
        let mut order = merged_order(&siblings, leads, |above, ours, theirs| {
            // What is new below a text or a heading is a text before it is an item; below an item it is the other way round.
            let begins = above.is_none_or(is_text);
            side_by_side(ours, theirs, is_new, day, |id| is_text(id) == begins)
        });
        if group == existence.len() {
            if by_day {
                order.sort_by_key(day);
            } else if newest_first {
                order.sort_by_key(|id| Reverse(day(id)));
            }
        }
        order.retain(|id| present[*id]);
        ordered.push(order);
    }
    let mut writer = Writer {
        list,
        numbers: Numbers::new(list),
        favoured,
        nestings: &nestings,
        indents: vec![String::new(); existence.len()],
        markers: vec![0; existence.len()],
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

/// The days of a list in order, where each of its items has one.
fn days(list: &Known<'_, '_>) -> Option<Vec<Date>> {
    let all = list.items.iter().zip(&list.parents);
    let tops = all.filter(|(_, parent)| matches!(parent, Parent::Outside(_)));
    tops.map(|(item, _)| item.date).collect()
}

/// What is nested in each item, as each version has it in order, and last what is nested in none. Of an item that may be in the
/// merged list, a version says where it stands if it has it nested as in that.
fn groups(list: &Three<Known<'_, '_>>, nestings: &[Option<Nesting>]) -> Vec<Three<Vec<usize>>> {
    let group = |parent: Parent| match parent {
        Parent::Item(id) => id,
        Parent::Outside(_) => nestings.len(),
    };
    let mut groups = vec![Three::<Vec<usize>>::default(); nestings.len() + 1];
    let mut fill = |known: &Known<'_, '_>, side: Option<Side>| {
        for (&id, &within) in known.ids.iter().zip(&known.within) {
            let (Some(parent), Some(nesting)) = (within, nestings[id]) else {
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
/// theirs, dated lines by their day; and of both first what `begins`.
fn side_by_side(
    ours: Vec<usize>,
    theirs: Vec<usize>,
    is_new: impl Fn(&usize) -> bool,
    day: impl Fn(&usize) -> Option<Date>,
    begins: impl Fn(&usize) -> bool,
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
    let first = |mut run: Vec<usize>| {
        let rest = run.split_off(run.iter().take_while(|id| begins(id)).count());
        (run, rest)
    };
    let ((ours, our_rest), (theirs, their_rest)) = (first(ours), first(theirs));
    let is_dated = ours.iter().chain(&theirs).all(|id| day(id).is_some());
    let mut theirs = theirs.into_iter().peekable();
    for id in ours {
        while let Some(earlier) = theirs.next_if(|other| is_dated && day(other) < day(&id)) {
            merged.push(earlier);
        }
        merged.push(id);
    }
    merged.extend(theirs);
    merged.extend(our_rest);
    merged.extend(their_rest);
    merged
}

/// Writes items one below the other.
struct Writer<'l, 'i, 'a> {
    list: &'l Three<Known<'i, 'a>>,
    favoured: Side,
    /// Where a number says where its item stands.
    numbers: Option<Numbers>,
    nestings: &'l [Option<Nesting>],
    /// The indentation of what is written.
    indents: Vec<String>,
    /// The length of each marker that is written.
    markers: Vec<usize>,
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
        let text = match self.list.map(|side| side.item(id).map(|item| item.text)) {
            Three {
                base,
                ours: Some(ours),
                theirs: Some(theirs),
            } if item.is_text() => {
                let base = base.unwrap_or_default();
                merged_text(&Three { base, ours, theirs }, self.favoured)
            }
            _ => {
                let marker = self.marker(id, parent, item);
                self.markers[id] = marker.len();
                item.written(&indent, &marker)
            }
        };
        self.indents[id] = indent;
        let lead = self.lead(id, item);
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

    /// The bullet or the number of an item: as the side has it that changed it, ours where both did. In a list that counts up on both
    /// sides, the next number.
    fn marker(&mut self, id: usize, parent: Parent, item: &'i Item<'a>) -> String {
        let markers = self.list.map(|side| side.item(id).map(Item::marker));
        let is_quoted = item.marker().is_empty();
        let marker = markers
            .spoken()
            .filter(|marker| !is_quoted && !marker.is_empty());
        let marker = marker.unwrap_or_else(|| item.marker());
        let number = marker.trim_end_matches(['.', ')']);
        let (Some(numbers), Ok(own)) = (&mut self.numbers, number.parse::<u64>()) else {
            return marker.to_owned();
        };
        let next = numbers.next(parent, own);
        if next == own {
            return marker.to_owned();
        }
        format!("{next}{}", &marker[number.len()..])
    }

    /// How far an item is indented: from what it is nested in as far as there where it is nested so, and further by as much as the
    /// marker of that is longer now.
    fn indent(&self, id: usize, parent: Parent) -> String {
        let own = |side: &Known<'i, 'a>| {
            let is_so = side.parent(id) == Some(parent);
            side.item(id).filter(|_| is_so).map(Item::indent)
        };
        let Parent::Item(above) = parent else {
            let indent = self.list.map(own).spoken();
            return indent.unwrap_or_else(|| self.outermost()).to_owned();
        };
        let steps = self.list.map(|side| {
            let above = side.item(above)?;
            let step = own(side)?.get(above.indent().len()..)?;
            Some((step, above.marker().len()))
        });
        let marker = self.markers[above];
        let step = match steps.spoken() {
            Some((step, was)) if was < marker => step.to_owned() + &" ".repeat(marker - was),
            Some((step, _)) => step.to_owned(),
            None => " ".repeat(marker + 1),
        };
        format!("{}{step}", self.indents[above])
    }

    /// How far a list is indented.
    fn outermost(&self) -> &'i str {
        let sides = [&self.list.ours, &self.list.theirs];
        let first = sides.iter().find_map(|side| side.items.first());
        first.map_or("", Item::indent)
    }

    /// The blank lines above an item: as the side has them that changed them, ours where both did. What begins a list has none,
    /// and where it began one, or stood below a text, it gets as many as others have.
    fn lead(&self, id: usize, item: &Item<'_>) -> String {
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
        if let Some(above) = self.lines.last()
            && (item.is_text() || above.item.is_text())
        {
            return self.beside_text(above.id, id, item).to_owned();
        }
        let leads = self.list.map(|side| side.lead(id));
        let usual = || {
            let sides = [&self.list.ours, &self.list.theirs].into_iter();
            let all = sides.flat_map(|side| side.ids.iter().map(|id| side.lead(*id)));
            all.flatten().next()
        };
        leads.spoken().or_else(usual).unwrap_or_default().to_owned()
    }

    /// The blank lines between a text and an item, or two texts: as they are where one follows the other; else as they are above
    /// the text, or below it.
    fn beside_text(&self, above: usize, id: usize, item: &Item<'_>) -> &'i str {
        let below = self.list.map(|side| side.below(above));
        let between = below.map(|below| {
            let (_, item) = below.filter(|(below, _)| *below == id)?;
            item.blanks.as_deref()
        });
        let own = if item.is_text() {
            self.list.map(|side| side.item(id)?.blanks.as_deref())
        } else {
            below.map(|below| below.and_then(|(_, item)| item.blanks.as_deref()))
        };
        between.spoken().or(own.spoken()).unwrap_or("\n")
    }
}
