//! `po release new`: a release's file.

use clap::Args;

use crate::cli::{CommandResult, Context, Told, WriteArgs};
use crate::commands::field_values::{amount, day};
use crate::model::{Change, Value};
use crate::scrum::ReleaseRefusal;
use crate::store::{new_file_header, release_path};
use crate::text;

/// The longest file name, without `.md`, in bytes.
const LONGEST: usize = 60;

/// Flags of `po release new`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po release new 1.2 --due 2026-12-18
  po release new 1.2 --due 2026-12-18 --budget 60000 --scope \"Guests buy and pay\"")]
pub struct NewArgs {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// The day on which it is due
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// What it may cost, in money
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    budget: Option<String>,
    /// What it is about, in a sentence
    #[arg(long, value_name = "WORDS")]
    scope: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes a release.
///
/// # Errors
/// When there is one of that name, or a value cannot be.
pub fn run(context: &Context, args: &NewArgs) -> CommandResult {
    let desk = context.open()?;
    let name = text::one_line(&args.name);
    let due = args
        .due
        .as_deref()
        .map(|text| day(&desk, "due", text))
        .transpose()?;
    let budget = args
        .budget
        .as_deref()
        .map(|text| amount("budget", text))
        .transpose()?;
    let scope = args
        .scope
        .as_deref()
        .map(text::one_line)
        .unwrap_or_default();
    let Some(stem) = stem(&name) else {
        return Err(ReleaseRefusal::Name { name }.into());
    };
    desk.change(&format!("release new {name}"), &args.write, |store| {
        let surroundings = store.surroundings();
        if surroundings
            .releases
            .iter()
            .any(|release| release.name.trim() == name)
        {
            return Err(ReleaseRefusal::Exists { name: name.clone() }.into());
        }
        let plain = |text: Option<String>| text.map_or(Value::Empty, Value::Plain);
        // Empty keys too: what is set later changes a line of its own.
        let mut file = new_file_header(&[
            ("release", Value::Text(name.clone())),
            ("due", plain(due.map(|due| due.to_string()))),
            ("budget", plain(budget.map(|budget| budget.to_string()))),
        ]);
        if !scope.is_empty() {
            file += &format!("\n{scope}\n");
        }
        let due = due.map_or_else(|| "no day yet".to_owned(), |due| format!("due {due}"));
        let budget = budget.map_or_else(String::new, |budget| format!(", budget {budget}"));
        let told = Told {
            lines: vec![format!("Release {name}: {due}{budget}")],
            hints: vec![format!(
                "items into it: po set 12 13 release={}",
                text::typed(&name)
            )],
            ..Told::default()
        };
        Ok((vec![Change::create(release_path(&stem), file)], told))
    })
}

/// The file name of a release: its name where every system takes that, else its slug.
fn stem(name: &str) -> Option<String> {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    // Windows keeps names of devices with any extension.
    let first = name.split('.').next().unwrap_or(name);
    let plain = name.len() <= LONGEST
        && name.chars().all(is_safe)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !name.ends_with('.')
        && !text::slug(first).is_empty();
    let stem = if plain {
        name.to_owned()
    } else {
        text::slug(name)
    };
    (!stem.is_empty()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_name_becomes_a_file_name_everywhere() {
        for (name, file) in [
            ("1.2", Some("1.2")),
            ("v1.2-rc_1", Some("v1.2-rc_1")),
            ("Black Friday", Some("black-friday")),
            ("../up", Some("up")),
            ("1.", Some("1")),
            (".hidden", Some("hidden")),
            ("con.1", Some("con-1")),
            ("nul", None),
            ("…", None),
            ("", None),
        ] {
            assert_eq!(stem(name).as_deref(), file, "{name}");
        }
    }
}
