//! Scrum's nouns: what a backlog is made of. No file, clock, environment or git in here.

mod after_id;
mod backlog;
mod baseline;
mod check_config;
mod config;
mod criterion;
mod decimal;
mod deck;
mod diagnostic;
mod edit;
mod expected;
mod field;
mod figure;
mod formula;
mod hundredths;
mod id_text;
mod location;
mod metric;
mod moscow;
mod near;
mod near_ids;
mod place;
mod product;
mod rank;
mod ready_word;
mod release;
mod sprint;
mod state;
mod story;
mod story_id;
mod timeline;

pub use after_id::after_id;
pub use backlog::{Backlog, LeftOut, Resolved, Unreadable};
pub use baseline::{Accepted, BASELINE_FILE};
pub use check_config::{CheckConfig, OptionSetting, Profile, RuleSetting, Weight};
pub use config::{Config, CriteriaConfig, Rate, SprintConfig};
pub use criterion::Criterion;
pub use decimal::Decimal;
pub use deck::Deck;
pub use diagnostic::{Diagnostic, Level};
pub use edit::{Change, ChangeKind, Edit, FieldEdit, Splice, Value};
pub use expected::{Expected, OUTCOME_KEYS};
pub use field::{FIELDS, Field, FieldKind, field, field_or_singular, field_position};
pub use figure::Figure;
pub use formula::{Formula, FormulaError, Operation, Step, Term};
pub use hundredths::Hundredths;
pub use id_text::IdPattern;
pub use location::Location;
pub use metric::{Direction, Metric, MetricConfig, MetricNameError, USUAL_WINDOW, metric_name};
pub use moscow::Moscow;
pub use near::nearest;
pub use near_ids::near_ids;
pub use place::{At, Place, SortRange};
pub use product::{Objective, Product};
pub use rank::{Rank, RankKey};
pub use ready_word::ReadyWord;
pub use release::Release;
pub use sprint::{Sprint, SprintState, SprintTally, same_sprint, sprint_key};
pub use state::{State, StateKind};
pub use story::{External, Story};
pub use story_id::{StoryId, StoryIdError, is_prefix};
pub use timeline::{
    CommitId, Completeness, CriterionChange, CriterionFact, Event, Facts, Follower, ItemKind,
    ItemRef, Known, Landing, Moment, Replay, Snapshot, Text, Timeline, What, Written,
    criteria_changes,
};
pub(crate) use timeline::{criteria_text, fact_index, fact_name};
