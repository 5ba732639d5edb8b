//! What becomes of whole files of figures.

use jiff::civil::date;
use proptest::prelude::{prop_assert, proptest};

use crate::exchange::memory_source::MemorySource;
use crate::exchange::metrics::{
    MetricExport, MetricFormat, MetricOptions, MetricReadError, read_metric_export,
};

fn options<'o>(tool: &str, column: Option<&'o str>, add_up: bool) -> MetricOptions<'o> {
    MetricOptions {
        format: MetricFormat::named(tool),
        column,
        add_up,
        date_order: None,
        today: date(2026, 11, 22),
    }
}

fn read(text: &str, options: &MetricOptions<'_>) -> Result<MetricExport, MetricReadError> {
    read_metric_export(&MemorySource::new([("t.csv", text)]), options)
}

fn told(export: &MetricExport) -> (String, Vec<String>) {
    let days = export.days.iter();
    let days: Vec<String> = days
        .map(|(day, figure)| format!("{day} {figure}"))
        .collect();
    let reported = export.reported.iter();
    let reported = reported.map(|remark| format!("{} {}", remark.at, remark.reason));
    (days.join(", "), reported.collect())
}

#[test]
fn a_row_a_day_and_an_event() {
    let text = "Date,Event,Value\n2026-11-01,Log in,3\n2026-11-02,Sign up,6\n2026-11-03,Log in,6\n";
    let all = read(text, &options("mixpanel", None, false)).unwrap();
    let mixed = all.mixed.as_ref().expect("two events");
    assert_eq!((mixed.column.as_str(), mixed.values.len()), ("Event", 2));
    assert_eq!(all.days.len(), 3);
    let one = read(text, &options("csv", Some("log IN"), false)).unwrap();
    assert_eq!(told(&one).0, "2026-11-01 3, 2026-11-03 6");
    assert_eq!((one.column.as_str(), &one.mixed), ("Log in", &None));
    let failed = read(text, &options("csv", Some("Log inn"), false)).unwrap_err();
    let MetricReadError::Column { near, .. } = failed else {
        panic!("{failed}");
    };
    assert_eq!(near.as_deref(), Some("Log in"));
    // What says nothing but the day, or something else of each day, tells no figures apart.
    for text in [
        "Date,Weekday,Value\n2026-11-01,Sun,3\n2026-11-02,Mon,6\n2026-11-08,Sun,6\n",
        "Date,Remark,Value\n2026-11-01,a,3\n2026-11-02,b,6\n2026-11-08,,6\n",
    ] {
        let read = read(text, &options("csv", None, false)).unwrap();
        assert_eq!((read.mixed, read.days.len()), (None, 3));
    }
}

const GA4: &str = "\
# ----------------------------------------
# Free form 1
# Shop - GA4
# 20250303-20250305
# ----------------------------------------
Date,Active users,Session key event rate
,\"1,520\",0.0334
20250303,500,0.03
20250304,\"1,020\",0.034567890123456
20250305,(not set),(not set)
Grand total,\"1,520\",0.0334
";

