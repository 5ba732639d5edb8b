//! How right the rules are: findings held against lines that people judged.
//!
//! A labelled set is a text with one label a line: `RULE<tab>SET<tab>LINE<tab>yes|no`, where a fifth column may say why; blank
//! lines and those that begin with `#` are passed over. `yes` says that the rule should report the line. Only lines that are
//! labelled for a rule count for it. Precision and recall as in van Rijsbergen, Information Retrieval, 1979, chapter 7.

use std::collections::{BTreeMap, HashSet};

use crate::check::explain::{UnknownRuleError, rule};

/// Why a labelled set cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// A line without the four columns.
    #[error("line {0}: a label is `RULE`, `SET`, `LINE` and `yes` or `no`, parted by tabs")]
    Form(usize),
    /// A rule that does not exist.
    #[error("line {0}: {1}")]
    Rule(usize, UnknownRuleError),
}

/// What people said of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    list: Vec<Label>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    rule: &'static str,
    set: String,
    line: usize,
    expected: bool,
}

/// How right a rule is on the lines that were judged for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accuracy {
    /// How many lines were judged.
    pub judged: usize,
    /// Reported, and rightly.
    pub right: usize,
    /// Reported, and wrongly.
    pub wrong: usize,
    /// Not reported although it should be.
    pub missed: usize,
}

impl Accuracy {
    /// The share of reports that are right, in thousandths; nothing where nothing was reported.
    #[must_use]
    pub fn precision(&self) -> Option<usize> {
        share(self.right, self.right + self.wrong)
    }

    /// The share of what should be reported that is, in thousandths; nothing where nothing should be.
    #[must_use]
    pub fn recall(&self) -> Option<usize> {
        share(self.right, self.right + self.missed)
    }

    /// Adds the counts of another set.
    pub fn add(&mut self, other: Self) {
        self.judged += other.judged;
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

fn share(part: usize, whole: usize) -> Option<usize> {
    (part * 1000 + whole / 2).checked_div(whole)
}

impl Labels {
    /// Reads a labelled set.
    ///
    /// # Errors
    /// [`LabelError`] with its line.
    pub fn parse(text: &str) -> Result<Self, LabelError> {
        let mut list = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let number = index + 1;
            let mut columns = line.split('\t').map(str::trim);
            let mut next = || columns.next().ok_or(LabelError::Form(number));
            let (name, set, at, word) = (next()?, next()?, next()?, next()?);
            list.push(Label {
                rule: rule(name)
                    .map_err(|error| LabelError::Rule(number, error))?
                    .name,
                set: set.to_owned(),
                line: at.parse().map_err(|_| LabelError::Form(number))?,
                expected: match word {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(LabelError::Form(number)),
                },
            });
        }
        Ok(Self { list })
    }

    /// The sets that labels speak of, by name.
    #[must_use]
    pub fn sets(&self) -> Vec<&str> {
        let mut sets: Vec<&str> = self.list.iter().map(|label| label.set.as_str()).collect();
        sets.sort_unstable();
        sets.dedup();
        sets
    }

    /// Holds what was reported in a set, as rule and line, against its labels. Rules without a label there are left out.
    #[must_use]
    pub fn judge(
        &self,
        set: &str,
        reported: &HashSet<(&str, usize)>,
    ) -> BTreeMap<&'static str, Accuracy> {
        let mut found: BTreeMap<&'static str, Accuracy> = BTreeMap::new();
        for label in self.list.iter().filter(|label| label.set == set) {
            let of = found.entry(label.rule).or_default();
            of.judged += 1;
            match (reported.contains(&(label.rule, label.line)), label.expected) {
                (true, true) => of.right += 1,
                (true, false) => of.wrong += 1,
                (false, true) => of.missed += 1,
                (false, false) => {}
            }
        }
        found
    }
}

/// Returns a line a rule: how many lines were judged, precision and recall with their counts.
#[must_use]
pub fn accuracy_table(found: &BTreeMap<&'static str, Accuracy>) -> String {
    let width = found
        .keys()
        .map(|name| name.len())
        .max()
        .unwrap_or(0)
        .max(4);
    let mut text = format!("{:<width$}  judged  precision           recall\n", "rule");
    for (name, of) in found {
        let cell = |share: Option<usize>, part: usize, whole: usize| match share {
            Some(share) => format!("{}.{:03} ({part} of {whole})", share / 1000, share % 1000),
            None => "none".to_owned(),
        };
        text.push_str(&format!(
            "{name:<width$}  {:>6}  {:<18}  {}\n",
            of.judged,
            cell(of.precision(), of.right, of.right + of.wrong),
            cell(of.recall(), of.right, of.right + of.missed),
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Accuracy, LabelError, Labels, accuracy_table};

    const LABELS: &str = "# judged by nobody\nempty-criterion\ta.txt\t1\tyes\nempty-criterion\ta.txt\t2\tno\twhy\n\n\
        empty-criterion\ta.txt\t3\tyes\nempty-criterion\ta.txt\t4\tno\nduplicate-criterion\tb.txt\t1\tno\n";

    #[test]
    fn counts_what_is_right_wrong_and_missed() {
        let labels = Labels::parse(LABELS).unwrap();
        assert_eq!(labels.sets(), ["a.txt", "b.txt"]);
        let reported = HashSet::from([
            ("empty-criterion", 1),
            ("empty-criterion", 2),
            ("empty-criterion", 9),
        ]);
        let found = labels.judge("a.txt", &reported);
        let expected = Accuracy {
            judged: 4,
            right: 1,
            wrong: 1,
            missed: 1,
        };
        assert_eq!(found["empty-criterion"], expected);
        assert_eq!(
            (expected.precision(), expected.recall()),
            (Some(500), Some(500))
        );
        assert_eq!(
            accuracy_table(&found),
            "rule             judged  precision           recall\n\
             empty-criterion       4  0.500 (1 of 2)      0.500 (1 of 2)\n"
        );
        assert_eq!(
            labels.judge("b.txt", &reported)["duplicate-criterion"].precision(),
            None
        );
    }

    #[test]
    fn says_which_label_it_cannot_read() {
        for (text, line) in [
            ("# x\nempty-criterion\ta\t1\tmaybe", 2),
            ("empty-criterion\ta\tone\tyes", 1),
            ("empty-criterion\ta 1 yes", 1),
        ] {
            assert_eq!(Labels::parse(text), Err(LabelError::Form(line)), "{text}");
        }
        let error = Labels::parse("emty-criterion\ta\t1\tyes").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 1: there is no rule `emty-criterion`"
        );
    }
}
