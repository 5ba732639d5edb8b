//! Markdown as the HTML that Azure DevOps keeps: paragraphs, headings, lists, code, bold words and links; nothing else is markup.

/// Returns Markdown as HTML without scripts: whatever is no such markup is text.
#[must_use]
pub fn html_of(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 2);
    let mut lists: Vec<(usize, &str)> = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        let item = list_item(words);
        let fence = fence(words);
        if item.is_some()
            || words.is_empty()
            || (lists.is_empty() && (words.starts_with('#') || fence.is_some()))
        {
            end_paragraph(&mut html, &mut paragraph);
        }
        if words.is_empty() {
            continue;
        }
        if let Some((tag, text)) = item {
            open_item(&mut html, &mut lists, indent, tag);
            inline(&mut html, text);
            continue;
        }
        let in_item = !lists.is_empty() && indent > 0;
        if let (true, Some(fence)) = (in_item, &fence) {
            code(&mut html, fence, indent, &mut lines);
            continue;
        }
        if in_item {
            html.push_str("<br>");
            inline(&mut html, words);
            continue;
        }
        while let Some((_, tag)) = lists.pop() {
            close_list(&mut html, tag);
        }
        if let Some(fence) = fence {
            code(&mut html, &fence, indent, &mut lines);
        } else if let Some((level, text)) = heading(words) {
            html.push_str(&format!("<h{level}>"));
            inline(&mut html, text);
            html.push_str(&format!("</h{level}>"));
        } else {
            paragraph.push(words);
        }
    }
    end_paragraph(&mut html, &mut paragraph);
    while let Some((_, tag)) = lists.pop() {
        close_list(&mut html, tag);
    }
    html
}

/// The line before code.
struct Fence<'l> {
    /// Backticks or tildes.
    sign: char,
    /// How many, three or more.
    count: usize,
    /// The language; empty where none is named, or in signs of its own.
    language: &'l str,
}

fn fence(words: &str) -> Option<Fence<'_>> {
    let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let after = words.trim_start_matches(sign);
    let count = words.len() - after.len();
    if count < 3 || (sign == '`' && after.contains('`')) {
        return None;
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '_' | '#');
    let language = after.split_whitespace().next().unwrap_or_default();
    let language = if language.chars().all(is_name) {
        language
    } else {
        ""
    };
    Some(Fence {
        sign,
        count,
        language,
    })
}

/// Writes the lines up to the fence's end as code, without the indent of the fence.
fn code(html: &mut String, fence: &Fence<'_>, indent: usize, lines: &mut std::str::Lines<'_>) {
    let is_end = |line: &str| {
        let line = line.trim();
        line.len() >= fence.count && line.chars().all(|c| c == fence.sign)
    };
    html.push_str("<pre><code");
    if !fence.language.is_empty() {
        html.push_str(&format!(" class=\"language-{}\"", fence.language));
    }
    html.push('>');
    for (number, line) in lines.take_while(|line| !is_end(line)).enumerate() {
        if number > 0 {
            html.push('\n');
        }
        let blank = line.len() - line.trim_start_matches(' ').len();
        let line = &line[blank.min(indent)..];
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        html.push_str(&line.replace('>', "&gt;"));
    }
    html.push_str("</code></pre>");
}

fn end_paragraph(html: &mut String, lines: &mut Vec<&str>) {
    for (number, line) in lines.iter().enumerate() {
        html.push_str(if number == 0 { "<p>" } else { "<br>" });
        inline(html, line.trim_end());
    }
    if !lines.is_empty() {
        html.push_str("</p>");
        lines.clear();
    }
}

/// The list that a line is an item of, and what the item says.
fn list_item(words: &str) -> Option<(&'static str, &str)> {
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let (tag, rest) = match words.strip_prefix(['-', '*', '+']) {
        Some(rest) => ("ul", rest),
        None if number.len() < words.len() => ("ol", number.strip_prefix(['.', ')'])?),
        None => return None,
    };
    Some((tag, rest.strip_prefix(' ')?.trim_start()))
}

