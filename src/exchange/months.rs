//! The names of months in the languages that tools write them in.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Names and abbreviations by month, in lower case and without a full stop: English, Spanish, Portuguese, Polish, German,
/// French, Dutch, Italian, Swedish, Czech, Turkish, Russian, Chinese, Norwegian and Danish, Finnish, Hungarian, Slovak, Romanian,
/// Catalan, Indonesian, Ukrainian, Bulgarian, Greek. A name that two languages give to different months (`listopad`) is read in one.
const MONTHS: [&str; 12] = [
    "jan january ene enero janeiro sty stycznia styczeń januar jän jänner janv janvier januari gen gennaio led leden \
     ledna oca ocak янв января 一月 januára január ianuarie ian tammi tammikuuta tammikuu январь січ січня січень яну \
     януари ιαν ιανουαρίου gener",
    "feb february febrero fev fevereiro lut lutego luty februar févr fév février februari febbraio úno únor února şub \
     şubat фев февр февраля 二月 februára február febr februarie helmi helmikuuta helmikuu февраль лют лютого лютий \
     февруари φεβ φεβρουαρίου febrer",
    "mar march marzo março marca marzec mär märz mrz mars mrt maart bře březen března mart мар марта 三月 március márc \
     marts martie maret maalis maaliskuuta maaliskuu март бер березня березень μαρ μαρτίου març",
    "apr april abr abril kwi kwietnia kwiecień avr avril aprile dub duben dubna nis nisan апр апреля 四月 apríla ápr \
     április aprilie huhti huhtikuuta huhtikuu апрель кві квіт квітня квітень април απρ απριλίου",
    "may mayo mai maio maj maja mei mag maggio kvě květen května mayıs май мая 五月 mája máj május maig touko \
     toukokuuta toukokuu тра трав травня травень μαΐ μαϊ μαΐου",
    "jun june junio junho cze czerwca czerwiec juni juin giu giugno čvn červen června haz haziran июн июня 六月 júna \
     jún június iunie iun juny kesä kesäkuuta kesäkuu июнь чер черв червня червень юни ιουν ιουνίου",
    "jul july julio julho lip lipca lipiec juli juil juillet lug luglio čvc červenec července tem temmuz июл июля 七月 \
     júla júl július iulie iul juliol heinä heinäkuuta heinäkuu июль лип липня липень юли ιουλ ιουλίου",
    "aug august ago agosto sie sierpnia sierpień août aoû augustus augusti srp srpen srpna ağu ağustos авг августа 八月 \
     augusta augusztus agustus agu agt elo elokuuta elokuu август сер серп серпня серпень αυγ αυγούστου",
    "sep sept september septiembre set setembro wrz września wrzesień septembre settembre zář září eyl eylül сен сент \
     сентября 九月 septembra szept szeptember septembrie setembre syys syyskuuta syyskuu сентябрь вер верес вересня \
     вересень септември σεπ σεπτεμβρίου",
    "oct october octubre out outubro paź października październik okt oktober octobre ott ottobre říj říjen října eki \
     ekim окт октября 十月 októbra október octombrie loka lokakuuta lokakuu октябрь жов жовт жовтня жовтень октомври \
     οκτ οκτωβρίου",
    "nov november noviembre novembro lis listopada listopad novembre listopadu kas kasım ноя нояб ноября 十一月 novembra \
     noiembrie noi marras marraskuuta marraskuu ноябрь лис лист листопада листопад ноември νοε νοεμβρίου",
    "dec december dic diciembre dez dezembro gru grudnia grudzień dezember déc décembre dicembre pro prosinec \
     prosince ara aralık дек декабря 十二月 decembra decembrie des desember desembre joulu joulukuuta joulukuu декабрь \
     гру груд грудня грудень декември δεκ δεκεμβρίου",
];

/// Each name, with the number of its month: dates are read by the million.
static NUMBERS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
    let months = (1..).zip(MONTHS);
    let names = months.flat_map(|(number, names)| names.split(' ').map(move |name| (name, number)));
    names.collect()
});

/// The number of the month, from 1, that a word names.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    NUMBERS.get(&*word).copied()
}

#[cfg(test)]
mod tests {
    use super::{MONTHS, NUMBERS, month};

    #[test]
    fn each_name_is_of_one_month() {
        let names = MONTHS.iter().flat_map(|names| names.split(' '));
        assert_eq!(names.count(), NUMBERS.len());
        for (number, names) in (1..).zip(MONTHS) {
            for name in names.split(' ') {
                assert_eq!(month(name), Some(number), "{name}");
            }
        }
        assert_eq!(month("Lut"), Some(2));
        assert_eq!(month("SEPT."), Some(9));
        assert_eq!(month("ВЕРЕСНЯ"), Some(9));
        assert_eq!(month("monday"), None);
    }
}
