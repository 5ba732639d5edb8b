//! What the custom fields of a JSON export hold: by their names where the export tells them, else by the shape of their values.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::exchange::assembly::Take;
use crate::exchange::field_map::FieldMap;
use crate::exchange::jira::headers::take;

/// Numbers that Jira usually gives to the field of story points, most usual first.
const USUAL_POINTS: [&str; 9] = [
    "customfield_10016",
    "customfield_10028",
    "customfield_10105",
    "customfield_10026",
    "customfield_10002",
    "customfield_10004",
    "customfield_10024",
    "customfield_10036",
    "customfield_10006",
];

/// In so many issues not all estimates are the same.
const MOST_ALIKE: usize = 5;

/// The shapes that were seen in one field.
#[derive(Debug, Default)]
struct Shapes {
    all: usize,
    numbers: usize,
    small: usize,
    /// The smallest and the largest number.
    range: Option<(f64, f64)>,
    ranks: usize,
    sprints: usize,
    keys: usize,
}

impl Shapes {
    fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.numbers += other.numbers;
        self.small += other.small;
        if let Some((low, high)) = other.range {
            self.widen(low);
            self.widen(high);
        }
        self.ranks += other.ranks;
        self.sprints += other.sprints;
        self.keys += other.keys;
    }

    fn widen(&mut self, number: f64) {
        let (low, high) = self.range.unwrap_or((number, number));
        self.range = Some((low.min(number), high.max(number)));
    }

    /// Whether its numbers may be estimates: none is above 100.
    fn may_be_points(&self) -> bool {
        self.range
            .is_some_and(|(low, high)| low >= 0.0 && high <= 100.0)
    }

    /// The number that stands in every one of so many issues that it tells them in nothing apart, and so is no estimate.
    fn same_everywhere(&self) -> Option<f64> {
        let (low, high) = self.range?;
        (low >= high && self.all >= MOST_ALIKE).then_some(low)
    }
}

/// Looks at all issues, then says what each field is.
#[derive(Debug, Default)]
pub struct CustomFields {
    names: BTreeMap<String, String>,
    seen: BTreeMap<String, Shapes>,
    takes: BTreeMap<String, Take>,
}

impl CustomFields {
    /// Takes the names of fields into account.
    pub fn names(&mut self, names: &Value) {
        let names = names.as_object().into_iter().flatten();
        self.names
            .extend(names.filter_map(|(id, name)| Some((id.clone(), name.as_str()?.to_owned()))));
    }

    /// Whether some field has a name.
    #[must_use]
    pub fn have_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Takes what other issues hold into account; a name that is known stays.
    pub fn add(&mut self, other: &Self) {
        for (id, name) in &other.names {
            self.names.entry(id.clone()).or_insert_with(|| name.clone());
        }
        for (id, shapes) in &other.seen {
            self.seen.entry(id.clone()).or_default().add(shapes);
        }
    }

    /// Takes the fields of an issue into account, and their names where it tells them.
    pub fn see(&mut self, issue: &Value) {
        self.names(&issue["names"]);
        let project = issue["key"].as_str().and_then(|key| key.rsplit_once('-'));
        let project = project.map_or("", |(project, _)| project);
        for (id, value) in issue["fields"].as_object().into_iter().flatten() {
            if !id.starts_with("customfield_") || value.is_null() {
                continue;
            }
            let shapes = self.seen.entry(id.clone()).or_default();
            shapes.all += 1;
            if let Some(number) = value.as_f64() {
                shapes.numbers += 1;
                shapes.widen(number);
                shapes.small +=
                    usize::from((0.0..=100.0).contains(&number) && (number * 2.0).fract() == 0.0);
            }
            shapes.ranks += usize::from(value.as_str().is_some_and(is_rank));
            shapes.sprints += usize::from(is_sprints(value));
            shapes.keys += usize::from(value.as_str().is_some_and(|key| {
                key.strip_prefix(project)
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(|number| {
                        !project.is_empty()
                            && !number.is_empty()
                            && number.bytes().all(|b| b.is_ascii_digit())
                    })
            }));
        }
    }

