//! The result (4.21): combining partial decryptions and reading what the ciphertexts hold.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::ballot::shape::Question;
use crate::decryption::PartialDecryption;
use crate::election::Election;
use crate::error::{Checked, Refusal};
use crate::group::{Commitment, Exponents, Group, Scalar};
use crate::json::write_array;
use crate::nested::Nested;
use crate::place::Place;
use crate::reading;
use crate::tally;

/// A weight up to this is written as a JSON number, above it as a string.
const LARGEST_NUMBER: u64 = (1 << 30) - 1;
/// Elements computed together.
const BATCH: usize = 64;
/// Bounds the memory of discrete logarithms: about 100 MB.
const MOST_BABY_STEPS: u64 = 1 << 22;
/// Baby steps computed together.
const BABY_STEPS_TOGETHER: u64 = 1 << 12;
/// Bounds the time of discrete logarithms: minutes.
const LARGEST_SEARCH: u64 = 1 << 48;

type Text<'a> = &'a [u8];

/// The decryptions of one item of `trustees`: (index from 1, `partial_decryption`).
pub type Item<'a> = Vec<(u64, Text<'a>)>;

/// Writes the `result` message. Sums that somebody has `stated`, in their order, are tested instead of searched for.
pub fn write<G: Group>(
    election: &Election<G>,
    encrypted_tally: Text<'_>,
    items: &[Item<'_>],
    total_weight: u64,
    stated: Option<&[u64]>,
) -> Checked<Vec<u8>> {
    let tally = tally::read::<G>(encrypted_tally, &election.questions)?;
    let plain = decrypt(election, &tally, items)?;
    let mut left = 0..G::count(&plain);
    let rows: Vec<Nested<usize>> = tally.shape.iter().map(|row| row.refill(&mut left)).collect();
    let rows = rows.iter().zip(&election.questions);
    let votes = |question: &Question| matches!(question, Question::NonHomomorphic { .. });
    let sums: Vec<_> = rows.clone().filter(|(_, question)| !votes(question)).collect();
    let sums: Vec<usize> = sums.iter().flat_map(|(row, _)| row.members()).copied().collect();
    let sums = G::pick(&plain, &sums);
    let found = match stated {
        Some(stated) => confirmed::<G>(&sums, total_weight, stated),
        None if total_weight > LARGEST_SEARCH => {
            let detail = "the total weight is above 2^48: no sum of that size can be searched for";
            return Err(Refusal::new("result.value", "", detail));
        }
        None => logarithms::<G>(&sums, total_weight),
    };
    let mut found = found.into_iter();
    let texts = G::encode(&plain);
    let mut out = b"{\"result\":".to_vec();
    let mut missing = None;
    write_array(&mut out, rows.enumerate(), |out, (index, (row, question))| match question {
        Question::NonHomomorphic { answers } => row.write(out, |out, index| {
            write_integers(out, &G::extract(texts[*index].as_ref(), *answers));
        }),
        _ => {
            let values = row.refill(&mut found);
            let lost = values.members().position(Option::is_none);
            let place = |lost| row.place(Place::root().name("result").index(index), lost);
            missing = missing.or(lost.map(place));
            values.write(out, |out, value| write_weight(out, value.unwrap_or(0)));
        }
    });
    out.push(b'}');
    let detail = "the plaintext is not g to the power of a number up to the total weight";
    missing.map_or(Ok(out), |place| Err(Refusal::new("result.value", place, detail)))
}

fn write_integers(out: &mut Vec<u8>, integers: &[u8]) {
    write_array(out, integers, |out, integer| out.extend_from_slice(integer.to_string().as_bytes()));
}

fn write_weight(out: &mut Vec<u8>, weight: u64) {
    let quote: &[u8] = if weight > LARGEST_NUMBER { b"\"" } else { b"" };
    for part in [quote, weight.to_string().as_bytes(), quote] {
        out.extend_from_slice(part);
    }
}

/// beta / F for each ciphertext of the tally.
fn decrypt<G: Group>(
    election: &Election<G>,
    tally: &tally::Read<'_, G>,
    items: &[Item<'_>],
) -> Checked<G::Elements> {
    let mut plain = tally.betas.clone();
    for item in items {
        let indices: Vec<u64> = item.iter().map(|(index, _)| *index).collect();
        for (index, message) in item {
            let lambda = lagrange::<G::Scalar>(*index, &indices)?;
            let partial = PartialDecryption::read(message, &election.questions, &tally.shape)?;
            let texts: Vec<_> = partial.factors.iter().flat_map(Nested::members).copied().collect();
            let place = |_| Place::root().name("decryption_factors");
            let mut factors = reading::elements::<G>(&texts, place)?;
            if lambda != G::Scalar::from_u64(1) {
                factors = raise(election, &factors, lambda);
            }
            plain = G::divide(&plain, &factors);
        }
    }
    Ok(plain)
}

/// Each element to the power of `exponent`, on all threads.
fn raise<G: Group>(election: &Election<G>, elements: &G::Elements, exponent: G::Scalar) -> G::Elements {
    let indices: Vec<_> = (0..G::count(elements)).collect();
    let parts = indices.par_chunks(BATCH).map(|own| {
        let powers = (0..own.len()).map(|index| Commitment::new(index, exponent));
        let powers: Vec<_> = powers.collect();
        G::commit(&election.key_table, &G::pick(elements, own), &powers).0
    });
    G::join(&parts.collect::<Vec<_>>())
}

/// The Lagrange coefficient at 0 of `index` among `indices`: the product of k / (k - index) over the others.
fn lagrange<S: Scalar>(index: u64, indices: &[u64]) -> Checked<S> {
    if index == 0 || indices.iter().filter(|other| **other == index).count() != 1 {
        let detail = "the indices of the trustees are not distinct numbers from 1";
        return Err(Refusal::new("decryption.owner", "", detail));
    }
    let others = indices.iter().filter(|other| **other != index);
    Ok(others.fold(S::from_u64(1), |product, k| {
        product * S::from_u64(*k) * (S::from_u64(*k) - S::from_u64(index)).invert()
    }))
}

/// The stated logarithms, each where it is right and at most `bound`: g^x is computed and compared.
fn confirmed<G: Group>(elements: &G::Elements, bound: u64, stated: &[u64]) -> Vec<Option<u64>> {
    let exponents: Vec<_> = stated.iter().map(|x| Exponents::generator(G::Scalar::from_u64(*x))).collect();
    let powers = G::encode(&G::secret_products(G::generator_table(), &exponents));
    let elements = G::encode(elements);
    let right = |at: usize| {
        let stated = stated.get(at).copied().filter(|value| *value <= bound);
        stated.filter(|_| powers[at].as_ref() == elements[at].as_ref())
    };
    (0..elements.len()).map(right).collect()
}

/// The logarithms to the base g that are at most `bound`: baby-step giant-step for all elements side by side.
///
/// With m baby steps, the parts of g^0, …, g^(m-1) stand in a table, and a logarithm x = i m + j is found after i giant steps of
/// g^-m. As many baby steps are taken as there will be giant steps in all. What is found is compared with the element.
fn logarithms<G: Group>(elements: &G::Elements, bound: u64) -> Vec<Option<u64>> {
    let count = G::count(elements);
    let numbers = u128::from(bound) + 1;
    let wanted = numbers.saturating_mul(count as u128).isqrt().clamp(1, numbers);
    let size = wanted.min(u128::from(MOST_BABY_STEPS)) as u64;
    let (baby_steps, giant_step) = baby_steps::<G>(size);
    let mut found = vec![None; count];
    let mut open: Vec<usize> = (0..count).collect();
    let mut current = elements.clone();
    for first in (0..=bound).step_by(size as usize) {
        let mut left = Vec::new();
        for (at, part) in G::parts(&current).iter().enumerate() {
            match baby_steps.get(part) {
                Some(rest) => found[open[at]] = Some(first + rest),
                None => left.push(at),
            }
        }
        if left.is_empty() {
            break;
        }
        open = left.iter().map(|at| open[*at]).collect();
        let giant_steps = G::pick(&giant_step, &vec![0; left.len()]);
        current = G::multiply(&G::pick(&current, &left), &giant_steps);
    }
    let stated: Vec<u64> = found.iter().map(|found| found.unwrap_or(0)).collect();
    let confirmed = confirmed::<G>(elements, bound, &stated);
    found.into_iter().zip(confirmed).map(|(found, confirmed)| found.and(confirmed)).collect()
}

/// Parts of g^0, …, g^(size-1) with their exponents, and g^-size.
fn baby_steps<G: Group>(size: u64) -> (HashMap<u128, u64>, G::Elements) {
    let exponents =
        |count| (0..count).map(|e| Exponents::generator(G::Scalar::from_u64(e))).collect::<Vec<_>>();
    let power = |e| G::secret_power_of_generator(&G::Scalar::from_u64(e));
    let block = size.min(BABY_STEPS_TOGETHER);
    let mut powers = G::secret_products(G::generator_table(), &exponents(block));
    let stride = G::pick(&power(block), &vec![0; block as usize]);
    let mut table = HashMap::with_capacity(size as usize);
    for first in (0..size).step_by(block as usize) {
        table.extend(G::parts(&powers).into_iter().zip(first..size));
        powers = G::multiply(&powers, &stride);
    }
    (table, G::divide(&G::neutral(1), &power(size)))
}
