//! `po check --fix`: carries out the repairs that rules know.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use clap::Args;

use crate::check::{Repair, Step, repairs};
use crate::cli::{
    CommandResult, Desk, ErrorKind, Failure, Meant, Prompt, Reference, Told, WriteArgs, WriteFormat,
};
use crate::commands::check_renumber::{Moved, Renumbering};
use crate::model::{
    At, Backlog, Change, ChangeKind, Diagnostic, Edit, FieldEdit, Story, StoryId, Value,
};
use crate::store::{AppliedFile, Depth, Locator, Store, edit_bytes, read_story};

/// Flags of repairing.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct FixArgs {
    /// Repair what can be repaired; what would choose for you is asked first
    #[arg(long, help_heading = "Repairing", conflicts_with_all = ["at", "explain", "staged"])]
    fix: bool,
    /// Take every repair without asking: renumber, rename, guess a state
    #[arg(long, help_heading = "Repairing", requires = "fix")]
    yes: bool,
    /// Show the diff of the repairs, and write nothing
    #[arg(long, help_heading = "Repairing", requires = "fix")]
    dry_run: bool,
    /// Commit exactly the files that are repaired
    #[arg(long, help_heading = "Repairing", requires = "fix")]
    commit: bool,
}

impl FixArgs {
    /// Whether repairs are asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.fix
    }

    /// Whether the repairs are shown and not made.
    pub(super) fn is_only_shown(&self) -> bool {
        self.dry_run
    }

    /// Repairs what some findings are about, and tells about it where `tell`. Returns the files that changed.
    ///
    /// # Errors
    /// What the disk says; nothing is changed then.
    pub(super) fn run(
        &self,
        desk: &Desk<'_>,
        backlog: &Backlog,
        findings: &[Diagnostic],
        tell: bool,
    ) -> CommandResult<Vec<AppliedFile>> {
        refuse_in_conflict(desk)?;
        let mut plan = Plan {
            desk,
            by_path: backlog.by_path(),
            marked: !self.dry_run,
            renumbering: Renumbering::default(),
        };
        let known = plan
            .renumbering
            .in_order(desk, backlog, repairs(backlog, findings));
        let (taken, left) = self.agreed(&plan, known)?;
        plan.renumbering.look_up_references(desk, backlog, &taken);
        let write = WriteArgs {
            dry_run: self.dry_run,
            commit: self.commit,
            format: WriteFormat::Text,
        };
        let (made, told) =
            desk.apply("check --fix", &write, |store| plan.changes(store, &taken))?;
        let changed = !made.applied.files.is_empty();
        if tell && (changed || self.dry_run) {
            desk.tell(&write, &made, &told)?;
            if changed && !self.dry_run {
                desk.context.out.result("\n")?;
            }
        }
        if left > 0 {
            let (repairs, choose) = if left == 1 {
                ("1 repair", "chooses")
            } else {
                (&*format!("{left} repairs"), "choose")
            };
            desk.context
                .out
                .hint(&format!("{repairs} {choose} for you: po check --fix --yes"));
        }
        Ok(match self.dry_run {
            true => Vec::new(),
            false => made.applied.files,
        })
    }

    /// The repairs to carry out, and how many were left because nobody could be asked.
    fn agreed(&self, plan: &Plan<'_>, known: Vec<Repair>) -> CommandResult<(Vec<Repair>, usize)> {
        let mut taken = Vec::new();
        let mut left = 0;
        let prompt = Prompt::available();
        for repair in known {
            let yes = match prompt {
                _ if repair.lossless || self.yes => true,
                Some(prompt) if !self.dry_run => {
                    prompt.yes(&format!("{}?", plan.said(&repair)), false)?
                }
                _ => {
                    left += 1;
                    continue;
                }
            };
            if yes {
                taken.push(repair);
            }
        }
        Ok((taken, left))
    }
}

/// Refuses while files of the backlog are in conflict: what git holds of them in several versions would be repaired in one, or be
/// given another name.
fn refuse_in_conflict(desk: &Desk<'_>) -> CommandResult<()> {
    let Ok((repository, folder)) = desk.in_repository("") else {
        return Ok(());
    };
    let is_within = |path: &String| {
        let rest = path.strip_prefix(&folder);
        folder.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
    };
    // An index that cannot be read hinders nobody here.
    if !repository
        .unmerged()
        .unwrap_or_default()
        .iter()
        .any(is_within)
    {
        return Ok(());
    }
    Err(Failure::new(
        ErrorKind::Conflict,
        "files of the backlog are in conflict, and a repair now would mix with what both sides changed",
    )
    .hint("po resolve: decide field by field first, then po check --fix"))
}

/// What repairs are made of.
struct Plan<'d> {
    desk: &'d Desk<'d>,
    by_path: HashMap<&'d str, &'d Story>,
    /// Whether fresh ids are handed out for good.
    marked: bool,
    /// What is known of ids that several items have.
    renumbering: Renumbering,
}

