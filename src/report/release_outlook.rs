//! A release on one page: how likely it is in time, what it costs, how it grew.

use jiff::civil::Date;
use serde::Serialize;

use super::day_words::long_day;
use super::forecast_words::{chance_words, share};
use crate::model::{Backlog, Config, Hundredths, Rate, Release, Timeline};
use crate::report::{Column, Document, Line, Row, Style, Table, TallyView};
use crate::scrum::{
    Goal, LEVELS, Outlook, ReleaseChance, ReleaseCost, ReleaseItems, ReleaseScope, Rhythm, Wanted,
    release_chances_in, release_cost, release_past, tally,
};

/// What a release held at the end of a day; null where that is not known.
#[derive(Debug, Serialize)]
pub struct ScopeView {
    /// The day.
    pub date: Date,
    /// The Sprint that ended then; null for today, and for weeks.
    pub sprint: Option<String>,
    /// All it held.
    pub scope: Option<f64>,
    /// What of it was Done.
    pub done: Option<f64>,
    #[serde(skip)]
    pub(super) known: Option<ReleaseScope>,
}

/// Money that was spent and is to come.
#[derive(Debug, Serialize)]
pub struct CostView {
    /// What it may cost.
    pub budget: Option<f64>,
    /// `sprint` or `point`; null where `po.yaml` says no `cost`.
    pub rate_of: Option<&'static str>,
    /// What one of these costs.
    pub rate: Option<f64>,
    /// What is Done cost so much.
    pub spent: Option<f64>,
    /// What is open may cost so much, at least and at most.
    pub to_come: Option<[f64; 2]>,
    #[serde(skip)]
    figures: Option<ReleaseCost>,
    #[serde(skip)]
    money: Option<Hundredths>,
}

/// A release on one page.
#[derive(Debug, Serialize)]
pub struct ReleaseOutlookReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Its name.
    pub release: String,
    /// When it is due.
    pub due: Option<Date>,
    /// When it shipped.
    pub shipped: Option<Date>,
    /// How likely it is done by its due date, as a fraction; null where nobody can tell.
    pub due_chance: Option<f64>,
    /// The same as it looked a week ago.
    pub due_chance_week_ago: Option<f64>,
    /// The last days of the Sprints or weeks by whose end it is done, with 50, 85 and 95 %; null without a forecast.
    pub when: Option<[Option<Date>; LEVELS.len()]>,
    /// What is counted: `points` or `items`.
    pub unit: &'static str,
    /// What is Done in it.
    pub done: TallyView,
    /// What is left.
    pub left: TallyView,
    /// How many items of what is left have no estimate.
    pub unestimated: usize,
    /// What it costs.
    pub cost: CostView,
    /// How it grew.
    pub scope: Vec<ScopeView>,
    #[serde(skip)]
    pub(super) notes: Vec<String>,
    #[serde(skip)]
    today: Date,
    #[serde(skip)]
    chance: Option<ReleaseChance>,
    #[serde(skip)]
    tallies: [crate::model::SprintTally; 2],
    #[serde(skip)]
    size: Hundredths,
    #[serde(skip)]
    rate: Option<Rate>,
    #[serde(skip)]
    known: usize,
}

impl ReleaseOutlookReport {
    /// Returns a release as it stands today.
    #[must_use]
    pub fn new(backlog: &Backlog, release: &Release, timeline: &Timeline, today: Date) -> Self {
        let outlook = Outlook::new(backlog, Some(timeline), today);
        let items = ReleaseItems::new(backlog);
        let (done, open) = (items.done(release), items.open(release));
        let tallies = [tally(&done), tally(&open)];
        let chance = release_chances_in(&outlook, &[release], Some(timeline));
        let chance = chance.into_iter().next().flatten();
        let found = (release.shipped.is_none()).then(|| {
            outlook.forecast(Wanted {
                goal: Goal::Release(release),
                due: release.due,
                until: None,
            })
        });
        let day = |at: Option<usize>| outlook.period(at?).map(|period| period.to);
        let sprints = found.and_then(|found| found.sprints());
        let mut report = Self {
            schema_version: 1,
            release: release.name.clone(),
            due: release.due,
            shipped: release.shipped,
            due_chance: chance.map(|chance| share(chance.now)),
            due_chance_week_ago: chance.and_then(|chance| chance.week_ago).map(share),
            when: sprints.map(|sprints| sprints.map(day)),
            unit: outlook.pace.unit.name(),
            done: tallies[0].into(),
            left: tallies[1].into(),
            unestimated: open.iter().filter(|story| story.points.is_none()).count(),
            cost: cost(backlog, &outlook, release),
            scope: scope(&backlog.config, &outlook, release, timeline, today),
            notes: Vec::new(),
            today,
            chance,
            tallies,
            size: outlook.pace.size,
            rate: backlog.config.cost,
            known: outlook.pace.periods.len(),
        };
        let headline = report.headline(Line::plain("It is"));
        report.notes.push(headline.words().into_owned());
        report
    }

