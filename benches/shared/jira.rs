//! Exports of an invented Jira of any size: the same seed gives the same bytes on every machine.

use std::io::{self, Write};

/// How Jira writes an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All fields, some 3 KB a row: long descriptions, three comments, links, Sprints.
    Csv,
    /// Search of the interface, version 2.
    Json,
    /// RSS.
    Xml,
}

/// Writes an export of so many issues.
///
/// # Errors
/// What the writer says.
pub fn write(out: &mut dyn Write, kind: Kind, issues: u64, seed: u64) -> io::Result<()> {
    let mut draw = Draw(seed);
    match kind {
        Kind::Csv => out.write_all(HEADER.as_bytes())?,
        Kind::Json => write!(out, "{{\"startAt\":0,\"total\":{issues},\"issues\":[")?,
        Kind::Xml => out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"0.92\">\n<channel>\n<title>Jira</title>\n")?,
    }
    for number in 1..=issues {
        let issue = Issue::new(number, &mut draw);
        match kind {
            Kind::Csv => issue.csv(out)?,
            Kind::Json => issue.json(out, number > 1)?,
            Kind::Xml => issue.xml(out)?,
        }
    }
    match kind {
        Kind::Csv => Ok(()),
        Kind::Json => out.write_all(b"]}\n"),
        Kind::Xml => out.write_all(b"</channel>\n</rss>\n"),
    }
}

const HEADER: &str = "Summary,Issue key,Issue id,Parent id,Issue Type,Status,Project key,Project name,Priority,Resolution,\
Assignee,Reporter,Creator,Created,Updated,Last Viewed,Resolved,Fix versions,Components,Due date,Votes,Labels,Labels,Labels,\
Description,Environment,Watchers,Watchers,Original estimate,Remaining Estimate,Time Spent,Work Ratio,Security Level,\
Inward issue link (Blocks),Outward issue link (Relates),Attachment,Custom field (Development),Custom field (Rank),\
Custom field (Story Points),Sprint,Sprint,Custom field (Team),Comment,Comment,Comment,Status Category\r\n";

const WORDS: [&str; 48] = [
    "basket", "payment", "customer", "invoice", "order", "the", "a", "is", "shown", "when", "card",
    "saved", "address", "delivery", "with", "of", "for", "error", "message", "page", "search",
    "list", "filter", "report", "must", "not", "after", "before", "each", "voucher", "price",
    "tax", "mail", "account", "password", "reset", "mobile", "browser", "slow", "fast", "test",
    "log", "server", "café", "naïve", "and", "then", "again",
];

const STATES: [(&str, &str); 5] = [
    ("To Do", "To Do"),
    ("In Progress", "In Progress"),
    ("In Review", "In Progress"),
    ("Done", "Done"),
    ("Done", "Done"),
];

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    fn words(&mut self, count: u64) -> String {
        let mut text = String::new();
        for _ in 0..count {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(pick(&WORDS, self.below(WORDS.len() as u64)));
        }
        text
    }
}

fn pick<T: Copy>(of: &[T], at: u64) -> T {
    of[usize::try_from(at).expect("a place in a list")]
}

struct Issue {
    number: u64,
    title: String,
    parent: Option<u64>,
    kind: &'static str,
    state: (&'static str, &'static str),
    day: u64,
    labels: Vec<String>,
    description: String,
    blocked_by: Option<u64>,
    points: Option<u64>,
    sprint: u64,
    comments: Vec<(u64, String)>,
}

