//! Shuffling, and proving it (6, GenShuffle and GenShuffleProof).
//!
//! The chain ĉ is defined step by step, ĉ_i = g^r̂_i ĉ_(i-1)^u'_i, but its maker knows every exponent: with R_0 = 0, U_0 = 1,
//!     R_i = r̂_i + u'_i R_(i-1),    U_i = u'_i U_(i-1),    ĉ_i = g^R_i h^U_i,
//! so that all powers are of g and h, whose tables are there, and none waits for another. Likewise
//!     t̂_i = g^ω̂_i ĉ_(i-1)^ω'_i = g^(ω̂_i + ω'_i R_(i-1)) h^(ω'_i U_(i-1)).
//! The number r̂ of the specification is R_N.

use zeroize::Zeroizing;

use super::message::{ShuffleProof, read_ciphertexts};
use super::transcript::Statement;
use super::{encode, generators, multipower, secret_products};
use crate::election::Election;
use crate::elgamal::Ciphertext;
use crate::error::{Checked, Refusal};
use crate::group::{Exponents, Group, Scalar};
use crate::json::write_array;
use crate::place::Place;
use crate::random::Randomness;
use crate::reading;

type Text<'a> = &'a [u8];
type Secrets<S> = Zeroizing<Vec<S>>;

/// Writes a `shuffle` of `nh_ciphertexts`.
pub fn shuffle<G: Group>(election: &Election<G>, ciphertexts: Text<'_>) -> Checked<Vec<u8>> {
    let rows = read_ciphertexts(ciphertexts)?;
    if rows.len() != election.shuffled_questions() {
        let detail = "there is not one array of ciphertexts for each non-homomorphic question";
        return Err(Refusal::new("shuffle.shape", "", detail));
    }
    let shuffles = rows.iter().enumerate().map(|(question, texts)| {
        let place = reading::halves(|index| Place::root().index(question).index(index));
        let elements = reading::elements::<G>(&reading::flat(texts), place)?;
        shuffle_row(election, texts, &elements)
    });
    let shuffles: Vec<_> = shuffles.collect::<Checked<_>>()?;
    let mut out = b"{\"ciphertexts\":".to_vec();
    write_array(&mut out, &shuffles, |out, (row, _)| write_array(out, row, |out, c| c.write(out)));
    out.extend_from_slice(b",\"proofs\":");
    write_array(&mut out, &shuffles, |out, (_, proof)| proof.write(out));
    out.push(b'}');
    Ok(out)
}

type Shuffled<G> =
    (Vec<Ciphertext<<G as Group>::Text>>, ShuffleProof<<G as Group>::Text, <G as Group>::Scalar>);

/// `elements` are the alphas and betas of the texts in turn.
fn shuffle_row<G: Group>(
    election: &Election<G>,
    texts: &[Ciphertext<Text<'_>>],
    elements: &G::Elements,
) -> Checked<Shuffled<G>> {
    let size = texts.len();
    let prover = Prover {
        election,
        permutation: permutation(size),
        reencryption: randoms(size),
        secondary: generators::secondary_table(election)?,
        generators: generators::independent(election, size)?,
    };
    let shuffled = prover.reencrypt(elements);
    let shuffled_texts = reading::pairs(&encode::<G>(&shuffled));
    let proof = prover.prove(texts, &shuffled, &shuffled_texts);
    Ok((shuffled_texts, proof))
}

/// A uniform permutation (GenPermutation); entry i is j_(i+1) - 1. Its own making indexes memory by secret numbers, as
/// does every later use: a permutation that touched all entries for each would cost N² steps.
fn permutation(size: usize) -> Zeroizing<Vec<usize>> {
    let mut randomness = Randomness::default();
    let mut permutation = Zeroizing::new((0..size).collect::<Vec<_>>());
    for index in 0..size {
        permutation.swap(index, index + randomness.below(size - index));
    }
    permutation
}

fn randoms<S: Scalar>(size: usize) -> Secrets<S> {
    let mut randomness = Randomness::default();
    Zeroizing::new((0..size).map(|_| S::random(&mut randomness)).collect())
}

/// The sum of products of two lists.
fn inner<S: Scalar>(left: &[S], right: &[S]) -> S {
    left.iter().zip(right).fold(S::from_u64(0), |sum, (left, right)| sum + *left * *right)
}

struct Prover<'a, G: Group> {
    election: &'a Election<G>,
    /// j
    permutation: Zeroizing<Vec<usize>>,
    /// r'
    reencryption: Secrets<G::Scalar>,
    /// The table of h
    secondary: &'a G::Table,
    /// h_1, …, h_N
    generators: G::Elements,
}

/// The exponents of the chain: R_0, …, R_N and U_0, …, U_N.
struct Chain<S: Scalar> {
    generator: Secrets<S>,
    secondary: Secrets<S>,
}

impl<S: Scalar> Chain<S> {
    fn new(r_hat: &[S], u_prime: &[S]) -> Self {
        // Room for all at once: a vector that grows leaves copies behind.
        let mut generator = Zeroizing::new(Vec::with_capacity(r_hat.len() + 1));
        let mut secondary = Zeroizing::new(Vec::with_capacity(r_hat.len() + 1));
        generator.push(S::from_u64(0));
        secondary.push(S::from_u64(1));
        for (index, (r, u)) in r_hat.iter().zip(u_prime).enumerate() {
            let (last_r, last_u) = (generator[index], secondary[index]);
            generator.push(*r + *u * last_r);
            secondary.push(*u * last_u);
        }
        Chain { generator, secondary }
    }

