//! Scores of items by a model, or what they lack for one.

use std::collections::HashMap;

use crate::model::{Formula, Hundredths, Moscow, Story, Term};
use crate::scrum::Job;

use super::eval::{EvalError, eval};
use super::model::ScoreModel;
use super::ratio::Ratio;
use super::scored::{Part, Score};

/// Why an item has no score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unscored {
    /// Keys that hold nothing, or a size of 0.
    Missing(Vec<String>),
    /// It will not be, this time.
    Wont,
    /// Its numbers are too large to work with.
    TooLarge,
}

/// The least effort that RICE counts with, in person-months (McBride).
const LEAST_EFFORT: Hundredths = Hundredths::from_hundredths(50);

/// Below this confidence, in percent, RICE calls an item a moonshot (McBride).
const MOONSHOT: Hundredths = Hundredths::whole(50);

/// The impacts that RICE knows, in hundredths (McBride).
const IMPACTS: [i64; 5] = [300, 200, 100, 50, 25];

/// The cost of delay of an item: its own key, else the sum of those parts that it has; nothing where it has none.
#[must_use]
pub fn cost_of_delay(story: &Story) -> Option<Hundredths> {
    let parts = [story.value, story.urgency, story.risk_reduction];
    story.cost_of_delay.or_else(|| {
        let known = parts.iter().flatten();
        parts
            .iter()
            .any(Option::is_some)
            .then(|| known.copied().sum())
    })
}

/// What an item costs and takes, where it says both and takes more than nothing.
#[must_use]
pub fn job(story: &Story) -> Option<Job> {
    let size = story.points.filter(|points| *points > Hundredths::ZERO)?;
    let weight = cost_of_delay(story)?;
    Some(Job { weight, size })
}

/// The scores of items, in their order.
pub(super) fn scores(model: &ScoreModel, stories: &[&Story]) -> Vec<Result<Score, Unscored>> {
    match model {
        ScoreModel::Wsjf => stories.iter().map(|story| wsjf(story)).collect(),
        ScoreModel::Rice => stories.iter().map(|story| rice(story)).collect(),
        ScoreModel::Moscow => stories.iter().map(|story| moscow(story)).collect(),
        ScoreModel::Weighted { formula, .. } => weighted(formula, stories),
    }
}

fn wsjf(story: &Story) -> Result<Score, Unscored> {
    let mut missing = Vec::new();
    let cost = cost_of_delay(story);
    if cost.is_none() {
        missing.push("value".to_owned());
    }
    let size = story.points.filter(|points| *points > Hundredths::ZERO);
    if size.is_none() {
        missing.push("points".to_owned());
    }
    let (Some(cost), Some(size)) = (cost, size) else {
        return Err(Unscored::Missing(missing));
    };
    let mut parts = Vec::new();
    let mut working = String::new();
    if story.cost_of_delay.is_none() {
        for (key, amount) in [
            ("value", story.value),
            ("urgency", story.urgency),
            ("risk_reduction", story.risk_reduction),
        ] {
            if let Some(amount) = amount {
                parts.push((key.to_owned(), Part::Amount(amount)));
            }
        }
        if parts.len() > 1 {
            let amounts = [story.value, story.urgency, story.risk_reduction];
            let words: Vec<String> = amounts.iter().flatten().map(ToString::to_string).collect();
            working = format!("{} = ", words.join(" + "));
        }
    }
    parts.push(("cost_of_delay".to_owned(), Part::Amount(cost)));
    parts.push(("points".to_owned(), Part::Amount(size)));
    Ok(Score {
        value: divided(cost, size)?,
        parts,
        working: format!("{working}{cost} ÷ {size}"),
        flags: Vec::new(),
    })
}

fn divided(top: Hundredths, bottom: Hundredths) -> Result<Ratio, Unscored> {
    Ratio::new(top.hundredths().into(), bottom.hundredths().into()).ok_or(Unscored::TooLarge)
}

