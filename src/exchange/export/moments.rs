//! Days as moments, for tools that know nothing else.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The middle of a day, so that it is the same day in most zones.
#[must_use]
pub fn noon(day: Date, zone: &TimeZone) -> String {
    let zoned = day.at(12, 0, 0, 0).to_zoned(zone.clone());
    zoned.map_or_else(|_| day.to_string(), |at| at.timestamp().to_string())
}
