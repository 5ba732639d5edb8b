//! What the columns of a database mean, by their names and by what stands in them.

use crate::exchange::assembly::{Take, fold_name};
use crate::exchange::date_order::DateOrder;
use crate::exchange::dates::DateReader;
use crate::exchange::field_map::FieldMap;
use crate::exchange::notion::columns::{Meaning, meaning_of_name};
use crate::exchange::notion::database::Database;
use crate::exchange::notion::dated::ends;
use crate::exchange::notion::relation::relations;
use crate::exchange::ticked::ticked;
use crate::model::Hundredths;

/// What each column means. A person's word counts first; then the name, where what stands in the column bears it out.
#[must_use]
pub fn meanings(database: &Database, map: &FieldMap) -> Vec<Meaning> {
    let mut meanings: Vec<Meaning> = Vec::new();
    for (column, header) in database.headers.iter().enumerate() {
        let said = map.word(header, column + 1).and_then(Take::of_word);
        let meaning = match said {
            Some(take) => of_take(take),
            None if column == database.title => Meaning::Plain(Take::Title),
            None => {
                let named = meaning_of_name(header).filter(|_| !is_list_of_parts(database, header));
                let parts = is_list_of_parts(database, header).then_some(Meaning::Children);
                let likely = likely(database, column, named.or(parts));
                // Of two columns for one thing, the first counts.
                match likely {
                    Meaning::Plain(Take::Points | Take::Status | Take::Type)
                    | Meaning::Part(_)
                    | Meaning::Number
                        if meanings.contains(&likely) =>
                    {
                        Meaning::Plain(Take::Keep)
                    }
                    likely => likely,
                }
            }
        };
        meanings.push(meaning);
    }
    let tells = |meaning| meanings.contains(&meaning);
    if tells(Meaning::Plain(Take::Status)) && tells(Meaning::Tick) {
        for meaning in &mut meanings {
            if *meaning == Meaning::Tick {
                *meaning = Meaning::Plain(Take::Keep);
            }
        }
    }
    meanings
}

/// Whether a column of a database of epics or projects lists what belongs to each.
fn is_list_of_parts(database: &Database, header: &str) -> bool {
    let holds = [
        "epics",
        "epic",
        "projects",
        "project",
        "initiatives",
        "features",
        "projekte",
        "projets",
        "proyectos",
        "projetos",
    ];
    let parts = [
        "tasks",
        "stories",
        "userstories",
        "issues",
        "items",
        "backlogitems",
        "workitems",
        "bugs",
        "features",
        "epics",
        "backlog",
        "productbacklog",
        "aufgaben",
        "tâches",
        "tareas",
        "tarefas",
    ];
    let is = |names: &[&str], name: &str| names.contains(&fold_name(name).as_str());
    is(&holds, &database.file.title) && is(&parts, header)
}

fn of_take(take: Take) -> Meaning {
    match take {
        Take::Key => Meaning::Number,
        Take::Parent(_) => Meaning::Part(0),
        Take::DependsOn => Meaning::DependsOn,
        Take::Blocks => Meaning::Blocks,
        Take::Sprint => Meaning::Sprint,
        Take::Release => Meaning::Release,
        Take::Assignee => Meaning::People(take),
        take => Meaning::Plain(take),
    }
}

