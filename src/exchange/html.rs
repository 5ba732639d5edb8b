//! HTML of other tools to Markdown: no scripts, no raw HTML, whatever comes in.

use std::sync::LazyLock;

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdown};

use crate::exchange::html_table::{unmarked, with_tables};
use crate::exchange::safe_link::is_safe_link;

/// No text is nested deeper; beyond it only its words are kept.
const DEEPEST: usize = 200;

/// No text has more tags times its depth: elements that are opened and not closed go on in each paragraph that follows, so that
/// a small text could become a huge tree. Beyond it only its words are kept.
const MOST_ELEMENTS: usize = 1_000_000;

/// Elements that are left out with all that is in them: they run, draw or ask something.
const LEFT_OUT: [&str; 20] = [
    "script", "style", "iframe", "object", "embed", "form", "head", "noscript", "svg", "math",
    "template", "applet", "canvas", "audio", "video", "frame", "frameset", "base", "meta", "link",
];

/// Elements without an end.
const VOID: [&str; 9] = [
    "br", "img", "hr", "input", "meta", "link", "col", "wbr", "source",
];

/// What converts: it is made once, because that takes longer than most texts.
static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    with_tables(HtmlToMarkdown::builder())
        .skip_tags(LEFT_OUT.to_vec())
        .add_handler(vec!["a"], anchor)
        .add_handler(vec!["img"], image)
        .add_handler(vec!["pre"], code)
        .build()
});

/// Returns HTML as Markdown. A text without tags stays as it is, but for its entities.
#[must_use]
pub fn html_to_markdown(html: &str) -> String {
    let (depth, tags) = size(html);
    if depth > DEEPEST || depth.saturating_mul(tags) > MOST_ELEMENTS {
        return words(html);
    }
    match CONVERTER.convert(&unmarked(html)) {
        Ok(markdown) => markdown.replace('\u{a0}', " ").trim().to_owned(),
        Err(_) => words(html),
    }
}

/// A link that could run something is only its words.
fn anchor(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    if attribute(&element, "href").is_none_or(is_safe_link) {
        handlers.fallback(element)
    } else {
        Some(handlers.walk_children(element.node))
    }
}

/// A picture that is no address is only its words.
fn image(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    // The converter takes either for the address.
    let is_safe = |name| attribute(&element, name).is_none_or(is_safe_link);
    if is_safe("src") && is_safe("href") {
        handlers.fallback(element)
    } else {
        attribute(&element, "alt").map(|words| escaped(words).into())
    }
}

/// Text whose lines stay as they are is code, whether it says so or not.
fn code(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    let content = content.trim_matches('\n');
    if content.trim().is_empty() {
        return None;
    }
    if is_fenced(content) {
        return Some(format!("\n\n{content}\n\n").into());
    }
    // The converter guards a sign that would begin code; here it stands in code.
    let text = match content.strip_prefix('\\') {
        Some(text) if text.starts_with(['`', '~']) => text,
        _ => content,
    };
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    let classes = attribute(&element, "class").unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '_' | '#');
    let language = classes
        .split_whitespace()
        .find_map(|class| {
            class
                .strip_prefix("code-")
                .or_else(|| class.strip_prefix("language-"))
        })
        .filter(|name| name.chars().all(is_name))
        .unwrap_or_default();
    Some(format!("\n\n{fence}{language}\n{text}\n{fence}\n\n").into())
}

/// Whether a text is one block of code from its first line to its last.
fn is_fenced(text: &str) -> bool {
    let signs = text.len() - text.trim_start_matches('`').len();
    let (fence, _) = text.split_at(signs);
    let mut lines = text.lines().skip(1);
    let ends = |line: &str| line.starts_with(fence) && line.bytes().all(|sign| sign == b'`');
    signs >= 3 && lines.any(ends) && lines.next().is_none()
}

fn attribute<'e>(element: &'e Element<'_>, name: &str) -> Option<&'e str> {
    let mut attributes = element.attrs.iter();
    let found = attributes.find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| &*attribute.value)
}

