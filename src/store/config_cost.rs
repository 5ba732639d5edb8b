//! What work costs, as `cost` of `po.yaml` says it.

use crate::model::{Hundredths, Rate};
use crate::store::config_file::{parts, unknown};
use crate::store::field_reader::FieldReader;
use crate::store::front_matter::Entry;

/// Reads `cost: {sprint: 12000}` or `cost: {point: 600}`; none where it says nothing that can be.
pub(super) fn cost(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<Rate> {
    let mut found = None;
    for part in parts(entry, "{sprint: 12000}", reader) {
        let rate: fn(Hundredths) -> Rate = match part.key.as_ref() {
            "sprint" => Rate::Sprint,
            "point" => Rate::Point,
            _ => {
                unknown(part, "`cost`", &["sprint", "point"], reader);
                continue;
            }
        };
        if let Some(money) = reader.amount(part) {
            if found.is_some() {
                reader.invalid_node(
                    &part.value,
                    "`cost` says what a Sprint costs and what a point costs",
                    "keep one of them".to_owned(),
                );
                return None;
            }
            found = Some(rate(money));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::model::{Hundredths, Rate};
    use crate::store::read_config;

    fn read(cost: &str) -> (Option<Rate>, usize) {
        let text = format!("format: 1\ncost: {cost}\n");
        let (config, problems) = read_config(text.as_bytes()).unwrap();
        (config.cost, problems.len())
    }

    #[test]
    fn a_sprint_or_a_point_has_a_price() {
        let whole = Hundredths::whole;
        assert_eq!(
            read("{sprint: 12000}"),
            (Some(Rate::Sprint(whole(12_000))), 0)
        );
        assert_eq!(read("{point: 600}"), (Some(Rate::Point(whole(600))), 0));
        assert_eq!(read(""), (None, 0));
        for wrong in ["{day: 3}", "{point: -1}", "{point: 1, sprint: 2}", "12000"] {
            assert_eq!(read(wrong), (None, 1), "{wrong}");
        }
    }
}
