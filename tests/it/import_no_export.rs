//! Files that are no export: what they are is said, with what to do next, and nothing is written.

use crate::sandbox::Sandbox;

/// What is said of a file that is refused.
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join(name), bytes).unwrap();
    let run = sandbox.run(&["import", name]);
    assert_ne!(run.code, 0, "{name}");
    assert!(sandbox.files().is_empty(), "{name}");
    run.stderr
}

#[test]
fn an_answer_that_says_what_is_wrong_is_quoted() {
    for (name, text, said, hint) in [
        (
            "issues.json",
            &b"{\"errorMessages\":[\"The value 'X' does not exist.\"],\"errors\":{}}"[..],
            "\u{201c}The value 'X' does not exist.\u{201d}",
            "export again",
        ),
        (
            "issues.csv",
            b"<!DOCTYPE html><html><head><title>Log in - Tracker</title></head></html>",
            "is a login page (\u{201c}Log in - Tracker\u{201d})",
            "sign in",
        ),
        (
            "entities.xml",
            b"<?xml version=\"1.0\"?>\n<entity-engine-xml date=\"1\"></entity-engine-xml>",
            "the database of a backup of Jira",
            "CSV (all fields)",
        ),
        (
            "shop.csv",
            b"ID,Title,Status\n1,\xc4\xee\xe1\xe0\xe2\xe8\xf2\xfc \xe2\xf5\xee\xe4 \xef\xee\xeb\xfc\xe7\xee\xe2\xe0\xf2\xe5\xeb\xff,\xce\xf2\xea\xf0\xfb\xf2\xee\n",
            "`shop.csv`:2: the text is not UTF-8 but windows-1251",
            "iconv -f windows-1251 -t UTF-8 shop.csv",
        ),
    ] {
        let told = refused(name, text);
        assert!(told.contains(said) && told.contains(hint), "{told}");
    }
}

#[test]
fn a_table_of_html_is_read_whatever_it_is_called() {
    let sandbox = Sandbox::empty();
    let row = |key: &str, title: &str, status: &str| {
        format!(
            "<tr><td><a href=\"https://j.example/{key}\">{key}</a></td><td><p>{title}</p></td><td>{status}</td><td>3.0</td></tr>"
        )
    };
    let page = format!(
        "<html><head><title>Jira</title></head><body><table><tr><td colspan=\"4\">Shop</td></tr></table><table>\
         <tr><th>Key</th><th>Summary</th><th>Status</th><th>Story Points</th></tr>{}{}</table></body></html>",
        row("SHOP-1", "Pay &amp; ship a_b", "Done"),
        row("SHOP-2", "Search", "To Do"),
    );
    std::fs::write(sandbox.dir().join("issues.xls"), page).unwrap();
    let told = sandbox.ok(&["import", "issues.xls"]);
    assert!(told.contains("imported 2 items"), "{told}");
    let files = sandbox.files();
    let mut texts = files
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let first = texts.find(|text| text.contains("id: SHOP-1\n")).unwrap();
    assert!(
        first.contains("title: Pay & ship a_b") && first.contains("points: 3"),
        "{first}"
    );
}

#[test]
fn an_epic_link_may_hold_the_name_of_an_epic() {
    let sandbox = Sandbox::empty();
    let text = "Issue key,Summary,Issue Type,Status,Epic Name,Epic Link\n\
                A-2,Pay,Story,To Do,,Checkout\nA-1,Checkout flow,Epic,To Do,Checkout,\n\
                A-5,One,Epic,To Do,Twice,\nA-6,Two,Epic,To Do,Twice,\nA-7,Odd,Story,To Do,,Twice\n\
                A-8,Search,Epic,To Do,,\nA-9,Find,Story,To Do,,Search\n";
    std::fs::write(sandbox.dir().join("jira.csv"), text).unwrap();
    let told = sandbox.ok(&["import", "jira.csv"]);
    assert!(told.contains("`Twice`"), "{told}");
    let files = sandbox.files();
    let texts: Vec<String> = files
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    for (id, epic) in [
        ("A-2", "epic: A-1\n"),
        ("A-7", "epic:\n"),
        ("A-9", "epic: A-8\n"),
    ] {
        let text = texts
            .iter()
            .find(|text| text.contains(&format!("id: {id}\n")));
        assert!(text.unwrap().contains(epic), "{id}");
    }
}