fn rice(story: &Story) -> Result<Score, Unscored> {
    let keys = ["reach", "impact", "confidence", "effort"];
    let amounts = keys.map(|key| story.amount(key));
    let usable = |at: usize| match amounts[at] {
        // Nothing can be done in no time.
        Some(Hundredths::ZERO) => at != 3,
        Some(_) => true,
        None => false,
    };
    let missing: Vec<String> = (0..keys.len())
        .filter(|&at| !usable(at))
        .map(|at| keys[at].to_owned())
        .collect();
    let [Some(reach), Some(impact), Some(confidence), Some(effort)] = amounts else {
        return Err(Unscored::Missing(missing));
    };
    if !missing.is_empty() {
        return Err(Unscored::Missing(missing));
    }
    let mut flags = Vec::new();
    // `0.8` is 80 %: nobody means less than one percent.
    let percent = if confidence <= Hundredths::whole(1) {
        Hundredths::from_hundredths(confidence.hundredths() * 100)
    } else {
        confidence
    };
    if percent > Hundredths::whole(100) {
        flags.push(format!("confidence {percent} % is more than sure"));
    } else if percent < MOONSHOT {
        flags.push(format!("moonshot: confidence {percent} %"));
    }
    if !IMPACTS.contains(&impact.hundredths()) {
        flags.push(format!("impact {impact} is none of 3, 2, 1, 0.5, 0.25"));
    }
    let counted = effort.max(LEAST_EFFORT);
    if effort < counted {
        flags.push(format!("effort {effort} counts as {counted}"));
    }
    let fraction = |amount: Hundredths| Ratio::new(amount.hundredths().into(), 100);
    let product = fraction(reach)
        .zip(fraction(impact))
        .and_then(|(reach, impact)| reach.times(impact))
        .zip(Ratio::new(percent.hundredths().into(), 10_000))
        .and_then(|(product, confidence)| product.times(confidence))
        .zip(fraction(counted).and_then(Ratio::inverse))
        .and_then(|(product, effort)| product.times(effort));
    let amounts = [reach, impact, confidence, effort];
    let parts = keys.iter().zip(amounts);
    Ok(Score {
        value: product.ok_or(Unscored::TooLarge)?,
        parts: parts
            .map(|(key, amount)| ((*key).to_owned(), Part::Amount(amount)))
            .collect(),
        working: format!("{reach} × {impact} × {percent} % ÷ {counted}"),
        flags,
    })
}

fn moscow(story: &Story) -> Result<Score, Unscored> {
    let value = match story.moscow_class() {
        None => return Err(Unscored::Missing(vec!["moscow".to_owned()])),
        Some((Moscow::Wont, _)) => return Err(Unscored::Wont),
        Some((Moscow::Must, _)) => 3,
        Some((Moscow::Should, _)) => 2,
        Some((Moscow::Could, _)) => 1,
    };
    let word = story.moscow_class().map_or("", |(class, _)| class.name());
    Ok(Score {
        value: Ratio::whole(value),
        parts: vec![("moscow".to_owned(), Part::Word(word))],
        working: word.to_owned(),
        flags: Vec::new(),
    })
}

fn weighted(formula: &Formula, stories: &[&Story]) -> Vec<Result<Score, Unscored>> {
    let amount = |story: &Story, term: &Term| term.keys.iter().find_map(|key| story.amount(key));
    let is_whole = |story: &Story| formula.terms().all(|term| amount(story, term).is_some());
    // Shares are of what is compared: items that lack something are not.
    let mut sums: HashMap<&[String], i128> = HashMap::new();
    for term in formula.terms().filter(|term| term.is_share) {
        let amounts = stories
            .iter()
            .filter(|story| is_whole(story))
            .filter_map(|story| amount(story, term));
        let sum = amounts.map(|amount| i128::from(amount.hundredths())).sum();
        sums.insert(&term.keys, sum);
    }
    let one = |story: &Story| {
        let missing: Vec<String> = formula
            .terms()
            .filter(|term| amount(story, term).is_none())
            .map(|term| term.keys.join(" or "))
            .collect();
        if !missing.is_empty() {
            return Err(Unscored::Missing(unique(missing)));
        }
        let mut parts: Vec<(String, Part)> = Vec::new();
        for term in formula.terms() {
            let found = term
                .keys
                .iter()
                .find_map(|key| Some((key, story.amount(key)?)));
            if let Some((key, amount)) = found
                && !parts.iter().any(|(known, _)| known == key)
            {
                parts.push((key.clone(), Part::Amount(amount)));
            }
        }
        let value = eval(formula, &|term| {
            let own = amount(story, term).unwrap_or_default();
            let own = i128::from(own.hundredths());
            let found = match sums.get(term.keys.as_slice()) {
                // Of nothing, everybody has no share.
                Some(0) if term.is_share => Some(Ratio::whole(0)),
                Some(sum) if term.is_share => Ratio::new(own * 100, *sum),
                _ => Ratio::new(own, 100),
            };
            found.unwrap_or(Ratio::whole(0))
        });
        let value = value.map_err(|error| match error {
            EvalError::TooLarge => Unscored::TooLarge,
            EvalError::DividedByZero => {
                let is_zero = |part: &&(String, Part)| part.1 == Part::Amount(Hundredths::ZERO);
                let zeros: Vec<String> = parts
                    .iter()
                    .filter(is_zero)
                    .map(|(key, _)| key.clone())
                    .collect();
                let all = || parts.iter().map(|(key, _)| key.clone()).collect();
                Unscored::Missing(if zeros.is_empty() { all() } else { zeros })
            }
        })?;
        let words: Vec<String> = parts
            .iter()
            .map(|(key, part)| match part {
                Part::Amount(amount) => format!("{} {amount}", key.replace('_', " ")),
                Part::Word(word) => (*word).to_owned(),
            })
            .collect();
        Ok(Score {
            value,
            working: words.join(", "),
            parts,
            flags: Vec::new(),
        })
    };
    stories.iter().map(|story| one(story)).collect()
}

fn unique(mut keys: Vec<String>) -> Vec<String> {
    let mut seen = Vec::new();
    keys.retain(|key| {
        let is_new = !seen.contains(key);
        seen.push(key.clone());
        is_new
    });
    keys
}
