//! The time of a day as other tools write it, and the zone behind it.

use jiff::civil::Time;
use jiff::tz::Offset;

/// Zones that tools write after a time, in hours; a time in any other is that of a clock on the wall.
const ZONES: &[(&str, i8)] = &[
    ("brst", -2),
    ("brt", -3),
    ("edt", -4),
    ("cdt", -5),
    ("est", -5),
    ("cst", -6),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
    ("cet", 1),
    ("cest", 2),
    ("jst", 9),
    ("aest", 10),
    ("aedt", 11),
];

/// Where a time such as `9:26` or `08:53:33.250` stands: its start, what it says, its end.
pub(super) fn clock(text: &str) -> Option<(usize, Time, usize)> {
    let bytes = text.as_bytes();
    let colon = text.find(':')?;
    let start = (0..colon)
        .rev()
        .take_while(|&at| bytes[at].is_ascii_digit())
        .last()?;
    let mut parts = [0_i8; 3];
    let mut at = start;
    for (index, part) in parts.iter_mut().enumerate() {
        let end = (at..bytes.len())
            .find(|&at| !bytes[at].is_ascii_digit())
            .unwrap_or(bytes.len());
        if !(1..=2).contains(&(end - at)) {
            return None;
        }
        *part = text[at..end].parse().ok()?;
        at = end;
        if index == 2 || bytes.get(at) != Some(&b':') {
            break;
        }
        at += 1;
    }
    let time = Time::new(parts[0], parts[1], parts[2], 0).ok()?;
    // Parts of a second are left out: they say nothing about a backlog.
    if matches!(bytes.get(at), Some(b'.' | b','))
        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    {
        at += 1;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
    }
    Some((start, time, at))
}

/// What follows a time: nothing, `AM`, `p. m.`, `Z`, `+0100`, `GMT+0000 (GMT)`.
pub(super) fn after_clock(time: Time, text: &str) -> Option<(Time, Option<Offset>)> {
    let text = match text.find('(') {
        Some(at) => &text[..at],
        None => text,
    };
    let word: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .flat_map(char::to_lowercase)
        .collect();
    let hour = time.hour();
    let twelve = |afternoon: bool| -> Option<Time> {
        let hour = match (hour, afternoon) {
            (13.., _) => return Some(time),
            (12, false) => 0,
            (12, true) => 12,
            (hour, true) => hour + 12,
            (hour, false) => hour,
        };
        Time::new(hour, time.minute(), time.second(), 0).ok()
    };
    let behind = |names: &[&str]| names.iter().find_map(|name| word.strip_prefix(name));
    let (time, rest) = if let Some(rest) = behind(&["am", "vorm", "上午", "午前", "오전"]) {
        (twelve(false)?, rest)
    } else if let Some(rest) = behind(&["pm", "nachm", "下午", "午後", "오후"]) {
        (twelve(true)?, rest)
    } else {
        (time, word.as_str())
    };
    let rest = rest
        .strip_prefix("gmt")
        .or(rest.strip_prefix("utc"))
        .map_or((rest, false), |rest| (rest, true));
    match rest {
        ("", false) => Some((time, None)),
        ("" | "z", _) => Some((time, Some(Offset::UTC))),
        (zone, false) if zone.len() <= 5 && zone.bytes().all(|b| b.is_ascii_lowercase()) => {
            let hours = ZONES.iter().find(|(name, _)| *name == zone);
            Some((
                time,
                hours.and_then(|(_, hours)| Offset::from_seconds(i32::from(*hours) * 3600).ok()),
            ))
        }
        (rest, _) => {
            let (sign, digits) = if let Some(digits) = rest.strip_prefix('+') {
                (1, digits)
            } else {
                (-1, rest.strip_prefix(['-', '\u{2212}'])?)
            };
            let digits: String = digits.chars().filter(|c| *c != ':').collect();
            if !matches!(digits.len(), 1 | 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let number: i32 = digits.parse().ok()?;
            let minutes = if digits.len() == 4 {
                number / 100 * 60 + number % 100
            } else {
                number * 60
            };
            Some((time, Some(Offset::from_seconds(sign * minutes * 60).ok()?)))
        }
    }
}
