//! Sprints one after the other, and what the next one is called.

use jiff::civil::Date;

use crate::model::{Backlog, Sprint, StateKind, sprint_key};

use super::sprint_refusal::SprintRefusal;

/// Words that stand for a Sprint by its place in time.
const BY_PLACE: [&str; 4] = ["current", "next", "last", "@"];

/// Sprints in the order of their days; those without any day come last, by number and name.
#[must_use]
pub fn chronological(sprints: &[Sprint]) -> Vec<&Sprint> {
    let mut sorted: Vec<&Sprint> = sprints.iter().collect();
    sorted.sort_by_key(|sprint| {
        let day = first_day(sprint);
        let number = sprint.name.parse::<u64>().ok();
        (day.is_none(), day, number, &sprint.name, &sprint.path)
    });
    sorted
}

/// The first day that is known of a Sprint.
#[must_use]
pub fn first_day(sprint: &Sprint) -> Option<Date> {
    sprint.from.or(sprint.started).or(sprint.closed)
}

/// What the next Sprint is called: the highest number and one, or the last Sprint's name with its last number counted
/// up. None where the last name ends in no number: nobody can guess then.
#[must_use]
pub fn next_name(backlog: &Backlog) -> Option<String> {
    let known = backlog.sprints.iter().map(|sprint| sprint.name.as_str());
    let broken = backlog.unreadable.iter().filter_map(|file| {
        let name = file.path.strip_prefix("sprints/")?.strip_suffix(".md")?;
        Some(name.strip_prefix("sprint-").unwrap_or(name))
    });
    // Work that was done in Sprints without a file was done in Sprints all the same.
    let worked = backlog
        .stories()
        .iter()
        .filter(|story| backlog.kind(story) == StateKind::Done)
        .filter_map(|story| story.sprint.as_deref());
    let highest = known
        .chain(broken)
        .chain(worked)
        .filter_map(|name| name.trim().parse::<u64>().ok())
        .max();
    if let Some(number) = highest {
        return Some(number.saturating_add(1).to_string());
    }
    let sprints = chronological(&backlog.sprints);
    let Some(last) = sprints.last() else {
        return Some("1".to_owned());
    };
    let words = last.name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &last.name[words.len()..];
    let mut number: u64 = digits.parse().ok()?;
    loop {
        number = number.checked_add(1)?;
        let name = format!("{words}{number:0width$}", width = digits.len());
        if !sprints.iter().any(|sprint| sprint.is_named(&name)) {
            return Some(name);
        }
    }
}

/// The name of a new Sprint as a person types it: `8` for `Sprint 08`, other names as they are.
///
/// # Errors
/// [`SprintRefusal::Name`]: nothing, or a word that stands for a Sprint by its place in time.
pub fn new_sprint_name(text: &str) -> Result<String, SprintRefusal> {
    let text = text.trim();
    let key = sprint_key(text);
    if key.is_empty() || is_by_place(&key) {
        return Err(SprintRefusal::Name {
            name: text.to_owned(),
        });
    }
    if key.parse::<u64>().is_ok() {
        return Ok(key);
    }
    let begins = |word: &&'static str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let said = ["sprint ", "sprint-"].into_iter().find(begins);
    Ok(said
        .map_or(text, |word| {
            text[word.len()..].trim_start_matches([' ', '-'])
        })
        .to_owned())
}

/// Whether a word stands for a Sprint by its place in time: `current`, `next`, `last`, `@`.
#[must_use]
pub fn is_by_place(word: &str) -> bool {
    BY_PLACE
        .iter()
        .any(|place| place.eq_ignore_ascii_case(word.trim()))
}

#[cfg(test)]
mod tests {
    use super::{chronological, new_sprint_name, next_name};
    use crate::model::{Backlog, Config, Sprint};

    fn sprint(name: &str, from: &str) -> Sprint {
        Sprint {
            name: name.into(),
            from: from.parse().ok(),
            ..Sprint::default()
        }
    }

    fn next(names: &[(&str, &str)]) -> Option<String> {
        let mut backlog = Backlog::new(Config::default(), Vec::new(), Vec::new());
        backlog.sprints = names
            .iter()
            .map(|(name, from)| sprint(name, from))
            .collect();
        next_name(&backlog)
    }

    #[test]
    fn names_count_up() {
        assert_eq!(next(&[]).as_deref(), Some("1"));
        assert_eq!(next(&[("9", ""), ("10", "")]).as_deref(), Some("11"));
        assert_eq!(
            next(&[("2026-S09", "2026-11-02"), ("2026-S08", "2026-10-19")]).as_deref(),
            Some("2026-S10")
        );
        assert_eq!(next(&[("Alpha", "")]), None);
    }

    #[test]
    fn a_new_name_is_no_word_for_a_place_in_time() {
        let name = |text: &str| new_sprint_name(text).ok();
        assert_eq!(name(" Sprint 08 ").as_deref(), Some("8"));
        assert_eq!(name("sprint-Alpha").as_deref(), Some("Alpha"));
        assert_eq!(name("Sprinters").as_deref(), Some("Sprinters"));
        for text in ["", "sprint", "Next", "@", "current", "sprint last"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn days_come_before_names() {
        let sprints = [
            sprint("10", ""),
            sprint("9", ""),
            sprint("1", "2026-11-16"),
            sprint("2", "2026-11-02"),
        ];
        let names: Vec<&str> = chronological(&sprints)
            .iter()
            .map(|s| s.name.as_str())
            .collect();
        assert_eq!(names, ["2", "1", "9", "10"]);
    }
}
