//! The groups of section 5 behind one trait, so that every proof is written once.
//!
//! Names: g generator, q order; an element is written as the specification's string. Elements come in sequences, because
//! a group may compute on several at once. Functions whose names begin with `secret_` take constant time in their
//! exponents; the others are for public values only.

pub mod decimal;
pub mod ed25519;
pub mod elementwise;
#[cfg(target_arch = "x86_64")]
pub mod lanes;
pub mod modp;
#[cfg(test)]
mod tests;

use std::ops::{Add, Mul, Neg, Sub};

use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::{Zeroize, Zeroizing};

use crate::random::Randomness;

/// A number modulo q. Arithmetic takes constant time.
pub trait Scalar:
    Copy
    + PartialEq
    + Send
    + Sync
    + Zeroize
    + 'static
    + ConstantTimeEq
    + ConditionallySelectable
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
{
    fn from_u64(value: u64) -> Self;
    /// Big-endian bytes of any length, reduced modulo q.
    fn from_digest(digest: &[u8]) -> Self;
    /// Uniform below q.
    fn random(randomness: &mut Randomness) -> Self;
    /// Canonical base 10 below q, or nothing.
    fn read(text: &[u8]) -> Option<Self>;
    fn write(&self) -> Zeroizing<Vec<u8>>;
    /// The inverse of a public number that is not zero.
    fn invert(&self) -> Self;

    fn from_difference(value: i64) -> Self {
        let size = Self::from_u64(value.unsigned_abs());
        Self::conditional_select(&size, &-size, u8::from(value < 0).into())
    }
}

/// A commitment to recompute from public values: g^generator · second^second · element^exponent · element^exponent.
pub struct Commitment<S> {
    pub generator: Option<S>,
    pub second: Option<S>,
    /// Which element of a sequence, and its exponent.
    pub power: (usize, S),
    pub further: Option<(usize, S)>,
}

impl<S> Commitment<S> {
    pub fn new(index: usize, exponent: S) -> Self {
        Commitment { generator: None, second: None, power: (index, exponent), further: None }
    }

    pub fn generator(self, exponent: S) -> Self {
        Commitment { generator: Some(exponent), ..self }
    }

    pub fn second(self, exponent: S) -> Self {
        Commitment { second: Some(exponent), ..self }
    }

    pub fn times(self, index: usize, exponent: S) -> Self {
        Commitment { further: Some((index, exponent)), ..self }
    }
}

/// Secret exponents of g and of a second fixed base. Which of them are there is public.
pub struct Exponents<S> {
    pub generator: Option<S>,
    pub second: Option<S>,
}

impl<S: Zeroize> Zeroize for Exponents<S> {
    fn zeroize(&mut self) {
        self.generator.zeroize();
        self.second.zeroize();
    }
}

impl<S> Exponents<S> {
    pub fn generator(exponent: S) -> Self {
        Exponents { generator: Some(exponent), second: None }
    }

    pub fn second(exponent: S) -> Self {
        Exponents { generator: None, second: Some(exponent) }
    }

    pub fn both(generator: S, second: S) -> Self {
        Exponents { generator: Some(generator), second: Some(second) }
    }
}

/// A group of prime order q (section 5), on sequences of elements.
pub trait Group: Sized + Send + Sync + 'static {
    const NAME: &'static str;
    /// How many small integers of 8 bits one element carries; 0 without embedding.
    const MAX_INTS: usize;

    type Scalar: Scalar;
    type Elements: Clone + Send + Sync;
    /// An element as the specification writes it.
    type Text: AsRef<[u8]> + Clone + Send + Sync;
    /// Powers of a fixed base.
    type Table: Send + Sync;

    /// q in base 10.
    fn order() -> Vec<u8>;
    /// So many neutral elements.
    fn neutral(count: usize) -> Self::Elements;
    /// g alone.
    fn generator() -> Self::Elements;
    /// The table of the one element in `base`.
    fn table(base: &Self::Elements) -> Self::Table;
    fn generator_table() -> &'static Self::Table;

    /// What the texts state, and for each whether it is canonical and a number modulo p or a point of the curve. Whether it lies in
    /// the prime-order group is another question, answered by `members` and `commit`.
    fn decode(texts: &[&[u8]]) -> (Self::Elements, Vec<bool>);
    fn encode(elements: &Self::Elements) -> Vec<Self::Text>;
    /// For each whether it lies in the prime-order group.
    fn members(elements: &Self::Elements) -> Vec<bool>;
    /// A number for each element, cheaper than its text; elements with the same number are hardly ever different.
    fn parts(elements: &Self::Elements) -> Vec<u128>;

    fn count(elements: &Self::Elements) -> usize;
    /// The elements with these indices, in this order, as often as they stand there.
    fn pick(elements: &Self::Elements, indices: &[usize]) -> Self::Elements;
    fn join(parts: &[Self::Elements]) -> Self::Elements;

    fn multiply(left: &Self::Elements, right: &Self::Elements) -> Self::Elements;
    fn divide(left: &Self::Elements, right: &Self::Elements) -> Self::Elements;
    /// For each group of indices the product of these elements.
    fn products(elements: &Self::Elements, groups: &[Vec<usize>]) -> Self::Elements;

    /// Each commitment, and for each element whether it lies in the prime-order group; public.
    fn commit(
        second: &Self::Table,
        elements: &Self::Elements,
        commitments: &[Commitment<Self::Scalar>],
    ) -> (Self::Elements, Vec<bool>);
    /// The one product of element^exponent over all; public.
    fn multipower(elements: &Self::Elements, exponents: &[Self::Scalar]) -> Self::Elements;

    /// g^generator · second^second for each.
    fn secret_products(second: &Self::Table, exponents: &[Exponents<Self::Scalar>]) -> Self::Elements;
    /// element^exponent for each.
    fn secret_powers(elements: &Self::Elements, exponents: &[Self::Scalar]) -> Self::Elements;
    /// The one product of element^exponent over all.
    fn secret_multipower(elements: &Self::Elements, exponents: &[Self::Scalar]) -> Self::Elements;

    /// What the releases of Belenios compare when they sort elements, from an element's text.
    fn sort_key(text: &[u8]) -> Vec<u8>;
    /// of_ints of section 5; nothing where the integers do not fit.
    fn embed(integers: &[u8]) -> Option<Self::Elements>;
    /// to_ints of section 5 from an element's text: the lowest `count` integers.
    fn extract(text: &[u8], count: usize) -> Vec<u8>;
    /// The pure part of GetGenerator (section 6) from each SHA256("ggen|" i).
    fn from_digests(digests: &[[u8; 32]]) -> Self::Elements;

    /// The texts of one neutral element.
    fn neutral_text() -> Self::Text {
        Self::encode(&Self::neutral(1)).remove(0)
    }

    /// g^exponent.
    fn secret_power_of_generator(exponent: &Self::Scalar) -> Self::Elements {
        Self::secret_products(Self::generator_table(), &[Exponents::generator(*exponent)])
    }
}
