//! Scrum's verbs: pure functions over the backlog, with today and randomness as arguments.

mod chance;
mod criteria_shares;
mod cycle_time;
mod dependencies;
mod destination;
mod estimation;
mod fewest_moves;
mod fields;
mod forecast;
mod fresh_ranks;
mod graph;
mod ideal_line;
mod item_groups;
mod metric_window;
mod moves;
mod ordering;
#[cfg(test)]
mod ordering_errors;
#[cfg(test)]
mod ordering_lengths;
#[cfg(test)]
mod ordering_properties;
mod outcome;
mod past_dates;
mod past_days;
#[cfg(test)]
mod past_days_samples;
mod past_items;
mod past_walk;
mod query;
mod rank_integer;
mod rank_keys;
mod rebalance;
mod refusal;
mod release;
mod reorder;
mod rising_run;
mod score;
mod sprint_change;
mod sprint_dates;
mod sprint_facts;
#[cfg(test)]
mod sprint_facts_samples;
mod sprint_items;
mod sprint_order;
mod sprint_past;
#[cfg(test)]
mod sprint_past_samples;
mod sprint_plan;
#[cfg(test)]
mod sprint_plan_properties;
#[cfg(test)]
mod sprint_plan_samples;
mod sprint_refusal;
mod sprint_scope;
mod value_order;
mod velocity;
mod workflow;
#[cfg(test)]
mod workflow_samples;
mod working_days;

pub use criteria_shares::{ShareError, criteria_shares};
pub use cycle_time::{Passage, Percentiles, passages, percentiles};
pub use dependencies::Dependencies;
pub use destination::{Destination, MoveError};
pub use estimation::{Card, Estimation, EstimationError, NOT_AGREED, Round, Spread, cards};
pub use fewest_moves::fewest_moves;
pub use fields::is_set;
pub use forecast::{
    Ahead, BACK_TRIALS, Begun, Calendar, FEWEST, Finish, Forecast, Goal, HORIZONS, Hits, LEVELS,
    Moment, Outlook, Pace, PastPeriod, Period, ReleaseChance, ReleaseCost, ReleaseScope, Rhythm,
    Run, SEED, Step, TRIALS, WINDOW, Wanted, amounts, at_least, backtest, finish, past_backlog,
    release_chances, release_chances_in, release_cost, release_past,
};
pub use fresh_ranks::ranks_behind;
pub use graph::{Relation, cycles, would_make_cycle};
pub use ideal_line::{ideal_line, is_weekend};
pub use item_groups::tally;
pub use metric_window::{Movement, Window, movement, window, window_until};
pub use moves::{Moves, Neighbour};
pub use ordering::move_stories;
pub use outcome::{Measured, Reached, measured};
pub use past_days::{PastDay, PastDays, PastScope, release_window};
pub use past_items::{PastItem, Unit};
pub use query::{Filter, KEYS, Query, QueryError, Sort};
pub use rank_keys::reads_as_text;
pub use rebalance::{LONGEST_KEY, rebalance};
pub use refusal::{Missing, Refusal};
pub use release::{ReleaseItems, ReleaseRefusal, releases_in_order, ship_release};
pub use reorder::reorder;
pub use score::{
    AlsoMoved, DependencyCircle, PRESETS, Part, Preset, Proposal, ProposalError, Proposed, Ratio,
    Score, ScoreModel, ScoreModelError, Unordered, chain_between, cost_of_delay, job, propose,
    weaker_needs,
};
pub use sprint_change::{ChangeInSprint, SprintChange};
pub use sprint_dates::{check_days, last_day, last_working_day, next_days};
pub use sprint_facts::{
    ClosedSprint, StartedSprint, Verdict, closable, close_sprint, sprint_value, start_sprint,
    startable,
};
pub use sprint_items::SprintItems;
pub use sprint_order::{chronological, first_day, is_by_place, new_sprint_name, next_name};
pub use sprint_past::{DayFigures, MOST_DAYS, SprintDay, SprintDaysError, SprintPast};
pub use sprint_plan::{Awaited, LeftOut, SprintPlan, Taken, WhyNot, plan_sprint};
pub use sprint_refusal::SprintRefusal;
pub use sprint_scope::{
    Joining, SprintLoad, join_sprint, joining_changes, leave_sprint, sprint_load,
};
pub use value_order::{Cost, Job, ValueOrder, cost_of, value_order};
pub use velocity::{USUAL_SPRINTS, Velocity, closed_sprints, median, velocity};
pub use workflow::{Transition, accept, decline, done, in_running_sprint, ready, reject, start};
pub use working_days::{working_day_before, working_days};
