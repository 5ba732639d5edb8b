//! Links of a page's text to other files of the export.

use crate::exchange::notion::names::{Kind, file_name};
use crate::exchange::notion::relation::unescaped;

/// A text whose links to pages lead to Notion, as the files are not at hand any more; and how many other files it names.
#[must_use]
pub fn linked_text(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut files = 0;
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let start = at + 2;
        let Some(end) = end_of_target(&rest[start..]) else {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            continue;
        };
        let target = &rest[start..start + end];
        out.push_str(&rest[..start]);
        match address(target) {
            Target::Page(address) => out.push_str(&address),
            Target::File => {
                files += 1;
                out.push_str(target);
            }
            Target::Elsewhere => out.push_str(target),
        }
        rest = &rest[start + end..];
    }
    out.push_str(rest);
    (out, files)
}

/// The address of a page in Notion.
#[must_use]
pub fn page_address(id: &str) -> String {
    format!("https://www.notion.so/{id}")
}

enum Target {
    Page(String),
    File,
    Elsewhere,
}

fn address(target: &str) -> Target {
    let name = unescaped(target);
    let scheme = name.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if scheme || name.is_empty() || name.starts_with(['#', '/', '<']) {
        return Target::Elsewhere;
    }
    let file = file_name(&name);
    match (file.kind, file.id) {
        (Kind::Page | Kind::Html | Kind::Table { .. }, Some(id)) => {
            Target::Page(page_address(&id.to_ascii_lowercase()))
        }
        (_, _) if name.contains('.') => Target::File,
        _ => Target::Elsewhere,
    }
}

/// Where the target of a link ends: at its bracket, those within it left aside; none where it holds white space.
fn end_of_target(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            c if c.is_whitespace() => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::linked_text;

    const ID: &str = "c2718eab17e04443af19f9da976f4ad3";

    #[test]
    fn links_to_pages_lead_to_notion() {
        let text = format!(
            "[a](T%20(x)/One%20(two)%20{ID}.md), ![p](T%20x/pic.png) [b](https://a.example/x.md) [c](#top) [ ](no link"
        );
        let (out, files) = linked_text(&text);
        assert_eq!(
            out,
            format!(
                "[a](https://www.notion.so/{ID}), ![p](T%20x/pic.png) [b](https://a.example/x.md) [c](#top) [ ](no link"
            )
        );
        assert_eq!(files, 1);
    }

    proptest! {
        #[test]
        fn texts_without_pages_stay(text in "(\\]\\(|\\)|[a-c .]|\\PC){0,20}") {
            proptest::prop_assert_eq!(linked_text(&text).0, text);
        }
    }
}
