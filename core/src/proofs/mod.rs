//! The proofs of sections 4.5 to 4.20.
//!
//! None of them carries its commitments: a challenge is the hash of a prefix and of the commitments, and whoever
//! checks recomputes these. So checking a proof means stating a [`Claim`] (which commitments, which prefix, which
//! challenge), and one function decides all claims, many at a time.

pub mod blank;
pub mod decryption;
pub mod disjunction;
pub mod encryption;
pub mod interval;
pub mod lists;
pub mod nonzero;
pub mod schnorr;

use sha2::{Digest, Sha256};

use crate::elgamal::join;
use crate::error::{Checked, Refusal};
use crate::group::{Group, Product, Scalar};
use crate::place::Place;

/// The hash of a challenge, begun with what stands before the commitments.
#[derive(Clone)]
pub struct Transcript(Sha256);

impl Transcript {
    pub fn new(parts: &[&[u8]]) -> Self {
        Transcript(parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)))
    }

    /// SHA256(prefix A,B,…) mod q over the texts of the commitments.
    pub fn challenge<S: Scalar>(self, commitments: &[impl AsRef<[u8]>]) -> S {
        let texts = join(commitments.iter().map(AsRef::as_ref));
        S::from_digest(&self.0.chain_update(texts).finalize())
    }
}

/// One proof to check: its transcript over the commitments, once recomputed, must hash to `challenge`.
pub struct Claim<G: Group> {
    /// The name of the check that fails where the claim is false.
    pub check: &'static str,
    pub place: Place,
    pub transcript: Transcript,
    pub commitments: Vec<Product<G>>,
    pub challenge: G::Scalar,
}

/// For each claim whether it holds. `second` is the table of the second fixed base of its commitments.
pub fn decide<G: Group>(second: &G::Table, claims: Vec<Claim<G>>) -> Vec<Checked<()>> {
    let mut products = Vec::new();
    let mut undecided = Vec::with_capacity(claims.len());
    for mut claim in claims {
        let first = products.len();
        products.append(&mut claim.commitments);
        undecided.push((claim, first..products.len()));
    }
    let texts = G::write_all(&G::products(second, &products));
    let decision = |(claim, range): (Claim<G>, std::ops::Range<usize>)| {
        let holds = claim.transcript.challenge::<G::Scalar>(&texts[range]) == claim.challenge;
        if holds {
            return Ok(());
        }
        Err(Refusal::new(claim.check, claim.place, "the proof does not hold"))
    };
    undecided.into_iter().map(decision).collect()
}
