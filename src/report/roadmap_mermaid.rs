//! The roadmap as a Mermaid flowchart: objectives on the left, lanes of epics, releases on the right.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::report::roadmap::{Lane, RoadmapEpic, RoadmapReport};

/// Returns the flowchart, without the fence that Markdown puts around it.
#[must_use]
pub fn roadmap_mermaid(report: &RoadmapReport) -> String {
    let mut out = String::from("flowchart LR\n");
    let mut objectives: HashMap<String, String> = HashMap::new();
    for (at, objective) in report.objectives.iter().enumerate() {
        let label = format!("{} {}", objective.name, objective.text);
        let _ = writeln!(out, "  o{at}([\"{}\"])", escaped(&label));
        objectives.insert(objective.name.to_lowercase(), format!("o{at}"));
    }
    let epics: Vec<(String, &RoadmapEpic)> = report
        .epics
        .iter()
        .enumerate()
        .map(|(at, epic)| (format!("e{at}"), epic))
        .collect();
    for lane in Lane::ALL {
        let mut own = epics
            .iter()
            .filter(|(_, epic)| epic.lane == lane)
            .peekable();
        if own.peek().is_none() {
            continue;
        }
        let title = lane.title();
        let _ = writeln!(out, "  subgraph lane{title}[\"{title}\"]");
        for (node, epic) in own {
            let _ = writeln!(out, "    {node}[\"{}\"]", label(epic));
        }
        out.push_str("  end\n");
    }
    let mut releases: HashMap<&str, String> = HashMap::new();
    for (at, release) in report.releases.iter().enumerate() {
        let due = release
            .due
            .map_or_else(String::new, |due| format!(", due {due}"));
        let label = format!("Release {}{due}", release.name);
        let _ = writeln!(out, "  r{at}[/\"{}\"/]", escaped(&label));
        releases.insert(release.name.trim(), format!("r{at}"));
    }
    for (node, epic) in &epics {
        let objective = epic.objective.as_deref().map(str::to_lowercase);
        if let Some(from) = objective.and_then(|name| objectives.get(&name)) {
            let _ = writeln!(out, "  {from} --> {node}");
        }
        for to in epic
            .releases
            .iter()
            .filter_map(|name| releases.get(name.as_str()))
        {
            let _ = writeln!(out, "  {node} --> {to}");
        }
    }
    out
}

fn label(epic: &RoadmapEpic) -> String {
    let (done, holds) = epic.tallies;
    let id = epic
        .id
        .as_ref()
        .map_or_else(String::new, |id| format!("{id} "));
    let words = escaped(&format!("{id}{}", epic.title));
    let progress = format!(
        "{} of {} points, {} of {} items",
        done.points, holds.points, done.items, holds.items
    );
    format!("{words}<br/>{}", escaped(&progress))
}

/// Words within the quotes of a label: letters, digits and a few harmless signs as they are, all else as the number of
/// the character, which Mermaid writes as `#35;`. Control characters are spaces.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            ' ' | ',' | '.' | '-' => out.push(sign),
            sign if sign.is_alphanumeric() => out.push(sign),
            sign if sign.is_control() => out.push(' '),
            sign => {
                let _ = write!(out, "#{};", u32::from(sign));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::{escaped, roadmap_mermaid};
    use crate::model::{Backlog, Config, Story};
    use crate::report::RoadmapReport;

    #[test]
    fn words_cannot_leave_their_label() {
        assert_eq!(escaped("Pay: \"now\" #1"), "Pay#58; #34;now#34; #35;1");
        assert_eq!(escaped("<b>`x`]\n"), "#60;b#62;#96;x#96;#93; ");
        assert_eq!(escaped("Größe, 1.2-3"), "Größe, 1.2-3");
    }

    proptest! {
        #[test]
        fn a_title_adds_no_line_and_no_quote(title in any_title()) {
            let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
            story.item_type = "epic".into();
            story.title = title;
            let backlog = Backlog::new(Config::default(), vec![story], Vec::new());
            let drawn = roadmap_mermaid(&RoadmapReport::new(&backlog));
            prop_assert!(drawn.lines().count() == 4, "{drawn}");
            prop_assert!(drawn.matches('"').count() == 4, "{drawn}");
        }
    }

    fn any_title() -> impl proptest::strategy::Strategy<Value = String> {
        "\\PC{0,30}|[\"\\[\\]<>#;`\r\n\u{2028}]{0,10}"
    }
}
