//! Curve arithmetic on eight independent operands at once, with AVX-512 IFMA.

#![cfg(target_arch = "x86_64")]
#![warn(clippy::undocumented_unsafe_blocks)]

mod batch;
mod chain;
mod codec;
mod commit;
mod field;
#[cfg(test)]
mod field_tests;
mod make;
mod pippenger;
mod point;
mod public_base;
mod rows;
mod scalar;
mod secret_base;
mod straus;
mod sums;
mod walk;

pub use batch::{Base, Lanes, Points, available};
pub use commit::Job;
