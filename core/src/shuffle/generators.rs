//! Independent generators (6): nobody knows a logarithm of one to the base of another.
//!
//! GetGenerator(i) = SHA256("ggen|" i) mapped into the group; i = -1 gives h and i = 0, 1, … give h_1, h_2, …

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::election::Election;
use crate::error::{Checked, Refusal};
use crate::group::Group;

fn generator<G: Group>(index: i64) -> Checked<G::Element> {
    let digest = Sha256::digest(format!("ggen|{index}"));
    let element = G::element_from_digest(&digest.into());
    if element == G::one() || element == G::generator() {
        let detail = "an independent generator is not independent";
        return Err(Refusal::new("shuffle.proof", "", detail));
    }
    Ok(element)
}

/// h.
pub fn secondary<G: Group>() -> Checked<G::Element> {
    generator::<G>(-1)
}

/// h_1, …, h_count; kept with the election, because every shuffle of it needs them again.
///
/// Section 6 also asks that no two be equal. Two equal ones would be a collision of SHA-256 or of its preimage under a
/// map with few-to-one fibres; the search for one is not feasible and is not repeated here.
pub fn independent<G: Group>(election: &Election<G>, count: usize) -> Checked<Vec<G::Element>> {
    let mut known = election.generators.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let missing: Vec<i64> = (known.len()..count).map(|index| index as i64).collect();
    let made: Vec<_> = missing.par_iter().map(|i| generator::<G>(*i)).collect::<Checked<_>>()?;
    known.extend(made);
    Ok(known[..count].to_vec())
}
