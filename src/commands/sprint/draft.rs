//! What a Sprint is given by flags, and the Sprint that comes of it.

use clap::Args;
use jiff::civil::Date;

use crate::cli::{CommandResult, Desk, Failure};
use crate::commands::field_values::{amount, day};
use crate::model::{Backlog, Change, Edit, Hundredths, Sprint, Value};
use crate::scrum::{
    SprintRefusal, check_days, last_working_day, new_sprint_name, next_days, next_name,
    sprint_value,
};
use crate::store::{new_file_header, sprint_path};
use crate::text;

/// What a Sprint may be given by flags.
#[derive(Debug, Clone, Default, Args)]
pub struct DraftArgs {
    /// The Sprint Goal: why this Sprint is worth doing
    #[arg(long, value_name = "WORDS")]
    pub goal: Option<String>,
    /// Its first day [default: after the last Sprint, on the weekday in po.yaml]
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Its last day [default: the last working day of the weeks in po.yaml]
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// How many points the team means to take
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub capacity: Option<String>,
}

/// A Sprint as it shall be, and whether its file is there.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The Sprint.
    pub sprint: Sprint,
    /// As its file says it; none for a new one.
    pub old: Option<Sprint>,
}

impl Draft {
    /// A new Sprint, called `name` or as the next one is called.
    ///
    /// # Errors
    /// When there is one of that name, or its days cannot be.
    pub fn new(
        desk: &Desk<'_>,
        backlog: &Backlog,
        name: Option<&str>,
        args: &DraftArgs,
    ) -> CommandResult<Self> {
        let name = match name {
            Some(name) => new_sprint_name(&text::one_line(name))?,
            None => next_name(backlog).ok_or_else(|| {
                Failure::usage("what the next Sprint is called cannot be guessed")
                    .hint("name it: po sprint new 8")
            })?,
        };
        if desk.find_sprint(backlog, &name)?.is_some() {
            return Err(SprintRefusal::Exists { name }.into());
        }
        let slug = text::slug(&name);
        if slug.is_empty() {
            return Err(SprintRefusal::Name { name }.into());
        }
        let sprint = Sprint {
            path: sprint_path(&slug),
            name,
            ..Sprint::default()
        };
        Self::given(desk, backlog, sprint, None, args)
    }

    /// A Sprint that is there, with what the flags change.
    ///
    /// # Errors
    /// When its days cannot be.
    pub fn of(
        desk: &Desk<'_>,
        backlog: &Backlog,
        sprint: &Sprint,
        args: &DraftArgs,
    ) -> CommandResult<Self> {
        Self::given(desk, backlog, sprint.clone(), Some(sprint.clone()), args)
    }

    fn given(
        desk: &Desk<'_>,
        backlog: &Backlog,
        mut sprint: Sprint,
        old: Option<Sprint>,
        args: &DraftArgs,
    ) -> CommandResult<Self> {
        if let Some(goal) = &args.goal {
            sprint.goal = Some(text::one_line(goal)).filter(|goal| !goal.is_empty());
        }
        if let Some(capacity) = &args.capacity {
            sprint.capacity = Some(amount("capacity", capacity)?);
        }
        let typed = |name: &str, text: &Option<String>| -> CommandResult<Option<Date>> {
            text.as_deref()
                .map(|text| day(desk, name, text))
                .transpose()
        };
        let (from, to) = (typed("from", &args.from)?, typed("to", &args.to)?);
        let layout = &desk.config().sprint;
        let usual = next_days(layout, &backlog.sprints, desk.today());
        let first = from.or(sprint.from).unwrap_or(usual.0);
        let last = to.or(sprint.to.filter(|_| from.is_none()));
        let last = last.unwrap_or_else(|| last_working_day(layout, first));
        if (sprint.from, sprint.to) != (Some(first), Some(last)) {
            check_days(&sprint.name, first, last, &backlog.sprints)?;
        }
        sprint.from = Some(first);
        sprint.to = Some(last);
        Ok(Self { sprint, old })
    }

    /// What the file gets; nothing where it says all that already.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        let sprint = &self.sprint;
        let text = |text: &Option<String>| text.clone().map_or(Value::Empty, Value::Text);
        let plain = |text: Option<String>| text.map_or(Value::Empty, Value::Plain);
        let date = |date: Option<Date>| plain(date.map(|date| date.to_string()));
        let points = |points: Option<Hundredths>| plain(points.map(|points| points.to_string()));
        let Some(old) = &self.old else {
            // Empty keys too: what is set later changes a line of its own.
            let header = new_file_header(&[
                ("sprint", sprint_value(&sprint.name)),
                ("goal", text(&sprint.goal)),
                ("from", date(sprint.from)),
                ("to", date(sprint.to)),
                ("capacity", points(sprint.capacity)),
            ]);
            return Some(Change::create(&*sprint.path, header));
        };
        let mut edits = Vec::new();
        let mut set = |key: &str, differs: bool, value: Value| {
            if differs {
                edits.push(Edit::set(key, value));
            }
        };
        set("goal", old.goal != sprint.goal, text(&sprint.goal));
        set("from", old.from != sprint.from, date(sprint.from));
        set("to", old.to != sprint.to, date(sprint.to));
        let capacity = points(sprint.capacity);
        set("capacity", old.capacity != sprint.capacity, capacity);
        (!edits.is_empty()).then(|| Change::edit(&*sprint.path, edits))
    }

    /// The Sprint in a line: `Sprint 8, 2026-11-23 to 2026-12-04: Guests can pay`.
    #[must_use]
    pub fn words(&self) -> String {
        let sprint = &self.sprint;
        let days = match (sprint.from, sprint.to) {
            (Some(from), Some(to)) => format!(", {from} to {to}"),
            _ => String::new(),
        };
        let goal = sprint.goal.as_deref().unwrap_or("no Sprint Goal yet");
        format!("Sprint {}{days}: {goal}", sprint.name)
    }
}
