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

/// Powers computed together by one thread.
const BATCH: usize = 128;

/// `secret_products` on all threads.
fn secret_products<G: Group>(second: &G::Table, exponents: &[Exponents<G::Scalar>]) -> G::Elements {
    let parts = exponents.par_chunks(BATCH).map(|exponents| G::secret_products(second, exponents));
    G::join(&parts.collect::<Vec<_>>())
}

/// `encode` on all threads.
fn encode<G: Group>(elements: &G::Elements) -> Vec<G::Text> {
    let indices: Vec<_> = (0..G::count(elements)).collect();
    indices.par_chunks(BATCH).flat_map_iter(|own| G::encode(&G::pick(elements, own))).collect()
}

/// One product of powers on all threads, each taking one piece; `power` computes that of a piece.
fn multipower<G: Group>(
    elements: &G::Elements,
    exponents: &[G::Scalar],
    power: fn(&G::Elements, &[G::Scalar]) -> G::Elements,
) -> G::Elements {
    let indices: Vec<_> = (0..exponents.len()).collect();
    let piece = indices.len().div_ceil(rayon::current_num_threads()).max(1);
    let pieces = indices.par_chunks(piece).zip(exponents.par_chunks(piece));
    let powers = pieces.map(|(own, exponents)| power(&G::pick(elements, own), exponents));
    let powers = G::join(&powers.collect::<Vec<_>>());
    G::products(&powers, &[(0..G::count(&powers)).collect()])
}
