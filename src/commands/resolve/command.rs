//! `po resolve`: shows what is in conflict, takes decisions, writes and stages exactly the resolved files.

use clap::Args;

use crate::cli::{CommandResult, Context, Desk, Failure, Outcome, Prompt, WriteFormat};
use crate::commands::resolve::by_hand::{is_begun, is_done};
use crate::commands::resolve::contested::{self, ending_as, outcome, path_beside};
use crate::commands::resolve::next::{by_git, go_on, next_step};
use crate::commands::resolve::pick_up::pick_up;
use crate::commands::resolve::show::{Decided, FieldView, FileView, ResolveView};
use crate::git::{IndexConflict, MergeRules, Repository, Side, from_top};
use crate::model::{Change, ChangeKind, IdPattern};
use crate::report::{Document, Line};
use crate::store::{CONFIG_FILE, Depth, StoreError, id_in_name, read_config, read_story, straight};

/// Flags of `po resolve`.
#[derive(Debug, Args)]
#[command(
    after_help = "\"ours\" is what was checked out, \"theirs\" what is merged into it; in a rebase, ours is the branch below.

Examples:
  po resolve                              what is in conflict; on a terminal, asks field by field
  po resolve 12 --theirs points           one field of one item
  po resolve --ours status --theirs title of every item
  po resolve 12 --ours all                everything that is contested in it"
)]
pub struct ResolveArgs {
    /// Items or files [default: all that are in conflict]
    #[arg(value_name = "ID | FILE")]
    only: Vec<String>,
    /// Take our side of this field; `all` for every one
    #[arg(long, value_name = "FIELD")]
    ours: Vec<String>,
    /// Take their side of this field; `all` for every one
    #[arg(long, value_name = "FIELD")]
    theirs: Vec<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: WriteFormat,
}

/// Resolves conflicts.
///
/// # Errors
/// When there is no repository, a field is contested nowhere, or a file or git's index cannot be written.
pub fn run(context: &Context, args: &ResolveArgs) -> CommandResult {
    // `po.yaml` may be in conflict itself.
    let desk = context.open_to_mend()?;
    let (repository, folder) = desk.in_repository("po resolve")?;
    pick_up(&desk, repository)?;
    let conflicts = repository.conflicts_below(&folder)?;
    let conflicts = chosen(&desk, conflicts, &args.only)?;
    if conflicts.is_empty() {
        let elsewhere = repository.unmerged()?;
        if !elsewhere.is_empty() {
            context.out.note("nothing of the backlog is in conflict\n");
            context.out.hint(&by_git(&elsewhere));
            return Ok(Outcome::Clean);
        }
        context.out.note("nothing is in conflict\n");
        go_on(&desk, (repository, &folder), None)?;
        return Ok(Outcome::Clean);
    }
    let rules = rules(&desk, &conflicts);
    args.refuse_unknown(&conflicts, &rules)?;
    let mut files = Vec::new();
    for conflict in &conflicts {
        files.push(one(&desk, args, conflict, &rules)?);
    }
    let done: Vec<(&IndexConflict, &contested::Outcome)> = conflicts
        .iter()
        .zip(files.iter().map(|(_, outcome)| outcome))
        .filter(|(_, outcome)| {
            matches!(
                outcome,
                contested::Outcome::Bytes(_)
                    | contested::Outcome::Both { .. }
                    | contested::Outcome::Gone
            )
        })
        .collect();
    write(&desk, repository, &folder, &done)?;
    let names = done
        .iter()
        .filter_map(|(conflict, _)| conflict.names.as_ref());
    for gone in names
        .filter(|names| names.is_taken)
        .filter_map(|names| names.gone_id.as_ref())
    {
        context.out.warn(&format!(
            "`{gone}` is another item's id now: look which one is meant where it is named"
        ));
    }
    let view = ResolveView {
        schema_version: 1,
        files: files.into_iter().map(|(view, _)| view).collect(),
    };
    match args.format {
        WriteFormat::Json => context.out.json(&view)?,
        WriteFormat::Text => context.out.document(&view.document())?,
    }
    let left = view
        .files
        .iter()
        .filter(|f| !matches!(f.state, "resolved" | "kept" | "both" | "removed"));
    let left = left.count();
    next_step(&desk, (repository, &folder), &view, left)?;
    Ok(Outcome::findings_if(left > 0))
}

impl ResolveArgs {
    /// The rules of a merge with the sides that were named.
    fn choices(&self, rules: &MergeRules, names: &[String]) -> MergeRules {
        let mut rules = rules.clone();
        for (side, fields) in [(Side::Ours, &self.ours), (Side::Theirs, &self.theirs)] {
            for field in fields {
                match field.as_str() {
                    "all" => {
                        for name in names {
                            rules.choices.entry(name.clone()).or_insert(side);
                        }
                    }
                    field => {
                        rules.choices.insert(field.to_owned(), side);
                    }
                }
            }
        }
        rules
    }

