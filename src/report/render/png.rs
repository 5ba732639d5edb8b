//! A picture in pixels: an SVG of ours drawn with letters that are in the binary.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// DejaVu Sans, cut down to the letters of Europe and the signs of charts; NOTICE holds its licence.
const LETTERS: [&[u8]; 2] = [
    include_bytes!("letters.ttf"),
    include_bytes!("letters-bold.ttf"),
];
/// Their name.
const FAMILY: &str = "DejaVu Sans";
/// What they hold, as ranges of characters.
const HELD: [(char, char); 4] = [
    ('\n', '\u{17f}'),
    ('\u{386}', '\u{3ce}'),
    ('\u{400}', '\u{45f}'),
    ('\u{2010}', '\u{2265}'),
];
/// Pixels a point, so that charts are sharp on today's screens.
const SCALE: f32 = 2.0;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The SVG is none.
    #[error("the picture cannot be read")]
    Svg(#[from] resvg::usvg::Error),
    /// It has no size, or too much of it.
    #[error("the picture has no size that can be drawn")]
    Size,
    /// The pixels cannot be packed.
    #[error("the picture cannot be packed")]
    Pack,
}

/// Letters to draw with: those in the binary, and what was added for other scripts.
#[derive(Debug, Default)]
pub struct Letters(fontdb::Database);

impl Letters {
    /// Returns the letters in the binary.
    #[must_use]
    pub fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        for letters in LETTERS {
            fonts.load_font_data(letters.to_vec());
        }
        fonts.set_sans_serif_family(FAMILY);
        Self(fonts)
    }

    /// Whether words hold characters of other scripts, for which fonts must be added.
    #[must_use]
    pub fn lack(words: &str) -> bool {
        let held = |c: char| HELD.iter().any(|(from, to)| (*from..=*to).contains(&c));
        !words.chars().all(held)
    }

    /// The fonts, to add others.
    pub fn fonts(&mut self) -> &mut fontdb::Database {
        &mut self.0
    }
}

/// Draws an SVG as PNG, twice as large as it says. What no font holds is left out.
///
/// # Errors
/// [`PngError`]
pub fn png(svg: &str, letters: Letters) -> Result<Vec<u8>, PngError> {
    let options = Options {
        fontdb: Arc::new(letters.0),
        font_family: FAMILY.to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let size = size.scale_by(SCALE).ok_or(PngError::Size)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(PngError::Size)?;
    let scale = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| PngError::Pack)
}

#[cfg(test)]
mod tests {
    use super::{Letters, png};
    use resvg::tiny_skia::Pixmap;

    fn drawn(words: &str) -> Pixmap {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"30\"><rect width=\"200\" height=\"30\" fill=\"#fff\"/>\
             <text x=\"4\" y=\"20\" font-family=\"system-ui,sans-serif\" font-size=\"13\">{words}</text></svg>"
        );
        Pixmap::decode_png(&png(&svg, Letters::new()).unwrap()).unwrap()
    }

    /// How many pixels are not white.
    fn ink(words: &str) -> usize {
        let picture = drawn(words);
        let dark = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| pixel.red() < 128;
        picture.pixels().iter().filter(dark).count()
    }

    #[test]
    fn letters_need_no_font_of_the_machine() {
        assert_eq!((drawn("").width(), drawn("").height()), (400, 60));
        assert_eq!(ink(""), 0);
        for word in ["Done 12", "Größe", "Ελλάδα", "Готово", "5 → 8", "−3 ½ …"]
        {
            assert!(ink(word) > 100, "{word}");
            assert!(!Letters::lack(word), "{word}");
        }
        assert!(Letters::lack("完了"));
        assert!(png("no picture", Letters::new()).is_err());
    }
}
