//! The flags of `po add` for what `po rank --by` looks at, beside value and cost of delay.

use clap::Args;

/// What the models of scoring ask for.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "For po rank --by")]
pub(super) struct ScoreArgs {
    /// Its class: must, should, could or wont
    #[arg(long, value_name = "CLASS")]
    moscow: Option<String>,
    /// How many it reaches in one period: RICE
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    reach: Option<String>,
    /// What it does for each: RICE, ICE
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    impact: Option<String>,
    /// How sure that is: RICE, ICE
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    confidence: Option<String>,
    /// What it takes: RICE
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    effort: Option<String>,
    /// How easy it is, 1 to 10: ICE
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    ease: Option<String>,
    /// The benefit of having it, 1 to 9: Wiegers
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    benefit: Option<String>,
    /// The penalty of not having it, 1 to 9: Wiegers
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    penalty: Option<String>,
    /// The technical risk, 1 to 9: Wiegers
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    risk: Option<String>,
}

impl ScoreArgs {
    /// What was typed, by field.
    pub(super) fn typed(&self) -> impl Iterator<Item = (&'static str, String)> {
        [
            ("moscow", &self.moscow),
            ("reach", &self.reach),
            ("impact", &self.impact),
            ("confidence", &self.confidence),
            ("effort", &self.effort),
            ("ease", &self.ease),
            ("benefit", &self.benefit),
            ("penalty", &self.penalty),
            ("risk", &self.risk),
        ]
        .into_iter()
        .filter_map(|(name, typed)| Some((name, typed.clone()?)))
    }
}
