//! Text of a field that may hold HTML, Markdown or plain words, as Markdown.

use crate::exchange::html::html_to_markdown;
use crate::exchange::line_ends::line_feeds;
use crate::text::Fences;

/// Elements that tools write texts with, but for line breaks.
const ELEMENTS: [&str; 30] = [
    "a",
    "b",
    "blockquote",
    "code",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "span",
    "strong",
    "sub",
    "table",
    "u",
    "ul",
    "body",
    "html",
];

/// Entities that stand in texts without elements.
const ENTITIES: [(&str, &str); 6] = [
    ("&nbsp;", " "),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    // Last, so that what it makes is no entity.
    ("&amp;", "&"),
];

/// Returns a text as Markdown: HTML is converted, anything else stays as it is, but for entities and `<br>`.
#[must_use]
pub fn rich_text(text: &str) -> String {
    if elements(text).any(|name| ELEMENTS.contains(&name.as_str())) {
        return with_typed_lists(&without_dead_links(&html_to_markdown(text)));
    }
    let mut out = line_feeds(text);
    if elements(&out).any(|name| name == "br") {
        out = without_breaks(&out);
    }
    if out.contains('&') {
        out = with_typed_signs(&out);
        for (entity, letter) in ENTITIES {
            out = out.replace(entity, letter);
        }
    }
    out.trim().to_owned()
}

/// The names of what looks like elements, in lower case.
fn elements(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = rest
            .chars()
            .take(12)
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let after = rest[name.len()..].chars().next()?;
        let ends = matches!(after, '>' | '/') || after.is_whitespace();
        (ends && !name.is_empty()).then(|| name.to_ascii_lowercase())
    })
}

/// The text with a line end for each `<br>`.
fn without_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_break = tag
            .get(1..3)
            .is_some_and(|name| name.eq_ignore_ascii_case("br"));
        match tag.find('>') {
            Some(end) if is_break && tag[3..end].trim_matches([' ', '/']).is_empty() => {
                out.push('\n');
                rest = &tag[end + 1..];
            }
            _ => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The text with a `<` for each `&lt;`, so that it begins no element: who wrote it so meant the sign.
fn with_typed_signs(text: &str) -> String {
    let mut parts = text.split("&lt;");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let begins_element =
            part.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        out.push_str(if begins_element { "\\<" } else { "<" });
        out.push_str(part);
    }
    out
}

/// Lists that people typed sign by sign are lists (`\- one`, `1\. one`, `\- \[x\] one`), and bullets are dashes.
fn with_typed_lists(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut fences = Fences::default();
    let mut listed = false;
    for line in markdown.split_inclusive('\n') {
        let words = line.trim_start();
        let is_code = fences.hold(line);
        let indent = &line[..line.len() - words.len()];
        let Some((mark, rest)) = typed_mark(words).filter(|_| !is_code) else {
            listed = listed && words.is_empty();
            out.push_str(line);
            continue;
        };
        // Each of its lines was a paragraph.
        if listed && out.ends_with("\n\n") {
            out.pop();
        }
        listed = true;
        out.push_str(indent);
        out.push_str(&mark.replace('\\', ""));
        out.push(' ');
        let ticked = ["[ ]", "[x]", "[X]"].iter().find_map(|tick| {
            let escaped = format!("\\{}\\]", &tick[..2]);
            Some((tick, rest.strip_prefix(&escaped)?))
        });
        match ticked {
            Some((tick, rest)) => out.extend([tick, rest]),
            None => out.push_str(rest),
        }
    }
    out
}

