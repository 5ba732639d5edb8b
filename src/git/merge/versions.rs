//! Three versions of a file as texts that can be compared: without byte order mark, with `\n`, ending with a line break;
//! and what of that the merged file gets back.

use super::merged::Unsure;
use super::three::Three;
use crate::store::decode;

/// How a file is written down, besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    bom: bool,
    crlf: bool,
    ends_with_newline: bool,
}

/// How the lines of a text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Endings {
    None,
    Lf,
    CrLf,
    Mixed,
}

/// Returns the three texts, and the form of the merged file: each part of it as the side has it that changed it.
///
/// Where a version mixes line endings, those of all three stay as they are, and `\r` counts as text.
///
/// # Errors
/// [`Unsure::NotText`].
pub(super) fn versions(bytes: &Three<&[u8]>) -> Result<(Three<String>, Form), Unsure> {
    let texts = bytes.try_map(|bytes| decode("", bytes).map_err(|_| Unsure::NotText))?;
    let bom = texts.map(|text| text.starts_with('\u{feff}'));
    let texts = texts.map(|text| text.strip_prefix('\u{feff}').unwrap_or(text));
    let endings = texts.map(|text| endings(text));
    let raw = endings.any(|endings| *endings == Endings::Mixed);
    // An empty version says nothing about lines: what it is compared with says it.
    let spoken = |one: Endings, other: Endings| match one {
        Endings::None => other,
        one => one,
    };
    let ours = spoken(endings.ours, spoken(endings.theirs, endings.base));
    let said = endings.map(|own| spoken(*own, ours));
    let final_newlines = texts.map(|text| text.ends_with('\n'));
    let form = Form {
        bom: decided(&texts, &bom),
        crlf: !raw && decided(&texts, &said) == Endings::CrLf,
        ends_with_newline: decided(&texts, &final_newlines),
    };
    let texts = texts.map(|text| {
        let mut text = if raw {
            (*text).to_owned()
        } else {
            text.replace("\r\n", "\n")
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    });
    Ok((texts, form))
}

/// Whichever side changed it; ours where there was no version before, or all three differ.
fn decided<T: Copy + PartialEq>(texts: &Three<&str>, of: &Three<T>) -> T {
    if of.ours == of.base && !texts.base.is_empty() {
        of.theirs
    } else {
        of.ours
    }
}

fn endings(text: &str) -> Endings {
    let all = text.matches('\n').count();
    match text.matches("\r\n").count() {
        _ if all == 0 => Endings::None,
        0 => Endings::Lf,
        crlf if crlf == all => Endings::CrLf,
        _ => Endings::Mixed,
    }
}

impl Form {
    /// The bytes of a merged text in this form.
    pub fn bytes(self, mut text: String) -> Vec<u8> {
        if !self.ends_with_newline && text.ends_with('\n') {
            text.pop();
            if text.ends_with('\r') {
                text.pop();
            }
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.bom {
            text.insert(0, '\u{feff}');
        }
        text.into_bytes()
    }
}
