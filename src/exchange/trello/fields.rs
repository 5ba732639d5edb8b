//! Custom fields of a card as names and texts: Trello writes every value as a text within an object that says its kind.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::exchange::assembly::{Take, take_of_name};
use crate::exchange::field_map::FieldMap;
use crate::exchange::json_parts::{scalar, texts};

/// What becomes of a custom field: what a person says, else what its name usually means where that may be a custom field.
#[must_use]
pub fn take_of(name: &str, map: &FieldMap) -> Take {
    if let Some(take) = map.word(name, 0).and_then(Take::of_word) {
        return take;
    }
    match take_of_name(name) {
        Some((take, _))
            if matches!(
                take,
                Take::Points
                    | Take::Value
                    | Take::Sprint
                    | Take::Release
                    | Take::Type
                    | Take::Criteria
            ) =>
        {
            take
        }
        _ => Take::Keep,
    }
}

/// The values of a card's custom fields by name; of a field that the board does not describe, by id.
#[must_use]
pub fn values(card: &Value, definitions: &[Value]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in card["customFieldItems"].as_array().into_iter().flatten() {
        let Some(id) = item["idCustomField"].as_str() else {
            continue;
        };
        let definition = definitions.iter().find(|field| field["id"] == id);
        let name = definition
            .and_then(|field| scalar(&field["name"]))
            .unwrap_or_else(|| format!("custom field {id}"));
        let value = match item["idValue"].as_str().filter(|id| !id.is_empty()) {
            Some(chosen) => {
                let options = definition.and_then(|field| field["options"].as_array());
                let option = options
                    .into_iter()
                    .flatten()
                    .find(|option| option["id"] == chosen || option["_id"] == chosen);
                Some(
                    option
                        .and_then(|option| scalar(&option["value"]["text"]))
                        .unwrap_or_else(|| chosen.to_owned()),
                )
            }
            None => typed(&item["value"]),
        };
        if let Some(value) = value {
            found.entry(name).or_default().push(value);
        }
    }
    found
}

/// The text of `{"number": "5"}`, `{"text": "a"}`, `{"date": "…"}`, `{"checked": "true"}`; of another kind as it stands.
fn typed(value: &Value) -> Option<String> {
    if let Value::Object(map) = value
        && map.len() == 1
    {
        return map.values().next().and_then(scalar);
    }
    let all = texts(value);
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{take_of, values};
    use crate::exchange::assembly::Take;
    use crate::exchange::field_map::FieldMap;

    #[test]
    fn values_of_every_kind() {
        let definitions = [
            json!({"id": "a", "name": "Size"}),
            json!({"id": "b", "name": "Level", "options": [{"id": "o", "value": {"text": "Up"}}]}),
        ];
        let card = json!({"customFieldItems": [
            {"idCustomField": "a", "value": {"number": "5"}},
            {"idCustomField": "b", "idValue": "o"},
            {"idCustomField": "b", "idValue": "gone", "value": null},
            {"idCustomField": "c", "value": {"checked": "true"}},
            {"idCustomField": "a", "value": null},
            {"value": {"text": "nobody's"}},
        ]});
        let found = values(&card, &definitions);
        assert_eq!(found["Size"], ["5"]);
        assert_eq!(found["Level"], ["Up", "gone"]);
        assert_eq!(found["custom field c"], ["true"]);
        assert_eq!(found.len(), 3);
        let map = FieldMap::default();
        assert_eq!(take_of("Story Points", &map), Take::Points);
        assert_eq!(take_of("Status", &map), Take::Keep);
    }
}