impl Issue {
    fn new(number: u64, draw: &mut Draw) -> Self {
        let title = draw.words(4 + draw.0 % 5);
        let mut description = format!(
            "h3. Why\r\n\r\nAs a *{}*, I want {} so that {{{{{}}}}}.\r\n\r\n",
            draw.words(1),
            draw.words(8),
            draw.words(2)
        );
        for _ in 0..3 + draw.below(3) {
            description += &format!(
                "{} \"{}\" {}. ",
                draw.words(20),
                draw.words(3),
                draw.words(20)
            );
            description += &format!(
                "See [the page|https://wiki.example.org/{}]\r\n\r\n",
                draw.below(1000)
            );
        }
        description += "{code:java}\r\nint a = 1;\r\n{code}\r\n\r\n*Acceptance Criteria:*\r\n\r\n";
        for _ in 0..3 {
            description += &format!("# {}\r\n", draw.words(14));
        }
        let comments = (0..3)
            .map(|_| {
                (
                    draw.below(300),
                    format!(
                        "{}\r\n\r\n_{}_ {}",
                        draw.words(30),
                        draw.words(3),
                        draw.words(25)
                    ),
                )
            })
            .collect();
        let some = |draw: &mut Draw, of: u64| {
            (draw.below(of) == 0 && number > 100).then(|| 1 + draw.below(number - 1))
        };
        Self {
            number,
            title,
            parent: some(draw, 3).map(|at| at / 100 * 100 + 1),
            kind: if number % 100 == 1 {
                "Epic"
            } else {
                pick(&["Story", "Task", "Bug"], draw.below(3))
            },
            state: pick(&STATES, draw.below(5)),
            day: draw.below(300),
            labels: (0..draw.below(4)).map(|_| draw.words(1)).collect(),
            description,
            blocked_by: some(draw, 10),
            points: (draw.below(3) > 0).then(|| pick(&[1, 2, 3, 5, 8], draw.below(5))),
            sprint: 1 + number / 50,
            comments,
        }
    }

