//! What items lack before a Sprint may take them: for whoever prepares the next one.

use crate::check::context::Context;
use crate::check::definition_of_ready::{Demand, usual_demands};
use crate::check::due::is_time_boxed;
use crate::check::explain::UnknownRuleError;
use crate::check::settings::{Choice, Settings};
use crate::check::subject::Subject;
use crate::model::{Backlog, Story};

/// A backlog under its team's Definition of Ready; where there is none, an estimate and criteria are asked for.
#[derive(Debug)]
pub struct Readiness<'b> {
    context: Context<'b>,
    usual: Vec<Demand>,
}

impl<'b> Readiness<'b> {
    /// Returns the readiness of a backlog, whose bodies should have been read.
    ///
    /// # Errors
    /// As [`Settings::new`] without a command line: none today. Words of the definition that mean nothing ask for nothing.
    pub fn new(backlog: &'b Backlog) -> Result<Self, UnknownRuleError> {
        let settings = Settings::new(&backlog.config, &Choice::default())?;
        let is_defined = !backlog.config.definition_of_ready.is_empty();
        Ok(Self {
            context: Context::new(backlog, settings),
            usual: if is_defined {
                Vec::new()
            } else {
                usual_demands()
            },
        })
    }

    /// What an item lacks, in words: `no points`, `2 open questions`. A spike needs no points where no team asks for
    /// them.
    #[must_use]
    pub fn lacks(&self, story: &'b Story) -> Vec<String> {
        let place = self.context.backlog.index_of(&story.id.to_string());
        let Some(subject) = place.and_then(|place| Subject::new(&self.context, place)) else {
            return Vec::new();
        };
        let own = self.context.settings.ready.iter();
        let usual = self
            .usual
            .iter()
            .filter(|demand| demand.text != "points" || !is_time_boxed(story));
        own.chain(usual)
            .filter_map(|demand| demand.lack(&self.context, &subject))
            .map(|lack| lack.words)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Readiness;
    use crate::check::sample::{backlog, ready_word, story};
    use crate::model::Backlog;

    #[test]
    fn the_teams_words_win_over_the_usual_ones() {
        let spike = story("US-2", "", |s| s.item_type = "spike".into());
        let mut backlog = backlog(vec![story("US-1", "", |_| {}), spike]);
        let lacks = |backlog: &Backlog, id: &str| {
            let readiness = Readiness::new(backlog).unwrap();
            readiness.lacks(backlog.find(id).unwrap()).join(", ")
        };
        assert_eq!(lacks(&backlog, "1"), "no points, no acceptance criteria");
        assert_eq!(lacks(&backlog, "2"), "no acceptance criteria");
        backlog.config.definition_of_ready = vec![ready_word("value")];
        assert_eq!(lacks(&backlog, "1"), "no value");
    }
}