#[test]
fn ga4_has_comments_totals_and_packed_days() {
    let export = read(GA4, &options("ga4", Some("active users"), false)).unwrap();
    let (days, reported) = told(&export);
    assert_eq!(days, "2025-03-03 500, 2025-03-04 1020");
    assert_eq!(
        reported,
        [
            "t.csv:7 no day: ``",
            "t.csv:10 2025-03-05 has no figure",
            "t.csv:11 no day: `Grand total`",
        ]
    );
    assert_eq!(export.rows, export.days.len() + export.reported.len());
    let rate = read(GA4, &options("ga4", Some("Session key event rate"), false)).unwrap();
    assert_eq!(
        told(&rate).0,
        "2025-03-03 0.03, 2025-03-04 0.034567890123456"
    );
    let error = read(GA4, &options("ga4", None, false)).unwrap_err();
    let MetricReadError::Column { columns, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(columns, ["Active users", "Session key event rate"]);
    let error = read(GA4, &options("ga4", Some("Active user"), false)).unwrap_err();
    assert!(
        matches!(error, MetricReadError::Column { near: Some(near), .. } if near == "Active users")
    );
}

#[test]
fn ga4_counts_days_from_the_start_date() {
    let text = "# Start date: 20250330\n# End date: 20250402\nNth day,Users\n0000,4\n0001,5\n0003,6\n\n# Start date: 20250330\nCountry,Users\nFR,3\nDE,12\n";
    let (days, reported) = told(&read(text, &options("ga4", None, false)).unwrap());
    assert_eq!(days, "2025-03-30 4, 2025-03-31 5, 2025-04-02 6");
    assert_eq!(
        reported,
        [
            "t.csv:9 the table has no days",
            "t.csv:10 the table has no days",
            "t.csv:11 the table has no days"
        ]
    );
}

#[test]
fn mixpanel_may_list_users_and_their_figures_are_added_up_on_demand() {
    let text = "User ID,Date,Aug 3 - Aug 9\na,Aug 06 '20,1\nb,Aug 04 '20,3\nc,Aug 04 '20,2\nd,Aug 04 '20,1\n";
    let (days, reported) = told(&read(text, &options("mixpanel", None, false)).unwrap());
    assert_eq!(days, "2020-08-06 1");
    assert_eq!(reported.len(), 3);
    assert_eq!(
        reported[0],
        "t.csv:3 2020-08-04 stands 3 times, with other figures: `--sum` adds them up"
    );
    let (days, reported) = told(&read(text, &options("mixpanel", None, true)).unwrap());
    assert_eq!(
        (days.as_str(), reported.len()),
        ("2020-08-04 6, 2020-08-06 1", 0)
    );
}

#[test]
fn amplitude_has_titles_tabs_and_days_as_columns() {
    let text = "\"Sign-up conversion\"\n\"\"\n\"\tSegment\",\"\t2026-11-01\",\"\t2026-11-02\",\"\t2026-11-23\"\n\
                \"\tAll Users\",\"\t3.10%\",\"\t3.2%\",\"\t9%\"\n\"\tNew\",\"\t1%\",\"\t\",\"\t\"\n";
    let export = read(text, &options("amplitude", Some("All Users"), false)).unwrap();
    let (days, reported) = told(&export);
    assert_eq!(days, "2026-11-01 3.10%, 2026-11-02 3.2%");
    assert_eq!(reported, ["t.csv:4 2026-11-23 has not come yet"]);
    let error = read(text, &options("amplitude", None, false)).unwrap_err();
    assert!(
        matches!(error, MetricReadError::Column { columns, .. } if columns == ["All Users", "New"])
    );
}

#[test]
fn any_table_with_a_day_and_a_figure_will_do() {
    for (text, days) in [
        (
            "Tag;Wert\n21.11.2026;3,4\n20.11.2026;1.234,5\n",
            "2026-11-20 1234.5, 2026-11-21 3.4",
        ),
        (
            "when,n\n13/11/2026,1\n02/11/2026,2\n",
            "2026-11-02 2, 2026-11-13 1",
        ),
        ("2026-11-01,5\n2026-11-02,6\n", "2026-11-01 5, 2026-11-02 6"),
        (
            "date,value\n2026-11-01,'-5\n2026-11-01,-5.0\n",
            "2026-11-01 -5",
        ),
    ] {
        assert_eq!(
            told(&read(text, &options("", None, false)).unwrap()).0,
            days,
            "{text}"
        );
    }
    let export = read(
        "d;n\n2026-11-01;1,234\n2026-11-02;5\n",
        &options("csv", None, false),
    )
    .unwrap();
    assert_eq!(
        told(&export).1,
        ["t.csv:2 `1,234` may be thousands or decimals: no figure of the column shows it"]
    );
}

#[test]
fn what_may_be_cut_or_be_a_thousand_times_more_is_not_guessed() {
    let error = read("Date,Value\n01.11.2026,3,5\n", &options("csv", None, false));
    let Err(MetricReadError::Nothing { reasons }) = error else {
        panic!("{error:?}");
    };
    assert!(
        reasons[0].starts_with("t.csv:2: the row has 3 cells and the table 2"),
        "{reasons:?}"
    );
    for (text, days, refused) in [
        (
            "Date,Value\n01.11.2026,3,5\n02.11.2026,4,\n",
            "2026-11-02 4",
            1,
        ),
        (
            "Datum;Wert\n01.11.2026;1.234\n02.11.2026;987\n03.11.2026;12.500\n04.11.2026;1.234.567\n",
            "2026-11-01 1234, 2026-11-02 987, 2026-11-03 12500, 2026-11-04 1234567",
            0,
        ),
        (
            "Datum;Wert\n01.11.2026;1.234\n02.11.2026;987\n03.11.2026;12.500\n",
            "2026-11-02 987",
            2,
        ),
        (
            "Date,Users,Visits\n2026-11-01,1,5\n\n2026-11-02,2,6\n2026-11-03,3,7\n",
            "2026-11-01 1, 2026-11-02 2, 2026-11-03 3",
            0,
        ),
    ] {
        let users = text.contains("Users").then_some("Users");
        let export = read(text, &options("", users, false)).unwrap();
        let told = told(&export);
        assert_eq!((told.0.as_str(), told.1.len()), (days, refused), "{text}");
    }
    let mixed = "Date,V\n13/11/2026,1\n11/14/2026,2\n";
    let error = read(mixed, &options("", None, false)).unwrap_err();
    assert!(
        matches!(error, MetricReadError::Order { .. }) && error.to_string().contains("11/14/2026"),
        "{error}"
    );
}

#[test]
fn of_two_columns_of_a_name_none_is_taken_unasked() {
    let two = "Date,Users,Note,users,Users\n2026-11-01,1,-,2,3\n2026-11-02,4,-,5,6\n";
    let rows = "Segment,2026-11-01,2026-11-02\nAll,1,2\nAll,3,4\n";
    let one = "Date,Users,Users\n2026-11-01,,7\n2026-11-02,x,8\n";
    for (text, column, expected) in [
        (two, Some("Users"), "2 columns are called `Users`: #2 #5"),
        (two, Some("USERS"), "3 columns are called `USERS`: #2 #4 #5"),
        (two, Some("users"), "2026-11-01 2, 2026-11-02 5"),
        (two, Some("#5"), "2026-11-01 3, 2026-11-02 6"),
        (rows, None, "2 rows are called `All`: #1 #2"),
        (rows, Some("#2"), "2026-11-01 3, 2026-11-02 4"),
        // Only one of them holds figures.
        (one, None, "2026-11-01 7, 2026-11-02 8"),
        (one, Some("users"), "2026-11-01 7, 2026-11-02 8"),
    ] {
        let found = match read(text, &options("", column, false)) {
            Ok(export) => told(&export).0,
            Err(MetricReadError::Column {
                reason, columns, ..
            }) => format!("{reason}: {}", columns.join(" ")),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(found, expected, "{column:?}");
    }
}

#[test]
fn hostile_and_hopeless_files_are_refused() {
    let none = options("csv", None, false);
    assert!(matches!(
        read("", &none),
        Err(MetricReadError::NoDays { without_year: None })
    ));
    assert!(matches!(
        read("a,b\nc,d\n", &none),
        Err(MetricReadError::NoDays { without_year: None })
    ));
    let error = read("Chart\n\nSegment,Nov 18,Nov 19\nAll,1,2\n", &none);
    assert!(
        matches!(error, Err(MetricReadError::NoDays { without_year: Some(ref cell) }) if cell == "Nov 18"),
        "{error:?}"
    );
    let text = "date,from,users\n2026-11-01,ads,1\n2026-11-02,ads,1e400\n2026-11-03,mail,(5)\n";
    let error = read(text, &none).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no column beside the days holds figures: `1e400` in `users` is none"
    );
    assert!(matches!(error, MetricReadError::Column { columns, .. } if columns == ["users"]));
    let error = read(
        "date,value\n2026-11-01,=1+1\n",
        &options("csv", Some("value"), false),
    );
    let Err(MetricReadError::Nothing { reasons }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(reasons, ["t.csv:2: no figure: `=1+1`"]);
    let mixed = read("date,v\n2026-11-01,3%\n2026-11-02,4\n2026-11-03,0\n", &none);
    assert!(matches!(mixed, Err(MetricReadError::Mixed(..))));
    let many = format!("date,v\n{}", "2026-11-01,3\n".repeat(200_001));
    assert!(matches!(read(&many, &none), Err(MetricReadError::Rows)));
    let large = format!("date,v\n2026-11-01,\"{}\"\n", "x".repeat(33 << 20));
    let error = read(&large, &none).unwrap_err();
    assert!(error.to_string().contains("more than 32 MiB"), "{error}");
    let two = MemorySource::new([("a.csv", ""), ("b.csv", "")]);
    assert!(matches!(
        read_metric_export(&two, &none),
        Err(MetricReadError::Files(2))
    ));
}

proptest! {
    #[test]
    fn any_file_is_read_or_refused_and_no_row_is_lost(
        text in "([0-9]{4}-0[1-9]-1[0-9]|date|#|a|\"|=1|3%|,|;|\t|\n|\n){0,60}", add_up: bool
    ) {
        if let Ok(export) = read(&text, &options("", None, add_up)) {
            let told = export.days.len() + export.reported.len();
            prop_assert!(told <= export.rows && (add_up || told == export.rows), "{text}");
        }
    }
}
