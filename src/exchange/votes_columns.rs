//! What the columns of a planning poker table hold, by their headings or else by their cells.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An id of the story.
    Key,
    /// Its title.
    Title,
    /// What was agreed.
    Estimate,
    /// All votes of a round, or of several.
    Votes,
    /// One vote.
    Vote,
    /// Who voted: only that there are several rows a story.
    Voter,
    /// The number of the round.
    Round,
    /// Nothing that is taken over: means, links, times.
    Other,
}

/// Headings, folded to letters and digits.
const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Key,
        &[
            "id",
            "key",
            "issuekey",
            "issueid",
            "storyid",
            "storykey",
            "taskid",
            "itemid",
            "ref",
            "reference",
            "referenceid",
            "ticket",
            "ticketid",
            "ticketkey",
            "alias",
            "jirakey",
        ],
    ),
    (
        Role::Title,
        &[
            "title",
            "story",
            "storytitle",
            "storyname",
            "userstory",
            "summary",
            "issue",
            "issuetitle",
            "issuename",
            "issuesummary",
            "task",
            "taskname",
            "item",
            "itemtitle",
            "topic",
            "subject",
        ],
    ),
    (
        Role::Estimate,
        &[
            "estimate",
            "estimation",
            "finalestimate",
            "finalestimation",
            "finalscore",
            "finalvote",
            "finalpoints",
            "final",
            "points",
            "storypoint",
            "storypoints",
            "storypointestimate",
            "sp",
            "result",
            "agreed",
            "agreedestimate",
            "agreedpoints",
            "consensus",
            "size",
            "score",
        ],
    ),
    (
        Role::Votes,
        &[
            "votes",
            "allvotes",
            "individualvotes",
            "estimates",
            "cards",
            "ballots",
        ],
    ),
    (Role::Vote, &["vote", "card", "ballot", "playedcard"]),
    (
        Role::Voter,
        &[
            "voter",
            "user",
            "username",
            "participant",
            "player",
            "playername",
            "member",
            "person",
            "who",
            "email",
            "estimator",
        ],
    ),
    (Role::Round, &["round", "roundnumber", "votinground"]),
    (
        Role::Other,
        &[
            "average",
            "avg",
            "mean",
            "median",
            "mode",
            "min",
            "max",
            "lowest",
            "highest",
            "spread",
            "range",
            "standarddeviation",
            "stddev",
            "variance",
            "votecount",
            "numberofvotes",
            "agreement",
            "link",
            "url",
            "description",
            "acceptancecriteria",
            "criteria",
            "type",
            "issuetype",
            "priority",
            "time",
            "duration",
            "date",
            "timestamp",
            "created",
            "createdat",
            "status",
            "state",
            "comment",
            "comments",
            "note",
            "notes",
            "plan",
            "game",
            "session",
            "team",
            "no",
            "number",
            "index",
            "sprint",
        ],
    ),
];

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// Whether the first row holds headings.
    pub(super) has_header: bool,
    roles: Vec<Role>,
}

impl Columns {
    /// Finds what each column holds.
    pub(super) fn find(rows: &[&[String]], is_key: &dyn Fn(&str) -> bool) -> Self {
        let first = rows.first().copied().unwrap_or_default();
        let named: Vec<Option<Role>> = first.iter().map(|cell| role(cell)).collect();
        let says_something = named.iter().flatten().any(|role| *role != Role::Other);
        let has_header = says_something && !first.iter().any(|cell| is_card(cell) || is_key(cell));
        if has_header {
            Self::of_headings(first, &named, &rows[1..])
        } else {
            Self::of_cells(rows, is_key)
        }
    }

