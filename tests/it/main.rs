//! One integration binary.

mod text_samples;
