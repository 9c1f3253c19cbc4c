//! The group of units modulo a prime of 2048 bits.

pub(crate) mod bases;
pub(crate) mod commit;
mod exponent;
mod make;
mod montgomery;
mod product;
pub(crate) mod residues;
mod rows;
mod weighted;
mod words;
