//! The days of imported items: all of one calendar, that of the backlog's time zone.

use crate::import_sandbox::{import, story, value};
use crate::sandbox::Sandbox;

/// An item that was done in the evening of a clock in the west, a few minutes after it was added and, here, begun.
const BEADS: &str = "{\"id\":\"bd-1\",\"title\":\"Pay\",\"status\":\"closed\",\"issue_type\":\"task\",\"priority\":1,\
     \"created_at\":\"2025-12-30T17:08:08-08:00\",\"updated_at\":\"2025-12-30T17:14:20-08:00\",\
     \"started_at\":\"2025-12-30T17:10:00-08:00\",\"closed_at\":\"2025-12-30T17:14:20-08:00\"}\n";
const JIRA: &str = "{\"issues\":[{\"key\":\"AB-1\",\"id\":\"1\",\"fields\":{\"summary\":\"Pay\",\
     \"status\":{\"name\":\"Done\",\"statusCategory\":{\"key\":\"done\",\"name\":\"Done\"}},\
     \"created\":\"2025-12-30T17:08:08.000-0800\",\"resolutiondate\":\"2025-12-30T17:14:20.000-0800\"}}]}";
const XML: &str = "<rss version=\"0.92\"><channel><title>Jira</title><item><title>[AB-1] Pay</title>\
     <link>https://jira.example/browse/AB-1</link><key id=\"1\">AB-1</key><summary>Pay</summary>\
     <status id=\"1\">Done</status><statusCategory id=\"3\" key=\"done\" colorName=\"green\"/>\
     <created>Tue, 30 Dec 2025 17:08:08 -0800</created><resolved>Tue, 30 Dec 2025 17:14:20 -0800</resolved>\
     <due>Wed, 31 Dec 2025 00:00:00 +0900</due></item></channel></rss>";
const GITHUB: &str = "[{\"number\":1,\"title\":\"Pay\",\"body\":\"\",\"state\":\"CLOSED\",\
     \"createdAt\":\"2025-12-31T01:08:08Z\",\"closedAt\":\"2025-12-31T01:14:20Z\"}]";
const GITLAB: &str = "[{\"id\":1,\"iid\":1,\"project_id\":1,\"title\":\"Pay\",\"state\":\"closed\",\
     \"created_at\":\"2025-12-30T17:08:08.000-08:00\",\"closed_at\":\"2025-12-30T17:14:20.000-08:00\"}]";
const AZURE: &str = "[{\"id\":1,\"fields\":{\"System.Title\":\"Pay\",\"System.WorkItemType\":\"Task\",\"System.State\":\"Closed\",\
     \"System.CreatedDate\":\"2025-12-30T17:08:08-08:00\",\"Microsoft.VSTS.Common.ClosedDate\":\"2025-12-30T17:14:20-08:00\"}}]";
const LINEAR: &str = "ID,Team,Title,Status,Priority,Cycle Name,Cycle Start,Cycle End,Created,Completed\n\
     AB-1,A,Pay,Done,Low,,,,2025-12-30T17:08:08-08:00,2025-12-30T17:14:20-08:00\n";
const CSV: &str = "ID,Title,Status,Created,Resolved\nAB-1,Pay,Done,2025-12-30T17:08:08-08:00,2025-12-30T17:14:20-08:00\n";

#[test]
fn what_happened_is_of_a_day_in_the_time_zone_of_the_backlog() {
    for (name, text) in [
        ("issues.jsonl", BEADS),
        ("search.json", JIRA),
        ("search.xml", XML),
        ("github.json", GITHUB),
        ("gitlab.json", GITLAB),
        ("azure.json", AZURE),
        ("linear.csv", LINEAR),
        ("t.csv", CSV),
    ] {
        for (zone, day) in [
            ("Etc/UTC", "2025-12-31"),
            ("America/Los_Angeles", "2025-12-30"),
            ("Asia/Tokyo", "2025-12-31"),
        ] {
            let sandbox = Sandbox::new();
            let config = sandbox.read("po.yaml");
            let line = config.lines().find(|line| line.starts_with("time_zone:"));
            let config = config.replace(line.unwrap(), &format!("time_zone: {zone}"));
            sandbox.write("po.yaml", config);
            import(&sandbox, name, text, &[]);
            let item = story(&sandbox, "Pay");
            let told = (value(&item, "created:"), value(&item, "done:"));
            let expected = ("2025-12-31T01:08:08Z", day);
            assert_eq!(
                told,
                (Some(expected.0.into()), Some(expected.1.into())),
                "{name} in {zone}\n{item}"
            );
            let begun = (name == "issues.jsonl").then(|| day.to_owned());
            let started = value(&item, "started:").filter(|told| !told.is_empty());
            assert_eq!(started, begun, "{name} in {zone}\n{item}");
            // Once more changes nothing.
            let files = sandbox.files();
            import(&sandbox, name, text, &["--update"]);
            assert_eq!(sandbox.files(), files, "{name} in {zone}");
        }
    }
}

#[test]
fn a_day_that_a_tool_writes_as_midnight_stays_that_day() {
    let xml = XML.replace(
        "<resolved>Tue, 30 Dec 2025 17:14:20 -0800",
        "<resolved>Wed, 31 Dec 2025 00:00:00 +0900",
    );
    let sandbox = Sandbox::new();
    import(&sandbox, "search.xml", xml, &[]);
    let item = story(&sandbox, "Pay");
    assert_eq!(value(&item, "done:").as_deref(), Some("2025-12-31"));
}

#[test]
fn a_moment_of_backlog_md_is_of_a_day_in_the_zone() {
    let sandbox = Sandbox::new();
    let config = sandbox.read("po.yaml");
    let line = config.lines().find(|line| line.starts_with("time_zone:"));
    let config = config.replace(line.unwrap(), "time_zone: Asia/Tokyo");
    sandbox.write("po.yaml", config);
    let tasks = sandbox.dir().join("theirs/backlog/tasks");
    std::fs::create_dir_all(&tasks).unwrap();
    let task = "---\nid: task-1\ntitle: Pay\nstatus: Done\ncreated_date: '2025-12-30 20:00'\n\
                completed_date: '2025-12-30 21:00'\n---\n\n## Description\n\nWhy\n";
    std::fs::write(tasks.join("task-1 - Pay.md"), task).unwrap();
    sandbox.ok(&["import", "theirs"]);
    let item = story(&sandbox, "Pay");
    assert_eq!(value(&item, "done:").as_deref(), Some("2025-12-31"));
}