    fn of_headings(first: &[String], named: &[Option<Role>], rows: &[&[String]]) -> Self {
        let has = |wanted: Role| named.contains(&Some(wanted));
        let listed = has(Role::Votes) || has(Role::Vote);
        let role = |(at, role): (usize, &Option<Role>)| match role {
            Some(role) => *role,
            // `Name` is a title where nothing else is, and a person beside one.
            None if fold(&first[at]) == "name" => {
                if has(Role::Title) {
                    Role::Voter
                } else {
                    Role::Title
                }
            }
            None if !listed && holds_cards(rows, at) => Role::Vote,
            None => Role::Other,
        };
        Self {
            has_header: true,
            roles: named.iter().enumerate().map(role).collect(),
        }
    }

    fn of_cells(rows: &[&[String]], is_key: &dyn Fn(&str) -> bool) -> Self {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let mut roles: Vec<Role> = (0..width)
            .map(|at| {
                let mut cells = rows.iter().filter_map(|row| row.get(at));
                if cells.clone().any(|cell| !is_card(cell) && is_key(cell)) {
                    Role::Key
                } else if holds_cards(rows, at) {
                    Role::Vote
                } else if cells.any(|cell| cell.contains("://")) {
                    Role::Other
                } else {
                    Role::Title
                }
            })
            .collect();
        // One figure a story is what was agreed; several are votes.
        if roles.iter().filter(|role| **role == Role::Vote).count() == 1
            && let Some(one) = roles.iter_mut().find(|role| **role == Role::Vote)
        {
            *one = Role::Estimate;
        }
        Self {
            has_header: false,
            roles,
        }
    }

    /// Whether a column holds that.
    pub(super) fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether no column names a story: the table is about one.
    pub(super) fn is_nameless(&self) -> bool {
        !self.has(Role::Key) && !self.has(Role::Title)
    }

    /// Whether each row is one vote of one person.
    pub(super) fn is_a_row_a_vote(&self) -> bool {
        let votes = self.roles.iter().filter(|role| **role == Role::Vote);
        self.has(Role::Voter) && !self.has(Role::Votes) && votes.count() <= 1
    }

    /// What a row holds in columns of that role, where it holds something.
    pub(super) fn all<'r>(&self, role: Role, cells: &'r [String]) -> impl Iterator<Item = &'r str> {
        let columns = self.roles.iter().zip(cells);
        columns
            .filter(move |(own, cell)| **own == role && !cell.is_empty())
            .map(|(_, cell)| cell.as_str())
    }

    /// The first of these.
    pub(super) fn first<'r>(&self, role: Role, cells: &'r [String]) -> Option<&'r str> {
        self.all(role, cells).next()
    }
}

fn fold(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn role(cell: &str) -> Option<Role> {
    let folded = fold(cell);
    let known = |(_, names): &&(Role, &[&str])| names.contains(&folded.as_str());
    HEADINGS.iter().find(known).map(|(role, _)| *role)
}

/// Whether a column holds cards and nothing else.
fn holds_cards(rows: &[&[String]], at: usize) -> bool {
    let mut cells = rows
        .iter()
        .filter_map(|row| row.get(at))
        .filter(|cell| !cell.is_empty() && *cell != "-")
        .peekable();
    cells.peek().is_some() && cells.all(|cell| is_card(cell))
}

/// Whether a cell can be a card of some deck.
pub(super) fn is_card(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    let word = [
        "?",
        "\u{2615}",
        "\u{2615}\u{fe0f}",
        "coffee",
        "break",
        "½",
        "1/2",
        "xs",
        "s",
        "m",
        "l",
        "xl",
        "xxl",
    ];
    let digits = cell.trim_end_matches('½');
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    word.contains(&cell.as_str()) || is_number
}

#[cfg(test)]
mod tests {
    use super::{HEADINGS, fold, is_card};

    #[test]
    fn headings_are_folded_and_stand_once() {
        let mut all: Vec<&str> = HEADINGS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        assert!(all.iter().all(|name| fold(name) == *name));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn knows_cards() {
        for card in ["5", "0.5", "½", "1/2", "?", "☕", "XL"] {
            assert!(is_card(card), "{card}");
        }
        for other in ["", "-", "US-5", "5 days", "Pay", "."] {
            assert!(!is_card(other), "{other}");
        }
    }
}
