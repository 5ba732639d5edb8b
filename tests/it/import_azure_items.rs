//! The import of Azure DevOps' interface: work items with their links, and what lies around them.

use serde_json::{Value, json};

use crate::import_azure::has;
use crate::import_sandbox::{import, reasons, story, value};
use crate::sandbox::Sandbox;

fn item(
    id: u32,
    kind: &str,
    title: &str,
    state: &str,
    links: &[(&str, &str)],
    more: Value,
) -> Value {
    let relations: Vec<Value> = links
        .iter()
        .map(|(rel, target)| {
            let url = if target.contains(':') { (*target).to_owned() } else { format!("https://dev.azure.com/o/p/_apis/wit/workItems/{target}") };
            json!({"rel": rel, "url": url, "attributes": {"isLocked": false, "name": rel.rsplit('.').next().unwrap()}})
        })
        .collect();
    let mut fields = json!({
        "System.Id": id, "System.AreaPath": "Shop", "System.TeamProject": "Shop", "System.IterationPath": "Shop\\Sprint 1",
        "System.WorkItemType": kind, "System.State": state, "System.Reason": "Moved", "System.CreatedDate": "2026-01-01T10:00:00.5Z",
        "System.CreatedBy": {"displayName": "Bob", "uniqueName": "bob@x.example", "imageUrl": "https://x.example/s", "id": "1"},
        "System.ChangedDate": "2026-02-10T10:00:00Z", "System.Title": title, "System.CommentCount": 0,
    });
    for (key, value) in more.as_object().unwrap() {
        fields[key] = value.clone();
    }
    json!({"id": id, "rev": 3, "fields": fields, "relations": relations, "url": format!("https://dev.azure.com/o/p/_apis/wit/workItems/{id}")})
}

const PARENT: &str = "System.LinkTypes.Hierarchy-Reverse";
const CHILD: &str = "System.LinkTypes.Hierarchy-Forward";

