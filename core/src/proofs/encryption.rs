//! Knowledge of the vote in a non-homomorphic answer (4.11.2).
//!
//! Statement: the prover knows r with alpha = g^r.
//! Proof: A = g^w for a random w, challenge = H(raweg|S_0|y,alpha,beta|A), response = w - r challenge.
//! Check: A = g^response alpha^challenge. S_0 is φ|credential.

use super::{Claim, Transcript};
use crate::elgamal::{Ciphertext, Proof};
use crate::group::{Group, Product};
use crate::place::Place;

pub fn transcript<T: AsRef<[u8]>>(prefix: &[u8], key: &[u8], ciphertext: &Ciphertext<T>) -> Transcript {
    let (alpha, beta) = (ciphertext.alpha.as_ref(), ciphertext.beta.as_ref());
    Transcript::new(&[b"raweg|", prefix, b"|", key, b",", alpha, b",", beta, b"|"])
}

pub fn claim<G: Group>(
    place: Place,
    transcript: Transcript,
    alpha: &G::Element,
    proof: &Proof<G::Scalar>,
) -> Claim<G> {
    let commitment =
        Product { generator: Some(proof.response), second: None, powers: vec![(*alpha, proof.challenge)] };
    Claim {
        check: "proof.encryption",
        place,
        transcript,
        commitments: vec![commitment],
        challenge: proof.challenge,
    }
}
