//! A backlog to other tools' files: what every writer shares.

mod addresses;
mod backlog;
mod carry;
mod cells;
mod csv_sheet;
mod extra_columns;
mod item;
mod joined;
mod moments;
mod people;
mod report;
mod seen;
mod writer;

pub use addresses::{addresses, named_addresses};
pub use backlog::{ExportBacklog, export};
pub use carry::{Carry, PARTS, export_fields};
pub use cells::{is_whole, key_for, shown};
pub use csv_sheet::CsvSheet;
pub use extra_columns::{EXTRA, ExtraColumns};
pub use item::{ExportComment, ExportItem};
pub use joined::joined;
pub use moments::noon;
pub use people::first_person;
pub use report::{ExportNote, ExportReport, ExportedField};
pub use seen::seen;
pub use writer::{ExportError, Layout, Sink, Writer};
