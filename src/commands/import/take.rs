//! `--take`: which side a person chooses where an export and the backlog say different things.

use std::str::FromStr;

use crate::exchange::CARRIED;
use crate::model::nearest;

/// What stands for the order: it is taken only when it is named, as it is nothing that one item says.
const ORDER: &str = "rank";

/// A side of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeSide {
    /// What the export says.
    There,
    /// What the backlog says.
    Here,
}

impl TakeSide {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Here => "here",
        }
    }
}

/// One choice: for all fields, or for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeChoice {
    field: Option<&'static str>,
    side: TakeSide,
}

impl FromStr for TakeChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (field, side) = match text.split_once('=') {
            Some((field, side)) => (Some(field.trim()), side),
            None => (None, text),
        };
        let side = match side.trim() {
            "there" => TakeSide::There,
            "here" => TakeSide::Here,
            other => {
                return Err(format!(
                    "`{other}` is no side: `there` is the export, `here` the backlog"
                ));
            }
        };
        let field = match field {
            None => None,
            Some(name) => Some(known(name)?),
        };
        Ok(Self { field, side })
    }
}

fn known(name: &str) -> Result<&'static str, String> {
    let mut all = CARRIED.into_iter().chain([ORDER]);
    let found = all.find(|known| *known == name);
    found.ok_or_else(|| match nearest(name, CARRIED) {
        Some(near) => format!("an update has no field `{name}`; did you mean `{near}`?"),
        None => format!(
            "an update has no field `{name}`; it has {}",
            CARRIED.join(", ")
        ),
    })
}

/// What a person chose.
#[derive(Debug, Clone, Default)]
pub struct Take {
    choices: Vec<TakeChoice>,
}

impl Take {
    /// The choices of a command line.
    #[must_use]
    pub fn new(choices: &[TakeChoice]) -> Self {
        Self {
            choices: choices.to_vec(),
        }
    }

    /// Whether items are to stand in the order there.
    #[must_use]
    pub fn takes_order(&self) -> bool {
        self.takes_by_name(ORDER)
    }

    /// Whether items are to be called as the export calls the rows of their keys, whatever they are: said of all fields, it is
    /// no word on which item a row is.
    #[must_use]
    pub fn takes_titles(&self) -> bool {
        self.takes_by_name("title")
    }

    fn takes_by_name(&self, field: &str) -> bool {
        let mut choices = self.choices.iter().rev();
        let chosen = choices.find(|choice| choice.field == Some(field));
        chosen.is_some_and(|choice| choice.side == TakeSide::There)
    }

    /// The side chosen for a field of [`CARRIED`]: what is said for it alone counts before what is said for all.
    #[must_use]
    pub fn side(&self, field: &str) -> Option<TakeSide> {
        let find = |wanted: Option<&str>| {
            let mut choices = self.choices.iter().rev();
            choices.find(|choice| choice.field == wanted)
        };
        find(Some(field))
            .or_else(|| find(None))
            .map(|choice| choice.side)
    }
}

#[cfg(test)]
mod tests {
    use super::{Take, TakeSide};

    #[test]
    fn what_is_said_for_a_field_counts_first() {
        let take = |words: &[&str]| {
            let choices: Vec<_> = words.iter().map(|word| word.parse().unwrap()).collect();
            Take::new(&choices)
        };
        let chosen = take(&["points=here", "there"]);
        assert!(!chosen.takes_order() && take(&["rank=there"]).takes_order());
        assert!(!chosen.takes_titles() && take(&["title=there"]).takes_titles());
        assert_eq!(chosen.side("points"), Some(TakeSide::Here));
        assert_eq!(chosen.side("title"), Some(TakeSide::There));
        assert_eq!(take(&["points=here"]).side("title"), None);
        assert_eq!(
            take(&["here", "there"]).side("title"),
            Some(TakeSide::There)
        );
    }

    #[test]
    fn what_is_neither_side_nor_field_is_said() {
        let wrong = |word: &str| word.parse::<super::TakeChoice>().unwrap_err();
        assert!(wrong("theirs").contains("`there` is the export"));
        assert!(wrong("point=there").contains("did you mean `points`"));
    }
}
