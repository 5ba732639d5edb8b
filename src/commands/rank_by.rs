//! `po rank --by`: the order that a model proposes, shown or applied.

use std::collections::HashSet;

use crate::cli::{
    CommandResult, Desk, ErrorKind, Failure, FilterArgs, ListFormat, Outcome, Prompt, Told,
    WriteArgs,
};
use crate::commands::field_values::{amount, value};
use crate::model::{At, Backlog, Change, Edit, Story, Value, field};
use crate::report::{RankByReport, markdown};
use crate::scrum::{
    DependencyCircle, Moves, Proposal, ProposalError, Query, ScoreModel, ScoreModelError, propose,
    reorder,
};
use crate::store::{Depth, INVALID_VALUE, Loaded, locate};
use crate::text::escape_terminal;

/// So many moves are told one by one.
const TOLD: usize = 12;

/// So many items of a circle are named with their files.
const NAMED: usize = 12;

/// What was asked for.
pub struct RankBy<'a> {
    /// The model, as typed.
    pub model: &'a str,
    /// Which items.
    pub filter: &'a FilterArgs,
    /// Whether items that were ranked by hand stay where they are.
    pub only_unranked: bool,
    /// How many are shown.
    pub limit: Option<usize>,
    /// How they are shown.
    pub format: ListFormat,
    /// Whether somebody on a terminal may be asked for what is missing.
    pub may_ask: bool,
}

/// A model that is known, and the items that it orders.
struct Asked {
    model: ScoreModel,
    query: Query,
    only_unranked: bool,
}

impl RankBy<'_> {
    /// The flags that say which items, as they can be typed again, each behind a space.
    fn flags(&self) -> String {
        let only_unranked = ["", " --only-unranked"][usize::from(self.only_unranked)];
        format!("{}{only_unranked}", self.filter.typed())
    }

    fn asked(&self, desk: &Desk<'_>) -> CommandResult<Asked> {
        if self.filter.shows_all() {
            return Err(Failure::usage(
                "only open items are ordered: `--all` and `--by` contradict each other",
            ));
        }
        let model = ScoreModel::named(self.model, desk.config())
            .map_err(|error| unknown_model(desk, error))?;
        Ok(Asked {
            model,
            query: self.filter.query(desk.config())?,
            only_unranked: self.only_unranked,
        })
    }
}

/// Shows the proposed order.
///
/// # Errors
/// When the model does not exist, a number is wrong, or items wait for each other.
pub fn show(desk: &Desk<'_>, args: &RankBy<'_>) -> CommandResult {
    let asked = args.asked(desk)?;
    let loaded = desk.load(asked.depth())?;
    args.filter.find_epics(desk, &loaded.backlog)?;
    let out = &desk.context.out;
    let proposal = asked.proposal(desk, &loaded)?;
    let report = RankByReport::new(&asked.model, &proposal);
    let flags = args.flags();
    match args.format {
        ListFormat::Text => out.document(&report.document(args.limit, &flags))?,
        ListFormat::Md => out.result(&markdown(&report.document(args.limit, &flags)))?,
        ListFormat::Json => out.json(&report)?,
        ListFormat::Csv => out.result(&report.csv())?,
    }
    if matches!(args.format, ListFormat::Json | ListFormat::Csv) {
        for note in &report.notes {
            out.warn(note);
        }
    }
    desk.warn_unreadable(&loaded.backlog);
    if args.may_ask && args.format == ListFormat::Text && ask(desk, &proposal)? {
        let again = RankBy {
            may_ask: false,
            ..*args
        };
        return show(desk, &again);
    }
    Ok(Outcome::findings_if(!loaded.backlog.unreadable.is_empty()))
}

/// Applies the proposed order.
///
/// # Errors
/// As [`show`], and what the disk says; nothing is changed then.
pub fn apply(desk: &Desk<'_>, args: &RankBy<'_>, write: &WriteArgs) -> CommandResult {
    let asked = args.asked(desk)?;
    desk.change(&format!("rank by {}", asked.model.name()), write, |store| {
        let loaded = store.load(asked.depth());
        args.filter.find_epics(desk, &loaded.backlog)?;
        let proposal = asked.proposal(desk, &loaded)?;
        let report = RankByReport::new(&asked.model, &proposal);
        let meant: HashSet<&str> = proposal
            .items
            .iter()
            .map(|item| item.story.path.as_str())
            .chain(
                proposal
                    .also_moved
                    .iter()
                    .map(|item| item.story.path.as_str()),
            )
            .collect();
        let moves = reorder(
            &loaded.backlog,
            &proposal.whole,
            &|story| meant.contains(story.path.as_str()),
            &mut |below| desk.context.random(below),
        );
        Ok((moves.changes(), told(&loaded.backlog, &report, &moves)))
    })
}

