//! The filters, which mean the same everywhere.

use clap::Args;

use crate::cli::complete;
use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, Failure};
use crate::model::{Backlog, Config, Story};
use crate::scrum::{Filter, Query, QueryError};
use crate::text::{self, HeadingKeys};

/// Filters; several of one kind are alternatives, several kinds must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// In a state
    #[arg(long, short = 's', value_name = "STATE", add = complete::states())]
    status: Vec<String>,
    /// Of a type
    #[arg(long = "type", short = 't', value_name = "TYPE", add = complete::types())]
    item_type: Vec<String>,
    /// In a Sprint: its name, `current`, `next` or `last`
    #[arg(long, value_name = "SPRINT", add = complete::sprints())]
    sprint: Vec<String>,
    /// Below an epic, at any depth
    #[arg(long, value_name = "ID", add = complete::ids())]
    epic: Vec<String>,
    /// In a release
    #[arg(long, value_name = "RELEASE", add = complete::releases())]
    release: Vec<String>,
    /// With a label
    #[arg(long, short = 'l', value_name = "LABEL", add = complete::labels())]
    label: Vec<String>,
    /// Assigned to somebody
    #[arg(long, value_name = "WHO")]
    assignee: Vec<String>,
    /// Asked for by somebody
    #[arg(long, value_name = "WHO")]
    requested_by: Vec<String>,
    /// With these words in title, labels or text
    #[arg(long, value_name = "WORDS")]
    text: Vec<String>,
    /// A query: 'is:open points>3 label:checkout text:"saved card"'
    #[arg(long, short = 'q', value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Done and declined items too
    #[arg(long, short = 'a')]
    all: bool,
}

impl FilterArgs {
    /// The query that all of them make.
    ///
    /// # Errors
    /// When a state, type or key does not exist.
    pub fn query(&self, config: &Config) -> CommandResult<Query> {
        let filter = Filter {
            status: self.status.clone(),
            item_type: self.item_type.clone(),
            sprint: self.sprint.clone(),
            epic: self.epic.clone(),
            release: self.release.clone(),
            label: self.label.clone(),
            assignee: self.assignee.clone(),
            requested_by: self.requested_by.clone(),
            text: self.text.clone(),
            all: self.all,
        };
        let query = filter.query(config)?;
        Ok(match &self.query {
            Some(text) => {
                query.and(Query::parse(text, config).map_err(|error| in_query(text, error))?)
            }
            None => query,
        })
    }

    /// The filters as they can be typed again, each behind a space.
    #[must_use]
    pub fn typed(&self) -> String {
        let lists = [
            ("--status", &self.status),
            ("--type", &self.item_type),
            ("--sprint", &self.sprint),
            ("--epic", &self.epic),
            ("--release", &self.release),
            ("--label", &self.label),
            ("--assignee", &self.assignee),
            ("--requested-by", &self.requested_by),
            ("--text", &self.text),
        ];
        let named = lists
            .iter()
            .flat_map(|(flag, values)| values.iter().map(move |value| (*flag, value)));
        let query = self.query.iter().map(|query| ("-q", query));
        let mut flags: String = named
            .chain(query)
            .map(|(flag, value)| format!(" {flag} {}", text::typed(value)))
            .collect();
        if self.all {
            flags.push_str(" --all");
        }
        flags
    }

    /// Whether none was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether done and declined items are asked for.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.all
    }

    /// Looks for the epics that were named.
    ///
    /// # Errors
    /// When there is none of that name: an empty list would look like an epic without items.
    pub fn find_epics(&self, desk: &Desk<'_>, backlog: &Backlog) -> CommandResult<()> {
        let named = self.epic.iter().flat_map(|epics| epics.split(','));
        for epic in named.map(str::trim).filter(|epic| !epic.is_empty()) {
            desk.pick(backlog, epic)?;
        }
        Ok(())
    }

    /// The items that match, in the total order; open ones only, unless `--all` or a filter names a state, Sprint or id.
    #[must_use]
    pub fn select<'b>(query: &Query, backlog: &'b Backlog) -> Vec<&'b Story> {
        let headings = HeadingKeys::new(&backlog.config.criteria.headings);
        let criteria = |story: &Story| {
            let body = story.body.as_deref();
            body.map_or(0, |body| text::criteria_under(body, &headings).len())
        };
        query.select(backlog, &criteria).collect()
    }
}

/// Says where in the query the mistake is.
fn in_query(text: &str, error: QueryError) -> Failure {
    let part = text
        .get(error.at.clone())
        .unwrap_or_default()
        .trim()
        .to_owned();
    let failure = Failure::from(error);
    if part.is_empty() {
        failure.hint(format!("in the query: {text}"))
    } else {
        failure.hint(format!("at `{part}` in the query: {text}"))
    }
}
