//! Words to `po` in a Markdown text: comments such as `<!-- po: ignore RULE because … -->`.

use std::ops::Range;

use super::html_comments::html_ranges;

/// How such a comment begins.
const OPEN: &str = "<!-- po:";
const CLOSE: &str = "-->";

/// A comment that speaks to `po`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The bytes of the comment, from `<` to `>`.
    pub range: Range<usize>,
    /// The bytes of its words after `po:`, without the space around them.
    pub words: Range<usize>,
}

/// Returns the comments in `body` that begin with `po:`, in order; what stands in code is none.
#[must_use]
pub fn directives(body: &str) -> Vec<Directive> {
    // Most bodies have none, and then nothing is parsed.
    if !body.contains(OPEN) {
        return Vec::new();
    }
    let mut found: Vec<Directive> = Vec::new();
    for range in html_ranges(body) {
        let known = found.last().map_or(0, |last| last.range.end);
        if range.end > known {
            collect(body, range.start.max(known)..range.end, &mut found);
        }
    }
    found
}

fn collect(body: &str, range: Range<usize>, found: &mut Vec<Directive>) {
    let mut at = range.start;
    while let Some(start) = body[at..range.end].find(OPEN).map(|start| at + start) {
        let inner = start + OPEN.len();
        let Some(end) = body[inner..range.end].find(CLOSE).map(|end| inner + end) else {
            return;
        };
        let words = body[inner..end].trim_start();
        let first = end - words.len();
        found.push(Directive {
            range: start..end + CLOSE.len(),
            words: first..first + words.trim_end().len(),
        });
        at = end + CLOSE.len();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::directives;

    fn words(body: &str) -> Vec<&str> {
        let found = directives(body);
        found.into_iter().map(|d| &body[d.words]).collect()
    }

    #[test]
    fn finds_comments_in_blocks_and_lines_but_not_in_code() {
        let body = "A <!-- po: one --> b\n\n<!-- po:two\nthree --> <!-- po: four -->\n\n- [ ] x <!--po: no-->\n\n`<!-- po: code -->`\n\n```\n<!-- po: block -->\n```\n\n<!-- other -->\n<!-- po: open";
        assert_eq!(words(body), ["one", "two\nthree", "four"]);
        assert!(words("<!-- po: -->").iter().all(|words| words.is_empty()));
    }

    proptest! {
        #[test]
        fn stands_any_text(body in "(<!-- po:|-->|`|\n|<div>|[a-z é])*") {
            for directive in directives(&body) {
                prop_assert!(body[directive.range.clone()].starts_with("<!-- po:"));
                prop_assert!(directive.range.start < directive.words.start);
                prop_assert!(body.get(directive.words).is_some());
            }
        }
    }
}
