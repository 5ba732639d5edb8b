//! Markdown as a story uses it: sections, criteria, dated lines, the user story sentence. Byte ranges out, splices back.

mod accents;
mod action_conjuncts;
mod action_lists;
mod action_reader;
mod action_words;
mod add;
mod alike;
mod carry;
mod criteria;
mod criteria_window;
mod dated;
mod dated_edit;
mod directives;
mod english_steps;
mod escape;
mod fences;
mod formula;
mod free_text;
mod generated;
mod gherkin;
mod gherkin_words;
mod given_when_then;
mod headings;
mod hints;
#[cfg(test)]
mod hostile;
mod html_of;
mod item;
mod language;
#[cfg(test)]
mod laws;
mod lines;
mod link;
#[cfg(test)]
mod meaning;
mod outline;
mod pieces;
mod plain_outline;
mod plain_prose;
mod primary_actions;
mod product;
mod product_template;
mod prose;
mod remove;
mod reword;
mod sections;
mod slot;
mod slug;
mod story_clauses;
mod story_clues;
mod story_foreign;
mod story_index;
mod story_indicators;
mod story_languages;
#[cfg(test)]
mod story_languages_tests;
mod story_phrases;
mod story_reason;
mod story_sentence;
mod story_window;
mod story_words;
mod template;
mod tick;
mod typed;
mod user_story;
mod verbs;
mod width;
mod words;
mod yaml_words;

pub use accents::without_accents;
pub use add::add_criterion;
pub use alike::{Difference, Exchange, Near, Part, Stemmer, Wordings, same_words_key, stems};
pub use carry::{carry_criteria, without_criteria};
pub use criteria::{criteria, criteria_under};
pub use dated::{DatedLine, dated_lines};
pub use dated_edit::{answer, append_dated};
pub use directives::{Directive, directives};
pub use english_steps::english_steps;
pub use escape::{escape_json, escape_terminal, escape_terminal_lines};
pub use fences::{Fences, fence_of};
pub use formula::{guard_formula, unguard_formula};
pub use free_text::{FreeText, free_text};
pub use generated::{
    BlockError, GeneratedBlock, Renewed, generated_block, generated_blocks, plain_block,
    renew_blocks,
};
pub use gherkin_words::Step;
pub use given_when_then::{Flaw, prose_flaw, scenario_flaw, step_of, steps_flaw};
pub use headings::HeadingKeys;
pub use hints::strip_hints;
pub use html_of::html_of;
pub use language::{LANGUAGES, Language, criteria_headings, language_of};
pub use lines::each_line;
pub use link::{Link, LinkKind, link};
#[cfg(test)]
pub(crate) use meaning::meaning;
pub use pieces::{BodyPiece, ListKind, PieceKind, body_pieces, item_words};
pub use primary_actions::{Action, primary_actions};
pub use product::product;
pub use product_template::product_template;
pub use remove::remove_criterion;
pub use reword::reword_criterion;
pub use sections::sections;
pub use slug::slug;
pub use story_clues::{StoryClues, story_clues};
pub use story_indicators::{StoryIndicators, story_indicators};
pub use story_sentence::user_story_sentence;
pub use story_words::next_sentence_end;
pub use template::{NewBody, template};
pub use tick::set_criterion;
pub use typed::typed;
pub use user_story::{UserStory, user_story};
pub use width::{display_width, truncate};
pub use words::one_line;
pub use yaml_words::{is_other_in_yaml, is_time_in_yaml};
