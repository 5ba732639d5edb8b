//! What is written down about a sample item before its life begins.

/// An item as the tables hold it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seed {
    /// The number of its id.
    pub id: u64,
    /// Its title, plain in YAML.
    pub title: &'static str,
    /// `story`, `bug`, `spike`, `task` or `epic`.
    pub kind: &'static str,
    /// The number of its epic; 0 for none.
    pub epic: u64,
    /// Its value; empty for none.
    pub value: &'static str,
    /// Its labels as a YAML list; empty for none.
    pub labels: &'static str,
    /// Who asked for it, plain in YAML; empty for nobody in particular.
    pub requested_by: &'static str,
    /// The objective it serves; empty for that of its epic.
    pub objective: &'static str,
    /// The first part of its body, without the newline at its end.
    pub opening: &'static str,
    /// Criteria that refinement finds.
    pub criteria: &'static [&'static str],
    /// How the team estimated it: `3 5 5, then 5 5 5`; the last word is its size. Empty where it did not.
    pub votes: &'static str,
}

/// A seed with nothing in it.
pub(super) const BLANK: Seed = Seed {
    id: 0,
    title: "",
    kind: "story",
    epic: 0,
    value: "",
    labels: "",
    requested_by: "",
    objective: "",
    opening: "",
    criteria: &[],
    votes: "",
};
