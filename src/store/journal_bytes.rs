//! What the writer and the reader of a journal agree on.

/// How a journal of earlier versions begins: after its head stands how many files there are.
pub(super) const COUNTED: &[u8] = b"po journal 1\n";
/// How a journal begins: before each file stands a byte that says that there is one more.
pub(super) const MAGIC: &[u8] = b"po journal 2\n";
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
