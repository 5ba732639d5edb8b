//! The state of the sample backlog, and what each step does to it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar::{Calendar, sprint_start};
use super::item::Item;
use super::items_delivered::DELIVERED;
use super::items_open::OPEN;
use super::papers::{CONFIG, README, ReleasePaper, SprintEnd, SprintPaper, product};
use super::play::BACKLOG;
use super::step::Step;
use crate::demo::file_name::file_name;

/// Everything that is there at a time.
pub(super) struct Stage {
    calendar: Calendar,
    items: BTreeMap<u64, Item>,
    sprints: Vec<SprintPaper>,
    releases: Vec<ReleasePaper>,
    begun: bool,
}

/// When a step happens.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    /// To the second.
    pub time: Timestamp,
    /// The day.
    pub date: Date,
}

impl Stage {
    /// Returns the stage before anything happened.
    pub fn new(calendar: Calendar) -> Self {
        Self {
            calendar,
            items: BTreeMap::new(),
            sprints: Vec::new(),
            releases: Vec::new(),
            begun: false,
        }
    }

    /// Every file as it is now, by its path from the top of the repository.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        if !self.begun {
            return files;
        }
        files.insert("README.md".to_owned(), README.to_owned());
        let mut add = |path: &str, text: String| files.insert(format!("{BACKLOG}/{path}"), text);
        add("po.yaml", CONFIG.to_owned());
        add("product.md", product(&self.calendar));
        for (id, item) in &self.items {
            add(&file_name(*id, item.seed.title), item.text());
        }
        for sprint in &self.sprints {
            add(&sprint.path(), sprint.text());
        }
        for release in &self.releases {
            add(&release.path(), release.text());
        }
        files
    }

    /// Plays one step and returns the message of its commit.
    pub fn play(&mut self, step: &Step, when: When) -> String {
        let date = when.date;
        match *step {
            Step::Begin(ids) => {
                self.begun = true;
                self.add(ids, when);
                "Start the backlog with what the old spreadsheet held".to_owned()
            }
            Step::Add(id) => {
                self.add(&[id], when);
                format!("Add {}", self.name(id))
            }
            Step::AddAll(ids, source) => {
                self.add(ids, when);
                format!("{source}: add {}", list(ids))
            }
            Step::Refine(ids) => {
                self.discuss(ids, date);
                for &id in ids {
                    self.change(id, |item| item.set("status", "ready"));
                }
                format!("Refinement: {} ready", list(ids))
            }
            Step::Discuss(ids) => {
                self.discuss(ids, date);
                format!("Refinement: {}", list(ids))
            }
            Step::Criteria(id) => self.with(id, "criteria", write_criteria),
            Step::Estimate(id) => {
                self.with(id, "estimate", |item| item.estimate(date, item.seed.votes))
            }
            Step::Reestimate(id, votes) => {
                self.with(id, "new estimate", |item| item.estimate(date, votes))
            }
            Step::AddCriterion(id, words) => self.with(id, "one more criterion", |item| {
                item.criteria.push((words.to_owned(), false));
            }),
            Step::Reword(id, nth, words) => {
                self.with(id, &format!("criterion {nth} reworded"), |item| {
                    if let Some((old, _)) = item.criteria.get_mut(nth - 1) {
                        words.clone_into(old);
                    }
                })
            }
            Step::Tick(id, nth) => self.with(id, &format!("criterion {nth} is met"), |item| {
                if let Some((_, done)) = item.criteria.get_mut(nth - 1) {
                    *done = true;
                }
            }),
            Step::Rank(ranks, words) => {
                for &(id, rank) in ranks {
                    self.change(id, |item| item.set("rank", rank));
                }
                format!("Rank: {words}")
            }
            Step::StartSprint(number, ids) => self.start_sprint(number, ids),
            Step::CloseSprint(number, goal_met) => self.close_sprint(number, goal_met, date),
            Step::Join(id, number) => self.with(id, &format!("joins Sprint {number}"), |item| {
                item.set("sprint", number);
                item.set("status", "ready");
            }),
            Step::Start(id) => self.with(id, "in progress", |item| {
                item.set("status", "in-progress");
                item.set("started", date);
            }),
            Step::Done(id) => self.with(id, "done", |item| {
                item.set("status", "done");
                item.set("done", date);
                item.criteria.iter_mut().for_each(|(_, done)| *done = true);
            }),
            Step::Accept(ids, why) => {
                for &id in ids {
                    self.change(id, |item| {
                        item.set("accepted", date);
                        item.decide(date, "accepted", why);
                    });
                }
                format!("Accept {}: {why}", list(ids))
            }
            Step::Decline(id, why) => self.with(id, "declined", |item| {
                item.set("status", "declined");
                item.decide(date, "declined", why);
            }),
            Step::Ask(id, words) => self.with(id, "a question", |item| {
                item.line("Questions", format!("- [ ] {date} {words}"));
            }),
            Step::Answer(id, words) => self.with(id, "an answer", |item| item.answer(date, words)),
            Step::Note(id, words) => self.with(id, "a note", |item| {
                item.line("Notes", format!("- {date} {words}"));
            }),
            Step::Block(id, why) => self.with(id, "blocked", |item| item.set("blocked", why)),
            Step::Set(id, key, value, words) => {
                self.change(id, |item| item.set(key, value));
                words.to_owned()
            }
            Step::Remove(ids, why) => {
                for id in ids {
                    self.items.remove(id);
                }
                format!("Remove {}: {why}", list(ids))
            }
            Step::Release(name, ids) => {
                let due = self.calendar.date(if name == "1.1" { -17 } else { 25 });
                let shipped = None;
                self.releases.push(ReleasePaper { name, due, shipped });
                for &id in ids {
                    self.change(id, |item| item.set("release", format!("\"{name}\"")));
                }
                format!("Release {name}: due {due}")
            }
            Step::Ship(name) => {
                for release in self.releases.iter_mut().filter(|r| r.name == name) {
                    release.shipped = Some(date);
                }
                format!("Release {name} is out")
            }
        }
    }

    fn add(&mut self, ids: &[u64], when: When) {
        for (nth, &id) in (0..).zip(ids) {
            let Some(seed) = DELIVERED.iter().chain(OPEN).find(|seed| seed.id == id) else {
                continue;
            };
            let created = Timestamp::from_second(when.time.as_second() - 600 + nth * 31);
            let created = created.unwrap_or(when.time).to_string();
            self.items.insert(id, Item::new(seed, created));
        }
    }

    fn discuss(&mut self, ids: &[u64], date: Date) {
        for &id in ids {
            self.change(id, |item| {
                write_criteria(item);
                item.estimate(date, item.seed.votes);
            });
        }
    }

    fn change(&mut self, id: u64, change: impl FnOnce(&mut Item)) {
        if let Some(item) = self.items.get_mut(&id) {
            change(item);
        }
    }

    fn with(&mut self, id: u64, what: &str, change: impl FnOnce(&mut Item)) -> String {
        self.change(id, change);
        format!("{}: {what}", self.name(id))
    }

    fn name(&self, id: u64) -> String {
        self.items.get(&id).map_or_else(String::new, Item::name)
    }

    fn start_sprint(&mut self, number: u64, ids: &[u64]) -> String {
        for &id in ids {
            self.change(id, |item| item.set("sprint", number));
        }
        let planned = self.tally(number, |_| true);
        let first = sprint_start(number);
        self.sprints.push(SprintPaper {
            number,
            from: self.calendar.date(first),
            to: self.calendar.date(first + 11),
            planned,
            end: None,
        });
        format!(
            "Sprint {number} starts: {} points in {} items",
            planned.0, planned.1
        )
    }

    fn close_sprint(&mut self, number: u64, goal_met: &'static str, closed: Date) -> String {
        let done = self.tally(number, |item| item.value("status") == "done");
        let mut returned = Vec::new();
        for (id, item) in &mut self.items {
            if item.value("sprint") == number.to_string() && item.value("status") != "done" {
                item.set("sprint", "");
                item.set("status", "ready");
                returned.push(format!("US-{id}"));
            } else if item.value("sprint") == number.to_string() {
                item.set("accepted", closed);
                item.decide(closed, "accepted", "shown at the Sprint Review");
            }
        }
        for sprint in self.sprints.iter_mut().filter(|s| s.number == number) {
            sprint.end = Some(SprintEnd {
                closed,
                goal_met,
                done,
                returned: returned.clone(),
            });
        }
        format!(
            "Sprint {number} closed: {} points done in {} items",
            done.0, done.1
        )
    }

    /// Points and number of the items of a Sprint that fit.
    fn tally(&self, number: u64, fits: impl Fn(&Item) -> bool) -> (u64, usize) {
        let number = number.to_string();
        let items = || {
            self.items
                .values()
                .filter(|item| item.value("sprint") == number && fits(item))
        };
        let points = items().filter_map(|item| item.value("points").parse::<u64>().ok());
        (points.sum(), items().count())
    }
}

fn write_criteria(item: &mut Item) {
    item.criteria = item
        .seed
        .criteria
        .iter()
        .map(|words| ((*words).to_owned(), false))
        .collect();
}

fn list(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("US-{id}")).collect();
    ids.join(", ")
}
