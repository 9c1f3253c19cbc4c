//! Correct decryption (4.20).
//!
//! Statement: for X = g^x, the decryption factor is f = alpha^x.
//! Proof: A = g^w and B = alpha^w for a random w, challenge = H(decrypt|φ|X|A,B), response = w - x challenge.
//! Check: A = g^response X^challenge, B = alpha^response f^challenge.

use super::{Claim, Transcript};
use crate::elgamal::Proof;
use crate::group::{Group, Product};
use crate::place::Place;

pub fn transcript(fingerprint: &[u8], key: &[u8]) -> Transcript {
    Transcript::new(&[b"decrypt|", fingerprint, b"|", key, b"|"])
}

/// States the proof; `second` of its commitments is X.
pub fn claim<G: Group>(
    place: Place,
    transcript: Transcript,
    alpha: &G::Element,
    factor: &G::Element,
    proof: &Proof<G::Scalar>,
) -> Claim<G> {
    let Proof { challenge, response } = *proof;
    let key = Product { generator: Some(response), second: Some(challenge), powers: Vec::new() };
    let factor =
        Product { generator: None, second: None, powers: vec![(*alpha, response), (*factor, challenge)] };
    Claim { check: "decryption.proof", place, transcript, commitments: vec![key, factor], challenge }
}
