//! An id as a person types it in the next command.

/// The number alone, which names an item as well as the whole id does.
pub(super) fn typed_id(id: &str) -> &str {
    id.rsplit('-').next().unwrap_or(id)
}
