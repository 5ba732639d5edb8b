//! The random edits of the simulation that people make with an editor: text that no code of the program writes.

use super::edits::Editor;

impl Editor {
    /// One edit by hand, in a file with the line endings and the byte order mark that it has, or with others.
    pub fn by_hand(&mut self, text: &str) -> String {
        let mut form = Form::of(text);
        let plain = Form::default().with(text);
        let mut lines: Vec<String> = plain.lines().map(str::to_owned).collect();
        match self.random.u8(..20) {
            0 => form.crlf = !form.crlf,
            1 => form.bom = !form.bom,
            2..6 => self.comment(&mut lines),
            6..9 => self.block(&mut lines),
            9..11 => self.move_key(&mut lines),
            11..13 => self.move_criterion(&mut lines),
            _ => self.paragraph(&mut lines),
        }
        form.with(&(lines.join("\n") + "\n"))
    }

    /// A comment above a key, or another one instead of it.
    fn comment(&mut self, lines: &mut Vec<String>) {
        let key = ["title:", "type:", "points:", "value:"][self.random.usize(..4)];
        let remark = format!("# remark {}", self.next());
        let key = lines.iter().position(|line| line.starts_with(key));
        let at = key.expect("a key of every story");
        if lines[at - 1].starts_with('#') {
            lines[at - 1] = remark;
        } else {
            lines.insert(at, remark);
        }
    }

    /// A key that no program knows, with a text of several lines; or one of its lines anew, or the key taken out.
    fn block(&mut self, lines: &mut Vec<String>) {
        let word = self.next();
        let Some(at) = lines.iter().position(|line| line == "x-note: |") else {
            let keys = keys(lines);
            let at = keys[self.random.usize(..keys.len())];
            let block = ["x-note: |", "  one", "", "  - [ ] two", "  three"];
            let block = block.map(str::to_owned);
            lines.splice(at..at, block);
            return;
        };
        match self.random.u8(..4) {
            0 => drop(lines.drain(at..at + 5)),
            1 => lines[at + 1] = format!("  one {word}"),
            _ => lines[at + 4] = format!("  three {word}"),
        }
    }

    /// A key of one line without a comment stands elsewhere from now on.
    fn move_key(&mut self, lines: &mut Vec<String>) {
        let keys = keys(lines);
        let from = keys[self.random.usize(..keys.len())];
        if lines[from] == "x-note: |" {
            return;
        }
        let line = lines.remove(from);
        let keys = self::keys(lines);
        lines.insert(keys[self.random.usize(..keys.len())], line);
    }

    /// The first criterion stands last from now on.
    fn move_criterion(&mut self, lines: &mut [String]) {
        let begins = |line: &String| line.starts_with("- [") && line.contains("] c");
        let Some(first) = lines.iter().position(begins) else {
            return;
        };
        let is_in_list = |line: &&String| begins(line) || line.starts_with("  ");
        let end = first + lines[first..].iter().take_while(is_in_list).count();
        let second = lines[first + 1..end].iter().position(begins);
        if let Some(second) = second {
            lines[first..end].rotate_left(second + 1);
        }
    }

    fn paragraph(&mut self, lines: &mut [String]) {
        let (word, at) = (self.next(), self.random.usize(..3));
        let paragraphs = lines.iter_mut().filter(|line| line.starts_with('P'));
        let line = paragraphs.into_iter().nth(at).expect("three paragraphs");
        let token = line.split(' ').next().expect("a token").to_owned();
        *line = format!("{token} As a guest, I want it so that {word}.");
    }
}

/// The lines with keys that have no comment above them.
fn keys(lines: &[String]) -> Vec<usize> {
    let end = lines.iter().skip(1).position(|line| line == "---");
    let end = end.expect("an end of the front matter") + 1;
    let is_key = |at: &usize| {
        let name = lines[*at].split(':').next().unwrap_or_default();
        let is_name = name
            .chars()
            .all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-'));
        is_name && !name.is_empty() && !lines[*at - 1].starts_with('#')
    };
    (1..end).filter(is_key).collect()
}

/// How a file is written down, besides its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form {
    /// With a byte order mark.
    pub bom: bool,
    /// With Windows line endings.
    pub crlf: bool,
}

impl Form {
    /// The form of a text.
    pub fn of(text: &str) -> Self {
        Self {
            bom: text.starts_with('\u{feff}'),
            crlf: text.contains("\r\n"),
        }
    }

    /// The text in this form.
    pub fn with(self, text: &str) -> String {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let text = if self.crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        format!("{}{text}", if self.bom { "\u{feff}" } else { "" })
    }
}