impl Asked {
    fn depth(&self) -> Depth {
        if self.query.needs_body() {
            Depth::Body
        } else {
            Depth::Header
        }
    }

    fn proposal<'b>(&self, desk: &Desk<'_>, loaded: &'b Loaded) -> CommandResult<Proposal<'b>> {
        let backlog = &loaded.backlog;
        let selected: HashSet<&str> = FilterArgs::select(&self.query, backlog)
            .into_iter()
            .filter(|story| !self.only_unranked || story.rank.is_none())
            .map(|story| story.path.as_str())
            .collect();
        let is_meant = |story: &Story| selected.contains(story.path.as_str());
        // A number that cannot be read counts as not set elsewhere; here it would be a guess.
        let keys = self.model.keys();
        let wrong = loaded.diagnostics.iter().find(|problem| {
            problem.rule == INVALID_VALUE
                && matches!(&problem.place.at, At::Value(key) if keys.contains(&key.as_str()))
                && selected.contains(problem.place.path.as_str())
        });
        if let Some(problem) = wrong {
            let mut failure = desk.failure(problem);
            failure.kind = ErrorKind::InvalidValue;
            return Err(failure);
        }
        propose(backlog, &self.model, &is_meant).map_err(|error| match error {
            ProposalError::Circle(circle) => in_circle(desk, backlog, &circle),
            error => Failure::from_error(ErrorKind::InvalidValue, error),
        })
    }
}

/// The circle as a chain, and where each step of it stands.
fn in_circle(desk: &Desk<'_>, backlog: &Backlog, circle: &DependencyCircle) -> Failure {
    let by_path = backlog.by_path();
    let ids: Vec<String> = circle
        .steps
        .iter()
        .filter_map(|(path, _)| by_path.get(path.as_str()))
        .map(|story| story.id.to_string())
        .collect();
    let mut chain: Vec<String> = ids.iter().take(NAMED).cloned().collect();
    if ids.len() > NAMED {
        chain.push(format!("{} more", ids.len() - NAMED));
    }
    chain.extend(ids.first().cloned());
    let words = format!("items wait for each other: {}", chain.join(" → "));
    let places: Vec<(String, usize, usize)> = circle
        .steps
        .iter()
        .take(NAMED)
        .map(|(path, item)| {
            let at = At::Item("depends_on".to_owned(), *item);
            let place = desk.read(path).map(|bytes| locate(&bytes, &at));
            let (line, column) = place.map_or((1, 1), |place| (place.line, place.column));
            (desk.shown(path), line, column)
        })
        .collect();
    let mut failure = Failure::new(ErrorKind::Refused, words);
    for (at, (path, line, _)) in places.iter().enumerate() {
        let next = &ids[(at + 1) % ids.len()];
        failure = failure.hint(format!("{} waits for {next}: {path}:{line}", ids[at]));
    }
    if let Some((path, line, column)) = places.into_iter().next() {
        failure = failure.at(path, line, column);
    }
    match ids.as_slice() {
        [first, rest @ ..] => {
            let next = rest.first().unwrap_or(first);
            failure.hint(format!(
                "drop one of them: po set {first} dependency-={next}"
            ))
        }
        [] => failure,
    }
}

/// No such model or formula; what is wrong in a formula of `po.yaml`, where that is why.
fn unknown_model(desk: &Desk<'_>, error: ScoreModelError) -> Failure {
    let broken = desk
        .store
        .config_problems()
        .iter()
        .find(|problem| problem.message.starts_with("`weighted`"));
    let hint = match &error {
        ScoreModelError::Unknown { .. } => {
            format!("known models: {}", ScoreModel::NAMES.join(", "))
        }
        ScoreModelError::SeveralFormulas { known } => format!(
            "po rank --by weighted:{}",
            known.first().map_or("NAME", String::as_str)
        ),
        ScoreModelError::NoFormula | ScoreModelError::UnknownFormula { .. } => {
            if let Some(problem) = broken {
                let mut failure = desk.failure(problem);
                failure.kind = ErrorKind::InvalidValue;
                return failure;
            }
            match &error {
                ScoreModelError::UnknownFormula { known, .. } => {
                    format!("known formulas: {}", known.join(", "))
                }
                _ => "write one: `weighted: (value + urgency) / points`; or take weighted:ice, \
                      weighted:value-effort, weighted:wiegers"
                    .to_owned(),
            }
        }
    };
    Failure::from_error(ErrorKind::Usage, error).hint(hint)
}

