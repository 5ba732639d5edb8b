//! Templates of the team's own: found, named, printed, kept, and refused with their place.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: Guests *pay*\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\n---\n\n## Feedback\n\n- 2026-11-20 Sales: </ac:x> <!-- po:end -->\n",
    );
    sandbox.write(
        "releases/1.2.md",
        "---\nrelease: \"1.2\"\ndue: 2026-12-18\n---\n",
    );
    let done = "status: done\nstarted: 2026-11-17\ndone: 2026-11-19\nsprint: 8\npoints: 5\nvalue: 8\nrelease: \"1.2\"\n";
    sandbox.story(1, "Pay", done, "");
    sandbox.story(
        2,
        "'# Go <!channel> | [x](y)'",
        "status: in-progress\nstarted: 2026-11-17\nsprint: 8\npoints: 3\n",
        "",
    );
    sandbox
}

#[test]
fn the_printed_template_writes_the_same() {
    for (command, name) in [
        (&["review"][..], "review"),
        (&["status", "--format", "md"], "status"),
        (&["roadmap", "--format", "md"], "roadmap"),
        (&["release", "notes", "1.2"], "release-notes"),
    ] {
        let sandbox = shop();
        let without = sandbox.ok(command);
        let verbs = if name == "release-notes" {
            &["release", "notes"][..]
        } else {
            &command[..1]
        };
        let template = sandbox.ok(&[verbs, &["--print-template"]].concat());
        sandbox.write(&format!("templates/{name}.md"), &template);
        assert_eq!(sandbox.ok(command), without, "{name}");
        sandbox.write(
            &format!("templates/{name}.md"),
            format!("Ours\n\n{template}"),
        );
        assert_eq!(sandbox.ok(command), format!("Ours\n\n{without}"), "{name}");
    }
}

#[test]
fn a_named_template_wins_and_other_formats_know_none() {
    let sandbox = shop();
    sandbox.write("templates/review.md", "found {{ title }}");
    std::fs::write(
        sandbox.dir().join("mine.md"),
        "named {{ sprint.goal }}, {{ done | length }} Done\n",
    )
    .expect("a file");
    assert_eq!(sandbox.ok(&["review"]), "found Sprint 8 Review\n");
    assert_eq!(
        sandbox.ok(&["review", "--template", "mine.md"]),
        "named Guests \\*pay\\*, 1 Done\n"
    );
    for format in ["json", "html", "slack", "teams", "confluence"] {
        assert!(
            !sandbox
                .ok(&["review", "--format", format])
                .contains("found")
        );
        let said = sandbox.fails(2, &["review", "--format", format, "--template", "mine.md"]);
        assert!(said.contains("a template writes Markdown"), "{said}");
    }
    let said = sandbox.fails(2, &["review", "--template", "absent.md"]);
    assert!(said.contains("no file `absent.md`"), "{said}");
    let said = sandbox.fails(2, &["review", "--template", "mine.md", "--post", "slack"]);
    assert!(said.contains("--post"), "{said}");
}

#[test]
fn a_mistake_has_a_place_and_nothing_is_written() {
    let sandbox = shop();
    sandbox.write(
        "templates/review.md",
        "# {{ title }}\n\n{% for item in done %}\n- é {{ item.titel }}\n{% endfor %}\n",
    );
    let before = sandbox.files();
    for args in [
        &["review"][..],
        &["review", "--save"],
        &["review", "--save", "--force"],
    ] {
        let run = sandbox.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(
            run.stderr.starts_with(
                "error: backlog/templates/review.md:4:8: `item.titel` does not exist\n"
            ),
            "{}",
            run.stderr
        );
    }
    let said = sandbox.fails(2, &["review", "--save", "--format", "json"]);
    assert!(said.contains(r#""kind":"invalid-value","message":"`item.titel` does not exist","path":"backlog/templates/review.md","line":4,"column":8"#), "{said}");
    assert_eq!(sandbox.files(), before);
    for (template, said) in [
        (&b"{% include \"../po.yaml\" %}"[..], ":1:4: "),
        (b"a\n\xff", ":2:1: the template is not UTF-8"),
        (
            b"<!-- po:begin a -->\n",
            "block `a`, which begins in line 1, has no",
        ),
    ] {
        sandbox.write("templates/review.md", template);
        let found = sandbox.fails(2, &["review", "--save"]);
        assert!(found.contains(said), "{found}");
    }
}

#[test]
fn blocks_of_a_template_are_kept_as_the_built_in_ones() {
    let sandbox = shop();
    sandbox.write(
        "templates/review.md",
        "# {{ title }}\n\n<!-- po:begin ours -->\n{% for item in done %}\n- {{ item.title }}\n{% endfor %}\n<!-- po:end -->\n\n## Decisions\n\n{{ blocks.summary }}\n",
    );
    sandbox.ok(&["review", "--save"]);
    let path = "reviews/sprint-8.md";
    let kept = sandbox
        .read(path)
        .replace("## Decisions\n", "## Decisions\n\nWe ship.\n");
    assert!(
        kept.contains("<!-- po:begin ours ") && kept.contains("- Pay\n"),
        "{kept}"
    );
    sandbox.write(path, &kept);
    sandbox.story(
        3,
        "Gift",
        "status: done\nstarted: 2026-11-17\ndone: 2026-11-20\nsprint: 8\n",
        "",
    );
    sandbox.ok(&["review", "--save"]);
    let renewed = sandbox.read(path);
    assert!(
        renewed.contains("- Pay\n- Gift\n") && renewed.contains("We ship.\n"),
        "{renewed}"
    );
    sandbox.write(path, renewed.replace("- Gift\n", "- Gift!\n"));
    let said = sandbox.fails(2, &["review", "--save"]);
    assert!(said.contains("somebody edited generated blocks"), "{said}");

    // Without blocks all of it is one.
    let sandbox = shop();
    sandbox.write("templates/review.md", "# {{ title }}\n");
    sandbox.ok(&["review", "--save"]);
    let kept = sandbox.read(path);
    assert!(
        kept.starts_with("<!-- po:begin notes ") && kept.contains("\n# Sprint 8 Review\n"),
        "{kept}"
    );
    sandbox.ok(&["review", "--save"]);
    assert_eq!(sandbox.read(path), kept);
}

/// docs/sharing.md shows a template and says which names there are.
#[test]
fn the_example_of_the_docs_is_true() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sharing.md");
    let page = std::fs::read_to_string(page)
        .expect("docs/sharing.md")
        .replace("\r\n", "\n");
    let example = page
        .split("```jinja\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("an example");
    let sandbox = shop();
    sandbox.write("templates/review.md", example);
    let shown = page
        .split("```markdown\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("what it writes");
    assert_eq!(sandbox.ok(&["review"]), shown);
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["review", "--format", "json"])).expect("JSON");
    for name in json.as_object().expect("an object").keys() {
        assert!(
            page.contains(&format!("`{name}`")),
            "docs/sharing.md says nothing of `{name}`"
        );
    }
}
