//! Votes that may be blank (4.13). m_0 says whether the vote is blank, m_Σ is the sum of the other choices.
//!
//! `blank_proof`. Statement: m_0 = 0 or m_Σ = 0.
//! Hash: `bproof0|S|` A_0,B_0,A_Σ,B_Σ.
//!
//! `overall_proof`. Statement: m_0 = 1 or m_Σ is one of M_1 = min, …, M_k = max.
//! Hash: `bproof1|S|` A_0,B_0,…,A_k,B_k.
//!
//! Both are disjunctions; S = S_0|alpha,beta,… over all choices of the answer.

use std::iter::once;

use zeroize::{Zeroize, Zeroizing};

use super::disjunction::{self, Case};
use super::{Claim, Transcript};
use crate::elgamal::{Ciphertext, Proof};
use crate::group::Scalar;
use crate::place::Place;

pub fn blank_transcript(prefix: &[u8]) -> Transcript {
    Transcript::new(&[b"bproof0|", prefix, b"|"])
}

pub fn overall_transcript(prefix: &[u8]) -> Transcript {
    Transcript::new(&[b"bproof1|", prefix, b"|"])
}

/// A sum and its randomness, as the prover knows them.
#[derive(Clone, Copy)]
pub struct Opening<S> {
    pub randomness: S,
    pub value: i64,
}

impl<S: Zeroize> Zeroize for Opening<S> {
    fn zeroize(&mut self) {
        self.randomness.zeroize();
        self.value.zeroize();
    }
}

pub fn blank_cases<S: Scalar>(blank: Opening<S>, sum: Opening<S>) -> Zeroizing<Vec<Case<S>>> {
    let case = |opening: Opening<S>| Case {
        randomness: opening.randomness,
        difference: S::from_difference(opening.value),
    };
    Zeroizing::new(vec![case(blank), case(sum)])
}

pub fn overall_cases<S: Scalar>(
    blank: Opening<S>,
    sum: Opening<S>,
    limits: (u32, u32),
) -> Zeroizing<Vec<Case<S>>> {
    let first = Case { randomness: blank.randomness, difference: S::from_difference(blank.value - 1) };
    let rest = disjunction::interval_cases(sum.randomness, sum.value, limits);
    Zeroizing::new(once(first).chain(rest).collect())
}

pub fn blank_claim<S: Scalar>(
    place: Place,
    prefix: &[u8],
    [blank, sum]: [Ciphertext<usize>; 2],
    proofs: &[Proof<S>],
) -> Claim<S> {
    let transcript = blank_transcript(prefix);
    disjunction::claim("proof.blank", place, transcript, [(blank, 0), (sum, 0)], proofs)
}

pub fn overall_claim<S: Scalar>(
    place: Place,
    prefix: &[u8],
    [blank, sum]: [Ciphertext<usize>; 2],
    (lowest, highest): (u32, u32),
    proofs: &[Proof<S>],
) -> Claim<S> {
    let cases = once((blank, 1)).chain((lowest..=highest).map(|member| (sum, member)));
    disjunction::claim("proof.overall", place, overall_transcript(prefix), cases, proofs)
}
