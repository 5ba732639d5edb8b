//! Front matter: where it lies, what it holds, byte range by byte range, and how a value is written.

mod conflict;
mod explain;
mod header;
mod parts;
mod problem;
mod quote;
mod read;
mod repair;
mod scan;
mod yaml;

pub use conflict::{CONFLICT, CONFLICT_FIX, ConflictMarkers, conflicts_in_body};
pub use explain::explain;
pub use header::{Content, Entry, Header, Node, Style, says_nothing};
pub use parts::{Parts, split_front_matter};
pub use problem::Problem;
pub use quote::{plain_or_quoted, quoted_like, text_value, value_text};
pub use read::{header, header_of_list, header_of_whole};
pub use yaml::parse_yaml;

#[cfg(test)]
mod equality_tests;
#[cfg(test)]
mod explain_tests;
#[cfg(test)]
mod yaml_tests;