/// The mark that a line begins with, and what follows it: typed and so escaped (`\\-`, `1\\.`), or of a list (`*   `, `1.  `).
fn typed_mark(line: &str) -> Option<(&str, &str)> {
    if let Some(rest) = line.strip_prefix("*   ") {
        return Some(("-", rest));
    }
    if let Some(rest) = line.strip_prefix('\\') {
        let (mark, rest) = rest.split_at_checked(1)?;
        return matches!(mark, "-" | "*" | "+").then_some((mark, rest.strip_prefix(' ')?));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line.get(digits..)?;
    let marks = ["\\.", "\\)", ")", "."];
    let length = marks.iter().find(|mark| rest.starts_with(**mark))?.len();
    let (mark, rest) = line.split_at(digits + length);
    let rest = rest.strip_prefix(' ')?;
    (1..=4)
        .contains(&digits)
        .then_some((mark, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// Links that lead nowhere, as mentions of people do, become their words: `[@Ann](#)`.
fn without_dead_links(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(end) = rest.find("](#)") {
        match rest[..end].rfind('[') {
            Some(begin) => out.extend([&rest[..begin], &rest[begin + 1..end]]),
            None => out.push_str(&rest[..end + 4]),
        }
        rest = &rest[end + 4..];
    }
    out.push_str(rest);
    out
}

/// Whether a text is HTML as a whole, as other tools fill a field with it.
#[must_use]
pub fn is_html(text: &str) -> bool {
    const NAMES: [&str; 5] = ["p", "div", "ul", "ol", "table"];
    let text = text.trim();
    let begins = NAMES.iter().any(|name| {
        let rest = text.strip_prefix('<').unwrap_or_default();
        rest.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(['>', ' ']))
    });
    begins
        && NAMES
            .iter()
            .any(|name| text.ends_with(&format!("</{name}>")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::rich_text;
    use crate::text::html_of;

    #[test]
    fn what_is_typed_in_code_stays() {
        let html = "<pre>x\n```\n*   a\n```</pre><p>- b</p>";
        assert_eq!(rich_text(html), "````\nx\n```\n*   a\n```\n````\n\n- b");
    }

    #[test]
    fn html_that_is_made_of_markdown_is_that_again() {
        for markdown in [
            "As a **buyer** I `pay`",
            "Two  spaces",
            "One\n\n## Two\n\n- a\n- b\n    - c\n- d\n\nThree",
            "1. one\n2. two",
            "- [ ] one\n- [x] two (\"so\", b's)",
            "[here](https://a.example/x?a=b&c=d)",
            "```\nlet a = \"<b>\";\n```",
            "```gherkin\nScenario: pay\n  When I pay\n```",
        ] {
            assert_eq!(
                rich_text(&html_of(markdown)),
                markdown,
                "{}",
                html_of(markdown)
            );
        }
        let nested = "- [ ] a\n\n  ```yaml\n  - [ ] b\n  ```\n\n- [ ] c";
        let back = rich_text(&html_of(nested));
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&back), words(nested), "{back}");
        assert_eq!(rich_text(&html_of(&back)), back);
    }

    #[test]
    fn only_html_is_converted() {
        for (text, markdown) in [
            (
                "<div>As a <b>buyer</b>&nbsp;I pay</div><div>so that</div>",
                "As a **buyer** I pay\n\nso that",
            ),
            ("a_b * c\r\n- one\n- 2 < 3", "a_b * c\n- one\n- 2 < 3"),
            (
                "Ben &amp; Ann<br>say <br/>&lt;hi&gt;",
                "Ben & Ann\nsay \n\\<hi>",
            ),
            (
                "&lt;script&gt;1&lt;/script&gt; a &lt; b &amp;lt;i>",
                "\\<script>1\\</script> a < b &lt;i>",
            ),
            ("<ul><li>a</li></ul>", "- a"),
            (
                "<ol><li>a<ul><li>b</li></ul></li><li>[x] c</li></ol>",
                "1. a\n    - b\n2. [x] c",
            ),
            (
                "<p><a href=\"#\" data-vss-mention=\"version:2.0,1\">@Ann</a> why?</p>",
                "@Ann why?",
            ),
            ("<DIV STYLE='x'>up</DIV>", "up"),
            (
                "<a href='javascript:x'>z</a> <a href='https://a.example'>w</a>",
                "z [w](https://a.example)",
            ),
            ("<div>1. one</div><div>2) two</div>", "1. one\n2) two"),
            ("<div>- [x] a</div><div>- [b]</div>", "- [x] a\n- \\[b\\]"),
            ("", ""),
        ] {
            assert_eq!(rich_text(text), markdown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), html in "[<>/brdiv&amp;#()\\[\\] ]{0,60}") {
            let _ = rich_text(&text);
            let _ = rich_text(&html);
        }
    }
}
