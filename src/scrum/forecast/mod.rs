//! When and how much: forecasts from what past Sprints came to, with how sure they are.

mod ahead;
mod backtest;
mod calendar;
mod draws;
mod growth;
mod outlook;
mod pace;
mod trials;

pub use ahead::{Ahead, Goal};
pub use backtest::{HORIZONS, Hits, LEVELS, backtest};
pub use calendar::{Calendar, Period};
pub use draws::{FEWEST, SEED, Step, WINDOW};
pub use outlook::{Forecast, Outlook, TRIALS, Wanted};
pub use pace::{Pace, PastPeriod, Rhythm};
pub use trials::{Begun, Finish, Moment, Run, amounts, at_least, finish};
