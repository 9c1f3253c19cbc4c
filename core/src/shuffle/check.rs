//! Checking a shuffle (6, CheckShuffleProof).
//!
//! A shuffle proof carries its commitments, so its N + 5 equations can be checked together. With c̄ = Π c_i / Π h_i,
//! ĉ = ĉ_N / h^u for u = Π u_i, c̃ = Π c_i^u_i and (α, β) = Π e_i^u_i they are
//!     t_1 c̄^c g^-s_1 = 1,    t_2 ĉ^c g^-s_2 = 1,    t_3 c̃^c g^-s_3 Π h_i^-s'_i = 1,
//!     t_41 β^c pk^s_4 Π β'_i^-s'_i = 1,    t_42 α^c g^s_4 Π α'_i^-s'_i = 1,
//!     t̂_i ĉ_i^c g^-ŝ_i ĉ_(i-1)^-s'_i = 1    with ĉ_0 = h.
//! Each is raised to a random power of 128 bits of its own and all are multiplied. Every element has been checked to lie in
//! the group of prime order q, where one false equation makes the product 1 with probability at most 2^-128.

use super::message::{Shuffle, ShuffleProof, read_ciphertexts};
use super::transcript::Statement;
use super::{generators, multipower};
use crate::election::Election;
use crate::elgamal::Ciphertext;
use crate::error::{Checked, Refusal};
use crate::group::{Group, Scalar};
use crate::place::Place;
use crate::random::Randomness;
use crate::tally::{read_ciphertexts as read_elements_of, read_elements};

type Text<'a> = &'a [u8];

/// Checks a `shuffle` message against the `nh_ciphertexts` that it shuffles.
pub fn check<G: Group>(election: &Election<G>, ciphertexts: Text<'_>, shuffle: Text<'_>) -> Checked<()> {
    let original = read_ciphertexts(ciphertexts)?;
    let shuffle = Shuffle::read(shuffle)?;
    check_shape(election, &original, &shuffle)?;
    let rows = original.iter().zip(&shuffle.ciphertexts).zip(&shuffle.proofs).enumerate();
    for (question, ((original, shuffled), proof)) in rows {
        let row = Row { question, original, shuffled, proof };
        if row.combination(election)? != G::one() {
            let place = Place::root().name("proofs").index(question);
            return Err(Refusal::new("shuffle.proof", place, "the proof of the shuffle is wrong"));
        }
    }
    Ok(())
}

fn check_shape<G: Group>(
    election: &Election<G>,
    original: &[Vec<Ciphertext<Text<'_>>>],
    shuffle: &Shuffle<'_>,
) -> Checked<()> {
    let refuse = |place: Place| {
        let detail = "the shuffle has not the numbers of ciphertexts and proof elements that it must have";
        Err(Refusal::new("shuffle.shape", place, detail))
    };
    let questions = election.shuffled_questions();
    if original.len() != questions || shuffle.ciphertexts.len() != questions {
        return refuse(Place::root().name("ciphertexts"));
    }
    if shuffle.proofs.len() != questions {
        return refuse(Place::root().name("proofs"));
    }
    for (question, original) in original.iter().enumerate() {
        if shuffle.ciphertexts[question].len() != original.len() {
            return refuse(Place::root().name("ciphertexts").index(question));
        }
        if !shuffle.proofs[question].has_size(original.len()) {
            return refuse(Place::root().name("proofs").index(question));
        }
    }
    Ok(())
}

/// The shuffle of one question, as texts.
struct Row<'a> {
    question: usize,
    original: &'a [Ciphertext<Text<'a>>],
    shuffled: &'a [Ciphertext<Text<'a>>],
    proof: &'a ShuffleProof<Text<'a>, Text<'a>>,
}

/// Bases and exponents of one large product.
struct Combination<G: Group> {
    bases: Vec<G::Element>,
    exponents: Vec<G::Scalar>,
}

impl<G: Group> Combination<G> {
    fn push(&mut self, base: &G::Element, exponent: G::Scalar) {
        self.bases.push(*base);
        self.exponents.push(exponent);
    }
}

