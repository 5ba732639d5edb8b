//! Velocity: what the last Sprints came to, as a median and a range, from the facts in their files.

use crate::model::{Hundredths, Sprint, SprintState};

/// From how many closed Sprints velocity is usually told.
pub const USUAL_SPRINTS: usize = 5;

/// The points Done in closed Sprints. Never a mean: one odd Sprint must not move the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Velocity<'b> {
    /// The Sprints, oldest first; at least one.
    pub sprints: Vec<&'b Sprint>,
    /// The middle one; between the two middle ones where their number is even.
    pub median: Hundredths,
    /// The least.
    pub low: Hundredths,
    /// The most.
    pub high: Hundredths,
}

/// Returns the velocity of the last `last` closed Sprints whose file says what was Done; none where there is none.
#[must_use]
pub fn velocity(sprints: &[Sprint], last: usize) -> Option<Velocity<'_>> {
    let mut closed: Vec<&Sprint> = closed_sprints(sprints)
        .into_iter()
        .filter(|sprint| sprint.done.is_some())
        .collect();
    closed.drain(..closed.len().saturating_sub(last));
    let mut points: Vec<Hundredths> = closed
        .iter()
        .filter_map(|sprint| sprint.done.map(|done| done.points))
        .collect();
    points.sort_unstable();
    Some(Velocity {
        median: median(&points)?,
        low: *points.first()?,
        high: *points.last()?,
        sprints: closed,
    })
}

/// The closed Sprints, in the order in which they were closed.
#[must_use]
pub fn closed_sprints(sprints: &[Sprint]) -> Vec<&Sprint> {
    let mut closed: Vec<&Sprint> = sprints
        .iter()
        .filter(|sprint| sprint.state() == SprintState::Closed)
        .collect();
    closed.sort_by_key(|sprint| {
        let number = sprint.name.parse::<u64>().ok();
        (sprint.closed, sprint.from, number, &sprint.name)
    });
    closed
}

/// The median of sorted values; between the two middle ones, rounded down to a hundredth, where their number is even.
#[must_use]
pub fn median(sorted: &[Hundredths]) -> Option<Hundredths> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    Some(Hundredths::from_hundredths(
        (lower + upper).hundredths() / 2,
    ))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::velocity;
    use crate::model::{Hundredths, Sprint, SprintTally};

    fn closed(points: &[i64]) -> Vec<Sprint> {
        let one = |(at, points): (usize, &i64)| Sprint {
            name: (at + 1).to_string(),
            closed: Some(
                date(2026, 1, 1)
                    .saturating_add(jiff::Span::new().weeks(i64::try_from(at).unwrap())),
            ),
            done: Some(SprintTally {
                points: Hundredths::whole(*points),
                items: 1,
            }),
            ..Sprint::default()
        };
        points.iter().enumerate().map(one).collect()
    }

    #[test]
    fn the_last_sprints_by_their_closing_day() {
        let mut sprints = closed(&[100, 17, 24, 21, 22, 18]);
        sprints.push(Sprint {
            name: "running".into(),
            started: Some(date(2027, 1, 1)),
            ..Sprint::default()
        });
        // Nobody wrote down what was Done in it: it counts as nothing, not as zero.
        sprints.push(Sprint {
            name: "unknown".into(),
            closed: Some(date(2027, 1, 1)),
            ..Sprint::default()
        });
        sprints.reverse();
        let found = velocity(&sprints, 5).unwrap();
        let whole = Hundredths::whole;
        assert_eq!(
            (found.low, found.median, found.high),
            (whole(17), whole(21), whole(24))
        );
        let names: Vec<&str> = found.sprints.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["2", "3", "4", "5", "6"]);
        assert!(velocity(&[], 5).is_none() && velocity(&sprints, 0).is_none());
    }

    #[test]
    fn an_even_number_has_its_median_between() {
        let sprints = closed(&[5, 8]);
        assert_eq!(
            velocity(&sprints, 5).unwrap().median,
            Hundredths::from_hundredths(650)
        );
    }

    proptest! {
        #[test]
        fn half_lie_on_each_side(points in proptest::collection::vec(0..100i64, 1..12)) {
            let sprints = closed(&points);
            let found = velocity(&sprints, 12).unwrap();
            let below = points.iter().filter(|p| Hundredths::whole(**p) < found.median).count();
            let above = points.iter().filter(|p| Hundredths::whole(**p) > found.median).count();
            prop_assert!(found.low <= found.median && found.median <= found.high);
            prop_assert!(below * 2 <= points.len() && above * 2 <= points.len());
            prop_assert_eq!(found.sprints.len(), points.len());
        }
    }
}
