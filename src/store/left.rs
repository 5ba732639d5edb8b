//! Why a path of the backlog is left alone, and what to do about it.

/// Why a path is neither read nor written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Left {
    /// No path at all.
    #[error("it is empty")]
    Empty,
    /// A zero byte, or what this system's file names cannot hold.
    #[error("it holds a character that file names cannot have here")]
    Characters,
    /// `..`, an absolute path, and the like.
    #[error("it does not lie plainly in the backlog")]
    Elsewhere,
    /// Git's folder or ours.
    #[error("it lies in a private folder")]
    Private,
    /// A folder, a device, a pipe.
    #[error("it is not a regular file")]
    Irregular,
    /// A folder on the way is a link.
    #[error("a folder of its path is a link, and links to folders are not followed")]
    InLinkedFolder,
    /// The path is that of a folder, which is a link.
    #[error("it is a link to a folder, and links to folders are not followed")]
    LinkedFolder,
    /// A file on the way.
    #[error("a part of its path is not a folder")]
    NoFolder,
    /// A link without a target.
    #[error("it is a link that leads nowhere")]
    LinkNowhere,
    /// A link to a file elsewhere.
    #[error("it is a link that leaves the backlog")]
    LinkOut,
    /// A link to git's files or ours.
    #[error("it is a link to a private file")]
    LinkPrivate,
    /// A link to a folder, a device, a pipe.
    #[error("it is a link to something that is not a regular file")]
    LinkIrregular,
    /// Somebody forbade to write it.
    #[error("it is read-only")]
    ReadOnly,
    /// Bytes that are no text.
    #[error("the file's name is not UTF-8")]
    Name,
    /// Two changes of one large change meet.
    #[error("it is changed twice")]
    Twice,
}

impl Left {
    /// What to do about it, where a person can do something.
    #[must_use]
    pub fn fix(self) -> Option<&'static str> {
        match self {
            Self::InLinkedFolder | Self::LinkedFolder => {
                Some("put the folder itself in the place of the link")
            }
            Self::LinkNowhere | Self::LinkOut | Self::LinkPrivate | Self::LinkIrregular => {
                Some("put the file itself in the place of the link")
            }
            Self::Irregular | Self::NoFolder => Some("move it out of the backlog"),
            Self::Name => Some("rename the file"),
            Self::ReadOnly => Some("allow to write it: chmod u+w"),
            Self::Empty | Self::Characters | Self::Elsewhere | Self::Private | Self::Twice => None,
        }
    }
}
