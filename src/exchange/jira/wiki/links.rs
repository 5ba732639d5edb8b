//! Links and images within a line of wiki markup.

use crate::exchange::jira::wiki::inline::{inline, within};

/// `[text|address]`, `[address]`, `[~account]`, `[^file]`.
pub(super) fn link(rest: &str, out: &mut String) -> Option<usize> {
    let end = within(rest, "]")?;
    let inner = &rest[1..end];
    if inner.is_empty() || inner.contains('[') {
        return None;
    }
    let read = end + 1;
    if let Some((address, length)) = markdown_address(&rest[read..])
        && !inner.contains('|')
    {
        if inner == address {
            out.push_str(&format!("<{address}>"));
        } else {
            out.push_str(&format!("[{}]({address})", words(inner)));
        }
        return Some(read + length);
    }
    if let Some(name) = inner.strip_prefix('~') {
        let name = name.strip_prefix("accountid:").unwrap_or(name);
        out.push('@');
        out.push_str(name);
        return Some(read);
    }
    if let Some(file) = inner.strip_prefix('^') {
        out.push_str(&format!("[{file}]({})", target(file)));
        return Some(read);
    }
    let (text, address) = parted(inner);
    if !is_target(address) {
        return None;
    }
    match text.map(|text| (without_colours(text), words(text))) {
        Some((plain, text)) if text.is_empty() || plain == address => {
            out.push_str(&format!("<{}>", address.replace(['<', '>', ' '], "")));
        }
        Some((_, text)) => out.push_str(&format!("[{text}]({})", target(address))),
        None if address.contains(' ') => return None,
        None => out.push_str(&format!("<{}>", address.replace(['<', '>'], ""))),
    }
    Some(read)
}

/// The address that follows the words of a link in Markdown, and how long it is with its brackets.
fn markdown_address(rest: &str) -> Option<(&str, usize)> {
    let rest = rest.strip_prefix('(')?;
    let address = &rest[..within(rest, ")")?];
    let shaped = is_target(address) && !address.contains([' ', '(', '<', '>', '|']);
    shaped.then_some((address, address.len() + 2))
}

/// The text and the address of a link: `text|address`, `text|address|tip`; the text may have bars itself.
fn parted(inner: &str) -> (Option<&str>, &str) {
    let Some((text, rest)) = inner.split_once('|') else {
        return (None, inner.trim());
    };
    let first = rest.split('|').next().unwrap_or_default().trim();
    if is_target(first) {
        return (Some(text.trim()), first);
    }
    // What Cloud adds says how the link is shown.
    let cards = ["|smart-link", "|smart-card", "|smart-embed"];
    let inner = cards
        .iter()
        .find_map(|card| inner.strip_suffix(card))
        .unwrap_or(inner);
    let (text, address) = inner.rsplit_once('|').unwrap_or((text, rest));
    (Some(text.trim()), address.trim())
}

/// The words of a link as Markdown. They hold no link of their own, so that this ends.
fn words(text: &str) -> String {
    inline(&without_colours(text)).trim().to_owned()
}

/// The words of a link, without colours.
fn without_colours(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let brace = &rest[at..];
        match brace.find('}') {
            Some(end) if brace[1..].starts_with("color") => rest = &brace[end + 1..],
            _ => {
                out.push('{');
                rest = &brace[1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// `!picture.png|width=300!`, `!https://…!`.
pub(super) fn image(rest: &str, out: &mut String) -> Option<usize> {
    let end = within(&rest[1..], "!")? + 1;
    let inner = &rest[1..end];
    let name = inner.split('|').next().unwrap_or_default();
    let is_file = name.rsplit_once('.').is_some_and(|(stem, kind)| {
        !stem.is_empty()
            && (2..=5).contains(&kind.len())
            && kind.chars().all(|c| c.is_ascii_alphanumeric())
    });
    if name.is_empty()
        || name.starts_with(' ')
        || name.ends_with(' ')
        || !(is_file || is_target(name))
    {
        return None;
    }
    out.push_str(&format!("![{name}]({})", target(name)));
    Some(end + 1)
}

fn is_target(text: &str) -> bool {
    [
        "http://", "https://", "mailto:", "ftp://", "file:", "#", "/",
    ]
    .iter()
    .any(|start| {
        let begin = text.get(..start.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start)) && text.len() > start.len()
    })
}

/// An address as Markdown takes it.
fn target(address: &str) -> String {
    if address.contains([' ', '(', ')']) {
        format!("<{}>", address.replace(['<', '>'], ""))
    } else {
        address.to_owned()
    }
}
