//! The result (4.21): combining partial decryptions and reading what the ciphertexts hold.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::ballot::shape::Question;
use crate::decryption::PartialDecryption;
use crate::election::Election;
use crate::elgamal::Ciphertext;
use crate::error::{Checked, Refusal};
use crate::group::{Group, Product, Scalar};
use crate::json::write_array;
use crate::nested::Nested;
use crate::place::Place;
use crate::tally;

/// A weight up to this is written as a JSON number, above it as a string.
const LARGEST_NUMBER: u64 = (1 << 30) - 1;
/// Elements computed together.
const BATCH: usize = 64;
/// Bounds the memory of a discrete logarithm; its time grows where more would be needed.
const MOST_BABY_STEPS: u64 = 1 << 22;

type Text<'a> = &'a [u8];

/// The decryptions of one item of `trustees`: (index from 1, `partial_decryption`).
pub type Item<'a> = Vec<(u64, Text<'a>)>;

/// Writes the `result` message.
pub fn write<G: Group>(
    election: &Election<G>,
    encrypted_tally: Text<'_>,
    items: &[Item<'_>],
    total_weight: u64,
) -> Checked<Vec<u8>> {
    let tally = tally::read::<G>(encrypted_tally, &election.questions)?;
    let plain = decrypt(election, &tally, items)?;
    let mut plain = plain.into_iter();
    let rows: Vec<_> = tally.iter().map(|row| row.refill(&mut plain)).collect();
    let homomorphic = |question: &Question| !matches!(question, Question::NonHomomorphic { .. });
    let sums = rows.iter().zip(&election.questions).filter(|(_, question)| homomorphic(question));
    let count = sums.map(|(row, _)| row.members().count()).sum();
    let logarithms = Logarithms::<G>::new(total_weight, count);
    let mut out = b"{\"result\":".to_vec();
    let mut failed = None;
    write_array(&mut out, rows.iter().zip(&election.questions).enumerate(), |out, part| {
        let (index, (row, question)) = part;
        match question {
            Question::NonHomomorphic { answers } => {
                row.write(out, |out, element| write_integers(out, &G::extract(element, *answers)));
            }
            _ => match logarithms.of_all(row, Place::root().index(index)) {
                Ok(values) => values.write(out, |out, value| write_weight(out, *value)),
                Err(refusal) => failed = failed.take().or(Some(refusal)),
            },
        }
    });
    out.push(b'}');
    failed.map_or(Ok(out), Err)
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
    tally: &[Nested<Ciphertext<G::Element>>],
    items: &[Item<'_>],
) -> Checked<Vec<G::Element>> {
    let mut shares: Vec<(G::Scalar, Vec<G::Element>)> = Vec::new();
    for item in items {
        let indices: Vec<u64> = item.iter().map(|(index, _)| *index).collect();
        for (index, message) in item {
            let partial = PartialDecryption::read(message, &election.questions, tally)?;
            let texts: Vec<_> = partial.factors.iter().flat_map(Nested::members).copied().collect();
            let place = |_| Place::root().name("decryption_factors");
            shares.push((lagrange(*index, &indices)?, tally::read_elements::<G>(&texts, place)?));
        }
    }
    let betas: Vec<_> = tally.iter().flat_map(Nested::members).map(|c| c.beta).collect();
    let places: Vec<usize> = (0..betas.len()).collect();
    let plain = places.par_chunks(BATCH).flat_map_iter(|places| {
        let product = |place: &usize| Product {
            generator: None,
            second: None,
            powers: shares.iter().map(|(lambda, factors)| (factors[*place], -*lambda)).collect(),
        };
        let products: Vec<_> = places.iter().map(product).collect();
        let masks = G::products(&election.key_table, &products);
        let plain = |(place, mask): (&usize, G::Element)| G::multiply(&betas[*place], &mask);
        places.iter().zip(masks).map(plain).collect::<Vec<_>>()
    });
    Ok(plain.collect())
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

/// Logarithms to the base g up to a bound: baby-step giant-step.
///
/// With m baby steps, g^0 … g^(m-1) stand in a table, and a logarithm x = i m + j is found after i giant steps of g^-m.
struct Logarithms<G: Group> {
    bound: u64,
    baby_steps: HashMap<Vec<u8>, u64>,
    giant_step: G::Element,
}

impl<G: Group> Logarithms<G> {
    /// For `count` logarithms up to `bound`: as many baby steps as there will be giant steps in all.
    fn new(bound: u64, count: usize) -> Self {
        let wanted = (u128::from(bound) + 1).saturating_mul(count as u128).isqrt() + 1;
        let size = wanted.min(u128::from(MOST_BABY_STEPS)).min(u128::from(bound) + 1) as u64;
        let generator = G::generator();
        let mut power = G::one();
        let mut powers = Vec::with_capacity(size as usize);
        for _ in 0..size {
            powers.push(power);
            power = G::multiply(&power, &generator);
        }
        let texts = G::write_all(&powers).into_iter().map(|text| text.as_ref().to_vec());
        Logarithms { bound, baby_steps: texts.zip(0..).collect(), giant_step: G::invert(&power) }
    }

    fn of_all(&self, row: &Nested<G::Element>, place: Place) -> Checked<Nested<u64>> {
        let members: Vec<_> = row.members().copied().zip(row.places(place)).collect();
        let logarithms: Vec<_> = members
            .par_iter()
            .map(|(element, place)| {
                let detail = "the plaintext is not g to the power of a number up to the total weight";
                self.of(*element).ok_or_else(|| Refusal::new("result.value", place, detail))
            })
            .collect::<Checked<_>>()?;
        Ok(row.refill(&mut logarithms.into_iter()))
    }

    fn of(&self, element: G::Element) -> Option<u64> {
        let size = self.baby_steps.len() as u64;
        let mut steps =
            std::iter::successors(Some(element), |element| Some(G::multiply(element, &self.giant_step)));
        for first in (0..=self.bound / size).step_by(BATCH) {
            let batch: Vec<_> = steps.by_ref().take(BATCH).collect();
            for (text, step) in G::write_all(&batch).iter().zip(first..) {
                if let Some(rest) = self.baby_steps.get(text.as_ref()) {
                    return Some(step * size + rest).filter(|value| *value <= self.bound);
                }
            }
        }
        None
    }
}
