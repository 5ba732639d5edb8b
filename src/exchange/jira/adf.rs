//! Atlassian's document format to Markdown.

use serde_json::Value;

use crate::exchange::safe_link::is_safe_link;
use crate::exchange::spans::Spans;

/// Returns a document, or any node of one, as Markdown. A text stays a text.
#[must_use]
pub fn adf_to_markdown(node: &Value) -> String {
    let mut out = String::new();
    blocks(node, &mut out);
    out.trim_matches('\n').to_owned()
}

fn kind(node: &Value) -> &str {
    node["type"].as_str().unwrap_or_default()
}

fn content(node: &Value) -> impl Iterator<Item = &Value> {
    node["content"].as_array().into_iter().flatten()
}

fn attribute<'n>(node: &'n Value, name: &str) -> Option<&'n str> {
    node["attrs"][name].as_str().filter(|text| !text.is_empty())
}

/// A block and an empty line after it.
fn block(out: &mut String, text: &str) {
    if !text.trim().is_empty() {
        out.push_str(text.trim_end());
        out.push_str("\n\n");
    }
}

/// Nodes that stand on lines of their own.
fn blocks(node: &Value, out: &mut String) {
    match kind(node) {
        ""
        | "doc"
        | "layoutSection"
        | "layoutColumn"
        | "mediaSingle"
        | "mediaGroup"
        | "bodiedExtension"
        | "caption"
        | "multiBodiedExtension"
        | "extensionFrame"
        | "bodiedSyncBlock" => {
            if let Value::String(text) = node {
                block(out, text);
            }
            content(node).for_each(|child| blocks(child, out));
        }
        "heading" => {
            let level = node["attrs"]["level"].as_u64().unwrap_or(2).clamp(1, 6);
            let text = inline_text(node).replace('\n', " ").replace("**", "");
            let mark = "#".repeat(usize::try_from(level).unwrap_or(2));
            block(out, &format!("{mark} {text}"));
        }
        "bulletList" | "orderedList" | "taskList" | "decisionList" => {
            list(node, out);
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
        }
        "codeBlock" => {
            let code: String = content(node)
                .filter_map(|text| text["text"].as_str())
                .collect();
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let language = attribute(node, "language").unwrap_or_default();
            block(out, &format!("{fence}{language}\n{code}\n{fence}"));
        }
        "blockquote" => quote(node, out),
        // Criteria often stand in a panel: its text is text.
        "panel" => content(node).for_each(|child| blocks(child, out)),
        "expand" | "nestedExpand" => {
            if let Some(title) = attribute(node, "title") {
                block(out, &format!("**{title}**"));
            }
            content(node).for_each(|child| blocks(child, out));
        }
        "rule" => block(out, "---"),
        "table" => table(node, out),
        "media" | "mediaInline" | "blockCard" | "embedCard" | "extension" => {
            let mut text = String::new();
            inline(node, &mut text);
            block(out, &text);
        }
        _ => block(out, &inline_text(node)),
    }
}

fn quote(node: &Value, out: &mut String) {
    let mut inner = String::new();
    content(node).for_each(|child| blocks(child, &mut inner));
    let lines: Vec<String> = inner
        .trim_matches('\n')
        .lines()
        .map(|line| {
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}")
            }
        })
        .collect();
    block(out, &lines.join("\n"));
}

/// Markdown knows numbers of nine digits; a list that begins below this one has room for its items.
const LAST_NUMBER: u64 = 99_999_999;

fn list(node: &Value, out: &mut String) {
    let first = node["attrs"]["order"].as_u64().unwrap_or(1);
    let mut numbers = first.min(LAST_NUMBER)..;
    for item in content(node) {
        match kind(item) {
            // A list of tasks nests lists directly.
            "taskList" | "decisionList" | "bulletList" | "orderedList" => {
                let mut inner = String::new();
                list(item, &mut inner);
                indented(&inner, "  ", "  ", out);
                continue;
            }
            _ => {}
        }
        let marker = match (kind(node), kind(item), attribute(item, "state")) {
            ("orderedList", _, _) => format!("{}. ", numbers.next().unwrap_or(first)),
            (_, "taskItem", Some("DONE")) => "- [x] ".to_owned(),
            (_, "taskItem", _) => "- [ ] ".to_owned(),
            _ => "- ".to_owned(),
        };
        let mut inner = String::new();
        if matches!(kind(item), "taskItem" | "decisionItem") {
            inner = inline_text(item);
        } else {
            for child in content(item) {
                match kind(child) {
                    "bulletList" | "orderedList" | "taskList" => {
                        while inner.ends_with("\n\n") {
                            inner.pop();
                        }
                        list(child, &mut inner);
                    }
                    _ => blocks(child, &mut inner),
                }
            }
        }
        // What belongs to an item begins below its words, not below its box.
        let pad = " ".repeat(marker.find(' ').map_or(0, |mark| mark + 1));
        indented(inner.trim_end(), &marker, &pad, out);
    }
}

