//! What the columns of any CSV mean, by their names beside each other.

use crate::exchange::assembly::{StoryPart, Take, fold_name, story_part, take_of_name};

/// Of columns that mean the same, the one with the best name counts; in rows where it is empty, the next one.
pub(super) fn takes(headers: &[String]) -> Vec<Take> {
    let meant: Vec<Option<(Take, usize)>> = headers.iter().map(|name| take_of_name(name)).collect();
    let is_work =
        |meaning: &Option<(Take, usize)>| meaning.is_some_and(|(take, _)| take == Take::Assignee);
    let is_assigned = headers
        .iter()
        .zip(&meant)
        .any(|(name, meaning)| is_work(meaning) && !is_owner(name));
    let best = best(headers, &meant);
    let take = |(number, meaning): (usize, &Option<(Take, usize)>)| {
        let Some((take, place)) = meaning else {
            return Take::Keep;
        };
        if is_work(meaning) && is_assigned && is_owner(&headers[number]) {
            return Take::Keep;
        }
        let better = best
            .iter()
            .filter(|(other, ..)| other == take)
            .any(|&(_, at, other)| {
                headers[other] != headers[number] && (at, other) < (*place, number)
            });
        match better {
            true => as_spare(*take),
            false => *take,
        }
    };
    let mut takes: Vec<Take> = meant.iter().enumerate().map(take).collect();
    others_keys(headers, &mut takes);
    tasks(headers, &mut takes);
    told(headers, &mut takes);
    classes(headers, &mut takes);
    titles(headers, &mut takes);
    for column in outline(headers, &takes).into_iter().skip(1) {
        takes[column] = Take::Title;
    }
    takes
}

/// The columns of titles that stand the farther right the deeper their rows stand: that of titles, and those without a name right
/// behind it. Empty where there are none.
pub(super) fn outline(headers: &[String], takes: &[Take]) -> Vec<usize> {
    let Some(title) = takes.iter().position(|take| *take == Take::Title) else {
        return Vec::new();
    };
    let unnamed = headers[title + 1..]
        .iter()
        .take_while(|name| name.is_empty());
    match unnamed.count() {
        0 => Vec::new(),
        more => (title..=title + more).collect(),
    }
}

/// Of each meaning the column with the best name, and the best one that is called otherwise: meaning, how good its name is, number.
fn best(headers: &[String], meant: &[Option<(Take, usize)>]) -> Vec<(Take, usize, usize)> {
    let mut all: Vec<(Take, usize, usize)> = Vec::new();
    let named = meant.iter().enumerate();
    let mut named: Vec<_> = named
        .filter_map(|(number, meaning)| meaning.map(|(take, place)| (take, place, number)))
        .collect();
    named.sort_by_key(|&(_, place, number)| (place, number));
    for one in named {
        let mut alike = all.iter().filter(|other| other.0 == one.0);
        let is_new = |first: &(Take, usize, usize)| headers[first.2] != headers[one.2];
        if alike.next().is_none_or(is_new) && alike.next().is_none() {
            all.push(one);
        }
    }
    all
}

/// What a column is taken as beside one that means the same and has a better name. Which rows are items, in which state and in
/// which order, one column tells for all rows. What a second column calls the parent lies farther away.
pub(super) fn as_spare(take: Take) -> Take {
    match take {
        Take::Title
        | Take::Key
        | Take::Status
        | Take::Category
        | Take::Kind
        | Take::Rank
        | Take::Position => Take::Keep,
        Take::Parent(_) => Take::Epic,
        take => take,
    }
}

/// Whether columns that mean this are joined.
pub(super) fn all_count(take: Take) -> bool {
    matches!(
        take,
        Take::Labels(_)
            | Take::Comment
            | Take::Assignee
            | Take::Done
            | Take::DependsOn
            | Take::Blocks
    )
}

/// Whether a column tells the owner: who works on the item, unless another column tells that.
fn is_owner(name: &str) -> bool {
    fold_name(name).starts_with("own")
}

/// The number of a story or a feature, in a table that begins with titles, tells what an item belongs to, not which it is.
fn others_keys(headers: &[String], takes: &mut [Take]) {
    if takes.first() != Some(&Take::Title) || is_other(&headers[0]) {
        return;
    }
    for (take, name) in takes.iter_mut().zip(headers) {
        if *take == Take::Key && is_other(name) {
            *take = Take::Keep;
        }
    }
}

/// Whether a column is called after a kind of item that others lie in.
fn is_other(name: &str) -> bool {
    let name = fold_name(name);
    ["userstory", "feature", "requirement", "pbi", "backlogitem"]
        .iter()
        .any(|kind| name.starts_with(kind))
}

/// A user story in columns of its own: at least who and what.
fn told(headers: &[String], takes: &mut [Take]) {
    let parts: Vec<Option<StoryPart>> = headers.iter().map(|name| story_part(name)).collect();
    if [StoryPart::Role, StoryPart::Wish]
        .iter()
        .all(|part| parts.contains(&Some(*part)))
    {
        for (take, part) in takes.iter_mut().zip(parts) {
            if let Some(part) = part {
                *take = Take::Told(part);
            }
        }
    }
}

