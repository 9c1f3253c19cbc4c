//! One of several ciphertexts encrypts the value claimed for it (4.12, 4.13, 4.14).
//!
//! Statement: for some j, (alpha_j, beta_j) = (g^r_j, y^r_j g^M_j), where the values M_j are public.
//! Proof: a pair (challenge_j, response_j) for each j, with sum of challenges = H(prefix A_0,B_0,A_1,B_1,…).
//! Check: A_j = g^response_j alpha_j^challenge_j, B_j = y^response_j (beta_j / g^M_j)^challenge_j.
//! Hash: the prefix differs from proof to proof and stands in `interval`, `blank` and `lists`.
//!
//! The specification makes the false cases first, with a random challenge and response, and the true one last. Here
//! all are made alike, so that nothing in the work shows which is true. Let d_j = m_j - M_j be the difference between
//! what the ciphertext holds and what is claimed. For random w_j and challenge_j put
//!     A_j = g^w_j,    B_j = y^w_j g^(d_j challenge_j),    response_j = w_j - r_j challenge_j.
//! These satisfy the equations of the check, and response_j is random because w_j is. In the true case d_j = 0, so A_j and
//! B_j do not depend on challenge_j, which is corrected at the end to make the sum right.

use subtle::Choice;
use zeroize::{Zeroize, Zeroizing};

use super::{Claim, Transcript};
use crate::elgamal::{Ciphertext, Proof};
use crate::group::{Commitment, Exponents, Scalar};
use crate::place::Place;
use crate::random::Randomness;

/// What the prover knows of one case: r_j, and d_j = m_j - M_j.
#[derive(Clone, Copy)]
pub struct Case<S> {
    pub randomness: S,
    pub difference: S,
}

impl<S: Zeroize> Zeroize for Case<S> {
    fn zeroize(&mut self) {
        self.randomness.zeroize();
        self.difference.zeroize();
    }
}

/// A proof whose commitments are chosen and whose challenge is still to come.
pub struct Draft<S: Scalar> {
    cases: Zeroizing<Vec<Case<S>>>,
    challenges: Zeroizing<Vec<S>>,
    nonces: Zeroizing<Vec<S>>,
}

impl<S: Scalar> Draft<S> {
    /// Chooses w_j and challenge_j, and appends the exponents of A_0, B_0, A_1, B_1, … to `commitments`.
    pub fn new(
        randomness: &mut Randomness,
        cases: Zeroizing<Vec<Case<S>>>,
        commitments: &mut Vec<Exponents<S>>,
    ) -> Self {
        let mut random = || Zeroizing::new((0..cases.len()).map(|_| S::random(randomness)).collect());
        let (challenges, nonces): (Zeroizing<Vec<S>>, Zeroizing<Vec<S>>) = (random(), random());
        for ((case, challenge), nonce) in cases.iter().zip(challenges.iter()).zip(nonces.iter()) {
            commitments.push(Exponents::generator(*nonce));
            commitments.push(Exponents::both(case.difference * *challenge, *nonce));
        }
        Draft { cases, challenges, nonces }
    }

    /// Completes the proof: the first true case takes up what is missing from the sum.
    pub fn complete(mut self, total: S) -> Vec<Proof<S>> {
        let missing = self.challenges.iter().fold(total, |missing, challenge| missing - *challenge);
        let zero = S::from_u64(0);
        let mut taken = Choice::from(0);
        for (case, challenge) in self.cases.iter().zip(self.challenges.iter_mut()) {
            let first = case.difference.ct_eq(&zero) & !taken;
            *challenge = *challenge + S::conditional_select(&zero, &missing, first);
            taken |= first;
        }
        let parts = self.cases.iter().zip(self.challenges.iter()).zip(self.nonces.iter());
        parts
            .map(|((case, challenge), nonce)| Proof {
                challenge: *challenge,
                response: *nonce - case.randomness * *challenge,
            })
            .collect()
    }
}

/// A ciphertext, by the indices of its elements, and the value claimed for it.
pub type Claimed = (Ciphertext<usize>, u32);

/// States a proof over `cases`. The power g^-M_j joins that of g in B_j: beta / g^M_j is never computed.
pub fn claim<S: Scalar>(
    check: &'static str,
    place: Place,
    transcript: Transcript,
    cases: impl IntoIterator<Item = Claimed>,
    proofs: &[Proof<S>],
) -> Claim<S> {
    let commitments = |((ciphertext, value), proof): (Claimed, &Proof<S>)| {
        let Proof { challenge, response } = *proof;
        let a = Commitment::new(ciphertext.alpha, challenge).generator(response);
        let b = Commitment::new(ciphertext.beta, challenge).second(response);
        match value {
            0 => [a, b],
            value => [a, b.generator(-(S::from_u64(u64::from(value)) * challenge))],
        }
    };
    Claim {
        check,
        place,
        transcript,
        commitments: cases.into_iter().zip(proofs).flat_map(commitments).collect(),
        challenge: proofs.iter().fold(S::from_u64(0), |sum, proof| sum + proof.challenge),
    }
}

/// What the prover knows of m in `lowest`, …, `highest`.
pub fn interval_cases<S: Scalar>(
    randomness: S,
    value: i64,
    (lowest, highest): (u32, u32),
) -> impl Iterator<Item = Case<S>> {
    (lowest..=highest)
        .map(move |member| Case { randomness, difference: S::from_difference(value - i64::from(member)) })
}
