//! What fits into a story's file: anything that a tool may export, within what `po` can read again.

use crate::exchange::draft::{Draft, Extra};
use crate::exchange::format::ReadReport;
use crate::exchange::import::extra_yaml;
use crate::exchange::report::Remark;

/// The front matter may have 64 KiB; so much of it may be values without a field, in bytes.
const MOST_EXTRA: usize = 36 * 1024;

/// So much of it may be fields, in bytes.
const MOST_FIELDS: usize = 12 * 1024;

/// A file may have 4 MiB; so much of it may be text, in bytes.
const MOST_TEXT: usize = 3 * 1024 * 1024;

/// Makes a draft fit: zero bytes in its text become `\u{fffd}`, and values without a field move to the end of its text where they are
/// too many. Returns what to know about it.
///
/// # Errors
/// A remark when it is too large for a file.
pub fn fit(draft: &mut Draft) -> Result<Option<Remark>, Remark> {
    let mut notes: Vec<&str> = Vec::new();
    if draft_without_zeros(draft) {
        notes.push(ZEROS);
    }
    let extra: usize = draft.extra.iter().map(|item| item.yaml.len()).sum();
    if extra > MOST_EXTRA && draft.body.len() + extra <= MOST_TEXT {
        move_to_text(draft);
        notes.push("what has no field is too much for `extra`; it stands at the end of its text");
    }
    let refuse = |what: &str, most: usize| {
        let most = most / 1024;
        let reason = format!("`{}`: {what} have more than {most} KiB", draft.key);
        Err(Remark::new(draft.origin.clone(), reason))
    };
    if fields(draft) > MOST_FIELDS {
        return refuse("its fields together", MOST_FIELDS);
    }
    if draft.body.len() > MOST_TEXT || (extra > MOST_EXTRA && !draft.extra.is_empty()) {
        return refuse("its texts", MOST_TEXT);
    }
    Ok((!notes.is_empty()).then(|| Remark::new(draft.origin.clone(), notes.join("; "))))
}

/// The same for what was found besides the items.
pub fn fit_around(read: &mut ReadReport) {
    let releases = read.releases.iter_mut();
    let releases = releases.map(|release| (&release.origin, Some(&mut release.body)));
    let sprints = read.sprints.iter_mut();
    let sprints = sprints.map(|sprint| (&sprint.origin, sprint.goal.as_mut()));
    for (origin, text) in releases.chain(sprints) {
        if text.is_some_and(without_zeros) {
            read.notes.push(Remark::new(origin.clone(), ZEROS));
        }
    }
}

/// What is said of a text that had zero bytes.
const ZEROS: &str = "zero bytes in its text are replaced by `\u{fffd}`";

/// Replaces the zero bytes of a draft in its text and its fields; says whether there were any.
fn draft_without_zeros(draft: &mut Draft) -> bool {
    // A sign of three bytes takes the place of one.
    let shift = |at: usize, body: &str| at + 2 * body[..at].matches('\0').count();
    let parts = draft.parts;
    draft.parts = parts.map(|(from, to)| (shift(from, &draft.body), shift(to, &draft.body)));
    let texts = [
        Some(&mut draft.body),
        Some(&mut draft.title),
        draft.requested_by.as_mut(),
        draft.sprint.as_mut(),
        draft.release.as_mut(),
        draft.item_type.as_mut(),
        draft.status.as_mut().map(|status| &mut status.name),
    ];
    let lists = [&mut draft.labels, &mut draft.assignee, &mut draft.sprints];
    let all = texts.into_iter().flatten();
    let all = all.chain(lists.into_iter().flatten());
    // Each is looked at.
    all.map(without_zeros).filter(|had| *had).count() > 0
}

/// Replaces zero bytes, which no file of text has; says whether there were any.
fn without_zeros(text: &mut String) -> bool {
    let has = text.contains('\0');
    if has {
        *text = text.replace('\0', "\u{fffd}");
    }
    has
}

/// How many bytes the fields have, roughly.
fn fields(draft: &Draft) -> usize {
    let lists = [
        &draft.labels,
        &draft.assignee,
        &draft.links,
        &draft.aliases,
        &draft.sprints,
    ];
    let references = draft.depends_on.iter().chain(&draft.parent);
    let texts = [
        Some(&draft.key),
        Some(&draft.title),
        draft.url.as_ref(),
        draft.requested_by.as_ref(),
        draft.sprint.as_ref(),
        draft.release.as_ref(),
        draft.item_type.as_ref(),
        draft.status.as_ref().map(|status| &status.name),
    ];
    lists
        .into_iter()
        .flatten()
        .map(|text| text.len() + 4)
        .sum::<usize>()
        + references.map(|one| one.written.len() + 4).sum::<usize>()
        + texts.into_iter().flatten().map(String::len).sum::<usize>()
}

