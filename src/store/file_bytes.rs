//! What a file holds, in one piece of memory with what other files hold.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// The bytes of a file. Thousands of files in a piece of memory each cost more than what they hold.
#[derive(Debug, Clone, Default)]
pub struct FileBytes {
    piece: Arc<Vec<u8>>,
    place: Range<usize>,
}

impl FileBytes {
    /// Parts a piece of memory into files by their places in it; a place beyond its end holds nothing.
    #[must_use]
    pub fn parts(piece: Vec<u8>, places: Vec<Option<Range<usize>>>) -> Vec<Option<Self>> {
        let piece = Arc::new(piece);
        let part = |place| Self {
            piece: Arc::clone(&piece),
            place,
        };
        let places = places.into_iter();
        places.map(|place| place.map(part)).collect()
    }
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.piece.get(self.place.clone()).unwrap_or_default()
    }
}

impl AsRef<[u8]> for FileBytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl From<Vec<u8>> for FileBytes {
    fn from(piece: Vec<u8>) -> Self {
        let place = 0..piece.len();
        let piece = Arc::new(piece);
        Self { piece, place }
    }
}

#[cfg(test)]
mod tests {
    use super::FileBytes;

    #[test]
    fn each_file_has_its_place() {
        let places = vec![Some(0..3), None, Some(3..3), Some(3..6), Some(5..9)];
        let parts = FileBytes::parts(b"onetwo".to_vec(), places);
        let texts: Vec<Option<&[u8]>> = parts.iter().map(Option::as_deref).collect();
        let wanted: [Option<&[u8]>; 5] = [Some(b"one"), None, Some(b""), Some(b"two"), Some(b"")];
        assert_eq!(texts, wanted);
        assert_eq!(&*FileBytes::from(b"all".to_vec()), b"all");
    }
}