/// Asks on a terminal for what is missing, and writes it. Returns whether something was written.
fn ask(desk: &Desk<'_>, proposal: &Proposal<'_>) -> CommandResult<bool> {
    let items: Vec<_> = proposal
        .unordered
        .iter()
        .filter(|item| !item.missing.is_empty())
        .collect();
    let Some(prompt) = Prompt::available().filter(|_| !items.is_empty()) else {
        return Ok(false);
    };
    let question = match items.len() {
        1 => "Fill in what is missing now?".to_owned(),
        n => format!("Fill in what is missing of {n} items now?"),
    };
    // Who leaves the question has seen the order, and that was all.
    if !prompt.yes(&question, false).unwrap_or(false) {
        return Ok(false);
    }
    let mut changes: Vec<Change> = Vec::new();
    let mut told = Told::default();
    'items: for item in items {
        let mut edits = Vec::new();
        let mut said = Vec::new();
        for key in &item.missing {
            let key = key.split(" or ").next().unwrap_or(key);
            let title = escape_terminal(&item.story.title);
            let question = format!("{} {title}: {key}", item.story.id);
            let check = |text: String| typed(desk, key, &text);
            let Ok(answer) = prompt.checked(&question, "", "Enter leaves it out", &check) else {
                break 'items;
            };
            if let Some(value) = answer {
                if let Value::Plain(words) | Value::Text(words) = &value {
                    said.push(format!("{key} {words}"));
                }
                edits.push(Edit::set(key, value));
            }
        }
        if !edits.is_empty() {
            let words = format!(
                "{} {}: {}",
                item.story.id,
                item.story.title,
                said.join(", ")
            );
            told.line(&item.story.id, words);
            changes.push(Change::edit(&*item.story.path, edits));
        }
    }
    if changes.is_empty() {
        return Ok(false);
    }
    let write = WriteArgs::default();
    desk.change("fill in what is missing", &write, |_| Ok((changes, told)))?;
    Ok(true)
}

/// The value for a key that somebody typed; none where nothing was typed.
fn typed(desk: &Desk<'_>, key: &str, text: &str) -> CommandResult<Option<Value>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = match field(key) {
        Some(field) => value(desk, field, text, &|id| Ok(id.to_owned()))?,
        None => Value::Plain(amount(key, text)?.to_string()),
    };
    Ok(Some(found))
}

/// What moves, and what that is worth.
fn told(backlog: &Backlog, report: &RankByReport, moves: &Moves) -> Told {
    let mut told = Told::default();
    let by_path = backlog.by_path();
    let all = moves.moved.len();
    let summary = match all {
        0 => format!("{}: {}", report.model, report.stays()),
        1 => format!("{}: 1 item moves", report.model),
        n => format!("{}: {n} items move", report.model),
    };
    let words: Vec<String> = std::iter::once(summary)
        .chain(report.cost_words())
        .collect();
    told.lines.push(words.join("; "));
    for moved in &moves.moved {
        let title = by_path
            .get(moved.path.as_str())
            .map_or("", |story| story.title.as_str());
        let words = if moved.from == moved.to {
            format!(
                "{} {title}: stays {}, behind others that move",
                moved.id, moved.to
            )
        } else {
            format!("{} {title}: {} → {}", moved.id, moved.from, moved.to)
        };
        if told.ids.len() < TOLD {
            told.line(&moved.id, words);
        } else {
            told.ids.push(moved.id.to_string());
        }
    }
    if all > TOLD {
        told.lines.push(format!("{} more", all - TOLD));
    }
    match moves.rekeyed().count() {
        0 => {}
        n => told.lines.push(format!(
            "{n} more keys written, because none fitted between equal ones"
        )),
    }
    told.after
        .extend(report.notes.iter().map(|note| format!("note: {note}")));
    let missing = report
        .unordered
        .iter()
        .filter(|item| !item.missing.is_empty());
    match missing.count() {
        0 => {}
        n => told.after.push(format!(
            "{n} not ordered: po rank --by {} says what is missing",
            report.model
        )),
    }
    told
}
