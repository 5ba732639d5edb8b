//! Keeps a cell of a CSV file from being run as a formula by a spreadsheet, and undoes that.

use std::borrow::Cow;

/// What makes a spreadsheet look for a formula, as OWASP's "CSV injection" page lists it.
const STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Returns the cell with a `'` before it where a spreadsheet would run it. Plain numbers stay, negative ones too. What looks
/// guarded already gets one more, so that [`unguard_formula`] gives back what was there.
#[must_use]
pub fn guard_formula(cell: &str) -> Cow<'_, str> {
    let formula = cell.trim_start_matches('\'').starts_with(STARTS);
    if formula && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns the cell as it was before [`guard_formula`].
#[must_use]
pub fn unguard_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(STARTS) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{guard_formula, unguard_formula};

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (cell, guarded) in [
            ("=1+1", "'=1+1"),
            ("- [ ] a", "'- [ ] a"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("'=x", "''=x"),
            ("-5", "-5"),
            ("+1.5", "+1.5"),
            ("'tis", "'tis"),
            ("", ""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guard_formula(cell), guarded);
            assert_eq!(unguard_formula(guarded), cell);
        }
    }

    proptest! {
        #[test]
        fn a_guard_is_undone(cell in "['=+@\\-\\t\\ra1.]{0,6}") {
            let guarded = guard_formula(&cell);
            prop_assert!(!guarded.starts_with(super::STARTS) || guarded.parse::<f64>().is_ok());
            prop_assert_eq!(unguard_formula(&guarded), cell.as_str());
        }
    }
}
