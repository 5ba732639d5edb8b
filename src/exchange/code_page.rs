//! Which encoding a file is in that is neither UTF-8 nor UTF-16 nor Windows-1252: read as one of these its words would be lost.

use std::io::Read;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, MACINTOSH, UTF_8, WINDOWS_1252};

use crate::exchange::export_files::export_files;
use crate::exchange::source::Source;
use crate::exchange::text_stream::wide;

/// So much of a file is looked at, in bytes.
const LOOKED_AT: u64 = 1024 * 1024;

/// So many files of a folder or archive are looked at.
const MOST_FILES: usize = 50;

/// So many letters must tell: fewer are not enough to say anything.
const FEWEST: usize = 4;

/// The letters of DOS (code page 850), by their bytes.
const DOS: [(u8, char); 26] = [
    (0x81, 'ü'),
    (0x82, 'é'),
    (0x83, 'â'),
    (0x84, 'ä'),
    (0x85, 'à'),
    (0x86, 'å'),
    (0x87, 'ç'),
    (0x88, 'ê'),
    (0x89, 'ë'),
    (0x8a, 'è'),
    (0x8b, 'ï'),
    (0x8c, 'î'),
    (0x8d, 'ì'),
    (0x91, 'æ'),
    (0x93, 'ô'),
    (0x94, 'ö'),
    (0x95, 'ò'),
    (0x96, 'û'),
    (0x97, 'ù'),
    (0xa0, 'á'),
    (0xa1, 'í'),
    (0xa2, 'ó'),
    (0xa3, 'ú'),
    (0xa4, 'ñ'),
    (0xe1, 'ß'),
    (0x9b, 'ø'),
];

/// A file in an encoding that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePage {
    /// Its path in the source.
    pub path: String,
    /// The first line with a letter of it.
    pub line: usize,
    /// What `iconv` calls the encoding.
    pub name: &'static str,
}

/// The first file of a source that is in such an encoding.
#[must_use]
pub fn code_page(source: &dyn Source) -> Option<CodePage> {
    let files = export_files(source);
    let is_alone = files.len() == 1;
    let endings = [".csv", ".tsv", ".txt", ".json", ".xml", ".xls"];
    let may_be = |path: &&String| {
        let path = path.to_lowercase();
        is_alone || endings.iter().any(|ending| path.ends_with(ending))
    };
    let mut looked_at = files.iter().filter(may_be).take(MOST_FILES);
    looked_at.find_map(|path| {
        let mut head = Vec::new();
        let file = source.open(path).ok()?;
        file.take(LOOKED_AT).read_to_end(&mut head).ok()?;
        let (line, name) = of_bytes(&head)?;
        Some(CodePage {
            path: path.clone(),
            line,
            name,
        })
    })
}

/// The line of the first strange letter and the encoding of a text, where that is none that is read.
fn of_bytes(bytes: &[u8]) -> Option<(usize, &'static str)> {
    // No text has such bytes; an archive or a picture has.
    let is_binary = |byte: &u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    if bytes.iter().any(is_binary) || wide(bytes).is_some() {
        return None;
    }
    let first = std::str::from_utf8(bytes).err()?.valid_up_to();
    let (good, bad) = letters(bytes);
    // A few strange letters in a text of UTF-8 are that.
    if bad < FEWEST || good > bad {
        return None;
    }
    let name = single_page(bytes).or_else(|| {
        let mut detector = EncodingDetector::new();
        detector.feed(bytes, true);
        let (found, is_sure) = detector.guess_assess(None, false);
        let is_read = [WINDOWS_1252, UTF_8].contains(&found);
        (is_sure && !is_read).then(|| found.name())
    })?;
    let line = 1 + bytes[..first].iter().filter(|byte| **byte == b'\n').count();
    Some((line, name))
}

/// How many letters beyond ASCII are UTF-8, and how many bytes are not.
fn letters(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    (good, bad)
}

