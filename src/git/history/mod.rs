//! The past of a backlog: what landed on the default branch, commit by commit, as a [`crate::model::Timeline`].

mod binary;
mod branch;
mod cache;
mod dates;
mod files;
mod line;
mod mentions;
mod place;
mod read;
mod trees;
mod work;

pub(super) use dates::mend;
pub use mentions::{Mention, ids_in_message};
pub(super) use place::configured;
pub use read::History;
pub(super) use work::in_shares;

#[cfg(test)]
pub(in crate::git) mod fast_import;
#[cfg(test)]
mod invented;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;
