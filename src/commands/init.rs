//! `po init`: starts a backlog.

use std::path::Path;

use clap::Args;
use jiff::tz::TimeZone;

use crate::cli::{
    CommandResult, Context, Env, ErrorKind, Failure, Outcome, Prompt, make_folder, shown_prefix,
};
use crate::commands::git;
use crate::git::Repository;
use crate::model::{Change, Config, CriteriaConfig, SprintConfig, is_prefix};
use crate::store::{
    CONFIG_FILE, Mode, PRODUCT, RELEASES, SPRINTS, STORIES, Store, backlog_around, backlog_at,
    default_config_text, private_dir, straight,
};
use crate::text::{self, Language, product_template};

/// Flags of `po init`.
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  po init                               asks five questions
  po init --yes                         asks nothing
  po init --prefix SHOP --product \"Web shop\" --sprint-weeks 1")]
pub struct InitArgs {
    /// The product's name [default: the folder's]
    #[arg(long, value_name = "NAME")]
    pub product: Option<String>,
    /// What ids begin with [default: US]
    #[arg(long, value_name = "PREFIX")]
    pub prefix: Option<String>,
    /// The language of the story template [default: en]
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// The zone in which days begin and end [default: this machine's]
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// How long a Sprint is [default: 2]
    #[arg(long, value_name = "WEEKS", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub sprint_weeks: Option<u8>,
    /// The Product Goal
    #[arg(long, value_name = "WORDS")]
    pub goal: Option<String>,
    /// Take every default, ask nothing
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// What a new backlog is made of.
#[derive(Debug)]
struct Answers {
    product: String,
    prefix: String,
    language: &'static Language,
    time_zone: TimeZone,
    weeks: u8,
    goal: String,
}

/// Starts a backlog, after five questions on a terminal.
///
/// # Errors
/// When there is one already, or the folder cannot be written.
pub fn run(context: &Context, args: &InitArgs) -> CommandResult {
    let root = context.new_root()?;
    refuse_existing(&root)?;
    let prompt = if args.yes { None } else { Prompt::available() };
    let answers = answers(context, args, &root, prompt)?;
    let text = create(context, &root, &answers)?;
    context.out.result(&text)?;
    Ok(Outcome::Clean)
}

/// Starts a backlog with defaults, for commands that need one to put things into; returns what to tell.
///
/// # Errors
/// As [`run`].
pub fn start(context: &Context, root: &Path, prefix: Option<&str>) -> CommandResult<String> {
    let args = InitArgs {
        prefix: prefix.map(str::to_owned),
        ..InitArgs::default()
    };
    refuse_existing(root)?;
    let answers = answers(context, &args, root, None)?;
    create(context, root, &answers)
}

fn refuse_existing(root: &Path) -> CommandResult<()> {
    match backlog_at(root)?.or_else(|| backlog_around(root)) {
        Some(there) => Err(Failure::new(
            ErrorKind::Refused,
            format!(
                "there is a backlog already: `{}`",
                there.join(CONFIG_FILE).display()
            ),
        )
        .hint("po status: what is in it")
        .hint("po init --backlog DIR: start another one elsewhere")),
        None => Ok(()),
    }
}

/// The five answers: from flags, else asked for, else the defaults.
fn answers(
    context: &Context,
    args: &InitArgs,
    root: &Path,
    prompt: Option<Prompt>,
) -> CommandResult<Answers> {
    // The folder that holds the backlog; a backlog that is the folder one stands in has its name.
    let here = &context.env.current_dir;
    let whole = std::path::absolute(root).map(|root| straight(&root));
    let whole = whole.unwrap_or_else(|_| root.to_owned());
    let folder = match whole == *here {
        true => Some(whole.as_path()),
        false => whole.parent(),
    };
    let folder = folder.and_then(Path::file_name);
    let folder = folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let product = ask(
        prompt,
        args.product.clone(),
        ("Product name?", &text::one_line(&folder), ""),
        &|name| Ok(text::one_line(&name)),
    )?;
    let prefix = ask(
        prompt,
        args.prefix.clone(),
        (
            "What should ids begin with?",
            "US",
            "US gives US-1, US-2, …",
        ),
        &|prefix| {
            if is_prefix(&prefix) {
                return Ok(prefix.to_uppercase());
            }
            Err(Failure::invalid(format!("`{prefix}` cannot begin an id"))
                .hint("a letter, then letters, digits or underscores: US, SHOP, A1"))
        },
    )?;
    let codes = text::LANGUAGES
        .iter()
        .map(|language| language.code)
        .collect::<Vec<_>>()
        .join(", ");
    let usual = context
        .env
        .language
        .clone()
        .filter(|code| text::language_of(code).is_some())
        .unwrap_or_else(|| "en".to_owned());
    let language = ask(
        prompt,
        args.language.clone(),
        ("Language of the story template?", &usual, &codes),
        &|code| {
            text::language_of(&code).ok_or_else(|| {
                Failure::invalid(format!("no story template in the language `{code}`"))
                    .hint(format!("there are: {codes}"))
            })
        },
    )?;
    let weeks = ask(
        prompt,
        args.sprint_weeks.map(|weeks| weeks.to_string()),
        (
            "Sprint length in weeks?",
            "2",
            "Sprints start on Monday; po.yaml can change that",
        ),
        &|answer| {
            let weeks = answer.parse().ok();
            weeks
                .filter(|weeks| (1..=8).contains(weeks))
                .ok_or_else(|| {
                    Failure::invalid(format!("`{answer}` is no Sprint length"))
                        .hint("1 to 8 weeks; the Scrum Guide says at most one month")
                })
        },
    )?;
    let goal = ask(
        prompt,
        args.goal.clone(),
        ("Product Goal?", "", "Enter: later, in product.md"),
        &|goal| Ok(text::one_line(&goal)),
    )?;
    let zone = args
        .time_zone
        .clone()
        .or_else(Env::time_zone_name)
        .unwrap_or_else(|| "UTC".to_owned());
    let time_zone = TimeZone::get(&zone).map_err(|_| {
        Failure::invalid(format!("`{zone}` is not a time zone"))
            .hint("a name like Europe/Paris or UTC")
    })?;
    Ok(Answers {
        product,
        prefix,
        language,
        time_zone,
        weeks,
        goal,
    })
}

/// The answer to a question, its default and its help: given, else asked for until it can be used, else the default.
fn ask<T>(
    prompt: Option<Prompt>,
    given: Option<String>,
    (question, default, help): (&str, &str, &str),
    check: &dyn Fn(String) -> CommandResult<T>,
) -> CommandResult<T> {
    match (given, prompt) {
        (Some(given), _) => check(given),
        (None, Some(prompt)) => prompt.checked(question, default, help, check),
        (None, None) => check(default.to_owned()),
    }
}

/// Writes the files and says so.
fn create(context: &Context, root: &Path, answers: &Answers) -> CommandResult<String> {
    context.refuse_bare(root.parent().unwrap_or(root))?;
    for folder in [STORIES, SPRINTS, RELEASES] {
        make_folder(&root.join(folder))?;
    }
    let repository = context.repository(root);
    let private = repository
        .as_ref()
        .map_or_else(|| private_dir(root, None), Repository::private_dir);
    let store = Store::prepare(root, private)?;
    let shown = shown_prefix(&context.env.current_dir, root);
    let named = if shown.is_empty() { "./" } else { &shown };
    let usual = Config::default();
    let mut headings = usual.criteria.headings.clone();
    if !headings
        .iter()
        .any(|heading| heading == answers.language.criteria)
    {
        headings.insert(0, answers.language.criteria.to_owned());
    }
    let config = Config {
        product: answers.product.clone(),
        prefixes: vec![answers.prefix.clone()],
        language: answers.language.code.to_owned(),
        time_zone: answers.time_zone.clone(),
        sprint: SprintConfig {
            weeks: answers.weeks,
            ..usual.sprint.clone()
        },
        criteria: CriteriaConfig {
            headings,
            ..usual.criteria.clone()
        },
        ..usual
    };
    let mut changes = vec![
        Change::create(CONFIG_FILE, default_config_text(&config)),
        Change::create(PRODUCT, product_template(&answers.goal)),
    ];
    let mut setup = String::new();
    if let Some(repository) = &repository {
        changes.extend(git::attributes_change(&store, &shown)?.map(|(change, _)| change));
        let state = match repository.register_driver() {
            Ok(_) => "this clone is set up".to_owned(),
            Err(error) => format!("po git setup sets this clone up: {error}"),
        };
        setup = format!(
            "\n  .gitattributes  stories merge field by field, figures day by day ({state})"
        );
    }
    store.apply("init", Mode::Write, |_| Ok::<_, Failure>((changes, ())))?;
    let no_git = match (&repository, context.met_unusable_repository()) {
        (Some(_), _) => "",
        (None, false) => "\n  no git repository here: everything works, without history",
        (None, true) => {
            "\n  git itself works here as ever: commit backlog/ with it; stories merge by lines, for po sets up no merge here"
        }
    };
    Ok(format!(
        "Created {named} for \"{}\"\n  \
         po.yaml      prefix {} · {} · {} · {}-week Sprints · {} states\n  \
         product.md   Product Goal, Vision, Objectives, Definition of Done: 6 example points, edit them{setup}{no_git}\n\
         Next: po add \"…\"   then po rank   then po check\n",
        text::escape_terminal(&answers.product),
        answers.prefix,
        answers.language.name,
        answers.time_zone.iana_name().unwrap_or("UTC"),
        answers.weeks,
        config.states.len(),
    ))
}
