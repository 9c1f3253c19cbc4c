//! Ed25519: points and their powers.

pub(crate) mod batch;
mod chain;
mod codec;
pub(crate) mod commit;
mod field;
#[cfg(test)]
mod field_tests;
mod make;
mod membership;
mod pippenger;
mod point;
mod public_base;
mod rows;
mod scalar;
mod secret_base;
mod straus;
mod sums;
mod weighted;
