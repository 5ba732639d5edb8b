//! What needs somebody: open questions, what is blocked, what takes longer than usual.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Completeness, ItemRef, StateKind, Story, Timeline, What};
use crate::scrum::{Percentiles, passages, percentiles};
use crate::text::dated_lines;

/// From fewer items nobody can say what is usual.
const ENOUGH: usize = 5;

/// One thing that needs somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Need {
    /// `question`, `blocked`, `slow`, or `outcome`: the day by which it was hoped for is over.
    pub kind: &'static str,
    /// The item.
    pub id: String,
    /// What it is about.
    pub text: String,
    /// For how many days, where that is known: since the question was asked, since it is blocked, in progress.
    pub days: Option<i64>,
}

/// What needs somebody on `today`, the oldest first; what has no known age comes last, in the order.
pub(super) fn needs(backlog: &Backlog, today: Date, past: Option<&Timeline>) -> Vec<Need> {
    let usual = percentiles(
        passages(backlog, None, today)
            .iter()
            .filter_map(|passage| passage.cycle),
    );
    let usual = usual.filter(|usual| usual.count >= ENOUGH);
    let blocked: Vec<&Story> = backlog
        .stories()
        .iter()
        .filter(|story| backlog.is_open(story) && reason(story).is_some())
        .collect();
    let since = match past {
        Some(past) if !blocked.is_empty() => blocked_since(past),
        _ => HashMap::new(),
    };
    let mut needs = Vec::new();
    for story in backlog
        .stories()
        .iter()
        .filter(|story| backlog.is_open(story))
    {
        let need = |kind, text, days| Need {
            kind,
            id: story.id.to_string(),
            text,
            days,
        };
        for line in dated_lines(story.body.as_deref().unwrap_or_default(), "Questions") {
            if line.done != Some(true) && line.answers.is_empty() {
                let days = line.date.map(|date| days_between(date, today));
                needs.push(need("question", line.text, days));
            }
        }
        if let Some(why) = reason(story) {
            let day = since.get(&story.id.to_string());
            let days = day.map(|day| days_between(*day, today));
            needs.push(need("blocked", why.to_owned(), days));
        }
        if let Some((days, usual)) = slow(backlog, story, today, usual) {
            let text = format!("{}: 85 of 100 took at most {usual} days", story.title);
            needs.push(need("slow", text, Some(days)));
        }
    }
    for story in backlog.stories() {
        needs.extend(outcome(backlog, story, today));
    }
    needs.sort_by_key(|need| std::cmp::Reverse(need.days));
    needs
}

/// What was hoped for by a day that is over, where nobody said what came of it.
fn outcome(backlog: &Backlog, story: &Story, today: Date) -> Option<Need> {
    let expected = story.expected.as_ref()?;
    let by = expected.by.filter(|by| *by < today)?;
    let is_open = backlog.kind(story) == StateKind::Done && story.outcome.is_none();
    is_open.then(|| Need {
        kind: "outcome",
        id: story.id.to_string(),
        text: format!(
            "hoped for {}: po report outcomes {}",
            expected.words(),
            story.id
        ),
        days: Some(days_between(by, today)),
    })
}

/// Why a story is blocked, where it is.
pub(super) fn reason(story: &Story) -> Option<&str> {
    let why = story.blocked.as_deref().map(str::trim);
    why.filter(|why| !why.is_empty())
}

