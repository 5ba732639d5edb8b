//! Random versions of a story, edited as people do with an editor.

/// A version of a story: its parts, as a person sees them.
#[derive(Debug, Clone)]
pub struct Version {
    bom: bool,
    crlf: bool,
    no_end: bool,
    /// Keys with the comment above and all lines of their value.
    keys: Vec<(String, Option<String>, String)>,
    /// Lines of the text, and items with all their lines.
    body: Vec<String>,
}

const CRITERIA: &str = "## Acceptance criteria";

/// What criteria may say: some much alike, some short, some on two lines.
const WORDS: [&str; 12] = [
    "Given a card, when I pay, then it is charged",
    "Given a voucher, when I pay, then it is used up",
    "Given a card, when I pay at night, then it is charged",
    "An expired card is refused with a message",
    "An expired card is refused",
    "It is fast",
    "It works",
    "The receipt comes by mail",
    "The receipt comes by mail at once",
    "By card",
    "By voucher",
    "Nobody else sees the number of the card",
];

/// The version with some edits: of which kind, where, and to what.
pub fn edited(version: &Version, edits: &[(u8, u8, u8)]) -> Version {
    let mut version = version.clone();
    for &(kind, at, to) in edits {
        version.edit(kind, usize::from(at), usize::from(to));
    }
    version
}

impl Version {
    /// So many kinds of edits there are.
    pub const KINDS: u8 = 32;

    /// A story of the usual form.
    pub fn new() -> Self {
        let keys = [
            ("title", "Pay with a card"),
            ("labels", "[shop]"),
            ("id", "US-1"),
            ("created", "2026-11-21T20:31:07Z"),
            ("status", "new"),
            ("type", "story"),
            ("points", "5"),
            ("value", ""),
        ];
        let keys = keys.map(|(key, value)| {
            let line = format!("{key}: {value}");
            (key.to_owned(), None, line.trim_end().to_owned())
        });
        let body = [
            "",
            "As a guest, I want to pay.",
            "",
            CRITERIA,
            "",
            "- [ ] Given a card, when I pay, then it is charged",
            "- [ ] An expired card is refused with a message",
            "- [ ] It is fast",
        ];
        Self {
            bom: false,
            crlf: false,
            no_end: false,
            keys: keys.to_vec(),
            body: body.map(str::to_owned).to_vec(),
        }
    }

    /// The file.
    pub fn text(&self) -> String {
        let mut lines = vec!["---".to_owned()];
        for (_, comment, text) in &self.keys {
            lines.extend(comment.clone());
            lines.push(text.clone());
        }
        lines.push("---".to_owned());
        lines.extend(self.body.iter().cloned());
        let mut text = lines.join("\n");
        if !self.no_end {
            text.push('\n');
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.bom {
            text.insert(0, '\u{feff}');
        }
        text
    }

    fn edit(&mut self, kind: u8, at: usize, to: usize) {
        match kind {
            0 | 1 => self.set(at, to),
            2 => self.drop_key(at),
            3 => self.toggle(at, to),
            4 => self.comment(at, to),
            5 => self.block(to),
            6 => self.move_key(at, to),
            7 => self.status(at, to),
            8 => self.put(
                "rank",
                format!("rank: {}", ["a1", "b1", "c1", "d1"][to % 4]),
            ),
            9 | 10 => self.tick(at),
            11 | 12 => self.reword(at, to),
            13 | 14 => self.add(at, to),
            15 => self.remove(at),
            16 => self.move_item(at, to),
            17 | 18 => self.dated(at, to),
            19 => self.answer(at, to),
            20 => self.paragraph(at, to),
            21 => self.nest(at, to),
            22 => self.second_line(at),
            23 => self.blank(at),
            24 => self.form(to),
            25 => self.remove_dated(at, to),
            26 => self.nest_item(at),
            27 => self.take_out(at),
            28 => {
                self.reword(at, to);
                self.move_item(at, to / 2);
            }
            // One more in the same words, for the next tick or move.
            29 => self.repeat(at),
            _ => self.cut(at, to),
        }
    }

    fn key(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|(key, _, _)| key == name)
    }

