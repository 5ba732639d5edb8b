//! When and how much: forecasts as data, with what they rest on.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Hundredths, Story};
use crate::report::backtest::HorizonView;
use crate::report::forecast_words::share;
use crate::report::levels::Levels;
use crate::scrum::{
    FEWEST, Forecast, Goal, HORIZONS, LEVELS, Outlook, Rhythm, Run, Step, Wanted, amounts,
    at_least, finish,
};

/// A Sprint or week that is over.
#[derive(Debug, Serialize)]
pub struct PastView {
    /// The Sprint's name, or the Monday of the week.
    pub name: String,
    /// Its last day.
    pub to: Option<Date>,
    /// What was Done in it.
    pub done: f64,
}

/// What forecasts rest on.
#[derive(Debug, Serialize)]
pub struct BasisView {
    /// `sprints` or `weeks`.
    pub rhythm: &'static str,
    /// How many of them a forecast needs.
    pub needed: usize,
    /// Those that count, oldest first.
    pub periods: Vec<PastView>,
    /// What an item without an estimate counts as.
    pub unestimated_as: f64,
}

/// The end of a Sprint or week to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndView {
    /// Its last day.
    pub date: Date,
    /// The Sprint's name, where that is known.
    pub sprint: Option<String>,
    /// Which one it is: 1 is the running one, or the next where none runs.
    pub number: usize,
}

/// The range that an assumption gives.
#[derive(Debug, Serialize)]
pub struct AssumedView {
    /// At the larger figure; null where that takes too long to tell.
    pub earliest: Option<EndView>,
    /// At the smaller one.
    pub latest: Option<EndView>,
}

/// When something is done.
#[derive(Debug, Serialize)]
pub struct TargetView {
    /// `item`, `epic`, `release` or `order`.
    pub kind: &'static str,
    /// The id, or the name of the release; null for the whole order.
    pub id: Option<String>,
    /// What it is.
    pub title: Option<String>,
    /// Its last open item in the order.
    pub last: Option<String>,
    /// The position of that item.
    pub position: usize,
    /// How many open items it has itself; none means that all are Done.
    pub open: usize,
    /// How many items lie ahead, with its own.
    pub items: usize,
    /// What they come to.
    pub work: f64,
    /// How many of them have no estimate.
    pub unestimated: usize,
    /// Items behind it in the order that must be done before.
    pub waits_for: Vec<String>,
    /// What was added to it a Sprint or week, on the mean; null where that is not known.
    pub growth: Option<f64>,
    /// The same by period; null where it is not known.
    pub added: Vec<Option<f64>>,
    /// When it is done; null without a forecast, each null where it takes longer than is looked ahead.
    pub when: Option<Levels<Option<EndView>>>,
    /// When it is due.
    pub due: Option<Date>,
    /// How likely it is done by then, as a fraction; null where that day is over.
    pub due_chance: Option<f64>,
    /// How likely it is done by the day that was asked about.
    pub until_chance: Option<f64>,
    /// The range of the assumption, where one was made.
    pub assumed: Option<AssumedView>,
    #[serde(skip)]
    pub(super) figures: TargetFigures,
}

/// What a target's text is made of.
#[derive(Debug)]
pub(super) struct TargetFigures {
    pub(super) work: Hundredths,
    pub(super) growth: Option<Hundredths>,
    /// Chances in hundredths of a per cent.
    pub(super) due: Option<u32>,
    pub(super) until: Option<u32>,
    pub(super) known: usize,
}

/// How much is done by a day.
#[derive(Debug, Serialize)]
pub struct AmountView {
    /// That day.
    pub until: Date,
    /// How many Sprints or weeks end by then.
    pub ends: usize,
    /// At least so much, by how sure that is; null without a forecast.
    pub at_least: Option<Levels<f64>>,
    /// The least and the most of the assumption, where one was made.
    pub assumed: Option<[f64; 2]>,
    #[serde(skip)]
    pub(super) least: Option<[Hundredths; LEVELS.len()]>,
    #[serde(skip)]
    pub(super) range: Option<[Hundredths; 2]>,
}

/// When and how much.
#[derive(Debug, Serialize)]
pub struct ForecastReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Today.
    pub date: Date,
    /// What is counted: `points` or `items`.
    pub unit: &'static str,
    /// Where randomness began.
    pub seed: u64,
    /// How many futures were drawn.
    pub trials: u32,
    /// Whether there is enough past for a forecast.
    pub enough: bool,
    /// What the forecasts rest on.
    pub basis: BasisView,
    /// The assumption, where one was made: points a Sprint or week. What rests on it is no forecast.
    pub assumption: Option<[f64; 2]>,
    /// What was asked about.
    pub targets: Vec<TargetView>,
    /// How much is done by a day, where one was asked about.
    pub amount: Option<AmountView>,
    /// How often forecasts from this past would have come true.
    pub looking_back: Vec<HorizonView>,
    /// A sentence to send.
    pub say: Option<String>,
    #[serde(skip)]
    pub(super) rhythm: Rhythm,
    #[serde(skip)]
    pub(super) range: Option<(Hundredths, Hundredths)>,
    #[serde(skip)]
    pub(super) size: Hundredths,
    #[serde(skip)]
    pub(super) pace: Option<(Hundredths, Hundredths)>,
}

