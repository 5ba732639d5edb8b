//! What a clone needs so that stories merge field by field, and the hooks that a team may want.

mod attributes;
mod driver;
mod hook_text;
mod hooks;

pub use attributes::{ATTRIBUTES_FILE, ATTRIBUTES_LINES, with_lines, without_lines};
pub use driver::{DriverRemoved, driver_setting};
pub use hooks::{Hook, HookDone};
