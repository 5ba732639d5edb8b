//! `po note`: dated notes, questions, answers and feedback.

use clap::Args;

use crate::cli::{
    CommandResult, Context, ErrorKind, Failure, Told, WriteArgs, complete, read_stdin,
};
use crate::model::{Change, Edit, Splice};
use crate::text;

/// Flags of `po note`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po note 12 \"the provider answers on Friday\"
  po note 12 --question \"Do we need the CVC again?\"
  po note 12 --answer 1 \"No, the provider keeps it\"
  po note 12 --feedback Marketing \"we want this for the fair\"")]
pub struct NoteArgs {
    /// The item
    #[arg(value_name = "ID", add = complete::ids())]
    id: String,
    /// What to write down; `-` reads it from stdin
    #[arg(required = true, value_name = "WORDS")]
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

/// Writes down a dated line.
///
/// # Errors
/// When the item or the question does not exist, or there are no words.
pub fn run(context: &Context, args: &NoteArgs) -> CommandResult {
    let desk = context.open()?;
    let words = match args.words.join(" ") {
        words if words == "-" => text::one_line(&read_stdin()?),
        words => text::one_line(&words),
    };
    if words.is_empty() {
        return Err(Failure::invalid("a note needs words"));
    }
    let today = desk.today();
    desk.change(&format!("note on {}", args.id), &args.write, |store| {
        let story = desk
            .open_stories(store, std::slice::from_ref(&args.id))?
            .remove(0);
        let body = story.body.as_deref().unwrap_or_default();
        let (splices, said): (Vec<Splice>, String) = if args.question {
            let count = text::dated_lines(body, "Questions").len();
            (
                vec![text::append_dated(body, "Questions", today, &words, true)],
                format!(
                    "question {} asked: {}",
                    count + 1,
                    text::truncate(&words, 60)
                ),
            )
        } else if let Some(number) = args.answer {
            let questions = text::dated_lines(body, "Questions");
            let question = number
                .checked_sub(1)
                .and_then(|index| questions.get(index))
                .ok_or_else(|| {
                    let failure = Failure::new(
                        ErrorKind::NotFound,
                        format!("{} has no question {number}", story.id),
                    );
                    failure.hint(match questions.len() {
                        0 => format!("it has none: po note {} \"…\" --question", story.id),
                        n => format!("it has 1 to {n}: po show {}", story.id),
                    })
                })?;
            let asked = text::truncate(&question.text, 60);
            (
                text::answer(body, question, today, &words),
                format!("question {number} answered: {asked}"),
            )
        } else if let Some(who) = &args.feedback {
            let who = text::one_line(who);
            if who.is_empty() {
                return Err(Failure::invalid("feedback needs to say whose it is")
                    .hint(format!("po note {} \"…\" --feedback Marketing", story.id)));
            }
            let line = format!("{who}: {words}");
            (
                vec![text::append_dated(body, "Feedback", today, &line, false)],
                format!("feedback of {who} added: {}", text::truncate(&words, 60)),
            )
        } else {
            (
                vec![text::append_dated(body, "Notes", today, &words, false)],
                format!("note added: {}", text::truncate(&words, 60)),
            )
        };
        let edits = splices.into_iter().map(Edit::Body).collect();
        let told = Told::one(&story.id, format!("{} {}: {said}", story.id, story.title));
        Ok((vec![Change::edit(&*story.path, edits)], told))
    })
}
