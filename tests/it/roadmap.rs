//! `po roadmap`: where the product is going.

use serde::Deserialize;

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "product.md",
        "# Web shop\n\n## Product Goal\n\nGuests buy without an account\n\n## Objectives\n\n- O1: Checkout under 30 s\n- O2: Nobody calls us\n",
    );
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: g\nstarted: 2026-11-16\n---\n",
    );
    sandbox.write(
        "releases/1.1.md",
        "---\nrelease: \"1.1\"\nshipped: 2026-11-01\n---\n",
    );
    sandbox.write(
        "releases/1.2.md",
        "---\nrelease: \"1.2\"\ndue: 2026-12-18\n---\n",
    );
    sandbox.write("releases/2.0.md", "---\nrelease: \"2.0\"\n---\n");
    let epic = |number, title: &str, more: &str| {
        sandbox.story(
            number,
            title,
            &format!("type: epic\nstatus: new\n{more}"),
            "",
        );
    };
    epic(1, "Checkout", "objective: O1\n");
    epic(2, "Gift [cards] \"now\"", "objective: O1\n");
    epic(3, "Loyalty", "objective: O2\n");
    epic(4, "Accounts", "");
    epic(5, "Dreams", "");
    let item = |number, fields: &str| sandbox.story(number, "Item", fields, "");
    item(
        11,
        "status: done\nepic: US-1\npoints: 8\nrelease: \"1.2\"\n",
    );
    item(
        12,
        "status: new\nsprint: 8\nepic: US-1\npoints: 5\nrelease: \"1.2\"\n",
    );
    item(13, "status: declined\nepic: US-1\npoints: 100\n");
    item(21, "status: new\nepic: US-2\nrelease: \"1.2\"\n");
    item(31, "status: new\nepic: US-3\npoints: 3\nrelease: \"2.0\"\n");
    item(
        41,
        "status: done\nepic: US-4\npoints: 2\nrelease: \"1.1\"\n",
    );
    item(51, "status: ready\npoints: 1\n");
    item(52, "status: new\n");
    sandbox
}

#[test]
fn for_people_and_pictures() {
    let sandbox = shop();
    insta::assert_snapshot!("text", sandbox.ok(&["roadmap"]));
    insta::assert_snapshot!("md", sandbox.ok(&["roadmap", "--format", "md"]));
    insta::assert_snapshot!("mermaid", sandbox.ok(&["roadmap", "--format", "mermaid"]));
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    let run = sandbox.run_command(command.arg("roadmap").env("COLUMNS", "80"));
    for line in run.stdout.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(Sandbox::new().ok(&["roadmap"]).contains("No items yet."));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roadmap {
    schema_version: u32,
    product: String,
    goal: Option<String>,
    objectives: Vec<Objective>,
    releases: Vec<Release>,
    epics: Vec<Epic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Objective {
    name: String,
    text: String,
    epics: u32,
    epics_done: u32,
    done: Tally,
    holds: Tally,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    name: String,
    due: Option<String>,
    done: Tally,
    holds: Tally,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Epic {
    id: Option<String>,
    title: String,
    lane: String,
    objective: Option<String>,
    releases: Vec<String>,
    done: Tally,
    holds: Tally,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tally {
    points: f64,
    items: u32,
}

#[test]
fn the_shape_for_programs() {
    let json: Roadmap = serde_json::from_str(&shop().ok(&["roadmap", "--format", "json"])).unwrap();
    assert_eq!(
        (json.schema_version, json.product.as_str()),
        (1, "Web shop")
    );
    assert_eq!(json.goal.as_deref(), Some("Guests buy without an account"));
    let epics: Vec<String> = json
        .epics
        .iter()
        .map(|epic| {
            let id = epic.id.as_deref().unwrap_or(&epic.title);
            let objective = epic.objective.as_deref().unwrap_or("-");
            let releases = epic.releases.join("+");
            let (done, holds) = (&epic.done, &epic.holds);
            format!(
                "{} {id} {objective} {releases} {}/{} {}/{}",
                epic.lane, done.points, holds.points, done.items, holds.items
            )
        })
        .collect();
    assert_eq!(
        epics,
        [
            "now US-1 O1 1.2 8/13 1/2",
            "next US-2 O1 1.2 0/0 0/1",
            "next items without an epic -  0/1 0/1",
            "later US-5 -  0/0 0/1",
            "later US-3 O2 2.0 0/3 0/1",
            "later items without an epic -  0/0 0/1",
            "done US-4 - 1.1 2/2 1/1",
        ]
    );
    let first = &json.objectives[0];
    assert_eq!(
        (first.name.as_str(), first.text.as_str()),
        ("O1", "Checkout under 30 s")
    );
    assert_eq!((first.epics, first.epics_done), (2, 0));
    assert_eq!((first.done.points, first.holds.points), (8.0, 13.0));
    assert_eq!((first.done.items, first.holds.items), (1, 3));
    let releases: Vec<_> = json
        .releases
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.due.as_deref(),
                one.done.points,
                one.holds.items,
            )
        })
        .collect();
    assert_eq!(
        releases,
        [("1.2", Some("2026-12-18"), 8.0, 3), ("2.0", None, 0.0, 1)]
    );
}