/// The encoding of an old Mac or of DOS: between small letters stand bytes that are signs or capitals in Windows-1252, and small
/// letters there.
fn single_page(bytes: &[u8]) -> Option<&'static str> {
    let is_small = |byte: u8| byte.is_ascii_lowercase();
    let within = bytes
        .windows(3)
        .filter(|three| is_small(three[0]) && !three[1].is_ascii() && is_small(three[2]))
        .map(|three| three[1]);
    let within: Vec<u8> = within.collect();
    let is_letter = |encoding: &'static Encoding, byte: u8| {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        // The apostrophe stands within words as a letter does.
        text.chars().all(|c| c.is_lowercase() || c == '\u{2019}')
    };
    let count = |fits: &dyn Fn(u8) -> bool| within.iter().filter(|byte| fits(**byte)).count();
    let of_windows = count(&|byte| is_letter(WINDOWS_1252, byte));
    let of_mac = count(&|byte| is_letter(MACINTOSH, byte));
    let of_dos = count(&|byte| DOS.iter().any(|(known, _)| *known == byte));
    let most = of_mac.max(of_dos);
    if most < 2 || of_windows * 4 > most || most * 10 < within.len() * 9 {
        return None;
    }
    Some(if of_mac >= of_dos {
        MACINTOSH.name()
    } else {
        "CP850"
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, KOI8_U, MACINTOSH, SHIFT_JIS};
    use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

    use super::{CodePage, DOS, code_page};
    use crate::exchange::memory_source::MemorySource;

    const WESTERN: &str = "ID,Title,Status\n1,Größe des Menüs ändern – für später,Offen\n\
                           2,L’été sera très agréable à l’hôtel,Prêt\n3,Añadir más fotos,Hecho\n";

    fn found(bytes: &[u8]) -> Option<CodePage> {
        code_page(&MemorySource::new([("a.csv", bytes)]))
    }

    fn name(encoding: &'static Encoding, text: &str) -> Option<&'static str> {
        let (bytes, _, has_lost) = encoding.encode(text);
        assert!(!has_lost, "{text}");
        found(&bytes).map(|page| page.name)
    }

    #[test]
    fn encodings_are_told_apart() {
        let russian =
            "ID,Title,Status\n1,Добавить вход пользователя,Открыто\n2,Ещё одна задача,Готово\n";
        let japanese = "ID,題名,状態\n1,ログイン画面を作る,未着手\n2,テスト用の課題です,完了\n";
        let chinese = "ID,标题,状态\n1,添加用户登录页面,进行中\n2,修复订单列表的错误,已完成\n";
        let taiwan = "ID,標題,狀態\n1,新增使用者登入頁面,進行中\n2,修正訂單列表的錯誤,已完成\n";
        let korean =
            "ID,제목,상태\n1,로그인 페이지를 추가합니다,진행 중\n2,주문 목록 오류 수정,완료\n";
        let polish = "ID,Title,Status\n1,Zażółć gęślą jaźń,Otwarte\n2,Jako użytkownik chcę się zalogować,Zakończone\n";
        for (encoding, text, expected) in [
            (WINDOWS_1252, WESTERN, None),
            (MACINTOSH, WESTERN, Some("macintosh")),
            (WINDOWS_1251, russian, Some("windows-1251")),
            (KOI8_U, russian, Some("KOI8-U")),
            (SHIFT_JIS, japanese, Some("Shift_JIS")),
            (GBK, chinese, Some("GBK")),
            (BIG5, taiwan, Some("Big5")),
            (EUC_KR, korean, Some("EUC-KR")),
            (WINDOWS_1250, polish, Some("windows-1250")),
        ] {
            assert_eq!(name(encoding, text), expected, "{}", encoding.name());
            assert_eq!(found(text.as_bytes()), None, "{text}");
        }
        let dos = |c: char| {
            DOS.iter()
                .find(|(_, letter)| *letter == c)
                .map(|(byte, _)| *byte)
        };
        let bytes = "ID,Title\n1,Größe des Menüs für später\n".chars();
        let bytes: Vec<u8> = bytes.map(|c| dos(c).unwrap_or(c as u8)).collect();
        let page = found(&bytes).unwrap();
        assert_eq!((page.name, page.line), ("CP850", 2));
    }

    #[test]
    fn what_tells_too_little_is_no_other_encoding() {
        for bytes in [
            &b"ID,Title\n1,it\x92s \x93so\x94 \x96 a\n"[..],
            b"ID,Title\n1,caf\xe9 na\xefve d\xe9j\xe0 vu\n",
            b"ID,Title\n1,10 \x80, 5 \xb0C, \xa7 3, \xa9 2024, \xab a \xbb\n",
            "ID,Title\n1,é ü ö ä and one stray \u{1}".as_bytes(),
            b"\x89PNG\r\n\x1a\n\0\0\xff\xfe\xfd\xfc",
            b"I\0D\0,\0T\0\xe9\0\xe8\0\xe7\0\xe6\0",
        ] {
            assert_eq!(found(bytes), None, "{bytes:?}");
        }
        let mixed = [WESTERN.as_bytes(), b"4,\x83\x8d\x83O\x83C\n"].concat();
        assert_eq!(found(&mixed), None);
    }
}
