//! Which actions does a want hold: "view and edit a record" holds two, "see who logged in and left" one?

use std::ops::Range;

use super::action_reader::Reader;
use super::action_words::words;

/// An action that is wanted: a verb of the main clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The bytes of the verb in the want: `view`, `set up`, or `stored` of "to be stored".
    pub verb: Range<usize>,
}

/// Returns the actions of an English want, in order: the verbs with which the main clause says what shall be done.
///
/// Verbs that only qualify an object ("the users who logged in and left") or give a purpose do not count, nor do helpers
/// like "be able to". A want with two or more holds more than one story.
#[must_use]
pub fn primary_actions(want: &str) -> Vec<Action> {
    let lower = want.to_ascii_lowercase();
    Reader::verbs(&words(&lower))
        .into_iter()
        .map(|verb| Action { verb })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::primary_actions;

    #[track_caller]
    fn expect(want: &str, verbs: &[&str]) {
        let found: Vec<&str> = primary_actions(want)
            .into_iter()
            .map(|action| &want[action.verb])
            .collect();
        assert_eq!(found, verbs, "{want}");
    }

    #[test]
    fn verbs_that_share_an_object() {
        expect("to View and Edit a record", &["View", "Edit"]);
        expect(
            "to create, edit, and delete users",
            &["create", "edit", "delete"],
        );
        expect("to set up or delete accounts", &["set up", "delete"]);
        expect(
            "to view/upload/delete content",
            &["view", "upload", "delete"],
        );
        expect("to login in and delete posts", &["login", "delete"]);
        expect("to like posts and delete them", &["like", "delete"]);
        expect(
            "to search for and download reports",
            &["search", "download"],
        );
        expect(
            "to undelete or unpublish a dataset",
            &["undelete", "unpublish"],
        );
        expect(
            "to be able to log in and change my password",
            &["log", "change"],
        );
    }

    #[test]
    fn verbs_with_objects_of_their_own() {
        expect(
            "to upload a file, tag it and share it",
            &["upload", "tag", "share"],
        );
        expect("to choose a product, then pay for it", &["choose", "pay"]);
        expect("to log in, and I want to see my orders", &["log", "see"]);
        expect("to enter a keyword and view results", &["enter", "view"]);
        expect(
            "to learn who visits my page and contact them",
            &["learn", "contact"],
        );
    }

    #[test]
    fn what_others_shall_do() {
        expect(
            "to have the system send a mail and log the result",
            &["send", "log"],
        );
        expect(
            "the system to validate the input and store it",
            &["validate", "store"],
        );
        expect(
            "to allow users to rate and review books",
            &["rate", "review"],
        );
        expect(
            "the records to be validated and stored",
            &["validated", "stored"],
        );
        expect("to have the card charged", &["charged"]);
        expect("to have an overview and be warned", &["have", "warned"]);
        expect(
            "the photo to be shown and the name to be hidden",
            &["shown", "hidden"],
        );
        expect(
            "the API must check the key and log the call",
            &["check", "log"],
        );
    }

    #[test]
    fn helpers_are_no_actions() {
        expect("to have the ability to view my profile", &["view"]);
        expect(
            "a way of managing and sharing bookmarks",
            &["managing", "sharing"],
        );
        expect(
            "to begin scheduling and conducting interviews",
            &["scheduling", "conducting"],
        );
        expect("to be notified and see why", &["notified", "see"]);
        expect("to continue to do so", &["do"]);
        expect("to save it and continue to do so", &["save"]);
    }

    #[test]
    fn nouns_are_no_actions() {
        expect("to enter names and addresses", &["enter"]);
        expect("to get daily and weekly email digests", &["get"]);
        expect("to change my name and contact details", &["change"]);
        expect("to get accurate and complete data", &["get"]);
        expect("to see the read and edit views", &["see"]);
        expect("to drag and drop files", &["drag"]);
        expect("to log in and out", &["log"]);
        expect(
            "to see my file size, file format and format version",
            &["see"],
        );
        expect("to use \"copy and move files\" (or cut them)", &["use"]);
        expect("a report of sales and returns", &[]);
        expect("to have a style guide / design guide", &["have"]);
    }

    #[test]
    fn clauses_and_purposes_go_on_by_themselves() {
        expect("to see the users who log in and leave", &["see"]);
        expect("to see the records I create and delete", &["see"]);
        expect("to know how to install and configure the tool", &["know"]);
        expect("to run a script to build and test the code", &["run"]);
        expect(
            "to make sure that drafts are saved and published",
            &["make"],
        );
        expect(
            "to get a form that my students can fill in and submit",
            &["get"],
        );
    }

    #[test]
    fn length_is_no_danger() {
        for pattern in [
            "to allow it to view and edit ",
            "and ",
            "a/",
            "to ",
            "of viewing ",
            "\"",
            "readd",
        ] {
            let want = pattern.repeat((1 << 20) / pattern.len());
            assert!(primary_actions(&want).len() <= 512, "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn stands_any_text(want in any::<String>()) {
            for action in primary_actions(&want) {
                prop_assert!(want.get(action.verb).is_some_and(|verb| !verb.is_empty()));
            }
        }

        #[test]
        fn stands_any_words(
            words in proptest::collection::vec(
                "to|be|and|or|,|/|have|allow|way|of|viewing|view|edited|who|I|can|want|the|it|in|a|so|do|\"|\u{201c}|\u{201d}|[(]|[)]|–|\u{2000}|é",
                0..40,
            ),
        ) {
            let want = words.join(" ");
            let actions = primary_actions(&want);
            prop_assert!(actions.is_sorted_by(|a, b| a.verb.end <= b.verb.start));
            prop_assert!(actions.iter().all(|action| want.get(action.verb.clone()).is_some()));
        }
    }
}