/// Lines with a mark before the first and a pad before the rest.
fn indented(text: &str, first: &str, pad: &str, out: &mut String) {
    let mut lines = text.lines();
    out.push_str(first);
    out.push_str(lines.next().unwrap_or_default());
    out.push('\n');
    for line in lines {
        if !line.is_empty() {
            out.push_str(pad);
            out.push_str(line);
        }
        out.push('\n');
    }
}

fn table(node: &Value, out: &mut String) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut spans = Spans::default();
    for row in content(node) {
        let cells = content(row).map(|cell| {
            let mut text = String::new();
            content(cell).for_each(|child| blocks(child, &mut text));
            let words = text.trim().replace('|', "\\|");
            let words: Vec<&str> = words.split_whitespace().collect();
            let reach = |name: &str| {
                let number = cell["attrs"][name].as_u64();
                number.map_or(1, |number| usize::try_from(number).unwrap_or(1))
            };
            (words.join(" "), (reach("colspan"), reach("rowspan")))
        });
        rows.push(spans.row(cells));
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 {
        return;
    }
    for (number, mut row) in rows.into_iter().enumerate() {
        row.resize(width, String::new());
        out.push_str(&format!("| {} |\n", row.join(" | ")));
        if number == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(width)));
        }
    }
    out.push('\n');
}

fn inline_text(node: &Value) -> String {
    let mut out = String::new();
    if node["content"].is_array() {
        content(node).for_each(|child| inline(child, &mut out));
    } else {
        inline(node, &mut out);
    }
    out.trim().to_owned()
}

/// Nodes within a line.
fn inline(node: &Value, out: &mut String) {
    match kind(node) {
        "text" => marked(node, out),
        "hardBreak" => out.push_str("\\\n"),
        "mention" => {
            let text = attribute(node, "text")
                .or(attribute(node, "id"))
                .unwrap_or("someone");
            out.push_str(&format!("@{}", text.trim_start_matches('@')));
        }
        "emoji" => out.push_str(
            attribute(node, "text")
                .or(attribute(node, "shortName"))
                .unwrap_or_default(),
        ),
        "inlineCard" | "blockCard" | "embedCard" => {
            let url = attribute(node, "url").or(node["attrs"]["data"]["url"].as_str());
            if let Some(url) = url {
                out.push_str(&format!("<{}>", url.replace(['<', '>', ' '], "")));
            }
        }
        "status" => {
            if let Some(text) = attribute(node, "text") {
                out.push_str(&format!("`{}`", text.replace('`', "'")));
            }
        }
        "date" => out.push_str(&date(&node["attrs"]["timestamp"])),
        "media" | "mediaInline" => {
            let name = attribute(node, "alt")
                .or(attribute(node, "id"))
                .unwrap_or("picture");
            let address = attribute(node, "url").unwrap_or(name);
            let name = name.replace(['[', ']'], "");
            out.push_str(&format!("![{name}](<{}>)", address.replace(['<', '>'], "")));
        }
        "placeholder" | "inlineExtension" | "extension" => {
            let text = attribute(node, "text")
                .or(node["attrs"]["parameters"]["macroMetadata"]["title"].as_str());
            out.push_str(text.unwrap_or_default());
        }
        _ => {
            if node["content"].is_array() {
                let mut inner = String::new();
                content(node).for_each(|child| inline(child, &mut inner));
                out.push_str(&inner);
            } else if let Some(text) = node["text"]
                .as_str()
                .or(attribute(node, "text"))
                .or(attribute(node, "url"))
            {
                out.push_str(text);
            }
        }
    }
}

/// Text with its marks. White space stays outside of them, as Markdown wants it.
fn marked(node: &Value, out: &mut String) {
    let text = node["text"].as_str().unwrap_or_default();
    let words = text.trim();
    let marks: Vec<&Value> = node["marks"].as_array().into_iter().flatten().collect();
    let has = |name: &str| marks.iter().any(|mark| kind(mark) == name);
    if words.is_empty() || marks.is_empty() {
        out.push_str(&escaped(text));
        return;
    }
    let start = text.len() - text.trim_start().len();
    out.push_str(&text[..start]);
    let mut shown = if has("code") {
        let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = if words.starts_with('`') || words.ends_with('`') {
            " "
        } else {
            ""
        };
        format!("{fence}{pad}{words}{pad}{fence}")
    } else {
        escaped(words)
    };
    for (name, mark) in [("em", "_"), ("strong", "**"), ("strike", "~~")] {
        if has(name) {
            shown = format!("{mark}{shown}{mark}");
        }
    }
    let link = marks.iter().find(|mark| kind(mark) == "link");
    let href = link.and_then(|mark| attribute(mark, "href"));
    if let Some(href) = href.filter(|href| is_safe_link(href)) {
        let href = href.replace(['<', '>'], "");
        shown = if href == words {
            format!("<{href}>")
        } else if href.contains([' ', '(', ')']) {
            format!("[{shown}](<{href}>)")
        } else {
            format!("[{shown}]({href})")
        };
    }
    out.push_str(&shown);
    out.push_str(&text[start + words.len()..]);
}

