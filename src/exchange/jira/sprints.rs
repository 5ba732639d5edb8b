//! Sprints as Jira's JSON tells them: objects, or texts such as `…Sprint@1f[id=2,state=ACTIVE,name=A, B,goal=…]`.

use serde_json::Value;

use crate::exchange::dates::DateReader;
use crate::exchange::draft::DraftSprint;
use crate::exchange::report::Origin;
use crate::text::one_line;

/// The keys of a Sprint's text. Values may hold commas, so that only a comma before one of these parts them.
const KEYS: [&str; 14] = [
    "id",
    "rapidViewId",
    "state",
    "name",
    "startDate",
    "endDate",
    "completeDate",
    "activatedDate",
    "sequence",
    "goal",
    "synced",
    "autoStartStop",
    "incompleteIssuesDestinationId",
    "originBoardId",
];

/// A Sprint of Jira's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JiraSprint {
    /// Its number.
    pub id: Option<i64>,
    /// Its name.
    pub name: String,
    state: String,
    goal: Option<String>,
    start: Option<String>,
    end: Option<String>,
    complete: Option<String>,
    activated: Option<String>,
}

impl JiraSprint {
    /// Reads an object or a text; none where it has no name.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let sprint = match value {
            Value::String(text) => {
                let values = values(text);
                Self::of(|key| {
                    values
                        .iter()
                        .find(|(own, _)| *own == key)
                        .map(|(_, value)| (*value).to_owned())
                })
            }
            Value::Object(_) => Self::of(|key| match &value[key] {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }),
            _ => return None,
        };
        (!sprint.name.is_empty()).then_some(sprint)
    }

    fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |key: &str| get(key).filter(|text| !text.trim().is_empty() && text != "<null>");
        Self {
            id: text("id").and_then(|id| id.parse().ok()),
            name: text("name").map(|name| one_line(&name)).unwrap_or_default(),
            state: text("state").unwrap_or_default().to_lowercase(),
            goal: text("goal").map(|goal| one_line(&goal)),
            start: text("startDate"),
            end: text("endDate"),
            complete: text("completeDate"),
            activated: text("activatedDate"),
        }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.state == "closed"
    }

    /// What puts Sprints in the order of time: closed ones, the running one, future ones; in it by day, then by number.
    #[must_use]
    pub fn order(&self) -> (u8, Option<String>, Option<i64>) {
        let state = match self.state.as_str() {
            "closed" => 0,
            "active" => 1,
            _ => 2,
        };
        (state, self.start.clone(), self.id)
    }

    /// The draft of its file; none where it has no day.
    #[must_use]
    pub fn draft(&self, origin: Origin, dates: &DateReader) -> Option<DraftSprint> {
        let day = |text: &Option<String>| text.as_ref().and_then(|text| dates.date(text));
        let from = day(&self.start);
        let to = day(&self.end);
        from.or(to)?;
        let begun = matches!(self.state.as_str(), "active" | "closed");
        Some(DraftSprint {
            origin,
            name: self.name.clone(),
            goal: self.goal.clone(),
            from,
            to,
            started: day(&self.activated).or(from).filter(|_| begun),
            closed: day(&self.complete).or(to).filter(|_| self.is_closed()),
        })
    }
}

/// The keys and values of a Sprint's text.
fn values(text: &str) -> Vec<(&'static str, &str)> {
    let Some(inner) = text
        .split_once('[')
        .map(|(_, rest)| rest.strip_suffix(']').unwrap_or(rest))
    else {
        return Vec::new();
    };
    // Where each key begins: at the start or after a comma.
    let mut starts: Vec<(usize, &'static str)> = Vec::new();
    let begins = std::iter::once(0).chain(inner.match_indices(',').map(|(at, _)| at + 1));
    for at in begins {
        let rest = &inner[at..];
        let found = KEYS.into_iter().find(|key| {
            rest.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with('='))
                && !starts.iter().any(|(_, known)| known == key)
        });
        starts.extend(found.map(|key| (at, key)));
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(at, _)| at - 1)
        .chain([inner.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((at, key), end)| (*key, &inner[at + key.len() + 1..end]))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::json;

    use super::JiraSprint;
    use crate::exchange::dates::DateReader;
    use crate::exchange::report::Origin;

    #[test]
    fn objects_and_texts_are_read() {
        let text = "com.atlassian.greenhopper.service.sprint.Sprint@1f[completeDate=2024-01-15T10:00:00.000Z,endDate=2024-01-14T09:00:00.000Z,\
                    goal=Ship it, and rest,id=7,name=SP Sprint 1, late,rapidViewId=2,startDate=2024-01-01T09:00:00.000Z,state=CLOSED]";
        let sprint = JiraSprint::read(&json!(text)).unwrap();
        assert_eq!(
            (sprint.name.as_str(), sprint.id),
            ("SP Sprint 1, late", Some(7))
        );
        let dates = DateReader {
            order: None,
            zone: TimeZone::UTC,
        };
        let draft = sprint.draft(Origin::file("f"), &dates).unwrap();
        assert_eq!(draft.goal.as_deref(), Some("Ship it, and rest"));
        assert_eq!(draft.closed.unwrap().to_string(), "2024-01-15");
        assert_eq!(draft.from.unwrap().to_string(), "2024-01-01");
        let future = JiraSprint::read(&json!({"id": 8, "name": "S2", "state": "future"})).unwrap();
        assert_eq!(future.draft(Origin::file("f"), &dates), None);
        assert!(sprint.order() < future.order());
        assert_eq!(JiraSprint::read(&json!("no sprint")), None);
        assert_eq!(JiraSprint::read(&json!(5)), None);
    }
}