impl Row<'_> {
    /// The product of all equations, each to its random power.
    fn combination<G: Group>(&self, election: &Election<G>) -> Checked<G::Element> {
        let size = self.original.len();
        let named = |name| move |index| Place::root().name(name).index(self.question).index(index);
        let e =
            read_elements_of::<G>(self.original, |index| Place::root().index(self.question).index(index))?;
        let e_prime = read_elements_of::<G>(self.shuffled, named("ciphertexts"))?;
        let proof = self.read_proof::<G>()?;
        let secondary = generators::secondary::<G>()?;
        let generators = generators::independent(election, size)?;
        let (u, challenge) = self.challenges(election);

        let mut randomness = Randomness::new();
        let weights: Vec<G::Scalar> = (0..size + 5).map(|_| weight(&mut randomness)).collect();
        let (rho, sigma) = weights.split_at(5);
        let scaled: Vec<_> = rho.iter().map(|rho| *rho * challenge).collect();
        let zero = G::Scalar::from_u64(0);
        let mut all = Combination::<G> { bases: Vec::new(), exponents: Vec::new() };

        for (t, rho) in proof.t.iter().zip(rho) {
            all.push(t, *rho);
        }
        let mut of_g = -(rho[0] * proof.s[0] + rho[1] * proof.s[1] + rho[2] * proof.s[2]);
        of_g = of_g + rho[4] * proof.s[3];
        let product = u.iter().fold(G::Scalar::from_u64(1), |product, u| product * *u);
        let mut of_h = -(scaled[1] * product);
        let mut chain = vec![zero; size + 1];
        chain[size] = scaled[1];
        for index in 0..size {
            let s_prime = proof.s_prime[index];
            all.push(&proof.c[index], scaled[0] + scaled[2] * u[index]);
            all.push(&generators[index], -(scaled[0] + rho[2] * s_prime));
            all.push(&e[index].beta, scaled[3] * u[index]);
            all.push(&e_prime[index].beta, -(rho[3] * s_prime));
            all.push(&e[index].alpha, scaled[4] * u[index]);
            all.push(&e_prime[index].alpha, -(rho[4] * s_prime));
            all.push(&proof.t_hat[index], sigma[index]);
            chain[index + 1] = chain[index + 1] + sigma[index] * challenge;
            chain[index] = chain[index] - sigma[index] * s_prime;
            of_g = of_g - sigma[index] * proof.s_hat[index];
        }
        of_h = of_h + chain[0];
        for (c_hat, exponent) in proof.c_hat.iter().zip(&chain[1..]) {
            all.push(c_hat, *exponent);
        }
        all.push(&secondary, of_h);
        all.push(&G::generator(), of_g);
        all.push(&election.key, rho[3] * proof.s[3]);
        Ok(multipower::<G>(&all.bases, &all.exponents, G::multipower))
    }

    /// u_1, …, u_N and c.
    fn challenges<G: Group>(&self, election: &Election<G>) -> (Vec<G::Scalar>, G::Scalar) {
        let statement = Statement {
            fingerprint: election.fingerprint.as_bytes(),
            original: self.original,
            shuffled: self.shuffled,
            commitments: &self.proof.c,
        };
        let (proof, key) = (self.proof, election.key_text.as_ref());
        let challenge = statement.challenge(&proof.t, &proof.t_hat, &proof.c_hat, key);
        (statement.challenges(), challenge)
    }

    fn read_proof<G: Group>(&self) -> Checked<ShuffleProof<G::Element, G::Scalar>> {
        let place = Place::root().name("proofs").index(self.question);
        let proof = self.proof;
        let first = place.index(0);
        let elements =
            |texts: &[Text<'_>], place: Place| read_elements::<G>(texts, |index| place.index(index));
        let scalars = |texts: &[Text<'_>], place: Place| {
            let texts = texts.iter().enumerate();
            let read = texts.map(|(index, text)| {
                G::Scalar::read(text).ok_or_else(|| Refusal::scalar(place.index(index)))
            });
            read.collect::<Checked<Vec<_>>>()
        };
        Ok(ShuffleProof {
            t: read_elements::<G>(&proof.t, |index| match index {
                0..3 => first.index(index),
                _ => first.index(3).index(index - 3),
            })?,
            t_hat: elements(&proof.t_hat, first.index(4))?,
            s: scalars(&proof.s, place.index(1))?,
            s_hat: scalars(&proof.s_hat, place.index(1).index(4))?,
            s_prime: scalars(&proof.s_prime, place.index(1).index(5))?,
            c: elements(&proof.c, place.index(2))?,
            c_hat: elements(&proof.c_hat, place.index(3))?,
        })
    }
}

/// A random number of 128 bits.
fn weight<S: Scalar>(randomness: &mut Randomness) -> S {
    let mut bytes = [0; 16];
    randomness.fill(&mut bytes);
    S::from_digest(&bytes)
}
