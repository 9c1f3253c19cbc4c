//! Lists (4.14): a list is chosen, or none of its candidates is.
//!
//! Statement, for each list i: L_i = 1 or sum of C_{i,j} = 0.
//! Proof: a disjunction of two cases, (alpha_0, beta_0 / g) of the list and (alpha, beta) of the sum of its candidates.
//! Hash: `lproof|S|` A_0,B_0,A_1,B_1, with S = S_0|alpha,beta,… over all choices of the answer, list by list.

use zeroize::Zeroizing;

use super::blank::Opening;
use super::disjunction::{self, Case};
use super::{Claim, Transcript};
use crate::elgamal::{Ciphertext, Proof};
use crate::group::Scalar;
use crate::place::Place;

pub fn transcript(prefix: &[u8]) -> Transcript {
    Transcript::new(&[b"lproof|", prefix, b"|"])
}

pub fn cases<S: Scalar>(list: Opening<S>, candidates: Opening<S>) -> Zeroizing<Vec<Case<S>>> {
    let case =
        |randomness: S, difference: i64| Case { randomness, difference: S::from_difference(difference) };
    Zeroizing::new(vec![case(list.randomness, list.value - 1), case(candidates.randomness, candidates.value)])
}

/// States the proof for a list and the product of its candidates.
pub fn claim<S: Scalar>(
    place: Place,
    prefix: &[u8],
    [list, candidates]: [Ciphertext<usize>; 2],
    proofs: &[Proof<S>],
) -> Claim<S> {
    let cases = [(list, 1), (candidates, 0)];
    disjunction::claim("proof.list", place, transcript(prefix), cases, proofs)
}
