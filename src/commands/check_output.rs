//! Where the findings of a check go, and in which formats.

use std::path::PathBuf;

use clap::Args;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::check::{
    Located, Report, concise, github, gitlab, json, junit, located, sarif, source_text, summary,
};
use crate::cli::{CommandResult, Context, Desk, ErrorKind, Failure, draw};
use crate::model::{At, Location, nearest};
use crate::store::{Locator, output_place, write_output};

/// Flags that say where findings go.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct OutputArgs {
    /// How to write the findings, and where: text, concise, json, sarif, github, gitlab or junit, to stdout or =FILE
    ///
    /// It can be given several times; one of them goes to stdout. Where each has a file, stdout gets the text. Paths in
    /// `sarif`, `github`, `gitlab` and `junit` lead from the top of the repository, in the others from here. In `github`,
    /// advice is a notice, and errors come first. With `--explain`, `text` and `md` are the same.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = parse, add = formats())]
    formats: Vec<Target>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Concise,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Md,
}

/// The formats by name. `md` is one of `--explain` alone.
const FORMATS: [(&str, Format, &str); 8] = [
    ("text", Format::Text, "with the source lines they are about"),
    ("concise", Format::Concise, "a line a finding"),
    ("json", Format::Json, "JSON with a stable shape"),
    ("sarif", Format::Sarif, "SARIF 2.1.0, for code scanning"),
    ("github", Format::Github, "annotations of GitHub"),
    ("gitlab", Format::Gitlab, "Code Quality of GitLab"),
    ("junit", Format::Junit, "JUnit XML"),
    ("md", Format::Md, "with --explain"),
];

/// A format and its file; without one it goes to stdout.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    format: Format,
    file: Option<PathBuf>,
}

fn parse(typed: &str) -> Result<Target, String> {
    let (name, file) = match typed.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (typed, None),
    };
    let known = FORMATS.iter().find(|(known, ..)| *known == name);
    let Some((_, format, _)) = known else {
        let names = || FORMATS.iter().map(|(name, ..)| *name);
        let hint = match nearest(name, names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the formats are {}", names().collect::<Vec<_>>().join(", ")),
        };
        return Err(format!("there is no format `{name}`; {hint}"));
    };
    match file {
        Some("") => return Err("a file is expected after `=`".to_owned()),
        Some("-") => return Err(format!("for stdout, leave `=-` out: `--format {name}`")),
        _ => {}
    }
    Ok(Target {
        format: *format,
        file: file.map(PathBuf::from),
    })
}

/// Completes the names of formats.
fn formats() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let candidate = |(name, _, help): &(&'static str, Format, &'static str)| {
            CompletionCandidate::new(*name).help(Some((*help).into()))
        };
        FORMATS.iter().map(candidate).collect()
    })
}

/// What is written where, when the check has run.
#[derive(Debug)]
pub(super) struct Outputs {
    stdout: Format,
    /// Formats, files as typed, and where they are.
    files: Vec<(Format, PathBuf, PathBuf)>,
}

impl OutputArgs {
    /// Refuses what `--explain` cannot write.
    ///
    /// # Errors
    /// Any format but text and Markdown, and any file.
    pub(super) fn for_explain(&self) -> CommandResult<()> {
        let is_page = |target: &Target| {
            matches!(target.format, Format::Text | Format::Md) && target.file.is_none()
        };
        match self.formats.iter().all(is_page) {
            true => Ok(()),
            false => Err(Failure::usage("`--explain` writes text or md, to stdout")),
        }
    }

    /// What goes where.
    ///
    /// # Errors
    /// Two formats for stdout, two for the same file, and `md`.
    pub(super) fn outputs(&self, context: &Context) -> CommandResult<Outputs> {
        let mut stdout = None;
        let mut files: Vec<(Format, PathBuf, PathBuf)> = Vec::new();
        for target in &self.formats {
            if target.format == Format::Md {
                return Err(Failure::usage("`md` is a format of `--explain` only")
                    .hint("po check --format text: for people"));
            }
            let Some(file) = &target.file else {
                if stdout.replace(target.format).is_some() {
                    return Err(Failure::usage("two formats are for stdout")
                        .hint("give one of them a file: --format sarif=check.sarif"));
                }
                continue;
            };
            let place = output_place(&context.env.current_dir.join(file));
            if files.iter().any(|(_, _, taken)| *taken == place) {
                return Err(Failure::usage(format!(
                    "two formats are for the file `{}`",
                    file.display()
                )));
            }
            files.push((target.format, file.clone(), place));
        }
        Ok(Outputs {
            stdout: stdout.unwrap_or(Format::Text),
            files,
        })
    }
}

