//! Membership of an interval (4.12): `individual_proofs`, and `overall_proof` without blank and for lists.
//!
//! Statement: (alpha, beta) encrypts one of M_0, …, M_k.
//! Proof: a disjunction with one case for each M_j.
//! Hash: `prove|S|alpha,beta|` A_0,B_0,…,A_k,B_k, where S is S_0 = φ|credential for an individual proof and
//! S = S_0|alpha,beta,alpha,beta,… over all choices of the answer for an overall proof.

use super::{Claim, Transcript, disjunction};
use crate::elgamal::{Ciphertext, Proof};
use crate::group::Scalar;
use crate::place::Place;

pub fn transcript<T: AsRef<[u8]>>(prefix: &[u8], ciphertext: &Ciphertext<T>) -> Transcript {
    let (alpha, beta) = (ciphertext.alpha.as_ref(), ciphertext.beta.as_ref());
    Transcript::new(&[b"prove|", prefix, b"|", alpha, b",", beta, b"|"])
}

/// States that the ciphertext, whose texts are `text`, encrypts one of `lowest`, …, `highest`.
pub fn claim<S: Scalar, T: AsRef<[u8]>>(
    (check, place): (&'static str, Place),
    prefix: &[u8],
    (ciphertext, text): (Ciphertext<usize>, &Ciphertext<T>),
    (lowest, highest): (u32, u32),
    proofs: &[Proof<S>],
) -> Claim<S> {
    let cases = (lowest..=highest).map(|member| (ciphertext, member));
    disjunction::claim(check, place, transcript(prefix, text), cases, proofs)
}