    /// Refuses a field that is contested nowhere, and one for which both sides were named.
    fn refuse_unknown(&self, conflicts: &[IndexConflict], rules: &MergeRules) -> CommandResult<()> {
        if let Some(both) = self.ours.iter().find(|name| self.theirs.contains(name)) {
            return Err(Failure::usage(format!(
                "`{both}` cannot be ours and theirs"
            )));
        }
        let mut known: Vec<String> = Vec::new();
        for conflict in conflicts {
            known.extend(open(conflict, rules).into_iter().map(|field| field.name));
        }
        let named = self.ours.iter().chain(&self.theirs);
        for name in named.filter(|name| *name != "all") {
            if !known.contains(name) {
                known.sort();
                known.dedup();
                let failure = Failure::not_found(format!("`{name}` is not contested"));
                return Err(match known.is_empty() {
                    true => failure,
                    false => failure.hint(format!("contested: {}", known.join(", "))),
                });
            }
        }
        Ok(())
    }
}

/// What is contested in a file without any choice.
fn open(conflict: &IndexConflict, rules: &MergeRules) -> Vec<FieldView> {
    match outcome(conflict, rules) {
        contested::Outcome::Open(fields) => fields.into_iter().map(FieldView::from).collect(),
        _ => Vec::new(),
    }
}

/// Decides one file as far as flags and, on a terminal, a person say.
fn one(
    desk: &Desk<'_>,
    args: &ResolveArgs,
    conflict: &IndexConflict,
    rules: &MergeRules,
) -> CommandResult<(FileView, contested::Outcome)> {
    let view = |state, fields| FileView {
        path: desk.shown(&conflict.path),
        state,
        is_two_items: conflict.is_two_items(),
        renamed: conflict.names.as_ref().map(|it| desk.shown(&it.gone)),
        fields,
        decided: Vec::new(),
    };
    let nothing = contested::Outcome::Open(Vec::new());
    let at_hand: Vec<Vec<u8>> = conflict
        .paths()
        .filter_map(|path| desk.read(path).ok())
        .collect();
    if conflict.is_no_file {
        return Ok((view("left-to-git", Vec::new()), nothing));
    }
    if at_hand.iter().any(|bytes| is_done(conflict, bytes)) {
        return Ok((view("by-hand", Vec::new()), nothing));
    }
    if at_hand.iter().any(|bytes| is_begun(conflict, bytes, rules)) {
        return Ok((view("begun-by-hand", Vec::new()), nothing));
    }
    let fields = open(conflict, rules);
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    let mut rules = args.choices(rules, &names);
    if args.ours.is_empty()
        && args.theirs.is_empty()
        && args.format == WriteFormat::Text
        && let Some(prompt) = Prompt::available()
    {
        ask(desk, prompt, &view("open", fields.clone()), &mut rules)?;
    }
    let outcome = outcome(conflict, &rules);
    let view = match &outcome {
        contested::Outcome::Bytes(_) if conflict.is_uncontested => view("kept", Vec::new()),
        contested::Outcome::Bytes(_) => view("resolved", Vec::new()),
        contested::Outcome::Both { .. } => view("both", Vec::new()),
        contested::Outcome::Gone => view("removed", Vec::new()),
        contested::Outcome::Marked => view("marked", Vec::new()),
        contested::Outcome::Open(left) => {
            let left = left.iter().cloned().map(FieldView::from).collect();
            let decided = |name: &String| {
                let side = match rules.choices.get(name)? {
                    Side::Ours => "ours",
                    Side::Theirs => "theirs",
                };
                let name = name.clone();
                Some(Decided { name, side })
            };
            FileView {
                decided: names.iter().filter_map(decided).collect(),
                ..view("open", left)
            }
        }
    };
    Ok((view, outcome))
}

/// Asks for each field of a file.
fn ask(
    desk: &Desk<'_>,
    prompt: Prompt,
    file: &FileView,
    rules: &mut MergeRules,
) -> CommandResult<()> {
    for field in &file.fields {
        let mut document = Document::new();
        document.text(Line::plain(file.path.clone()));
        document.items(field.lines());
        desk.context.out.document(&document)?;
        let side = prompt.checked(
            &format!("{}: ours, theirs, or later?", field.name),
            "later",
            "o, t, or l",
            &|answer| match answer.to_lowercase().chars().next() {
                Some('o') => Ok(Some(Side::Ours)),
                Some('t') => Ok(Some(Side::Theirs)),
                Some('l') | None => Ok(None),
                Some(_) => Err(Failure::usage(
                    "`o` for ours, `t` for theirs, `l` for later",
                )),
            },
        )?;
        if let Some(side) = side {
            rules.choices.insert(field.name.clone(), side);
        }
    }
    Ok(())
}

