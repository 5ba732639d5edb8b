//! What every writer must hold: what is exported and imported again is the same, in every field that the writer claims.

mod arbitrary;
mod check;
mod compare;

pub(super) use check::{round_trip, round_trip_of};
