//! The groups of section 5 behind one trait, so that every proof is written once.
//!
//! Names: g generator, q order; an element is written as the specification's string. Functions whose names begin
//! with `secret_` take constant time in their exponents; the others are for public values only.

pub mod decimal;
pub mod ed25519;
pub mod modp;

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

/// A product of public powers: g^generator · second^second · base^exponent · …
pub struct Product<G: Group> {
    pub generator: Option<G::Scalar>,
    pub second: Option<G::Scalar>,
    pub powers: Vec<(G::Element, G::Scalar)>,
}

/// Exponents of g and of a second fixed base, secret. Which of them are there is public.
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

/// A group of prime order q (section 5).
pub trait Group: Sized + Send + Sync + 'static {
    const NAME: &'static str;
    /// How many small integers of 8 bits one element carries; 0 without embedding.
    const MAX_INTS: usize;

    type Scalar: Scalar;
    type Element: Copy + PartialEq + Send + Sync;
    /// An element as the specification writes it.
    type Text: AsRef<[u8]> + Clone + Send + Sync;
    /// Powers of a fixed base.
    type Table: Send + Sync;

    /// q in base 10.
    fn order() -> Vec<u8>;
    fn one() -> Self::Element;
    fn generator() -> Self::Element;
    fn multiply(left: &Self::Element, right: &Self::Element) -> Self::Element;
    fn invert(element: &Self::Element) -> Self::Element;

    fn table(base: &Self::Element) -> Self::Table;
    fn generator_table() -> &'static Self::Table;

    /// Reads elements; nothing for one that is not canonical or lies outside the prime-order group.
    fn read_all(texts: &[&[u8]]) -> Vec<Option<Self::Element>>;
    /// Reads elements that an earlier `read_all` accepted, without checking again that they lie in the group.
    fn reread_all(texts: &[&[u8]]) -> Vec<Option<Self::Element>>;
    fn write_all(elements: &[Self::Element]) -> Vec<Self::Text>;

    /// base^exponent for each.
    fn secret_powers(powers: &[(Self::Element, Self::Scalar)]) -> Vec<Self::Element>;
    /// g^generator · second^second for each.
    fn secret_products(second: &Self::Table, exponents: &[Exponents<Self::Scalar>]) -> Vec<Self::Element>;
    /// The product of base^exponent over all.
    fn secret_multipower(bases: &[Self::Element], exponents: &[Self::Scalar]) -> Self::Element;

    /// Each product; public.
    fn products(second: &Self::Table, products: &[Product<Self>]) -> Vec<Self::Element>;
    /// The product of base^exponent over all; public.
    fn multipower(bases: &[Self::Element], exponents: &[Self::Scalar]) -> Self::Element;

    /// What the releases of Belenios compare when they sort elements, from an element's text.
    fn sort_key(text: &[u8]) -> Vec<u8>;

    /// of_ints of section 5; nothing where the integers do not fit.
    fn embed(integers: &[u8]) -> Option<Self::Element>;
    /// to_ints of section 5: the lowest `count` integers.
    fn extract(element: &Self::Element, count: usize) -> Vec<u8>;
    /// The pure part of GetGenerator (section 6) from SHA256("ggen|" i).
    fn element_from_digest(digest: &[u8; 32]) -> Self::Element;

    fn power(base: &Self::Element, exponent: &Self::Scalar) -> Self::Element {
        Self::multipower(std::slice::from_ref(base), std::slice::from_ref(exponent))
    }

    fn read(text: &[u8]) -> Option<Self::Element> {
        Self::read_all(&[text])[0]
    }

    fn write(element: &Self::Element) -> Self::Text {
        Self::write_all(std::slice::from_ref(element)).remove(0)
    }

    /// g^exponent.
    fn secret_power_of_generator(exponent: &Self::Scalar) -> Self::Element {
        let exponents = Exponents::generator(*exponent);
        Self::secret_products(Self::generator_table(), &[exponents])[0]
    }
}
