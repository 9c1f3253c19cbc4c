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
use crate::reading;

type Text<'a> = &'a [u8];

/// Checks a `shuffle` message against the `nh_ciphertexts` that it shuffles.
pub fn check<G: Group>(election: &Election<G>, ciphertexts: Text<'_>, shuffle: Text<'_>) -> Checked<()> {
    let original = read_ciphertexts(ciphertexts)?;
    let shuffle = Shuffle::read(shuffle)?;
    check_shape(election, &original, &shuffle)?;
    let rows = original.iter().zip(&shuffle.ciphertexts).zip(&shuffle.proofs).enumerate();
    for (question, ((original, shuffled), proof)) in rows {
        let row = Row { question, original, shuffled, proof };
        let product = G::encode(&row.combination(election)?).remove(0);
        if product.as_ref() != election.one.as_ref() {
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

/// The sequences of elements of a proof, in the order in which they are joined; each has N members unless it says otherwise.
struct Sequences<G: Group> {
    /// α_1, β_1, …, α_N, β_N
    original: G::Elements,
    /// α'_1, β'_1, …, α'_N, β'_N
    shuffled: G::Elements,
    c: G::Elements,
    generators: G::Elements,
    t_hat: G::Elements,
    c_hat: G::Elements,
    /// t_1, t_2, t_3, t_41, t_42
    t: G::Elements,
    /// h, g, pk
    fixed: G::Elements,
}

impl<G: Group> Sequences<G> {
    fn join(self) -> G::Elements {
        let Sequences { original, shuffled, c, generators, t_hat, c_hat, t, fixed } = self;
        G::join(&[original, shuffled, c, generators, t_hat, c_hat, t, fixed])
    }
}

/// The scalars of a proof.
struct Responses<S> {
    s: Vec<S>,
    s_hat: Vec<S>,
    s_prime: Vec<S>,
}

impl Row<'_> {
    /// The product of all equations, each to its random power.
    fn combination<G: Group>(&self, election: &Election<G>) -> Checked<G::Elements> {
        let responses = self.responses()?;
        let elements = self.elements(election)?.join();
        let exponents = self.exponents(election, &responses);
        Ok(multipower::<G>(&elements, &exponents, G::multipower))
    }

    /// The exponent of each element, in the order of [`Sequences`].
    fn exponents<G: Group>(
        &self,
        election: &Election<G>,
        Responses { s, s_hat, s_prime }: &Responses<G::Scalar>,
    ) -> Vec<G::Scalar> {
        let size = self.original.len();
        let (u, challenge) = self.challenges(election);
        let mut randomness = Randomness::default();
        let mut weights = |count| (0..count).map(|_| weight(&mut randomness)).collect::<Vec<_>>();
        let (rho, sigma): (Vec<G::Scalar>, Vec<G::Scalar>) = (weights(5), weights(size));
        let scaled: Vec<_> = rho.iter().map(|rho| *rho * challenge).collect();

        let original = u.iter().flat_map(|u| [scaled[4] * *u, scaled[3] * *u]);
        let shuffled = s_prime.iter().flat_map(|s| [-(rho[4] * *s), -(rho[3] * *s)]);
        let c = u.iter().map(|u| scaled[0] + scaled[2] * *u);
        let generators = s_prime.iter().map(|s| -(scaled[0] + rho[2] * *s));

        // ĉ_0 = h, ĉ_1, …, ĉ_N
        let mut chain = vec![G::Scalar::from_u64(0); size + 1];
        for index in 0..size {
            chain[index + 1] = chain[index + 1] + sigma[index] * challenge;
            chain[index] = chain[index] - sigma[index] * s_prime[index];
        }
        chain[size] = chain[size] + scaled[1];
        let product = u.iter().fold(G::Scalar::from_u64(1), |product, u| product * *u);
        let of_h = chain[0] - scaled[1] * product;
        let of_g = rho[4] * s[3] - rho[0] * s[0] - rho[1] * s[1] - rho[2] * s[2];
        let of_g = sigma.iter().zip(s_hat).fold(of_g, |sum, (sigma, s)| sum - *sigma * *s);

        let by_member = original.chain(shuffled).chain(c).chain(generators).chain(sigma.iter().copied());
        let alone = rho.iter().copied().chain([of_h, of_g, rho[3] * s[3]]);
        by_member.chain(chain[1..].iter().copied()).chain(alone).collect()
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

    fn responses<S: Scalar>(&self) -> Checked<Responses<S>> {
        let place = Place::root().name("proofs").index(self.question).index(1);
        let scalars = |texts: &[Text<'_>], place: Place| {
            let texts = texts.iter().enumerate();
            let read =
                texts.map(|(index, text)| S::read(text).ok_or_else(|| Refusal::scalar(place.index(index))));
            read.collect::<Checked<Vec<_>>>()
        };
        Ok(Responses {
            s: scalars(&self.proof.s, place)?,
            s_hat: scalars(&self.proof.s_hat, place.index(4))?,
            s_prime: scalars(&self.proof.s_prime, place.index(5))?,
        })
    }

    fn elements<G: Group>(&self, election: &Election<G>) -> Checked<Sequences<G>> {
        let place = Place::root().name("proofs").index(self.question);
        let first = place.index(0);
        let read =
            |texts: &[Text<'_>], place: Place| reading::elements::<G>(texts, |index| place.index(index));
        let ciphertexts = |texts: &[Ciphertext<Text<'_>>], place: Place| {
            reading::elements::<G>(&reading::flat(texts), reading::halves(|index| place.index(index)))
        };
        let own = Place::root().name("ciphertexts").index(self.question);
        Ok(Sequences {
            original: ciphertexts(self.original, Place::root().index(self.question))?,
            shuffled: ciphertexts(self.shuffled, own)?,
            c: read(&self.proof.c, place.index(2))?,
            generators: generators::independent(election, self.original.len())?,
            t_hat: read(&self.proof.t_hat, first.index(4))?,
            c_hat: read(&self.proof.c_hat, place.index(3))?,
            t: reading::elements::<G>(&self.proof.t, |index| match index {
                0..3 => first.index(index),
                _ => first.index(3).index(index - 3),
            })?,
            fixed: G::join(&[generators::secondary::<G>()?, G::generator(), election.key.clone()]),
        })
    }
}

/// A random number of 128 bits.
fn weight<S: Scalar>(randomness: &mut Randomness) -> S {
    let mut bytes = [0; 16];
    randomness.fill(&mut bytes);
    S::from_digest(&bytes)
}
