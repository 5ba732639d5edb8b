//! The names of all facts that a timeline follows, in one order.

/// Every fact's name: the fields of items in the order of their files, `criteria`, the keys of Sprints and releases
/// that items do not have, and the `path`. Caches count by this order: who changes it changes their version.
pub(super) const NAMES: [&str; 52] = [
    "title",
    "labels",
    "id",
    "rank",
    "created",
    "status",
    "started",
    "done",
    "accepted",
    "type",
    "sprint",
    "requested_by",
    "points",
    "epic",
    "value",
    "urgency",
    "risk_reduction",
    "cost_of_delay",
    "moscow",
    "reach",
    "impact",
    "confidence",
    "effort",
    "ease",
    "benefit",
    "penalty",
    "risk",
    "release",
    "objective",
    "depends_on",
    "blocked",
    "assignee",
    "links",
    "outcome",
    "aliases",
    "external",
    "criteria",
    "goal",
    "from",
    "to",
    "capacity",
    "planned_points",
    "planned_items",
    "closed",
    "goal_met",
    "done_points",
    "done_items",
    "returned",
    "due",
    "budget",
    "shipped",
    "path",
];

/// Where a name that is known stands in the order; another one does not compile in a constant.
pub(super) const fn at(name: &str) -> u8 {
    let mut index = 0;
    while index < NAMES.len() {
        if is_equal(NAMES[index].as_bytes(), name.as_bytes()) {
            #[expect(clippy::cast_possible_truncation, reason = "there are far fewer names")]
            return index as u8;
        }
        index += 1;
    }
    panic!("no fact of that name")
}

const fn is_equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Where a name stands in the order.
pub(super) fn index_of(name: &str) -> Option<u8> {
    let index = NAMES.iter().position(|known| *known == name)?;
    u8::try_from(index).ok()
}

#[cfg(test)]
mod tests {
    use super::{NAMES, index_of};
    use crate::model::FIELDS;

    #[test]
    fn every_field_of_an_item_is_followed() {
        for field in FIELDS.iter().filter(|field| field.name != "extra") {
            assert!(index_of(field.name).is_some(), "{}", field.name);
        }
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }
}
