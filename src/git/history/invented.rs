//! Invented lives of stories: whoever invents them knows the truth, commit by commit.

use std::collections::BTreeMap;

use fastrand::Rng;

/// What a file says, by the names of facts.
pub(super) type Said = BTreeMap<&'static str, String>;

/// A story that somebody made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fake {
    /// Nobody else has it.
    number: usize,
    pub id: String,
    pub created: Option<String>,
    pub fields: BTreeMap<&'static str, String>,
    pub criteria: Vec<(String, bool)>,
    pub path: String,
    /// Whether its file is there.
    pub is_there: bool,
    /// Whether somebody left conflict markers in it.
    pub is_broken: bool,
    /// What it said when it was last readable.
    last: Said,
    /// A branch is working on it.
    pub is_taken: bool,
}

const STATES: [&str; 5] = ["new", "ready", "in-progress", "done", "declined"];
const WORDS: [&str; 8] = [
    "card", "guest", "pays", "sees", "order", "quickly", "twice", "never",
];

impl Fake {
    /// Returns a new story of that number.
    pub fn new(number: usize, random: &mut Rng) -> Self {
        let id = format!("US-{number}");
        let mut fields = BTreeMap::from([
            ("title", format!("Story {number}")),
            ("status", "new".to_owned()),
            ("type", "story".to_owned()),
        ]);
        if random.bool() {
            fields.insert("points", random.u8(1..13).to_string());
        }
        // Most have been created with a time, some were written by hand.
        let created = (random.u8(0..5) > 0).then(|| {
            format!(
                "2026-01-01T{:02}:{:02}:{:02}Z",
                number / 3600 % 24,
                number / 60 % 60,
                number % 60
            )
        });
        Self {
            number,
            path: format!("stories/{id}-story.md"),
            id,
            created,
            fields,
            criteria: vec![(criterion(random), false)],
            is_there: true,
            is_broken: false,
            last: Said::new(),
            is_taken: false,
        }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = format!("---\nid: {}\n", self.id);
        if let Some(created) = &self.created {
            text.push_str(&format!("created: {created}\n"));
        }
        for (name, value) in &self.fields {
            text.push_str(&format!("{name}: {value}\n"));
        }
        if self.is_broken {
            text.push_str("<<<<<<< HEAD\n");
        }
        text.push_str("---\n\nAs a guest, I want to pay.\n\n## Acceptance criteria\n\n");
        for (words, done) in &self.criteria {
            let mark = if *done { 'x' } else { ' ' };
            text.push_str(&format!("- [{mark}] {words}\n"));
        }
        text
    }

    /// What a reader must know of it: where it is broken, what it said before.
    pub fn said(&self) -> Said {
        if self.is_broken {
            return self.last.clone();
        }
        let mut said: Said = self.fields.clone();
        said.insert("id", self.id.clone());
        if let Some(created) = &self.created {
            said.insert("created", created.clone());
        }
        if let Some(aliases) = said.get_mut("aliases") {
            *aliases = aliases.trim_matches(['[', ']']).replace(", ", "\n");
        }
        let criteria: Vec<String> = self
            .criteria
            .iter()
            .map(|(words, done)| format!("[{}] {words}", if *done { 'x' } else { ' ' }))
            .collect();
        if !criteria.is_empty() {
            said.insert("criteria", criteria.join("\n"));
        }
        said.insert("path", self.path.clone());
        said
    }

    /// Something happens to it.
    pub fn live(&mut self, random: &mut Rng, step: usize) {
        match random.u8(0..24) {
            0..=6 => self.set("status", STATES[random.usize(0..STATES.len())]),
            7..=9 => self.set("points", &random.u8(1..13).to_string()),
            10 => self.set("sprint", &random.u8(1..9).to_string()),
            11 => self.set("release", &format!("1.{}", random.u8(0..4))),
            12 => self.set("rank", &format!("i{}", random.u16(100..999))),
            13 => self.set("title", &format!("Story renamed in {step}")),
            14 => self.set("done", "2026-02-03"),
            15 => drop(self.fields.remove("points")),
            16 => self.criteria.push((criterion(random), false)),
            17 | 18 => {
                if let Some((_, done)) = pick(&mut self.criteria, random) {
                    *done = !*done;
                }
            }
            19 => {
                if let Some((words, _)) = pick(&mut self.criteria, random) {
                    words.push_str(" indeed");
                }
            }
            20 => drop(self.criteria.pop()),
            21 => self.path = format!("stories/{}-slug-{step}-{}.md", self.id, self.number),
            22 => {
                let folder = ["", "2025/", "2025/q1/", "later/"][random.usize(0..4)];
                let name = self.path.rsplit('/').next().unwrap_or_default();
                self.path = format!("stories/{folder}{name}");
            }
            _ => self.is_broken = !self.is_broken,
        }
        // A broken file is known by its path alone, so it is mended where it stands.
        if let (true, Some(path)) = (self.is_broken, self.last.get("path")) {
            self.path.clone_from(path);
        }
    }

    /// Gives it another number; the old one stays as an alias.
    pub fn renumber(&mut self, number: usize) {
        if self.is_broken || self.created.is_none() {
            return;
        }
        let old = std::mem::replace(&mut self.id, format!("US-{number}"));
        let aliases = self
            .fields
            .get("aliases")
            .map(|text| text.trim_matches(['[', ']']).to_owned());
        let aliases = aliases.map_or(old.clone(), |known| format!("{known}, {old}"));
        self.set("aliases", &format!("[{aliases}]"));
        self.path = format!("stories/{}-renumbered.md", self.id);
    }

    /// A commit with it has landed.
    pub fn landed(&mut self) {
        self.last = self.said();
    }

    fn set(&mut self, name: &'static str, value: &str) {
        self.fields.insert(name, value.to_owned());
    }
}

fn criterion(random: &mut Rng) -> String {
    let words: Vec<&str> = (0..5)
        .map(|_| WORDS[random.usize(0..WORDS.len())])
        .collect();
    format!("{} {}", words.join(" "), random.u16(..))
}

fn pick<'a, T>(list: &'a mut [T], random: &mut Rng) -> Option<&'a mut T> {
    if list.is_empty() {
        return None;
    }
    let at = random.usize(0..list.len());
    list.get_mut(at)
}
