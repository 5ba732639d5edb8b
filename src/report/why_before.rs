//! Why one item stands before another, in a few plain lines.

use serde::Serialize;

use crate::model::{Backlog, Story};
use crate::report::{Document, Line, Positions, Style};
use crate::scrum::{Cost, Job, Ratio, chain_between, cost_of, cost_of_delay, job};

/// One of the two items.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedView {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its state, as written.
    pub status: Option<String>,
    /// Its position; none where it has none.
    pub position: Option<usize>,
    /// Its rank, where it has an explicit one.
    pub rank: Option<String>,
    /// Cost of delay ÷ size, where it has both.
    pub score: Option<Ratio>,
}

/// Two items held against each other.
#[derive(Debug, Serialize)]
pub struct WhyBeforeReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The one that was named first.
    pub first: ComparedView,
    /// The one that was named second.
    pub second: ComparedView,
    /// Whether the first stands before the second; none where one of them has no position.
    pub before: Option<bool>,
    /// Ids by which one waits for the other, each for the next; empty where neither does.
    pub chain: Vec<String>,
    /// What the order would cost more if both changed places; below 0 where that saves. None where it cannot be told.
    pub swap_cost: Option<Cost>,
    /// The reasons, a sentence each.
    pub reasons: Vec<String>,
    #[serde(skip)]
    hint: Option<String>,
}

impl WhyBeforeReport {
    /// Returns the report of two different items of `backlog`.
    #[must_use]
    pub fn new(backlog: &Backlog, first: &Story, second: &Story) -> Self {
        let positions = Positions::of(backlog);
        let view = |story: &Story| ComparedView {
            id: story.id.to_string(),
            title: story.title.clone(),
            status: (!story.status.is_empty()).then(|| story.status.clone()),
            position: positions.of_story(story),
            rank: story.rank.as_ref().map(ToString::to_string),
            score: score(story),
        };
        let mut report = Self {
            schema_version: 1,
            first: view(first),
            second: view(second),
            before: None,
            chain: Vec::new(),
            swap_cost: None,
            reasons: Vec::new(),
            hint: None,
        };
        let (Some(a), Some(b)) = (report.first.position, report.second.position) else {
            for (story, view) in [(first, &report.first), (second, &report.second)] {
                if view.position.is_none() {
                    report.reasons.push(no_position(backlog, story));
                }
            }
            return report;
        };
        report.before = Some(a < b);
        let (early, late) = if a < b {
            (first, second)
        } else {
            (second, first)
        };
        report.reasons.push(placed(early, late));
        report.reasons.push(worth(early, late));
        report.dependencies(backlog, early, late);
        report.swap(backlog, a.min(b), a.max(b));
        report
    }

    /// What waits for what; and what to do where the order does not heed it.
    fn dependencies(&mut self, backlog: &Backlog, early: &Story, late: &Story) {
        let ids = |chain: &[&Story]| -> Vec<String> {
            chain.iter().map(|story| story.id.to_string()).collect()
        };
        if let Some(chain) = chain_between(backlog, late, early) {
            self.chain = ids(&chain);
            self.reasons.push(self.chain_words());
        } else if let Some(chain) = chain_between(backlog, early, late) {
            self.chain = ids(&chain);
            self.reasons
                .push(format!("but {}, and stands before it", self.chain_words()));
            self.hint = Some(format!(
                "po rank {} --before {}",
                late.id.number(),
                early.id.number()
            ));
        } else {
            self.reasons.push("neither waits for the other".to_owned());
        }
    }

    fn chain_words(&self) -> String {
        match self.chain.as_slice() {
            [from, to] => format!("{from} waits for {to}"),
            [from, .., to] => format!(
                "{from} waits for {to}: {}, each for the next",
                self.chain.join(" → ")
            ),
            _ => String::new(),
        }
    }

