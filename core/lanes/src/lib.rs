//! Curve and big-integer arithmetic on eight independent operands at once, with AVX-512 IFMA.
//!
//! For one kind of caller: who checks or makes the ballots of a whole election and can put the same piece of eight
//! ballots side by side. Public exponents are treated in variable time, secret ones in constant time; the name and the
//! first line of each function say which. Only a [`Lanes`] leads to any operation, and it exists only where the processor
//! has the instructions; elsewhere, use another library. Secret exponents and their digits are wiped from the memory that is
//! set aside for them; what the compiler keeps of them in registers or spills to the stack is not. On other architectures this crate is empty.

#![cfg(target_arch = "x86_64")]
#![warn(clippy::undocumented_unsafe_blocks, missing_docs)]

mod curve;
mod lanes;
mod modp;
mod vectors;
mod walk;

pub use curve::batch::{Base, Points};
pub use curve::commit::Job;
pub use lanes::{Lanes, available};
pub use modp::bases::PowerBase;
pub use modp::commit::PowerJob;
pub use modp::residues::{Modulus, Residues};
