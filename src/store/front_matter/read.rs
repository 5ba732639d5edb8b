//! Reads front matter: by the fast scanner where that is sure, else by the YAML parser.

use std::ops::Range;

use super::header::Header;
use super::parts::{MAX_FRONT_MATTER, Parts, conflict_in, split_front_matter};
use super::problem::Problem;
use super::scan::scan;
use super::yaml::parse_yaml;
use crate::store::decode::MAX_FILE;

/// Parts a file and reads its front matter.
///
/// # Errors
/// [`Problem`], with its place.
pub fn header(text: &str) -> Result<(Parts, Header<'_>), Problem> {
    let parts = split_front_matter(text)?;
    let header = header_of(text, parts.yaml.clone())?;
    Ok((parts, header))
}

/// Reads the front matter that lies in a range of a file.
///
/// # Errors
/// [`Problem`], with its place.
pub fn header_of(text: &str, yaml: Range<usize>) -> Result<Header<'_>, Problem> {
    match scan(text, yaml.clone()) {
        Some(entries) => Ok(Header {
            entries,
            ..Header::default()
        }),
        None => parse_yaml(text, yaml),
    }
}

/// Reads a file that is YAML as a whole, such as `po.yaml`.
///
/// # Errors
/// [`Problem`], with its place.
pub fn header_of_whole(text: &str) -> Result<(Parts, Header<'_>), Problem> {
    whole(text, MAX_FRONT_MATTER)
}

/// Reads a file that is YAML as a whole and as long as any file may be.
///
/// # Errors
/// [`Problem`], with its place.
pub fn header_of_list(text: &str) -> Result<(Parts, Header<'_>), Problem> {
    whole(text, MAX_FILE)
}

fn whole(text: &str, limit: usize) -> Result<(Parts, Header<'_>), Problem> {
    let bom = text.starts_with('\u{feff}');
    let begin = if bom { '\u{feff}'.len_utf8() } else { 0 };
    if text.len() - begin > limit {
        return Err(Problem::TooLarge {
            bytes: text.len() - begin,
            limit,
            opening: begin..begin,
        });
    }
    if let Some(conflict) = conflict_in(text, begin..text.len()) {
        return Err(conflict);
    }
    let newline = match text.find('\n') {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    };
    let parts = Parts {
        bom,
        yaml: begin..text.len(),
        body: text.len()..text.len(),
        newline,
    };
    let header = header_of(text, parts.yaml.clone())?;
    Ok((parts, header))
}
