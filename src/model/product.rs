//! What `product.md` says: goal, vision, objectives, Definition of Done.

/// One objective of the product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Objective {
    /// Its short name: `O1`.
    pub name: String,
    /// Its words, without name and quarter.
    pub text: String,
}

impl Objective {
    /// Whether `name` means it: its short name, its words, or both as the heading has them.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let (short, words) = (self.name.to_lowercase(), self.text.to_lowercase());
        let rest = name.strip_prefix(&short);
        let is_heading = |rest: &str| rest.is_empty() || rest.starts_with([' ', ':', '.']);
        (!short.is_empty() && rest.is_some_and(is_heading)) || (!words.is_empty() && name == words)
    }
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