fn likely(database: &Database, column: usize, named: Option<Meaning>) -> Meaning {
    let values = || {
        let cells = database
            .rows
            .iter()
            .filter_map(move |row| row.cells.get(column));
        cells.map(String::as_str).filter(|cell| !cell.is_empty())
    };
    let any = |is: &dyn Fn(&str) -> bool| values().any(is);
    let all = |is: &dyn Fn(&str) -> bool| values().all(is);
    let keep = Meaning::Plain(Take::Keep);
    let filled = values().next().is_some();
    let Some(meaning) = named else {
        let links = filled && all(&is_address);
        return if links {
            Meaning::Plain(Take::Link)
        } else {
            keep
        };
    };
    let holds = match meaning {
        Meaning::Plain(Take::Done) if filled && all(&|cell| ticked(cell).is_some()) => {
            return Meaning::Tick;
        }
        Meaning::Plain(take) if take.is_date() => any(&is_date),
        Meaning::Plain(Take::Points | Take::Value | Take::Position) => any(&is_number),
        Meaning::Plain(Take::Link) => any(&|cell| cell.split_whitespace().any(is_address)),
        Meaning::Plain(
            Take::Labels(_) | Take::Status | Take::Type | Take::Description | Take::Criteria,
        ) => {
            // Rows of another database have a status of their own; their names are none.
            !any(&|cell| relations(cell).is_some())
        }
        Meaning::Children => any(&|cell| relations(cell).is_some()),
        Meaning::People(_) | Meaning::Plain(Take::RequestedBy) => !holds_boxes(database, column),
        _ => true,
    };
    if holds || !filled { meaning } else { keep }
}

/// Whether a column of people is one of boxes, which say something in every row; somebody may be called `No`.
fn holds_boxes(database: &Database, column: usize) -> bool {
    let is_box = |cell: &String| ticked(cell).is_some();
    let mut cells = database.rows.iter().map(|row| row.cells.get(column));
    database.rows.len() > 1 && cells.all(|cell| cell.is_some_and(is_box))
}

fn is_address(text: &str) -> bool {
    let address = text.starts_with("https://") || text.starts_with("http://");
    // An address of Notion's is a relation of an older export.
    address && !text.contains(char::is_whitespace) && relations(text).is_none()
}

fn is_number(text: &str) -> bool {
    text.replace(',', ".").parse::<f64>().is_ok() || text.parse::<Hundredths>().is_ok()
}

fn is_date(text: &str) -> bool {
    let dates = DateReader {
        order: Some(DateOrder::DayFirst),
        zone: jiff::tz::TimeZone::UTC,
    };
    let months = DateReader {
        order: Some(DateOrder::MonthFirst),
        ..dates.clone()
    };
    let (from, _) = ends(text);
    dates.date(&from).is_some() || months.date(&from).is_some()
}

#[cfg(test)]
mod tests {
    use super::meanings;
    use crate::exchange::assembly::Take;
    use crate::exchange::field_map::FieldMap;
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::notion::columns::Meaning;
    use crate::exchange::notion::database::Database;
    use crate::exchange::notion::layout::Layout;

    fn found(text: &str, map: &str) -> Vec<Meaning> {
        let source = MemorySource::new([("t.csv", text)]);
        let file = Layout::of(&source).tables.remove(0);
        let database = Database::load(&source, file, &mut 0).unwrap();
        meanings(&database, &FieldMap::read(map).unwrap())
    }

    #[test]
    fn names_count_where_the_values_bear_them_out() {
        let keep = Meaning::Plain(Take::Keep);
        assert_eq!(
            found(
                "Story,Size,Done,Created,Spec\na,S,Yes,soon,https://a.example/x\nb,M,No,,\n",
                "{}"
            ),
            [
                Meaning::Plain(Take::Title),
                keep,
                Meaning::Tick,
                keep,
                Meaning::Plain(Take::Link),
            ]
        );
        assert_eq!(
            found("Name,Size,Done,Status,Estimate\na,3,Yes,x,5\n", "{}"),
            [
                Meaning::Plain(Take::Title),
                Meaning::Plain(Take::Points),
                keep,
                Meaning::Plain(Take::Status),
                keep,
            ]
        );
        let people = Meaning::People(Take::Assignee);
        for (text, meaning) in [
            ("Name,Owner\na,No\nb,Yes\n", keep),
            ("Name,Owner\na,No\nb,\"Ann, Bob\"\n", people),
            ("Name,Owner\na,No\nb,\n", people),
            ("Name,Owner\na,No\n", people),
        ] {
            assert_eq!(found(text, "{}")[1], meaning, "{text}");
        }
        assert_eq!(
            found("Name,Size\na,3\n", "points: Size\nskip: Name")[1],
            Meaning::Plain(Take::Points)
        );
    }
}