    fn put(&mut self, key: &str, text: String) {
        match self.key(key) {
            Some(at) => self.keys[at].2 = text,
            None => self.keys.push((key.to_owned(), None, text)),
        }
    }

    fn set(&mut self, at: usize, to: usize) {
        let keys = [
            "title",
            "points",
            "value",
            "sprint",
            "requested_by",
            "x-team",
            "urgency",
        ];
        let key = keys[at % keys.len()];
        let quote = if to % 8 == 7 { "\"" } else { "" };
        self.put(key, format!("{key}: {quote}{}{quote}", to % 4));
    }

    fn drop_key(&mut self, at: usize) {
        let keys = [
            "points", "value", "sprint", "x-team", "x-note", "rank", "labels",
        ];
        if let Some(at) = self.key(keys[at % keys.len()]) {
            self.keys.remove(at);
        }
    }

    fn toggle(&mut self, at: usize, to: usize) {
        let (key, item) = [
            ("labels", ["shop", "card", "mail"]),
            ("depends_on", ["US-2", "US-3", "US-4"]),
        ][at % 2];
        let item = item[to % 3];
        let now = self.key(key).map_or("", |at| self.keys[at].2.as_str());
        let items = now
            .split_once('[')
            .map_or("", |(_, items)| items.trim_end_matches(']'));
        let mut items: Vec<&str> = items.split(", ").filter(|item| !item.is_empty()).collect();
        match items.iter().position(|other| *other == item) {
            Some(at) => drop(items.remove(at)),
            None => items.push(item),
        }
        let text = format!("{key}: [{}]", items.join(", "));
        self.put(key, text);
    }

    fn comment(&mut self, at: usize, to: usize) {
        let at = at % self.keys.len();
        self.keys[at].1 = (!to.is_multiple_of(4)).then(|| format!("# remark {}", to % 4));
    }

    fn block(&mut self, to: usize) {
        let one = if to.is_multiple_of(2) { "one" } else { "eins" };
        let two = if to.is_multiple_of(3) { "two" } else { "zwei" };
        self.put(
            "x-note",
            format!("x-note: |\n  {one}\n  - [ ] same\n  - [ ] same\n  {two}"),
        );
    }

    fn move_key(&mut self, at: usize, to: usize) {
        let key = self.keys.remove(at % self.keys.len());
        let to = to % (self.keys.len() + 1);
        self.keys.insert(to, key);
    }

    fn status(&mut self, at: usize, to: usize) {
        let status = ["new", "ready", "in-progress", "done"][at % 4];
        self.put("status", format!("status: {status}"));
        let day = format!("2026-11-{}", 20 + to % 5);
        match at % 4 {
            2 => self.put("started", format!("started: {day}")),
            3 => self.put("done", format!("done: {day}")),
            _ => {}
        }
    }

    /// The items of the criteria.
    fn items(&self) -> Vec<usize> {
        let start = self
            .body
            .iter()
            .position(|line| line == CRITERIA)
            .unwrap_or(self.body.len());
        let end = (start + 1..self.body.len()).find(|&at| self.body[at].starts_with("## "));
        let is_item = |at: &usize| self.body[*at].trim_start().starts_with("- [");
        (start..end.unwrap_or(self.body.len()))
            .filter(is_item)
            .collect()
    }

    fn item(&self, at: usize) -> Option<usize> {
        let items = self.items();
        (!items.is_empty()).then(|| items[at % items.len()])
    }

    /// Where an item ends with all that is nested in it.
    fn end(&self, at: usize) -> usize {
        let nested = |line: &&String| line.starts_with("  ");
        if self.body[at].starts_with("  ") {
            return at + 1;
        }
        at + 1 + self.body[at + 1..].iter().take_while(nested).count()
    }