/// Puts what has no field into a code block, which nothing in it can end.
fn move_to_text(draft: &mut Draft) {
    let extra = std::mem::take(&mut draft.extra);
    let yaml = extra_yaml(&extra);
    let longest = yaml.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    if !draft.body.is_empty() && !draft.body.ends_with('\n') {
        draft.body.push('\n');
    }
    draft.body.push_str(&format!(
        "\n## Further values\n\n{fence}yaml\n{yaml}{fence}\n"
    ));
    draft.extra = Vec::<Extra>::new();
}

#[cfg(test)]
mod tests {
    use super::{fit, fit_around};
    use crate::exchange::draft::{Draft, DraftRelease, DraftSprint, Extra};
    use crate::exchange::format::ReadReport;
    use crate::exchange::report::Origin;

    fn draft() -> Draft {
        Draft::new(Origin::line("f", 2), "test", "A-1")
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let mut small = draft();
        small.body = "text\n".into();
        small.extra = vec![Extra::texts("a", &["b".into()])];
        let before = small.clone();
        assert_eq!(fit(&mut small), Ok(None));
        assert_eq!(small, before);
    }

    #[test]
    fn zero_bytes_in_releases_and_sprints_are_said() {
        let origin = Origin::line("f", 2);
        let release = |body: &str| DraftRelease {
            origin: origin.clone(),
            name: "1.0".to_owned(),
            due: None,
            extra: Vec::new(),
            body: body.to_owned(),
            crlf: false,
        };
        let sprint = DraftSprint {
            origin: origin.clone(),
            name: "7".to_owned(),
            goal: Some("\0".to_owned()),
            from: None,
            to: None,
            started: None,
            closed: None,
        };
        let mut read = ReadReport {
            releases: vec![release("a\0b"), release("ab")],
            sprints: vec![sprint],
            ..ReadReport::default()
        };
        fit_around(&mut read);
        let bodies: Vec<_> = read.releases.iter().map(|one| one.body.as_str()).collect();
        assert_eq!(bodies, ["a\u{fffd}b", "ab"]);
        assert_eq!(read.sprints[0].goal.as_deref(), Some("\u{fffd}"));
        assert_eq!(read.notes.len(), 2);
    }

    #[test]
    fn zero_bytes_in_fields_are_said_and_parts_stay_where_they_are() {
        let mut odd = draft();
        odd.title = "One\0two".into();
        odd.labels = vec!["a".into(), "b\0".into()];
        odd.body = "\0é\0\n- a\0\nc".into();
        odd.parts = Some((5, 10));
        assert!(
            fit(&mut odd)
                .unwrap()
                .unwrap()
                .reason
                .contains("zero bytes")
        );
        assert_eq!(odd.title, "One\u{fffd}two");
        assert_eq!(odd.labels, ["a", "b\u{fffd}"]);
        let (from, to) = odd.parts.unwrap();
        assert_eq!(
            (&odd.body[from..to], &odd.body[to..]),
            ("- a\u{fffd}\n", "c")
        );
        assert_eq!(fit(&mut odd), Ok(None));
    }

    #[test]
    fn zero_bytes_and_too_many_values_are_said() {
        let mut odd = draft();
        odd.body = "a\0b".into();
        odd.extra = (0..5000)
            .map(|n| Extra::texts(&format!("column {n}"), &["```".into()]))
            .collect();
        let note = fit(&mut odd).unwrap().unwrap();
        assert!(note.reason.contains("zero bytes") && note.reason.contains("`extra`"));
        assert!(odd.body.starts_with("a\u{fffd}b\n") && odd.extra.is_empty());
        assert!(odd.body.contains("column 4999") && odd.body.ends_with("\n````\n"));
    }

    #[test]
    fn what_no_file_can_hold_is_refused() {
        let mut long = draft();
        long.body = "x".repeat(4 << 20);
        let mut wide = draft();
        wide.extra = vec![Extra::texts("a", &["x".repeat(4 << 20)])];
        let mut titled = draft();
        titled.title = "x".repeat(20_000);
        let mut linked = draft();
        linked.links = vec!["https://a.example".into(); 2000];
        for (mut item, what) in [
            (long, "texts"),
            (wide, "texts"),
            (titled, "fields"),
            (linked, "fields"),
        ] {
            let reason = fit(&mut item).unwrap_err().reason;
            assert!(
                reason.starts_with("`A-1`: its ") && reason.contains(what),
                "{reason}"
            );
        }
    }
}
