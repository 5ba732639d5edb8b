//! The text of a new `product.md`.

/// Returns a `product.md` with its four headings and six example points for the Definition of Done; the Product Goal where it is known already.
#[must_use]
pub fn product_template(goal: &str) -> String {
    let goal = match goal.trim() {
        "" => "<!-- One sentence: where the product is to be next. -->",
        goal => goal,
    };
    format!(
        "# Product

## Product Goal

{goal}

## Vision

<!-- Why the product exists, in a sentence that a newcomer understands. -->

## Objectives

<!-- ### O1 One outcome to reach, with its measure (2027-Q1) -->

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
    fn what_nobody_said_is_not_known() {
        let read = product(&product_template(" "));
        assert!(read.goal.is_none() && read.vision.is_none() && read.objectives.is_empty());
    }

    #[test]
    fn reads_back() {
        let read = product(&product_template("guests buy without an account"));
        assert_eq!(read.goal.as_deref(), Some("guests buy without an account"));
        assert_eq!(
            (read.objectives.len(), read.definition_of_done.len()),
            (0, 6)
        );
    }
}