#[test]
fn work_items_of_the_interface_keep_their_links() {
    let mut first = item(
        903,
        "Bug",
        "First",
        "Done",
        &[("System.LinkTypes.Dependency-Forward", "904")],
        json!({
            "Microsoft.VSTS.Common.ClosedDate": "2026-01-09T10:00:00Z", "Microsoft.VSTS.Common.AcceptanceCriteria": "- [ ] a_b\n- [x] c",
            "System.History": "<p>yes</p>",
        }),
    );
    first["multilineFieldsFormat"] =
        json!({"Microsoft.VSTS.Common.AcceptanceCriteria": "markdown"});
    first["comments"] = json!({"comments": [
        {"text": "<p>yes</p>", "createdBy": {"displayName": "Ann"}, "createdDate": "2026-01-03T10:00:00Z"},
        {"text": "<p>gone</p>", "isDeleted": true, "createdDate": "2026-01-03T10:00:00Z"},
    ]});
    let links = [
        (PARENT, "901"),
        ("System.LinkTypes.Dependency-Reverse", "903"),
        ("Hyperlink", "https://a.example/x"),
        (
            "AttachedFile",
            "https://dev.azure.com/o/_apis/wit/attachments/9",
        ),
        ("System.LinkTypes.Related", "901"),
        ("ArtifactLink", "vstfs:///Git/Commit/1"),
    ];
    let items = json!({"count": 4, "value": [
        item(901, "Epic", "Top", "New", &[(CHILD, "902")], json!({"System.IterationPath": "Shop"})),
        item(902, "Product Backlog Item", "Part", "Committed", &links, json!({
            "Microsoft.VSTS.Scheduling.Effort": 3.0, "Microsoft.VSTS.Common.BacklogPriority": 5.5, "System.Description": "<div>Hi</div>",
            "System.Tags": "a; b", "System.Parent": 901, "System.AssignedTo": {"displayName": "Ann", "uniqueName": "ann@x.example"},
            "Custom.Team": {"displayName": "Team A"}, "Microsoft.VSTS.Common.Priority": 2, "WEF_1_Kanban.Column": "Doing",
        })),
        first,
        item(904, "Bug", "Twice", "Done", &[(PARENT, "999")], json!({"System.Reason": "Duplicate", "System.Parent": 999})),
    ]});
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "items.json", items.to_string(), &[]);
    assert_eq!(report["items"], 4);
    assert!(reasons(&report, "reported").is_empty());
    let id = |title: &str| value(&story(&sandbox, title), "id:").unwrap();
    has(
        &story(&sandbox, "Part"),
        &[
            &format!("epic: {}\n", id("Top")),
            &format!("depends_on: [{}]\n", id("First")),
            "points: 3",
            "rank: ",
            "labels: [a, b]",
            "sprint: Sprint 1",
            "assignee: [Ann <ann@x.example>]",
            "links: [https://a.example/x]",
            "url: https://dev.azure.com/o/p/_workitems/edit/902",
            "Attachment: AttachedFile https://dev.azure.com/o/_apis/wit/attachments/9",
            "Related: '901'",
            "vstfs:///Git/Commit/1",
            "Custom.Team: Team A",
            "Priority: '2'",
            "\nHi\n",
        ],
    );
    has(
        &story(&sandbox, "First"),
        &[
            "done: 2026-01-09",
            "- [ ] a_b\n- [x] c\n",
            "\n## Notes\n\n- 2026-01-03 Ann: yes\n",
        ],
    );
    assert!(!story(&sandbox, "First").contains("gone"));
    has(
        &story(&sandbox, "Twice"),
        &[
            &format!("depends_on: [{}]\n", id("First")),
            "status: declined",
            "Reason: Duplicate",
            "epic:\n",
            "parent: '999'",
        ],
    );
    let before = sandbox.files();
    sandbox.ok(&["import", "items.json"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_folder_brings_iterations_comments_and_the_tree_of_a_query() {
    let sandbox = Sandbox::empty();
    let folder = sandbox.dir().join("export");
    std::fs::create_dir(&folder).unwrap();
    let link = |rel: Value, source: Value, target: u32| json!({"rel": rel, "source": source, "target": {"id": target, "url": "u"}});
    let write =
        |name: &str, value: Value| std::fs::write(folder.join(name), value.to_string()).unwrap();
    write(
        "wiql.json",
        json!({"queryType": "tree", "queryResultType": "workItemLink", "columns": [], "workItemRelations": [
            link(Value::Null, Value::Null, 910), link(json!(CHILD), json!({"id": 910, "url": "u"}), 911), link(json!(CHILD), json!({"id": 911, "url": "u"}), 912),
        ]}),
    );
    write(
        "items.json",
        json!([
            item(
                910,
                "Epic",
                "Top",
                "New",
                &[],
                json!({"System.IterationPath": "Shop"})
            ),
            item(
                911,
                "User Story",
                "Left over",
                "Active",
                &[],
                json!({"Microsoft.VSTS.Scheduling.StoryPoints": 2})
            ),
            item(
                913,
                "User Story",
                "Whole",
                "Closed",
                &[],
                json!({"Microsoft.VSTS.Scheduling.StoryPoints": 5, "Microsoft.VSTS.Common.ClosedDate": "2026-01-17T10:00:00Z"})
            ),
            item(
                914,
                "User Story",
                "Later",
                "New",
                &[],
                json!({"System.IterationPath": "Shop\\Sprint 2"})
            ),
        ]),
    );
    write(
        "iterations.json",
        json!({"count": 1, "value": [
            {"id": "g", "name": "Sprint 1", "path": "Shop\\Sprint 1", "attributes": {"startDate": "2026-01-05T00:00:00Z", "finishDate": "2026-01-18T00:00:00Z", "timeFrame": "past"}},
        ]}),
    );
    write(
        "nodes.json",
        json!({"id": 1, "name": "Shop", "structureType": "iteration", "path": "\\Shop\\Iteration", "children": [
            {"id": 2, "name": "Sprint 2", "structureType": "iteration", "path": "\\Shop\\Iteration\\Sprint 2", "attributes": {"startDate": "2026-02-05T00:00:00Z", "finishDate": "2026-02-18T00:00:00Z"}},
        ]}),
    );
    write(
        "comments.json",
        json!({"totalCount": 2, "comments": [
            {"workItemId": 911, "text": "<div>hey</div>", "createdBy": {"displayName": "Ann"}, "createdDate": "2026-01-03T10:00:00Z"},
            {"workItemId": 999, "text": "lost", "createdDate": "2026-01-03T10:00:00Z"},
        ]}),
    );
    let told = sandbox.ok(&["import", "export", "--format", "json"]);
    let report: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(4), &Value::from(2))
    );
    let reported = reasons(&report, "reported");
    assert_eq!(reported.len(), 2, "{reported:?}");
    assert!(
        reported[0].contains("912 is only named") && reported[1].contains("999"),
        "{reported:?}"
    );
    let top = value(&story(&sandbox, "Top"), "id:").unwrap();
    let left = story(&sandbox, "Left over");
    has(
        &left,
        &[
            &format!("epic: {top}\n"),
            "sprint:\n",
            "Iteration Path: Sprint 1",
            "- 2026-01-03 Ann: hey",
        ],
    );
    has(
        &story(&sandbox, "Whole"),
        &["sprint: Sprint 1", "done: 2026-01-17"],
    );
    let returned = format!("returned: [{}]", value(&left, "id:").unwrap());
    has(
        &sandbox.read("sprints/sprint-1.md"),
        &[
            "to: 2026-01-18",
            "planned: {points: 7, items: 2}",
            "done: {points: 5, items: 1}",
            &returned,
        ],
    );
    has(
        &sandbox.read("sprints/sprint-2.md"),
        &["from: 2026-02-05", "started: 2026-02-05"],
    );
    assert!(!sandbox.read("sprints/sprint-2.md").contains("closed: 2"));
    let before = sandbox.files();
    sandbox.ok(&["import", "export"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn analytics_rows_are_items_too() {
    let rows = json!({"@odata.context": "x", "value": [
        {"WorkItemId": 950, "Title": "One", "WorkItemType": "User Story", "State": "Parked", "StateCategory": "InProgress", "StoryPoints": 3, "TagNames": "a; b",
         "CreatedDate": "2026-01-01T10:00:00Z", "ParentWorkItemId": 951, "AssignedTo": {"UserName": "Ann", "UserEmail": "ann@x.example"},
         "Iteration": {"IterationPath": "Shop\\Sprint 1", "StartDate": "2026-01-05T00:00:00Z", "EndDate": "2026-01-18T00:00:00Z", "IsEnded": false, "IsCurrent": true},
         "Area": {"AreaPath": "Shop"}},
        {"WorkItemId": 951, "Title": "Two", "WorkItemType": "Epic", "State": "New", "StateCategory": "Proposed"},
    ]});
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "odata.json", rows.to_string(), &[]);
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(2), &Value::from(1))
    );
    let two = value(&story(&sandbox, "Two"), "id:").unwrap();
    has(
        &story(&sandbox, "One"),
        &[
            &format!("epic: {two}\n"),
            "points: 3",
            "labels: [a, b]",
            "sprint: Sprint 1",
            "assignee: [Ann <ann@x.example>]",
            "status: Parked",
        ],
    );
    assert!(sandbox.read("po.yaml").contains("Parked: started"));
}
