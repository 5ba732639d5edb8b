//! What near requests must hold: nothing the groups and the index leave out, no time lost on hostile input.

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::difference::Part;
use super::wordings::{Near, Wordings};

fn wordings(requests: &[[String; 3]]) -> Wordings {
    let mut wordings = Wordings::with_capacity(requests.len());
    for [role, want, benefit] in requests {
        wordings.add(role, want, benefit);
    }
    wordings
}

fn near(requests: &[[&str; 3]]) -> Vec<Near> {
    let requests: Vec<_> = requests.iter().map(|r| r.map(str::to_owned)).collect();
    wordings(&requests).near(85)
}

/// A few words of a few, so that many requests come close.
fn request() -> impl Strategy<Value = [String; 3]> {
    let words = "((pay|paid|card|cards|the|not|open|see|view|list|2|to|from|order) ){0,9}";
    ["(guest|clerk|)", words, words]
}

#[test]
fn says_in_which_part_two_differ() {
    let see = ["guest", "to see all open orders", "nothing gets lost"];
    for (other, part) in [
        (
            ["guest", "to see my open order", "nothing is lost"],
            Part::Words,
        ),
        (
            ["guest", "to see my open order", "I know the date"],
            Part::Benefit,
        ),
        (["clerk", "to view open orders", ""], Part::Role),
    ] {
        let found = near(&[see, other]);
        assert_eq!(found.len(), 1, "{other:?}");
        assert_eq!((found[0].first, found[0].second), (0, 1));
        assert_eq!(found[0].difference.other, part, "{other:?}");
    }
    assert!(near(&[see, ["clerk", see[1], "the till is right"]]).is_empty());
}

#[test]
fn takes_the_nearest_of_several() {
    let found = near(&[
        [
            "guest",
            "to see all open orders of mine in the app at home",
            "x y z",
        ],
        [
            "guest",
            "to see open orders in the app at the home",
            "x y z",
        ],
        [
            "guest",
            "to see open orders in the app at home with photos",
            "x y z",
        ],
        ["guest", "to see the open order in an app at home", "x y z"],
    ]);
    let pairs: Vec<_> = found.iter().map(|near| (near.first, near.second)).collect();
    assert_eq!(pairs, [(0, 1), (1, 2), (1, 3)]);
}

#[test]
fn many_alike_are_each_near_to_one() {
    let same: Vec<_> = (0..3_000)
        .map(|_| ["guest", "to see all open orders", "it helps"])
        .collect();
    assert_eq!(near(&same).len(), 2_999);
    // All but one word shared: parallel.
    let letters = |n: usize| -> String {
        let digits = [n / 676, n / 26 % 26, n % 26];
        let digit = |d: usize| char::from(b"bcdfghjklmnpqrtvwxzaeiouys"[d % 26]);
        format!("q{}q", digits.map(digit).iter().collect::<String>())
    };
    let names: Vec<String> = (0..3_000).map(letters).collect();
    let want =
        |name: &String| format!("to export all open monthly sales figures of shops into {name}");
    let parallel: Vec<_> = names
        .iter()
        .map(|name| ["clerk".to_owned(), want(name), "it helps".to_owned()])
        .collect();
    assert!(wordings(&parallel).near(85).is_empty());
}

proptest! {
    #[test]
    fn each_that_differs_only_in_case_and_ending_is_near(requests in proptest::collection::vec(request(), 1..20)) {
        let shouted: Vec<_> = requests.iter().map(|r| r.clone().map(|part| part.to_uppercase())).collect();
        let count = requests.len();
        let both: Vec<_> = requests.iter().cloned().chain(shouted).collect();
        let alone = wordings(&requests).near(85);
        let found = wordings(&both).near(85);
        // The first ones are told nothing new, and each shouted one has a partner where it says enough.
        prop_assert_eq!(&found[..alone.len()], &alone[..]);
        for (index, request) in requests.iter().enumerate() {
            let mut own = Wordings::default();
            let words = request.each_ref();
            own.add(words[0], words[1], words[2]);
            own.add(words[0], words[1], words[2]);
            let says_enough = !own.near(85).is_empty();
            let is_near = found.iter().any(|near| near.second == count + index);
            prop_assert!(is_near || !says_enough, "{request:?}");
        }
    }

    #[test]
    fn stands_any_text_and_pairs_run_forward(
        requests in proptest::collection::vec([any::<String>(), any::<String>(), any::<String>()], 0..12),
        close in proptest::collection::vec(request(), 0..40),
        percent in any::<u32>(),
    ) {
        for requests in [requests, close] {
            let found = wordings(&requests).near(percent);
            prop_assert!(found.iter().all(|near| near.first < near.second && near.second < requests.len()));
            prop_assert!(found.is_sorted_by(|a, b| a.second < b.second));
        }
    }
}
