//! Sheets as people keep them, read as any CSV.

use jiff::civil::date;

use crate::exchange::csv_table::FORMAT;
use crate::exchange::draft::Draft;
use crate::exchange::field_map::FieldMap;
use crate::exchange::format::{Format, ReadError, ReadReport};
use crate::exchange::jira;
use crate::exchange::key::made_key;
use crate::exchange::memory_source::MemorySource;
use crate::exchange::notion;
use crate::exchange::options::ReadOptions;
use crate::model::StateKind;

fn read_as(format: &Format, text: &str) -> (Vec<Draft>, ReadReport) {
    let source = MemorySource::new([("t.csv", text)]);
    let options = ReadOptions {
        today: Some(date(2026, 11, 23)),
        ..ReadOptions::default()
    };
    source.drafts_with(format, &options).unwrap()
}

fn read(text: &str) -> (Vec<Draft>, ReadReport) {
    read_as(&FORMAT, text)
}

fn titles(drafts: &[Draft]) -> Vec<&str> {
    drafts.iter().map(|draft| &*draft.title).collect()
}

/// For each draft the title of its parent.
fn parents(drafts: &[Draft]) -> Vec<Option<&str>> {
    let parent = |draft: &Draft| {
        let keys = &draft.parent.as_ref()?.keys;
        let is_meant = |other: &&Draft| {
            let made = made_key(&other.title);
            let mut own = [&other.key, &made].into_iter().chain(&other.other_keys);
            own.any(|key| keys.contains(key))
        };
        drafts.iter().find(is_meant).map(|found| &*found.title)
    };
    drafts.iter().map(parent).collect()
}

/// The value of a field that only `po` has, as text.
fn more(draft: &Draft, name: &str) -> Option<String> {
    let found = draft.more.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| format!("{value:?}"))
}

