//! The sample's other files: configuration, product page, Sprints, releases.

use jiff::civil::Date;

use super::calendar::Calendar;

/// `po.yaml`.
pub(super) const CONFIG: &str = "\
format: 1                               # of these files; it rises only for an incompatible change
product: Web shop                       # its name, as reports say it
prefix: US                              # of ids; a list, [US, OLD], keeps older ones and mints the first
language: en                            # of templates and headings
time_zone: UTC                          # where days begin and end
sprint: {weeks: 2, start: monday}       # how Sprints are laid out
# the workflow in order, name: kind
states: {new: new, ready: ready, in-progress: started, done: done, declined: declined}
types: [story, bug, spike, task, epic]  # of items; the first is the default
# the headings that mean acceptance criteria, and the kind of state from which on an item needs some
criteria: {headings: [Acceptance criteria], required_from: ready}
";

/// A page for those who open the folder without `po`.
pub(super) const README: &str = "\
# Web shop

A sample backlog, written by `po demo`. The shop, its people and its numbers are invented.

The backlog lies in `backlog/`: one Markdown file an item, under git. Start with `po`, `po rank` and `po check`, and
look into the history with `git log -p backlog/stories`.
";

/// `product.md`.
pub(super) fn product(calendar: &Calendar) -> String {
    let quarter = calendar.quarter();
    format!(
        "# Web shop

## Product Goal

Guests buy without an account

## Vision

For people who need a thing and not a customer account, the web shop is the shortest way from wanting to having.

## Objectives

### O1 Checkout under 30 s ({quarter})

The median from basket to paid order, now 41 s.

### O2 One order in five comes from a guest ({quarter})

Now none can.

### O3 Customers come back without asking us ({quarter})

Half as many calls about orders, twice as many second orders.

## Definition of Done

- Every acceptance criterion is met and shown to somebody outside the team
- Automatic checks cover it and pass
- It runs in production, behind a switch where it is not complete
- Support knows about it
- The help pages say how it works now
- No open error of the highest two levels
"
    )
}

/// The goals of Sprints 3 to 8.
const GOALS: [&str; 6] = [
    "Visitors find a product and keep it in the basket",
    "Checking out works on a phone",
    "Customers know where their order is",
    "A slip costs nobody anything",
    "Regular customers order again in a minute",
    "Guests can pay",
];

/// A Sprint while it runs, and after.
#[derive(Debug, Clone)]
pub(super) struct SprintPaper {
    /// Its number.
    pub number: u64,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Points and items at the start.
    pub planned: (u64, usize),
    /// How it ended, when it has.
    pub end: Option<SprintEnd>,
}

/// How a Sprint ended.
#[derive(Debug, Clone)]
pub(super) struct SprintEnd {
    /// The day.
    pub closed: Date,
    /// A person's word.
    pub goal_met: &'static str,
    /// Points and items that were Done.
    pub done: (u64, usize),
    /// Ids that went back.
    pub returned: Vec<String>,
}

impl SprintPaper {
    /// Its file's path in the backlog.
    pub fn path(&self) -> String {
        format!("sprints/sprint-{}.md", self.number)
    }

    /// Its file.
    pub fn text(&self) -> String {
        let goal = usize::try_from(self.number.saturating_sub(3)).ok();
        let goal = goal
            .and_then(|nth| GOALS.get(nth))
            .copied()
            .unwrap_or_default();
        let (points, items) = self.planned;
        let mut text = format!(
            "---\nsprint: {number}\ngoal: {goal}\nfrom: {from}\nto: {to}\ncapacity: 22\nstarted: {from}\n\
             planned: {{points: {points}, items: {items}}}\n",
            number = self.number,
            from = self.from,
            to = self.to,
        );
        if let Some(end) = &self.end {
            let (points, items) = end.done;
            text.push_str(&format!(
                "closed: {}\ngoal_met: {}\ndone: {{points: {points}, items: {items}}}\nreturned: [{}]\n",
                end.closed,
                end.goal_met,
                end.returned.join(", ")
            ));
        }
        text.push_str("---\n");
        text
    }
}

/// A release: 1.1 or 1.2.
#[derive(Debug, Clone)]
pub(super) struct ReleasePaper {
    /// Its name.
    pub name: &'static str,
    /// When it is due.
    pub due: Date,
    /// When it was out.
    pub shipped: Option<Date>,
}

impl ReleasePaper {
    /// Its file's path in the backlog.
    pub fn path(&self) -> String {
        format!("releases/{}.md", self.name)
    }

    /// Its file.
    pub fn text(&self) -> String {
        let (budget, scope) = match self.name {
            "1.1" => (45_000, "Wallets, and orders that can be cancelled."),
            _ => (60_000, "Guests buy and pay; refunds without Finance."),
        };
        let mut text = format!(
            "---\nrelease: \"{}\"\ndue: {}\nbudget: {budget}\n",
            self.name, self.due
        );
        if let Some(shipped) = self.shipped {
            text.push_str(&format!("shipped: {shipped}\n"));
        }
        text.push_str(&format!("---\n\n{scope}\n"));
        text
    }
}