impl Plan<'_> {
    /// A repair as a line: which item (and which file, where the id alone does not say), and what is done.
    fn said(&self, repair: &Repair) -> String {
        let path = repair.path.as_str();
        match self.by_path.get(path) {
            Some(story) if matches!(repair.step, Step::Edit(_) | Step::RenameKey { .. }) => {
                format!("{}: {}", story.id, repair.words)
            }
            _ => format!("{}: {}", self.desk.shown(path), repair.words),
        }
    }

    /// What is to change and to be told, put together under the lock.
    fn changes(&self, store: &Store, repairs: &[Repair]) -> CommandResult<(Vec<Change>, Told)> {
        let mut by_path: BTreeMap<&str, Vec<&Repair>> = BTreeMap::new();
        for repair in repairs {
            by_path.entry(&repair.path).or_default().push(repair);
        }
        let renumbered = |repairs: &Vec<&Repair>| repairs.iter().any(|r| r.step == Step::Renumber);
        let fresh: Vec<&str> = by_path
            .iter()
            .filter(|(_, repairs)| renumbered(repairs))
            .map(|(path, _)| *path)
            .collect();
        let ids = match fresh.len() {
            0 => Vec::new(),
            count => self.desk.mint(store, count as u64, self.marked)?,
        };
        let mut fresh: BTreeMap<&str, StoryId> = fresh.into_iter().zip(ids).collect();
        // What a reference means may have got its number before.
        for (path, id) in self.renumbering.moved_on(&self.by_path) {
            fresh.entry(path).or_insert(id);
        }
        for reference in self.renumbering.followed(&fresh) {
            by_path.entry(&reference.path).or_default();
        }
        // The file of an item that stands in two keeps the other one's id.
        let mut names_kept: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
        for repair in repairs {
            if let (Step::Unite(with), Some(gone)) = (&repair.step, self.by_path.get(&*repair.path))
            {
                by_path.entry(with).or_default();
                let edit = FieldEdit::Add {
                    key: "aliases".to_owned(),
                    item: gone.id.to_string(),
                };
                names_kept.entry(with).or_default().push(Edit::Field(edit));
            }
        }
        // Two files must not be given one name.
        let mut names: HashSet<&str> = HashSet::new();
        let (mut changes, mut told) = (Vec::new(), Told::default());
        let mut moved: Moved<'_> = BTreeMap::new();
        for (path, mut repairs) in by_path {
            let story = self.by_path.get(path).copied();
            let old = store.read(path)?;
            if !is_as_checked(self.desk, path, &old, story) {
                told.after.push(format!(
                    "{} was changed meanwhile and is left as it is; check again",
                    self.desk.shown(path)
                ));
                continue;
            }
            let mut file = File {
                path,
                new: old.clone(),
                to: None,
                is_gone: false,
            };
            if let Some(edits) = names_kept.get(path)
                && let Err(reason) = file.edit(edits)
            {
                told.after
                    .push(format!("{}: left for you: {reason}", self.desk.shown(path)));
            }
            for reference in self.renumbering.followed(&fresh) {
                if reference.path == path {
                    match file.follow(reference, &fresh) {
                        Ok(line) => {
                            let line = format!("{}:{line}", self.desk.shown(path));
                            match story {
                                Some(story) => told.line(&story.id, line),
                                None => told.lines.push(line),
                            }
                        }
                        Err(reason) => told.after.push(format!(
                            "{}:{}: left for you: {reason}",
                            self.desk.shown(path),
                            reference.line
                        )),
                    }
                }
            }
            // What the body's ranges speak of is the body as it was, so they are taken from its end.
            repairs.sort_by_key(|repair| Reverse(body_start(repair)));
            // A fresh number gives the file its name.
            let is_renumbered = renumbered(&repairs);
            for repair in repairs {
                let line = self.said(repair);
                let done = match &repair.step {
                    Step::Renumber => match (story, fresh.get(path)) {
                        (Some(story), Some(id)) => {
                            if self.marked {
                                self.desk.remember(store, id);
                            }
                            let renumbered = file.renumber(story, &id.to_string());
                            renumbered.map(|()| format!("{line}: now {id}"))
                        }
                        _ => continue,
                    },
                    Step::RenameFile(_) if is_renumbered => continue,
                    Step::RenameFile(to) if names.insert(to) => {
                        file.to = Some(to.clone());
                        Ok(line)
                    }
                    Step::RenameFile(_) => continue,
                    Step::Unite(_) => {
                        file.is_gone = true;
                        Ok(line)
                    }
                    Step::Edit(edits) => file.edit(edits).map(|()| line),
                    Step::RenameKey { from, to } => file.rename_key(from, to).map(|()| line),
                };
                match (done, story) {
                    (Ok(line), Some(story)) => told.line(&story.id, line),
                    (Ok(line), None) => told.lines.push(line),
                    (Err(reason), _) => told
                        .after
                        .push(format!("{}: left for you: {reason}", self.desk.shown(path))),
                }
            }
            if let Some(to) = &file.to {
                moved.insert(path, (to.clone(), file.new.clone()));
            }
            changes.extend(file.into_changes(old));
        }
        if !fresh.is_empty() {
            told.after.extend(self.renumbering.left(self.desk, &moved));
        }
        Ok((changes, told))
    }
}