#[test]
fn tasks_beside_stories_are_items() {
    for text in [
        "Story ID,Story,Task ID,Task,Hours\nS1,Pay,,,\nS1,,T1,Form,3\nS1,,T2,Test,2\nS2,Refund,,,\nS2,,T3,Back end,5\n",
        "Story ID,Story,Task ID,Task,Hours\nS1,Pay,T1,Form,3\n,,T2,Test,2\nS2,Refund,T3,Back end,5\n",
        "Story ID,Story,Task ID,Task,Hours\nS1,Pay,T1,Form,3\nS1,Pay,T2,Test,2\nS2,Refund,T3,Back end,5\n",
        "Task ID,Task,Story ID,Story,Hours\nT1,Form,S1,Pay,3\nT2,Test,S1,Pay,2\nT3,Back end,S2,Refund,5\n",
        "Story,Task ID,Task,Hours\nPay,T1,Form,3\nPay,T2,Test,2\nRefund,T3,Back end,5\n",
    ] {
        let (drafts, report) = read(text);
        assert_eq!(
            titles(&drafts),
            ["Pay", "Form", "Test", "Refund", "Back end"],
            "{text}"
        );
        let (pay, refund) = (Some("Pay"), Some("Refund"));
        assert_eq!(parents(&drafts), [None, pay, pay, None, refund], "{text}");
        assert_eq!(drafts[1].item_type.as_deref(), Some("task"));
        assert_eq!(drafts[1].extra[0].yaml, "Hours: '3'\n", "{text}");
        assert!(drafts[0].extra.is_empty() && drafts[0].item_type.is_none());
        assert!(report.reported.is_empty(), "{:?}", report.reported);
    }
    // What differs between the rows of a story is not lost.
    let (drafts, report) =
        read("Story ID,Story,Prio,Task ID,Task\nS1,Pay,1,T1,Form\nS1,Pay,2,T2,Test\n");
    assert_eq!(drafts.len(), 3);
    assert_eq!(drafts[0].extra[0].yaml, "Prio:\n- '1'\n- '2'\n");
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

#[test]
fn a_table_of_tasks_stands_below_one_of_stories() {
    let text = "Story ID,Story,Points\nS1,Pay,5\nS2,Refund,3\n\nTask ID,Task,Story ID\nT1,Form,S1\nT2,Back end,S2\n";
    let (drafts, report) = read(text);
    assert_eq!(titles(&drafts), ["Pay", "Refund", "Form", "Back end"]);
    assert_eq!(parents(&drafts), [None, None, Some("Pay"), Some("Refund")]);
    assert_eq!(drafts[0].points.unwrap().to_string(), "5");
    assert_eq!(report.reported.len(), 1);
    // An item may be called as a column is.
    let (drafts, _) = read("ID,Title,Status\n1,Name,Status\n2,Status,Open\n");
    assert_eq!(titles(&drafts), ["Name", "Status"]);
}

#[test]
fn titles_stand_in_a_column_for_each_type() {
    let text = "Epic,Story,Task,Points\nCheckout,,,\n,Pay,,5\n,,Form,\n,,Test,\n,Refund,,3\n";
    let (drafts, report) = read(text);
    assert_eq!(
        titles(&drafts),
        ["Checkout", "Pay", "Form", "Test", "Refund"]
    );
    let (checkout, pay) = (Some("Checkout"), Some("Pay"));
    assert_eq!(parents(&drafts), [None, checkout, pay, pay, checkout]);
    let types: Vec<&str> = drafts
        .iter()
        .filter_map(|draft| draft.item_type.as_deref())
        .collect();
    assert_eq!(types, ["epic", "story", "task", "task", "story"]);
    assert_eq!(drafts[1].points.unwrap().to_string(), "5");
    assert!(report.reported.is_empty(), "{:?}", report.reported);
    // A row that names its epic beside itself is a story of it, and the epic is made.
    let (drafts, _) = read("Epic,Story\nCheckout,Pay\nCheckout,Refund\n");
    assert_eq!(titles(&drafts), ["Pay", "Refund", "Checkout"]);
    assert_eq!(parents(&drafts), [checkout, checkout, None]);
}

#[test]
fn a_table_without_titles_is_told() {
    let source = MemorySource::new([("t.csv", "ID,Colour,Status\n1,red,Open\n")]);
    let error = source.drafts(&FORMAT).unwrap_err();
    assert!(matches!(&error, ReadError::Columns { columns, .. } if columns.len() == 3));
    // Texts are titles of some rows, and those of the others stand in a column that nobody knows.
    let text = "r,Status,Notes\nPay,New,\nShip,New,\nRefund,New,soon\n";
    let error = MemorySource::new([("t.csv", text)])
        .drafts(&FORMAT)
        .unwrap_err();
    let said = error.to_string();
    assert_eq!(
        said,
        "2 of 3 rows have no title: no column is known as one of titles"
    );
    let told = ReadOptions {
        map: FieldMap::read("title: Notes").unwrap(),
        ..ReadOptions::default()
    };
    let notes = MemorySource::new([("t.csv", text)]);
    assert_eq!(notes.drafts_with(&FORMAT, &told).unwrap().0.len(), 1);
    // For items that are here, keys will do, and a person may say what is a title.
    let known = ReadOptions {
        is_update: true,
        ..ReadOptions::default()
    };
    assert_eq!(source.drafts_with(&FORMAT, &known).unwrap().0.len(), 1);
    let said = ReadOptions {
        map: FieldMap::read("title: Colour").unwrap(),
        ..ReadOptions::default()
    };
    let (drafts, _) = source.drafts_with(&FORMAT, &said).unwrap();
    assert_eq!(titles(&drafts), ["red"]);
}

#[test]
fn cells_quoted_behind_a_space_are_one() {
    let (drafts, report) = read("ID, Title, Points\n1, \"Pay, by card\", 3\n2, Refund, 1\n");
    assert_eq!(titles(&drafts), ["Pay, by card", "Refund"]);
    assert_eq!(drafts[0].points.unwrap().to_string(), "3");
    assert!(report.notes.is_empty(), "{:?}", report.notes);
    let (drafts, _) = read("ID,Title,Note\n1,Pay, 5\" screen\n2,Ship, \"nice\" one\n");
    assert_eq!(drafts[0].extra[0].yaml, "Note: 5\" screen\n");
    assert_eq!(drafts[1].extra[0].yaml, "Note: '\"nice\" one'\n");
}

#[test]
fn a_table_drawn_in_a_terminal_is_read() {
    let text = "+-----+--------+\n| ID  | Title  |\n+-----+--------+\n| A-1 | Pay    |\n| A-2 | Refund |\n+-----+--------+\n";
    let (drafts, report) = read(text);
    assert_eq!(titles(&drafts), ["Pay", "Refund"]);
    assert!(report.reported.is_empty(), "{:?}", report.reported);
    assert_eq!(drafts[0].origin.to_string(), "t.csv:4");
}

#[test]
fn classes_of_moscow_are_taken_and_decline_nothing() {
    for text in [
        "ID,Title,Priority (MoSCoW)\n1,A,Must have\n2,B,S\n3,C,Won't have this time\n",
        "ID,Title,Must/Should/Could/Won't\n1,A,Must\n2,B,Should\n3,C,Won't\n",
        "ID,Title,Priority\n1,A,1 - Must\n2,B,Should have\n3,C,Won't have\n",
        "ID,Title,Must,Should,Could,Won't\n1,A,x,,,\n2,B,,x,,\n3,C,,,,x\n",
        "ID,Title,Priorität\n1,A,Muss\n2,B,Soll\n3,C,Won't\n",
    ] {
        let (drafts, _) = read(text);
        let classes: Vec<String> = drafts
            .iter()
            .filter_map(|draft| more(draft, "moscow"))
            .collect();
        let expected = ["must", "should", "wont"].map(|name| format!("Plain({name:?})"));
        assert_eq!(classes, expected, "{text}");
        assert!(drafts.iter().all(|draft| draft.status.is_none()));
        assert!(drafts.iter().all(|draft| draft.extra.is_empty()), "{text}");
    }
    let (drafts, _) = read("ID,Title,Priority\n1,A,High\n2,B,Must\n");
    assert!(drafts.iter().all(|draft| draft.more.is_empty()));
    assert_eq!(drafts[1].extra[0].yaml, "Priority: Must\n");
}

#[test]
fn a_row_that_adds_up_is_no_item() {
    let text = "ID,Title,Points,Share\n1,Pay,5,\n2,Total,,\nTotal,,8,100 %\n,Summe,8 SP,\n";
    let (drafts, report) = read(text);
    assert_eq!(titles(&drafts), ["Pay", "Total"]);
    let reasons: Vec<&str> = report
        .reported
        .iter()
        .map(|remark| &*remark.reason)
        .collect();
    assert_eq!(reasons, ["the row adds up those above it"; 2]);
    let (drafts, _) = read("Title,Points,Status\nTotal,5,Open\n");
    assert_eq!(titles(&drafts), ["Total"]);
    let (drafts, _) = read("ID,Title\nB-1,one\nTotal,\n");
    assert_eq!(titles(&drafts), ["one"]);
    let (drafts, _) = read("Title\none\nTotal\n");
    assert_eq!(titles(&drafts), ["one", "Total"]);
}

#[test]
fn groups_stand_above_a_story_in_columns() {
    let text =
        "Story,,,Planning,\nID,As a,I want,So that,Estimate\n1,buyer,pay by card,I am quick,3\n";
    let (drafts, _) = read(text);
    assert_eq!(titles(&drafts), ["pay by card"]);
    assert_eq!(drafts[0].points.unwrap().to_string(), "3");
}

#[test]
fn what_sheets_call_numbers_sizes_and_days_is_known() {
    let (drafts, _) = read("N°;Titre;Est.;Fertig am;Statut\n7;Payer;5 SP;1er avril 2025;Terminé\n");
    assert_eq!(drafts[0].key, "7");
    assert_eq!(drafts[0].points.unwrap().to_string(), "5");
    assert_eq!(drafts[0].done, Some(date(2025, 4, 1)));
}

#[test]
fn the_day_of_an_end_means_done_where_nothing_tells_a_state() {
    let kinds = |drafts: &[Draft]| -> Vec<Option<StateKind>> {
        let kind = |draft: &Draft| draft.status.as_ref().and_then(|status| status.kind);
        drafts.iter().map(kind).collect()
    };
    let done = Some(StateKind::Done);
    let jira = "Issue key,Issue Type,Summary,Resolved\nA-1,Story,One,22/Sep/25 9:26 AM\nA-2,Story,Two,\nA-3,Story,Later,22/Sep/35 9:26 AM\n";
    let (drafts, _) = read_as(&jira::FORMAT, jira);
    assert_eq!(kinds(&drafts), [done, None, None]);
    assert_eq!(drafts[0].done, Some(date(2025, 9, 22)));
    // A state says more.
    let jira = "Issue key,Issue Type,Summary,Status,Resolved\nA-1,Story,One,Limbo,22/Sep/25 9:26 AM\nA-2,Story,Two,,22/Sep/25 9:26 AM\n";
    let (drafts, _) = read_as(&jira::FORMAT, jira);
    assert_eq!(drafts[1].status.is_none(), drafts[1].done.is_none());
    let notion = |column: &str| {
        let name = "Tasks 76aaf8a4637542ed8175259692ca08bb.csv";
        let text = format!("Name,{column}\nOne,\"May 3, 2024\"\nTwo,\n");
        let source = MemorySource::new([(name, text)]);
        let (drafts, _) = source.drafts(&notion::FORMAT).unwrap();
        kinds(&drafts)
    };
    assert_eq!(notion("Completed"), [done, None]);
    assert_eq!(notion("Completion date"), [None, None]);
}

#[test]
fn a_parent_is_found_by_the_number_beside_the_key() {
    let text = "key,id,summary,issuetype,status,parent\nA-1,10001,Big,Epic,To Do,\nA-2,10002,Small,Story,Done,10001\n";
    let (drafts, _) = read_as(&jira::FORMAT, text);
    assert_eq!(parents(&drafts), [None, Some("Big")]);
    assert!(drafts.iter().all(|draft| draft.extra.is_empty()));
}

#[test]
fn names_of_epics_that_are_not_there_are_kept() {
    let text = "Issue key,Issue Type,Summary,Status,Epic Name,Epic Link,Parent summary\n\
                A-1,Epic,All payments,To Do,Payments,,\nA-2,Story,Small,Done,,Payments,\n\
                A-3,Story,Other,Done,,Shipping,\nA-4,Story,Third,Done,,A-99,Billing\nA-5,Story,Fourth,Done,,,Billing\n";
    let (drafts, _) = read_as(&jira::FORMAT, text);
    assert_eq!(drafts[0].extra[0].yaml, "Epic Name: Payments\n");
    let written = |at: usize| drafts[at].parent.as_ref().map(|parent| &*parent.written);
    assert_eq!(written(1), Some("Payments"));
    assert!(
        drafts[1]
            .parent
            .as_ref()
            .unwrap()
            .keys
            .iter()
            .any(|key| drafts[0].other_keys.contains(key))
    );
    assert_eq!((written(2), written(3)), (Some("Shipping"), Some("A-99")));
    assert_eq!(drafts[3].extra[0].yaml, "parent title: Billing\n");
    assert_eq!(drafts[4].extra[0].yaml, "parent title: Billing\n");
}
