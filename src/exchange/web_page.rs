//! A web page that was saved as a file of data, as where a download was not signed in: what it is called.

use crate::exchange::export_files::only_file;
use crate::exchange::html::html_to_markdown;
use crate::exchange::html_sheet::HtmlSheet;
use crate::exchange::source::Source;
use crate::exchange::text_file::head_of;

/// How much of a file is looked at, in bytes.
const HEAD: u64 = 256 * 1024;

/// A page that is no export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebPage {
    /// Whether it asks who one is.
    pub is_login: bool,
    /// Its title; empty where it has none.
    pub title: String,
}

/// What the only file of a source is, where it is a web page that holds no table of items.
#[must_use]
pub fn web_page(source: &dyn Source) -> Option<WebPage> {
    let head = head_of(source, &only_file(source)?, HEAD)?;
    if !is_page(&head) || HtmlSheet::of(head.as_bytes()).is_some() {
        return None;
    }
    let small = head.to_ascii_lowercase();
    let title = between(&head, &small, "<title", "</title>").unwrap_or_default();
    let name = title.to_lowercase();
    let asks = [
        "type=\"password\"",
        "type='password'",
        "type=password",
        "os_username",
        "samlrequest",
        "j_security_check",
    ];
    let signs = [
        "log in",
        "login",
        "sign in",
        "signin",
        "sign-in",
        "anmeld",
        "connexion",
        "iniciar ses",
    ];
    Some(WebPage {
        is_login: asks.iter().any(|sign| small.contains(sign))
            || signs.iter().any(|sign| name.contains(sign)),
        title: html_to_markdown(title).replace('\n', " "),
    })
}

/// Whether a text is HTML from its first letter on.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // What may stand before.
    while let Some((start, end)) = [("<?", "?>"), ("<!--", "-->")]
        .into_iter()
        .find(|(start, _)| rest.starts_with(start))
    {
        let Some((_, below)) = rest[start.len()..].split_once(end) else {
            return false;
        };
        rest = below.trim_start();
    }
    let begins = |word: &str| {
        rest.get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    };
    ["<!doctype html", "<html", "<head", "<body", "<table"]
        .iter()
        .any(|word| begins(word))
}

/// The text of the first element of a name. `small` is the text in small letters.
fn between<'t>(text: &'t str, small: &str, open: &str, close: &str) -> Option<&'t str> {
    let from = small.find(open)?;
    let from = from + small[from..].find('>')? + 1;
    let end = from + small[from..].find(close)?;
    text.get(from..end).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::web_page;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn a_page_is_told_from_a_table_and_from_other_texts() {
        for (text, found) in [
            (
                "<!DOCTYPE html>\n<html><head><title>Log in &amp; go</title></head><body></body></html>",
                Some((true, "Log in & go")),
            ),
            (
                "<?xml version=\"1.0\"?><!-- a --><HTML><TITLE>Jira</TITLE><input type=\"password\">",
                Some((true, "Jira")),
            ),
            (
                "\u{feff} <html><title>502 Bad Gateway</title><table><tr><td>a</td></tr></table></html>",
                Some((false, "502 Bad Gateway")),
            ),
            ("<html><body>moved</body></html>", Some((false, ""))),
            (
                "<table><tr><th>ID</th><th>Title</th><th>Status</th></tr><tr><td>1</td><td>One</td><td>Open</td></tr></table>",
                None,
            ),
            ("<?xml version=\"1.0\"?><rss></rss>", None),
            ("<b>Title</b>,Status", None),
            ("Title,Status\n<html>,x\n", None),
            ("<!-- open", None),
        ] {
            let page = web_page(&MemorySource::new([("a.csv", text)]));
            let page = page.map(|page| (page.is_login, page.title));
            let found = found.map(|(is_login, title)| (is_login, title.to_owned()));
            assert_eq!(page, found, "{text}");
        }
    }
}