/// For how many days an item is in progress, and the days within which 85 of 100 were Done, where it takes longer.
fn slow(
    backlog: &Backlog,
    story: &Story,
    today: Date,
    usual: Option<Percentiles>,
) -> Option<(i64, i64)> {
    let usual = usual?.p85;
    let is_single = backlog.kind(story) == StateKind::Started && !backlog.has_children(story);
    let started = story
        .started
        .filter(|started| is_single && *started <= today)?;
    // Both days count, as in the cycle times that it is compared with.
    let days = days_between(started, today) + 1;
    (days > usual).then_some((days, usual))
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

/// Since when items are blocked, by id. What was blocked already when a shallow history begins has no known day.
fn blocked_since(past: &Timeline) -> HashMap<String, Date> {
    let is_whole = !matches!(past.completeness, Completeness::Shallow);
    let mut since: HashMap<ItemRef, usize> = HashMap::new();
    for event in &past.events {
        match &event.what {
            What::Appeared(facts)
                if facts.text("blocked").is_some() && (is_whole || event.moment > 0) =>
            {
                since.insert(event.item, event.moment);
            }
            What::Set("blocked", None, Some(_)) => {
                since.insert(event.item, event.moment);
            }
            What::Set("blocked", Some(_), None) => {
                since.remove(&event.item);
            }
            _ => {}
        }
    }
    if since.is_empty() {
        return HashMap::new();
    }
    let state = past.last_snapshot();
    let day = |(item, moment): (ItemRef, usize)| {
        let id = state.facts(item)?.text("id")?.to_owned();
        Some((id, past.moments.get(moment)?.day))
    };
    since.into_iter().filter_map(day).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::needs;
    use crate::model::{Backlog, Config, Story};

    fn story(number: u64, change: impl FnOnce(&mut Story)) -> Story {
        let id = format!("US-{number}");
        let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
        change(&mut story);
        story
    }

    #[test]
    fn slow_is_what_takes_longer_than_85_of_100() {
        let done = |number: u64, days: i8| {
            story(number, |s| {
                s.status = "done".into();
                s.started = Some(date(2026, 11, 1));
                s.done = Some(date(2026, 11, days));
            })
        };
        let started = |number: u64, day: i8| {
            story(number, |s| {
                s.status = "in-progress".into();
                s.started = Some(date(2026, 11, day));
            })
        };
        let slow = |count: u64| {
            let mut stories: Vec<Story> = (1..=count).map(|n| done(n, 3)).collect();
            stories.extend([started(10, 18), started(11, 17), started(12, 1)]);
            let backlog = Backlog::new(Config::default(), stories, Vec::new());
            let found = needs(&backlog, date(2026, 11, 20), None);
            let found = found
                .into_iter()
                .map(|need| (need.id, need.kind, need.days));
            found.collect::<Vec<_>>()
        };
        // Four items do not say what is usual; three days, as long as the others, are not slow.
        assert!(slow(4).is_empty());
        assert_eq!(
            slow(5),
            [
                ("US-12".to_owned(), "slow", Some(20)),
                ("US-11".to_owned(), "slow", Some(4))
            ]
        );
    }

    #[test]
    fn a_hope_whose_day_is_over_waits_for_a_word() {
        let hoped = |number: u64, verdict: Option<&str>, status: &str| {
            story(number, |s| {
                s.status = status.into();
                s.outcome = verdict.map(str::to_owned);
                s.expected = Some(crate::model::Expected {
                    metric: Some("nps".into()),
                    by: Some(date(2026, 11, 10)),
                    ..Default::default()
                });
            })
        };
        let stories = vec![
            hoped(1, None, "done"),
            hoped(2, Some("kept"), "done"),
            hoped(3, None, "new"),
        ];
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let ids = |today| {
            let found = needs(&backlog, today, None).into_iter();
            found
                .map(|need| format!("{} {} {:?}", need.kind, need.id, need.days))
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(date(2026, 11, 20)), ["outcome US-1 Some(10)"]);
        assert!(ids(date(2026, 11, 10)).is_empty());
    }

    #[test]
    fn the_oldest_comes_first_and_answered_questions_are_gone() {
        let asked = story(1, |s| {
            s.body = Some("## Questions\n\n- [ ] 2026-11-18 Why?\n- [x] 2026-11-01 How?\n".into());
        });
        let stuck = story(2, |s| s.blocked = Some("the contract".into()));
        let blank = story(3, |s| s.blocked = Some(" ".into()));
        let older = story(4, |s| {
            s.body = Some("## Questions\n\n- [ ] 2026-11-10 When?\n".into());
        });
        let stories = vec![asked, stuck, blank, older];
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let found: Vec<String> = needs(&backlog, date(2026, 11, 20), None)
            .iter()
            .map(|need| format!("{} {} {:?}", need.id, need.text, need.days))
            .collect();
        assert_eq!(
            found,
            [
                "US-4 When? Some(10)",
                "US-1 Why? Some(2)",
                "US-2 the contract None"
            ]
        );
    }
}
