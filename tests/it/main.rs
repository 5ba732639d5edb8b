//! One integration binary.

#![expect(
    clippy::disallowed_methods,
    reason = "tests stand outside the house and look at its files"
)]

mod architecture;
mod rules;
mod text_samples;
