//! Verifiable shuffles (4.19, 6), after CHVote.
//!
//! Statement: e' is e re-encrypted and permuted. e_i = (alpha_i, beta_i), e'_i = e_(j_i) · (g^r'_(j_i), pk^r'_(j_i)) for a
//! permutation j. Notation of section 6; h and h_1, …, h_N are independent generators.
//!
//! c commits to the permutation: c_(j_i) = g^r_(j_i) h_i. The hash of e, e' and c gives u_1, …, u_N, and u'_i = u_(j_i).
//! ĉ chains them: ĉ_0 = h, ĉ_i = g^r̂_i ĉ_(i-1)^u'_i. One Schnorr proof then shows knowledge of all exponents.

pub mod check;
pub mod generators;
pub mod message;
pub mod prove;
pub mod transcript;

use rayon::prelude::*;

use crate::group::{Exponents, Group};

/// Powers computed together.
const BATCH: usize = 64;

/// `secret_products` on all threads.
fn secret_products<G: Group>(second: &G::Table, exponents: &[Exponents<G::Scalar>]) -> Vec<G::Element> {
    exponents.par_chunks(BATCH).flat_map_iter(|e| G::secret_products(second, e)).collect()
}

/// `write_all` on all threads.
fn write_all<G: Group>(elements: &[G::Element]) -> Vec<G::Text> {
    elements.par_chunks(BATCH).flat_map_iter(G::write_all).collect()
}

/// A product of powers on all threads, each taking one piece; `power` computes that of a piece.
fn multipower<G: Group>(
    bases: &[G::Element],
    exponents: &[G::Scalar],
    power: fn(&[G::Element], &[G::Scalar]) -> G::Element,
) -> G::Element {
    let piece = bases.len().div_ceil(rayon::current_num_threads()).max(1);
    bases
        .par_chunks(piece)
        .zip(exponents.par_chunks(piece))
        .map(|(bases, exponents)| power(bases, exponents))
        .reduce(G::one, |left, right| G::multiply(&left, &right))
}
