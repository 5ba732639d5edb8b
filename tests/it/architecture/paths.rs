//! The paths that code names, groups resolved: `use a::{b, c::d}` names `a::b` and `a::c::d`.

/// A path of two or more names, or a macro call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedPath {
    /// As in `std::fs::read`; a glob ends with `::*`, a macro with `!`.
    pub(crate) text: String,
    /// Where it stands, from 1.
    pub(crate) line: usize,
    /// Whether it stands in a group that opens right after `crate`.
    pub(crate) in_crate_group: bool,
}

impl NamedPath {
    /// Its names, one after the other.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.text.split("::")
    }

    /// Whether it begins with another path, or is it.
    pub(crate) fn begins_with(&self, other: &str) -> bool {
        self.text
            .strip_prefix(other)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }

    /// Whether it ends with another path, or is it.
    pub(crate) fn ends_with(&self, other: &str) -> bool {
        self.text
            .strip_suffix(other)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with("::"))
    }
}

/// Returns every path in blanked code.
pub(crate) fn paths(code: &str) -> Vec<NamedPath> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows_path =
            at > 0 && tokens[at - 1].text == "::" && at > 1 && is_name(tokens[at - 2].text);
        if !is_name(tokens[at].text) || follows_path {
            at += 1;
            continue;
        }
        at = one(&tokens, at, "", false, &mut found);
    }
    found
}

struct Token<'a> {
    text: &'a str,
    line: usize,
}

/// Reads the path that begins at a token; returns the token after it.
fn one(
    tokens: &[Token],
    mut at: usize,
    before: &str,
    in_crate_group: bool,
    found: &mut Vec<NamedPath>,
) -> usize {
    let line = tokens[at].line;
    let mut text = before.to_owned();
    let mut push = |text: String| {
        found.push(NamedPath {
            text,
            line,
            in_crate_group,
        });
    };
    while let Some(token) = tokens.get(at) {
        if is_name(token.text) || token.text == "*" {
            text.push_str(token.text);
            at += 1;
        } else if token.text == "{" {
            let is_crate = text == "crate::";
            at = group(tokens, at, &text, is_crate || in_crate_group, found);
            return at;
        } else {
            break;
        }
        match tokens.get(at).map(|token| token.text) {
            Some("::") => {
                text.push_str("::");
                at += 1;
            }
            Some("!") if tokens.get(at + 1).is_none_or(|next| next.text != "=") => {
                push(format!("{text}!"));
                return at + 1;
            }
            _ => break,
        }
    }
    let text = text.trim_end_matches("::").to_owned();
    if text.contains("::") {
        push(text);
    }
    at
}

/// Reads a group from its opening brace; returns the token after its closing one.
fn group(
    tokens: &[Token],
    open: usize,
    before: &str,
    in_crate_group: bool,
    found: &mut Vec<NamedPath>,
) -> usize {
    let mut at = open + 1;
    while let Some(token) = tokens.get(at) {
        match token.text {
            "}" => return at + 1,
            "as" => at += 2,
            name if is_name(name) || name == "*" => {
                at = one(tokens, at, before, in_crate_group, found);
            }
            _ => at += 1,
        }
    }
    at
}

/// Names, `::` and single other characters, without white space.
fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut at = 0;
    let bytes = code.as_bytes();
    while at < bytes.len() {
        let length = match bytes[at] {
            b'\n' => {
                line += 1;
                at += 1;
                continue;
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            byte if is_name_byte(byte) => {
                bytes[at..].iter().take_while(|b| is_name_byte(**b)).count()
            }
            b':' if bytes.get(at + 1) == Some(&b':') => 2,
            _ => 1,
        };
        found.push(Token {
            text: &code[at..at + length],
            line,
        });
        at += length;
    }
    found
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn is_name(text: &str) -> bool {
    text.bytes().next().is_some_and(is_name_byte)
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn groups_are_resolved() {
        let code = "use std::{fs::{self, File}, io::Write as W};\nuse crate::model::{Story,\n StoryId};\nuse a::*;";
        let found: Vec<String> = paths(code)
            .iter()
            .map(|path| format!("{}:{}", path.line, path.text))
            .collect();
        assert_eq!(
            found,
            [
                "1:std::fs::self",
                "1:std::fs::File",
                "1:std::io::Write",
                "2:crate::model::Story",
                "3:crate::model::StoryId",
                "4:a::*"
            ]
        );
    }

    #[test]
    fn paths_in_expressions_are_seen() {
        let code = "let x: std :: fs::File = ::git2::Oid::zero()?.a::<b::C>(); if a != b { println!(1) } S::<u8>::new::<std::env::Args>()";
        let found: Vec<String> = paths(code).into_iter().map(|path| path.text).collect();
        assert_eq!(
            found,
            [
                "std::fs::File",
                "git2::Oid::zero",
                "b::C",
                "println!",
                "std::env::Args"
            ]
        );
    }

    #[test]
    fn a_group_right_after_crate_is_marked() {
        assert!(paths("use crate::{store::Store};")[0].in_crate_group);
        assert!(!paths("use crate::store::{Store};")[0].in_crate_group);
    }
}
