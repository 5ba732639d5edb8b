//! Tables of any tool through `po import`: which row a key means, and what becomes of every row.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

/// The report of an import of several files in a folder.
fn folder(sandbox: &Sandbox, name: &str, files: &[(&str, &str)]) -> Value {
    let folder = sandbox.dir().join(name);
    std::fs::create_dir(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    let args = ["import", name, "--format", "json"];
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

#[test]
fn a_key_means_the_row_of_its_own_file() {
    let sandbox = Sandbox::empty();
    let report = folder(
        &sandbox,
        "two",
        &[
            ("a.csv", "ID,Title,Parent\n1,Pay,\n2,Ship,1\n3,Only here,\n"),
            (
                "b.csv",
                "ID,Title,Parent\n1,Zebra,\n2,Lion,1\n4,Tiger,3\n5,Bear,zebra\n",
            ),
            ("c.csv", "ID,Title,Parent\n7,Whale,1\n8,Shark,3\n"),
        ],
    );
    assert_eq!(report["items"], 9);
    let parent = |title: &str| {
        let id = value(&story(&sandbox, title), "epic:")?;
        value(&story(&sandbox, &id), "title:")
    };
    assert_eq!(parent("Ship").as_deref(), Some("Pay"));
    assert_eq!(parent("Lion").as_deref(), Some("Zebra"));
    assert_eq!(parent("Bear").as_deref(), Some("Zebra"));
    // Only one file has it.
    assert_eq!(parent("Tiger").as_deref(), Some("Only here"));
    assert_eq!(parent("Shark").as_deref(), Some("Only here"));
    // Two others have it.
    assert_eq!(parent("Whale"), None);
    assert!(story(&sandbox, "Whale").contains("extra:\n  parent: '1'\n"));
    let told =
        "`parent` names `1`, which items of several other files are called; kept under `extra`";
    assert!(reasons(&report, "notes").iter().any(|note| note == told));
}

#[test]
fn a_number_that_a_spreadsheet_wrote_means_the_row() {
    let sandbox = Sandbox::empty();
    let text = "ID,Title,Parent,Depends on\n1,Pay,,\n2,Ship,1.0,\n\"1,235\",Bill,1,2.0\n4.0,Send,1235,\n5,Post,4,\n6.1,Zebra,6.0,\n";
    let report = folder(&sandbox, "numbers", &[("a.csv", text)]);
    let named = |title: &str, field: &str| {
        let id = value(&story(&sandbox, title), field)?;
        value(&story(&sandbox, id.trim_matches(['[', ']'])), "title:")
    };
    assert_eq!(named("Ship", "epic:").as_deref(), Some("Pay"));
    assert_eq!(named("Bill", "epic:").as_deref(), Some("Pay"));
    assert_eq!(named("Bill", "depends_on:").as_deref(), Some("Ship"));
    assert_eq!(named("Send", "epic:").as_deref(), Some("Bill"));
    assert_eq!(named("Post", "epic:").as_deref(), Some("Send"));
    assert!(value(&story(&sandbox, "Zebra"), "epic:").is_none());
    assert_eq!(report["items"], 6);
}

#[test]
fn a_key_of_several_rows_means_none_of_them() {
    let sandbox = Sandbox::empty();
    let text = "Task ID,Name,Parent ID\n1.20123E+15,Pay,\n1.20123E+15,Ship,\n1.20123E+15,Bill,1.20123E+15\n\
                7,Zebra,\n7,zebra,7\n8,Lion,7\n9,Bear,\n9,Wolf,\n10,Cub,9\n";
    let report = folder(&sandbox, "rounded", &[("a.csv", text)]);
    assert_eq!(value(&story(&sandbox, "Bill"), "epic:"), None);
    assert!(story(&sandbox, "Bill").contains("parent: '1.20123E+15'\n"));
    assert_eq!(value(&story(&sandbox, "Cub"), "epic:"), None);
    // Rows that are called alike tell of one item.
    assert!(value(&story(&sandbox, "Lion"), "epic:").is_some());
    let notes = reasons(&report, "notes");
    let rounded = "`parent` names `1.20123E+15`, which several rows are called: a spreadsheet has rounded the numbers, \
                   export again and do not save in between; kept under `extra`";
    let several = "`parent` names `9`, which several rows are called; kept under `extra`";
    assert!(notes.iter().any(|note| note == rounded), "{notes:?}");
    assert!(notes.iter().any(|note| note == several), "{notes:?}");
}

#[test]
fn an_export_of_the_backlog_itself_is_here_already() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay by card"]);
    sandbox.ok(&["add", "Ship"]);
    for (format, name) in [("csv", "o.csv"), ("jira", "o-jira.csv")] {
        sandbox.ok(&["export", "--to", format, "--all", "--output", name]);
        let files = sandbox.files();
        let args = ["import", name, "--format", "json"];
        let report: Value = serde_json::from_str(&sandbox.ok(&args)).unwrap();
        assert_eq!(
            (&report["items"], &report["already"]),
            (&Value::from(0), &Value::from(2))
        );
        assert_eq!(sandbox.files(), files);
        let told = "`US-1` and 1 other item are here by their ids and titles: `--update` takes over what changed in the file";
        assert_eq!(reasons(&report, "notes"), [told], "{format}");
    }
    // The id alone says too little.
    let report = import(&sandbox, "other.csv", "Key,Title\nUS-1,Sell\n", &[]);
    assert_eq!(report["items"], 1);
}

#[test]
fn the_number_of_an_issue_means_the_one_of_its_own_site() {
    let sandbox = Sandbox::empty();
    let site = |prefix: &str| {
        format!(
            "Summary,Issue key,Issue id,Issue Type,Status,Parent\n{prefix} one,{prefix}-1,100,Epic,To Do,\n\
             {prefix} two,{prefix}-2,101,Story,To Do,100\n"
        )
    };
    let files = [("A.csv", site("AX")), ("B.csv", site("BX"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    folder(&sandbox, "sites", &files);
    for prefix in ["AX", "BX"] {
        let text = story(&sandbox, &format!("{prefix}-2"));
        assert_eq!(value(&text, "epic:"), Some(format!("{prefix}-1")));
    }
}

const SHOP: &str = "ID,Title,Description\n1,Pay,\n2,Ship,\n3,Bill,How a bill is written and where it is sent then.\n";
const ZOO: &str = "ID,Title,Parent\n1,Zebra,\n2,Lion,1\n";

#[test]
fn another_list_with_the_same_numbers_is_told() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    let files = sandbox.files();
    // An update would make other items of those that are here.
    let told = import(&sandbox, "zoo.csv", ZOO, &["--update"]);
    let said = "`1` is `US-1` here, `Pay`, and nothing but the number says that `Zebra` is the same: without `--update` it \
                comes as another item, with `--take title=there` it is that one";
    assert_eq!(told["items"], 0);
    assert_eq!(reasons(&told, "reported")[0], said);
    assert_eq!(reasons(&told, "reported").len(), 2);
    assert!(sandbox.files() == files);
    // What comes new beside them does not hang below the other list.
    let more = format!("{ZOO}9,Bear,1\n");
    import(&sandbox, "more.csv", &more, &["--update"]);
    assert_eq!(value(&story(&sandbox, "Bear"), "epic:"), None);
    // A plain import takes both lists, each item once.
    let told = import(&sandbox, "zoo.csv", ZOO, &[]);
    assert_eq!((&told["items"], &told["already"]), (&2.into(), &0.into()));
    let said = "`1` is `US-1` here, `Pay`, and nothing but the number says that `Zebra` is the same: it comes as an item of \
                another list";
    assert!(reasons(&told, "notes").iter().any(|note| note == said));
    let (zebra, lion) = (story(&sandbox, "Zebra"), story(&sandbox, "Lion"));
    assert_eq!(value(&lion, "epic:"), value(&zebra, "id:"));
    let files = sandbox.files();
    for (name, text) in [("zoo.csv", ZOO), ("shop.csv", SHOP)] {
        import(&sandbox, name, text, &[]);
        import(&sandbox, name, text, &["--update"]);
        assert!(sandbox.files() == files, "{name}");
    }
}

/// Lists of one shop, numbered alike: each row shares words with the item of its number and with others.
const ORDERS: &str = "ID,Title,Points\n1,Pay an order by card,3\n2,Refund an order,5\n3,Cancel an order,2\n\
                      4,As a clerk I want to print an order,1\n5,Show an order to a clerk,8\n";
const INVOICES: &str = "ID,Title,Points\n1,Pay an order by invoice,5\n2,Print a refund,5\n3,As a clerk I want to cancel an order,3\n\
                        4,Print an invoice,1\n5,As a clerk I want to show an invoice,2\n";

#[test]
fn words_in_common_make_no_list_of_two() {
    let sandbox = Sandbox::new();
    import(&sandbox, "a.csv", ORDERS, &[]);
    let files = sandbox.files();
    for flags in [&["--update"][..], &["--update", "--take", "there"]] {
        let told = import(&sandbox, "b.csv", INVOICES, flags);
        assert_eq!(reasons(&told, "reported").len(), 5, "{flags:?}");
        assert!(sandbox.files() == files, "{flags:?}");
    }
    // Rows that are numbered anew are other items, too.
    let first = "ID,Title,Points\n1,Look for an order,3\n";
    let shifted = ORDERS.lines().skip(1).enumerate();
    let shifted = shifted.map(|(at, row)| format!("{}{}\n", at + 2, &row[1..]));
    let shifted = format!("{first}{}", shifted.collect::<String>());
    let told = import(&sandbox, "c.csv", &shifted, &["--update"]);
    assert_eq!(reasons(&told, "reported").len(), 5);
    assert_eq!(told["update"]["updated"], serde_json::json!([]));
    // In the same list, titles are put in other words, and some are wholly new.
    let reworded = ORDERS
        .replace("Pay an order by card", "Pay an order with a card")
        .replace("Cancel an order", "Cancellation")
        .replace("Refund an order", "Refunding an order in part");
    let told = import(&sandbox, "a.csv", &reworded, &["--update"]);
    assert_eq!(told["already"], 5);
    assert!(reasons(&told, "reported").is_empty(), "{told}");
    let said =
        "`3` is `US-3` by its number: it is called `Cancel an order` here and `Cancellation` there";
    assert!(reasons(&told, "notes").iter().any(|note| note == said));
}

#[test]
fn a_number_that_two_lists_have_says_nothing_of_a_row() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    import(&sandbox, "zoo.csv", ZOO, &[]);
    // More of the second list is known than not, and still its second row may be either item.
    let told = import(
        &sandbox,
        "zoo.csv",
        ZOO.replace("Lion", "Bear"),
        &["--update"],
    );
    assert_eq!(reasons(&told, "reported").len(), 1, "{told}");
    assert_eq!(told["update"]["updated"], serde_json::json!([]));
    let told = import(
        &sandbox,
        "zoo.csv",
        ZOO.replace("Lion", "Lioness"),
        &["--update"],
    );
    assert_eq!(told["update"]["updated"][0]["title"], "Lioness");
    story(&sandbox, "Ship");
}

#[test]
fn an_item_with_another_title_is_the_same_in_its_own_list() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    // Renamed here: the list says what it said last.
    let path = "stories/US-1-pay.md";
    sandbox.write(
        path,
        sandbox.read(path).replace("title: Pay", "title: Checkout"),
    );
    let renamed = |from: &str, to: &str| SHOP.replace(from, to);
    for text in [
        SHOP.to_owned(),
        renamed("2,Ship,", "2,Delivery,"),
        renamed("3,Bill", "3,Invoices"),
    ] {
        let told = import(&sandbox, "shop.csv", &text, &[]);
        assert_eq!(
            (&told["items"], &told["already"]),
            (&0.into(), &3.into()),
            "{text}"
        );
    }
    let told = import(&sandbox, "shop.csv", renamed("2,Ship,", "2,Delivery,"), &[]);
    let said =
        "`2` is `US-2` here, `Ship`, and is called `Delivery` now: `--update` takes that over";
    assert_eq!(reasons(&told, "notes"), [said]);
    // A row alone tells nothing of the rest: a word in common, the text, or a person does.
    for (row, flags) in [
        ("2,Shipping,", &["--update"][..]),
        (
            "3,Invoices,How a bill is written and where it is sent then.",
            &["--update"],
        ),
        ("2,Delivery,", &["--update", "--take", "title=there"]),
    ] {
        let told = import(
            &sandbox,
            "one.csv",
            format!("ID,Title,Description\n{row}\n"),
            flags,
        );
        assert_eq!(told["items"], 0, "{row}");
        assert!(reasons(&told, "reported").is_empty(), "{row}");
        let title = row.split(',').nth(1).unwrap();
        story(&sandbox, title);
    }
}

#[test]
fn words_that_old_readers_of_yaml_take_for_something_else_are_quoted() {
    let sandbox = Sandbox::new();
    import(
        &sandbox,
        "t.csv",
        "Title,<<,Private,At,Share\nA,x,No,12:30,=\n",
        &[],
    );
    let text = story(&sandbox, "A");
    for line in [
        "  '<<': x",
        "  Private: 'No'",
        "  At: '12:30'",
        "  Share: '='",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
}

#[test]
fn nobody_and_nothing_are_no_names() {
    let sandbox = Sandbox::new();
    let text = "ID,Title,Owner,Depends on,Parent,Sprint\n1,A,None,-,N/A,none\n2,B,Ann,1,[],7\n";
    let report = import(&sandbox, "t.csv", text, &[]);
    assert!(reasons(&report, "notes").is_empty(), "{report}");
    let text = story(&sandbox, "A");
    assert!(!text.contains("None") && !text.contains("extra"), "{text}");
    assert_eq!(value(&story(&sandbox, "B"), "depends_on:"), some("[US-1]"));
}

#[test]
fn a_parent_whose_title_stands_twice_is_said_to_stand_twice() {
    let sandbox = Sandbox::new();
    let text = "Title,Parent\nEpic,\nEpic,\nChild,Epic\n";
    let report = import(&sandbox, "t.csv", text, &["--from", "csv"]);
    let said = "`parent` names `Epic`, which several rows are called; kept under `extra`";
    assert!(
        reasons(&report, "notes").iter().any(|note| note == said),
        "{report}"
    );
}

#[test]
fn a_file_that_holds_nothing_is_told_so() {
    let sandbox = Sandbox::new();
    for (name, text, said) in [
        ("e.csv", "", "`e.csv` is empty"),
        ("e.json", "[]\n", "`e.json` holds no items"),
        (
            "j.json",
            "{\"issues\":[],\"total\":0}",
            "`j.json` holds no items",
        ),
    ] {
        std::fs::write(sandbox.dir().join(name), text).unwrap();
        let told = sandbox.fails(2, &["import", name]);
        assert!(told.contains(said), "{told}");
    }
}

/// A field of the item of that title, after an import of a table into a backlog of its own.
fn field_of(text: &str, title: &str, key: &str) -> Option<String> {
    let sandbox = Sandbox::new();
    import(&sandbox, "t.csv", text, &[]);
    value(&story(&sandbox, title), &format!("{key}:"))
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_box_says_whether_work_is_done() {
    for (header, rows) in [
        ("Title,Done", "A,TRUE\nB,FALSE\n"),
        ("Aufgabe,Erledigt", "A,WAHR\nB,FALSCH\n"),
        ("Title,Done", "A,x\nB,\n"),
        ("To-do,Completed,Completed on", "A,Yes,2024-01-09\nB,No,\n"),
    ] {
        let sandbox = Sandbox::new();
        let report = import(&sandbox, "t.csv", format!("{header}\n{rows}"), &[]);
        let state = |title: &str| value(&story(&sandbox, title), "status:");
        assert_eq!(
            (state("A"), state("B")),
            (some("done"), some("new")),
            "{rows}"
        );
        assert!(reasons(&report, "notes").is_empty(), "{rows}");
    }
    let dated = "To-do,Completed,Completed on\nA,Yes,2024-01-09\n";
    assert_eq!(field_of(dated, "A", "done"), some("2024-01-09"));
    // A state says more, and what the box says beside it is kept.
    let text = "Title,Status,Done\nA,Doing,TRUE\n";
    assert_eq!(field_of(text, "A", "status"), some("Doing"));
    assert_eq!(field_of(text, "A", "  Done"), some("'TRUE'"));
    // How far it is, is no day.
    let text = "Title,Status,% Done,Closed\nA,Closed,100,2024-01-20\n";
    assert_eq!(field_of(text, "A", "done"), some("2024-01-20"));
}

#[test]
fn the_day_of_its_end_says_what_an_unknown_state_means() {
    let sandbox = Sandbox::new();
    let text = "ID,Title,State,Resolved\n1,A,Fini-fini,2024-01-02\n2,B,Fixed,\n3,C,Can't Reproduce,2024-01-02\n\
                4,D,Limbo,\n5,E,Limbo,\n6,F,Limbo,2024-01-02\n7,G,Fini-fini,\n";
    let report = import(&sandbox, "t.csv", text, &[]);
    let kinds: Vec<String> = report["states"]
        .as_array()
        .unwrap()
        .iter()
        .map(|state| {
            format!(
                "{} {}",
                state["name"].as_str().unwrap(),
                state["kind"].as_str().unwrap()
            )
        })
        .collect();
    let expected = [
        "Fini-fini done",
        "Fixed done",
        "Can't Reproduce declined",
        "Limbo new",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(value(&story(&sandbox, "A"), "done:"), some("2024-01-02"));
}

#[test]
fn columns_of_common_tools_are_known() {
    let asana = "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Parent task\n\
                 1,2024-01-05,,Pay,In Progress,Ann,\n2,2024-01-06,2024-01-20,API,Done,Bob,Pay\n";
    assert_eq!(field_of(asana, "API", "epic"), some("US-1"));
    assert_eq!(field_of(asana, "API", "done"), some("2024-01-20"));
    assert_eq!(field_of(asana, "Pay", "status"), some("in-progress"));
    let pivotal = "Id,Title,Type,Current State,Accepted at,Owned By,Owned By\n\
                   7,Pay,feature,accepted,\"Jun 20, 2012\",Bob,Carl\n8,Ship,bug,unstarted,,,\n";
    assert_eq!(field_of(pivotal, "Pay", "accepted"), some("2012-06-20"));
    assert_eq!(field_of(pivotal, "Pay", "done"), some("2012-06-20"));
    assert_eq!(field_of(pivotal, "Pay", "assignee"), some("[Bob, Carl]"));
    let taiga =
        "ref,subject,owner,assigned_to,status,finish_date\n12,Pay,ann,bob,Done,2024-01-09\n";
    assert_eq!(field_of(taiga, "Pay", "assignee"), some("[bob]"));
    assert_eq!(field_of(taiga, "Pay", "done"), some("2024-01-09"));
    let planner = "Task ID,Task Name,Progress,Completed Date\nx,Pay,Completed,2024-01-18\n";
    assert_eq!(field_of(planner, "Pay", "done"), some("2024-01-18"));
    assert_eq!(
        field_of("Title,Progress\nPay,50%\n", "Pay", "  Progress"),
        some("50%")
    );
    let todoist = "TYPE,CONTENT,DESCRIPTION\ntask,Pay by card,desc\ntask,API,\n";
    let sandbox = Sandbox::new();
    let report = import(&sandbox, "t.csv", todoist, &[]);
    assert_eq!(report["items"], 2);
    assert!(story(&sandbox, "Pay by card").contains("\ndesc\n"));
}

#[test]
fn lines_of_two_cells_may_stand_above_the_header() {
    for above in [
        "Plan name,Shop\n",
        "Plan name,Shop\nPlan ID,x\nDate,01/20/2024\n\n",
        "Plan name,Shop,\n",
    ] {
        let sandbox = Sandbox::new();
        let report = import(
            &sandbox,
            "t.csv",
            format!("{above}ID,Title,Status\n1,A,Done\n"),
            &[],
        );
        assert_eq!(report["items"], 1, "{above}");
        assert_eq!(
            value(&story(&sandbox, "A"), "status:"),
            some("done"),
            "{above}"
        );
        let reported = reasons(&report, "reported");
        assert!(
            !reported.is_empty() && reported.iter().all(|why| why.contains("above the header"))
        );
    }
    // A header of two columns is one, though a text has a comma more.
    assert_eq!(
        field_of("Title,Text\nPay,first\nShip,one,status\n", "Pay", "title"),
        some("Pay")
    );
}

#[test]
fn a_table_within_a_table_holds_parts_of_the_row_above() {
    let monday = "My Board,,,,,,,\nSprint 1,,,,,,,\n\
                  Name,Subitems,Person,Status,Date,Priority,Story Points,Item ID (auto generated)\n\
                  Pay by card,\"API, UI\",Ann Lee,Working on it,2024-01-10,High,5,1234567890\n\
                  Subitems,Name,Owner,Status,Date,Item ID (auto generated),,\n\
                  ,API,Bob,Done,2024-01-11,1234567891,,\n,UI,Bob,Stuck,,1234567892,,\n\
                  Ship,,Carl,Done,2024-01-12,Low,3,1234567893\n,,,,,,,\nBacklog,,,,,,,\n\
                  Name,Subitems,Person,Status,Date,Priority,Story Points,Item ID (auto generated)\n\
                  Refund,,,,,,,1234567894\nAlone,,,,,,,\n";
    let sandbox = Sandbox::new();
    let report = import(&sandbox, "t.csv", monday, &[]);
    let reported = reasons(&report, "reported");
    assert_eq!(
        (stories(&sandbox).len(), report["items"].as_u64()),
        (6, Some(6))
    );
    for why in [
        "the row is a heading",
        "the row is the header of the rows below it",
        "the row is the header once more",
    ] {
        assert_eq!(
            reported.iter().filter(|reason| *reason == why).count(),
            1,
            "{why}"
        );
    }
    let pay = value(&story(&sandbox, "Pay by card"), "id:");
    for part in ["API", "UI"] {
        assert_eq!(value(&story(&sandbox, part), "epic:"), pay, "{part}");
        assert_eq!(value(&story(&sandbox, part), "assignee:"), some("[Bob]"));
    }
    assert_eq!(value(&story(&sandbox, "Ship"), "epic:"), None);
    story(&sandbox, "Alone");
}

#[test]
fn dates_that_are_only_kept_are_witnesses() {
    let text = "Title,Start date,Status,Updated\nA,01/10/2024,Doing,01/20/2024 10:00 AM\n";
    assert_eq!(field_of(text, "A", "started"), some("2024-01-10"));
}

#[test]
fn a_state_means_the_same_when_it_comes_back() {
    let sandbox = Sandbox::new();
    let text = "Title,Status,State kind,Done\nA,To Do,done,2024-01-20\nB,Cancelled,done,\n";
    import(&sandbox, "t.csv", text, &[]);
    assert_eq!(value(&story(&sandbox, "A"), "done:"), some("2024-01-20"));
    let out = sandbox.ok(&["export", "--to", "csv", "--all"]);
    assert!(
        out.contains("To Do,done,") && out.contains("Cancelled,done,"),
        "{out}"
    );
    let other = Sandbox::new();
    let report = import(&other, "t.csv", out, &[]);
    let kinds = report["states"].as_array().unwrap();
    assert!(
        kinds.len() == 2 && kinds.iter().all(|state| state["kind"] == "done"),
        "{kinds:?}"
    );
    assert_eq!(value(&story(&other, "A"), "done:"), some("2024-01-20"));
}

#[test]
fn a_workbook_is_told_from_what_nobody_knows() {
    let sandbox = Sandbox::new();
    std::fs::write(
        sandbox.dir().join("a.xls"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    )
    .unwrap();
    let told = sandbox.fails(2, &["import", "a.xls"]);
    assert!(
        told.contains("`a.xls` is an old Excel or Word file, which po cannot read"),
        "{told}"
    );
    assert!(told.contains("save it as CSV (UTF-8)"), "{told}");
}

#[test]
fn a_damaged_map_is_told_with_its_place() {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("t.csv"), "Title\nPay\n").unwrap();
    let map = "title: Title\npoints: [1\n";
    std::fs::write(sandbox.dir().join("map.yaml"), map).unwrap();
    let said = sandbox.fails(2, &["import", "t.csv", "--map", "map.yaml"]);
    assert!(said.contains("map.yaml:3:1"), "{said}");
    assert!(said.contains("a map is a YAML file"), "{said}");
    let said = sandbox.fails(2, &["import", "t.csv", "--map", "none.yaml"]);
    assert!(
        said.contains("`none.yaml`") && said.contains("hint:"),
        "{said}"
    );
}