    fn tick(&mut self, at: usize) {
        let Some(at) = self.item(at) else { return };
        let line = &self.body[at];
        self.body[at] = if line.contains("[ ]") {
            line.replacen("[ ]", "[x]", 1)
        } else {
            line.replacen("[x]", "[ ]", 1)
        };
    }

    fn reword(&mut self, at: usize, to: usize) {
        let Some(at) = self.item(at) else { return };
        let (head, _) = self.body[at].split_once("] ").expect("a box");
        self.body[at] = format!("{head}] {}", WORDS[to % WORDS.len()]);
    }

    fn add(&mut self, at: usize, to: usize) {
        let line = format!("- [ ] {}", WORDS[to % WORDS.len()]);
        let at = match self.item(at / 2) {
            Some(item) if at.is_multiple_of(2) => item,
            Some(_) => self.end(*self.items().last().expect("an item")),
            None => match self.body.iter().position(|line| line == CRITERIA) {
                Some(heading) => heading + 1,
                None => return,
            },
        };
        // Between an item and what is nested in it would be no place.
        if self.body.get(at).is_some_and(|line| line.starts_with("  ")) {
            return;
        }
        self.body.insert(at, line);
    }

    fn remove(&mut self, at: usize) {
        if let Some(at) = self.item(at) {
            self.body.drain(at..self.end(at));
        }
    }

    fn move_item(&mut self, at: usize, to: usize) {
        let Some(at) = self.item(at) else { return };
        if self.body[at].starts_with("  ") {
            return;
        }
        let item: Vec<String> = self.body.drain(at..self.end(at)).collect();
        let tops: Vec<usize> = self
            .items()
            .into_iter()
            .filter(|&at| !self.body[at].starts_with("  "))
            .collect();
        let to = match tops.get(to % (tops.len() + 1)) {
            Some(to) => *to,
            None => tops.last().map_or(at, |last| self.end(*last)),
        };
        self.body.splice(to..to, item);
    }

    fn nest(&mut self, at: usize, to: usize) {
        let Some(at) = self.item(at) else { return };
        if !self.body[at].starts_with("  ") {
            let end = self.end(at);
            self.body
                .insert(end, format!("  - [ ] {}", WORDS[to % WORDS.len()]));
        }
    }

    /// Nests an item in the one above, where nothing is nested in it.
    fn nest_item(&mut self, at: usize) {
        let Some(at) = self.item(at) else { return };
        let is_first = self.items().first() == Some(&at);
        let mut above = self.body[..at].iter().rev();
        let above = above.find(|line| !line.is_empty());
        let is_below_text = above.is_some_and(|line| !line.trim_start().starts_with("- "));
        if is_first || is_below_text || self.body[at].starts_with("  ") || self.end(at) > at + 1 {
            return;
        }
        self.body[at] = format!("  {}", self.body[at].replace('\n', "\n  "));
    }

    /// Takes an item out of the one that it is nested in: what follows there is nested in it then.
    fn take_out(&mut self, at: usize) {
        let Some(at) = self.item(at) else { return };
        if let Some(item) = self.body[at].strip_prefix("  ") {
            self.body[at] = item.replace("\n  ", "\n");
        }
    }

    /// Puts a text between items, or takes it out.
    fn cut(&mut self, at: usize, to: usize) {
        let text = ["Only for guests.", "### Later", "Else it is `refused`."][to % 3];
        if let Some(at) = self.body.iter().position(|line| line == text) {
            self.body.remove(at);
            if self.body[at - 1].is_empty() {
                self.body.remove(at - 1);
            }
            return;
        }
        let Some(at) = self.item(at) else { return };
        if !self.body[at].starts_with("  ") {
            self.body.splice(at..at, ["", text, ""].map(str::to_owned));
        }
    }

    fn repeat(&mut self, at: usize) {
        let Some(at) = self.item(at) else { return };
        let end = self.end(at);
        self.body.insert(end, self.body[at].clone());
    }