    /// Decides, when all issues were seen. Returns what was supposed and not known, in words.
    pub fn decide(&mut self, map: &FieldMap) -> Vec<String> {
        let mut supposed = Vec::new();
        let mut numbers: Vec<&String> = Vec::new();
        for (id, shapes) in &self.seen {
            let all = shapes.all;
            let named = self
                .names
                .get(id)
                .map(|name| take(&format!("Custom field ({name})")));
            let said = map
                .word(self.names.get(id).unwrap_or(id), 0)
                .or(map.word(id, 0));
            let known = said.and_then(Take::of_word).or(named);
            let take = known.unwrap_or(if all == shapes.ranks {
                Take::Rank
            } else if all == shapes.sprints {
                Take::Sprint
            } else if all == shapes.keys {
                supposed.push(format!("`{id}` holds keys: it is taken as the epic link"));
                Take::Epic
            } else {
                if all == shapes.numbers && known.is_none() {
                    numbers.push(id);
                }
                Take::Keep
            });
            self.takes.insert(id.clone(), take);
        }
        if !self.takes.values().any(|take| *take == Take::Points) {
            let usual = USUAL_POINTS
                .iter()
                .filter_map(|id| numbers.iter().find(|other| other == &id))
                .filter(|id| self.seen[**id].may_be_points());
            let small = numbers.iter().filter(|id| {
                let shapes = &self.seen[**id];
                shapes.small == shapes.all
            });
            let (alike, small): (Vec<_>, Vec<_>) =
                small.partition(|id| self.seen[**id].same_everywhere().is_some());
            let most = usual.max_by_key(|id| self.seen[**id].all);
            let found = most.or(match small.as_slice() {
                [one] => Some(*one),
                _ => None,
            });
            if let Some(&id) = found {
                supposed.push(format!(
                    "`{id}` holds numbers: it is taken as story points; `--map` says it otherwise"
                ));
                self.takes.insert(id.clone(), Take::Points);
            } else if let [first, _, ..] = small.as_slice() {
                let all: Vec<String> = small.iter().map(|id| format!("`{id}`")).collect();
                supposed.push(format!(
                    "{} hold numbers, and none is taken as story points: `--map` with `points: {first}` says which does",
                    all.join(", ")
                ));
            } else {
                supposed.extend(alike.into_iter().filter_map(|id| {
                    let number = self.seen[*id].same_everywhere()?;
                    Some(format!(
                        "`{id}` holds {number} in every issue, and is not taken as story points: `--map` with `points: {id}` says that it does"
                    ))
                }));
            }
        }
        supposed
    }

    /// What a field is, and its name where the export tells it.
    #[must_use]
    pub fn get<'a>(&'a self, id: &'a str) -> (Take, &'a str) {
        let take = self.takes.get(id).copied().unwrap_or(Take::Keep);
        (take, self.names.get(id).map_or(id, String::as_str))
    }
}

/// `0|i000gv:`, also without the colon before decimals that are not there.
pub(super) fn is_rank(text: &str) -> bool {
    let Some((bucket, rest)) = text.split_once('|') else {
        return false;
    };
    bucket.len() == 1
        && bucket.bytes().all(|b| b.is_ascii_digit())
        && !rest.is_empty()
        && rest.matches(':').count() <= 1
        && rest
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b':')
}

