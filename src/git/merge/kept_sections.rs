//! Whether a merged body has its sections as the sides have them: lines know no section.

use std::collections::{HashMap, HashSet};

use super::piece::{Piece, one_side};
use super::rules::Side;
use super::three::{Pick, Three};
use crate::text::Fences;

/// More places of one line are not looked at, and more headings are not compared one by one: where that is not enough, nothing
/// says that a merge is right.
const MOST: usize = 256;

/// The lines of a body that say anything, in order, each with the heading that it stands below.
struct Placed<'a> {
    lines: Vec<(&'a str, &'a str)>,
    headings: Vec<&'a str>,
    /// What the lines and headings are, each once.
    pairs: HashSet<(&'a str, &'a str)>,
    known: HashSet<&'a str>,
    /// Where in `lines` each stands.
    at: HashMap<&'a str, Vec<usize>>,
}

/// Whether each reading has every line that both sides have, and none more often that nobody added, each below a heading that a
/// side has it below, or that a side took it to with what stands beside it, or that is another name of its own one; and the
/// headings in the order that a side gave them.
pub(super) fn keeps_sections(pieces: &[Piece], bodies: &Three<&str>) -> bool {
    let sides = bodies.map(|body| Placed::new(body));
    [Side::Ours, Side::Theirs].into_iter().all(|side| {
        let text = one_side(pieces, side);
        let merged = Placed::new(&text);
        merged.adds_up(&sides) && merged.follows(&sides) && merged.stands_as(&sides)
    })
}

impl<'a> Placed<'a> {
    fn new(body: &'a str) -> Self {
        let (mut lines, mut headings) = (Vec::new(), Vec::new());
        let mut fences = Fences::default();
        let mut heading = "";
        for line in body.lines() {
            let is_code = fences.is_open();
            fences.hold(line);
            // What stands below a smaller heading is for the merge of items.
            let is_section = line.starts_with("# ") || line.starts_with("## ");
            if is_section && !is_code {
                heading = line.trim_matches(['#', ' ', '\t']);
                headings.push(heading);
            } else if !line.trim().is_empty() {
                lines.push((heading, words(line)));
            }
        }
        let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (_, line)) in lines.iter().enumerate() {
            at.entry(line).or_default().push(place);
        }
        Self {
            pairs: lines.iter().copied().collect(),
            known: headings.iter().copied().collect(),
            lines,
            headings,
            at,
        }
    }

    /// How often a line stands in it.
    fn count(&self, line: &str) -> usize {
        self.at.get(line).map_or(0, Vec::len)
    }

    /// Whether what both sides have is here, and what nobody added no more often than there.
    fn adds_up(&self, Three { base, ours, theirs }: &Three<Placed<'_>>) -> bool {
        // Of lines in the same words each side may have taken out another one.
        let is_on_both = |line: &&&str| {
            theirs.count(line) > 0 && ours.count(line) + theirs.count(line) > base.count(line)
        };
        let most = |line: &str| ours.count(line).max(theirs.count(line));
        let mut on_both = ours.at.keys().filter(is_on_both);
        let mut here = self.at.iter();
        on_both.all(|line| self.at.contains_key(line))
            && here.all(|(line, at)| at.len() <= most(line) || most(line) > base.count(line))
    }

    /// Whether of two headings that all versions have once that one comes first which comes first on the side that changed it.
    fn follows(&self, sides: &Three<Placed<'_>>) -> bool {
        let all = [&sides.base, &sides.ours, &sides.theirs].map(Placed::once);
        let merged = self.once();
        let everywhere = |heading: &&str| {
            merged.contains(heading) && all.iter().all(|once| once.contains(heading))
        };
        let order = |side: &Placed<'_>| -> Vec<String> {
            let headings = side.headings.iter().copied().filter(everywhere);
            headings.map(str::to_owned).collect()
        };
        let (merged, order) = (order(self), sides.map(order));
        match order.pick() {
            Pick::Ours => return merged == order.ours,
            Pick::Theirs => return merged == order.theirs,
            Pick::Contested if merged.len() > MOST => return false,
            Pick::Contested => {}
        }
        let first = |order: &[String], one: &str, other: &str| {
            order
                .iter()
                .find(|heading| *heading == one || *heading == other)
                .is_some_and(|first| first == one)
        };
        merged.iter().enumerate().all(|(at, one)| {
            merged[at + 1..].iter().all(|other| {
                let first = order.map(|order| first(order, one, other));
                if first.ours == first.base {
                    first.theirs
                } else {
                    first.ours
                }
            })
        })
    }

    /// The headings that it has once.
    fn once(&self) -> HashSet<&'a str> {
        let (mut once, mut twice) = (HashSet::new(), HashSet::new());
        for heading in &self.headings {
            if !once.insert(*heading) {
                twice.insert(*heading);
            }
        }
        once.retain(|heading| !twice.contains(heading));
        once
    }

    /// Whether each line that a side has stands below a heading that it may stand below.
    fn stands_as(&self, Three { ours, theirs, .. }: &Three<Placed<'_>>) -> bool {
        self.pairs.iter().all(|pair| {
            let (heading, line) = *pair;
            ours.pairs.contains(pair)
                || theirs.pairs.contains(pair)
                || ours.count(line) + theirs.count(line) == 0
                || ours.goes_to(line, heading, theirs, self)
                || theirs.goes_to(line, heading, ours, self)
        })
    }

    /// Whether a line of this side may come to stand below a heading: the side does not know that, and the merged body not the one
    /// that it stands below here; or the other side has there what stands beside it here.
    fn goes_to(&self, line: &str, heading: &str, other: &Self, merged: &Placed<'_>) -> bool {
        let places = self.at.get(line).into_iter().flatten();
        places.take(MOST).any(|&at| {
            let (own, _) = self.lines[at];
            let is_renamed = !self.known.contains(heading) && !merged.known.contains(own);
            let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
            let mut beside = beside.filter_map(|at| self.lines.get(at));
            is_renamed
                || beside
                    .any(|(above, next)| *above == own && other.pairs.contains(&(heading, *next)))
        })
    }
}

