//! What a person says about a source before it is read.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::exchange::date_order::DateOrder;
use crate::exchange::dates::DateReader;
use crate::exchange::field_map::FieldMap;

/// How to read a source.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Which columns hold what, and what states mean, where a person says so.
    pub map: FieldMap,
    /// How days and months are written, where a person says so.
    pub date_order: Option<DateOrder>,
    /// The zone of times that name none.
    pub time_zone: TimeZone,
    /// The day of the import, where it is known: what ends later has not ended yet.
    pub today: Option<Date>,
    /// Whether the items are here already and are brought up to date: then keys alone name them, and days alone tell no states.
    pub is_update: bool,
}

impl ReadOptions {
    /// Reads dates as far as a person says how they are written.
    #[must_use]
    pub fn dates(&self) -> DateReader {
        DateReader {
            order: self.date_order,
            zone: self.time_zone.clone(),
        }
    }
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            map: FieldMap::default(),
            date_order: None,
            time_zone: TimeZone::UTC,
            today: None,
            is_update: false,
        }
    }
}
