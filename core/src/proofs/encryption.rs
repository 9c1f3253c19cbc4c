//! Knowledge of the vote in a non-homomorphic answer (4.11.2).
//!
//! Statement: the prover knows r with alpha = g^r.
//! Proof: A = g^w for a random w, challenge = H(raweg|S_0|y,alpha,beta|A), response = w - r challenge.
//! Check: A = g^response alpha^challenge. S_0 is φ|credential.

use super::{Claim, Transcript};
use crate::elgamal::{Ciphertext, Proof};
use crate::group::{Commitment, Scalar};
use crate::place::Place;

pub fn transcript<T: AsRef<[u8]>>(prefix: &[u8], key: &[u8], ciphertext: &Ciphertext<T>) -> Transcript {
    let (alpha, beta) = (ciphertext.alpha.as_ref(), ciphertext.beta.as_ref());
    Transcript::new(&[b"raweg|", prefix, b"|", key, b",", alpha, b",", beta, b"|"])
}

pub fn claim<S: Scalar>(place: Place, transcript: Transcript, alpha: usize, proof: &Proof<S>) -> Claim<S> {
    Claim {
        check: "proof.encryption",
        place,
        transcript,
        commitments: vec![Commitment::new(alpha, proof.challenge).generator(proof.response)],
        challenge: proof.challenge,
    }
}
