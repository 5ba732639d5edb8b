//! Export, import, compare; for any backlog.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::TestRunner;

use crate::exchange::export::{ExportBacklog, ExportError, Layout, export};
use crate::exchange::format::Format;
use crate::exchange::import::{PlanOptions, plan};
use crate::exchange::memory_sink::MemorySink;
use crate::exchange::round_trip::arbitrary::any_backlog;
use crate::exchange::round_trip::compare::compare;
use crate::model::{Backlog, Config, Rank, Story};

/// Holds a format to what its writer claims to carry whole, for any backlog whose stories `fit` made such that the format can
/// take them. A writer that says `Carry::Whole` of a field, but only for some of its values, says so in its docs and notes the
/// others.
#[track_caller]
pub(in crate::exchange) fn round_trip(format: &Format, fit: fn(&mut Story)) {
    round_trip_of(format, &[], fit);
}

/// The same, for fields too that are carried in part: `fit` makes values of which nothing is lost.
#[track_caller]
pub(in crate::exchange) fn round_trip_of(format: &Format, parts: &[&str], fit: fn(&mut Story)) {
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let run = TestRunner::new(config).run(&any_backlog(), |backlog| {
        let config = backlog.config.clone();
        let mut stories = backlog.into_stories();
        stories.iter_mut().for_each(fit);
        let backlog = Backlog::new(config, stories, Vec::new());
        let differences = differences(format, parts, &backlog);
        proptest::prop_assert!(differences.is_empty(), "{}", differences.join("\n"));
        Ok(())
    });
    if let Err(error) = run {
        panic!("{}: {error}", format.name);
    }
}

/// What is not the same after an export and an import.
fn differences(format: &Format, parts: &[&str], backlog: &Backlog) -> Vec<String> {
    let writer = format.write.expect("a writer");
    let no_body = |story: &Story| -> Result<Story, ExportError> {
        panic!("{} has its body", story.id);
    };
    let view = ExportBacklog::new(backlog, backlog.stories().iter().collect(), &no_body);
    let mut sink = MemorySink::default();
    let written = export(&writer, &view, &mut sink).expect("memory takes everything");
    assert_eq!(written.items, backlog.stories().len());
    let beside = match writer.layout {
        Layout::File { beside, .. } => beside,
        Layout::Folder => &[],
    };
    let (drafts, read) = match sink.source(beside).drafts(format) {
        Ok(read) => read,
        Err(error) => return vec![format!("it cannot be read: {error}\n{sink:?}")],
    };
    let mut ranks = |count: usize| -> Vec<Rank> {
        let rank = |place| format!("i{place:04}i").parse().expect("a rank");
        (0..count).map(rank).collect()
    };
    let mut options = PlanOptions {
        first_number: 100,
        ranks: &mut ranks,
        folder: "",
    };
    // Whose backlog is empty knows nothing of the team's own states and types.
    let empty = Backlog::new(Config::default(), Vec::new(), Vec::new());
    let plan = plan(&drafts, &read, &empty, &mut options);
    let mut differences = compare(&writer, parts, backlog, &plan);
    if !differences.is_empty() {
        for (name, bytes) in &sink.files {
            differences.push(format!("--- {name}\n{}", String::from_utf8_lossy(bytes)));
        }
        differences.push(format!("--- read\n{:?}", plan.report.notes));
    }
    differences
}

mod tests {
    use super::differences;
    use crate::exchange::csv_table;
    use crate::exchange::export::Carry;
    use crate::model::{Backlog, Config, Story};

    #[test]
    fn a_claim_that_is_not_kept_is_found() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        (story.title, story.body) = ("One".into(), Some(String::new()));
        (story.status, story.item_type) = ("new".into(), "story".into());
        story.aliases = vec!["OLD-1".into()];
        let backlog = Backlog::new(Config::default(), vec![story], Vec::new());
        let mut format = csv_table::FORMAT;
        assert_eq!(differences(&format, &[], &backlog), Vec::<String>::new());
        let writer = format.write.as_mut().unwrap();
        writer.carries = &[("aliases", Carry::Whole("key"))];
        assert!(differences(&format, &[], &backlog)[0].contains("`aliases` was Some"));
    }
}
