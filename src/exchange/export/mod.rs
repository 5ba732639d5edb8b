//! A backlog to other tools' files: what every writer shares.

mod backlog;
mod carry;
mod cells;
mod csv_sheet;
mod item;
mod joined;
mod moments;
mod report;
mod writer;

pub use backlog::{ExportBacklog, export};
pub use carry::{Carry, PARTS, export_fields};
pub use cells::{is_whole, key_for, shown};
pub use csv_sheet::CsvSheet;
pub use item::ExportItem;
pub use joined::joined;
pub use moments::noon;
pub use report::{ExportNote, ExportReport, ExportedField};
pub use writer::{ExportError, Layout, Sink, Writer};
