//! Pages of an answer: whether all that it tells of lies in the source.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::exchange::format::ReadReport;
use crate::exchange::report::{Origin, Remark};

/// A page of an answer: an object with a list of records in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// How many records stand in its list.
    pub records: u64,
    /// What it says besides.
    pub said: Map<String, Value>,
}

/// Under which names answers say how many records there are in all.
const TOTALS: [&str; 4] = ["total", "totalCount", "total_count", "TotalResultCount"];

impl Page {
    /// How many records there are in all pages, where it says so.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        TOTALS.iter().find_map(|key| self.said.get(*key)?.as_u64())
    }

    /// How many records stand before it, where it says so.
    fn start(&self) -> Option<u64> {
        let number = |key: &str| self.said.get(key)?.as_u64();
        number("startAt").or_else(|| number("StartIndex")?.checked_sub(1))
    }

    /// Whether it is the last one, where it says so.
    fn is_last(&self) -> Option<bool> {
        let said = |key: &str| self.said.get(key);
        said("isLast")
            .and_then(Value::as_bool)
            .or_else(|| said("pageInfo")?["hasNextPage"].as_bool().map(|more| !more))
            .or_else(|| said("nextPageToken").map(|token| !token.is_string()))
    }
}

/// A page whose answer has a known number of records.
#[derive(Debug)]
struct Part {
    path: String,
    start: u64,
    end: u64,
    total: u64,
}

/// All pages of a source.
#[derive(Debug)]
pub struct Pages {
    /// How to ask for the page behind so many records.
    next: fn(u64) -> String,
    parts: Vec<Part>,
    /// The records by the number that there are, for pages that do not say where they begin.
    held: BTreeMap<u64, u64>,
    /// The last page that only says that more follow.
    open: Option<String>,
    /// Whether a page says that it is the last.
    closed: bool,
}

impl Pages {
    /// Begins with no page; `next` says how to ask for the page behind so many records.
    #[must_use]
    pub fn new(next: fn(u64) -> String) -> Self {
        Self {
            next,
            parts: Vec::new(),
            held: BTreeMap::new(),
            open: None,
            closed: false,
        }
    }

    /// Adds the pages of a file.
    pub fn add(&mut self, path: &str, pages: &[Page]) {
        for page in pages {
            let Some(total) = page.total() else {
                match page.is_last() {
                    Some(true) => self.closed = true,
                    Some(false) => self.open = Some(path.to_owned()),
                    None => {}
                }
                continue;
            };
            let start = page.start().unwrap_or_else(|| {
                let held = self.held.entry(total).or_default();
                *held += page.records;
                *held - page.records
            });
            self.parts.push(Part {
                path: path.to_owned(),
                start,
                end: start.saturating_add(page.records),
                total,
            });
        }
    }

    /// Says first of all what is missing.
    pub fn tell(&self, report: &mut ReadReport) {
        report.notes.splice(0..0, self.missing());
    }

    /// What the pages tell of and do not hold: at each page behind which another one is missing.
    fn missing(&self) -> Vec<Remark> {
        let starts: BTreeSet<u64> = self.parts.iter().map(|part| part.start).collect();
        let is_cut = |part: &&Part| {
            let follows = part.start.saturating_add(1)..=part.end;
            part.end < part.total && (follows.is_empty() || starts.range(follows).next().is_none())
        };
        let cut = self.parts.iter().filter(is_cut).map(|part| {
            let alike = self.parts.iter().filter(|other| other.total == part.total);
            let held: u64 = alike.map(|other| other.end - other.start).sum();
            let (total, next) = (part.total, (self.next)(part.end));
            let reason = format!(
                "{held} of {total} are here, and pages are missing; {next} brings the next"
            );
            Remark::new(Origin::file(part.path.as_str()), reason)
        });
        let open = self.open.iter().filter(|_| !self.closed).map(|path| {
            let reason = "the answer goes on behind this page, and its other pages are not here";
            Remark::new(Origin::file(path.as_str()), reason)
        });
        cut.chain(open).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Page, Pages};

    fn missing(pages: &[(u64, Value)]) -> Vec<String> {
        let mut all = Pages::new(|end| format!("`startAt={end}`"));
        for (records, said) in pages {
            let page = Page {
                records: *records,
                said: said.as_object().unwrap().clone(),
            };
            all.add("f", &[page]);
        }
        let missing = all.missing();
        missing.into_iter().map(|remark| remark.reason).collect()
    }

    #[test]
    fn a_page_behind_which_another_is_missing_is_found() {
        let page = |start: u64, total: u64| json!({"startAt": start, "total": total});
        let cut = |held: u64, total: u64, end: u64| {
            format!(
                "{held} of {total} are here, and pages are missing; `startAt={end}` brings the next"
            )
        };
        assert_eq!(missing(&[(50, page(0, 2802))]), [cut(50, 2802, 50)]);
        assert_eq!(missing(&[(0, page(0, 3))]), [cut(0, 3, 0)]);
        // The last before the first, and one more while they were read.
        assert!(missing(&[(3, page(50, 53)), (50, page(0, 52))]).is_empty());
        assert!(missing(&[(3, page(0, 3)), (2, page(0, 2))]).is_empty());
        let gap = [(50, page(0, 150)), (50, page(100, 150))];
        assert_eq!(missing(&gap), [cut(100, 150, 50)]);
        // Without places the sum counts.
        let placeless = |total: u64| json!({"TotalResultCount": total});
        assert!(missing(&[(2, placeless(5)), (3, placeless(5))]).is_empty());
        let short = [(2, placeless(5)), (2, placeless(5)), (2, placeless(2))];
        assert_eq!(missing(&short), [cut(4, 5, 4)]);
        let second = json!({"TotalResultCount": 4, "StartIndex": 3});
        let first = json!({"TotalResultCount": 4, "StartIndex": 1});
        assert!(missing(&[(2, second), (2, first)]).is_empty());
    }

    #[test]
    fn an_answer_that_only_says_that_it_goes_on_needs_a_last_page() {
        for more in [
            json!({"isLast": false, "nextPageToken": "a"}),
            json!({"nextPageToken": "a"}),
            json!({"pageInfo": {"hasNextPage": true}}),
        ] {
            assert_eq!(missing(&[(1, more.clone())]).len(), 1, "{more}");
            let last = json!({"isLast": true});
            assert!(missing(&[(1, more), (1, last)]).is_empty());
        }
        assert!(missing(&[(1, json!({"expand": "names"}))]).is_empty());
    }
}