/// No lists lie deeper in each other.
const DEEPEST: usize = 20;

fn open_item(
    html: &mut String,
    lists: &mut Vec<(usize, &'static str)>,
    indent: usize,
    tag: &'static str,
) {
    while lists.last().is_some_and(|(above, _)| *above > indent) {
        if let Some((_, tag)) = lists.pop() {
            close_list(html, tag);
        }
    }
    match lists.last() {
        Some((above, open)) if (*above == indent && *open == tag) || lists.len() >= DEEPEST => {
            html.push_str("</li><li>")
        }
        Some((above, open)) if *above == indent => {
            close_list(html, open);
            lists.pop();
            html.push_str(&format!("<{tag}><li>"));
            lists.push((indent, tag));
        }
        _ => {
            html.push_str(&format!("<{tag}><li>"));
            lists.push((indent, tag));
        }
    }
}

fn close_list(html: &mut String, tag: &str) {
    html.push_str(&format!("</li></{tag}>"));
}

fn heading(words: &str) -> Option<(usize, &str)> {
    let level = words.bytes().take_while(|&byte| byte == b'#').count();
    let text = words.get(level..)?.strip_prefix(' ')?.trim();
    (1..=6).contains(&level).then_some((level, text))
}

/// Words with code, bold parts and links.
fn inline(html: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find(['`', '*', '[']) {
        let (before, mark) = rest.split_at(at);
        escape(html, before);
        let part = [("`", "code"), ("**", "b")].iter().find_map(|(sign, tag)| {
            let (inner, after) = mark.strip_prefix(sign)?.split_once(sign)?;
            (!inner.trim().is_empty()).then_some((*tag, inner, after))
        });
        if let Some((tag, inner, after)) = part {
            html.push_str(&format!("<{tag}>"));
            escape(html, inner);
            html.push_str(&format!("</{tag}>"));
            rest = after;
        } else if let Some((text, address, after)) = link(mark) {
            html.push_str("<a href=\"");
            escape(html, address);
            html.push_str("\">");
            escape(html, text);
            html.push_str("</a>");
            rest = after;
        } else {
            html.push_str(&mark[..1]);
            rest = &mark[1..];
        }
    }
    escape(html, rest);
}

/// `[text](https://address)`.
fn link(mark: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = mark.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let leads = address.starts_with("https://") || address.starts_with("http://");
    (leads && !text.contains(['[', ']'])).then_some((text, address, after))
}

fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // One space after the other is one in HTML, but in code.
            ' ' if html.ends_with(' ') => html.push_str("&nbsp;"),
            letter => html.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::html_of;
    use crate::exchange::rich_text::rich_text;

    #[test]
    fn markdown_becomes_html_and_comes_back() {
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
        assert_eq!(
            html_of("<script>x</script> [a](javascript:b)"),
            "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:b)</p>"
        );
        for (markdown, html) in [
            (
                "- [ ] a\n  ```yaml\n  - b:\n    - c\n\n  # d\n  ```\n- [ ] e",
                "<ul><li>[ ] a<pre><code class=\"language-yaml\">- b:\n  - c\n\n# d</code></pre></li><li>[ ] e</li></ul>",
            ),
            ("~~~\n```\n~~~\nx", "<pre><code>```</code></pre><p>x</p>"),
            ("````\n```\n````", "<pre><code>```</code></pre>"),
            ("``` a`b", "<p>``<code> a</code>b</p>"),
            ("```\"><b>\nx", "<pre><code>x</code></pre>"),
        ] {
            assert_eq!(html_of(markdown), html);
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
        assert_eq!(
            html_of("- a\n  b\n1. c"),
            "<ul><li>a<br>b</li></ul><ol><li>c</li></ol>"
        );
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_markup_of_its_own(text in any::<String>(), marks in "[-*+#`\\[\\]()<>& \na1.]{0,40}") {
            for text in [text, marks] {
                let html = html_of(&text);
                prop_assert!(!html.contains("<script") && html.matches("<li>").count() == html.matches("</li>").count(), "{html}");
            }
        }
    }
}
