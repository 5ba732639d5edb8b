//! One integration binary.

mod invented;
