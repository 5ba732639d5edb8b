//! Whether a merged body has its sections as the sides have them: lines know no section.

use std::collections::{HashMap, HashSet};

use super::piece::{Piece, one_side};
use super::rules::Side;
use super::three::Three;
use crate::text::Fences;

/// The lines of a body that say anything, in order, each with the heading that it stands below.
struct Placed<'a> {
    lines: Vec<(&'a str, &'a str)>,
    headings: Vec<&'a str>,
    pairs: HashSet<(&'a str, &'a str)>,
    /// Where in `lines` each stands.
    at: HashMap<&'a str, Vec<usize>>,
}

/// Whether each reading has every line that both sides have, and none more often that nobody added, each below a heading that a side has it below, or that a side took
/// it to with what stands beside it, or that is another name of its own one; and the headings in the order that a side gave them.
pub(super) fn keeps_sections(pieces: &[Piece], bodies: &Three<&str>) -> bool {
    let Three { base, ours, theirs } = bodies.map(|body| Placed::new(body));
    let order = Three {
        base: base.order(),
        ours: ours.order(),
        theirs: theirs.order(),
    };
    [Side::Ours, Side::Theirs].into_iter().all(|side| {
        let text = one_side(pieces, side);
        let merged = Placed::new(&text);
        // Of lines in the same words each side may have taken out another one.
        let is_on_both = |line: &&&str| ours.count(line) + theirs.count(line) > base.count(line);
        let mut on_both = ours
            .at
            .keys()
            .filter(|line| theirs.at.contains_key(*line))
            .filter(is_on_both);
        if !on_both.all(|line| merged.at.contains_key(line)) || !follows(&merged.order(), &order) {
            return false;
        }
        let most = |line: &str| ours.count(line).max(theirs.count(line));
        let is_added = |line: &str| most(line) > base.count(line);
        let mut counted = merged.at.iter();
        if !counted.all(|(line, at)| at.len() <= most(line) || is_added(line)) {
            return false;
        }
        let mut lines = merged.lines.iter();
        lines.all(|&(heading, line)| {
            let is_as_there = [&ours, &theirs]
                .into_iter()
                .any(|side| side.pairs.contains(&(heading, line)));
            let is_known = ours.at.contains_key(line) || theirs.at.contains_key(line);
            is_as_there
                || !is_known
                || ours.goes_to(line, heading, &theirs, &merged)
                || theirs.goes_to(line, heading, &ours, &merged)
        })
    })
}

/// The places of the headings that a body has once.
type Order<'a> = HashMap<&'a str, usize>;

/// Whether of two headings that all versions have that one comes first which comes first on the side that changed it.
fn follows(merged: &Order<'_>, order: &Three<Order<'_>>) -> bool {
    let everywhere = |heading: &&&str| {
        merged.contains_key(**heading) && order.all(|order| order.contains_key(**heading))
    };
    let headings: Vec<&str> = order.base.keys().filter(everywhere).copied().collect();
    headings.iter().all(|one| {
        headings.iter().all(|other| {
            let first = order.map(|order| order[one] < order[other]);
            let wanted = if first.ours == first.base {
                first.theirs
            } else {
                first.ours
            };
            (merged[one] < merged[other]) == wanted
        })
    })
}

impl<'a> Placed<'a> {
    /// The places of its headings, as far as each stands there once.
    fn order(&self) -> Order<'a> {
        let mut places = Order::new();
        let mut twice = HashSet::new();
        for (place, heading) in self.headings.iter().enumerate() {
            if places.insert(*heading, place).is_some() {
                twice.insert(*heading);
            }
        }
        places.retain(|heading, _| !twice.contains(heading));
        places
    }

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
            lines,
            headings,
            at,
        }
    }

    /// How often a line stands in it.
    fn count(&self, line: &str) -> usize {
        self.at.get(line).map_or(0, Vec::len)
    }

    /// Whether a line of this side may come to stand below a heading: the side does not know that, and the merged body not the one
    /// that it stands below here; or the other side has there what stands beside it here.
    fn goes_to(&self, line: &str, heading: &str, other: &Self, merged: &Placed<'_>) -> bool {
        let places = self.at.get(line).into_iter().flatten();
        places.copied().any(|at| {
            let (own, _) = self.lines[at];
            let is_renamed = !self.headings.contains(&heading) && !merged.headings.contains(&own);
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
    use super::keeps_sections;
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
