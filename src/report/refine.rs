//! What keeps items from being ready, and what is still asked about them: the list that a refinement walks through.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::{Backlog, StateKind, Story};
use crate::report::status::all_lacks;
use crate::report::typed_id::typed_id;
use crate::report::{Column, Document, Line, Positions, Row, Style, Table, similar};
use crate::text;

/// Which items are refined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// So many from the top of the order, what is in progress left out.
    Top(usize),
    /// New requests, the oldest first.
    New(usize),
}

/// An open question.
#[derive(Debug, Clone, Serialize)]
pub struct OpenQuestion {
    /// The item.
    pub id: String,
    /// Its number among the item's questions, from 1.
    pub number: usize,
    /// What is asked.
    pub text: String,
    /// When it was asked.
    pub asked: Option<Date>,
    /// For how many days it is open.
    pub days: Option<i64>,
}

/// An item that is to be refined.
#[derive(Debug, Clone, Serialize)]
pub struct Refined {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its position.
    pub position: Option<usize>,
    /// Its state.
    pub status: Option<String>,
    /// Its size.
    pub points: Option<f64>,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// When it was added.
    pub created: Option<Date>,
    /// What it lacks: `no points`, `1 open question`, `not said to be ready`.
    pub lacks: Vec<String>,
    /// Ids of items whose titles come close.
    pub similar: Vec<String>,
}

/// The items to refine.
#[derive(Debug, Serialize)]
pub struct RefineReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// `top` or `new`.
    pub mode: &'static str,
    /// How many items were looked at.
    pub looked_at: usize,
    /// How many of them are ready.
    pub ready: usize,
    /// Open questions of the items below, the oldest first; those without a day last.
    pub questions: Vec<OpenQuestion>,
    /// The items that are not ready: from the top, or the oldest request first.
    pub items: Vec<Refined>,
}

