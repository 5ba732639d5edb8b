//! Cells that would be days, had they a year: tools write `Nov 18` where a chart shows one year only.

use crate::exchange::months::month;

/// No such cell is longer, in bytes.
const LONGEST: usize = 40;

/// Whether a cell is a day of a month and a month, in either order, a weekday perhaps before them; or a range of two such.
#[must_use]
pub fn is_without_year(cell: &str) -> bool {
    if cell.len() > LONGEST {
        return false;
    }
    let mut ends = cell.split(" - ").map(str::trim).peekable();
    ends.peek().is_some() && ends.all(is_day_of_month)
}

fn is_day_of_month(cell: &str) -> bool {
    let day = |part: &str| part.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    if let Some((one, other)) = cell.split_once('/') {
        let month = |part: &str| {
            part.parse()
                .is_ok_and(|month: u8| (1..=12).contains(&month))
        };
        return day(one) && day(other) && (month(one) || month(other));
    }
    let (mut days, mut months, mut others) = (0, 0, 0);
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-');
    for part in cell.split(is_mark).filter(|part| !part.is_empty()) {
        if day(part) {
            days += 1;
        } else if month(&part.to_lowercase()).is_some() {
            months += 1;
        } else if part.chars().all(char::is_alphabetic) {
            others += 1;
        } else {
            return false;
        }
    }
    days == 1 && months == 1 && others <= 1
}

#[cfg(test)]
mod tests {
    use super::is_without_year;

    #[test]
    fn days_of_a_month_are_known() {
        for cell in [
            "Nov 18",
            "18 Nov",
            "18. November",
            "Mon, Nov 18",
            "18-Nov",
            "11/18",
            "18/11",
            "Aug 3 - Aug 9",
        ] {
            assert!(is_without_year(cell), "{cell}");
        }
    }

    #[test]
    fn other_cells_are_none() {
        for cell in [
            "",
            "Nov",
            "18",
            "Nov 2026",
            "Nov 18 2026",
            "Nov 32",
            "13/32",
            "1/2/3",
            "x",
            "11.18",
            "Nov 18 - x",
            "May I",
        ] {
            assert!(!is_without_year(cell), "{cell}");
        }
        assert!(!is_without_year(&"Nov 18 ".repeat(20)));
    }
}
