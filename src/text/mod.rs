//! Markdown as a story uses it: sections, criteria, dated lines, the user story sentence. Byte ranges out, splices back.

mod add;
mod criteria;
mod criteria_window;
mod dated;
mod dated_edit;
mod escape;
mod gherkin;
mod headings;
mod hints;
#[cfg(test)]
mod hostile;
mod item;
mod language;
#[cfg(test)]
mod laws;
mod lines;
mod outline;
mod product;
mod product_template;
mod prose;
mod remove;
mod reword;
mod sections;
mod slot;
mod slug;
mod story_clauses;
mod story_phrases;
mod story_sentence;
mod story_words;
mod template;
mod tick;
mod typed;
mod user_story;
mod width;
mod words;

pub use add::add_criterion;
pub use criteria::criteria;
pub use dated::dated_lines;
pub use dated_edit::{answer, append_dated};
pub use escape::{escape_json, escape_terminal, escape_terminal_lines};
pub use hints::strip_hints;
pub use language::{LANGUAGES, Language, language_of};
pub use product::product;
pub use product_template::product_template;
pub use remove::remove_criterion;
pub use reword::reword_criterion;
pub use sections::sections;
pub use slug::slug;
pub use story_sentence::user_story_sentence;
pub use template::{NewBody, template};
pub use tick::set_criterion;
pub use typed::typed;
pub use user_story::user_story;
pub use width::{display_width, truncate};
pub use words::one_line;
