//! The items behind a flow's figures.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::StateKind;
use crate::report::past_frame::PastFrame;
use crate::report::sprint_days::{CountedThen, counted};
use crate::report::{Document, Line, Style};

/// The items behind a day of a flow; null where it is unknown which they were.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowExplainedDay {
    /// Which day.
    pub date: Date,
    /// What was in a state of the kind `new`.
    pub new: Option<Vec<CountedThen>>,
    /// What was ready.
    pub ready: Option<Vec<CountedThen>>,
    /// What was started.
    pub started: Option<Vec<CountedThen>>,
    /// What was Done.
    pub done: Option<Vec<CountedThen>>,
}

/// The items behind each day.
pub(super) fn flow_explained(frame: &PastFrame) -> Vec<FlowExplainedDay> {
    let days = frame.past.days.iter();
    days.map(|day| {
        let of = |kind: StateKind| -> Option<Vec<CountedThen>> {
            // What has no sum has no items that anybody knows of.
            day.sum(frame.unit, &[kind])?;
            let items = day.items.as_ref()?.iter();
            Some(
                items
                    .filter(|item| item.kind == Some(kind))
                    .map(|item| counted(item))
                    .collect(),
            )
        };
        FlowExplainedDay {
            date: day.date,
            new: of(StateKind::New),
            ready: of(StateKind::Ready),
            started: of(StateKind::Started),
            done: of(StateKind::Done),
        }
    })
    .collect()
}

/// What changed on each known day, with the items at the end of the first and of the last one.
pub(super) fn flow_lines(document: &mut Document, days: &[FlowExplainedDay], frame: &PastFrame) {
    let known: Vec<&FlowExplainedDay> = days.iter().filter(|day| day.done.is_some()).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return;
    };
    document.gap();
    document.heading(2, "Items behind the figures");
    let changed = |days: &[&FlowExplainedDay]| -> Vec<Line> {
        let line = |day: &&FlowExplainedDay| {
            let words = frame.words_on(day.date);
            let date = Line::styled(format!("{}  ", day.date), Style::Strong);
            (!words.is_empty()).then(|| date.and(words.join(", ")))
        };
        days.iter().filter_map(line).collect()
    };
    // The totals count what changed on the first day, too.
    let begun = changed(&known[..1]);
    if !begun.is_empty() {
        document.items(begun);
        document.gap();
    }
    day_lines(document, first);
    if first.date == last.date {
        return;
    }
    document.gap();
    document.items(changed(&known[1..]));
    document.gap();
    day_lines(document, last);
}

/// The items of a day, a line a kind.
fn day_lines(document: &mut Document, day: &FlowExplainedDay) {
    document.text(Line::styled(
        format!("At the end of {}", day.date),
        Style::Strong,
    ));
    let kinds = [
        ("Done", &day.done),
        ("started", &day.started),
        ("ready", &day.ready),
        ("new", &day.new),
    ];
    let line = |(name, items): (&str, &Option<Vec<CountedThen>>)| {
        let words = match items {
            None => "not known".to_owned(),
            Some(items) if items.is_empty() => "nothing".to_owned(),
            Some(items) => {
                let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                ids.join(", ")
            }
        };
        Line::plain(format!("{name}: ")).and(words)
    };
    document.items(kinds.into_iter().map(line).collect());
}
