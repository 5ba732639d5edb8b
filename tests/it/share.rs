//! Formats for channels and pages, from a backlog whose words want to be markup.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// A big Sprint of hostile items.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "product.md",
        "# Shop\n\n## Product Goal\n\nGuests <!channel> & </p> ]]> buy\n\n## Objectives\n\n- O1: \"Quoted\" <script>alert(1)</script>\n",
    );
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: \"<!everyone> </ac:rich-text-body> ]]>\"\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\n---\n",
    );
    let long = "<@U1> & ".repeat(1_250);
    for number in 1..=120_u32 {
        let title = match number % 6 {
            0 => long.as_str(),
            1 => "<!channel> *b* _i_ `c`",
            2 => "</ac:structured-macro> ]]> </td>",
            3 => "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}\u{645}\u{631}",
            4 => "it's \\\"quoted\\\" \\e[31m",
            _ => "<script src=//x></script>",
        };
        let status = if number % 2 == 0 {
            "done"
        } else {
            "in-progress"
        };
        let epic = if number == 1 {
            "type: epic\nobjective: O1\n"
        } else {
            "epic: US-1\n"
        };
        let text = format!(
            "---\ntitle: \"{title}\"\nid: US-{number}\ncreated: 2026-11-01T10:00:00Z\nstatus: {status}\nstarted: 2026-11-17\nsprint: 8\npoints: 3\n{epic}---\n"
        );
        sandbox.write(&format!("stories/US-{number}.md"), text);
    }
    sandbox
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

#[test]
fn slack_within_its_limits() {
    let sandbox = hostile();
    for args in [&["review"][..], &["status"], &["roadmap"]] {
        let json = sandbox.ok(&[args, &["--format", "slack"]].concat());
        assert!(utf16(&json) <= 12_000, "{}", utf16(&json));
        let message: Value = serde_json::from_str(&json).expect("JSON");
        let blocks = message["blocks"].as_array().expect("blocks");
        assert!((2..=50).contains(&blocks.len()));
        let mut texts = vec![message["text"].as_str().expect("a fallback")];
        for block in blocks {
            let text = block["text"]["text"].as_str().expect("a text");
            let most = if block["type"] == "header" {
                150
            } else {
                3_000
            };
            assert!(utf16(text) <= most, "{text}");
            texts.push(text);
        }
        for text in texts {
            assert!(!text.contains(['<', '\u{202e}', '\u{1b}']), "{text}");
        }
        if args == ["review"] {
            assert!(json.contains(" more: `po review 8`"), "{json}");
        }
    }
}

#[test]
fn teams_within_its_limit() {
    let sandbox = hostile();
    for args in [&["review"][..], &["status"], &["roadmap"]] {
        let json = sandbox.ok(&[args, &["--format", "teams"]].concat());
        assert!(json.len() <= 20_000, "{}", json.len());
        let message: Value = serde_json::from_str(&json).expect("JSON");
        let card = &message["attachments"][0]["content"];
        assert_eq!(
            (&card["type"], &card["version"]),
            (&"AdaptiveCard".into(), &"1.4".into())
        );
        if args == ["review"] {
            assert!(json.contains(" more: po review 8"), "{json}");
        }
    }
}

#[test]
fn confluence_is_well_formed_and_whole() {
    let sandbox = hostile();
    for args in [&["review"][..], &["roadmap"]] {
        let page = sandbox.ok(&[args, &["--format", "confluence"]].concat());
        let whole = format!("<page xmlns:ac=\"http://atlassian.com/ac\">{page}</page>");
        let options = roxmltree::ParsingOptions {
            nodes_limit: 1_000_000,
            ..Default::default()
        };
        let xml = roxmltree::Document::parse_with_options(&whole, options).expect("well-formed");
        let known = [
            "page", "h1", "h2", "h3", "p", "ul", "li", "strong", "code", "em", "table", "tbody",
            "tr", "th", "td",
        ];
        for node in xml.descendants().filter(roxmltree::Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{node:?}");
        }
        if args == ["review"] {
            assert_eq!(
                xml.descendants()
                    .filter(|node| node.has_tag_name("h1"))
                    .count(),
                1
            );
            let items = xml
                .descendants()
                .filter(|node| node.has_tag_name("li"))
                .count();
            assert!(items >= 119, "{items}");
        }
    }
}

#[test]
fn a_page_needs_nothing_else() {
    let sandbox = hostile();
    for args in [&["review"][..], &["roadmap"]] {
        let page = sandbox.ok(&[args, &["--format", "html"]].concat());
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
        assert_eq!(page.matches("<h1>").count(), 1);
        for outside in [
            "<script", "src=\"", "href=", "url(", "@import", "<img", "<link",
        ] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(
            !page.contains("<th scope=\"col\"></th>"),
            "a heading without words"
        );
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
}
