//! One merged list out of two: what both favoured lists say alike is text, and what differs stands against each other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::body::name_of;
use super::favoured::Line;
use super::identity::Known;
use super::piece::{Name, Piece};
use super::three::Three;
use crate::text::ListKind;

/// The lists with ours and with theirs favoured.
pub(super) struct Favoured<'l, 'i, 'a> {
    /// Ours.
    pub ours: &'l [Line<'i, 'a>],
    /// Theirs.
    pub theirs: &'l [Line<'i, 'a>],
}

/// A stretch of both lists that have the same items there, or none in one of them.
#[derive(Debug, Clone)]
struct Stretch {
    ours: Range<usize>,
    theirs: Range<usize>,
}

/// The pieces of both lists: with ours taken everywhere they are the first list, with theirs the second one.
pub(super) fn aligned(
    lists: &Favoured<'_, '_, '_>,
    base: &Known<'_, '_>,
    kind: ListKind,
) -> Vec<Piece> {
    let stretches = lists.stretches();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(stretch) = stretches.get(at) {
        if lists.is_alike(stretch) {
            lists.push_alike(stretch, &mut pieces);
            at += 1;
            continue;
        }
        let end = lists.whole(&stretches, at);
        let last = &stretches[end - 1];
        let all = Stretch {
            ours: stretch.ours.start..last.ours.end,
            theirs: stretch.theirs.start..last.theirs.end,
        };
        lists.push_contested(&all, base, kind, &mut pieces);
        at = end;
    }
    pieces
}

