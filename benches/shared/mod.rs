//! What both benchmarks share: generated backlogs on disk, and the floor that they are measured against.

pub mod floor;
pub mod made;