/// Text that means itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '*' | '`' | '<') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Milliseconds since 1970, as a number or a text, as a day.
fn date(value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    text.parse::<i64>()
        .ok()
        .and_then(|number| jiff::Timestamp::from_millisecond(number).ok())
        .map_or(text, |moment| {
            moment.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
        })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::adf_to_markdown;

    fn paragraph(content: &Value) -> Value {
        json!({"type": "paragraph", "content": content})
    }

    fn text(text: &str) -> Value {
        json!({"type": "text", "text": text})
    }

    fn doc(content: &Value) -> String {
        adf_to_markdown(&json!({"type": "doc", "version": 1, "content": content}))
    }

    #[test]
    fn nodes_become_markdown() {
        let item = |words: &str| json!({"type": "listItem", "content": [paragraph(&json!([text(words)]))]});
        let strong = json!({"type": "text", "text": "AC: ", "marks": [{"type": "strong"}]});
        let link = json!({"type": "text", "text": "here", "marks": [{"type": "link", "attrs": {"href": "https://a.example"}}]});
        let nested = json!({"type": "listItem", "content": [
            paragraph(&json!([text("b")])),
            {"type": "orderedList", "content": [item("c")]}
        ]});
        assert_eq!(
            doc(&json!([
                {"type": "heading", "attrs": {"level": 3}, "content": [text("Goal")]},
                paragraph(&json!([strong, link])),
                {"type": "bulletList", "content": [item("a"), nested]},
                {"type": "rule"},
            ])),
            "### Goal\n\n**AC:** [here](https://a.example)\n\n- a\n- b\n  1. c\n\n---"
        );
        assert_eq!(
            doc(&json!([{"type": "taskList", "content": [
                {"type": "taskItem", "attrs": {"state": "DONE"}, "content": [text("x")]},
                {"type": "taskItem", "attrs": {"state": "TODO"}, "content": [text("y")]}
            ]}])),
            "- [x] x\n- [ ] y"
        );
        let numbered = |order: Value, items: &[Value]| json!({"type": "orderedList", "attrs": {"order": order}, "content": items});
        let inner = json!({"type": "listItem", "content": [
            paragraph(&json!([text("b")])), numbered(json!(1), &[item("c"), item("d")])
        ]});
        assert_eq!(
            doc(&json!([numbered(json!(9), &[item("a"), inner, item("e")])])),
            "9. a\n10. b\n    1. c\n    2. d\n11. e"
        );
        assert_eq!(
            doc(&json!([numbered(json!(u64::MAX), &[item("a")])])),
            "99999999. a"
        );
        assert_eq!(
            doc(&json!([{"type": "table", "content": [
                {"type": "tableRow", "content": [{"type": "tableHeader", "content": [paragraph(&json!([text("h")]))]}]},
                {"type": "tableRow", "content": [{"type": "tableCell", "content": [paragraph(&json!([text("a|b")]))]}]}
            ]}])),
            "| h |\n| --- |\n| a\\|b |"
        );
        let cell = |attrs: Value, words: &str| json!({"type": "tableCell", "attrs": attrs, "content": [paragraph(&json!([text(words)]))]});
        assert_eq!(
            doc(&json!([{"type": "table", "content": [
                {"type": "tableRow", "content": [cell(json!({"rowspan": 2}), "a"), cell(json!({"colspan": 2}), "b"), cell(json!({}), "c")]},
                {"type": "tableRow", "content": [cell(json!({}), "d"), cell(json!({}), "e"), cell(json!({}), "f")]}
            ]}])),
            "| a | b |  | c |\n| --- | --- | --- | --- |\n|  | d | e | f |"
        );
        assert_eq!(
            doc(
                &json!([{"type": "codeBlock", "attrs": {"language": "rust"}, "content": [text("a ``` b")]}])
            ),
            "````rust\na ``` b\n````"
        );
    }

    #[test]
    fn text_in_attributes_stays() {
        let node = |kind: &str, attrs: Value| {
            doc(&json!([paragraph(
                &json!([{"type": kind, "attrs": attrs}])
            )]))
        };
        assert_eq!(
            node("inlineCard", json!({"url": "https://a.example/x"})),
            "<https://a.example/x>"
        );
        assert_eq!(node("mention", json!({"text": "@Ann", "id": "1"})), "@Ann");
        assert_eq!(
            node("emoji", json!({"shortName": ":tada:", "text": "🎉"})),
            "🎉"
        );
        assert_eq!(node("status", json!({"text": "OPEN"})), "`OPEN`");
        assert_eq!(
            node("date", json!({"timestamp": "1700000000000"})),
            "2023-11-14"
        );
        assert_eq!(node("unheard-of", json!({"text": "words"})), "words");
        assert_eq!(adf_to_markdown(&json!("just text")), "just text");
        assert_eq!(adf_to_markdown(&Value::Null), "");
    }
}