/// A line without the mark and the box of an item.
fn words(line: &str) -> &str {
    let line = line.trim();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = match number.len() < line.len() {
        true => number.strip_prefix(['.', ')']),
        false => line.strip_prefix(['-', '*', '+']),
    };
    let item = item.map(str::trim_start);
    let item = item.unwrap_or(line);
    let boxed = ["[ ]", "[x]", "[X]"].into_iter();
    let mut boxed = boxed.filter_map(|mark| item.strip_prefix(mark));
    boxed.next().map_or(item, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::{MOST, keeps_sections};
    use crate::git::merge::piece::Piece;
    use crate::git::merge::three::Three;

    fn stands(ours: &str, theirs: &str, merged: &str) -> bool {
        let bodies = Three {
            base: "",
            ours,
            theirs,
        };
        keeps_sections(&[Piece::Text(merged.to_owned())], &bodies)
    }

    #[test]
    fn a_line_is_not_left_below_a_strange_heading() {
        let (ours, theirs) = ("## B\n- [ ] b\n## A\na\n", "## New\na\n## B\n- [ ] b\n");
        assert!(!stands(ours, theirs, "## New\n## B\n- [ ] b\na\n"));
        assert!(stands(ours, theirs, "## B\n- [x] b\n## New\na\n"));
        // What one side adds goes along to where the other one has the lines beside it, or to the new name.
        assert!(stands(
            "## A\n## B\na\n",
            "## A\na\nc\n## B\n",
            "## A\n## B\na\nc\n"
        ));
        assert!(stands("## New\n", "## A\nc\n", "## New\nc\n"));
        assert!(!stands("## A\n", "## A\n## L\nc\n", "## A\nc\n"));
        // Of more headings than are compared one by one, in an order of each side, nothing says which one is right.
        let many = |from: usize| -> String {
            let all = (0..2 * MOST).map(|at| (at + from) % (2 * MOST));
            all.map(|number| format!("## {number}\n")).collect()
        };
        let (base, ours, theirs) = (many(0), many(1), many(2));
        let bodies = Three {
            base: base.as_str(),
            ours: &ours,
            theirs: &theirs,
        };
        assert!(!keeps_sections(&[Piece::Text(ours.clone())], &bodies));
        let twins = Three {
            base: "a\nx\nb\nx\n",
            ours: "a\nb\nx\n",
            theirs: "a\nx\nb\n",
        };
        assert!(keeps_sections(&[Piece::Text("a\nb\n".to_owned())], &twins));
        // What both have stays, and so does the order of a side.
        assert!(!stands("## A\na\n", "## A\nb\na\n", "## A\nb\n"));
        let (ours, base) = ("## B\n## A\n", "## A\n## B\n");
        let bodies = Three {
            base,
            ours,
            theirs: base,
        };
        for (merged, is_so) in [(ours, true), (base, false)] {
            let merged = [Piece::Text(merged.to_owned())];
            assert_eq!(keeps_sections(&merged, &bodies), is_so);
        }
    }
}
