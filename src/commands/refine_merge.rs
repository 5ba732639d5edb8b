//! Merging a request into an item that asks the same: the item takes over what it lacks, the request is declined.

use crate::cli::{CommandResult, Desk, ErrorKind, Failure, Told, WriteArgs};
use crate::model::{Change, Edit, Splice, Story};
use crate::scrum;
use crate::text;

/// Merges one item into another; one change.
///
/// # Errors
/// When it is the same item, or one of them is done or declined.
pub(super) fn merge(desk: &Desk<'_>, from: &str, into: &str) -> CommandResult<()> {
    if from == into {
        return Err(Failure::usage(format!(
            "`{from}` cannot be merged into itself"
        )));
    }
    let what = format!("merge {from} into {into}");
    let ids = [from.to_owned(), into.to_owned()];
    desk.change(&what, &WriteArgs::default(), |store| {
        let stories = desk.open_stories(store, &ids)?;
        let [from, into] = stories.as_slice() else {
            return Err(Failure::usage("two items are merged"));
        };
        if !desk.config().kind_of(&into.status).is_open() {
            return Err(Failure::new(
                ErrorKind::Refused,
                format!("`{}` is {}: it takes nothing over", into.id, into.status),
            )
            .hint(format!("po decline {} --because \"…\"", from.id.number())));
        }
        let declined = scrum::decline(from, desk.config(), &format!("merged into {}", into.id))?;
        let mut edits = declined.edits;
        if let Some(words) = &declined.decision {
            let body = from.body.as_deref().unwrap_or_default();
            let line = text::append_dated(body, "Decisions", desk.today(), words, false);
            edits.push(Edit::Body(line));
        }
        let (splices, taken) = taken_over(desk, from, into);
        let mut told = Told::one(
            &from.id,
            format!(
                "{} {}: merged into {} {}",
                from.id, from.title, into.id, into.title
            ),
        );
        told.line(
            &into.id,
            format!("{} {}: takes over {taken}", into.id, into.title),
        );
        told.lines.extend(declined.notes);
        let changes = vec![
            Change::edit(&*from.path, edits),
            Change::edit(&*into.path, splices.into_iter().map(Edit::Body).collect()),
        ];
        Ok((changes, told))
    })
    .map(|_| ())
}

/// What the other item gets, each splice made for the body as those before leave it; and that in words.
fn taken_over(desk: &Desk<'_>, from: &Story, into: &Story) -> (Vec<Splice>, String) {
    let headings = &desk.config().criteria.headings;
    let mut body = into.body.clone().unwrap_or_default();
    let source = from.body.as_deref().unwrap_or_default();
    let mut splices: Vec<Splice> = Vec::new();
    let mut take = |body: &mut String, splice: Splice| {
        *body = splice.apply(body);
        splices.push(splice);
    };
    let known: Vec<String> = text::criteria(&body, headings)
        .iter()
        .map(|criterion| text::same_words_key(&criterion.text))
        .collect();
    let mut criteria = 0;
    for criterion in text::criteria(source, headings) {
        if !known.contains(&text::same_words_key(&criterion.text)) {
            let splice = text::add_criterion(&body, headings, &criterion.text);
            take(&mut body, splice);
            criteria += 1;
        }
    }
    let mut questions = 0;
    for line in text::dated_lines(source, "Questions") {
        if line.done != Some(true) && line.answers.is_empty() {
            let asked = line.date.unwrap_or(desk.today());
            let splice = text::append_dated(&body, "Questions", asked, &line.text, true);
            take(&mut body, splice);
            questions += 1;
        }
    }
    let who = from
        .requested_by
        .as_deref()
        .map(str::trim)
        .filter(|who| !who.is_empty());
    let who = who
        .map(|who| format!(", asked for by {who}"))
        .unwrap_or_default();
    let note = format!("merged: {} {}{who}", from.id, from.title);
    let splice = text::append_dated(&body, "Notes", desk.today(), &note, false);
    take(&mut body, splice);
    let count = |n: usize, one: &str, several: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {several}")),
    };
    let mut words: Vec<String> = count(criteria, "criterion", "criteria")
        .into_iter()
        .collect();
    words.extend(count(questions, "question", "questions"));
    words.push("a note".to_owned());
    (splices, words.join(", "))
}
