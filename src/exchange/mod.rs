//! Other tools' files to story drafts, drafts to a backlog, and a backlog to their files: one file or folder a format. Pure:
//! reads from a [`Source`], writes to a [`Sink`].

mod assembly;
mod azure;
mod backlog_md;
mod beads;
mod camel;
mod carried;
mod cell_of;
mod code_page;
mod csv_columns;
mod csv_epics;
mod csv_rows;
#[cfg(test)]
mod csv_sheets_tests;
mod csv_stairs;
mod csv_table;
mod csv_text;
mod csv_write;
mod date_order;
mod dates;
mod decode;
mod digits;
mod draft;
mod empty_file;
mod error_answer;
mod export;
mod export_files;
mod field_map;
mod format;
mod gherkin;
mod github;
mod gitlab;
mod html;
mod html_sheet;
mod html_table;
mod import;
mod jira;
mod json_parts;
mod json_text;
mod key;
mod limits;
mod line_ends;
mod linear;
mod markdown_table;
#[cfg(test)]
mod memory_sink;
#[cfg(test)]
mod memory_source;
mod metrics;
mod months;
mod notion;
mod office_files;
mod options;
mod order_finder;
mod other_table;
mod pages;
mod past_sprints;
mod rally;
mod record_reader;
mod records;
mod report;
mod rich_text;
#[cfg(test)]
mod round_trip;
mod safe_link;
mod saved_lines;
mod secrets;
mod shapes;
mod source;
mod spaced_quotes;
mod spans;
mod state_kind;
mod state_words;
mod story_lines;
mod table;
mod table_head;
mod taskwarrior;
mod text_file;
mod text_stream;
mod ticked;
mod todo_txt;
mod todoist;
mod tree;
mod trello;
mod type_words;
mod unread_exports;
mod untitled;
mod votes;
mod votes_columns;
mod walk;
mod web_page;
mod yaml_lines;

pub use assembly::fold_name;
pub use carried::{CARRIED, Carried};
pub use code_page::{CodePage, code_page};
pub use date_order::DateOrder;
pub use draft::Draft;
pub use empty_file::empty_file;
pub use error_answer::error_answer;
pub use export::{
    Carry, ExportBacklog, ExportError, ExportItem, ExportNote, ExportReport, ExportedField, Layout,
    PARTS, Sink, Writer, export, export_fields,
};
pub use field_map::{FieldMap, MapError};
pub use format::{Format, Likeness, ReadError, ReadReport, detect};
pub use import::{
    BASE_ATTRIBUTES, BASE_ATTRIBUTES_FILE, Base, ConfigAddition, Decisions, ImportPlan,
    KnownBacklog, KnownFile, KnownLines, NewStory, PlanOptions, Planner, Prints, SameItem,
    ToldColumns, ToldItem, UNKNOWN, each_print, extra_by_key, extra_value_print, extra_yaml,
    field_print, in_extra_print, item_print, items_in_print, line_prints, plan, texts_of,
    with_older,
};
pub use json_parts::broken_off;
pub use key::number_of_text;
pub use limits::{fit, fit_around};
pub use metrics::{
    METRIC_FORMATS, MetricExport, MetricFormat, MetricOptions, MetricReadError, Segments,
    read_metric_export,
};
pub use office_files::office_file;
pub use options::ReadOptions;
pub use past_sprints::{Board, PastSprints, PastSprintsError, past_sprints};
pub use report::{Fate, ImportReport, Origin, Remark, in_runs};
pub use source::{LARGEST_FILE, Source, SourceEntry, SourceError};
pub use unread_exports::{UnreadExport, unread_archive, unread_export};
pub use untitled::untitled_table;
pub use votes::{VotedStory, VotesError, read_votes};
pub use web_page::{WebPage, web_page};

/// Every format, by name.
pub const FORMATS: &[Format] = &[
    azure::FORMAT,
    backlog_md::FORMAT,
    beads::FORMAT,
    csv_table::FORMAT,
    gherkin::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    jira::FORMAT,
    linear::FORMAT,
    story_lines::FORMAT,
    notion::FORMAT,
    rally::FORMAT,
    taskwarrior::FORMAT,
    todo_txt::FORMAT,
    todoist::FORMAT,
    trello::FORMAT,
];
