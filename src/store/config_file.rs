//! `po.yaml` to a [`Config`], and the text of a new one.

use crate::model::{Config, Diagnostic};
use crate::store::decode::decode;

/// Reads `po.yaml`.
///
/// # Errors
/// What makes the whole file unreadable.
pub fn read_config(bytes: &[u8]) -> Result<(Config, Vec<Diagnostic>), Diagnostic> {
    decode("po.yaml", bytes)?;
    Ok((Config::default(), Vec::new()))
}

/// Returns the text of a new `po.yaml`.
#[must_use]
pub fn default_config_text(
    product: &str,
    prefix: &str,
    language: &str,
    time_zone: &str,
    weeks: u8,
    start: &str,
) -> String {
    format!(
        "format: 1\nproduct: {product}\nprefix: {prefix}\nlanguage: {language}\ntime_zone: {time_zone}\nsprint: {{weeks: {weeks}, start: {start}}}\n"
    )
}
