//! What a person says about a source before it is read.

use jiff::tz::TimeZone;

use crate::exchange::dates::DateOrder;
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
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            map: FieldMap::default(),
            date_order: None,
            time_zone: TimeZone::UTC,
        }
    }
}
