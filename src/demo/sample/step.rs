//! What can happen in the sample; each step becomes one commit.

/// One of the three people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Ada Example, the Product Owner.
    Ada,
    /// Bo Sample, a developer.
    Bo,
    /// Cleo Muster, a developer.
    Cleo,
}

/// A step. Numbers are those of ids, or of Sprints where it says so.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Configuration, product page and these items come into being.
    Begin(&'static [u64]),
    /// A new item.
    Add(u64),
    /// Several new items at once, from somewhere.
    AddAll(&'static [u64], &'static str),
    /// Criteria, size, ready.
    Refine(&'static [u64]),
    /// Criteria and size.
    Discuss(&'static [u64]),
    /// Criteria only.
    Criteria(u64),
    /// Size only.
    Estimate(u64),
    /// Another size, by other votes.
    Reestimate(u64, &'static str),
    /// One more criterion.
    AddCriterion(u64, &'static str),
    /// The n-th criterion, from 1, in other words.
    Reword(u64, usize, &'static str),
    /// The n-th criterion, from 1, is met.
    Tick(u64, usize),
    /// New ranks, and how to say it.
    Rank(&'static [(u64, &'static str)], &'static str),
    /// The Sprint of that number starts with these items.
    StartSprint(u64, &'static [u64]),
    /// The Sprint of that number is closed, what is Done in it accepted; whether its goal was met.
    CloseSprint(u64, &'static str),
    /// An item joins the running Sprint of that number.
    Join(u64, u64),
    /// Work begins.
    Start(u64),
    /// It meets the Definition of Done, criteria ticked.
    Done(u64),
    /// Items are accepted, with a word why.
    Accept(&'static [u64], &'static str),
    /// It will not be done, with the reason.
    Decline(u64, &'static str),
    /// A question.
    Ask(u64, &'static str),
    /// The answer to the last question.
    Answer(u64, &'static str),
    /// A dated note.
    Note(u64, &'static str),
    /// It cannot go on, and why.
    Block(u64, &'static str),
    /// A field, its new value, and how to say it.
    Set(u64, &'static str, &'static str, &'static str),
    /// Items go away, and why.
    Remove(&'static [u64], &'static str),
    /// A release is planned with these items.
    Release(&'static str, &'static [u64]),
    /// A release is out.
    Ship(&'static str),
}
