//! Any CSV file: columns are known by their names, or by a person's map.

use crate::exchange::assembly::{Comment, Sheet, SheetReader, headers_of, take_of_name};
use crate::exchange::csv_columns::takes;
use crate::exchange::csv_rows::NamedByTitle;
use crate::exchange::csv_stairs::Stairs;
use crate::exchange::csv_text::texts_of;
use crate::exchange::csv_write;
use crate::exchange::draft::Draft;
use crate::exchange::export_files::files_ending;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::line_ends::line_feeds;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::Fate;
use crate::exchange::source::Source;
use crate::exchange::untitled::mostly_untitled;

/// Where items of such a table come from, as their keys say it.
pub(super) const SYSTEM: &str = "csv";

/// Any CSV.
pub const FORMAT: Format = Format {
    name: "csv",
    title: "any CSV file",
    docs: "Reads a table with a header; the delimiter (`,` `;` tab `|`) and the encoding are found out. Columns are known by \
           usual names in several languages: title, key, type, status, points, description, acceptance criteria, labels, and \
           so on; what stands in parentheses may be left out. `As a`, `I want` and `So that` in columns of their own become a \
           sentence. Without titles, a feature or the first line of the description is one. An epic that rows name in a column `Epic`, and no row is, becomes an item. A parent may be named by its title, \
           where only one item has that, by how deep a row stands below those above it (`Outline Level`), or by numbers such as \
           `1.2.3` (`WBS`), or by where the title stands: the farther right the deeper, in columns without a name or called `Epic`, `Story`, `Task`. Rows \
           that tell a task beside its story (`Story ID`, `Story`, `Task ID`, `Task`) are two items. A row that only adds up those above is none. A column of types that holds nothing but states is one of states. Up to 10 rows \
           above the header are passed over, as is a line of groups over it. A table of Markdown is read as well, with those below \
           it that have the same header, and one of HTML, however its file is called. Rows of one key and title are one item with \
           what all of them say, and rows that only hold criteria go on with the item above. Items stand in the order of the rows, also \
           where their numbers do not rise. An item with a day of its end and no \
           state is Done, unless such days are plans. `--map map.yaml` says it for other names: `title: Betreff`, `points: [Effort, '#7']` (the seventh column), \
           `skip: Internal`, `states: {Doing: started}`; its words are assignee, blocks, comments, created, criteria, \
           depends_on, description, done, id, keep, labels, links, parent, points, rank, release, requested_by, skip, sprint, \
           started, status, title, type and value. Without a header, planning poker's six columns are known (type, title, \
           reference, link, description, acceptance criteria). A folder or archive may hold several such files.",
    columns: &[
        ("acceptance criteria", Fate::Criteria),
        ("accepted", Fate::Taken("accepted")),
        ("assignee", Fate::Taken("assignee")),
        ("benefit", Fate::Taken("benefit")),
        ("blocked by", Fate::Taken("depends_on")),
        ("comment", Fate::Notes),
        ("confidence", Fate::Taken("confidence")),
        ("cost of delay", Fate::Taken("cost_of_delay")),
        ("created", Fate::Taken("created")),
        ("description", Fate::Text),
        ("ease", Fate::Taken("ease")),
        ("effort (RICE)", Fate::Taken("effort")),
        ("impact", Fate::Taken("impact")),
        ("key", Fate::Taken("id")),
        ("labels", Fate::Taken("labels")),
        ("link", Fate::Taken("external")),
        ("links", Fate::Taken("links")),
        ("milestone", Fate::Taken("release")),
        ("moscow", Fate::Taken("moscow")),
        ("objective", Fate::Taken("objective")),
        ("order", Fate::Taken("rank")),
        ("outline level", Fate::Taken("epic")),
        ("parent", Fate::Taken("epic")),
        ("penalty", Fate::Taken("penalty")),
        ("points", Fate::Taken("points")),
        ("reach", Fate::Taken("reach")),
        ("reporter", Fate::Taken("requested_by")),
        ("resolved", Fate::Taken("done")),
        ("risk", Fate::Taken("risk")),
        ("risk reduction", Fate::Taken("risk_reduction")),
        ("sprint", Fate::Taken("sprint")),
        ("start date", Fate::Taken("started")),
        ("state kind", Fate::Taken("status")),
        ("status", Fate::Taken("status")),
        ("title", Fate::Taken("title")),
        ("type", Fate::Taken("type")),
        ("urgency", Fate::Taken("urgency")),
        ("value", Fate::Taken("value")),
        ("waits for", Fate::Taken("blocked")),
        ("wbs", Fate::Taken("epic")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: Some(csv_write::WRITER),
};

pub(super) const SHEET: Sheet = Sheet {
    system: SYSTEM,
    takes,
    markdown: line_feeds,
    comment: Comment::plain,
    keys_are_unique: false,
};

/// The columns of a planning poker's file, which has no header.
const POKER: [&str; 6] = [
    "Type",
    "Title",
    "Reference id",
    "Link",
    "Description",
    "Acceptance criteria",
];

/// Whether a first row is no header but an item of planning poker.
fn is_poker(headers: &[String]) -> bool {
    let types = [
        "story", "bug", "task", "epic", "spike", "subtask", "feature",
    ];
    headers.len() <= POKER.len()
        && headers.len() >= 2
        && !headers[1].is_empty()
        && types.contains(&headers[0].to_lowercase().as_str())
        && !headers[1..].iter().any(|name| take_of_name(name).is_some())
}

fn tables(source: &dyn Source) -> (Vec<String>, Vec<String>) {
    files_ending(source, &[".csv", ".tsv"])
}

/// Whether a file says itself that it is a table.
fn is_called_table(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".csv") || path.ends_with(".tsv")
}

fn detect(source: &dyn Source) -> Likeness {
    let is_table = |path: &String| {
        headers_of(source, path).is_some_and(|headers| {
            let named = takes(&headers).iter().any(|take| take.names_items());
            let has_cells = headers.len() > 1 || is_called_table(path);
            has_cells && (named || is_poker(&headers))
        })
    };
    if tables(source).0.iter().take(100).any(is_table) {
        Likeness::Table
    } else {
        Likeness::No
    }
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let mut reader = SheetReader::with(SHEET, options, NamedByTitle::default());
    let (tables, others) = tables(source);
    let mut items = 0;
    let each = &mut |draft| {
        items += 1;
        each(draft);
    };
    let mut only = None;
    for path in &tables {
        let headers = headers_of(source, path).ok_or(ReadError::NotThisFormat {
            expected: "a CSV file with a header",
        })?;
        reader.sheet.markdown = texts_of(path, &headers);
        if let Some(stairs) = Stairs::of(source, path, &headers, options)? {
            reader.hook.begin(&stairs.headers);
            reader.hook.types = stairs.types;
            reader.read_as(source, path, &stairs.headers, false, each)?;
            continue;
        }
        reader.hook.begin(&headers);
        // Who says which column holds titles knows it.
        let is_told = options.is_update || options.map.has("title");
        only = Some(headers.clone()).filter(|_| tables.len() == 1 && !is_told);
        if is_poker(&headers) {
            let names: Vec<String> = POKER[..headers.len()]
                .iter()
                .map(|&name| name.to_owned())
                .collect();
            reader.read_as(source, path, &names, true, each)?;
        } else {
            reader.read(source, path, each)?;
        }
    }
    let (epics, remarks) = reader.hook.epics.absent();
    let made = epics.len();
    epics.into_iter().for_each(each);
    reader.gathered.note(remarks);
    for path in others {
        let reason = "the file is no CSV";
        reader.gathered.refuse_file(source, &path, reason);
    }
    let report = reader.report();
    let untitled = only.and_then(|headers| mostly_untitled(&headers, items - made, &report));
    untitled.map_or(Ok(report), Err)
}

#[cfg(test)]
mod tests {
    use super::{FORMAT, takes};
    use crate::exchange::assembly::Take;
    use crate::exchange::draft::Draft;
    use crate::exchange::field_map::FieldMap;
    use crate::exchange::format::{Likeness, ReadError, ReadReport};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;
    use crate::exchange::report::Fate;

    fn read(text: &str, options: &ReadOptions) -> Result<(Vec<Draft>, ReadReport), ReadError> {
        MemorySource::new([("t.csv", text)]).drafts_with(&FORMAT, options)
    }

    #[test]
    fn a_column_alone_is_a_table_where_the_file_says_so() {
        for (name, text, likeness) in [
            ("t.csv", "Title\nPay by card\nShip it\n", Likeness::Table),
            ("t.csv", "Title,\nPay,\n", Likeness::Table),
            ("t.csv", "User Story\nAs a user, I pay\n", Likeness::Table),
            ("t.csv", "Colour\nred\n", Likeness::No),
            ("t.txt", "Title\nPay by card\n", Likeness::No),
        ] {
            let source = MemorySource::new([(name, text)]);
            assert_eq!((FORMAT.detect)(&source), likeness, "{name} {text}");
        }
    }

    #[test]
    fn what_parts_cells_is_text_in_a_column_alone() {
        let text = "User Story\nAs a user, I pay; or not\n\"Ship \"\"it\"\"\"\n";
        let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
        let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
        assert_eq!(titles, ["As a user, I pay; or not", "Ship \"it\""]);
        assert!(report.notes.is_empty(), "{:?}", report.notes);
    }

    #[test]
    fn rows_that_stand_deeper_are_parts() {
        for (header, depths) in [
            ("Outline Level", ["1", "2", "2", "1"]),
            ("WBS", ["1", "1.1", "1.2", "2"]),
        ] {
            let text = format!(
                "ID,Name,{header}\n4,Checkout,{}\n5,Pay,{}\n6,Refund,{}\n7,Search,{}\n",
                depths[0], depths[1], depths[2], depths[3]
            );
            let (drafts, report) = read(&text, &ReadOptions::default()).unwrap();
            let is_part = |at: usize| {
                let parent = drafts[at].parent.as_ref();
                parent.is_some_and(|parent| drafts[0].other_keys.contains(&parent.keys[0]))
            };
            assert_eq!([0, 1, 2, 3].map(is_part), [false, true, true, false]);
            assert_eq!(report.columns[2].fate, Fate::Taken("epic"));
            assert!(report.notes.is_empty(), "{:?}", report.notes);
        }
    }

    #[test]
    fn titles_farther_right_are_parts() {
        for text in [
            "ID,Title,,,Status\n1,Checkout,,,Open\n2,,Pay,,Open\n3,,,By card,Done\n4,,,By bank,Open\n5,,Refund,,Open\n6,Search,,,Open\n",
            "Title,,,Status\nCheckout,,,Open\n,Pay,,Open\n,,By card,Done\n,,By bank,Open\n,Refund,,Open\nSearch,,,Open\n",
        ] {
            let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
            let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
            assert_eq!(
                titles,
                ["Checkout", "Pay", "By card", "By bank", "Refund", "Search"]
            );
            let parent = |at: usize| {
                let keys = &drafts[at].parent.as_ref()?.keys;
                let is_meant =
                    |draft: &Draft| keys.iter().any(|key| draft.other_keys.contains(key));
                drafts.iter().position(is_meant)
            };
            let parents: Vec<Option<usize>> = (0..6).map(parent).collect();
            assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0), None]);
            assert!(drafts.iter().all(|draft| draft.extra.is_empty()));
            assert!(report.reported.is_empty(), "{:?}", report.reported);
        }
        // What stands beside a title is kept.
        let (drafts, _) = read(
            "ID,Title,,Status\n1,Pay,see below,Open\n",
            &ReadOptions::default(),
        )
        .unwrap();
        assert_eq!(drafts[0].title, "Pay");
        assert_eq!(drafts[0].extra[0].key, "column 3");
    }

    #[test]
    fn counts_are_no_comments() {
        let text = "ID,Title,Comments,Status\n1,Pay,3,Open\n2,Ship,Comments: 12,Open\n3,Send,0,Open\n4,Find,4 comments were made,Open\n";
        let (drafts, _) = read(text, &ReadOptions::default()).unwrap();
        let kept = |at: usize| drafts[at].extra.iter().any(|extra| extra.key == "Comments");
        assert_eq!([0, 1, 2, 3].map(kept), [true, true, false, false]);
        let has_notes = |at: usize| drafts[at].body.contains("## Notes");
        assert_eq!([0, 1, 2, 3].map(has_notes), [false, false, false, true]);
    }

    #[test]
    fn a_line_of_groups_stands_above_the_header() {
        for text in [
            ",Story,,Estimation,,Dates,\n,ID,Title,Points,Hours,Created,Done\n,1,Pay,5,8,2024-01-02,2024-01-05\n",
            "Story,Story,Estimation,Estimation\nID,Title,Points,Hours\n1,Pay,5,8\n",
            "Plan,,,\nStory,,Estimation,\nID,Title,Points,Hours\n1,Pay,5,8\n",
        ] {
            let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
            assert_eq!(drafts.len(), 1, "{text}");
            assert_eq!((&*drafts[0].title, &*drafts[0].key), ("Pay", "1"));
            let reported = report.reported.last().unwrap();
            assert!(reported.reason.contains("above the header"), "{text}");
        }
        // An item may be called as a column is.
        let (drafts, _) = read("ID,Title,,\nName,Status\n", &ReadOptions::default()).unwrap();
        assert_eq!(drafts[0].title, "Status");
    }

    #[test]
    fn a_table_of_markdown_is_one() {
        let text = "# Ours\n\n| ID | Title | Points |\n|----|-------|--------|\n| 1 | Pay, \"now\" | 5 |\n\nMore, later.\n";
        let source = MemorySource::new([("backlog.md", text)]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Table);
        let (drafts, report) = source
            .drafts_with(&FORMAT, &ReadOptions::default())
            .unwrap();
        assert_eq!((drafts.len(), &*drafts[0].title), (1, "Pay, \"now\""));
        assert_eq!(drafts[0].origin.to_string(), "backlog.md:5");
        assert_eq!(report.reported[0].at.to_string(), "backlog.md:1");
        assert!(report.notes[0].reason.starts_with("1 line below"));
    }

    #[test]
    fn columns_are_known_by_name() {
        let text =
            "issuekey,title,description,storypoint,split_mark\nA-1,One,Text,5,train\nA-2,Two,,½,\n";
        let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
        assert_eq!(drafts[0].wanted.as_ref().unwrap().to_string(), "A-1");
        assert_eq!(drafts[0].points.unwrap().to_string(), "5");
        assert_eq!(drafts[0].body, "\nText\n");
        assert_eq!(drafts[0].extra[0].yaml, "split_mark: train\n");
        assert_eq!(drafts[1].points.unwrap().to_string(), "0.5");
        assert_eq!(report.columns[4].fate, Fate::Kept);
        assert_eq!(report.columns[4].items, 1);
    }

    #[test]
    fn lists_and_line_breaks_of_a_sheets_own_are_known() {
        let text = "Task ID,Task Name,Task Content,Assignees,Tags,Status,Date Created,Date Closed\n\
                    86b1x,Pay,\"By card\\nor \"\"cash\"\"\",\"[Ann, Bob]\",[],open,1700000000000,\n\
                    86b2x,Log,,[Ann],\"[log, x]\",complete,1700000000000,1700000000000\n";
        let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
        assert_eq!(drafts[0].assignee, ["Ann", "Bob"]);
        assert!(drafts[0].labels.is_empty(), "{:?}", drafts[0].labels);
        assert!(drafts[0].extra.is_empty(), "{:?}", drafts[0].extra);
        assert_eq!(drafts[0].body, "\nBy card\nor \"cash\"\n");
        assert_eq!(drafts[1].labels, ["log", "x"]);
        assert!(drafts[1].done.is_some() && drafts[1].created.is_some());
        assert_eq!(report.notes.len(), 1, "{:?}", report.notes);
        assert!(report.notes[0].reason.contains("Task Content"));
    }

    #[test]
    fn a_story_in_three_columns_is_a_sentence() {
        let text =
            "ID,As a ...,I want to ...,So that,Sprint\n1,buyer,save a card,I pay faster.,1\n";
        assert_eq!(
            (FORMAT.detect)(&MemorySource::new([("t.csv", text)])),
            Likeness::Table
        );
        let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
        assert_eq!(drafts[0].title, "save a card");
        assert_eq!(
            drafts[0].body,
            "\nAs a buyer, I want to save a card, so that I pay faster.\n"
        );
        assert_eq!(report.columns[2].fate, Fate::Text);
    }

    #[test]
    fn a_table_without_titles_takes_the_next_best() {
        let titled = |text: &str| {
            let (mut drafts, _) = read(text, &ReadOptions::default()).unwrap();
            let first = drafts.remove(0);
            (first.title, first.body)
        };
        let text = "Pay by card\n\nWith any card.";
        let (title, body) = titled(&format!("ID,Description,Theme\n1,\"{text}\",Pay\n"));
        assert_eq!((&*title, &*body), ("Pay by card", &*format!("\n{text}\n")));
        let (title, body) = titled("ID,Description,Theme\n1,Pay by card,Pay\n");
        assert_eq!((&*title, &*body), ("Pay by card", ""));
        let (title, body) = titled("id,feature,description\n1,Cards,Pay by card\n");
        assert_eq!((&*title, &*body), ("Cards", "\nPay by card\n"));
        let (title, body) = titled("User Story,Title\nAs a buyer I pay,Cards\n");
        assert_eq!((&*title, &*body), ("Cards", "\nAs a buyer I pay\n"));
        assert_eq!(
            (FORMAT.detect)(&MemorySource::new([("t.csv", "id,colour\n1,red\n")])),
            Likeness::No
        );
    }

    #[test]
    fn json_in_one_line_is_no_table() {
        for text in [
            "{\"id\":\"69bd\",\"name\":\"Card\",\"title\",\"key\"}",
            "[{\"id\":1},title,status]",
        ] {
            let source = MemorySource::new([("t.json", text)]);
            assert_eq!((FORMAT.detect)(&source), Likeness::No, "{text}");
        }
    }

    #[test]
    fn the_number_of_another_item_is_no_key() {
        for (header, key) in [
            ("Title,Sprint,UserStoryID", false),
            ("Title,Sprint,ID", true),
            ("User Story Title,Sprint,User Story ID", true),
            ("User Story ID,Sprint,Title", true),
        ] {
            let headers: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(takes(&headers).contains(&Take::Key), key, "{header}");
        }
    }

    #[test]
    fn row_by_row_the_first_column_that_holds_something_counts() {
        let text = "ID,Title,Epic,Parent,Feature,Estimate,Story Points,Depends on,Blocked by\n\
                    1,A,7,,,3,,,\n2,B,7,1,,,5,,1\n3,C,7,,8,XL,8,1,2\n";
        let (drafts, report) = read(text, &ReadOptions::default()).unwrap();
        let parent = |at: usize| drafts[at].parent.as_ref().unwrap().written.as_str();
        assert_eq!([parent(0), parent(1), parent(2)], ["7", "1", "8"]);
        let points: Vec<String> = drafts
            .iter()
            .map(|draft| draft.points.unwrap().to_string())
            .collect();
        assert_eq!(points, ["3", "5", "8"]);
        assert_eq!(drafts[1].depends_on.len(), 1);
        assert_eq!(drafts[2].depends_on.len(), 2);
        // What does not count is kept, and is no fault.
        let kept: Vec<&str> = drafts[2].extra.iter().map(|extra| &*extra.yaml).collect();
        assert_eq!(kept, ["Estimate: XL\n", "Epic: '7'\n"]);
        assert!(report.notes.is_empty(), "{:?}", report.notes);
        // Two columns of states are not mixed.
        let headers = ["Title", "Stage", "Status"].map(str::to_owned);
        assert_eq!(takes(&headers), [Take::Title, Take::Keep, Take::Status]);
    }

    #[test]
    fn a_map_names_columns() {
        let map = "title: Was\npoints: '#3'\nskip: Intern\nstates: {Läuft: started}";
        let options = ReadOptions {
            map: FieldMap::read(map).unwrap(),
            ..ReadOptions::default()
        };
        let text = "Was;Intern;Größe;Status\nEins;x;3;Läuft\n";
        let (drafts, report) = read(text, &options).unwrap();
        assert_eq!(drafts[0].title, "Eins");
        assert_eq!(drafts[0].points.unwrap().to_string(), "3");
        assert!(drafts[0].status.as_ref().unwrap().kind.is_some());
        assert!(matches!(report.columns[1].fate, Fate::Dropped(_)));
        let error = read("Was;Intern\na;b\n", &ReadOptions::default()).unwrap_err();
        assert!(matches!(error, ReadError::Columns { .. }));
    }

    #[test]
    fn a_file_without_a_header_may_be_planning_poker() {
        let text = "story,Pay by card,REF-1,https://a.example/1,As a b,AC one\nbug,Crash,,,,\n";
        let source = MemorySource::new([("t.csv", text)]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Table);
        let (drafts, _) = read(text, &ReadOptions::default()).unwrap();
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].url.as_deref(), Some("https://a.example/1"));
        assert!(
            drafts[0]
                .body
                .contains("## Acceptance criteria\n\n- AC one")
        );
    }

    #[test]
    fn dates_that_may_be_either_are_asked_for() {
        let text = "title,created\nOne,03/04/2025\n";
        let error = read(text, &ReadOptions::default()).unwrap_err();
        assert!(matches!(error, ReadError::DateOrder(_)), "{error}");
    }
}
