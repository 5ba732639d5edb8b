//! What `product.md` says: goal, vision, objectives, Definition of Done.

/// One objective of the product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Objective {
    /// Its short name: `O1`.
    pub name: String,
    /// Its words, without name and quarter.
    pub text: String,
}

/// The product, as far as `product.md` holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Product {
    /// The Product Goal, on one line.
    pub goal: Option<String>,
    /// The Vision, on one line.
    pub vision: Option<String>,
    /// The objectives, in order.
    pub objectives: Vec<Objective>,
    /// The Definition of Done, a line a point.
    pub definition_of_done: Vec<String>,
}
