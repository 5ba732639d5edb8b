//! What a forecast says in a sentence, and chances as people say them.

use jiff::civil::Date;

use super::forecast::ForecastReport;
use crate::model::Hundredths;
use crate::scrum::ReleaseChance;

impl ForecastReport {
    /// A sentence to send.
    pub(super) fn sentence(&self) -> Option<String> {
        if self.range.is_some() {
            return None;
        }
        let target = self.targets.iter().find(|target| target.open > 0);
        if let Some(target) = target
            && let Some(when) = &target.when
        {
            let what = match (target.kind, &target.id) {
                ("release", Some(name)) => format!("Release {name}: "),
                ("order", _) => "All that is in the backlog now: ".to_owned(),
                _ => String::new(),
            };
            let proviso = match target.kind {
                "order" => "",
                _ => ", if nothing more goes before it",
            };
            let due = match (target.due, target.figures.due) {
                (Some(due), Some(chance)) => {
                    format!("{} by {}, the due date", chances(chance), self.spoken(due))
                }
                _ => String::new(),
            };
            // A day that is surer than 17 in 20 says it all.
            if !due.is_empty() && target.figures.due >= Some(8_500) {
                return Some(capital(&format!("{what}{due}{proviso}.")));
            }
            let due = if due.is_empty() {
                due
            } else {
                format!("{due}; ")
            };
            let Some(sure) = &when.p85 else {
                return Some(format!(
                    "{what}{due}nobody can name a day: about as much is added as is done."
                ));
            };
            let sure_by = format!("17 chances in 20 by {}", self.spoken(sure.date));
            let maybe = match &when.p50 {
                Some(half) if half.date < sure.date && due.is_empty() => {
                    format!("perhaps by {}; ", self.spoken(half.date))
                }
                _ => String::new(),
            };
            return Some(capital(&format!("{what}{due}{maybe}{sure_by}{proviso}.")));
        }
        let amount = self.amount.as_ref()?;
        let [_, sure, _] = amount.least.as_ref()?;
        Some(format!(
            "By {}, 17 chances in 20 for at least {}.",
            self.spoken(amount.until),
            self.sized(floor(*sure))
        ))
    }

    /// A day as people say it: with its year where it is far away.
    fn spoken(&self, day: Date) -> String {
        let is_far = (day - self.date).get_days() > 300;
        let form = if is_far { "%-d %B %Y" } else { "%-d %B" };
        day.strftime(form).to_string()
    }
}

/// Parts of a point say nothing in a forecast.
pub(super) fn floor(amount: Hundredths) -> Hundredths {
    Hundredths::whole(amount.hundredths().div_euclid(100))
}

/// The same with a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `60 %`; never certain, and never impossible.
pub(super) fn percent(chance: u32) -> String {
    match (chance + 50) / 100 {
        0 => "under 1 %".to_owned(),
        100.. => "over 99 %".to_owned(),
        whole => format!("{whole} %"),
    }
}

/// A chance in hundredths of a per cent as a fraction, as JSON has it.
pub(super) fn share(chance: u32) -> f64 {
    f64::from(chance) / 10_000.0
}

/// `60 % likely, 72 % a week ago`.
pub(super) fn chance_words(chance: &ReleaseChance) -> String {
    let now = likely(chance.now);
    match chance.week_ago {
        Some(before) => format!("{now}, {} a week ago", percent(before)),
        None => now,
    }
}

pub(super) fn likely(chance: u32) -> String {
    format!("{} likely", percent(chance))
}

/// A chance as people say it: `12 chances in 20`.
fn chances(chance: u32) -> String {
    match (chance * 20 + 5_000) / 10_000 {
        0 => "hardly a chance".to_owned(),
        1 => "1 chance in 20".to_owned(),
        20.. => "almost certainly".to_owned(),
        n => format!("{n} chances in 20"),
    }
}

/// `1st`, `14th`.
pub(super) fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::{capital, chances, ordinal, percent};

    #[test]
    fn numbers_as_people_say_them() {
        let said = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111]
            .map(ordinal)
            .join(" ");
        assert_eq!(said, "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th");
        assert_eq!(
            [0, 49, 50, 6_049, 9_949, 9_950, 10_000]
                .map(percent)
                .join(", "),
            "under 1 %, under 1 %, 1 %, 60 %, 99 %, over 99 %, over 99 %"
        );
        assert_eq!(
            [0, 500, 6_000, 9_900].map(chances).join(", "),
            "hardly a chance, 1 chance in 20, 12 chances in 20, almost certainly"
        );
        assert_eq!(capital("über"), "Über");
    }
}