/// What there is to write: a report, where its findings stand, and the files that they are about.
pub(super) struct Shown<'s> {
    /// The report.
    pub(super) report: &'s Report,
    /// Its findings.
    pub(super) findings: Vec<Located<'s>>,
    /// What leads from here to the files.
    pub(super) prefix: &'s str,
    /// What leads from the top of the repository to the files.
    pub(super) top: String,
    /// Reads a file.
    pub(super) read: &'s dyn Fn(&str) -> Option<Vec<u8>>,
}

impl Outputs {
    /// Whether stdout gets the text for people.
    pub(super) fn is_text(&self) -> bool {
        self.stdout == Format::Text
    }

    /// Writes the report on a backlog everywhere.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(super) fn report(&self, desk: &Desk<'_>, report: &Report) -> CommandResult<()> {
        let backlog = output_place(desk.store.root());
        if let Some((_, typed, _)) = self.files.iter().find(|f| f.2.starts_with(&backlog)) {
            return Err(Failure::usage(format!(
                "`{}` lies in the backlog, which a report must not overwrite",
                typed.display()
            )));
        }
        let shown = Shown {
            report,
            findings: placed(desk, report),
            prefix: &desk.prefix,
            top: from_top(desk),
            read: &|path| desk.read(path).ok(),
        };
        self.write(desk.context, &shown)
    }

    /// Writes a report everywhere. A file that cannot be written hides nothing: the others and stdout are written first.
    ///
    /// # Errors
    /// Which file cannot be written, and why; a closed pipe.
    pub(super) fn write(&self, context: &Context, shown: &Shown<'_>) -> CommandResult<()> {
        let mut failed = None;
        for (format, typed, place) in &self.files {
            let text = shown.render(*format, false);
            if let Err(error) = write_output(place, text.as_bytes()) {
                let words = format!("cannot write `{}`: {error}", typed.display());
                failed = failed.or(Some(Failure::new(ErrorKind::Io, words)));
            }
        }
        let color = context.out.stdout_colored();
        context.out.result(&shown.render(self.stdout, color))?;
        failed.map_or(Ok(()), Err)
    }
}

impl Shown<'_> {
    fn render(&self, format: Format, color: bool) -> String {
        let (report, findings) = (self.report, &self.findings);
        match format {
            Format::Text | Format::Md => self.drawn(color),
            Format::Concise => concise(findings, self.prefix),
            Format::Json => json(report, findings, self.prefix),
            Format::Sarif => sarif(report, findings, &self.top, env!("CARGO_PKG_REPOSITORY")),
            Format::Github => github(report, findings, &self.top),
            Format::Gitlab => gitlab(findings, &self.top),
            Format::Junit => junit(report, findings, &self.top),
        }
    }

    /// The findings under their source lines, then what they come to.
    fn drawn(&self, color: bool) -> String {
        let mut text = String::new();
        for file in self
            .findings
            .chunk_by(|a, b| a.finding.place.path == b.finding.place.path)
        {
            let source = (self.read)(&file[0].finding.place.path);
            for item in file {
                let source = source.as_deref();
                let drawn = draw(item.finding, source, &item.location, self.prefix, color);
                text.push_str(&drawn);
                text.push('\n');
            }
        }
        text.push_str(&summary(self.report).join("\n"));
        text.push('\n');
        text
    }
}

/// What goes before a path of the backlog to make it lead from the top of the repository, wherever one stands; without one,
/// from the folder that holds the backlog and the place where one stands.
fn from_top(desk: &Desk<'_>) -> String {
    let repository = desk.repository.as_ref();
    let folder = repository.and_then(|repository| repository.path_from_top(desk.store.root()));
    match folder {
        Some(folder) if folder.is_empty() => folder,
        Some(folder) => format!("{folder}/"),
        None => desk.prefix.trim_start_matches("../").to_owned(),
    }
}

/// The findings with their lines and columns, and the words that stand there.
pub(super) fn placed<'r>(desk: &Desk<'_>, report: &'r Report) -> Vec<Located<'r>> {
    located(&report.findings, |path, places| {
        locations(&desk.read(path).unwrap_or_default(), places)
    })
}

/// Lines and columns of places in a file, and the words that stand there.
pub(super) fn locations(bytes: &[u8], places: &[&At]) -> Vec<(Location, String)> {
    let locator = Locator::new(bytes);
    let locate = |at: &&At| {
        let location = locator.locate(at);
        (location, source_text(bytes, at, &location))
    };
    places.iter().map(locate).collect()
}

/// Writes the findings for people to stdout.
///
/// # Errors
/// A closed pipe.
pub(super) fn text(desk: &Desk<'_>, report: &Report) -> CommandResult<()> {
    let outputs = Outputs {
        stdout: Format::Text,
        files: Vec::new(),
    };
    outputs.report(desk, report)
}
