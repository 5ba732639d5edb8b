//! By what items are ordered: WSJF, RICE, MoSCoW, or a formula.

use crate::model::{Config, Formula, nearest};

use super::presets::{PRESETS, preset};

/// A way to say what comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScoreModel {
    /// Cost of delay ÷ size (Reinertsen 2009; SAFe): the order is that in which waiting costs least, dependencies heeded.
    Wsjf,
    /// Reach × impact × confidence ÷ effort (McBride, Intercom).
    Rice,
    /// Must, should, could; what will not be is left out (Clegg 1994, DSDM).
    Moscow,
    /// A formula over numbers of the items.
    Weighted {
        /// How it was asked for; empty for the formula of `po.yaml` that has no name.
        name: String,
        /// The formula.
        formula: Formula,
    },
}

/// Why a text names no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoreModelError {
    /// No such model.
    #[error("there is no model `{name}` to order by{}", near(nearest.as_deref()))]
    Unknown {
        /// As typed.
        name: String,
        /// The model that is most like it.
        nearest: Option<String>,
    },
    /// No formula of that name.
    #[error("there is no formula `{name}`{}", near(nearest.as_deref()))]
    UnknownFormula {
        /// As typed.
        name: String,
        /// The formula that is most like it.
        nearest: Option<String>,
        /// All that there are.
        known: Vec<String>,
    },
    /// `po.yaml` has none.
    #[error("`po.yaml` has no formula under `weighted`")]
    NoFormula,
    /// `po.yaml` has several.
    #[error("`po.yaml` has several formulas: {}", known.join(", "))]
    SeveralFormulas {
        /// Their names.
        known: Vec<String>,
    },
}

fn near(meant: Option<&str>) -> String {
    meant
        .map(|meant| format!("; did you mean `{meant}`?"))
        .unwrap_or_default()
}

impl ScoreModel {
    /// The names of all models.
    pub const NAMES: [&str; 4] = ["wsjf", "rice", "moscow", "weighted"];

    /// The model that a person names: `wsjf`, `rice`, `moscow`, `weighted`, `weighted:ice`.
    ///
    /// # Errors
    /// When there is none, or it needs a formula that is not there.
    pub fn named(text: &str, config: &Config) -> Result<Self, ScoreModelError> {
        let (name, formula) = match text.split_once(':') {
            Some((name, formula)) => (name.trim(), Some(formula.trim())),
            None => (text.trim(), None),
        };
        match (name.to_ascii_lowercase().as_str(), formula) {
            ("wsjf", None) => Ok(Self::Wsjf),
            ("rice", None) => Ok(Self::Rice),
            ("moscow", None) => Ok(Self::Moscow),
            ("weighted", None) => Self::own(config),
            ("weighted", Some(formula)) => Self::by_name(formula, config),
            _ => {
                let formulas = PRESETS
                    .iter()
                    .map(|preset| format!("weighted:{}", preset.name));
                let known: Vec<String> = Self::NAMES
                    .map(str::to_owned)
                    .into_iter()
                    .chain(formulas.clone())
                    .collect();
                // Who writes `--by ice` means the formula.
                let meant = formulas
                    .into_iter()
                    .find(|known| preset(text).is_some_and(|p| known.ends_with(p.name)));
                let nearest = meant
                    .or_else(|| nearest(text, known.iter().map(String::as_str)).map(str::to_owned));
                Err(ScoreModelError::Unknown {
                    name: text.to_owned(),
                    nearest,
                })
            }
        }
    }

    fn own(config: &Config) -> Result<Self, ScoreModelError> {
        match config.weighted.as_slice() {
            [] => Err(ScoreModelError::NoFormula),
            [(name, formula)] => Ok(Self::Weighted {
                name: name.clone(),
                formula: formula.clone(),
            }),
            several => Err(ScoreModelError::SeveralFormulas {
                known: several.iter().map(|(name, _)| name.clone()).collect(),
            }),
        }
    }