/// Writes what is decided, then stages exactly these files.
fn write(
    desk: &Desk<'_>,
    repository: &Repository,
    folder: &str,
    done: &[(&IndexConflict, &contested::Outcome)],
) -> CommandResult<()> {
    if done.is_empty() {
        return Ok(());
    }
    let paths = done.iter().flat_map(|(conflict, _)| conflict.paths());
    let mut paths: Vec<String> = paths.map(|path| from_top(folder, path)).collect();
    let plan = |store: &crate::store::Store| {
        repository.expect_index()?;
        let mut changes = Vec::new();
        for (conflict, outcome) in done {
            if let contested::Outcome::Both { beside, .. } = outcome {
                let is_taken =
                    |path: &str| !matches!(store.read(path), Err(StoreError::Missing(_)));
                let path = path_beside(&conflict.path, beside, is_taken);
                let bytes = ending_as(store.read(&conflict.path).ok().as_deref(), conflict, beside);
                paths.push(from_top(folder, &path));
                changes.push(Change::create(path, bytes));
            }
            for path in conflict.paths() {
                let old = store.read(path).ok();
                let new = match outcome {
                    contested::Outcome::Bytes(new)
                    | contested::Outcome::Both { keeps: new, .. }
                        if *path == conflict.path =>
                    {
                        Some(ending_as(old.as_deref(), conflict, new))
                    }
                    _ => None,
                };
                let kind = match (old, new) {
                    (Some(old), Some(new)) => ChangeKind::Replace { old, new },
                    (None, Some(new)) => ChangeKind::Create(new),
                    (Some(_), None) => ChangeKind::Remove,
                    (None, None) => continue,
                };
                let path = path.to_owned();
                changes.push(Change { path, kind });
            }
        }
        Ok((changes, repository.note_of_conflicts(&paths)?))
    };
    desk.apply_noted("resolve", plan)
        .map_err(|failure| match failure.hints.is_empty() {
            true => failure.hint("git checkout --ours FILE, or git checkout --theirs FILE, then git add FILE: where po does not write"),
            false => failure,
        })?;
    repository.stage(&paths).map_err(|error| {
        Failure::from(error).hint("the files are resolved, but not staged: po resolve stages them")
    })
}

/// The files that were named, by id or path.
fn chosen(
    desk: &Desk<'_>,
    conflicts: Vec<IndexConflict>,
    only: &[String],
) -> CommandResult<Vec<IndexConflict>> {
    if only.is_empty() {
        return Ok(conflicts);
    }
    let config = config(desk, &conflicts);
    let mut found = Vec::new();
    for name in only {
        let pattern = IdPattern::new(name, &config.prefixes);
        let typed = name.replace('\\', "/");
        let place = straight(&desk.context.env.current_dir.join(&typed));
        let is_meant = |conflict: &&IndexConflict| {
            conflict.paths().any(|path| {
                let id = id_in_name(path);
                id.is_some_and(|id| pattern.candidates.contains(&id))
                    || straight(&desk.store.root().join(path)) == place
                    || desk.shown(path) == typed
                    || path == typed
            })
        };
        let names = pattern.names();
        let is_called = |conflict: &&IndexConflict| {
            let stories = conflict.versions().filter_map(|bytes| {
                let read = read_story(&conflict.path, bytes, &config, Depth::Header);
                Some(read.ok()?.0)
            });
            let mut aliases = stories.flat_map(|story| story.aliases);
            aliases.any(|alias| names.contains(&alias.to_lowercase()))
        };
        let before = found.len();
        found.extend(conflicts.iter().filter(is_meant).cloned());
        if found.len() == before {
            found.extend(conflicts.iter().filter(is_called).cloned());
        }
        if found.len() == before {
            return Err(Failure::not_found(format!("`{name}` is not in conflict"))
                .hint("po resolve: everything that is"));
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    Ok(found)
}

fn rules(desk: &Desk<'_>, conflicts: &[IndexConflict]) -> MergeRules {
    MergeRules::new(&config(desk, conflicts))
}

/// What the team agreed: as the file at hand says, else as our side has it.
fn config(desk: &Desk<'_>, conflicts: &[IndexConflict]) -> crate::model::Config {
    let at_hand = desk.read(CONFIG_FILE).ok();
    let ours = conflicts
        .iter()
        .find(|conflict| conflict.path == CONFIG_FILE);
    let ours = ours.and_then(|conflict| conflict.ours.clone());
    let texts = at_hand.into_iter().chain(ours);
    let mut configs = texts.filter_map(|bytes| Some(read_config(&bytes).ok()?.0));
    configs.next().unwrap_or_default()
}
