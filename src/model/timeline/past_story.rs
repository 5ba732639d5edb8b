//! Facts back to the story they were taken from, for what reads stories.

use super::facts::Facts;
use crate::model::{External, Story};

impl Facts {
    /// The story that said this, without its text; none where these are not the facts of a story.
    #[must_use]
    pub fn to_story(&self) -> Option<Story> {
        let text = |name: &str| self.text(name).map(str::to_owned);
        let list = |name: &str| self.list(name).map(str::to_owned).collect();
        let mut story = Story::new(self.id()?, self.path());
        story.title = text("title").unwrap_or_default();
        story.status = text("status").unwrap_or_default();
        story.item_type = text("type").unwrap_or_default();
        story.rank = self.text("rank").and_then(|rank| rank.parse().ok());
        story.created = self.text("created").and_then(|time| time.parse().ok());
        story.started = self.date("started");
        story.done = self.date("done");
        story.accepted = self.date("accepted");
        story.points = self.amount("points");
        story.value = self.amount("value");
        story.urgency = self.amount("urgency");
        story.risk_reduction = self.amount("risk_reduction");
        story.cost_of_delay = self.amount("cost_of_delay");
        story.sprint = text("sprint");
        story.release = text("release");
        story.epic = text("epic");
        story.objective = text("objective");
        story.requested_by = text("requested_by");
        story.blocked = text("blocked");
        story.outcome = text("outcome");
        story.labels = list("labels");
        story.assignee = list("assignee");
        story.depends_on = list("depends_on");
        story.links = list("links");
        story.aliases = list("aliases");
        let mut external = self.list("external").map(str::to_owned);
        story.external = external.next().map(|system| External {
            system,
            key: external.next().unwrap_or_default(),
            url: external.next(),
        });
        Some(story)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{External, Facts, Story};

    #[test]
    fn a_story_comes_back() {
        let mut story = Story::new("US-12".parse().unwrap(), "stories/US-12.md");
        story.title = "Pay".to_owned();
        story.created = Some("2026-11-21T20:31:07Z".parse().unwrap());
        story.rank = Some("i3k9".parse().unwrap());
        story.labels = vec!["a, b".to_owned(), "c".to_owned()];
        story.points = Some("0.5".parse().unwrap());
        story.done = Some("2026-11-21".parse().unwrap());
        story.external = Some(External {
            system: "jira".to_owned(),
            key: "ABC-1".to_owned(),
            url: None,
        });
        assert_eq!(Facts::of_story(&story, &[]).to_story(), Some(story));
        assert_eq!(Facts::default().to_story(), None);
    }
}
