//! What a source is, or why it is none that can be imported, and what to do then.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::cli::{CommandResult, Context, Failure};
use crate::commands::import::metric;
use crate::exchange::{
    FORMATS, Format, Source, broken_off, code_page, detect, empty_file, error_answer, office_file,
    unread_archive, unread_export, untitled_table, web_page,
};

/// The format that a source looks like most.
///
/// # Errors
/// That it is of none, with what it may be.
pub fn detected(
    context: &Context,
    path: &Path,
    source: &dyn Source,
) -> CommandResult<&'static Format> {
    if let Some(export) = unread_archive(source) {
        return Err(unreadable(path, export.what).hint(export.instead));
    }
    detect(FORMATS, source).ok_or_else(|| unknown(context, path, source))
}

/// That a source holds something that an export could hold, whatever format a person says it has.
///
/// # Errors
/// That it is empty, an answer that only says what is wrong, a web page, or in an encoding that is not read.
pub fn holds_an_export(path: &Path, source: &dyn Source) -> CommandResult<()> {
    let shown = path.display();
    if let Some(what) = empty_file(source) {
        let failure = Failure::invalid(format!("`{shown}` {what}"));
        return Err(failure.hint("export it again: a filter there may have left everything out"));
    }
    if let Some(said) = error_answer(source) {
        let failure = Failure::invalid(format!(
            "`{shown}` is no export but an answer that says what is wrong: \u{201c}{said}\u{201d}"
        ));
        let hint = "mend what it says (the address, the query, who is signed in), and export again";
        return Err(failure.hint(hint));
    }
    if let Some(page) = web_page(source) {
        let (what, hint) = match page.is_login {
            true => (
                "a login page",
                "the download was not signed in: sign in or pass a token, and export again",
            ),
            false => (
                "a web page without a table of items",
                "export again as CSV, JSON or XML, and look at the file in an editor",
            ),
        };
        let title = match page.title.as_str() {
            "" => String::new(),
            title => format!(" (\u{201c}{title}\u{201d})"),
        };
        let failure = Failure::invalid(format!("`{shown}` is {what}{title}, no export"));
        return Err(failure.hint(hint));
    }
    if let Some(page) = code_page(source) {
        let (name, line) = (page.name, page.line);
        let failure = Failure::invalid(format!(
            "`{}`:{line}: the text is not UTF-8 but {name}, as its letters tell",
            page.path
        ));
        return Err(failure
            .hint(format!(
                "iconv -f {name} -t UTF-8 {shown} > utf-8.txt, and import that"
            ))
            .hint("or save it again where it comes from, as CSV UTF-8"));
    }
    Ok(())
}

/// That a source is damaged or of no format, with what it may be.
fn unknown(context: &Context, path: &Path, source: &dyn Source) -> Failure {
    if let Some(damage) = broken_off(source) {
        return Failure::from(damage);
    }
    if let Some(what) = office_file(source) {
        return unreadable(path, what).hint("save it as CSV (UTF-8) there, and import that");
    }
    if let Some(export) = unread_export(source) {
        return unreadable(path, export.what).hint(export.instead);
    }
    let shown = path.display();
    let failure = Failure::invalid(format!("`{shown}` is nothing that po can import"));
    if metric::holds_figures(source, context.today(&TimeZone::UTC)) {
        return failure.hint(format!(
            "figures of a metric: po import {shown} --metric NAME"
        ));
    }
    if let Some(untitled) = untitled_table(source) {
        return Failure::from(untitled)
            .hint(format!("po import {shown} --from csv --map map.yaml"));
    }
    failure
        .hint(format!("po import {shown} --from FORMAT: what it is"))
        .hint("po import --list: what can be imported")
}

fn unreadable(path: &Path, what: &str) -> Failure {
    Failure::invalid(format!(
        "`{}` is {what}, which po cannot read",
        path.display()
    ))
}