impl RefineReport {
    /// Returns the items to refine; `lacks` says what an item lacks to be ready. Bodies must have been read.
    #[must_use]
    pub fn new<'b>(
        backlog: &'b Backlog,
        which: Which,
        today: Date,
        lacks: &dyn Fn(&'b Story) -> Vec<String>,
    ) -> Self {
        let (mode, looked) = match which {
            Which::Top(count) => ("top", to_refine(backlog, count)),
            Which::New(count) => ("new", requests(backlog, count)),
        };
        let positions = Positions::of(backlog);
        let mut questions = Vec::new();
        let mut items = Vec::new();
        for story in &looked {
            let asked = questions_of(story, today);
            let mut lacks = all_lacks(backlog, story, lacks);
            // A team may call an item ready with a question in it; whoever refines wants to know of it.
            if !asked.is_empty() && !lacks.iter().any(|lack| lack.contains("question")) {
                lacks.retain(|lack| lack != "not said to be ready");
                lacks.push(match asked.len() {
                    1 => "1 open question".to_owned(),
                    n => format!("{n} open questions"),
                });
            }
            questions.extend(asked);
            if lacks.is_empty() {
                continue;
            }
            items.push(Refined {
                id: story.id.to_string(),
                title: story.title.clone(),
                position: positions.of_story(story),
                status: (!story.status.is_empty()).then(|| story.status.clone()),
                points: story.points.map(crate::model::Hundredths::as_f64),
                requested_by: story.requested_by.clone(),
                created: created(backlog, story),
                lacks,
                similar: near(backlog, story),
            });
        }
        questions.sort_by_key(|question| (question.asked.is_none(), question.asked));
        Self {
            schema_version: 1,
            mode,
            looked_at: looked.len(),
            ready: looked.len() - items.len(),
            questions,
            items,
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.text(Line::styled(self.headline(), Style::Strong));
        if !self.questions.is_empty() {
            document.gap();
            document.text("Open questions, the oldest first");
            document.items(self.questions.iter().map(question_line).collect());
        }
        if !self.items.is_empty() {
            document.gap();
            document.table(self.table());
        }
        if let Some(hint) = self.hint() {
            document.gap();
            document.hint(hint);
        }
        document
    }

    fn headline(&self) -> String {
        let (all, open) = (self.looked_at, self.items.len());
        match (self.mode, all, open) {
            ("new", 0, _) => "No new requests".to_owned(),
            ("new", 1, _) => "1 new request".to_owned(),
            ("new", n, _) => format!("{n} new requests, the oldest first"),
            (_, 0, _) => "Nothing to refine: no item is new or ready".to_owned(),
            (_, n, 0) => format!("All of the first {n} items are ready"),
            (_, n, open) => format!("{open} of the first {n} items are not ready"),
        }
    }

    fn table(&self) -> Table {
        let is_new = self.mode == "new";
        let third = if is_new { "From" } else { "Status" };
        let row = |item: &Refined| {
            let third = if is_new {
                &item.requested_by
            } else {
                &item.status
            };
            let mut lacks = Line::plain(item.lacks.join(", "));
            if is_new && !item.similar.is_empty() {
                lacks = lacks.with(format!(" · like {}", item.similar.join(", ")), Style::Warn);
            }
            Row::Cells(vec![
                Line::styled(
                    item.position.map_or_else(String::new, |at| at.to_string()),
                    Style::Dim,
                ),
                Line::styled(&*item.id, Style::Id),
                Line::plain(&*item.title),
                Line::plain(third.as_deref().unwrap_or_default()),
                lacks,
            ])
        };
        Table {
            columns: vec![
                Column::right("#"),
                Column::left("ID"),
                Column::left("Title").flexible(),
                Column::left(third),
                Column::left("What keeps it from ready"),
            ],
            rows: self.items.iter().map(row).collect(),
            indent: 0,
        }
    }

    /// The one next step worth taking.
    fn hint(&self) -> Option<String> {
        if let Some(oldest) = self.questions.first() {
            return Some(format!(
                "po note {} --answer {} \"…\"",
                typed_id(&oldest.id),
                oldest.number
            ));
        }
        let first = self.items.first()?;
        let own = typed_id(&first.id);
        let lacks = |word: &str| first.lacks.iter().any(|lack| lack.contains(word));
        Some(if lacks("criteria") {
            format!("po ac {own} add \"Given …, when …, then …\"")
        } else if lacks("points") {
            format!("po estimate {own}")
        } else if lacks("value") {
            format!("po set {own} value=…")
        } else if lacks("not said to be ready") {
            format!("po ready {own}")
        } else {
            format!("po show {own}")
        })
    }
}

/// The first items of the order that a Sprint may still take.
fn to_refine(backlog: &Backlog, count: usize) -> Vec<&Story> {
    let may_come = |story: &&Story| {
        matches!(backlog.kind(story), StateKind::New | StateKind::Ready) && !is_epic(story)
    };
    backlog.positioned().filter(may_come).take(count).collect()
}

/// The first new items by the day on which they came.
fn requests(backlog: &Backlog, count: usize) -> Vec<&Story> {
    let is_new = |story: &&Story| backlog.kind(story) == StateKind::New && !is_epic(story);
    let mut found: Vec<&Story> = backlog.positioned().filter(is_new).collect();
    found.sort_by_key(|story| (story.created.is_none(), story.created, story.id.clone()));
    found.truncate(count);
    found
}

fn is_epic(story: &Story) -> bool {
    story.item_type.eq_ignore_ascii_case("epic")
}

fn created(backlog: &Backlog, story: &Story) -> Option<Date> {
    let zone: TimeZone = backlog.config.time_zone.clone();
    story.created.map(|created| created.to_zoned(zone).date())
}

fn questions_of(story: &Story, today: Date) -> Vec<OpenQuestion> {
    let lines = text::dated_lines(story.body.as_deref().unwrap_or_default(), "Questions");
    (1..)
        .zip(lines)
        .filter(|(_, line)| line.done != Some(true) && line.answers.is_empty())
        .map(|(number, line)| OpenQuestion {
            id: story.id.to_string(),
            number,
            text: line.text,
            asked: line.date,
            days: line.date.map(|asked| (today - asked).get_days().into()),
        })
        .collect()
}

/// The ids of items whose titles come close, declined ones too: they say why not.
fn near(backlog: &Backlog, story: &Story) -> Vec<String> {
    let others: Vec<&Story> = backlog
        .stories()
        .iter()
        .filter(|other| other.path != story.path)
        .collect();
    let found = similar(
        &story.title,
        others.iter().map(|other| other.title.as_str()),
    );
    let ids = found
        .into_iter()
        .filter_map(|found| others.get(found.index));
    ids.map(|other| other.id.to_string()).collect()
}

fn question_line(question: &OpenQuestion) -> Line {
    let days = match question.days {
        Some(1) => "1 day".to_owned(),
        Some(0) => "today".to_owned(),
        Some(days) if days > 0 => format!("{days} days"),
        _ => String::new(),
    };
    Line::styled(format!("{days:>9}  "), Style::Dim)
        .with(&*question.id, Style::Id)
        .with(format!(" {}", question.number), Style::Dim)
        .and(format!("  {}", question.text))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{RefineReport, Which};
    use crate::model::{Backlog, Config, Story};

    fn backlog() -> Backlog {
        let story = |number: u64, status: &str, body: &str| {
            let id = format!("US-{number}");
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.title = format!("Title {number}");
            story.status = status.into();
            story.body = Some(body.into());
            story.created = format!("2026-11-{:02}T08:00:00Z", 20 - number).parse().ok();
            story
        };
        let mut epic = story(4, "new", "");
        epic.item_type = "epic".into();
        let stories = vec![
            story(1, "ready", ""),
            story(
                2,
                "new",
                "## Questions\n\n- [ ] 2026-11-18 Why?\n- [x] 2026-11-01 How?\n",
            ),
            story(3, "ready", "## Questions\n\n- [ ] 2026-11-10 When?\n"),
            epic,
            story(5, "in-progress", ""),
            story(6, "new", ""),
        ];
        Backlog::new(Config::default(), stories, Vec::new())
    }

    fn words(which: Which) -> (Vec<String>, Vec<String>) {
        let backlog = backlog();
        let lacks = |story: &Story| match story.id.number() {
            6 => vec!["no points".to_owned()],
            _ => Vec::new(),
        };
        let report = RefineReport::new(&backlog, which, date(2026, 11, 20), &lacks);
        let items = report
            .items
            .iter()
            .map(|item| format!("{} {}", item.id, item.lacks.join("+")));
        let questions = report
            .questions
            .iter()
            .map(|q| format!("{} {} {:?}", q.id, q.number, q.days));
        (items.collect(), questions.collect())
    }

    #[test]
    fn from_the_top_with_the_oldest_question_first() {
        let (items, questions) = words(Which::Top(20));
        assert_eq!(
            items,
            [
                "US-2 1 open question",
                "US-3 1 open question",
                "US-6 no points"
            ]
        );
        assert_eq!(questions, ["US-3 1 Some(10)", "US-2 1 Some(2)"]);
        assert_eq!(words(Which::Top(2)).0, ["US-2 1 open question"]);
    }

    #[test]
    fn the_oldest_request_first() {
        assert_eq!(
            words(Which::New(20)).0,
            ["US-6 no points", "US-2 1 open question"]
        );
    }
}