    /// The exponents of ĉ_1, …, ĉ_N.
    fn links(&self) -> Zeroizing<Vec<Exponents<S>>> {
        let links = self.generator.iter().zip(self.secondary.iter()).skip(1);
        Zeroizing::new(links.map(|(r, u)| Exponents::both(*r, *u)).collect())
    }

    /// The exponents of t̂_1, …, t̂_N.
    fn nonces(&self, w_hat: &[S], w_prime: &[S]) -> Zeroizing<Vec<Exponents<S>>> {
        let links = self.generator.iter().zip(self.secondary.iter());
        let nonces = links.zip(w_hat.iter().zip(w_prime));
        let nonces = nonces.map(|((r, u), (hat, prime))| Exponents::both(*hat + *prime * *r, *prime * *u));
        Zeroizing::new(nonces.collect())
    }
}

impl<G: Group> Prover<'_, G> {
    /// e', its alphas and betas in turn, from those of e.
    fn reencrypt(&self, elements: &G::Elements) -> G::Elements {
        let mut masks = Zeroizing::new(Vec::with_capacity(2 * self.reencryption.len()));
        let mut order = Zeroizing::new(Vec::with_capacity(2 * self.permutation.len()));
        for (r, index) in self.reencryption.iter().zip(self.permutation.iter()) {
            masks.extend([Exponents::generator(*r), Exponents::second(*r)]);
            order.extend([2 * index, 2 * index + 1]);
        }
        let masks = secret_products::<G>(&self.election.key_table, &masks);
        G::pick(&G::multiply(elements, &masks), &order)
    }

    /// c, from r in the order of the original ciphertexts: c_(j_i) = g^r_(j_i) h_i.
    fn commit(&self, table: &G::Table, r: &[G::Scalar]) -> G::Elements {
        let exponents: Zeroizing<Vec<_>> =
            Zeroizing::new(r.iter().map(|r| Exponents::generator(*r)).collect());
        let mut inverse = Zeroizing::new(vec![0; r.len()]);
        for (index, original) in self.permutation.iter().enumerate() {
            inverse[*original] = index;
        }
        let powers = secret_products::<G>(table, &exponents);
        G::multiply(&powers, &G::pick(&self.generators, &inverse))
    }

    /// t_1, t_2, t_3, t_41 and t_42 for ω and ω'.
    fn nonce_commitments(
        &self,
        shuffled: &G::Elements,
        w: &[G::Scalar],
        w_prime: &[G::Scalar],
    ) -> G::Elements {
        let masks = Zeroizing::new(vec![
            Exponents::generator(w[0]),
            Exponents::generator(w[1]),
            Exponents::generator(w[2]),
            Exponents::second(-w[3]),
            Exponents::generator(-w[3]),
        ]);
        let masks = G::secret_products(&self.election.key_table, &masks);
        let half = |first: usize| (0..w_prime.len()).map(|index| 2 * index + first).collect::<Vec<_>>();
        let (alphas, betas) = (G::pick(shuffled, &half(0)), G::pick(shuffled, &half(1)));
        let power = |elements| multipower::<G>(elements, w_prime, G::secret_multipower);
        let powers = [&self.generators, &betas, &alphas].map(power);
        G::multiply(&masks, &G::join(&[&[G::neutral(2)], &powers[..]].concat()))
    }

    fn prove(
        &self,
        original: &[Ciphertext<Text<'_>>],
        shuffled: &G::Elements,
        shuffled_texts: &[Ciphertext<G::Text>],
    ) -> ShuffleProof<G::Text, G::Scalar> {
        let size = original.len();
        let table = self.secondary;
        let r = randoms::<G::Scalar>(size);
        let c = encode::<G>(&self.commit(table, &r));
        let statement = Statement {
            fingerprint: self.election.fingerprint.as_bytes(),
            original,
            shuffled: shuffled_texts,
            commitments: &c,
        };
        let u: Vec<G::Scalar> = statement.challenges();
        let u_prime = self.permutation.iter().map(|index| u[*index]);
        let u_prime = Zeroizing::new(u_prime.collect::<Vec<_>>());

        let r_hat = randoms::<G::Scalar>(size);
        let chain = Chain::new(&r_hat, &u_prime);
        let c_hat = encode::<G>(&secret_products::<G>(table, &chain.links()));

        let (w, w_hat, w_prime) = (randoms(4), randoms(size), randoms(size));
        let t = encode::<G>(&self.nonce_commitments(shuffled, &w, &w_prime));
        let nonces = chain.nonces(&w_hat, &w_prime);
        let t_hat = encode::<G>(&secret_products::<G>(table, &nonces));

        let key = self.election.key_text.as_ref();
        let challenge: G::Scalar = statement.challenge(&t, &t_hat, &c_hat, key);
        let answer = |nonce: &G::Scalar, secret: G::Scalar| *nonce + challenge * secret;
        let answers = |nonces: &[G::Scalar], secrets: &[G::Scalar]| {
            nonces.iter().zip(secrets).map(|(nonce, secret)| answer(nonce, *secret)).collect()
        };
        let sum = r.iter().fold(G::Scalar::from_u64(0), |sum, r| sum + *r);
        let secrets =
            Zeroizing::new([sum, chain.generator[size], inner(&r, &u), inner(&self.reencryption, &u)]);
        ShuffleProof {
            t,
            t_hat,
            s: answers(&w, &*secrets),
            s_hat: answers(&w_hat, &r_hat),
            s_prime: answers(&w_prime, &u_prime),
            c,
            c_hat,
        }
    }
}
