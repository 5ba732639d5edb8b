//! What the writer and the reader of a journal agree on.

/// What a journal says of its change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeHead<'a> {
    /// What the change is, in the backlog's words.
    pub what: &'a str,
    /// Whether it takes another change back.
    pub undone: bool,
    /// What else the command that made it must know to take it back: bytes that the store does not read.
    pub note: &'a [u8],
}

impl<'a> ChangeHead<'a> {
    /// Returns the head of a change that is none but files.
    pub(super) fn plain(what: &'a str) -> Self {
        Self {
            what,
            undone: false,
            note: &[],
        }
    }
}

/// How a journal of earlier versions begins: after its head stands how many files there are.
pub(super) const COUNTED: &[u8] = b"po journal 1\n";
/// How one of later versions begins: before each file stands a byte that says that there is one more.
pub(super) const WITHOUT_NOTE: &[u8] = b"po journal 2\n";
/// How a journal begins: its head ends with the note of the command that made the change.
pub(super) const MAGIC: &[u8] = b"po journal 3\n";
/// How many bytes are written or read at once.
pub(super) const CHUNK: usize = 64 << 10;
/// The sum of nothing.
pub(super) const CHECKSUM_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: it tells a torn file from a whole one, and nobody who forges a journal gains anything by it.
pub(super) fn checksum(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |sum, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
