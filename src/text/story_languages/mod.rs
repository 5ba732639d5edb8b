//! The phrases of user stories in languages other than English: a new one is its file and its entry in `all.rs`.

mod all;
mod de;
mod es;
mod fr;
mod it;
mod nl;
mod pl;
mod pt;
mod table;

pub(crate) use all::TABLES;
pub(crate) use table::{Phrase, StoryTable, When, phrase};