impl Favoured<'_, '_, '_> {
    /// Parts both lists where they have the same items before and after: each item that both have is in one stretch of both.
    fn stretches(&self) -> Vec<Stretch> {
        fn places(list: &[Line<'_, '_>]) -> HashMap<usize, usize> {
            list.iter()
                .enumerate()
                .map(|(at, it)| (it.id, at))
                .collect()
        }
        let (in_ours, in_theirs) = (places(self.ours), places(self.theirs));
        let place = |at: usize, list: &[Line<'_, '_>], other: &HashMap<usize, usize>| {
            list.get(at).and_then(|line| other.get(&line.id)).copied()
        };
        let mut stretches = Vec::new();
        let (mut ours, mut theirs) = (0, 0);
        while ours < self.ours.len() || theirs < self.theirs.len() {
            let alone = |from: usize, list: &[Line<'_, '_>], other: &HashMap<usize, usize>| {
                let run = list[from..].iter();
                from + run.take_while(|line| !other.contains_key(&line.id)).count()
            };
            let (after_ours, after_theirs) = (
                alone(ours, self.ours, &in_theirs),
                alone(theirs, self.theirs, &in_ours),
            );
            if after_ours > ours || after_theirs > theirs {
                self.push_alone(ours..after_ours, theirs..after_theirs, &mut stretches);
                (ours, theirs) = (after_ours, after_theirs);
                continue;
            }
            // As far as what stands here in one list stands in the other.
            let mut stretch = Stretch {
                ours: ours..ours,
                theirs: theirs..theirs,
            };
            let (mut to_ours, mut to_theirs) = (ours + 1, theirs + 1);
            while stretch.ours.end < to_ours || stretch.theirs.end < to_theirs {
                if stretch.ours.end < to_ours {
                    let there = place(stretch.ours.end, self.ours, &in_theirs);
                    to_theirs = to_theirs.max(there.map_or(0, |at| at + 1));
                    stretch.ours.end += 1;
                } else {
                    let there = place(stretch.theirs.end, self.theirs, &in_ours);
                    to_ours = to_ours.max(there.map_or(0, |at| at + 1));
                    stretch.theirs.end += 1;
                }
            }
            (ours, theirs) = (to_ours, to_theirs);
            stretches.push(stretch);
        }
        stretches
    }

    /// What only one list has: item by item, but all together where some are deeper than others, for then one might come to stand
    /// in another that the other list has not.
    fn push_alone(&self, ours: Range<usize>, theirs: Range<usize>, to: &mut Vec<Stretch>) {
        let lines = self.ours[ours.clone()].iter();
        let mut depths = lines
            .chain(&self.theirs[theirs.clone()])
            .map(|line| line.depth);
        let first = depths.next();
        if !ours.is_empty() && !theirs.is_empty() && depths.any(|depth| Some(depth) != first) {
            to.push(Stretch { ours, theirs });
            return;
        }
        let (end, start) = (ours.end, theirs.start);
        to.extend(ours.map(|at| Stretch {
            ours: at..at + 1,
            theirs: start..start,
        }));
        to.extend(theirs.map(|at| Stretch {
            ours: end..end,
            theirs: at..at + 1,
        }));
    }

    fn is_alike(&self, stretch: &Stretch) -> bool {
        let ours = &self.ours[stretch.ours.clone()];
        let theirs = &self.theirs[stretch.theirs.clone()];
        let is_one = |(ours, theirs): (&Line<'_, '_>, &Line<'_, '_>)| {
            (ours.id, ours.depth, &ours.text) == (theirs.id, theirs.depth, &theirs.text)
        };
        ours.len() == theirs.len() && ours.iter().zip(theirs).all(is_one)
    }

    /// Up to where what is contested belongs to the first stretch: where that may be gone, or elsewhere, so is what a side nested in it.
    fn whole(&self, stretches: &[Stretch], at: usize) -> usize {
        let depths = |stretch: &Stretch| {
            let ours = self.ours[stretch.ours.clone()].iter();
            let theirs = self.theirs[stretch.theirs.clone()].iter();
            [
                ours.map(|line| line.depth).collect::<Vec<usize>>(),
                theirs.map(|line| line.depth).collect(),
            ]
        };
        let [ours, theirs] = depths(&stretches[at]);
        let least = ours.iter().chain(&theirs).min().copied();
        let mut end = at + 1;
        if ours.iter().min() == theirs.iter().min() {
            return end;
        }
        // Whether what comes next may still be nested in the stretch, of each side.
        let mut open = [true, true];
        for (at, stretch) in stretches.iter().enumerate().skip(end) {
            let mut is_below = false;
            for (open, depths) in open.iter_mut().zip(depths(stretch)) {
                is_below |= *open && depths.first().copied() > least;
                *open &= depths.into_iter().all(|depth| Some(depth) > least);
            }
            if is_below && !self.is_alike(stretch) {
                end = at + 1;
            }
            if open == [false, false] {
                break;
            }
        }
        end
    }

    /// A stretch that both lists have alike. Blank lines above it that one of them has not belong to what is contested before it.
    fn push_alike(&self, stretch: &Stretch, to: &mut Vec<Piece>) {
        let ours = &self.ours[stretch.ours.clone()];
        let theirs = &self.theirs[stretch.theirs.clone()];
        let mut text: String = ours
            .iter()
            .flat_map(|line| [line.lead.as_str(), line.text.as_str()])
            .collect();
        if let (Some(Piece::Contested(before)), Some(ours), Some(theirs)) =
            (to.last_mut(), ours.first(), theirs.first())
            && ours.lead != theirs.lead
        {
            before.lines.ours.push_str(&ours.lead);
            before.lines.theirs.push_str(&theirs.lead);
            text.drain(..ours.lead.len());
        }
        to.push(Piece::Text(text));
    }

    /// A stretch that is contested, with the blank lines above it before it where both lists have them.
    fn push_contested(
        &self,
        stretch: &Stretch,
        base: &Known<'_, '_>,
        kind: ListKind,
        to: &mut Vec<Piece>,
    ) {
        let ours = &self.ours[stretch.ours.clone()];
        let theirs = &self.theirs[stretch.theirs.clone()];
        let [our_lead, their_lead] =
            [ours, theirs].map(|lines| lines.first().map(|line| line.lead.as_str()));
        let lead = our_lead.filter(|lead| their_lead == Some(lead));
        to.push(Piece::Text(lead.unwrap_or_default().to_owned()));
        let lead = lead.map_or(0, str::len);
        let said = |lines: &[Line<'_, '_>]| match lines {
            [] => String::new(),
            lines => joined(lines.iter().map(Line::parts)).split_off(lead),
        };
        let [in_ours, in_theirs] =
            [ours, theirs].map(|lines| lines.iter().map(|line| line.id).collect::<HashSet<_>>());
        let ids = |lines: &[Line<'_, '_>]| -> Vec<usize> {
            let ids = lines.iter().map(|line| line.id);
            ids.filter(|id| in_ours.contains(id) && in_theirs.contains(id))
                .collect()
        };
        let is_text = ours.iter().chain(theirs).all(|line| line.item.is_text());
        let name = if is_text {
            "text"
        } else if ids(ours) == ids(theirs) {
            name_of(kind)
        } else {
            order_of(kind)
        };
        let known = base.ids.iter().zip(base.items);
        let known = known.filter(|(id, _)| in_ours.contains(id) || in_theirs.contains(id));
        let lines = Three {
            base: joined(known.map(|(_, item)| (item.blanks.as_deref().unwrap_or(""), item.text)))
                .trim_start_matches('\n')
                .to_owned(),
            ours: said(ours),
            theirs: said(theirs),
        };
        to.push(Piece::contested(Name::Numbered(name), lines));
    }
}

