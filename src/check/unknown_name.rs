//! A field that names what is not there: a Sprint, a release, an objective.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::model::{Diagnostic, Place, Story};

/// A name that leads nowhere.
#[derive(Debug, Clone)]
pub(super) struct UnknownName<'a> {
    /// The field that holds it.
    pub key: &'a str,
    /// What is wrong, after the id: `is planned for a Sprint that does not exist`.
    pub what: &'a str,
    /// The words beside the source where no name is near.
    pub label: &'a str,
    /// What makes the name known: `po sprint new 9`.
    pub make: String,
    /// The name that was probably meant.
    pub near: Option<&'a str>,
}

impl UnknownName<'_> {
    /// Returns the finding of `rule` about it.
    pub fn finding(&self, rule: &Rule, context: &Context, story: &Story) -> Diagnostic {
        let key = self.key;
        let id = context.typed(&story.id);
        let fix = match self.near.and_then(Context::pasteable) {
            Some(near) => format!("po set {id} {key}={near}"),
            None => format!("{}, or unset it: po set {id} {key}=", self.make),
        };
        let label = match self.near {
            Some(near) => format!("did you mean `{near}`?"),
            None => self.label.to_owned(),
        };
        let message = format!("{} {}", story.id, self.what);
        rule.finding(Place::value(&story.path, key), message, label)
            .fix(fix)
            .story(&story.id)
    }
}

/// The command that makes something of that name, or words for it where a shell would misread the name.
pub(super) fn made_by(command: &str, name: &str) -> String {
    match Context::pasteable(name) {
        Some(name) => format!("{command} {name}"),
        None => format!("{command} …"),
    }
}
