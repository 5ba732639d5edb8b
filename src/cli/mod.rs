//! The desk every command works at.

mod excerpt;
mod snippet;

pub use snippet::draw;