    /// What changing their places would cost. Only the items from one to the other count: all others end when they did.
    fn swap(&mut self, backlog: &Backlog, from: usize, to: usize) {
        if !self.chain.is_empty() {
            if self.hint.is_none() {
                self.reasons.push("so they cannot change places".to_owned());
            }
            return;
        }
        let between: Vec<&Story> = backlog
            .positioned()
            .skip(from - 1)
            .take(to + 1 - from)
            .collect();
        if let Some(unknown) = between.iter().find(|story| job(story).is_none()) {
            self.reasons.push(format!(
                "what changing their places would cost cannot be told: {} {}",
                unknown.id,
                lacks(unknown)
            ));
            return;
        }
        let jobs: Vec<Job> = between.iter().filter_map(|story| job(story)).collect();
        let mut order: Vec<usize> = (0..jobs.len()).collect();
        let today = cost_of(&jobs, &order);
        if let Some(last) = order.len().checked_sub(1) {
            order.swap(0, last);
        }
        let swapped = cost_of(&jobs, &order);
        self.swap_cost = Some(swapped.above(today));
        let unit = "cost of delay × points";
        self.reasons.push(if swapped > today {
            format!(
                "changing their places would cost {} more ({unit})",
                swapped.above(today)
            )
        } else if swapped < today {
            format!(
                "changing their places would save {} ({unit})",
                today.above(swapped)
            )
        } else {
            "changing their places would cost nothing".to_owned()
        });
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        let named = |item: &ComparedView| {
            Line::styled(item.id.clone(), Style::Id).and(format!(" {}", item.title))
        };
        let (first, second) = (named(&self.first), named(&self.second));
        let positions = match (self.before, self.first.position, self.second.position) {
            (Some(before), Some(a), Some(b)) => Some((before, a, b)),
            _ => None,
        };
        let mut line = first;
        match positions {
            Some((true, ..)) => line = line.and(" stands before "),
            Some((false, ..)) => line = line.and(" stands after "),
            None => line = line.and(" and "),
        }
        line.spans.extend(second.spans);
        document.text(match positions {
            Some((_, a, b)) => line.with(format!(" · {a} and {b} in the order"), Style::Dim),
            None => line.with(" are not both in the order", Style::Dim),
        });
        document.items(self.reasons.iter().map(|why| Line::plain(&**why)).collect());
        if let Some(hint) = &self.hint {
            document.gap();
            document.hint(hint.clone());
        }
        document
    }
}

fn no_position(backlog: &Backlog, story: &Story) -> String {
    if backlog.has_children(story) && backlog.is_open(story) {
        format!(
            "{} is an epic: it stands where its children stand",
            story.id
        )
    } else {
        format!(
            "{} is {}: it has no place in the order any more",
            story.id,
            backlog.kind(story).name()
        )
    }
}

/// How they came to stand there.
fn placed(early: &Story, late: &Story) -> String {
    match (&early.rank, &late.rank) {
        (Some(_), Some(_)) => "both were placed with po rank".to_owned(),
        (None, None) => "neither was ever ranked: such items stand by their numbers".to_owned(),
        (Some(_), None) => format!(
            "{} was placed with po rank; {} never was, and such items come last",
            early.id, late.id
        ),
        (None, Some(_)) => format!(
            "{} was placed behind it with po rank; {} never was, and stands by its number",
            late.id, early.id
        ),
    }
}

fn score(story: &Story) -> Option<Ratio> {
    let job = job(story)?;
    Ratio::new(job.weight.hundredths().into(), job.size.hundredths().into())
}

/// What their scores say.
fn worth(early: &Story, late: &Story) -> String {
    let lacking: Vec<String> = [early, late]
        .iter()
        .filter(|story| job(story).is_none())
        .map(|story| format!("{} {}", story.id, lacks(story)))
        .collect();
    let (Some(a), Some(b)) = (score(early), score(late)) else {
        return format!("their value does not compare: {}", lacking.join("; "));
    };
    let working = |story: &Story, score: Ratio| match job(story) {
        Some(job) => format!("{} {} ÷ {} = {score}", story.id, job.weight, job.size),
        None => String::new(),
    };
    let against = match a.cmp(&b) {
        std::cmp::Ordering::Greater => format!("so {} comes first by value too", early.id),
        std::cmp::Ordering::Equal => "so by value either may come first".to_owned(),
        std::cmp::Ordering::Less => format!("so by value alone {} would come first", late.id),
    };
    format!(
        "cost of delay ÷ points: {}, {}; {against}",
        working(early, a),
        working(late, b)
    )
}

/// What an item lacks for a score.
fn lacks(story: &Story) -> String {
    let mut words = Vec::new();
    if cost_of_delay(story).is_none() {
        words.push("no value and no cost of delay");
    }
    if story.points.is_none_or(|points| points.hundredths() == 0) {
        words.push("no points above 0");
    }
    format!("has {}", words.join(", "))
}
