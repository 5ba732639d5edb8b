//! What a difference of a pack says, and what many of them say together: an object in pieces of others.

use std::ops::Range;

/// More pieces than any object has that git has packed.
const MOST_PIECES: usize = 1 << 20;
/// What a copy without a length copies.
const USUAL_COPY: usize = 0x10000;

/// A stretch of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bytes that the difference holds itself, by its number and their place in it.
    New(usize, Range<usize>),
    /// Bytes of what the difference tells the object by.
    Old(Range<usize>),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::New(_, place) | Self::Old(place) => place.len(),
        }
    }

    /// A part of it, by its place in it.
    fn part(&self, part: &Range<usize>) -> Self {
        let cut = |place: &Range<usize>| place.start + part.start..place.start + part.end;
        match self {
            Self::New(number, place) => Self::New(*number, cut(place)),
            Self::Old(place) => Self::Old(cut(place)),
        }
    }
}

/// One difference, as a pack holds it.
pub(super) struct Difference {
    /// How many bytes it says that it is told by.
    pub from: usize,
    /// Each with the place where it begins; they follow each other without a gap.
    pieces: Vec<(usize, Piece)>,
    /// How many bytes the pieces make.
    pub to: usize,
}

impl Difference {
    /// Reads one; `number` is what its own pieces will carry. None where it is damaged.
    pub fn read(number: usize, bytes: &[u8]) -> Option<Self> {
        let mut at = 0;
        let from = size(bytes, &mut at)?;
        let to = size(bytes, &mut at)?;
        let mut pieces = Vec::new();
        let mut end: usize = 0;
        while let Some(&head) = bytes.get(at) {
            at += 1;
            let piece = if head & 0x80 == 0 {
                let place = at..at + usize::from(head);
                at = place.end;
                Piece::New(number, place)
            } else {
                let mut value = |bits: Range<u32>| {
                    let mut value = 0;
                    for (nth, bit) in bits.enumerate() {
                        if head >> bit & 1 == 1 {
                            value |= usize::from(*bytes.get(at)?) << (8 * nth);
                            at += 1;
                        }
                    }
                    Some(value)
                };
                let begin = value(0..4)?;
                let length = Some(value(4..7)?).filter(|&length| length > 0);
                Piece::Old(begin..begin.checked_add(length.unwrap_or(USUAL_COPY))?)
            };
            let (length, fits) = match &piece {
                Piece::New(_, place) => (place.len(), place.end <= bytes.len()),
                Piece::Old(place) => (place.len(), place.end <= from),
            };
            if length == 0 || !fits || pieces.len() == MOST_PIECES {
                return None;
            }
            pieces.push((end, piece));
            end = end.checked_add(length)?;
        }
        (end == to).then_some(Self { from, pieces, to })
    }

    /// What stands at a place of the object that it makes.
    fn at(&self, place: &Range<usize>) -> impl Iterator<Item = Piece> {
        let place = place.clone();
        let first = self
            .pieces
            .partition_point(|(begin, piece)| begin + piece.len() <= place.start);
        self.pieces[first..]
            .iter()
            .take_while(move |(begin, _)| *begin < place.end)
            .map(move |(begin, piece)| {
                let start = place.start.saturating_sub(*begin);
                piece.part(&(start..piece.len().min(place.end - begin)))
            })
    }
}

/// An object in pieces of another one, further down a chain of differences with each that is added.
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Returns an object as one piece of itself.
    pub fn whole(length: usize) -> Self {
        Self(Vec::from_iter(
            (length > 0).then_some(Piece::Old(0..length)),
        ))
    }

    /// Tells by the next one what was told by the object that a difference makes. None where the object is not that long, or in
    /// too many pieces.
    pub fn through(self, next: &Difference) -> Option<Self> {
        let mut pieces = Vec::with_capacity(self.0.len() + next.pieces.len());
        for piece in self.0 {
            match piece {
                Piece::Old(place) if place.end > next.to => return None,
                Piece::Old(place) => pieces.extend(next.at(&place)),
                own => pieces.push(own),
            }
            if pieces.len() > MOST_PIECES {
                return None;
            }
        }
        Some(Self(pieces))
    }

    /// Puts the object together: `new` are the bytes of the differences by their numbers, `old` is what the last one is told by.
    pub fn together(&self, new: &[Vec<u8>], old: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.0.iter().map(Piece::len).sum());
        for piece in &self.0 {
            bytes.extend_from_slice(match piece {
                Piece::New(number, place) => new.get(*number)?.get(place.clone())?,
                Piece::Old(place) => old.get(place.clone())?,
            });
        }
        Some(bytes)
    }
}

/// A number in seven bits a byte, the lowest first.
fn size(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut size: usize = 0;
    for nth in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        size |= usize::from(byte & 0x7f) << (7 * nth);
        if byte & 0x80 == 0 {
            return Some(size);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

    use super::{Difference, Pieces};

    /// What a step of a difference may be: bytes of its own, or a copy by two numbers that are brought into the old one.
    type Step = (Vec<u8>, (usize, usize));

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let own = vec(any::<u8>(), 0..9);
        vec((own, (any::<usize>(), any::<usize>())), 0..9)
    }

    /// Writes a difference from `old`, and what it makes.
    fn written(old: &[u8], steps: &[Step]) -> (Vec<u8>, Vec<u8>) {
        let (mut said, mut made) = (Vec::new(), Vec::new());
        for (own, (begin, length)) in steps {
            if !own.is_empty() {
                said.push(u8::try_from(own.len()).unwrap());
                said.extend(own);
                made.extend(own);
            }
            if !old.is_empty() {
                let begin = begin % old.len();
                let length = 1 + length % (old.len() - begin).min(60);
                said.push(0x80 | 0b11_0011);
                said.extend(
                    [begin & 0xff, begin >> 8, length & 0xff, length >> 8].map(|n| n as u8),
                );
                made.extend(&old[begin..begin + length]);
            }
        }
        let number = |mut number: usize| {
            let mut bytes = Vec::new();
            while number > 0x7f {
                bytes.push(0x80 | (number & 0x7f) as u8);
                number >>= 7;
            }
            bytes.push(number as u8);
            bytes
        };
        let said = [number(old.len()), number(made.len()), said].concat();
        (said, made)
    }

    proptest! {
        #[test]
        fn a_chain_makes_what_its_links_make_one_after_the_other(
            old in vec(any::<u8>(), 0..300),
            chain in vec(steps(), 1..6),
        ) {
            let mut made = old.clone();
            let mut new = Vec::new();
            for steps in &chain {
                let (said, next) = written(&made, steps);
                new.push(said);
                made = next;
            }
            new.reverse();
            let mut pieces = Pieces::whole(made.len());
            for (number, said) in new.iter().enumerate() {
                pieces = pieces.through(&Difference::read(number, said).unwrap()).unwrap();
            }
            prop_assert_eq!(pieces.together(&new, &old).unwrap(), made);
        }

        #[test]
        fn any_bytes_end(bytes in vec(any::<u8>(), 0..40), old in vec(any::<u8>(), 0..9)) {
            if let Some(read) = Difference::read(0, &bytes) {
                let pieces = Pieces::whole(read.to).through(&read).unwrap();
                let made = pieces.together(&[bytes], &old);
                prop_assert_eq!(made.is_none_or(|made| made.len() == read.to), true);
            }
        }
    }
}
