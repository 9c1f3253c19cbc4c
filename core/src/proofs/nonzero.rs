//! Encryption of something other than zero (4.15).
//!
//! Statement: (alpha, beta) = (g^r, y^r g^m) with m ≠ 0.
//! Proof: for a random s ≠ 0, A_0 = beta^s y^(-s r) = g^(m s), which is not 1 exactly where m ≠ 0. For random w_1, w_2:
//!     A_1 = alpha^w_1 g^w_2 = g^(r w_1 + w_2),    A_2 = beta^w_1 y^w_2 = y^(r w_1 + w_2) g^(m w_1),
//!     c = H(nonzero|S|A_0,A_1,A_2),    t_1 = w_1 - s c,    t_2 = w_2 + s r c.
//! Check: A_0 ≠ 1, A_1 = alpha^t_1 g^t_2, A_2 = beta^t_1 y^t_2 A_0^c.
//! The prover knows r and m, so every power is one of g and y, whose tables are there.

use zeroize::Zeroizing;

use super::blank::Opening;
use super::{Claim, Transcript};
use crate::elgamal::{Ciphertext, Proof};
use crate::error::{Checked, Refusal};
use crate::group::{Commitment, Exponents, Scalar};
use crate::json::{Scanner, write_string};
use crate::place::Place;
use crate::random::Randomness;

/// `commitment` is A_0, the challenge c and the response (t_1, t_2).
#[derive(Clone, Copy, Debug)]
pub struct Nonzero<E, S> {
    pub commitment: E,
    pub first: Proof<S>,
    pub second: S,
}

impl<'a> Nonzero<&'a [u8], &'a [u8]> {
    pub fn scan(scanner: &mut Scanner<'a>) -> Checked<Self> {
        scanner.literal("{\"commitment\":")?;
        let commitment = scanner.string()?;
        scanner.literal(",\"challenge\":")?;
        let challenge = scanner.string()?;
        scanner.literal(",\"response\":[")?;
        let response = scanner.string()?;
        scanner.literal(",")?;
        let second = scanner.string()?;
        scanner.literal("]}")?;
        Ok(Nonzero { commitment, first: Proof { challenge, response }, second })
    }
}

impl<E: AsRef<[u8]>, S: Scalar> Nonzero<E, S> {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"commitment\":");
        write_string(out, self.commitment.as_ref());
        out.extend_from_slice(b",\"challenge\":");
        write_string(out, &self.first.challenge.write());
        out.extend_from_slice(b",\"response\":[");
        write_string(out, &self.first.response.write());
        out.push(b',');
        write_string(out, &self.second.write());
        out.extend_from_slice(b"]}");
    }
}

pub fn transcript(prefix: &[u8]) -> Transcript {
    Transcript::new(&[b"nonzero|", prefix, b"|"])
}

/// A proof whose commitments are chosen and whose challenge is still to come.
pub struct Draft<S: Scalar> {
    randomness: Zeroizing<S>,
    s: Zeroizing<S>,
    w: Zeroizing<[S; 2]>,
}

impl<S: Scalar> Draft<S> {
    /// Chooses s, w_1 and w_2, and appends the exponents of A_0, A_1 and A_2 to `commitments`.
    pub fn new(random: &mut Randomness, sum: Opening<S>, commitments: &mut Vec<Exponents<S>>) -> Self {
        let zero = S::from_u64(0);
        let mut s = Zeroizing::new(S::random(random));
        while *s == zero {
            *s = S::random(random);
        }
        let w = Zeroizing::new([S::random(random), S::random(random)]);
        let value = Zeroizing::new(S::from_difference(sum.value));
        let joint = Zeroizing::new(sum.randomness * w[0] + w[1]);
        commitments.push(Exponents::generator(*value * *s));
        commitments.push(Exponents::generator(*joint));
        commitments.push(Exponents::both(*value * w[0], *joint));
        Draft { randomness: Zeroizing::new(sum.randomness), s, w }
    }

    pub fn complete<E>(self, commitment: E, challenge: S) -> Nonzero<E, S> {
        let response = self.w[0] - *self.s * challenge;
        let second = self.w[1] + *self.s * *self.randomness * challenge;
        Nonzero { commitment, first: Proof { challenge, response }, second }
    }
}

/// States the proof. `text` is the text of A_0 and must not be that of 1.
pub fn claim<S: Scalar>(
    place: Place,
    prefix: &[u8],
    sum: Ciphertext<usize>,
    proof: &Nonzero<usize, S>,
    (text, one): (&[u8], &[u8]),
) -> Checked<Claim<S>> {
    if text == one {
        return Err(Refusal::new("proof.nonzero", place, "the commitment is the neutral element"));
    }
    let Proof { challenge, response } = proof.first;
    let first = Commitment::new(sum.alpha, response).generator(proof.second);
    let second = Commitment::new(sum.beta, response).second(proof.second);
    Ok(Claim {
        check: "proof.nonzero",
        place,
        transcript: Transcript::new(&[b"nonzero|", prefix, b"|", text, b","]),
        commitments: vec![first, second.times(proof.commitment, challenge)],
        challenge,
    })
}
