//! The query language over items: `is:open points>3 label:checkout`, and the filters of the command line that build the same.

mod error;
mod filter;
mod key;
mod matching;
mod parse;
#[cfg(test)]
mod samples;
mod sort;
mod term;
mod token;
mod values;

pub use error::QueryError;
pub use filter::Filter;
pub use key::KEYS;
pub use parse::Query;
pub use sort::Sort;
