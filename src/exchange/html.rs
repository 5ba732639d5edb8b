//! HTML of other tools to Markdown: no scripts, no raw HTML, whatever comes in.

use htmd::HtmlToMarkdown;

/// No text is nested deeper; beyond it only its words are kept.
const DEEPEST: usize = 200;

/// Elements without an end.
const VOID: [&str; 9] = [
    "br", "img", "hr", "input", "meta", "link", "col", "wbr", "source",
];

/// Returns HTML as Markdown. A text without tags stays as it is, but for its entities.
#[must_use]
pub fn html_to_markdown(html: &str) -> String {
    if depth(html) > DEEPEST {
        return words(html);
    }
    let converter = HtmlToMarkdown::builder()
        .skip_tags(vec![
            "script", "style", "iframe", "object", "embed", "form", "head", "noscript", "svg",
        ])
        .build();
    match converter.convert(html) {
        Ok(markdown) => markdown.replace('\u{a0}', " ").trim().to_owned(),
        Err(_) => words(html),
    }
}

/// How deep elements lie in each other at most, those that are never closed counted too.
fn depth(html: &str) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let name: String = rest
            .chars()
            .take(12)
            .take_while(char::is_ascii_alphanumeric)
            .flat_map(char::to_lowercase)
            .collect();
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty() && !VOID.contains(&&*name) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The text without its tags.
fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => {
                in_tag = true;
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '>' if in_tag => in_tag = false,
            letter if !in_tag => out.push(letter),
            _ => {}
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::html_to_markdown;

    #[test]
    fn html_becomes_markdown() {
        for (html, markdown) in [
            ("<p>With a <b>description</b></p>", "With a **description**"),
            (
                "<div>a<br>b&nbsp;c</div><script>alert(1)</script>",
                "a  \nb c",
            ),
            (
                "<h2>Goal</h2><ul><li>a</li><li>b</li></ul>",
                "## Goal\n\n*   a\n*   b",
            ),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(html_to_markdown(html), markdown, "{html}");
        }
    }

    #[test]
    fn deep_html_loses_its_tags_only() {
        let deep = format!("{}x", "<div>".repeat(200_000));
        assert_eq!(html_to_markdown(&deep), "x");
    }

    proptest! {
        #[test]
        fn any_text_is_converted(text in any::<String>()) {
            let _ = html_to_markdown(&text);
        }
    }
}
