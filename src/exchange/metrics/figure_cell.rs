//! A cell as a figure: marks of thousands, decimal commas, per cent, currencies and exponents become plain digits.

use crate::exchange::digits::{Comma, NoFigure, is_group, plain};
use crate::model::Figure;

/// No cell with a figure is longer, in bytes.
const LONGEST: usize = 64;
/// No exponent is larger.
const LARGEST_POWER: usize = 30;
/// Marks of money, which say nothing of the number.
const MONEY: [char; 6] = ['$', '€', '£', '¥', '₹', '₽'];

/// Whether a cell holds nothing, in the words of tools.
#[must_use]
pub fn is_nothing(cell: &str) -> bool {
    let word = cell.to_ascii_lowercase();
    let words = [
        "",
        "-",
        "–",
        "—",
        "(not set)",
        "(none)",
        "n/a",
        "na",
        "null",
        "none",
        "nan",
    ];
    words.contains(&word.as_str())
}

/// What the cells of a column say of their commas and points; `usual` where they say nothing.
#[must_use]
pub fn comma_of<'c>(cells: impl Iterator<Item = &'c str>, usual: Comma) -> Comma {
    let (mut decimal, mut thousands) = (false, false);
    // What is no figure says nothing: `1,234*` would make decimals of all others.
    for cell in cells.filter(|cell| figure_cell(cell, Comma::Thousands).is_ok()) {
        let Some((digits, _)) = bare(cell) else {
            continue;
        };
        let point = digits.rfind('.');
        let (Some(first), Some(last)) = (digits.find(','), digits.rfind(',')) else {
            match point {
                // Several points part thousands, and then a comma is for decimals.
                Some(last) if digits.find('.') != Some(last) => decimal = true,
                Some(last) if !is_group(&digits, last) => thousands = true,
                _ => {}
            }
            continue;
        };
        if first != last || point.is_some_and(|point| point > last) {
            thousands = true;
        } else if point.is_some() || !is_group(&digits, last) {
            decimal = true;
        }
    }
    match (decimal, thousands) {
        (true, false) => Comma::Decimal,
        (false, true) => Comma::Thousands,
        (false, false) => usual,
        (true, true) => Comma::Unknown,
    }
}

/// Reads a cell.
///
/// # Errors
/// [`NoFigure`].
pub fn figure_cell(cell: &str, comma: Comma) -> Result<Figure, NoFigure> {
    let cell = cell.trim();
    if is_nothing(cell) {
        return Err(NoFigure::Empty);
    }
    if cell.len() > LONGEST {
        return Err(NoFigure::Other);
    }
    let (digits, is_percent) = bare(cell).ok_or(NoFigure::Other)?;
    let (digits, power) = match digits.split_once(['e', 'E']) {
        Some((digits, power)) => (digits.to_owned(), Some(power.to_owned())),
        None => (digits, None),
    };
    let plain = plain(&digits, comma)?;
    let plain = match power {
        Some(power) => moved(&plain, &power).ok_or(NoFigure::Other)?,
        None => plain,
    };
    let written = if is_percent {
        format!("{plain}%")
    } else {
        plain
    };
    Figure::read(&written).ok_or(NoFigure::Other)
}

/// A cell without money, per cent, a plus sign and blanks between thousands; and whether it was per cent.
fn bare(cell: &str) -> Option<(String, bool)> {
    let cell = cell.trim().replace('\u{2212}', "-");
    let (cell, is_percent) = match cell.strip_suffix('%') {
        Some(cell) => (cell.trim_end(), true),
        None => (cell.as_str(), false),
    };
    let (sign, cell) = match cell.strip_prefix('-') {
        Some(cell) => ("-", cell),
        None => ("", cell.strip_prefix('+').unwrap_or(cell)),
    };
    let cell = cell.trim_matches(MONEY).trim();
    let (sign, cell) = match cell.strip_prefix('-') {
        Some(cell) if sign.is_empty() => ("-", cell),
        _ => (sign, cell),
    };
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let mut parts = cell.split(is_blank);
    let mut digits = parts.next()?.to_owned();
    for part in parts {
        let group = part.find(['.', ',']).map_or(part, |end| &part[..end]);
        if group.len() != 3 || digits.contains(['.', ',']) || digits.is_empty() {
            return None;
        }
        digits.push_str(part);
    }
    digits
        .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
        .then(|| (format!("{sign}{digits}"), is_percent))
}