    /// It for a person, without its picture.
    pub(super) fn page(&self) -> Document {
        let mut document = Document::new();
        let name = Line::styled(format!("Release {}", self.release), Style::Strong);
        document.text(self.headline(name));
        if let (None, Some(when)) = (self.shipped, &self.when) {
            let day =
                |day: &Option<Date>| day.map_or_else(|| "no end in sight".to_owned(), long_day);
            let words: Vec<String> = LEVELS
                .iter()
                .zip(when)
                .map(|(level, at)| format!("{level} % {}", day(at)))
                .collect();
            document.text(words.join(" · "));
        }
        let [done, left] = self.tallies;
        let mut words = format!(
            "Done {} in {} items, left {} in {}",
            done.points.points(),
            done.items,
            left.points.points(),
            left.items
        );
        if self.unestimated > 0 {
            words.push_str(&format!(
                " ({} without an estimate, counted as {} in the forecast)",
                self.unestimated, self.size
            ));
        }
        document.text(words);
        document.gap();
        self.money(&mut document);
        self.growth(&mut document);
        if self.shipped.is_none() && self.tallies[1].items > 0 {
            document.hint(format!(
                "what the dates rest on: po forecast --release {}",
                crate::text::typed(&self.release)
            ));
        }
        document
    }

    /// When it is due, and whether it will be in time.
    pub(super) fn headline(&self, name: Line) -> Line {
        let edit = format!("po edit release {}", crate::text::typed(&self.release));
        match (self.shipped, self.due, &self.chance) {
            (Some(day), ..) => name.and(format!(": shipped {}", long_day(day))),
            (None, None, _) => name
                .and(": no due date, so nothing can be late")
                .with(format!(" ({edit})"), Style::Dim),
            (None, Some(due), _) if due < self.today => {
                let days = (self.today - due).get_days();
                let days = if days == 1 {
                    "1 day".to_owned()
                } else {
                    format!("{days} days")
                };
                name.with(
                    format!(": was due {}, {days} ago", long_day(due)),
                    Style::Warn,
                )
            }
            (None, Some(due), Some(chance)) => {
                let style = if chance.now < 5_000 {
                    Style::Warn
                } else {
                    Style::Plain
                };
                name.and(format!(": due {}: ", long_day(due)))
                    .with(chance_words(chance), style)
            }
            (None, Some(due), None) if self.tallies[1].items == 0 => {
                name.and(format!(": due {}, nothing is left to do", long_day(due)))
            }
            (None, Some(due), None) => name.and(format!(
                ": due {}; {} closed Sprints are too few to say how likely",
                long_day(due),
                self.known
            )),
        }
    }

    /// Spent and to come against the budget.
    fn money(&self, document: &mut Document) {
        let budget = self.cost.money;
        let Some(cost) = &self.cost.figures else {
            match budget {
                Some(budget) => document.text(format!(
                    "Budget {budget}; what was spent is not known: `cost: {{sprint: 12000}}` or `cost: {{point: 600}}` in po.yaml says what work costs"
                )),
                None => document.text("No budget"),
            }
            return;
        };
        let of = budget.map_or_else(String::new, |budget| format!(" of {budget}"));
        let mut words = format!("Spent about {}{of}", round(cost.spent));
        let mut style = Style::Plain;
        if let Some((low, high)) = cost.to_come {
            let range = |low: Hundredths, high: Hundredths| {
                if round(low) == round(high) {
                    round(low).to_string()
                } else {
                    format!("{} to {}", round(low), round(high))
                }
            };
            let (least, most) = (cost.spent + low, cost.spent + high);
            words.push_str(&format!(
                "; to come {}, together {}",
                range(low, high),
                range(least, most)
            ));
            if let Some(budget) = budget {
                if least > budget {
                    words.push_str(": more than the budget");
                    style = Style::Bad;
                } else if most > budget {
                    words.push_str(": perhaps more than the budget");
                    style = Style::Warn;
                }
            }
        }
        document.text(Line::styled(words, style));
        document.text(Line::styled(
            match self.rate {
                Some(Rate::Point(price)) => format!("At {price} a point"),
                Some(Rate::Sprint(price)) => format!(
                    "At {price} a Sprint, by the share of its points in all that was Done; to come at the pace of 50 % and of 95 %"
                ),
                None => String::new(),
            },
            Style::Dim,
        ));
    }

