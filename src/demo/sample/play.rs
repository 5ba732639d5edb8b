//! The sample's commits, made by playing the script.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::calendar::Calendar;
use super::script::SCRIPT;
use super::stage::{Stage, When};
use super::step::Who;

/// The folder of the sample's backlog, from the top of the repository.
pub const BACKLOG: &str = "backlog";

/// A backlog with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its commits, the oldest first.
    pub commits: Vec<SampleCommit>,
}

/// A commit of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleCommit {
    /// Files that it changes: the path from the top of the repository and the new text; none removes the file.
    pub files: Vec<(String, Option<String>)>,
    /// The name of its author.
    pub author: &'static str,
    /// The author's address.
    pub email: &'static str,
    /// When it was made.
    pub time: Timestamp,
    /// Its message, one line.
    pub message: String,
}

impl Sample {
    /// The files after the last commit, by their paths from the top of the repository.
    #[must_use]
    pub fn files(&self) -> BTreeMap<&str, &str> {
        let mut files = BTreeMap::new();
        for (path, text) in self.commits.iter().flat_map(|commit| &commit.files) {
            match text {
                Some(text) => files.insert(path.as_str(), text.as_str()),
                None => files.remove(path.as_str()),
            };
        }
        files
    }
}

/// Returns the sample backlog "Web shop" as it stands at `now`: its eighth Sprint runs, and twelve weeks lie behind it.
///
/// The same `now` gives the same bytes. Three findings are left in it on purpose, for `po check` to show: US-15 is ready
/// without criteria, US-46 waits for `US-311`, and a criterion of US-17 is vague.
#[must_use]
pub fn sample(now: Timestamp) -> Sample {
    let calendar = Calendar::new(now);
    let mut stage = Stage::new(calendar);
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    let mut of_the_day = HashMap::new();
    let mut commits = Vec::with_capacity(SCRIPT.len());
    for (day, who, step) in SCRIPT {
        let date = calendar.date(*day);
        let nth = of_the_day.entry(date).or_insert(0);
        let time = calendar.time(*day, *nth);
        *nth += 1;
        let message = stage.play(step, When { time, date });
        let after = stage.files();
        let (author, email) = person(*who);
        commits.push(SampleCommit {
            files: difference(&before, &after),
            author,
            email,
            time,
            message,
        });
        before = after;
    }
    Sample { commits }
}

/// What must be written to get from one state to the next.
fn difference(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<(String, Option<String>)> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let gone = gone.map(|path| (path.clone(), None));
    let new = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text));
    gone.chain(new.map(|(path, text)| (path.clone(), Some(text.clone()))))
        .collect()
}

fn person(who: Who) -> (&'static str, &'static str) {
    match who {
        Who::Ada => ("Ada Example", "ada@example.org"),
        Who::Bo => ("Bo Sample", "bo@example.org"),
        Who::Cleo => ("Cleo Muster", "cleo@example.org"),
    }
}

#[cfg(test)]
#[path = "play_tests.rs"]
mod tests;
