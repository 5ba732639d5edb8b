//! What a writer is: what it carries, which files it makes, and how it makes them.

use std::io::{self, Write};

use crate::exchange::export::backlog::ExportBacklog;
use crate::exchange::export::carry::{Carry, NO_PLACE};
use crate::exchange::export::report::ExportNote;

/// Writes items into a sink, file after file, each item as it is read, so that a backlog of any size fits. Hands back what to
/// know about single items.
pub type WriteItems = fn(&ExportBacklog<'_>, &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError>;

/// Which files a writer makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One main file, which may go to stdout, and others beside it. Their names are what follows the name that a person
    /// gave: `.csv` makes `shop.csv`, `-mapping.json` beside it `shop-mapping.json`.
    File {
        /// The end of the main file's name.
        main: &'static str,
        /// The ends of the names of the others, which are made each time.
        beside: &'static [&'static str],
    },
    /// Any files in a folder, by their paths in it.
    Folder,
}

/// Where files go. All of them get there, or none.
pub trait Sink {
    /// Begins the next file: by the end of its name for [`Layout::File`], by its path (relative, parted by `/`) for
    /// [`Layout::Folder`].
    ///
    /// # Errors
    /// What the disk says, or a path that leads out of the folder.
    fn file(&mut self, name: &str) -> Result<Box<dyn Write + '_>, ExportError>;
}

/// Why an export stopped; nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// What the disk says.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A story whose text cannot be read.
    #[error("`{path}` cannot be read: {reason}")]
    Unreadable {
        /// The file, relative to the backlog directory.
        path: String,
        /// Why.
        reason: String,
    },
}

/// How a format is written.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    /// What is written, what imports it, and what a person should know, for the reference.
    pub docs: &'static str,
    /// Which files it makes.
    pub layout: Layout,
    /// What becomes of each field, by the names of [`super::export_fields`]; one that is not named has no place there.
    pub carries: &'static [(&'static str, Carry)],
    /// Makes the files.
    pub write: WriteItems,
}

impl Writer {
    /// What becomes of a field.
    #[must_use]
    pub fn carry(&self, field: &str) -> Carry {
        let named = self.carries.iter().find(|(name, _)| *name == field);
        named.map_or(NO_PLACE, |(_, carry)| *carry)
    }
}
