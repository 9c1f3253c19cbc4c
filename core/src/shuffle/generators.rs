//! Independent generators (6): nobody knows a logarithm of one to the base of another.
//!
//! GetGenerator(i) = SHA256("ggen|" i) mapped into the group; i = -1 gives h and i = 0, 1, … give h_1, h_2, …

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{BATCH, encode};
use crate::election::Election;
use crate::error::{Checked, Refusal};
use crate::group::Group;

fn generators<G: Group>(indices: &[i64]) -> Checked<G::Elements> {
    let digest = |index: &i64| Sha256::digest(format!("ggen|{index}")).into();
    let digests: Vec<[u8; 32]> = indices.iter().map(digest).collect();
    let parts: Vec<_> = digests.par_chunks(BATCH).map(G::from_digests).collect();
    let elements = G::join(&parts);
    let forbidden = G::encode(&G::join(&[G::neutral(1), G::generator()]));
    let is_forbidden = |text: &G::Text| forbidden.iter().any(|f| f.as_ref() == text.as_ref());
    if encode::<G>(&elements).iter().any(is_forbidden) {
        let detail = "an independent generator is not independent";
        return Err(Refusal::new("shuffle.proof", "", detail));
    }
    Ok(elements)
}

/// h, alone.
pub fn secondary<G: Group>() -> Checked<G::Elements> {
    generators::<G>(&[-1])
}

/// The table of h; kept with the election.
pub fn secondary_table<G: Group>(election: &Election<G>) -> Checked<&G::Table> {
    let h = secondary::<G>()?;
    Ok(election.secondary.get_or_init(|| G::table(&h)))
}

/// h_1, …, h_count; kept with the election, because every shuffle of it needs them again.
///
/// Section 6 also asks that no two be equal. Two equal ones would be a collision of SHA-256 or of its preimage under a
/// map with few-to-one fibres; the search for one is not feasible and is not repeated here.
pub fn independent<G: Group>(election: &Election<G>, count: usize) -> Checked<G::Elements> {
    let mut known = election.generators.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let missing: Vec<i64> = (G::count(&known)..count).map(|index| index as i64).collect();
    if !missing.is_empty() {
        *known = G::join(&[known.clone(), generators::<G>(&missing)?]);
    }
    Ok(G::pick(&known, &(0..count).collect::<Vec<_>>()))
}
