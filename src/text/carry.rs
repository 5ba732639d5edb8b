//! Carries acceptance criteria from one body to another, with what is nested in them.

use crate::model::{Criterion, Splice};

use super::add::add_criterion;
use super::criteria::criteria;
use super::lines::column;
use super::remove::remove_criterion;

/// Returns `to` with the criteria of those places (from 0) of `from` at its end, as they stand there: boxes, markup and
/// nested items too. What is no list item becomes one.
#[must_use]
pub fn carry_criteria(from: &str, places: &[usize], to: &str, headings: &[String]) -> String {
    let all = criteria(from, headings);
    let taken: Vec<&Criterion> = places.iter().filter_map(|at| all.get(*at)).collect();
    // What is nested comes with what it is nested in.
    let is_within = |one: &Criterion| {
        taken.iter().any(|other| {
            other.depth < one.depth
                && other.range.start <= one.range.start
                && one.range.end <= other.range.end
        })
    };
    let tops: Vec<&Criterion> = taken
        .iter()
        .copied()
        .filter(|one| !is_within(one))
        .collect();
    let plain = tops.iter().fold(to.to_owned(), |body, criterion| {
        add_criterion(&body, headings, &criterion.text).apply(&body)
    });
    if !criteria(to, headings).is_empty() {
        return plain;
    }
    // The list begins where the first plain one does; from there on it is written as it stood.
    let Some(first) = criteria(&plain, headings)
        .first()
        .map(|new| new.range.start)
    else {
        return plain;
    };
    let mut text = plain[..first].to_owned();
    for criterion in &tops {
        text.push_str(&as_item(from, criterion));
    }
    let read = criteria(&text, headings);
    let same = read.len() == taken.len()
        && read
            .iter()
            .map(|one| &one.text)
            .eq(sorted(&taken).into_iter().map(|one| &one.text));
    if same { text } else { plain }
}

/// In the order of the tops as they were given, each with its nested ones after it.
fn sorted<'c>(taken: &[&'c Criterion]) -> Vec<&'c Criterion> {
    let mut sorted: Vec<&Criterion> = Vec::new();
    for one in taken {
        if !sorted.iter().any(|other| other.range == one.range) {
            sorted.push(one);
            let mut nested: Vec<&Criterion> = taken
                .iter()
                .copied()
                .filter(|other| other.depth > one.depth && one.range.contains(&other.range.start))
                .collect();
            nested.sort_by_key(|other| other.range.start);
            sorted.extend(nested);
        }
    }
    sorted
}

/// A criterion as lines of a list of its own, at the left edge.
fn as_item(body: &str, criterion: &Criterion) -> String {
    let source = &body[criterion.range.clone()];
    let is_item = source.starts_with(['-', '*', '+'])
        || source
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['.', ')']);
    if !is_item {
        return format!("- [ ] {}\n", criterion.text);
    }
    let indent = column(body, criterion.range.start);
    let mut item = String::with_capacity(source.len());
    for (at, line) in source.trim_end().lines().enumerate() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let cut = if at == 0 { 0 } else { spaces.min(indent) };
        item.push_str(&line[cut..]);
        item.push('\n');
    }
    item
}

/// Returns what takes the criteria of those places (from 0) out of `body`, whatever their order, each splice of the text that
/// the ones before it leave.
#[must_use]
pub fn without_criteria(body: &str, places: &[usize], headings: &[String]) -> Vec<Splice> {
    let mut places = places.to_vec();
    places.sort_unstable();
    places.dedup();
    let mut text = body.to_owned();
    let mut splices = Vec::new();
    for at in places.into_iter().rev() {
        let Some(criterion) = criteria(&text, headings).into_iter().nth(at) else {
            continue;
        };
        let splice = remove_criterion(&text, &criterion);
        text = splice.apply(&text);
        splices.push(splice);
    }
    splices
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{carry_criteria, without_criteria};
    use crate::text::criteria;

    fn headings() -> Vec<String> {
        vec!["Acceptance criteria".to_owned()]
    }

    const TO: &str = "## Acceptance criteria\n";

    #[test]
    fn criteria_come_as_they_stood() {
        let from = "## Acceptance criteria\r\n\r\n- [x] one *fine*\r\n  - [ ] within\r\n    more\r\n- two\r\n  1. deep\r\n\r\nGiven a card\r\nwhen I pay\r\n";
        let texts: Vec<String> = criteria(from, &headings())
            .into_iter()
            .map(|c| c.text)
            .collect();
        assert_eq!(
            texts,
            [
                "one *fine*",
                "within more",
                "two",
                "deep",
                "Given a card when I pay"
            ]
        );
        assert_eq!(
            carry_criteria(from, &[0, 1, 4], TO, &headings()),
            "## Acceptance criteria\n\n- [x] one *fine*\n  - [ ] within\n    more\n- [ ] Given a card when I pay\n"
        );
        assert_eq!(
            carry_criteria(from, &[3], TO, &headings()),
            "## Acceptance criteria\n\n1. deep\n"
        );
        let left = without_criteria(from, &[4, 0, 1], &headings())
            .iter()
            .fold(from.to_owned(), |body, splice| splice.apply(&body));
        let texts: Vec<String> = criteria(&left, &headings())
            .into_iter()
            .map(|c| c.text)
            .collect();
        assert_eq!(texts, ["two", "deep"]);
        assert_eq!(carry_criteria(from, &[], TO, &headings()), TO);
    }

    proptest! {
        #[test]
        fn none_is_lost(lines in vec("(  )?- (\\[[ x]\\] )?[a-z*`]{1,6}( [a-z]{1,5})?", 1..7), picks in vec(any::<bool>(), 7)) {
            let from = format!("Text.\n\n## Acceptance criteria\n\n{}\n", lines.join("\n"));
            let all = criteria(&from, &headings());
            let mut places: Vec<usize> = (0..all.len()).filter(|at| picks[*at]).collect();
            // As a split does it: what is nested goes along.
            for at in 0..all.len() {
                let nested = |top: &usize| all[*top].depth < all[at].depth && all[*top].range.contains(&all[at].range.start);
                if places.iter().any(nested) && !places.contains(&at) {
                    places.push(at);
                }
            }
            places.sort_unstable();
            let carried = carry_criteria(&from, &places, TO, &headings());
            prop_assert_eq!(criteria(&carried, &headings()).len(), places.len(), "{}", carried);
        }
    }
}
