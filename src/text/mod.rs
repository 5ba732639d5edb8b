//! Markdown as a story uses it: sections, criteria, dated lines, the user story sentence. Byte ranges out, splices back.

mod add;
mod criteria;
mod criteria_window;
mod dated;
mod dated_edit;
mod gherkin;
mod headings;
mod item;
mod lines;
mod outline;
mod remove;
mod reword;
mod sections;
mod slot;
mod tick;
mod words;

pub use add::add_criterion;
pub use criteria::criteria;
pub use dated::{DatedLine, dated_lines};
pub use dated_edit::{answer, append_dated};
pub use remove::remove_criterion;
pub use reword::reword_criterion;
pub use sections::{Section, sections};
pub use tick::set_criterion;
pub use words::one_line;
