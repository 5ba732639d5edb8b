//! The files of a backlog in memory, with what stands among them that cannot be read.

use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::model::Unreadable;
use crate::store::load_files::Contents;

/// The files of a backlog that do not lie in its folder, read into memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// What they hold, by their path from the backlog directory, parted by `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What stands among them and is no file that can be read.
    pub left: Vec<Unreadable>,
}

impl Contents for Gathered {
    type Error = Infallible;

    fn each<T: Send>(
        &self,
        is_wanted: impl Fn(&str) -> bool,
        read: impl Fn(&str, &[u8]) -> T + Sync,
        take: impl FnMut(T) + Send,
    ) -> Result<(), Infallible> {
        self.files.each(is_wanted, read, take)
    }

    fn one(&self, wanted: &str) -> Result<Option<Vec<u8>>, Infallible> {
        self.files.one(wanted)
    }

    fn left(&self) -> &[Unreadable] {
        &self.left
    }
}