/// Where in the body a repair begins; fields come first.
fn body_start(repair: &Repair) -> usize {
    let Step::Edit(edits) = &repair.step else {
        return 0;
    };
    edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Body(splice) => Some(splice.range.start),
            Edit::Field(_) => None,
        })
        .max()
        .unwrap_or(0)
}

/// Whether a file still holds the body that was checked.
fn is_as_checked(desk: &Desk<'_>, path: &str, bytes: &[u8], story: Option<&Story>) -> bool {
    let Some(story) = story else { return true };
    read_story(path, bytes, desk.config(), Depth::Body)
        .is_ok_and(|(now, _)| now.body == story.body && now.id == story.id)
}

/// A file on its way to be right.
struct File<'p> {
    path: &'p str,
    new: Vec<u8>,
    to: Option<String>,
    is_gone: bool,
}

impl File<'_> {
    fn edit(&mut self, edits: &[Edit]) -> Result<(), String> {
        self.new = edit_bytes(self.path, &self.new, edits).map_err(|error| error.to_string())?;
        Ok(())
    }

    /// Writes a key as another one. An empty line of the other key goes first.
    fn rename_key(&mut self, from: &str, to: &str) -> Result<(), String> {
        let emptied = edit_bytes(self.path, &self.new, &[Edit::set(to, Value::Empty)])
            .map_err(|error| error.to_string())?;
        if emptied != self.new {
            return Err(format!("`{to}` stands there and holds something"));
        }
        let drop = FieldEdit::Drop { key: to.to_owned() };
        let dropped = edit_bytes(self.path, &self.new, &[Edit::Field(drop)])
            .map_err(|error| error.to_string())?;
        let at = Locator::new(&dropped).locate(&At::Key(from.to_owned()));
        let key = at.start..at.start + from.len();
        if dropped.get(key.clone()) != Some(from.as_bytes()) {
            return Err(format!("`{from}` is not written plainly"));
        }
        let mut renamed = dropped;
        renamed.splice(key, to.bytes());
        self.new = renamed;
        Ok(())
    }

    /// Writes the fresh id of the item that a reference means in its place, and says so from the line on.
    fn follow(
        &mut self,
        reference: &Reference,
        fresh: &BTreeMap<&str, StoryId>,
    ) -> Result<String, String> {
        let Meant::Item(item, commit) = &reference.meant else {
            return Err("nobody knows which is meant".to_owned());
        };
        let id = fresh.get(item.as_str()).ok_or("its item keeps its id")?;
        let Reference { key, text, .. } = reference;
        let at = Locator::new(&self.new).locate(&reference.at);
        let written = self.new.get(at.start..at.end).unwrap_or_default();
        let written = String::from_utf8_lossy(written).into_owned();
        if written.trim_matches(['"', '\'']) != text {
            return Err(format!(
                "`{key}` was changed meanwhile, or is not written plainly"
            ));
        }
        let (to, line) = (written.replace(text, &id.to_string()), at.line);
        self.new.splice(at.start..at.end, to.bytes());
        let commit = commit.short();
        Ok(format!(
            "{line}: `{key}` {text} → {id}: only that one was there when it was written, in {commit}"
        ))
    }

    fn renumber(&mut self, story: &Story, id: &str) -> Result<(), String> {
        let old = story.id.to_string();
        let (folder, name) = match self.path.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), self.path),
        };
        let rest = match name.get(..old.len()) {
            Some(start) if start.eq_ignore_ascii_case(&old) => name[old.len()..].to_owned(),
            _ => format!("-{name}"),
        };
        self.edit(&[
            Edit::set("id", Value::Plain(id.to_owned())),
            Edit::Field(FieldEdit::Add {
                key: "aliases".to_owned(),
                item: old,
            }),
        ])?;
        self.to = Some(format!("{folder}{id}{rest}"));
        Ok(())
    }

    fn into_changes(self, old: Vec<u8>) -> Vec<Change> {
        let change = |path: &str, kind| Change {
            path: path.to_owned(),
            kind,
        };
        match self.to {
            _ if self.is_gone => vec![change(self.path, ChangeKind::Remove)],
            Some(to) => vec![
                change(self.path, ChangeKind::Remove),
                change(&to, ChangeKind::Create(self.new)),
            ],
            None if self.new == old => Vec::new(),
            None => {
                let new = self.new;
                vec![change(self.path, ChangeKind::Replace { old, new })]
            }
        }
    }
}
