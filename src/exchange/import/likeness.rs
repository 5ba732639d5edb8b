//! How alike two titles are, by the words that they share.

/// Shorter words say nothing.
const SHORTEST: usize = 3;

/// Words that begin with so many letters in common are of one kin: `refund`, `refunding`.
const KIN: usize = 5;

/// How many of a hundred words of two titles both have.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let (own, mut others) = (words(one), words(other));
    let all = own.len() + others.len();
    let mut is_shared = |word: &String| {
        let kin = others.iter().position(|other| are_kin(word, other));
        kin.map(|at| others.swap_remove(at)).is_some()
    };
    let shared = own.iter().filter(|word| is_shared(word)).count();
    match all {
        0 => 0,
        all => shared * 100 / (all - shared),
    }
}

/// The words of a title, each once.
fn words(title: &str) -> Vec<String> {
    let lower = title.to_lowercase();
    let all = lower.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = all
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn are_kin(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars());
    let same = same.take_while(|(a, b)| a == b).count();
    same >= KIN || one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn titles_are_as_alike_as_the_words_that_they_share() {
        for (one, other, percent) in [
            ("Pay by card", "Pay by card", 100),
            ("Payment", "Pay by card", 50),
            ("Pay by invoice", "Pay by card", 33),
            ("Refunding", "Refund an order", 50),
            ("Zebra", "Lion", 0),
            ("", "", 0),
            ("Pay", "Pay, paying", 50),
        ] {
            assert_eq!(likeness(one, other), percent, "{one} / {other}");
            assert_eq!(likeness(other, one), percent, "{other} / {one}");
        }
    }
}
