//! `po import --update` without the map of the import before: it is kept, and what it left out stays out.

use crate::import_sandbox::{story, value};
use crate::import_update_sandbox::{Report, fields, write};
use crate::sandbox::Sandbox;

const MAP: &str = "title: Betreff\npoints: Aufwand\nstates: {Läuft: started}\nskip: Intern\n";
const LIST: &str =
    "Nr;Betreff;Zustand;Aufwand;Intern\n1;Eins;Läuft;3;geheim\n2;Zwei;Läuft;5;geheim\n";

fn import(sandbox: &Sandbox, text: &str, flags: &[&str]) -> Report {
    write(sandbox, "list.csv", text);
    let args = [&["import", "list.csv", "--format", "json"], flags].concat();
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

fn has_note(told: &Report, what: &str) -> bool {
    told.notes.iter().any(|note| note.reason.contains(what))
}

#[test]
fn what_the_map_left_out_stays_out() {
    let sandbox = Sandbox::new();
    write(&sandbox, "map.yaml", MAP);
    import(&sandbox, LIST, &["--map", "map.yaml"]);
    assert_eq!(sandbox.read("imports/csv.map.yaml"), MAP);
    let later = LIST.replace(";5;", ";8;");
    let told = import(&sandbox, &later, &["--update"]);
    assert!(
        has_note(&told, "by the map of the import before"),
        "{told:?}"
    );
    assert_eq!(fields(&told.update.unwrap()), ["points"]);
    assert!(!story(&sandbox, "US-1").contains("geheim"));
    // New rows come as the others did, where a person asks for the map again.
    let more = format!("{later}3;Drei;Läuft;1;geheim\n");
    let told = import(&sandbox, &more, &["--dry-run"]);
    let said = "`--map backlog/imports/csv.map.yaml` reads the columns so";
    assert!(has_note(&told, said), "{told:?}");
    import(&sandbox, &more, &["--map", "backlog/imports/csv.map.yaml"]);
    let three = story(&sandbox, "US-3");
    assert!(!three.contains("geheim"), "{three}");
    assert_eq!(value(&three, "points:").as_deref(), Some("1"));
}

#[test]
fn another_map_takes_the_place_of_the_first() {
    let sandbox = Sandbox::new();
    write(&sandbox, "map.yaml", MAP);
    import(&sandbox, LIST, &["--map", "map.yaml"]);
    let other = MAP.replace("points", "value");
    write(&sandbox, "map.yaml", &other);
    let told = import(&sandbox, LIST, &["--update", "--map", "map.yaml"]);
    assert!(!has_note(&told, "map"), "{told:?}");
    assert_eq!(sandbox.read("imports/csv.map.yaml"), other);
    sandbox.write("imports/csv.map.yaml", "titel: x\n");
    let said = sandbox.fails(2, &["import", "list.csv", "--update"]);
    assert!(said.contains("`titel`"), "{said}");
}