    /// How its scope changed.
    fn growth(&self, document: &mut Document) {
        let known: Vec<&ScopeView> = self
            .scope
            .iter()
            .filter(|view| view.known.is_some())
            .collect();
        if known.is_empty() {
            return;
        }
        document.gap();
        let mut before: Option<Hundredths> = None;
        let mut rows = Vec::new();
        for view in known {
            let Some(found) = view.known else { continue };
            let change = match before.map(|before| found.scope - before) {
                None => String::new(),
                Some(change) if change == Hundredths::ZERO => "0".to_owned(),
                Some(change) if change > Hundredths::ZERO => format!("+{change}"),
                Some(change) => change.to_string(),
            };
            before = Some(found.scope);
            let name = match &view.sprint {
                Some(name) => format!("Sprint {name}"),
                None if view.date == self.today => "today".to_owned(),
                None => String::new(),
            };
            rows.push(Row::Cells(vec![
                Line::plain(long_day(view.date)),
                Line::styled(name, Style::Dim),
                Line::plain(found.scope.to_string()),
                Line::plain(change),
                Line::plain(found.done.to_string()),
                Line::plain((found.scope - found.done).to_string()),
            ]));
        }
        document.table(Table {
            columns: vec![
                Column::right("End of"),
                Column::left(""),
                Column::right("Scope"),
                Column::right("Change"),
                Column::right("Done"),
                Column::right("Left"),
            ],
            rows,
            indent: 0,
        });
    }
}

fn cost(backlog: &Backlog, outlook: &Outlook<'_>, release: &Release) -> CostView {
    let rate = backlog.config.cost;
    let figures = rate.map(|rate| release_cost(backlog, outlook, release, rate));
    let to_come = figures.and_then(|cost| cost.to_come);
    CostView {
        budget: release.budget.map(Hundredths::as_f64),
        rate_of: rate.map(|rate| match rate {
            Rate::Sprint(_) => "sprint",
            Rate::Point(_) => "point",
        }),
        rate: rate.map(|rate| match rate {
            Rate::Sprint(price) | Rate::Point(price) => price.as_f64(),
        }),
        spent: figures.map(|cost| cost.spent.as_f64()),
        to_come: to_come.map(|(low, high)| [low.as_f64(), high.as_f64()]),
        figures,
        money: release.budget,
    }
}

/// The ends of the past Sprints that count, and today; of a release that shipped, up to that day.
fn scope(
    config: &Config,
    outlook: &Outlook<'_>,
    release: &Release,
    timeline: &Timeline,
    today: Date,
) -> Vec<ScopeView> {
    let pace = &outlook.pace;
    let last = release.shipped.unwrap_or(today);
    let mut ends: Vec<(Date, Option<String>)> = pace
        .periods
        .iter()
        .filter_map(|period| {
            let name = (pace.rhythm == Rhythm::Sprints).then(|| period.name.clone());
            Some((period.to.filter(|to| *to < last)?, name))
        })
        .collect();
    ends.push((last, None));
    let days: Vec<Date> = ends.iter().map(|(day, _)| *day).collect();
    let known = release_past(timeline, config, release, pace.unit, &days);
    ends.into_iter()
        .zip(known)
        .map(|((date, sprint), known)| ScopeView {
            date,
            sprint,
            scope: known.map(|known| known.scope.as_f64()),
            done: known.map(|known| known.done.as_f64()),
            known,
        })
        .collect()
}

/// Money to whole units: more would claim to know more.
fn round(money: Hundredths) -> Hundredths {
    Hundredths::whole((money.hundredths().saturating_add(50)).div_euclid(100))
}
