//! Multiplicative subgroups of prime fields of 2048 bits (5.1), over crypto-bigint.
//!
//! An element is written in base 10.

mod number;
mod parameters;
mod table;

use std::marker::PhantomData;

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{U2048, Uint};
use zeroize::Zeroizing;

use super::elementwise::Elementwise;
use super::{Commitment, Exponents, decimal};

pub use number::Number;
pub use parameters::{Belenios2048, Parameters, Rfc3526};
pub use table::Table;
use table::{WINDOW, digit, window_powers};

/// Words of 64 bits in p.
pub const WORDS: usize = 32;

/// All words of a number mixed into two. The lowest ones alone would not do: g is 2 in RFC-3526-2048, and its first powers
/// end in zeros.
pub(crate) fn part(words: &[u64; WORDS]) -> u128 {
    const GOLDEN_RATIO: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    words.iter().fold(0, |part: u128, word| part.wrapping_mul(GOLDEN_RATIO).wrapping_add(u128::from(*word)))
}

/// The group that `M` describes.
pub struct Modp<M, const SIZE: usize>(PhantomData<M>);

type Element<M, const SIZE: usize> = ConstMontyForm<<M as Parameters<SIZE>>::P, WORDS>;

impl<M: Parameters<SIZE>, const SIZE: usize> Modp<M, SIZE> {
    fn bits() -> usize {
        Number::<M::Q, SIZE>::bits()
    }

    fn from_integer(words: [u64; WORDS]) -> Option<Element<M, SIZE>> {
        let integer = U2048::from_words(words);
        let below = integer < M::modulus() && integer != U2048::ZERO;
        below.then(|| ConstMontyForm::new(&integer))
    }
}

impl<M: Parameters<SIZE>, const SIZE: usize> Elementwise for Modp<M, SIZE> {
    const NAME: &'static str = M::NAME;
    const MAX_INTS: usize = match M::PADDING {
        Some(padding) => (WORDS * 64 - padding) / 8,
        None => 0,
    };

    type Scalar = Number<M::Q, SIZE>;
    type Element = Element<M, SIZE>;
    type Text = Vec<u8>;
    type Table = Table<M::P>;

    fn order() -> Vec<u8> {
        let modulus: &Uint<SIZE> = M::Q::PARAMS.modulus().as_ref();
        decimal::write(modulus.as_words()).to_vec()
    }

    fn one() -> Self::Element {
        ConstMontyForm::ONE
    }

    fn generator() -> Self::Element {
        ConstMontyForm::new(&M::GENERATOR)
    }

    fn parts(elements: &[Self::Element]) -> Vec<u128> {
        elements.iter().map(|element| part(&element.retrieve().to_words())).collect()
    }

    fn multiply(left: &Self::Element, right: &Self::Element) -> Self::Element {
        left.mul(right)
    }

    fn invert(element: &Self::Element) -> Self::Element {
        element.invert_vartime().unwrap_or(ConstMontyForm::ZERO)
    }

    fn table(base: &Self::Element) -> Self::Table {
        Table::new(base, Self::bits())
    }

    fn generator_table() -> &'static Self::Table {
        M::generator_table().get_or_init(|| Self::table(&Self::generator()))
    }

    fn read(text: &[u8]) -> Option<Self::Element> {
        let words: &[u64] = &decimal::read(text, WORDS)?;
        Self::from_integer(words.try_into().ok()?)
    }

    fn is_member(element: &Self::Element) -> bool {
        M::contains(element)
    }

    fn write_all(elements: &[Self::Element]) -> Vec<Vec<u8>> {
        let write = |e: &Self::Element| decimal::write(e.retrieve().as_words()).to_vec();
        elements.iter().map(write).collect()
    }

    fn commitment(
        second: &Self::Table,
        powers: &[(Self::Element, Self::Scalar)],
        commitment: &Commitment<Self::Scalar>,
    ) -> Self::Element {
        let (elements, exponents): (Vec<_>, Vec<_>) = powers.iter().copied().unzip();
        let mut product = Self::multipower(&elements, &exponents);
        if let Some(exponent) = commitment.generator {
            product = product.mul(&Self::generator_table().power(&*exponent.words()));
        }
        if let Some(exponent) = commitment.second {
            product = product.mul(&second.power(&*exponent.words()));
        }
        product
    }

    fn secret_product(second: &Self::Table, exponents: &Exponents<Self::Scalar>) -> Self::Element {
        let left = exponents.generator.map(|e| Self::generator_table().secret_power(&*e.words()));
        let right = exponents.second.map(|e| second.secret_power(&*e.words()));
        left.unwrap_or(Self::one()).mul(&right.unwrap_or(Self::one()))
    }

    fn secret_power(element: &Self::Element, exponent: &Self::Scalar) -> Self::Element {
        let exponent = Zeroizing::new(exponent.0.retrieve());
        element.pow_bounded_exp(&exponent, Self::bits() as u32)
    }

    fn secret_multipower(elements: &[Self::Element], exponents: &[Self::Scalar]) -> Self::Element {
        let powers = elements.iter().zip(exponents).map(|(base, e)| Self::secret_power(base, e));
        powers.fold(Self::one(), |product, power| product.mul(&power))
    }

    /// All bases share the squarings (Straus).
    fn multipower(elements: &[Self::Element], exponents: &[Self::Scalar]) -> Self::Element {
        let powers: Vec<_> = elements.iter().map(window_powers).collect();
        let exponents: Vec<_> = exponents.iter().map(Number::words).collect();
        let mut product = Self::one();
        for index in (0..Self::bits().div_ceil(WINDOW)).rev() {
            if product != Self::one() {
                product = product.square_repeat_vartime(WINDOW as u32);
            }
            for (powers, exponent) in powers.iter().zip(&exponents) {
                match digit(&**exponent, index) {
                    0 => {}
                    digit => product = product.mul(&powers[digit as usize]),
                }
            }
        }
        product
    }

    /// Numbers compare by their length in base 10 and then digit by digit.
    fn sort_key(text: &[u8]) -> Vec<u8> {
        [&(text.len() as u64).to_be_bytes(), text].concat()
    }

    /// The smallest padding that gives an element (5.1). How many are tried depends on the integers; only a search
    /// through all paddings would hide that. Integers close to the largest give a number above p: nothing then.
    fn embed(integers: &[u8]) -> Option<Self::Element> {
        let padding = M::PADDING.filter(|_| integers.len() <= Self::MAX_INTS)?;
        let start = integers
            .iter()
            .fold(U2048::ZERO, |number, integer| number.shl(8).bitor(&U2048::from(*integer)))
            .shl(padding as u32);
        let candidates = (0..1u64 << padding).map(|padding| start.bitor(&U2048::from(padding)));
        candidates.filter_map(|c| Self::from_integer(c.to_words())).find(M::contains)
    }

    fn extract(text: &[u8], count: usize) -> Vec<u8> {
        let words = decimal::read(text, WORDS).unwrap_or_default();
        let padding = M::PADDING.unwrap_or(0) / 8;
        let byte = |index: usize| words.get(index / 8).map_or(0, |word| (word >> (index % 8 * 8)) as u8);
        (0..count).rev().map(|index| byte(index + padding)).collect()
    }

    fn from_digest(digest: &[u8; 32]) -> Self::Element {
        let mut words = [0; WORDS];
        for (word, bytes) in words.iter_mut().zip(digest.rchunks(8)) {
            *word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        M::project(&ConstMontyForm::new(&U2048::from_words(words)))
    }
}
