//! Whether bytes are the object that git calls by a name.

use git2::{ObjectType, Oid};
use sha1::{Digest, Sha1};

/// Whether git calls an object of that kind with these bytes by that name.
pub(super) fn is_object(kind: ObjectType, bytes: &[u8], oid: Oid) -> bool {
    let mut hash = Sha1::new_with_prefix(format!("{kind} {}\0", bytes.len()));
    hash.update(bytes);
    hash.finalize().as_slice() == oid.as_bytes()
}

#[cfg(test)]
mod tests {
    use git2::{ObjectType, Oid};
    use proptest::prelude::{any, prop_assert, proptest};

    use super::is_object;

    proptest! {
        #[test]
        fn the_name_is_the_one_that_git_gives(bytes in any::<Vec<u8>>()) {
            let oid = Oid::hash_object(ObjectType::Blob, &bytes).unwrap();
            prop_assert!(is_object(ObjectType::Blob, &bytes, oid));
            prop_assert!(!is_object(ObjectType::Tree, &bytes, oid));
            prop_assert!(!is_object(ObjectType::Blob, &bytes, Oid::from_bytes(&[7; 20]).unwrap()));
        }
    }
}
