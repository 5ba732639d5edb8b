//! Every language but English, by code.

use super::de::GERMAN;
use super::es::SPANISH;
use super::fr::FRENCH;
use super::it::ITALIAN;
use super::nl::DUTCH;
use super::pl::POLISH;
use super::pt::PORTUGUESE;
use super::table::StoryTable;

/// Every table, by the code of its language.
pub(crate) const TABLES: &[StoryTable] =
    &[GERMAN, SPANISH, FRENCH, ITALIAN, DUTCH, POLISH, PORTUGUESE];