impl ForecastReport {
    /// Returns forecasts of what is wanted. With `assume`, the least and the most that is Done a Sprint or week, they
    /// are ranges of that assumption instead.
    #[must_use]
    pub fn new(
        outlook: &Outlook<'_>,
        wanted: &[Wanted<'_>],
        until: Option<Date>,
        assume: Option<(Hundredths, Hundredths)>,
    ) -> Self {
        let pace = &outlook.pace;
        let past = pace.periods.iter().map(|period| PastView {
            name: period.name.clone(),
            to: period.to,
            done: period.done.as_f64(),
        });
        let targets = wanted.iter();
        let targets = targets
            .map(|wanted| target(outlook, *wanted, assume))
            .collect();
        let looking_back = match assume {
            Some(_) => Vec::new(),
            None => HORIZONS
                .into_iter()
                .zip(outlook.backtest(None))
                .map(|(sprints, hits)| HorizonView::new(sprints, hits))
                .collect(),
        };
        let mut report = Self {
            schema_version: 1,
            date: outlook.today,
            unit: pace.unit.name(),
            seed: outlook.run.seed,
            trials: outlook.run.trials,
            enough: pace.is_enough(),
            basis: BasisView {
                rhythm: match pace.rhythm {
                    Rhythm::Sprints => "sprints",
                    Rhythm::Weeks => "weeks",
                },
                needed: FEWEST,
                periods: past.collect(),
                unestimated_as: pace.size.as_f64(),
            },
            assumption: assume.map(|(low, high)| [low.as_f64(), high.as_f64()]),
            targets,
            amount: until.map(|until| amount(outlook, until, assume)),
            looking_back,
            say: None,
            rhythm: pace.rhythm,
            range: assume,
            size: pace.size,
            pace: pace.range(),
        };
        report.say = report.sentence();
        report
    }
}

fn end(outlook: &Outlook<'_>, at: usize) -> Option<EndView> {
    let period = outlook.period(at)?;
    Some(EndView {
        date: period.to,
        sprint: period.name.clone(),
        number: at + 1,
    })
}

fn target(
    outlook: &Outlook<'_>,
    wanted: Wanted<'_>,
    assume: Option<(Hundredths, Hundredths)>,
) -> TargetView {
    let (kind, id, title) = match wanted.goal {
        Goal::Item(story) => ("item", Some(story.id.to_string()), Some(&story.title)),
        Goal::Epic(story) => ("epic", Some(story.id.to_string()), Some(&story.title)),
        Goal::Release(release) => ("release", Some(release.name.clone()), None),
        Goal::All => ("order", None, None),
    };
    let found = outlook.forecast(wanted);
    let found = match assume {
        // Nothing is likely or unlikely in an assumption.
        Some(_) => Forecast {
            finish: None,
            due: None,
            until: None,
            ..found
        },
        None => found,
    };
    let ahead = &found.ahead;
    let id_of = |story: &&Story| story.id.to_string();
    TargetView {
        kind,
        id,
        title: title.cloned(),
        last: ahead.last.as_ref().map(id_of),
        position: ahead.position,
        open: ahead.own.len(),
        items: ahead.items,
        work: ahead.work.as_f64(),
        unestimated: ahead.unestimated,
        waits_for: ahead.awaited.iter().map(id_of).collect(),
        growth: found.growth().map(Hundredths::as_f64),
        added: found
            .added
            .iter()
            .map(|added| added.map(Hundredths::as_f64))
            .collect(),
        when: found
            .sprints()
            .map(|sprints| Levels::of(sprints.map(|at| end(outlook, at?)))),
        due: wanted.due,
        due_chance: found.due.map(share),
        until_chance: found.until.map(share),
        assumed: assume.filter(|_| !ahead.own.is_empty()).map(|(low, high)| {
            let [latest, earliest] = [low, high].map(|pace| {
                let past = [even(pace)];
                let sprints = outlook.calendar.periods.len();
                let work = ahead.work.hundredths().max(1);
                let at = finish(&past, work, outlook.calendar.begun, sprints, &[], ONCE).sprint(50);
                end(outlook, at?)
            });
            AssumedView { earliest, latest }
        }),
        figures: TargetFigures {
            work: ahead.work,
            growth: found.growth(),
            due: found.due,
            until: found.until,
            known: found.added.iter().flatten().count(),
        },
    }
}

/// An assumption leaves nothing to chance.
const ONCE: Run = Run { seed: 0, trials: 1 };

/// A pace that never changes.
fn even(pace: Hundredths) -> Step {
    Step {
        done: pace.hundredths(),
        added: 0,
    }
}

fn amount(
    outlook: &Outlook<'_>,
    until: Date,
    assume: Option<(Hundredths, Hundredths)>,
) -> AmountView {
    let least = match assume {
        Some(_) => None,
        None => outlook.amount(until),
    };
    let range = assume.and_then(|(low, high)| {
        let moment = [outlook.calendar.moment(until)?];
        let of = |pace| {
            let mut sums = amounts(&[even(pace)], outlook.calendar.begun, &moment, ONCE);
            let sum = sums.first_mut().map_or(0, |sums| at_least(sums, 50));
            Hundredths::from_hundredths(sum)
        };
        Some([of(low), of(high)])
    });
    AmountView {
        until,
        ends: outlook.calendar.ended_by(until),
        at_least: least.map(|least| Levels::of(least.map(Hundredths::as_f64))),
        assumed: range.map(|range| range.map(Hundredths::as_f64)),
        least,
        range,
    }
}
