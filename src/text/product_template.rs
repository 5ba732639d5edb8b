//! The text of a new `product.md`.

/// Returns a `product.md` with its four headings and six example points; the Product Goal where it is known already.
#[must_use]
pub fn product_template(goal: &str) -> String {
    let goal = if goal.trim().is_empty() {
        "<!-- One sentence: where this product is to be next. -->"
    } else {
        goal.trim()
    };
    format!(
        "# Product

## Product Goal

{goal}

## Vision

<!-- Why the product exists, in a sentence a newcomer understands. -->

## Objectives

<!-- One heading each, with its measure: ### O1 Checkout under 30 s (2026-Q4) -->

## Definition of Done

- All acceptance criteria are met
- The change was reviewed by a second person
- Automated tests cover it and pass
- It is documented where users look
- No known defect is left that the team would not ship
- It is deployed where the Product Owner can see it
"
    )
}

#[cfg(test)]
mod tests {
    use super::product_template;
    use crate::text::product;

    #[test]
    fn reads_back() {
        assert_eq!(product(&product_template("")).goal, None);
        assert_eq!(product(&product_template("")).vision, None);
        let read = product(&product_template("guests buy without an account"));
        assert_eq!(read.goal.as_deref(), Some("guests buy without an account"));
        assert_eq!(
            (read.objectives.len(), read.definition_of_done.len()),
            (0, 6)
        );
    }
}