    fn second_line(&mut self, at: usize) {
        let Some(at) = self.item(at) else { return };
        let line = &self.body[at];
        self.body[at] = match line.split_once('\n') {
            Some((first, _)) => first.to_owned(),
            None => {
                let indent = line.len() - line.trim_start().len();
                format!("{line}\n{}      in any shop", " ".repeat(indent))
            }
        };
    }

    /// A dated line at its day, in a section that is made where there is none.
    fn dated(&mut self, at: usize, to: usize) {
        let (name, mark) = [
            ("## Notes", ""),
            ("## Questions", "[ ] "),
            ("## Decisions", ""),
        ][at % 3];
        let line = format!("- {mark}2026-11-{} word {}", 20 + to % 4, to % 6);
        let Some(heading) = self.body.iter().position(|line| line == name) else {
            self.body.extend(["", name, "", &line].map(str::to_owned));
            return;
        };
        let mut place = heading + 1;
        if self.body.get(place).is_some_and(String::is_empty) {
            place += 1;
        }
        let day = |line: &str| {
            line.split("2026-11-")
                .nth(1)
                .and_then(|day| day.get(..2))
                .map(str::to_owned)
        };
        while let Some(other) = self.body.get(place) {
            let is_later = other.starts_with("- ") && day(other) > day(&line);
            if other.is_empty() || other.starts_with("## ") || is_later {
                break;
            }
            place += 1;
        }
        self.body.insert(place, line);
    }

    fn dated_lines(&self) -> Vec<usize> {
        let is_dated =
            |at: &usize| self.body[*at].starts_with("- ") && self.body[*at].contains("2026-11-");
        (0..self.body.len()).filter(is_dated).collect()
    }

    fn answer(&mut self, at: usize, to: usize) {
        let mut questions = self.dated_lines();
        questions.retain(|&at| self.body[at].starts_with("- [ ]"));
        if questions.is_empty() {
            return;
        }
        let at = questions[at % questions.len()];
        self.body[at] = self.body[at].replacen("[ ]", "[x]", 1);
        self.body.insert(
            at + 1,
            format!("  - 2026-11-{} answer {}", 24 + to % 3, to % 4),
        );
    }

    fn remove_dated(&mut self, at: usize, to: usize) {
        let lines = self.dated_lines();
        if lines.is_empty() {
            return;
        }
        let at = lines[at % lines.len()];
        if to.is_multiple_of(3) {
            let head = self.body[at].find("word").unwrap_or(self.body[at].len());
            self.body[at].replace_range(head.., &format!("word {} anew", to % 5));
            return;
        }
        self.body.drain(at..self.end(at));
    }

    fn paragraph(&mut self, at: usize, to: usize) {
        let text: Vec<usize> = (0..self.body.len())
            .take_while(|&at| !self.body[at].starts_with("## "))
            .collect();
        let lines: Vec<usize> = text
            .iter()
            .copied()
            .filter(|&at| !self.body[at].is_empty())
            .collect();
        let line = format!("As a guest, I want {}.", to % 5);
        match (lines.is_empty(), to % 4) {
            (true, _) | (_, 0) => {
                let at = text.len();
                self.body.splice(at..at, [line, String::new()]);
            }
            (_, 1) => drop(self.body.remove(lines[at % lines.len()])),
            _ => self.body[lines[at % lines.len()]] = line,
        }
    }

    /// One more blank line, or one less.
    fn blank(&mut self, at: usize) {
        let at = at % (self.body.len() + 1);
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.body.get(at));
        let is_nested = self.body.get(at).is_some_and(|line| line.starts_with("  "));
        if is_nested {
            return;
        }
        if before(1).is_some_and(String::is_empty) && before(2).is_some_and(String::is_empty) {
            self.body.remove(at - 1);
        } else {
            self.body.insert(at, String::new());
        }
    }

    fn form(&mut self, to: usize) {
        match to % 3 {
            0 => self.bom = !self.bom,
            1 => self.crlf = !self.crlf,
            _ => self.no_end = !self.no_end,
        }
    }
}
