//! Correct decryption (4.20).
//!
//! Statement: for X = g^x, the decryption factor is f = alpha^x.
//! Proof: A = g^w and B = alpha^w for a random w, challenge = H(decrypt|φ|X|A,B), response = w - x challenge.
//! Check: A = g^response X^challenge, B = alpha^response f^challenge.

use super::{Claim, Transcript};
use crate::elgamal::Proof;
use crate::group::{Commitment, Scalar};
use crate::place::Place;

pub fn transcript(fingerprint: &[u8], key: &[u8]) -> Transcript {
    Transcript::new(&[b"decrypt|", fingerprint, b"|", key, b"|"])
}

/// States the proof, with the indices of X, alpha and f.
pub fn claim<S: Scalar>(
    place: Place,
    transcript: Transcript,
    [key, alpha, factor]: [usize; 3],
    proof: &Proof<S>,
) -> Claim<S> {
    let Proof { challenge, response } = *proof;
    let a = Commitment::new(key, challenge).generator(response);
    let b = Commitment::new(alpha, response).times(factor, challenge);
    Claim { check: "decryption.proof", place, transcript, commitments: vec![a, b], challenge }
}
