//! Cells of a table, keys of a JSON object or elements of XML become a draft: one way for every format that has named fields.

mod beside;
mod body;
mod comment;
mod counted_days;
mod ended;
mod fill;
mod finish;
mod gathered;
mod header_words;
mod joined;
mod looked;
mod names;
mod nesting;
mod own_field;
mod promoted;
mod references;
mod sentence;
mod sheet;
mod take;
mod tally;
mod tasks;
mod telling;
mod two_levels;
mod values;
mod written;

pub use comment::Comment;
pub use fill::{Assembly, Known};
pub use gathered::{Finished, Gathered};
pub use names::{fold_name, take_of_name};
pub use nesting::Nesting;
pub use sentence::{StoryPart, story_part};
pub use sheet::{Cells, RowHook, Sheet, SheetReader, headers_of};
pub use take::Take;
pub use tally::Tally;
