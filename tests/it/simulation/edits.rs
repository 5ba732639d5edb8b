//! The random edits of the simulation that people make with the program, by its own code.

use std::collections::BTreeMap;

use backlog::model::{Backlog, ChangeKind, Config, Edit, FieldEdit, Splice, StoryId, Value};
use backlog::scrum::{Destination, move_stories};
use backlog::store::{Depth, edit_bytes, read_story};
use backlog::text;
use fastrand::Rng;
use jiff::civil::Date;

/// Story files by their path in `stories/`.
pub type Files = BTreeMap<String, String>;

/// What makes edits: random, and with words that nobody else writes.
pub struct Editor {
    /// Chance.
    pub random: Rng,
    /// How many words were made up so far.
    pub words: u64,
    /// Today.
    pub today: Date,
    /// The configuration of all clones.
    pub config: Config,
}

impl Editor {
    pub fn next(&mut self) -> u64 {
        self.words += 1;
        self.words
    }

    fn any(&mut self, files: &Files) -> String {
        let at = self.random.usize(..files.len());
        files.keys().nth(at).expect("a story").clone()
    }

    /// A new story, as `po add` writes it, with two or three criteria.
    pub fn add(&mut self, files: &mut Files) {
        let used = files
            .keys()
            .filter_map(|path| number(path))
            .max()
            .unwrap_or(0);
        let number = used + 1;
        let created = self.next();
        let plain = |text: String| Value::Plain(text);
        let header = backlog::store::new_story_header(&[
            ("title", Value::Text(format!("Story {created}"))),
            ("id", plain(format!("US-{number}"))),
            (
                "created",
                plain(format!("2026-01-01T00:00:00.{created:06}Z")),
            ),
            ("status", plain("new".to_owned())),
            ("type", plain("story".to_owned())),
        ]);
        let mut body = String::from("\n");
        for _ in 0..3 {
            body += &format!("P{} As a guest, I want it.\n\n", self.next());
        }
        body += "## Acceptance criteria\n\n";
        for _ in 0..self.random.usize(1..4) {
            body += &format!("- [ ] {}\n", criterion_words(self.next()));
            if self.random.bool() {
                body += "  and is quick\n";
            }
        }
        files.insert(format!("US-{number}-story-{created}.md"), header + &body);
    }

    /// One random edit.
    pub fn edit(&mut self, files: &mut Files) {
        if files.len() < 3 {
            return self.add(files);
        }
        let path = self.any(files);
        let text = files[&path].clone();
        let edited = match self.random.u8(..100) {
            0..4 => return self.add(files),
            4..6 => {
                files.remove(&path);
                return;
            }
            6..9 => {
                let (number, word) = (number(&path).unwrap_or(0), self.next());
                files.remove(&path);
                files.insert(format!("US-{number}-story-{word}.md"), text);
                return;
            }
            9..18 => return self.rank(files, &path),
            18..21 => return self.split(files, &path),
            21..42 => self.field(&path, &text),
            42..50 => self.status(&path, &text),
            50..57 => self.label(&path, &text),
            57..67 => self.by_hand(&text),
            67..72 => self.estimate(&path, &text),
            72..90 => self.criterion(&path, &text),
            _ => self.note(&path, &text),
        };
        files.insert(path, edited);
    }

    fn set(&self, path: &str, text: &str, edits: &[Edit]) -> String {
        let bytes = edit_bytes(path, text.as_bytes(), edits).expect("an edit");
        String::from_utf8(bytes).expect("text")
    }

    fn field(&mut self, path: &str, text: &str) -> String {
        let word = self.next();
        let keys = [
            "title",
            "points",
            "value",
            "urgency",
            "sprint",
            "requested_by",
            "epic",
            "release",
            "x-team",
            "outcome",
        ];
        let key = keys[self.random.usize(..keys.len())];
        let value = match key {
            "title" | "requested_by" | "x-team" | "outcome" => Value::Text(format!("Words {word}")),
            "epic" => Value::Plain(format!("US-{}", word % 7 + 1)),
            _ => Value::Plain((word % 9).to_string()),
        };
        self.set(path, text, &[Edit::set(key, value)])
    }

    fn status(&mut self, path: &str, text: &str) -> String {
        let today = || Value::Plain(self.today.to_string());
        let status = |name: &str| Edit::set("status", Value::Plain(name.to_owned()));
        let back = || vec![Edit::drop_key("done"), Edit::drop_key("accepted")];
        let (edits, why) = match self.random.u8(..6) {
            0 => (vec![status("ready")], None),
            1 => (
                vec![status("in-progress"), Edit::set("started", today())],
                None,
            ),
            2 => (vec![status("done"), Edit::set("done", today())], None),
            3 => (
                [vec![status("in-progress")], back()].concat(),
                Some("rejected"),
            ),
            4 => (vec![status("declined")], Some("declined")),
            _ => (vec![Edit::set("accepted", today())], None),
        };
        let edited = self.set(path, text, &edits);
        let Some(why) = why else { return edited };
        let words = format!("{why}: n{} was why", self.next());
        self.dated(path, &edited, "Decisions", &words)
    }

    fn estimate(&mut self, path: &str, text: &str) -> String {
        let word = self.next();
        let points = (word % 13).to_string();
        let edit = Edit::set("points", Value::Plain(points.clone()));
        let edited = self.set(path, text, &[edit]);
        let words = format!("votes n{word} 3 5: {points}");
        self.dated(path, &edited, "Estimation", &words)
    }

