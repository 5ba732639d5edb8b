//! The two switches of libgit2 that reading needs, set once for the process.

use std::sync::Once;

static SET: Once = Once::new();

/// Switches off what only costs or hinders a reader: who owns the repository (`po` runs nothing that its
/// configuration names) and the hash of each object (git itself checks it when objects arrive).
pub(super) fn prepare() {
    SET.call_once(|| {
        git2::opts::strict_hash_verification(false);
        // An error would leave the check on: foreign repositories are then unusable, and files still work.
        let _ = verify_no_owner();
    });
}

#[allow(
    unsafe_code,
    reason = "libgit2 keeps this switch in a plain global; it is set once, before the first repository is opened"
)]
fn verify_no_owner() -> Result<(), git2::Error> {
    // SAFETY: `Once` keeps threads from setting it at the same time, and every opening in this room comes after it.
    unsafe { git2::opts::set_verify_owner_validation(false) }
}
