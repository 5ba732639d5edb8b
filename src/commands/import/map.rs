//! The map of an import: as a person gives it, and kept in `imports/`, so that the next update reads the columns alike.

use std::path::Path;

use crate::cli::{CommandResult, Desk, ErrorKind, Failure, decode_text, read_bytes};
use crate::commands::import::files::{file, put};
use crate::exchange::{FieldMap, Format, MapError, Origin, Remark};
use crate::model::Change;
use crate::store::Store;

/// How columns are read.
#[derive(Debug, Default)]
pub struct ChosenMap {
    /// The map; empty where there is none.
    pub map: FieldMap,
    /// What to know about it.
    pub note: Option<Remark>,
    /// Its text, where a person gave it now.
    typed: Option<String>,
}

impl ChosenMap {
    /// The map at `typed`, or in an update the one of the import before.
    ///
    /// # Errors
    /// When it cannot be read, or is no map.
    pub fn new(
        typed: Option<&Path>,
        desk: Option<&Desk<'_>>,
        format: &Format,
        is_update: bool,
    ) -> CommandResult<Self> {
        if let Some(path) = typed {
            let text = decode_text(&read_bytes(path).map_err(|failure| failure.hint(SHAPE))?);
            return Ok(Self {
                map: read(&text, &path.display().to_string())?,
                note: None,
                typed: Some(text),
            });
        }
        let Some(desk) = desk else {
            return Ok(Self::default());
        };
        let Some(bytes) = file(&desk.store, &place(format))? else {
            return Ok(Self::default());
        };
        let shown = desk.shown(&place(format));
        let note = |reason: String| Some(Remark::new(Origin::file(place(format)), reason));
        if !is_update {
            let reason = format!(
                "an import before had this map, and this one has none: `--map {shown}` reads the columns so"
            );
            return Ok(Self {
                note: note(reason),
                ..Self::default()
            });
        }
        let reason = "the columns are read by the map of the import before; `--map FILE` reads them by another";
        Ok(Self {
            map: read(&decode_text(&bytes), &shown)?,
            note: note(reason.to_owned()),
            typed: None,
        })
    }

    /// The change after which the next update knows the map; none where it does already.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn keep(&self, store: &Store, format: &Format) -> CommandResult<Option<Change>> {
        match &self.typed {
            Some(text) => put(store, &place(format), text),
            None => Ok(None),
        }
    }
}

/// What a map looks like.
const SHAPE: &str = "a map is a YAML file: `title: Betreff`, `points: [Effort, Size]`";

fn place(format: &Format) -> String {
    format!("imports/{}.map.yaml", format.name)
}

fn read(text: &str, shown: &str) -> CommandResult<FieldMap> {
    FieldMap::read(text).map_err(|error| {
        let place = match error {
            MapError::NoMapping(_, place) => place,
            _ => None,
        };
        let failure = Failure::from_error(ErrorKind::InvalidValue, error).hint(SHAPE);
        match place {
            Some((line, column)) => failure.at(shown.to_owned(), line, column),
            None => failure,
        }
    })
}
