//! The core of Veche's secret ballot: Belenios specification 3.1, sections 4.5 to 4.21, 5 and 6.

pub mod ballot;
pub mod decryption;
pub mod election;
pub mod elgamal;
pub mod error;
pub mod group;
pub mod json;
pub mod keys;
pub mod nested;
pub mod papers;
pub mod place;
pub mod proofs;
pub mod random;
pub mod reading;
pub mod result;
pub mod shuffle;
pub mod tally;

#[cfg(feature = "pyo3")]
mod python;

#[cfg(test)]
mod tests;
