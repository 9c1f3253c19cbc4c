//! Curve arithmetic on eight independent operands at once, with AVX-512 IFMA.

#![warn(clippy::undocumented_unsafe_blocks)]

mod batch;
mod chain;
mod codec;
mod field;
mod fixed;
mod point;
mod scalar;

pub use batch::{Base, Job, Lanes, Points, available};
