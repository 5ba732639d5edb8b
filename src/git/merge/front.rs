//! A story's front matter in units: each key with its value, and the comments and blank lines above it.

use super::merged::Unsure;
use crate::store::{Content, Entry, Node, Problem, conflicts_in_body, decode, header};

/// A key and all the lines that belong to it.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    /// The key, unquoted.
    pub key: String,
    /// The comments and blank lines above it.
    pub lead: &'a str,
    /// Its own lines: key, value, comment behind the value.
    pub text: &'a str,
    /// Its value.
    pub value: Node<'a>,
    /// What of `text` is neither key nor scalar: where a comment would be.
    rest: String,
}

/// A file in parts that make up all of it.
#[derive(Debug, Default)]
pub(super) struct Front<'a> {
    /// The opening line.
    pub open: &'a str,
    /// The keys in order.
    pub units: Vec<Unit<'a>>,
    /// The comments and blank lines below the last key.
    pub tail: &'a str,
    /// The closing line.
    pub close: &'a str,
    /// What follows.
    pub body: &'a str,
}

/// Takes a text apart that ends with a line break. An empty one has nothing of all that.
///
/// # Errors
/// Why it cannot be taken apart without a doubt.
pub(super) fn front(text: &str) -> Result<Front<'_>, Unsure> {
    if text.is_empty() {
        return Ok(Front::default());
    }
    let (parts, header) = header(text).map_err(|problem| problem_of(&problem))?;
    let body = &text[parts.body.clone()];
    if !conflicts_in_body(body).is_empty() {
        return Err(Unsure::Markers);
    }
    if header.flow || !header.used_anchors.is_empty() {
        return Err(Unsure::Marks);
    }
    let mut front = Front {
        open: &text[..parts.yaml.start],
        close: &text[parts.yaml.end..parts.body.start],
        body,
        ..Front::default()
    };
    let mut at = parts.yaml.start;
    for entry in header.entries {
        if is_marked(&entry.value) {
            return Err(Unsure::Marks);
        }
        let start = entry.key_range.start;
        let Some(colon) = entry.colon else {
            return Err(Unsure::FrontMatter);
        };
        let last = entry.value.range.end.max(colon);
        let end = text[last..]
            .find('\n')
            .map_or(text.len(), |end| last + end + 1);
        let begins_its_line = start == parts.yaml.start || text[..start].ends_with('\n');
        if start < at || end > parts.yaml.end || !begins_its_line || !is_trivia(&text[at..start]) {
            return Err(Unsure::FrontMatter);
        }
        let mut rest = text[colon..end].to_owned();
        for range in scalars(&entry.value).into_iter().rev() {
            rest.replace_range(range.start - colon..range.end - colon, "");
        }
        front.units.push(Unit {
            key: entry.key.into_owned(),
            lead: &text[at..start],
            text: &text[start..end],
            value: entry.value,
            rest,
        });
        at = end;
    }
    front.tail = &text[at..parts.yaml.end];
    if !is_trivia(front.tail) {
        return Err(Unsure::FrontMatter);
    }
    Ok(front)
}

impl<'a> Front<'a> {
    /// The unit of a key.
    pub fn unit(&self, key: &str) -> Option<&Unit<'a>> {
        self.units.iter().find(|unit| unit.key == key)
    }

    /// The text of a key's value.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.unit(key)?.value.text().map(str::trim)
    }
}

impl Unit<'_> {
    /// The comments in it.
    pub fn comments(&self) -> Vec<&str> {
        let lines = self.rest.lines();
        lines
            .filter_map(|line| line.find('#').map(|at| line[at..].trim_end()))
            .collect()
    }
}

/// Whether bytes are a file that can be read, without conflict markers.
pub(super) fn is_readable(bytes: &[u8]) -> bool {
    decode("", bytes).is_ok_and(|text| {
        let parts = header(text);
        parts.is_ok_and(|(parts, _)| conflicts_in_body(&text[parts.body]).is_empty())
    })
}

fn problem_of(problem: &Problem) -> Unsure {
    match problem {
        Problem::Conflict { .. } => Unsure::Markers,
        _ => Unsure::FrontMatter,
    }
}

/// The bytes of each scalar in a value, in order.
fn scalars(node: &Node<'_>) -> Vec<std::ops::Range<usize>> {
    match &node.content {
        Content::Null => Vec::new(),
        Content::Scalar { .. } => vec![node.range.clone()],
        Content::List { items, .. } => items.iter().flat_map(scalars).collect(),
        Content::Map { entries, .. } => {
            let keys = |entry: &Entry<'_>| {
                let mut ranges = vec![entry.key_range.clone()];
                ranges.extend(scalars(&entry.value));
                ranges
            };
            entries.iter().flat_map(keys).collect()
        }
    }
}

/// Whether an anchor, alias or tag stands in a value. The parser bounds its depth.
fn is_marked(node: &Node<'_>) -> bool {
    let own = node.marks.anchor != 0 || node.marks.alias || node.marks.tagged;
    own || match &node.content {
        Content::Null | Content::Scalar { .. } => false,
        Content::List { items, .. } => items.iter().any(is_marked),
        Content::Map { entries, .. } => entries.iter().any(|entry| is_marked(&entry.value)),
    }
}

/// Whether lines are blank or comments.
fn is_trivia(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    })
}
