//! Forecasts for people: dates by how sure they are, what they rest on, and a sentence to send.

use super::day_words::long_day;
use super::forecast::{AmountView, EndView, ForecastReport, TargetView};
use super::forecast_words::{floor, likely, ordinal, percent};
use super::typed_id::typed_id;
use crate::model::Hundredths;
use crate::report::{Column, Document, Line, Row, Style, Table};
use crate::scrum::{FEWEST, Rhythm};

impl ForecastReport {
    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        if let Some((low, high)) = self.range {
            let head = format!(
                "Assumption, not forecast: {low} to {high} {}",
                self.a_period()
            );
            document.text(Line::styled(head, Style::Strong));
            document.gap();
        } else if !self.enough {
            self.too_little(&mut document);
        }
        match self.targets.as_slice() {
            [] => {}
            [one] => self.one(&mut document, one),
            many => self.many(&mut document, many),
        }
        if let Some(amount) = &self.amount {
            self.amount_lines(&mut document, amount);
        }
        if self.range.is_some() {
            document.gap();
            document.text(Line::styled(
                "Nothing is added meanwhile, and nobody knows how likely this is.",
                Style::Dim,
            ));
        } else if self.enough {
            document.gap();
            self.basis_lines(&mut document);
        } else {
            self.assume_hint(&mut document);
        }
        if let Some(say) = &self.say {
            document.text(Line::styled("Say:", Style::Strong).and(format!(" \"{say}\"")));
        }
        document
    }

    /// `points a Sprint`.
    fn a_period(&self) -> String {
        format!("{} a {}", self.unit, self.rhythm.noun())
    }

    fn many_periods(&self, count: usize) -> String {
        match (self.rhythm, count) {
            (Rhythm::Sprints, 1) => "1 Sprint".to_owned(),
            (Rhythm::Sprints, n) => format!("{n} Sprints"),
            (Rhythm::Weeks, 1) => "1 week".to_owned(),
            (Rhythm::Weeks, n) => format!("{n} weeks"),
        }
    }

    fn too_little(&self, document: &mut Document) {
        let count = self.basis.periods.len();
        let words = match self.rhythm {
            _ if count >= FEWEST => {
                format!(
                    "Not enough history: nothing was Done in {}.",
                    self.many_periods(count)
                )
            }
            Rhythm::Sprints => format!("Not enough history: {count} of {FEWEST} closed Sprints."),
            Rhythm::Weeks => format!(
                "Not enough history: no closed Sprint, and {count} of {FEWEST} weeks since something was Done."
            ),
        };
        document.text(Line::styled(words, Style::Strong));
    }

    fn assume_hint(&self, document: &mut Document) {
        let range = match self.pace {
            Some((low, high)) if low > Hundredths::ZERO && low < high => format!("{low}..{high}"),
            _ => "15..25".to_owned(),
        };
        let what = match self.targets.as_slice() {
            [one] => self.flags(one),
            _ => String::new(),
        };
        document.hint(format!(
            "an assumption instead: po forecast {what}--assume {range}"
        ));
    }

    fn flags(&self, target: &TargetView) -> String {
        match (target.kind, &target.id) {
            ("item", Some(id)) => format!("{} ", typed_id(id)),
            ("epic", Some(id)) => format!("--epic {} ", typed_id(id)),
            ("release", Some(name)) => format!("--release {} ", crate::text::typed(name)),
            _ => String::new(),
        }
    }

    fn one(&self, document: &mut Document, target: &TargetView) {
        document.text(self.head(target));
        self.caveats(document, target);
        if target.open == 0 {
            return;
        }
        if let Some(when) = &target.when {
            document.gap();
            let levels = [
                ("50 %", &when.p50),
                ("85 %", &when.p85),
                ("95 %", &when.p95),
            ];
            let row = |(level, end): (&str, &Option<EndView>)| {
                let (by, sprint) = match end {
                    Some(end) => (format!("by {}", long_day(end.date)), self.end_words(end)),
                    None => ("no end in sight".to_owned(), String::new()),
                };
                Row::Cells(vec![
                    Line::plain(level),
                    Line::styled(by, Style::Strong),
                    Line::styled(sprint, Style::Dim),
                ])
            };
            document.table(Table {
                columns: vec![Column::right(""), Column::left(""), Column::left("")],
                rows: levels.into_iter().map(row).collect(),
                indent: 2,
            });
        }
        if let Some(assumed) = &target.assumed {
            let end = |end: &Option<EndView>| match end {
                Some(end) => format!("{} ({})", long_day(end.date), self.end_words(end)),
                None => "no end in sight".to_owned(),
            };
            let words = match (end(&assumed.earliest), end(&assumed.latest)) {
                (earliest, latest) if earliest == latest => format!("by {latest}"),
                (earliest, latest) => format!("between {earliest} and {latest}"),
            };
            document.items(vec![Line::styled(words, Style::Strong)]);
        }
        let until = target.figures.until.zip(self.amount.as_ref());
        let until = until
            .map(|(chance, amount)| format!("By {}: {}", long_day(amount.until), likely(chance)));
        let lines = self.due_line(target).into_iter();
        let lines: Vec<Line> = lines.chain(until.map(Line::plain)).collect();
        if !lines.is_empty() {
            document.gap();
            lines.into_iter().for_each(|line| document.text(line));
        }
    }

    /// What it is, where it stands, and how much lies ahead.
    fn head(&self, target: &TargetView) -> Line {
        let title = target.title.as_deref().unwrap_or_default();
        let name = match (target.kind, &target.id) {
            ("release", Some(name)) => Line::styled(format!("Release {name}"), Style::Strong),
            (_, Some(id)) => Line::styled(id.clone(), Style::Id).and(format!(" {title}")),
            _ => Line::styled("The whole order", Style::Strong),
        };
        if target.open == 0 {
            return name.and(": nothing is left to do");
        }
        let work = self.sized(target.figures.work);
        let last = target.last.as_deref().unwrap_or_default();
        match target.kind {
            "item" => name.and(format!(
                ": {} in the order, {work} up to and with it",
                ordinal(target.position)
            )),
            "order" => name.and(format!(": {}, {work}", counted(target.items))),
            _ => name.and(format!(
                ": {} left, the last is {last}, {} in the order, {work} up to and with it",
                counted(target.open),
                ordinal(target.position)
            )),
        }
    }

    pub(super) fn sized(&self, work: Hundredths) -> String {
        match self.unit {
            "items" if work == Hundredths::whole(1) => "1 item".to_owned(),
            "items" => format!("{work} items"),
            _ => work.points(),
        }
    }

    fn caveats(&self, document: &mut Document, target: &TargetView) {
        let mut lines = Vec::new();
        if target.unestimated > 0 {
            lines.push(format!(
                "({} of the {} {} no estimate, counted as {}, the median)",
                target.unestimated,
                target.items,
                if target.unestimated == 1 {
                    "has"
                } else {
                    "have"
                },
                self.size
            ));
        }
        if !target.waits_for.is_empty() {
            lines.push(format!(
                "(with {}, behind it in the order, which it waits for)",
                target.waits_for.join(", ")
            ));
        }
        if !lines.is_empty() {
            let dim = |words| Line::styled(words, Style::Dim);
            document.items(lines.into_iter().map(dim).collect());
        }
    }

    fn end_words(&self, end: &EndView) -> String {
        match (&end.sprint, self.rhythm) {
            (Some(name), _) => format!("end of Sprint {name}"),
            (None, Rhythm::Sprints) => {
                format!("end of the {} Sprint from now", ordinal(end.number))
            }
            (None, Rhythm::Weeks) => format!("end of the {} week from now", ordinal(end.number)),
        }
    }

    /// The due date, and how likely it is.
    fn due_line(&self, target: &TargetView) -> Option<Line> {
        let due = target.due?;
        if due < self.date {
            let words = format!("Was due {}: that day is over", long_day(due));
            return Some(Line::styled(words, Style::Warn));
        }
        let chance = target.figures.due?;
        let style = if chance < 5_000 {
            Style::Warn
        } else {
            Style::Plain
        };
        let words = format!("Due {}: {}", long_day(due), likely(chance));
        Some(Line::styled(words, style))
    }

    fn many(&self, document: &mut Document, targets: &[TargetView]) {
        let mut columns = vec![
            Column::left("").flexible(),
            Column::right(if self.unit == "items" {
                "Items"
            } else {
                "Points"
            }),
        ];
        if self.range.is_some() {
            columns.extend(["Earliest", "Latest"].map(Column::left));
        } else if self.enough {
            columns.extend(["50 %", "85 %", "95 %"].map(Column::left));
        }
        columns.push(Column::left("Due"));
        let has_chance = self.range.is_none() && self.enough;
        if has_chance {
            columns.push(Column::right("Chance"));
        }
        let before_due = columns.len() - 1 - usize::from(has_chance);
        let row = |target: &TargetView| {
            let name = match &target.id {
                Some(name) => format!("Release {name}"),
                None => "The whole order".to_owned(),
            };
            let mut cells = vec![
                Line::plain(name),
                Line::plain(target.figures.work.to_string()),
            ];
            let end = |end: &Option<EndView>| {
                Line::plain(match end {
                    Some(end) => long_day(end.date),
                    None => "no end in sight".to_owned(),
                })
            };
            match (&target.assumed, &target.when) {
                _ if target.open == 0 => {}
                (Some(assumed), _) => cells.extend([end(&assumed.earliest), end(&assumed.latest)]),
                (_, Some(when)) => cells.extend([end(&when.p50), end(&when.p85), end(&when.p95)]),
                _ => {}
            }
            if target.open == 0 {
                cells.push(Line::styled("all Done", Style::Dim));
            }
            cells.resize(before_due, Line::new());
            let due = target.due.map(long_day).unwrap_or_default();
            let chance = match target.figures.due {
                Some(chance) => Line::plain(percent(chance)),
                None if target.due.is_some_and(|due| due < self.date) && target.open > 0 => {
                    Line::styled("over", Style::Warn)
                }
                None => Line::new(),
            };
            cells.push(Line::plain(due));
            if has_chance {
                cells.push(chance);
            }
            Row::Cells(cells)
        };
        let rows = targets.iter().map(row).collect();
        document.table(Table {
            columns: columns.clone(),
            rows,
            indent: 0,
        });
        let unestimated = targets.iter().map(|target| target.unestimated).max();
        if let Some(count) = unestimated.filter(|count| *count > 0) {
            let words = format!(
                "{} without an estimate, counted as {}, the median",
                counted(count),
                self.size
            );
            document.items(vec![Line::styled(words, Style::Dim)]);
        }
    }

    fn amount_lines(&self, document: &mut Document, amount: &AmountView) {
        document.gap();
        let until = long_day(amount.until);
        if amount.until < self.date {
            document.text(Line::styled(format!("{until} is over"), Style::Warn));
            return;
        }
        let ends = match amount.ends {
            0 => String::new(),
            n => format!(", {} end by then", self.many_periods(n)),
        };
        let ends = ends.replace("1 Sprint end ", "1 Sprint ends ");
        if let Some([low, high]) = amount.range {
            let (low, high) = (floor(low), self.sized(floor(high)));
            document.text(format!("By {until}{ends}: {low} to {high}"));
        }
        let Some(least) = &amount.least else { return };
        document.text(Line::styled(format!("By {until}"), Style::Strong).and(ends));
        let row = |(level, amount): (&str, &Hundredths)| {
            Row::Cells(vec![
                Line::plain(level),
                Line::styled(
                    format!("at least {}", self.sized(floor(*amount))),
                    Style::Strong,
                ),
            ])
        };
        document.table(Table {
            columns: vec![Column::right(""), Column::left("")],
            rows: ["50 %", "85 %", "95 %"]
                .into_iter()
                .zip(least)
                .map(row)
                .collect(),
            indent: 2,
        });
        // How far down the order that reaches also depends on what is added meanwhile.
        document.text(Line::styled(
            "That is all that is Done by then, with what is added meanwhile; not only today's items.",
            Style::Dim,
        ));
    }

    /// What the figures rest on.
    fn basis_lines(&self, document: &mut Document) {
        let Some((low, high)) = self.pace else { return };
        let periods = self.many_periods(self.basis.periods.len());
        let from = match low == high {
            true => format!("From {periods} of {}", self.sized(high)),
            false => format!("From {periods} of {low} to {}", self.sized(high)),
        };
        let growth = match self.targets.as_slice() {
            [one] => format!("; {}", self.growth_words(one)),
            [] => String::new(),
            many => match many.iter().find(|target| target.open > 0) {
                Some(one) if one.figures.growth.is_some() => {
                    "; what was added meanwhile is included".to_owned()
                }
                _ => "; how the work ahead grew is not known".to_owned(),
            },
        };
        document.text(format!("{from}{growth}."));
        let mut back = String::new();
        let ahead = self.targets.first().and_then(|target| {
            let when = target.when.as_ref()?.p85.as_ref()?;
            Some(when.number)
        });
        // The longest look back that is no longer than what is asked about.
        let fits = |sprints: usize| sprints == 1 || ahead.is_some_and(|ahead| sprints <= ahead);
        let mut looked = self.looking_back.iter().rev();
        if let Some(view) = looked.find(|view| view.n > 0 && fits(view.sprints)) {
            let came = view.hits_of_85();
            let times = if came == 1 {
                "once"
            } else {
                &format!("{came} times")
            };
            back = format!(
                "Looking back {} ahead, what was said with 85 % came true {times} in {}. ",
                self.many_periods(view.sprints),
                view.n
            );
        }
        document.text(Line::styled(
            format!("{back}Seed {}.", self.seed),
            Style::Dim,
        ));
    }

    fn growth_words(&self, target: &TargetView) -> String {
        let noun = self.rhythm.noun();
        let part = match (target.figures.known, self.basis.periods.len()) {
            (known, all) if known < all => format!(" (known of {known})"),
            _ => String::new(),
        };
        match target.figures.growth {
            None => "how the work ahead grew is not known, and not included".to_owned(),
            Some(growth) if growth == Hundredths::ZERO => {
                format!("the work ahead did not grow{part}")
            }
            Some(growth) if growth < Hundredths::ZERO => {
                let less = Hundredths::from_hundredths(growth.hundredths().saturating_neg());
                format!(
                    "the work ahead shrank by {} a {noun}{part}, included",
                    self.sized(less)
                )
            }
            Some(growth) => {
                format!(
                    "the work ahead grew {} a {noun}{part}, included",
                    self.sized(growth)
                )
            }
        }
    }
}

fn counted(items: usize) -> String {
    match items {
        1 => "1 item".to_owned(),
        n => format!("{n} items"),
    }
}