/// Words that make no element of their own.
fn escaped(words: &str) -> String {
    words.replace('<', "\\<")
}

/// How deep elements lie in each other at most, those that are never closed counted too, and how many tags there are.
fn size(html: &str) -> (usize, usize) {
    let mut depth: usize = 0;
    let mut deepest = 0;
    let mut tags = 0;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        tags += 1;
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
    (deepest, tags)
}

/// The text without its tags. What stands for `<` stays as it is written.
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
    use proptest::prelude::{any, prop_assert, proptest};

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
            (
                "<pre class=\"code-java\"><span># no heading\n</span>- a\n\n    b</pre><p>c</p>",
                "```java\n# no heading\n- a\n\n    b\n```\n\nc",
            ),
            (
                "<pre>```\n## AC\n```\n# x</pre>",
                "````\n```\n## AC\n```\n# x\n````",
            ),
            (
                "<pre><code class=\"language-c\">- a\n</code></pre>",
                "```c\n- a\n```",
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

    #[test]
    fn nothing_runs() {
        for (html, markdown) in [
            ("<a href=\"javascript:alert(1)\">go</a>", "go"),
            ("<a href=\" jAvA&#9;script:alert(1)\">go</a>", "go"),
            ("<a href='data:text/html,<script>1</script>'>go</a>", "go"),
            (
                "<a href='https://a.example' onclick='alert(1)'>go</a>",
                "[go](https://a.example)",
            ),
            (
                "<img src='data:image/svg+xml,<svg onload=alert(1)>' alt='a <b'>",
                "a \\<b",
            ),
            ("<img src=x onerror=alert(1)>", "![](x)"),
            ("<svg><script>alert(1)</script></svg>x", "x"),
            ("<style>*{}</style><math><mi>1</mi></math>x", "x"),
            ("<script>a</script", ""),
            ("<p>a<script>b", "a"),
        ] {
            assert_eq!(html_to_markdown(html), markdown, "{html}");
        }
        // Words about a script are words.
        let words = html_to_markdown("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        assert!(
            !words.contains("<script>") || words.contains("\\<script>"),
            "{words}"
        );
    }

    /// What is opened in one paragraph and never closed goes on in each that follows: ten thousand of them would make a tree of
    /// two million elements.
    #[test]
    fn a_small_text_makes_no_huge_tree() {
        let open: String = (0..190).map(|n| format!("<b id={n}>")).collect();
        let html = format!("<p>{open}</p>{}", "<p>x</p>".repeat(100_000));
        let begin = html_to_markdown(&html);
        assert_eq!(begin.matches('x').count(), 100_000);
    }

    #[test]
    fn an_address_ends_where_it_ends() {
        for (html, bad) in [
            ("<a href='y/><a href=javascript:x'>z</a>", "<a "),
            ("<img src='y/><img src=javascript:x' alt=z>", "<img "),
            ("<a href='y) [w](javascript:x'>z</a>", "](javascript:"),
        ] {
            let markdown = html_to_markdown(html);
            assert!(!markdown.contains(bad), "{html}: {markdown}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_converted(text in any::<String>()) {
            let _ = html_to_markdown(&text);
        }

        #[test]
        fn no_html_becomes_a_script(
            html in "(<(a|img|script|style|svg|p|b|table|td|li|ul|pre|iframe|math|template)( (href|src|onload|style)=[\"']?(javascript:x|data:x|y)[\"']?)?/?>|</(a|p|b|svg|script|style|table|li|pre)>|x|<!--|-->|&lt;| ){0,30}"
        ) {
            let markdown = html_to_markdown(&html).to_lowercase();
            for bad in ["](javascript:", "](data:", "](<javascript:", "](<data:", "<javascript:", "<data:"] {
                prop_assert!(!markdown.contains(bad), "{html}: {markdown}");
            }
            for tag in ["<script", "<svg", "<style", "<iframe", "<img", "<a "] {
                let raw = markdown.match_indices(tag).any(|(at, _)| !markdown[..at].ends_with('\\'));
                prop_assert!(!raw, "{html}: {markdown}");
            }
        }
    }
}
