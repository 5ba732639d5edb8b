//! Numbers and texts as bytes and back; what is cut off or too large reads as nothing.

use std::collections::HashMap;

use crate::model::Text;

/// Bytes that are written one after the other; each text is kept once.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    texts: Vec<Text>,
    places: HashMap<Text, u32>,
}

impl Writer {
    /// Adds a number.
    pub fn number(&mut self, mut number: u64) {
        // Seven bits a byte, the lowest first: most numbers here are small.
        while number >= 0x80 {
            self.bytes.push(low_bits(number) | 0x80);
            number >>= 7;
        }
        self.bytes.push(low_bits(number));
    }

    /// Adds a length or a place.
    pub fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    /// Adds a number that may be negative.
    pub fn signed(&mut self, number: i64) {
        self.number(number.cast_unsigned());
    }

    /// Adds bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds a text that many places may share, or none.
    pub fn text(&mut self, text: Option<&Text>) {
        let Some(text) = text else {
            return self.number(0);
        };
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(text.clone()).or_insert(next);
        if place == next {
            self.texts.push(text.clone());
        }
        self.number(u64::from(place) + 1);
    }

    /// Returns the texts, then all that was added.
    pub fn finish(self) -> Vec<u8> {
        let mut head = Self::default();
        head.size(self.texts.len());
        for text in &self.texts {
            head.size(text.len());
            head.raw(text.as_bytes());
        }
        head.raw(&self.bytes);
        head.bytes
    }
}

fn low_bits(number: u64) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or(0)
}

/// Reads what a [`Writer`] wrote.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    texts: Vec<Text>,
}

impl<'b> Reader<'b> {
    /// Reads the texts.
    pub fn new(bytes: &'b [u8]) -> Option<Self> {
        let mut reader = Self {
            bytes,
            texts: Vec::new(),
        };
        let count = reader.count()?;
        let mut texts = Vec::with_capacity(count);
        for _ in 0..count {
            let length = reader.count()?;
            let text = std::str::from_utf8(reader.raw(length)?).ok()?;
            texts.push(Text::from(text));
        }
        reader.texts = texts;
        Some(reader)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A length, a count or a place.
    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// How many things follow, each of at least one byte.
    pub fn count(&mut self) -> Option<usize> {
        let count = self.size()?;
        (count <= self.bytes.len()).then_some(count)
    }

    /// A number that may be negative.
    pub fn signed(&mut self) -> Option<i64> {
        Some(self.number()?.cast_signed())
    }

    /// So many bytes as they are.
    pub fn raw(&mut self, length: usize) -> Option<&'b [u8]> {
        let (raw, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(raw)
    }

    /// A text, or none.
    pub fn text(&mut self) -> Option<Option<Text>> {
        match self.size()? {
            0 => Some(None),
            place => Some(Some(self.texts.get(place - 1)?.clone())),
        }
    }

    /// Whether all was read.
    pub fn is_over(&self) -> bool {
        self.bytes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Writer};
    use proptest::prelude::{any, prop, proptest};

    proptest! {
        #[test]
        fn comes_back(numbers in prop::collection::vec(any::<u64>(), 0..9), signed in any::<i64>(), texts in prop::collection::vec(prop::option::of("[ab]{0,2}"), 0..9)) {
            let mut writer = Writer::default();
            numbers.iter().for_each(|&number| writer.number(number));
            writer.signed(signed);
            writer.raw(b"raw");
            for text in &texts {
                writer.text(text.as_deref().map(Into::into).as_ref());
            }
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes).unwrap();
            for number in numbers {
                assert_eq!(reader.number(), Some(number));
            }
            assert_eq!(reader.signed(), Some(signed));
            assert_eq!(reader.raw(3), Some(&b"raw"[..]));
            for text in texts {
                assert_eq!(reader.text().unwrap().as_deref(), text.as_deref());
            }
            assert!(reader.is_over());
        }

        #[test]
        fn any_bytes_end(bytes in any::<Vec<u8>>()) {
            if let Some(mut reader) = Reader::new(&bytes) {
                while reader.text().is_some() {}
                let _ = (reader.number(), reader.count(), reader.raw(usize::MAX));
            }
        }
    }
}
