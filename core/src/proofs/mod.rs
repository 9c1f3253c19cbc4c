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

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::elgamal::join;
use crate::error::{Checked, Refusal};
use crate::group::{Commitment, Group, Scalar};
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
///
/// The elements stand in one sequence for many claims; a claim knows them by their indices.
pub struct Claim<S> {
    /// The name of the check that fails where the claim is false.
    pub check: &'static str,
    pub place: Place,
    pub transcript: Transcript,
    pub commitments: Vec<Commitment<S>>,
    pub challenge: S,
}

/// What came out of a sequence of elements and claims about them.
pub struct Decision {
    /// For each element whether it lies in the prime-order group.
    pub members: Vec<bool>,
    /// For each claim whether it holds.
    pub claims: Vec<Checked<()>>,
}

/// Decides claims about `elements`; `second` is the table of the second fixed base of their commitments.
pub fn decide<G: Group>(
    second: &G::Table,
    elements: &G::Elements,
    claims: Vec<Claim<G::Scalar>>,
) -> Decision {
    let mut commitments = Vec::new();
    let mut undecided = Vec::with_capacity(claims.len());
    for mut claim in claims {
        let first = commitments.len();
        commitments.append(&mut claim.commitments);
        undecided.push((claim, first..commitments.len()));
    }
    let (recomputed, members) = G::commit(second, elements, &commitments);
    let texts = G::encode(&recomputed);
    let decision = |(claim, range): (Claim<G::Scalar>, Range<usize>)| {
        if claim.transcript.challenge::<G::Scalar>(&texts[range]) == claim.challenge {
            return Ok(());
        }
        Err(Refusal::new(claim.check, claim.place, "the proof does not hold"))
    };
    Decision { members, claims: undecided.into_iter().map(decision).collect() }
}