/// What tells a task or a story in a table of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    TaskKey,
    Task,
    StoryKey,
    Story,
}

/// What of a task or a story a column tells by its name.
fn told_of(name: &str) -> Option<Told> {
    Some(match &*fold_name(name) {
        "taskid" | "tasknumber" | "taskno" | "tasknr" | "taskkey" => Told::TaskKey,
        "task" | "taskname" | "tasktitle" => Told::Task,
        "storyid" | "userstoryid" | "usid" | "storynumber" | "storyno" | "storykey" | "pbiid"
        | "backlogitemid" => Told::StoryKey,
        "story" | "userstory" | "storytitle" | "storyname" | "userstorytitle" | "backlogitem" => {
            Told::Story
        }
        _ => return None,
    })
}

/// In a table of tasks the number of a story is what a task is a part of.
fn tasks(headers: &[String], takes: &mut [Take]) {
    let told: Vec<Option<Told>> = headers.iter().map(|name| told_of(name)).collect();
    let has = |one| told.contains(&Some(one));
    if has(Told::Task) && has(Told::TaskKey) && has(Told::StoryKey) && !has(Told::Story) {
        for (take, told) in takes.iter_mut().zip(&told) {
            match told {
                Some(Told::TaskKey) => *take = Take::Key,
                Some(Told::Task) => *take = Take::Title,
                Some(Told::StoryKey) => *take = Take::Parent(0),
                _ => {}
            }
        }
    }
}

/// Which columns tell of a task, in a table whose rows tell a story and a task of it; none of another table. Right of the story all
/// from the first one of the task on do, else all but those that are called after the story.
pub(super) fn of_tasks(headers: &[String]) -> Option<Vec<bool>> {
    let told: Vec<Option<Told>> = headers.iter().map(|name| told_of(name)).collect();
    let place = |one| told.iter().position(|told| *told == Some(one));
    let (key, task) = (place(Told::TaskKey)?, place(Told::Task)?);
    let (first, story) = (key.min(task), place(Told::Story)?);
    let is_of_story = |name: &String| {
        let name = fold_name(name);
        told_of(&name).is_some() || name.starts_with("story") || name.starts_with("userstory")
    };
    let is_of_task = |at: usize| match story < first {
        true => at >= first && !matches!(told[at], Some(Told::Story | Told::StoryKey)),
        false => matches!(told[at], Some(Told::Task | Told::TaskKey)) || !is_of_story(&headers[at]),
    };
    Some((0..headers.len()).map(is_of_task).collect())
}

/// A column for each class of MoSCoW, in which a mark stands.
fn classes(headers: &[String], takes: &mut [Take]) {
    let class = |name: &String| match &*fold_name(name) {
        "must" | "musthave" => Some("must"),
        "should" | "shouldhave" => Some("should"),
        "could" | "couldhave" => Some("could"),
        "wont" | "wonthave" => Some("wont"),
        _ => None,
    };
    let found: Vec<Option<&str>> = headers.iter().map(class).collect();
    let has = |class| found.contains(&Some(class));
    if has("must") && has("should") && has("could") {
        for (take, class) in takes.iter_mut().zip(found) {
            if let (Take::Keep, Some(class)) = (*take, class) {
                *take = Take::Class(class);
            }
        }
    }
}

/// What columns of whole stories, or of more than titles, are called, folded.
const STORIES: [&str; 17] = [
    "story",
    "summary",
    "stories",
    "userstory",
    "userstories",
    "requirement",
    "requirements",
    "historia",
    "historiadeusuario",
    "historiasdeusuario",
    "história",
    "históriadeusuário",
    "históriadousuário",
    "récitutilisateur",
    "anforderung",
    "gebruikersverhaal",
    "historyjkaużytkownika",
];

/// Stories beside titles are text, and where no column holds titles, the next best one does.
fn titles(headers: &[String], takes: &mut [Take]) {
    if takes.contains(&Take::Title) {
        if !takes.contains(&Take::Description) {
            let is_story = |name: &String| {
                STORIES.contains(&&*fold_name(name))
                    && take_of_name(name).is_some_and(|(take, _)| take == Take::Title)
            };
            let beside = takes.iter_mut().zip(headers);
            for (take, _) in beside.filter(|(take, name)| **take == Take::Keep && is_story(name)) {
                *take = Take::Description;
            }
        }
    } else if !takes.iter().any(|take| take.names_items()) {
        let feature = headers.iter().position(|name| {
            matches!(
                &*fold_name(name),
                "feature"
                    | "features"
                    | "functionality"
                    | "función"
                    | "funcionalidad"
                    | "funcionalidade"
            )
        });
        let text = takes.iter().position(|take| *take == Take::Description);
        // Beside a description, the content is what it is about.
        let content = headers.iter().position(|name| fold_name(name) == "content");
        let feature = feature.or(content.filter(|_| text.is_some() && content != text));
        match (feature, text) {
            (Some(at), _) => takes[at] = Take::Title,
            (None, Some(at)) => takes[at] = Take::Lead,
            (None, None) => {}
        }
    }
}
