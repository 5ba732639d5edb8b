//! Commas and points in a number: which of them part thousands, and which one begins the decimals.

/// What a comma in a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comma {
    /// `1,234` is over a thousand.
    Thousands,
    /// `1,234` is a little more than one.
    Decimal,
    /// Nobody knows.
    Unknown,
}

/// Why a cell is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFigure {
    /// It holds nothing: `-`, `(not set)`, `N/A`.
    Empty,
    /// It is something else.
    Other,
    /// A comma or a point in it may mean either.
    Comma,
}

/// Whether exactly three digits follow a mark to the end, and one to three digits, no lone nought, stand before it.
#[must_use]
pub fn is_group(digits: &str, mark: usize) -> bool {
    let (before, after) = (&digits[..mark], &digits[mark + 1..]);
    let before = before.trim_start_matches('-');
    after.len() == 3
        && after.bytes().all(|byte| byte.is_ascii_digit())
        && (1..=3).contains(&before.len())
        && !before.starts_with('0')
}

/// Digits with a point, and no other mark.
///
/// # Errors
/// [`NoFigure::Comma`] where a mark may mean either, and [`NoFigure::Other`] where marks stand as in no number.
pub fn plain(digits: &str, comma: Comma) -> Result<String, NoFigure> {
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let grouped = |mark: char| {
        let mut groups = digits.split('.').next().unwrap_or(digits).split(mark);
        let first = groups.next().unwrap_or_default().trim_start_matches('-');
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
    };
    let swapped = || digits.replace('.', "").replace(',', ".");
    match (commas, points) {
        (0, 0 | 1) => match digits.find('.') {
            Some(at) if is_group(digits, at) => match comma {
                Comma::Decimal => Ok(digits.replace('.', "")),
                Comma::Thousands => Ok(digits.to_owned()),
                Comma::Unknown => Err(NoFigure::Comma),
            },
            _ => Ok(digits.to_owned()),
        },
        (0, _) => {
            let mut groups = digits.split('.').skip(1);
            groups
                .all(|group| group.len() == 3)
                .then(|| digits.replace('.', ""))
                .ok_or(NoFigure::Other)
        }
        (1, 0) => {
            let at = digits.find(',').unwrap_or_default();
            match (is_group(digits, at), comma) {
                (false, _) | (true, Comma::Decimal) => Ok(swapped()),
                (true, Comma::Thousands) => Ok(digits.replace(',', "")),
                (true, Comma::Unknown) => Err(NoFigure::Comma),
            }
        }
        (1, _) if digits.rfind('.') < digits.rfind(',') => Ok(swapped()),
        (_, 0 | 1)
            if grouped(',') && digits.rfind(',') < digits.rfind('.').or(Some(usize::MAX)) =>
        {
            Ok(digits.replace(',', ""))
        }
        _ => Err(NoFigure::Other),
    }
}
