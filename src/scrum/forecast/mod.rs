//! When and how much: forecasts from what past Sprints came to, with how sure they are.

mod ahead;
mod backtest;
mod calendar;
mod draws;
mod growth;
mod outlook;
mod pace;
mod past_backlog;
mod release_chance;
mod release_past;
mod trials;

pub use ahead::{Ahead, Goal};
pub use backtest::{BACK_TRIALS, HORIZONS, Hits, LEVELS, backtest};
pub use calendar::{Calendar, Period};
pub use draws::{FEWEST, SEED, Step, WINDOW};
pub use outlook::{Forecast, Outlook, TRIALS, Wanted};
pub use pace::{Pace, PastPeriod, Rhythm};
pub use past_backlog::past_backlog;
pub use release_chance::{ReleaseChance, release_chances, release_chances_in};
pub use release_past::{ReleaseCost, ReleaseScope, release_cost, release_past};
pub use trials::{Begun, Finish, Moment, Run, amounts, at_least, finish};