/// A list of Sprints, as objects or as Jira's own texts.
pub(super) fn is_sprints(value: &Value) -> bool {
    value.as_array().is_some_and(|list| {
        !list.is_empty()
            && list.iter().all(|sprint| match sprint {
                Value::String(text) => text.contains("greenhopper") && text.contains("name="),
                sprint => {
                    sprint["name"].is_string()
                        && sprint["state"].is_string()
                        && (sprint["boardId"].is_number()
                            || sprint["originBoardId"].is_number()
                            || sprint["startDate"].is_string()
                            || ["active", "closed", "future"].iter().any(|state| {
                                sprint["state"]
                                    .as_str()
                                    .is_some_and(|own| own.eq_ignore_ascii_case(state))
                            }))
                }
            })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::CustomFields;
    use crate::exchange::assembly::Take;
    use crate::exchange::field_map::FieldMap;

    #[test]
    fn shapes_say_what_fields_hold() {
        let mut fields = CustomFields::default();
        fields.see(&json!({"key": "A-1", "fields": {
            "customfield_1": "0|i00007:", "customfield_2": [{"name": "S 1", "state": "closed", "boardId": 1}],
            "customfield_3": 5.0, "customfield_4": "A-9", "customfield_5": "text", "customfield_6": null,
        }}));
        fields.see(&json!({"key": "A-2", "fields": {"customfield_1": "0|a"}}));
        let notes = fields.decide(&FieldMap::default());
        let takes: Vec<Take> = (1..=6)
            .map(|n| fields.get(&format!("customfield_{n}")).0)
            .collect();
        assert_eq!(
            takes,
            [
                Take::Rank,
                Take::Sprint,
                Take::Points,
                Take::Epic,
                Take::Keep,
                Take::Keep
            ]
        );
        assert_eq!(notes.len(), 2);
    }

    #[test]
    fn names_and_a_person_know_better() {
        let mut fields = CustomFields::default();
        fields.names(&json!({"customfield_3": "Impact", "customfield_7": "Story Points"}));
        fields.see(&json!({"key": "A-1", "fields": {"customfield_3": 5.0, "customfield_7": 3, "customfield_8": 1}}));
        fields.decide(&FieldMap::read("value: customfield_8").unwrap());
        assert_eq!(fields.get("customfield_3"), (Take::Keep, "Impact"));
        assert_eq!(fields.get("customfield_7").0, Take::Points);
        assert_eq!(fields.get("customfield_8").0, Take::Value);
    }

    #[test]
    fn one_number_in_every_issue_is_no_estimate() {
        let told = |number: &dyn Fn(usize) -> f64, field: &str| {
            let mut fields = CustomFields::default();
            for issue in 0..5 {
                fields.see(&json!({"fields": {field: number(issue)}}));
            }
            let notes = fields.decide(&FieldMap::default());
            let said = FieldMap::read(&format!("points: {field}")).unwrap();
            let found = fields.get(field).0;
            assert!(fields.decide(&said).is_empty());
            assert_eq!(fields.get(field).0, Take::Points);
            (found, notes)
        };
        let field = "customfield_12220";
        let (take, notes) = told(&|_| 100.0, field);
        assert_eq!(take, Take::Keep);
        assert!(
            notes[0].starts_with("`customfield_12220` holds 100 in every issue"),
            "{notes:?}"
        );
        let (take, _) = told(&|issue| if issue == 0 { 1.0 } else { 3.0 }, field);
        assert_eq!(take, Take::Points);
        // Where Jira usually has them, a team may size all alike; a number such as 4021 is none.
        assert_eq!(told(&|_| 1.0, "customfield_10016").0, Take::Points);
        let (take, notes) = told(
            &|issue| if issue == 0 { 4021.0 } else { 3.0 },
            "customfield_10002",
        );
        assert_eq!((take, notes.len()), (Take::Keep, 0));
    }

    #[test]
    fn several_fields_that_may_be_points_are_named() {
        let mut fields = CustomFields::default();
        fields.see(
            &json!({"fields": {"customfield_1": 5, "customfield_2": 3, "customfield_9": 4021}}),
        );
        let notes = fields.decide(&FieldMap::default());
        assert_eq!(notes.len(), 1);
        assert!(
            notes[0]
                .starts_with("`customfield_1`, `customfield_2` hold numbers, and none is taken"),
            "{notes:?}"
        );
        assert!(
            notes[0].contains("`--map` with `points: customfield_1`"),
            "{notes:?}"
        );
        let said = FieldMap::read("points: customfield_2").unwrap();
        assert!(fields.decide(&said).is_empty());
        assert_eq!(fields.get("customfield_2").0, Take::Points);
    }
}
