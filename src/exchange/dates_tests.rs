//! Tests of dates and times as other tools write them.

use jiff::tz::TimeZone;
use proptest::prelude::proptest;

use super::DateReader;
use crate::exchange::date_order::DateOrder;

fn reader(order: Option<DateOrder>) -> DateReader {
    DateReader {
        order,
        zone: TimeZone::UTC,
    }
}

fn time(text: &str) -> Option<String> {
    reader(None).timestamp(text).map(|time| time.to_string())
}

#[test]
fn reads_what_tools_write() {
    for (text, expected) in [
        ("22/Sep/25 9:26 AM", "2025-09-22T09:26:00Z"),
        ("2/Jan/2006 3:04 PM", "2006-01-02T15:04:00Z"),
        ("02/Jan/06 15:04", "2006-01-02T15:04:00Z"),
        ("2024-02-13 22:10", "2024-02-13T22:10:00Z"),
        ("2024-02-13 22:10:59", "2024-02-13T22:10:59Z"),
        ("2024-02-13", "2024-02-13T00:00:00Z"),
        ("Jan/2/06", "2006-01-02T00:00:00Z"),
        ("26/abr/26", "2026-04-26T00:00:00Z"),
        ("12/lut/21", "2021-02-12T00:00:00Z"),
        ("26/abr./26 9:26 a.\u{a0}m.", "2026-04-26T09:26:00Z"),
        ("26/Mär/26 12:05 AM", "2026-03-26T00:05:00Z"),
        ("24/1月/26 9:26 午後", "2026-01-24T21:26:00Z"),
        ("24/十一月/26 9:26 上午", "2026-11-24T09:26:00Z"),
        ("2026년 1월 24일 09:26", "2026-01-24T09:26:00Z"),
        ("24/янв/26 9:26 AM", "2026-01-24T09:26:00Z"),
        ("26/août/26 12:05 PM", "2026-08-26T12:05:00Z"),
        ("2025年9月24日", "2025-09-24T00:00:00Z"),
        ("24 сен 2025", "2025-09-24T00:00:00Z"),
        ("24-Ağu-25", "2025-08-24T00:00:00Z"),
        ("2025. szeptember 24.", "2025-09-24T00:00:00Z"),
        ("24. syyskuuta 2025", "2025-09-24T00:00:00Z"),
        ("26/mrt./26 23:05", "2026-03-26T23:05:00Z"),
        ("2020-12-03T14:05:20.974+0100", "2020-12-03T13:05:20Z"),
        ("2020-12-03T14:05:20-08:00", "2020-12-03T22:05:20Z"),
        ("2026-11-21T20:31:07Z", "2026-11-21T20:31:07Z"),
        ("Sat, 10 Oct 2020 17:31:32 -0400", "2020-10-10T21:31:32Z"),
        (
            "Tue May 14 2024 08:53:33 GMT+0000 (GMT)",
            "2024-05-14T08:53:33Z",
        ),
        (
            "Tue May 14 2024 08:53:33 GMT+0000 (GMT+00:00)",
            "2024-05-14T08:53:33Z",
        ),
        ("May 2, 2023", "2023-05-02T00:00:00Z"),
        ("Aug 06 '20", "2020-08-06T00:00:00Z"),
        ("21.11.2026 08:05", "2026-11-21T08:05:00Z"),
        ("2.1.26", "2026-01-02T00:00:00Z"),
        ("11/22/2025 22:48", "2025-11-22T22:48:00Z"),
        ("22/11/2025 22:48", "2025-11-22T22:48:00Z"),
        ("14 de mayo de 2024", "2024-05-14T00:00:00Z"),
        ("13/05/2020 09:07 AM BRT", "2020-05-13T12:07:00Z"),
        ("05/13/2020 11:07 PM IST", "2020-05-13T23:07:00Z"),
        ("1582060577914", "2020-02-18T21:16:17Z"),
    ] {
        assert_eq!(time(text).as_deref(), Some(expected), "{text}");
    }
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let berlin = DateReader { order: None, zone };
    assert_eq!(
        berlin.timestamp("22/Sep/25 9:26 AM").unwrap().to_string(),
        "2025-09-22T07:26:00Z"
    );
    let day = berlin.date("2020-12-03T23:30:00.000+0000").unwrap();
    assert_eq!(day.to_string(), "2020-12-04");
}

#[test]
fn a_day_is_that_of_the_clock_it_was_read_from() {
    for (text, expected) in [
        ("2025-12-19T19:52:51-06:00", "2025-12-19"),
        ("2024-01-01T02:00:00.000+0800", "2024-01-01"),
        ("Sat, 10 Oct 2020 23:31:32 -0400", "2020-10-10"),
        ("13/05/2020 11:07 PM BRT", "2020-05-13"),
        ("2020-12-03T23:30:00Z", "2020-12-03"),
    ] {
        let day = reader(None).date(text).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_happened_is_of_a_day_in_the_zone_of_the_backlog() {
    let zone = TimeZone::fixed(jiff::tz::offset(2));
    let east = DateReader { order: None, zone };
    for (text, utc, two) in [
        ("2025-12-30T17:14:20-08:00", "2025-12-31", "2025-12-31"),
        ("2024-01-01T02:00:00.000+0800", "2023-12-31", "2023-12-31"),
        ("24 Nov 2025 23:26:01 -0300", "2025-11-25", "2025-11-25"),
        ("2024-01-01T00:00:00+0800", "2024-01-01", "2024-01-01"),
        ("2024-01-01", "2024-01-01", "2024-01-01"),
        ("24/Nov/25 11:30 PM", "2025-11-24", "2025-11-24"),
        ("2020-12-03T23:30:00Z", "2020-12-03", "2020-12-04"),
        ("1767135600000", "2025-12-30", "2025-12-31"),
    ] {
        for (reader, expected) in [(&reader(None), utc), (&east, two)] {
            let day = reader.day_of(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(expected), "{text}");
        }
    }
}

#[test]
fn refuses_what_is_no_date() {
    for text in [
        "",
        "soon",
        "2026-13-45",
        "31/Feb/26",
        "5",
        "5.0",
        "1-2",
        "22/Sep",
        "Sprint 3 of 2025",
        "2026-11-21 25:00",
        "99/99/99",
        "1/2/3/4",
        "12:30",
        "8/Foo/25",
        "20251122",
        "1582060577",
        "9999999999999",
        "03/04/2025",
    ] {
        assert_eq!(time(text), None, "{text}");
    }
    let day = |order| reader(Some(order)).date("03/04/2025").unwrap().to_string();
    assert_eq!(day(DateOrder::DayFirst), "2025-04-03");
    assert_eq!(day(DateOrder::MonthFirst), "2025-03-04");
    assert_eq!(reader(Some(DateOrder::DayFirst)).date("03/14/2025"), None);
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in "\\PC{0,30}") {
        let _ = reader(None).timestamp(&text);
        let _ = reader(Some(DateOrder::MonthFirst)).date(&text);
    }
}