/// Items with the blank lines above them.
fn joined<'l>(lines: impl Iterator<Item = (&'l str, &'l str)>) -> String {
    lines.flat_map(|(lead, lines)| [lead, lines]).collect()
}

/// What the order of a list is called.
fn order_of(list: ListKind) -> &'static str {
    match list {
        ListKind::Criteria => "order of criteria",
        ListKind::Log(_) => "order of notes",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Favoured, aligned};
    use crate::git::merge::favoured::Line;
    use crate::git::merge::identity::identified;
    use crate::git::merge::list::{Item, Parent};
    use crate::git::merge::piece::{Piece, one_side};
    use crate::git::merge::rules::Side;
    use crate::git::merge::three::Three;
    use crate::text::ListKind;

    const ITEM: Item<'static> = Item {
        blanks: None,
        text: "",
        list: Some(ListKind::Criteria),
        depth: 0,
        words: "",
        done: None,
        date: None,
    };

    fn lines(of: &[(usize, usize)]) -> Vec<Line<'static, 'static>> {
        let mut ids = BTreeSet::new();
        let once = of.iter().filter(|(id, _)| ids.insert(*id));
        let line = |(id, depth): &(usize, usize)| Line {
            id: *id,
            depth: *depth,
            parent: Parent::Outside(*depth),
            lead: String::new(),
            text: format!("{}item {id}\n", "  ".repeat(*depth)),
            item: &ITEM,
        };
        once.map(line).collect()
    }

    proptest! {
        #[test]
        fn each_side_of_all_pieces_is_its_list_and_each_item_is_in_one_piece(
            ours in proptest::collection::vec((0usize..9, 0usize..3), 0..9),
            theirs in proptest::collection::vec((0usize..9, 0usize..3), 0..9),
        ) {
            let (ours, theirs) = (lines(&ours), lines(&theirs));
            let none: [Item<'_>; 0] = [];
            let (known, _) = identified(&Three { base: &none[..], ours: &none, theirs: &none }, false);
            let lists = Favoured { ours: &ours, theirs: &theirs };
            let pieces = aligned(&lists, &known.base, ListKind::Criteria);
            let text = |lines: &[Line<'_, '_>]| -> String {
                lines.iter().map(|line| line.text.as_str()).collect()
            };
            prop_assert_eq!(one_side(&pieces, Side::Ours), text(&ours));
            prop_assert_eq!(one_side(&pieces, Side::Theirs), text(&theirs));
            for line in ours.iter().chain(&theirs) {
                let name = format!("item {}\n", line.id);
                let holding = pieces.iter().filter(|piece| match piece {
                    Piece::Text(text) => text.contains(&name),
                    Piece::Contested(it) => it.lines.any(|lines| lines.contains(&name)),
                });
                prop_assert!(holding.count() == 1);
            }
        }
    }
}
