//! What MoSCoW warns of: too much that must be there, and what must be there waiting for what may be left out.

use crate::model::{Backlog, Hundredths, Moscow, Story};

use super::notes::{is_class, named};

/// More than so many percent of the effort should not be must (DSDM).
const MOST_MUST: i128 = 60;

/// What may be left out though an item that must be there waits for it: the place in its `depends_on`, the open item, its
/// class, and the words that say so.
pub fn weaker_needs<'b>(
    backlog: &'b Backlog,
    story: &'b Story,
) -> impl Iterator<Item = (usize, &'b Story, Moscow, &'b str)> {
    let needs = story.depends_on.iter().enumerate();
    needs
        .filter(|_| is_class(story, Moscow::Must))
        .filter_map(|(at, reference)| {
            let other = backlog.find(reference)?;
            let (class, words) = other.moscow_class()?;
            let is_weaker = matches!(class, Moscow::Could | Moscow::Wont);
            (is_weaker && backlog.is_open(other)).then_some((at, other, class, words))
        })
}

pub(super) fn moscow_notes(backlog: &Backlog, meant: &[&Story]) -> Vec<String> {
    let mut notes: Vec<String> = share(meant).into_iter().collect();
    for story in meant {
        for (_, other, class, _) in weaker_needs(backlog, story) {
            notes.push(format!(
                "{} is must and waits for {}, which is {}: who leaves that out leaves this out too",
                story.id,
                other.id,
                class.name()
            ));
        }
    }
    let wont: Vec<&Story> = meant
        .iter()
        .filter(|story| is_class(story, Moscow::Wont))
        .copied()
        .collect();
    if !wont.is_empty() {
        notes.push(format!("not this time: {}", named(&wont)));
    }
    notes
}

/// How much of the effort must be there, where that is too much.
fn share(meant: &[&Story]) -> Option<String> {
    let planned = |story: &&&Story| {
        let class = story.moscow_class();
        class.is_some_and(|(class, _)| class != Moscow::Wont)
    };
    let planned: Vec<&Story> = meant.iter().filter(planned).copied().collect();
    let (what, size): (_, fn(&Story) -> Option<Hundredths>) =
        if planned.iter().any(|story| story.points.is_some()) {
            ("points", |story| story.points)
        } else {
            ("effort", |story| story.amount("effort"))
        };
    let sum = |stories: &mut dyn Iterator<Item = &&Story>| -> Hundredths {
        stories.filter_map(|story| size(story)).sum()
    };
    let all = sum(&mut planned.iter());
    let must = sum(&mut planned.iter().filter(|story| is_class(story, Moscow::Must)));
    let (part, whole) = (i128::from(must.hundredths()), i128::from(all.hundredths()));
    if whole == 0 || part * 100 <= whole * MOST_MUST {
        return None;
    }
    let unsized_items = planned.iter().filter(|story| size(story).is_none()).count();
    let gaps = match unsized_items {
        0 => String::new(),
        1 => ", 1 item not counted".to_owned(),
        n => format!(", {n} items not counted"),
    };
    Some(format!(
        "must is {} % of the {what} ({must} of {all}{gaps}): above {MOST_MUST} % nothing is left to give way",
        part * 100 / whole
    ))
}
