//! `po note`: dated notes, questions, answers and feedback, on an item or a Sprint.

use clap::Args;

use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Told, WriteArgs, complete_words, read_stdin,
};
use crate::model::{Change, Edit, Splice};
use crate::store::{Store, body_of};
use crate::text;

/// Flags of `po note`.
#[derive(Debug, Args)]
#[command(
    override_usage = "po note <ID> <WORDS>... [OPTIONS]\n       po note sprint <SPRINT> <WORDS>... [OPTIONS]",
    after_help = "Examples:
  po note 12 \"the provider answers on Friday\"
  po note 12 --question \"Do we need the CVC again?\"
  po note 12 --answer 1 \"No, the provider keeps it\"
  po note 12 --feedback Marketing \"we want this for the fair\"
  po note sprint 8 \"the test system was down for two days\"
  po note sprint current --feedback Marketing \"show it at the fair\""
)]
pub struct NoteArgs {
    /// The item, or `sprint` and its name or number
    #[arg(value_name = "ID", add = complete_words::notable())]
    id: String,
    /// What to write down; `-` reads it from stdin
    #[arg(required = true, value_name = "WORDS", add = complete_words::noted_sprint())]
    words: Vec<String>,
    /// It is a question, which stays open until it is answered
    #[arg(long, group = "kind")]
    question: bool,
    /// It answers the n-th question, which is ticked
    #[arg(long, value_name = "N", group = "kind")]
    answer: Option<usize>,
    /// It is somebody's feedback
    #[arg(long, value_name = "WHO", group = "kind")]
    feedback: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// What a note is about.
struct Subject {
    path: String,
    /// `US-12 Pay` or `Sprint 8`.
    name: String,
    /// As commands name it: `12`, `sprint 8`.
    typed: String,
    body: String,
    ids: Vec<String>,
}

/// Writes down a dated line.
///
/// # Errors
/// When the item, the Sprint or the question does not exist, or there are no words.
pub fn run(context: &Context, args: &NoteArgs) -> CommandResult {
    let desk = context.open()?;
    let (sprint, words) = match args.words.as_slice() {
        [name, words @ ..] if args.id.eq_ignore_ascii_case("sprint") => (Some(name), words),
        words => (None, words),
    };
    let words = match words.join(" ") {
        words if words == "-" => text::one_line(&read_stdin()?),
        words => text::one_line(&words),
    };
    if words.is_empty() {
        return Err(Failure::invalid("a note needs words"));
    }
    let what = match sprint {
        Some(name) => format!("note on sprint {name}"),
        None => format!("note on {}", args.id),
    };
    desk.change(&what, &args.write, |store| {
        let subject = match sprint {
            Some(name) => of_sprint(&desk, store, name)?,
            None => of_item(&desk, store, &args.id)?,
        };
        let (splices, said) = written(&desk, &subject, &words, args)?;
        let edits = splices.into_iter().map(Edit::Body).collect();
        let told = Told {
            lines: vec![format!("{}: {said}", subject.name)],
            ids: subject.ids,
            ..Told::default()
        };
        Ok((vec![Change::edit(subject.path, edits)], told))
    })
}

fn of_item(desk: &Desk<'_>, store: &Store, id: &str) -> CommandResult<Subject> {
    let story = desk
        .open_stories(store, std::slice::from_ref(&id.to_owned()))?
        .remove(0);
    Ok(Subject {
        name: format!("{} {}", story.id, story.title),
        typed: story.id.to_string(),
        ids: vec![story.id.to_string()],
        body: story.body.unwrap_or_default(),
        path: story.path,
    })
}

fn of_sprint(desk: &Desk<'_>, store: &Store, name: &str) -> CommandResult<Subject> {
    let surroundings = store.surroundings();
    let sprint = desk.pick_sprint(&surroundings, name)?;
    let bytes = store.read(&sprint.path)?;
    let body = body_of(&sprint.path, &bytes).map_err(|problem| desk.failure(&problem))?;
    Ok(Subject {
        name: format!("Sprint {}", sprint.name),
        typed: format!("sprint {}", sprint.name),
        ids: Vec::new(),
        body: body.to_owned(),
        path: sprint.path.clone(),
    })
}

/// What is written, and what is told about it.
fn written(
    desk: &Desk<'_>,
    subject: &Subject,
    words: &str,
    args: &NoteArgs,
) -> CommandResult<(Vec<Splice>, String)> {
    let today = desk.today();
    let Subject { typed, body, .. } = subject;
    let short = text::truncate(words, 60);
    if args.question {
        let count = text::dated_lines(body, "Questions").len();
        let splice = text::append_dated(body, "Questions", today, words, true);
        return Ok((
            vec![splice],
            format!("question {} asked: {short}", count + 1),
        ));
    }
    if let Some(number) = args.answer {
        let questions = text::dated_lines(body, "Questions");
        let question = number
            .checked_sub(1)
            .and_then(|index| questions.get(index))
            .ok_or_else(|| {
                let message = format!("{} has no question {number}", subject.short_name());
                Failure::new(ErrorKind::NotFound, message).hint(match questions.len() {
                    0 => format!("it has none: po note {typed} \"…\" --question"),
                    n if subject.ids.is_empty() => format!("it has 1 to {n}: po edit {typed}"),
                    n => format!("it has 1 to {n}: po show {typed}"),
                })
            })?;
        let asked = text::truncate(&question.text, 60);
        let splices = text::answer(body, question, today, words);
        return Ok((splices, format!("question {number} answered: {asked}")));
    }
    if let Some(who) = &args.feedback {
        let who = text::one_line(who);
        if who.is_empty() {
            return Err(Failure::invalid("feedback needs to say whose it is")
                .hint(format!("po note {typed} \"…\" --feedback Marketing")));
        }
        let line = format!("{who}: {words}");
        let splice = text::append_dated(body, "Feedback", today, &line, false);
        return Ok((vec![splice], format!("feedback of {who} added: {short}")));
    }
    let splice = text::append_dated(body, "Notes", today, words, false);
    Ok((vec![splice], format!("note added: {short}")))
}

impl Subject {
    /// `US-12` or `Sprint 8`.
    fn short_name(&self) -> &str {
        self.ids.first().unwrap_or(&self.name)
    }
}
