//! A scale: from nothing to a round number, with a few round numbers between.

use crate::model::Hundredths;

/// At most so many steps.
const STEPS: i64 = 6;

/// Returns round numbers from `ground` up to the first that is not below `highest`; at least two.
pub(super) fn ticks(ground: Hundredths, highest: Hundredths) -> Vec<Hundredths> {
    let ground = ground.hundredths();
    let highest = highest.hundredths().saturating_sub(ground).max(1);
    let mut step: i64 = 100;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power: i64 = 100;
    while highest.div_euclid(step) + i64::from(highest % step != 0) > STEPS {
        let Some(factor) = factors.next() else { break };
        step = power.saturating_mul(factor);
        if factor == 10 {
            power = step;
        }
        if step > i64::MAX / 16 {
            break;
        }
    }
    let count = (highest.div_euclid(step) + i64::from(highest % step != 0)).min(STEPS * 2);
    (0..=count)
        .map(|n| Hundredths::from_hundredths(ground.saturating_add(n.saturating_mul(step))))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::ticks;
    use crate::model::Hundredths;

    #[test]
    fn round_numbers() {
        let told = |points: i64| {
            let ticks = ticks(Hundredths::ZERO, Hundredths::whole(points));
            let words: Vec<String> = ticks.iter().map(ToString::to_string).collect();
            words.join(" ")
        };
        assert_eq!(told(0), "0 1");
        assert_eq!(told(6), "0 1 2 3 4 5 6");
        assert_eq!(told(7), "0 2 4 6 8");
        assert_eq!(told(23), "0 5 10 15 20 25");
        assert_eq!(told(31), "0 10 20 30 40");
        assert_eq!(told(150), "0 50 100 150");
        let raised = ticks(Hundredths::whole(40), Hundredths::whole(62));
        assert_eq!(raised.first(), Some(&Hundredths::whole(40)));
        assert_eq!(raised.last(), Some(&Hundredths::whole(65)));
    }

    proptest! {
        #[test]
        fn few_and_enough(highest in 0..i64::MAX / 1000) {
            let highest = Hundredths::from_hundredths(highest);
            let ticks = ticks(Hundredths::ZERO, highest);
            prop_assert!((2..=7).contains(&ticks.len()));
            prop_assert!(ticks.last() >= Some(&highest));
        }
    }
}
