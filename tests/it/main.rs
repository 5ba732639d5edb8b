//! One integration binary.

mod invented;
mod text_samples;
