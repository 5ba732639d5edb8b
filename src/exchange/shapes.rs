//! Files of a tool that writes tables as well as JSON: how each is read.

use crate::exchange::assembly::headers_of;
use crate::exchange::export_files::export_files;
use crate::exchange::format::ReadError;
use crate::exchange::json_parts::begins_as_json;
use crate::exchange::source::Source;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As a table.
    Sheet,
    /// As records of JSON.
    Json,
    /// Not at all: it is another tool's.
    Other,
}

/// The files of a source, and how each is read. `shape` says it by what stands in them; the only file of a source is one of
/// the tool's, as a person says.
///
/// # Errors
/// [`ReadError::NotThisFormat`] where the only file is neither a table nor JSON.
pub fn shapes(
    source: &dyn Source,
    shape: &dyn Fn(&str) -> Shape,
    expected: &'static str,
) -> Result<Vec<(String, Shape)>, ReadError> {
    let files = export_files(source);
    let alone = files.len() == 1;
    let said = |path: &str| match shape(path) {
        Shape::Json => Shape::Json,
        _ if alone && begins_as_json(source, path) => Shape::Json,
        Shape::Other if alone && headers_of(source, path).is_some() => Shape::Sheet,
        shape => shape,
    };
    let shapes: Vec<(String, Shape)> = files
        .into_iter()
        .map(|path| {
            let shape = said(&path);
            (path, shape)
        })
        .collect();
    match shapes[..] {
        [(_, Shape::Other)] => Err(ReadError::NotThisFormat { expected }),
        _ => Ok(shapes),
    }
}
