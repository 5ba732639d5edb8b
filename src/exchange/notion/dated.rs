//! Dates as Notion writes them: days, moments, ranges, and days in the languages that put words for year, month and day.

/// The two ends of a range; both the same where it is one day.
#[must_use]
pub fn ends(text: &str) -> (String, String) {
    match text.split_once('→') {
        Some((from, to)) => (plain(from), plain(to)),
        None => (plain(text), plain(text)),
    }
}

/// Whether a text is a range.
#[must_use]
pub fn is_range(text: &str) -> bool {
    text.contains('→')
}

/// A date as other tools write it: without `@`, `2026年11月21日` as `2026-11-21`.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.trim().trim_start_matches('@').trim();
    let marks = ['年', '月', '日', '년', '월', '일'];
    if !text.contains(marks) {
        return text.to_owned();
    }
    let mut parts = text.splitn(2, ['日', '일']);
    let day = parts.next().unwrap_or_default();
    let time = parts.next().unwrap_or_default().trim();
    let numbers: Vec<&str> = day
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    format!("{} {time}", numbers.join("-")).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{ends, plain};

    #[test]
    fn ranges_have_ends() {
        let (from, to) = ends("April 23, 2024 → May 22, 2024");
        assert_eq!(
            (from.as_str(), to.as_str()),
            ("April 23, 2024", "May 22, 2024")
        );
        assert_eq!(ends("2026/11/21").0, ends("2026/11/21").1);
    }

    #[test]
    fn words_for_day_and_month_are_left_out() {
        assert_eq!(plain("2026年11月21日"), "2026-11-21");
        assert_eq!(plain("2026년 1월 2일"), "2026-1-2");
        assert_eq!(plain("2026年11月21日 8:45"), "2026-11-21 8:45");
        assert_eq!(plain("@December 1, 2024 "), "December 1, 2024");
    }
}