    /// `22/Aug/25 9:18 AM`.
    fn date(day: u64) -> String {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
        ];
        format!("{:02}/{}/25 9:18 AM", 1 + day % 28, pick(&months, day / 30))
    }

    fn iso(day: u64) -> String {
        format!(
            "2025-{:02}-{:02}T09:18:00.000+0000",
            1 + day / 30,
            1 + day % 28
        )
    }

    fn rank(&self) -> String {
        format!("0|i{:05x}:", self.number * 8)
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let number = self.number;
        let opt = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
        let label = |at: usize| self.labels.get(at).map_or("", String::as_str);
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let (created, done) = (Self::date(self.day), self.state.0 == "Done");
        let resolved = if done {
            Self::date((self.day + 3).min(299))
        } else {
            String::new()
        };
        write!(
            out,
            "{},BIG-{number},{},{},{},{},BIG,Big shop,Medium,{},Person {},Person {},Person {},{created},{created},,{resolved},{},{},,0,{},{},{},{},,Person 1,Person 2,,,,,,{},,,{{}},{},{},Sprint {},Sprint {},Team {}",
            self.title,
            10_000 + number,
            opt(self.parent.map(|parent| 10_000 + parent)),
            self.kind,
            self.state.0,
            if done { "Done" } else { "" },
            number % 40,
            number % 50,
            number % 50,
            format_args!("{}.{}", number / 10_000, number / 1000 % 10),
            label(0),
            label(0),
            label(1),
            label(2),
            quoted(&self.description),
            self.blocked_by
                .map(|other| format!("BIG-{other}"))
                .unwrap_or_default(),
            self.rank(),
            opt(self.points),
            self.sprint,
            self.sprint + 1,
            number % 7,
        )?;
        for (day, text) in &self.comments {
            write!(
                out,
                ",{}",
                quoted(&format!("{};5f0c{:04x};{text}", Self::date(*day), day))
            )?;
        }
        write!(out, ",{}\r\n", self.state.1)
    }

    fn json(&self, out: &mut dyn Write, more: bool) -> io::Result<()> {
        let quoted = |text: &str| {
            let mut all = String::with_capacity(text.len() + 16);
            for letter in text.chars() {
                match letter {
                    '"' => all.push_str("\\\""),
                    '\\' => all.push_str("\\\\"),
                    '\r' => all.push_str("\\r"),
                    '\n' => all.push_str("\\n"),
                    letter => all.push(letter),
                }
            }
            format!("\"{all}\"")
        };
        let list = |texts: Vec<String>| format!("[{}]", texts.join(","));
        let created = Self::iso(self.day);
        let person = |number: u64| {
            format!(
                "{{\"accountId\":\"5f{number}\",\"displayName\":\"Person {number}\",\"emailAddress\":\"p{number}@example.org\",\"avatarUrls\":{{\"48x48\":\"https://avatar.example.org/{number}\"}}}}"
            )
        };
        let comments = self.comments.iter().map(|(day, text)| {
            format!(
                "{{\"author\":{},\"body\":{},\"created\":\"{}\"}}",
                person(*day),
                quoted(text),
                Self::iso(*day)
            )
        });
        write!(
            out,
            "{}{{\"id\":\"{}\",\"self\":\"https://big.example.org/rest/api/2/issue/{}\",\"key\":\"BIG-{}\",\"fields\":{{\"summary\":{},\"issuetype\":{{\"name\":\"{}\"}},\"status\":{{\"name\":\"{}\",\"statusCategory\":{{\"name\":\"{}\"}}}},\"created\":\"{created}\",\"updated\":\"{created}\",\"labels\":{},\"assignee\":{},\"reporter\":{},\"description\":{},\"customfield_10016\":{},\"customfield_10019\":\"{}\",\"comment\":{{\"comments\":{}}}",
            if more { "," } else { "" },
            10_000 + self.number,
            10_000 + self.number,
            self.number,
            quoted(&self.title),
            self.kind,
            self.state.0,
            self.state.1,
            list(self.labels.iter().map(|label| quoted(label)).collect()),
            person(self.number % 40),
            person(self.number % 50),
            quoted(&self.description),
            self.points
                .map_or("null".to_owned(), |points| format!("{points}.0")),
            self.rank(),
            list(comments.collect()),
        )?;
        if let Some(parent) = self.parent {
            write!(
                out,
                ",\"parent\":{{\"id\":\"{}\",\"key\":\"BIG-{parent}\"}}",
                10_000 + parent
            )?;
        }
        out.write_all(b"}}\n")
    }

    fn xml(&self, out: &mut dyn Write) -> io::Result<()> {
        let html = |text: &str| {
            let paragraphs: Vec<String> = text
                .split("\r\n\r\n")
                .map(|text| {
                    format!(
                        "&lt;p&gt;{}&lt;/p&gt;",
                        text.replace('&', "&amp;").replace('<', "&lt;")
                    )
                })
                .collect();
            paragraphs.join("\n")
        };
        let created = format!("Fri, {} {} 2025 09:18:00 +0000", 1 + self.day % 28, "Aug");
        write!(
            out,
            "<item>\n<title>[BIG-{0}] {1}</title>\n<link>https://big.example.org/browse/BIG-{0}</link>\n<project id=\"1\" key=\"BIG\">Big shop</project>\n<description>{2}</description>\n<key id=\"{3}\">BIG-{0}</key>\n<summary>{1}</summary>\n<type id=\"1\">{4}</type>\n<status id=\"1\">{5}</status>\n<statusCategory id=\"1\" key=\"{6}\"/>\n<resolution id=\"-1\">Unresolved</resolution>\n<assignee username=\"a\">Person {7}</assignee>\n<reporter username=\"b\">Person {8}</reporter>\n<created>{created}</created>\n<updated>{created}</updated>\n<votes>0</votes>\n<comments>\n",
            self.number,
            self.title,
            html(&self.description),
            10_000 + self.number,
            self.kind,
            self.state.0,
            match self.state.1 {
                "To Do" => "new",
                "Done" => "done",
                _ => "indeterminate",
            },
            self.number % 40,
            self.number % 50,
        )?;
        for (_, text) in &self.comments {
            writeln!(
                out,
                "<comment author=\"a\" created=\"{created}\">{}</comment>",
                html(text)
            )?;
        }
        write!(
            out,
            "</comments>\n<customfields>\n<customfield id=\"1\" key=\"com.pyxis.greenhopper.jira:gh-lexo-rank\"><customfieldname>Rank</customfieldname><customfieldvalues><customfieldvalue>{}</customfieldvalue></customfieldvalues></customfield>\n</customfields>\n</item>\n",
            self.rank()
        )
    }
}