    fn dated(&self, path: &str, text: &str, heading: &str, words: &str) -> String {
        let body = backlog::store::body_of(path, text.as_bytes()).expect("a body");
        let splice = text::append_dated(body, heading, self.today, words, false);
        self.splice(path, text, vec![splice])
    }

    fn label(&mut self, path: &str, text: &str) -> String {
        let (key, item) = match self.random.u8(..8) {
            number @ 0..5 => ("labels", format!("label{number}")),
            number => ("depends_on", format!("US-{number}")),
        };
        let (key, item) = (key.to_owned(), item);
        let there = text
            .lines()
            .any(|line| line.starts_with(&key) && line.contains(&item));
        let edit = if there {
            FieldEdit::Remove { key, item }
        } else {
            FieldEdit::Add { key, item }
        };
        self.set(path, text, &[Edit::Field(edit)])
    }

    fn splice(&self, path: &str, text: &str, splices: Vec<Splice>) -> String {
        let edits: Vec<Edit> = splices.into_iter().map(Edit::Body).collect();
        self.set(path, text, &edits)
    }

    fn criterion(&mut self, path: &str, text: &str) -> String {
        let body = backlog::store::body_of(path, text.as_bytes()).expect("a body");
        let headings = &self.config.criteria.headings;
        let criteria = text::criteria(body, headings);
        let what = self.random.u8(..10);
        let (Some(at), false) = (
            (!criteria.is_empty()).then(|| self.random.usize(..criteria.len())),
            what == 9,
        ) else {
            let words = criterion_words(self.next());
            return self.splice(
                path,
                text,
                vec![text::add_criterion(
                    body,
                    &self.config.criteria.headings,
                    &words,
                )],
            );
        };
        let criterion = &criteria[at];
        let splice = match what {
            0..5 => text::set_criterion(body, criterion, !criterion.done),
            5..8 => {
                let token = criterion.text.split(' ').next().expect("a token");
                let number = token.trim_start_matches('c');
                let words = format!(
                    "{token} Given guest{number}, when pay{number}, then shown{}",
                    self.words + 1
                );
                Some(text::reword_criterion(body, criterion, &words))
            }
            _ if criteria.len() > 1 => Some(text::remove_criterion(body, criterion)),
            _ => None,
        };
        self.words += 1;
        self.splice(path, text, splice.into_iter().collect())
    }

    fn note(&mut self, path: &str, text: &str) -> String {
        let body = backlog::store::body_of(path, text.as_bytes()).expect("a body");
        let words = format!("n{} said", self.next());
        let asked = text::dated_lines(body, "Questions");
        let splices = match self.random.u8(..4) {
            0 => vec![text::append_dated(body, "Notes", self.today, &words, false)],
            1 => vec![text::append_dated(
                body,
                "Decisions",
                self.today,
                &words,
                false,
            )],
            2 if !asked.is_empty() => {
                let line = &asked[self.random.usize(..asked.len())];
                text::answer(body, line, self.today, &words)
            }
            _ => vec![text::append_dated(
                body,
                "Questions",
                self.today,
                &words,
                true,
            )],
        };
        self.splice(path, text, splices)
    }

    /// A criterion of a story becomes a story of its own.
    fn split(&mut self, files: &mut Files, path: &str) {
        let text = files[path].clone();
        let body = backlog::store::body_of(path, text.as_bytes()).expect("a body");
        let criteria = text::criteria(body, &self.config.criteria.headings);
        if criteria.len() > 1 {
            let splice = text::remove_criterion(body, &criteria[0]);
            let edited = self.splice(path, &text, vec![splice]);
            files.insert(path.to_owned(), edited);
        }
        self.add(files);
    }

    fn rank(&mut self, files: &mut Files, path: &str) {
        let backlog = load(files, &self.config);
        let to = Destination::Position(self.random.usize(1..=files.len().min(12)));
        let id: StoryId = format!("US-{}", number(path).unwrap_or(1))
            .parse()
            .expect("an id");
        let random = &mut self.random;
        // Where two items have the id, it names neither.
        let Ok(moves) = move_stories(&backlog, &[id], &to, &mut |below| random.u64(0..below))
        else {
            return;
        };
        for change in moves.changes() {
            if let ChangeKind::Edit(edits) = change.kind {
                let text = files[&change.path].clone();
                let edited = self.set(&change.path, &text, &edits);
                files.insert(change.path, edited);
            }
        }
    }
}

/// What a new criterion says. Criteria sound alike, as they do among people, and each has words of its own; in other words it
/// keeps some of these.
fn criterion_words(number: u64) -> String {
    format!("c{number} Given guest{number}, when pay{number}, then shown{number}")
}

/// The backlog of some files.
pub fn load(files: &Files, config: &Config) -> Backlog {
    let read = |(path, text): (&String, &String)| {
        let read = read_story(path, text.as_bytes(), config, Depth::Header);
        read.unwrap_or_else(|problem| panic!("{path}: {}\n{text}", problem.message))
            .0
    };
    Backlog::new(config.clone(), files.iter().map(read).collect(), Vec::new())
}

/// The number in a file's name.
pub fn number(path: &str) -> Option<u64> {
    path.strip_prefix("US-")?
        .split(['-', '.'])
        .next()?
        .parse()
        .ok()
}
