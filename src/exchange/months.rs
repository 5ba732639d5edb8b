//! The names of months in the languages that tools write them in.

/// Names and abbreviations by month, in lower case and without a full stop: English, Spanish, Portuguese, Polish, German,
/// French, Dutch, Italian, Swedish.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "january", "ene", "enero", "janeiro", "sty", "stycznia", "styczeń", "januar", "jän",
        "jänner", "janv", "janvier", "januari", "gen", "gennaio",
    ],
    &[
        "feb",
        "february",
        "febrero",
        "fev",
        "fevereiro",
        "lut",
        "lutego",
        "luty",
        "februar",
        "févr",
        "fév",
        "février",
        "februari",
        "febbraio",
    ],
    &[
        "mar", "march", "marzo", "março", "marca", "marzec", "mär", "märz", "mrz", "mars", "mrt",
        "maart",
    ],
    &[
        "apr",
        "april",
        "abr",
        "abril",
        "kwi",
        "kwietnia",
        "kwiecień",
        "avr",
        "avril",
        "aprile",
    ],
    &[
        "may", "mayo", "mai", "maio", "maj", "maja", "mei", "mag", "maggio",
    ],
    &[
        "jun", "june", "junio", "junho", "cze", "czerwca", "czerwiec", "juni", "juin", "giu",
        "giugno",
    ],
    &[
        "jul", "july", "julio", "julho", "lip", "lipca", "lipiec", "juli", "juil", "juillet",
        "lug", "luglio",
    ],
    &[
        "aug",
        "august",
        "ago",
        "agosto",
        "sie",
        "sierpnia",
        "sierpień",
        "août",
        "aoû",
        "augustus",
        "augusti",
    ],
    &[
        "sep",
        "sept",
        "september",
        "septiembre",
        "set",
        "setembro",
        "wrz",
        "września",
        "wrzesień",
        "septembre",
        "settembre",
    ],
    &[
        "oct",
        "october",
        "octubre",
        "out",
        "outubro",
        "paź",
        "października",
        "październik",
        "okt",
        "oktober",
        "octobre",
        "ott",
        "ottobre",
    ],
    &[
        "nov",
        "november",
        "noviembre",
        "novembro",
        "lis",
        "listopada",
        "listopad",
        "novembre",
    ],
    &[
        "dec",
        "december",
        "dic",
        "diciembre",
        "dez",
        "dezembro",
        "gru",
        "grudnia",
        "grudzień",
        "dezember",
        "déc",
        "décembre",
        "dicembre",
    ],
];

/// The number of the month, from 1, that a word names.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let index = MONTHS.iter().position(|names| names.contains(&&*word))?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{MONTHS, month};

    #[test]
    fn each_name_is_of_one_month() {
        for (index, names) in MONTHS.iter().enumerate() {
            for name in *names {
                assert_eq!(month(name), i8::try_from(index + 1).ok(), "{name}");
            }
        }
        assert_eq!(month("Lut"), Some(2));
        assert_eq!(month("SEPT."), Some(9));
        assert_eq!(month("monday"), None);
    }
}