    fn by_name(wanted: &str, config: &Config) -> Result<Self, ScoreModelError> {
        let own = config
            .weighted
            .iter()
            .find(|(name, _)| !name.is_empty() && name.eq_ignore_ascii_case(wanted));
        if let Some((name, formula)) = own {
            return Ok(Self::Weighted {
                name: name.clone(),
                formula: formula.clone(),
            });
        }
        let found = preset(wanted).and_then(|preset| {
            let formula = Formula::read(preset.formula).ok()?;
            let name = preset.name.to_owned();
            Some(Self::Weighted { name, formula })
        });
        found.ok_or_else(|| {
            let own = config.weighted.iter().map(|(name, _)| name.clone());
            let known: Vec<String> = own
                .filter(|name| !name.is_empty())
                .chain(PRESETS.iter().map(|preset| preset.name.to_owned()))
                .collect();
            ScoreModelError::UnknownFormula {
                name: wanted.to_owned(),
                nearest: nearest(wanted, known.iter().map(String::as_str)).map(str::to_owned),
                known,
            }
        })
    }

    /// As it is asked for.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Wsjf => "wsjf".to_owned(),
            Self::Rice => "rice".to_owned(),
            Self::Moscow => "moscow".to_owned(),
            Self::Weighted { name, .. } if name.is_empty() => "weighted".to_owned(),
            Self::Weighted { name, .. } => format!("weighted:{name}"),
        }
    }

    /// What the score is, in words.
    #[must_use]
    pub fn definition(&self) -> String {
        match self {
            Self::Wsjf => "cost of delay ÷ points".to_owned(),
            Self::Rice => "reach × impact × confidence ÷ effort".to_owned(),
            Self::Moscow => "must, should, could".to_owned(),
            Self::Weighted { formula, .. } => formula.text().to_owned(),
        }
    }

    /// The keys of an item that it looks at.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        match self {
            Self::Wsjf => vec![
                "value",
                "urgency",
                "risk_reduction",
                "cost_of_delay",
                "points",
            ],
            Self::Rice => vec!["reach", "impact", "confidence", "effort"],
            Self::Moscow => vec!["moscow"],
            Self::Weighted { formula, .. } => formula
                .terms()
                .flat_map(|term| term.keys.iter().map(String::as_str))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ScoreModel;
    use crate::model::{Config, Formula};

    #[test]
    fn models_are_found_by_name_and_near_ones_named() {
        let mut config = Config::default();
        let named = |text: &str, config: &Config| {
            ScoreModel::named(text, config)
                .map(|model| format!("{} = {}", model.name(), model.definition()))
                .map_err(|error| error.to_string())
        };
        assert_eq!(
            named("WSJF", &config).unwrap(),
            "wsjf = cost of delay ÷ points"
        );
        assert_eq!(
            named("weighted:value/effort", &config).unwrap(),
            "weighted:value-effort = value / first(effort, points)"
        );
        for (text, words) in [
            (
                "wjsf",
                "there is no model `wjsf` to order by; did you mean `wsjf`?",
            ),
            (
                "ice",
                "there is no model `ice` to order by; did you mean `weighted:ice`?",
            ),
            ("", "there is no model `` to order by"),
            (
                "rice:x",
                "there is no model `rice:x` to order by; did you mean `rice`?",
            ),
            ("weighted", "`po.yaml` has no formula under `weighted`"),
            (
                "weighted:icee",
                "there is no formula `icee`; did you mean `ice`?",
            ),
        ] {
            assert_eq!(named(text, &config), Err(words.to_owned()));
        }
        let formula = Formula::read("value * 2").unwrap();
        config.weighted = vec![(String::new(), formula.clone())];
        assert_eq!(named("weighted", &config).unwrap(), "weighted = value * 2");
        config.weighted = vec![("ice".into(), formula.clone()), ("b".into(), formula)];
        assert_eq!(
            named("weighted:ICE", &config).unwrap(),
            "weighted:ice = value * 2"
        );
        assert_eq!(
            named("weighted", &config),
            Err("`po.yaml` has several formulas: ice, b".to_owned())
        );
    }
}
