//! Knowledge of a discrete logarithm (4.5, 4.6.1, 4.16).
//!
//! Statement: the prover knows x with X = g^x.
//! Proof: A = g^w for a random w, challenge = H(prefix A), response = w - x challenge.
//! Check: A = g^response X^challenge.
//! Hash: `pok|G|X|` A for a trustee's key, `sigmsg|M|` A for a signed message, `sig|H|` A for a ballot.

use super::{Claim, Transcript};
use crate::elgamal::Proof;
use crate::group::{Commitment, Group, Scalar};
use crate::place::Place;
use crate::random::Randomness;
use zeroize::Zeroizing;

pub fn prove<G: Group>(secret: &G::Scalar, prefix: &[u8]) -> Proof<G::Scalar> {
    let w = Zeroizing::new(G::Scalar::random(&mut Randomness::default()));
    let commitment = G::encode(&G::secret_power_of_generator(&w));
    let challenge: G::Scalar = Transcript::new(&[prefix]).challenge(&commitment);
    Proof { challenge, response: *w - *secret * challenge }
}

/// States the proof for the key with index `key`.
pub fn claim<S: Scalar>(
    check: &'static str,
    place: Place,
    prefix: &[u8],
    key: usize,
    proof: &Proof<S>,
) -> Claim<S> {
    Claim {
        check,
        place,
        transcript: Transcript::new(&[prefix]),
        commitments: vec![Commitment::new(key, proof.challenge).generator(proof.response)],
        challenge: proof.challenge,
    }
}
