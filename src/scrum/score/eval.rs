//! A formula worked out for one item.

use crate::model::{Formula, Operation, Step, Term};

use super::ratio::Ratio;

/// Why a formula gives no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EvalError {
    /// Something is divided by 0.
    DividedByZero,
    /// A number on the way is too large.
    TooLarge,
}

/// Works a formula out; `amount` says what a name in it stands for.
pub(super) fn eval(formula: &Formula, amount: &dyn Fn(&Term) -> Ratio) -> Result<Ratio, EvalError> {
    let too_large = EvalError::TooLarge;
    let mut stack: Vec<Ratio> = Vec::new();
    for step in formula.steps() {
        let next = match step {
            Step::Number(top, bottom) => Ratio::new((*top).into(), (*bottom).into()),
            Step::Term(term) => Some(amount(term)),
            Step::Negate => stack.pop().and_then(Ratio::negative),
            Step::Combine(operation) => {
                let (Some(right), Some(left)) = (stack.pop(), stack.pop()) else {
                    return Err(too_large);
                };
                match operation {
                    Operation::Add => left.plus(right),
                    Operation::Subtract => right.negative().and_then(|right| left.plus(right)),
                    Operation::Multiply => left.times(right),
                    Operation::Divide => {
                        if right == Ratio::whole(0) {
                            return Err(EvalError::DividedByZero);
                        }
                        right.inverse().and_then(|right| left.times(right))
                    }
                }
            }
        };
        stack.push(next.ok_or(too_large)?);
    }
    stack.pop().ok_or(too_large)
}

#[cfg(test)]
mod tests {
    use super::{EvalError, eval};
    use crate::model::Formula;
    use crate::scrum::score::ratio::Ratio;

    fn of(text: &str) -> Result<String, EvalError> {
        let formula = Formula::read(text).unwrap();
        let amount = |term: &crate::model::Term| match term.keys[0].as_str() {
            "a" => Ratio::whole(6),
            "large" => Ratio::new(i128::MAX, 3).unwrap(),
            _ => Ratio::whole(0),
        };
        eval(&formula, &amount).map(|ratio| ratio.to_string())
    }

    #[test]
    fn works_out_and_says_why_not() {
        assert_eq!(of("-a + 2 * (a - 1) / 4"), Ok("-3.5".to_owned()));
        assert_eq!(of("0.1 + 0.2 - 0.3"), Ok("0".to_owned()));
        assert_eq!(of("1 / zero"), Err(EvalError::DividedByZero));
        assert_eq!(of("large * large"), Err(EvalError::TooLarge));
    }
}
