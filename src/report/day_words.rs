//! Days as people read them.

use jiff::civil::Date;

/// `4 Dec 2026`.
pub(super) fn long_day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}
