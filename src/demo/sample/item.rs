//! A sample item while its life goes on, and its file.

use jiff::civil::Date;

use super::seed::Seed;
use crate::demo::front_matter::{Values, front_matter};

/// An item: its front matter, and its body in parts.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// What the tables say of it.
    pub seed: &'static Seed,
    /// The front matter's values.
    pub values: Values,
    /// The criteria, ticked or not.
    pub criteria: Vec<(String, bool)>,
    /// Sections of dated lines, in the order in which each was first needed.
    sections: Vec<(&'static str, Vec<String>)>,
}

impl Item {
    /// Returns a new item.
    pub fn new(seed: &'static Seed, created: String) -> Self {
        let mut values = Values::from([
            ("title", seed.title.to_owned()),
            ("id", format!("US-{}", seed.id)),
            ("created", created),
            ("status", "new".to_owned()),
            ("type", seed.kind.to_owned()),
        ]);
        let epic = (seed.epic > 0).then(|| format!("US-{}", seed.epic));
        for (key, value) in [
            ("labels", seed.labels),
            ("requested_by", seed.requested_by),
            ("objective", seed.objective),
            ("value", seed.value),
            ("epic", epic.as_deref().unwrap_or_default()),
        ] {
            if !value.is_empty() {
                values.insert(key, value.to_owned());
            }
        }
        Self {
            seed,
            values,
            criteria: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Sets a value; an empty one keeps its key.
    pub fn set(&mut self, key: &'static str, value: impl ToString) {
        self.values.insert(key, value.to_string());
    }

    /// A value; empty where there is none.
    pub fn value(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// Its id and title, as commits name it.
    pub fn name(&self) -> String {
        format!("US-{} {}", self.seed.id, self.seed.title)
    }

    /// Appends a line to a section, which comes into being when it is needed.
    pub fn line(&mut self, section: &'static str, line: String) {
        match self.sections.iter_mut().find(|(name, _)| *name == section) {
            Some((_, lines)) => lines.push(line),
            None => self.sections.push((section, vec![line])),
        }
    }

    /// Notes what was decided on a day.
    pub fn decide(&mut self, date: Date, what: &str, why: &str) {
        self.line("Decisions", format!("- {date} {what}: {why}"));
    }

    /// Notes votes on a day, and sets the size they ended with.
    pub fn estimate(&mut self, date: Date, votes: &str) {
        let points = votes.rsplit(' ').next().unwrap_or_default();
        self.line("Estimation", format!("- {date} votes {votes}: {points}"));
        self.set("points", points);
    }

    /// Answers the last question that is open.
    pub fn answer(&mut self, date: Date, words: &str) {
        let questions = self
            .sections
            .iter_mut()
            .find(|(name, _)| *name == "Questions");
        let open = questions.and_then(|(_, lines)| {
            lines
                .iter_mut()
                .rev()
                .find(|line| line.starts_with("- [ ]"))
        });
        if let Some(line) = open {
            *line = format!("{}\n  - {date} {words}", line.replacen("[ ]", "[x]", 1));
        }
    }

    /// Its file.
    pub fn text(&self) -> String {
        let mut text = front_matter(&self.values);
        text.push('\n');
        text.push_str(self.seed.opening);
        text.push('\n');
        let asks_criteria = !matches!(self.seed.kind, "epic" | "spike");
        if asks_criteria || !self.criteria.is_empty() {
            text.push_str("\n## Acceptance criteria\n");
            let criteria: Vec<String> = self
                .criteria
                .iter()
                .map(|(words, done)| format!("- [{}] {words}", if *done { 'x' } else { ' ' }))
                .collect();
            push_lines(&mut text, &criteria);
        }
        for (name, lines) in &self.sections {
            text.push_str(&format!("\n## {name}\n"));
            push_lines(&mut text, lines);
        }
        text
    }
}

fn push_lines(text: &mut String, lines: &[String]) {
    if !lines.is_empty() {
        text.push('\n');
    }
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::Item;
    use crate::demo::sample::items_delivered::DELIVERED;
    use crate::demo::sample::items_open::OPEN;
    use crate::text::{NewBody, template, user_story};

    #[test]
    fn new_items_have_the_body_of_the_template() {
        let headings = ["Acceptance criteria".to_owned()];
        let mut sentences = 0;
        for seed in DELIVERED.iter().chain(OPEN) {
            let text = Item::new(seed, String::new()).text();
            let body = text.split_once("---\n\n").unwrap().1;
            let mut new = NewBody {
                language: "en",
                kind: seed.kind,
                role: "",
                want: "",
                benefit: "",
                text: "",
                criteria: &[],
                headings: &headings,
                hints: false,
            };
            if let Some(said) = user_story(seed.opening) {
                sentences += 1;
                new.role = &said.role;
                new.want = &said.want;
                new.benefit = said.benefit.as_deref().unwrap();
                assert_eq!(template(&new), body);
            } else {
                let lines = |text: &str| text.lines().filter(|l| l.starts_with("## ")).count();
                assert!(lines(body) <= lines(&template(&new)), "{body}");
            }
        }
        assert_eq!(sentences, 32);
    }
}
