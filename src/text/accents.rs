//! Words without their accents, for comparing what people write with them and without.

use unicode_normalization::UnicodeNormalization;

/// Returns a text without the accents of its letters, letters that have one built in among them: `Critères` as `Criteres`, `ł` as
/// `l`, `ß` as `ss`. Letters of other scripts are taken apart as Unicode does, so that only such texts are to be compared.
#[must_use]
pub fn without_accents(text: &str) -> String {
    // Most texts have none, and are not taken apart.
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_accents;

    #[test]
    fn letters_stay() {
        for (text, plain) in [
            ("critères", "criteres"),
            ("cafe\u{301}", "cafe"),
            ("größe", "grosse"),
            ("błąd", "blad"),
            ("приёмки", "приемки"),
            ("plain", "plain"),
        ] {
            assert_eq!(without_accents(text), plain);
        }
        assert_eq!(
            without_accents("인수"),
            without_accents(&without_accents("인수"))
        );
    }
}