/// Digits with their point moved: `1.2` and `-3` is `0.0012`.
fn moved(digits: &str, power: &str) -> Option<String> {
    let (back, power) = match power.strip_prefix('-') {
        Some(power) => (true, power),
        None => (false, power.strip_prefix('+').unwrap_or(power)),
    };
    let by: usize = power.parse().ok().filter(|by| *by <= LARGEST_POWER)?;
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let noughts = "0".repeat(by);
    let (whole, part) = if back {
        let all = format!("{noughts}{whole}");
        let (whole, moved) = all.split_at(all.len() - by);
        (whole.to_owned(), format!("{moved}{part}"))
    } else {
        let all = format!("{part}{noughts}");
        let (moved, part) = all.split_at(by);
        (format!("{whole}{moved}"), part.to_owned())
    };
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match part {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Comma, NoFigure, comma_of, figure_cell};

    fn read(cell: &str, comma: Comma) -> Option<String> {
        figure_cell(cell, comma)
            .ok()
            .map(|figure| figure.to_string())
    }

    #[test]
    fn figures_as_tools_write_them() {
        for (cell, figure) in [
            ("124", "124"),
            ("0.034567890123456", "0.034567890123456"),
            ("5.00", "5.00"),
            ("3.42%", "3.42%"),
            ("3.42 %", "3.42%"),
            ("1,234", "1234"),
            ("1,234,567.80", "1234567.80"),
            ("$1,234.50", "1234.50"),
            ("-€12", "-12"),
            ("€ -12", "-12"),
            ("12 €", "12"),
            ("+7", "7"),
            ("\u{2212}7", "-7"),
            ("1 234", "1234"),
            ("1\u{a0}234,5", "1234.5"),
            ("1'234.5", "1234.5"),
            ("1.2E-05", "0.000012"),
            ("1.25e3", "1250"),
            ("3,4", "3.4"),
            ("0,123", "0.123"),
            ("1.234,5", "1234.5"),
            ("1.234.567", "1234567"),
        ] {
            assert_eq!(
                read(cell, Comma::Thousands).as_deref(),
                Some(figure),
                "{cell}"
            );
        }
        assert_eq!(read("1,234", Comma::Decimal).as_deref(), Some("1.234"));
        assert_eq!(read("1.234", Comma::Decimal).as_deref(), Some("1234"));
        assert_eq!(read("1.23", Comma::Decimal).as_deref(), Some("1.23"));
        assert_eq!(figure_cell("1,234", Comma::Unknown), Err(NoFigure::Comma));
    }

    #[test]
    fn what_is_no_figure_is_none() {
        for cell in [
            "=1+1",
            "@SUM(A1)",
            "-cmd|' /C calc'!A0",
            "12 users",
            "00:01:23",
            "1 2",
            "1,23,4",
            "1.2.3",
            "--1",
            "1e99",
            "e3",
            "%",
            "1e",
            "x1",
            "½",
            "１２",
        ] {
            assert_eq!(
                figure_cell(cell, Comma::Thousands),
                Err(NoFigure::Other),
                "{cell}"
            );
        }
        assert_eq!(
            figure_cell(&"9".repeat(100), Comma::Thousands),
            Err(NoFigure::Other)
        );
        for cell in ["", "-", "(not set)", "N/A", " "] {
            assert_eq!(
                figure_cell(cell, Comma::Thousands),
                Err(NoFigure::Empty),
                "{cell}"
            );
        }
    }

    #[test]
    fn a_column_shows_what_its_commas_are() {
        let comma = |cells: &[&str]| comma_of(cells.iter().copied(), Comma::Unknown);
        assert_eq!(comma(&["1,234", "3,4"]), Comma::Decimal);
        assert_eq!(comma(&["1,234", "3.4", "1,234.5"]), Comma::Thousands);
        assert_eq!(comma(&["1,234", "1,234,567"]), Comma::Thousands);
        assert_eq!(comma(&["1.234,5", "1,234"]), Comma::Decimal);
        assert_eq!(comma(&["1,234", "5"]), Comma::Unknown);
        assert_eq!(comma(&["1.234", "987", "1.234.567"]), Comma::Decimal);
        assert_eq!(comma(&["1.234", "0.5"]), Comma::Thousands);
        assert_eq!(comma(&["1.234", "12.500"]), Comma::Unknown);
        assert_eq!(figure_cell("12.500", Comma::Unknown), Err(NoFigure::Comma));
        assert_eq!(comma(&["1,2", "1,234.5"]), Comma::Unknown);
        for junk in ["1,234*", "1,2\"3", "1.2.3", "1,23,4", "2.5 apples"] {
            assert_eq!(comma(&["1,234", junk]), Comma::Unknown, "{junk}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_not(cell in "\\PC{0,70}") {
            for comma in [Comma::Thousands, Comma::Decimal, Comma::Unknown] {
                if let Ok(figure) = figure_cell(&cell, comma) {
                    prop_assert_eq!(figure_cell(&figure.to_string(), Comma::Thousands), Ok(figure));
                }
            }
        }

        #[test]
        fn plain_numbers_keep_their_digits(text in "-?[1-9][0-9]{0,10}(\\.[0-9]{1,12})?%?") {
            prop_assert_eq!(read(&text, Comma::Thousands), Some(text));
        }
    }
}
