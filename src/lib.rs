//! `backlog`: the library behind `po`, a backlog toolkit for Product Owners.
//!
//! Nouns on the ground, verbs above them, the outside world at the walls, commands on the roof. Each room names only
//! rooms below it; `tests/it/architecture.rs` holds the plan and `docs/architecture.md` explains it.

pub mod check;
pub mod cli;
pub mod model;
pub mod scrum;
pub mod text;
