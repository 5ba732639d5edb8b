//! Pictures in pixels, where this build draws them.

use crate::cli::error::{CommandResult, Failure};

/// Draws an SVG as PNG. Fonts of the machine are looked at only for scripts that the binary has no letters for.
///
/// # Errors
/// Where the picture cannot be drawn.
#[cfg(feature = "png")]
pub(super) fn pixels(svg: &str) -> CommandResult<Vec<u8>> {
    use crate::report::{Letters, png};

    let mut letters = Letters::new();
    if Letters::lack(svg) {
        letters.fonts().load_system_fonts();
    }
    png(svg, letters).map_err(|error| Failure::invalid(error.to_string()))
}

/// Says that this build draws no pixels.
///
/// # Errors
/// Always.
#[cfg(not(feature = "png"))]
pub(super) fn pixels(_svg: &str) -> CommandResult<Vec<u8>> {
    Err(
        Failure::usage("this build of po draws no pixels: it was made without the feature `png`")
            .hint("--format svg draws the same picture"),
    )
}
