//! Multiplicative subgroups of prime fields of 2048 bits (5.1), over crypto-bigint.
//!
//! An element is written in base 10.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::ops::{Add, Mul, Neg, Sub};
use std::sync::OnceLock;

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{U2048, Uint};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::{DefaultIsZeroes, Zeroizing};

use super::elementwise::Elementwise;
use super::{Commitment, Exponents, Scalar, decimal};
use crate::random::Randomness;

/// Words of 64 bits in p.
const WORDS: usize = 32;
/// Bits of an exponent taken at a time.
const WINDOW: usize = 4;

/// What tells one group of this kind from another; `SIZE` is the number of words in q.
pub trait Parameters<const SIZE: usize>: Send + Sync + 'static {
    type P: ConstMontyParams<WORDS>;
    type Q: ConstMontyParams<SIZE>;
    const NAME: &'static str;
    const GENERATOR: U2048;
    /// Padding bits of the embedding; `None` where the group has none.
    const PADDING: Option<usize>;

    fn contains(element: &ConstMontyForm<Self::P, WORDS>) -> bool;
    /// x^((p-1)/q), which sends any x into the group.
    fn project(x: &ConstMontyForm<Self::P, WORDS>) -> ConstMontyForm<Self::P, WORDS>;
    fn generator_table() -> &'static OnceLock<Table<Self::P>>;
}

/// A number modulo q.
#[derive(Clone, Copy, Debug)]
pub struct Number<Q: ConstMontyParams<SIZE>, const SIZE: usize>(ConstMontyForm<Q, SIZE>);

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> Number<Q, SIZE> {
    fn bits() -> usize {
        Q::PARAMS.modulus().bit_width_vartime() as usize
    }

    fn words(&self) -> Zeroizing<[u64; SIZE]> {
        Zeroizing::new(self.0.retrieve().to_words())
    }
}

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> Default for Number<Q, SIZE> {
    fn default() -> Self {
        Number(ConstMontyForm::ZERO)
    }
}

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> DefaultIsZeroes for Number<Q, SIZE> {}

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> PartialEq for Number<Q, SIZE> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> ConstantTimeEq for Number<Q, SIZE> {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.as_montgomery().as_words().ct_eq(other.0.as_montgomery().as_words())
    }
}

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> ConditionallySelectable for Number<Q, SIZE> {
    fn conditional_select(a: &Self, b: &Self, choice: Choice) -> Self {
        Number(select(&a.0, &b.0, choice))
    }
}

fn select<M: ConstMontyParams<SIZE>, const SIZE: usize>(
    a: &ConstMontyForm<M, SIZE>,
    b: &ConstMontyForm<M, SIZE>,
    choice: Choice,
) -> ConstMontyForm<M, SIZE> {
    let mut words = *a.as_montgomery().as_words();
    for (word, other) in words.iter_mut().zip(b.as_montgomery().as_words()) {
        word.conditional_assign(other, choice);
    }
    ConstMontyForm::from_montgomery(Uint::from_words(words))
}

macro_rules! arithmetic {
    ($trait:ident, $function:ident) => {
        impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> $trait for Number<Q, SIZE> {
            type Output = Self;
            fn $function(self, other: Self) -> Self {
                Number(self.0.$function(&other.0))
            }
        }
    };
}

arithmetic!(Add, add);
arithmetic!(Sub, sub);
arithmetic!(Mul, mul);

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> Neg for Number<Q, SIZE> {
    type Output = Self;
    fn neg(self) -> Self {
        Number(self.0.neg())
    }
}

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> Scalar for Number<Q, SIZE> {
    fn from_u64(value: u64) -> Self {
        Number(ConstMontyForm::new(&Uint::from(value)))
    }

    fn from_digest(digest: &[u8]) -> Self {
        let shift = ConstMontyForm::new(&Uint::from(1u128 << 127)).double().square();
        let number = digest.rchunks(32).rev().fold(ConstMontyForm::ZERO, |number, chunk| {
            let mut words = Zeroizing::new([0; SIZE]);
            for (word, bytes) in words.iter_mut().zip(chunk.rchunks(8)) {
                *word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            }
            number.mul(&shift).add(&ConstMontyForm::new(&Uint::from_words(*words)))
        });
        Number(number)
    }

    fn random(randomness: &mut Randomness) -> Self {
        let bits = Self::bits();
        let modulus: &Uint<SIZE> = Q::PARAMS.modulus().as_ref();
        loop {
            let mut words = Zeroizing::new([0; SIZE]);
            for word in words.iter_mut() {
                let mut bytes = Zeroizing::new([0; 8]);
                randomness.fill(&mut *bytes);
                *word = u64::from_le_bytes(*bytes);
            }
            words[SIZE - 1] >>= SIZE * 64 - bits;
            let candidate = Zeroizing::new(Uint::from_words(*words));
            if *candidate < *modulus {
                return Number(ConstMontyForm::new(&candidate));
            }
        }
    }

    fn read(text: &[u8]) -> Option<Self> {
        let mut words = Zeroizing::new([0; SIZE]);
        words.copy_from_slice(&decimal::read(text, SIZE)?);
        let number = Zeroizing::new(Uint::from_words(*words));
        (*number < *Q::PARAMS.modulus().as_ref()).then(|| Number(ConstMontyForm::new(&number)))
    }

    fn write(&self) -> Zeroizing<Vec<u8>> {
        decimal::write(&*self.words())
    }

    fn invert(&self) -> Self {
        Number(self.0.invert_vartime().unwrap_or(ConstMontyForm::ZERO))
    }
}

/// Powers of a fixed base: for each window of the exponent, the base to the power of each of its values.
pub struct Table<P: ConstMontyParams<WORDS>> {
    windows: Vec<[ConstMontyForm<P, WORDS>; 1 << WINDOW]>,
}

impl<P: ConstMontyParams<WORDS>> Table<P> {
    fn new(base: &ConstMontyForm<P, WORDS>, bits: usize) -> Self {
        let mut base = *base;
        let windows = (0..bits.div_ceil(WINDOW)).map(|_| {
            let powers = window_powers(&base);
            base = powers[(1 << WINDOW) - 1].mul(&base);
            powers
        });
        Table { windows: windows.collect() }
    }

    /// Reads every entry, so that the processor's cache tells nothing about the exponent.
    fn secret_power(&self, exponent: &[u64]) -> ConstMontyForm<P, WORDS> {
        let mut power = ConstMontyForm::ONE;
        for (index, powers) in self.windows.iter().enumerate() {
            let digit = digit(exponent, index);
            let factor = (1..1 << WINDOW).fold(powers[0], |factor, value| {
                select(&factor, &powers[value], (value as u64).ct_eq(&digit))
            });
            power = power.mul(&factor);
        }
        power
    }

    fn power(&self, exponent: &[u64]) -> ConstMontyForm<P, WORDS> {
        let digits = self.windows.iter().enumerate().map(|(index, w)| (w, digit(exponent, index)));
        digits
            .filter(|(_, digit)| *digit != 0)
            .fold(ConstMontyForm::ONE, |power, (w, digit)| power.mul(&w[digit as usize]))
    }
}

fn window_powers<P: ConstMontyParams<WORDS>>(
    base: &ConstMontyForm<P, WORDS>,
) -> [ConstMontyForm<P, WORDS>; 1 << WINDOW] {
    let mut powers = [ConstMontyForm::ONE; 1 << WINDOW];
    for value in 1..1 << WINDOW {
        powers[value] = powers[value - 1].mul(base);
    }
    powers
}

fn digit(exponent: &[u64], index: usize) -> u64 {
    exponent[index * WINDOW / 64] >> (index * WINDOW % 64) & ((1 << WINDOW) - 1)
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
        let below = integer < *M::P::PARAMS.modulus().as_ref() && integer != U2048::ZERO;
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

/// The moduli and generators themselves: crypto-bigint computes their constants at compile time.
mod moduli {
    use crypto_bigint::{U256, U2048, const_monty_params};

    const_monty_params!(
        Rfc3526P,
        U2048,
        concat!(
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd",
            "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed",
            "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f",
            "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b",
            "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510",
            "15728e5a8aacaa68ffffffffffffffff"
        )
    );
    const_monty_params!(
        Rfc3526Q,
        U2048,
        concat!(
            "7fffffffffffffffe487ed5110b4611a62633145c06e0e68948127044533e63a0105df531d89cd9128a5043cc71a026e",
            "f7ca8cd9e69d218d98158536f92f8a1ba7f09ab6b6a8e122f242dabb312f3f637a262174d31bf6b585ffae5b7a035bf6",
            "f71c35fdad44cfd2d74f9208be258ff324943328f6722d9ee1003e5c50b1df82cc6d241b0e2ae9cd348b1fd47e9267af",
            "c1b2ae91ee51d6cb0e3179ab1042a95dcf6a9483b84b4b36b3861aa7255e4c0278ba3604650c10be19482f23171b671d",
            "f1cf3b960c074301cd93c1d17603d147dae2aef837a62964ef15e5fb4aac0b8c1ccaa4be754ab5728ae9130c4c7d0288",
            "0ab9472d455655347fffffffffffffff"
        )
    );
    const_monty_params!(
        Belenios2048P,
        U2048,
        concat!(
            "a3ef2d011fefb1b6e39e568fccdffb0fb7dc7ef3a791b6862791811d21fc35f21e6d36856b428030421f514ed40bfd4c",
            "06e092a495af8d79a2f85e0fb11c0ede07dd973f9c53e50930c6e82ac36de1ae3fb8c3aabfff12ce27a5022ddd8912d1",
            "07435012768a2cdd0a4091d8fa447f6c7ebc15a349fa318a6b4fe17d8d47e843a3e14dfa9b2162f4d7229abe93a188b4",
            "6b006517d6f6747ebbb29c9ec3099b607f18fb1a8bc858279aa8599411d998d3e3fada9e010840d082d8c31911acdd4a",
            "0e7992d0f18cc759cb5de0acf66a3882555bc810941e021b6a4ccfa04ee4008f878affa2375e2999b44f6cef17d70730",
            "1e59e0e6351e051ed9cec4157646e64f"
        )
    );
    const_monty_params!(
        Belenios2048Q,
        U256,
        "adb6066a73522565f4daa0f2579db7f2f0fa90c2168bc709e20263387d55c491"
    );

    pub const BELENIOS_2048_G: U2048 = U2048::from_be_hex(concat!(
        "1307c1ab5f295885d7caa3a78a42415e31fd1c5807b61fb1e781878a52230a51988b98c259597f9c5a9dfd001d26ba31",
        "d9d8976f01d95a1c8262ee68a0e92cea541e5219e0d0d094301b894236823fe1d4bc04e29f3748aefd4f10d5b1a356a8",
        "643e673fd9d215fc8fe5fb9cf9fdb8ea88fdb1a3381a697fdf9c2458570b06d26aef1be365fdd90165f397c6b870df8c",
        "1b9e519edcee8bb0f74b7a1615a274ba60a7ea574a61f552d2dde0ce514e0927c4ff49b1964c4a913731ae4268d60d7f",
        "22127b6cbba44d453ac8b72fd04e0991b7aeff04867d8724ac638f5f34100d2d47aa680d43771902743d663f42d853c0",
        "41e1c91fe3823f4bcf284308f1d7e653"
    ));
}

/// RFC-3526-2048 (5.1.2): p = 2q + 1, so the group is that of the squares.
pub struct Rfc3526;

impl Parameters<WORDS> for Rfc3526 {
    type P = moduli::Rfc3526P;
    type Q = moduli::Rfc3526Q;
    const NAME: &'static str = "RFC-3526-2048";
    const GENERATOR: U2048 = U2048::from_u8(2);
    const PADDING: Option<usize> = Some(8);

    /// The Jacobi symbol modulo a prime says whether a number is a square, at a fraction of the cost of x^q.
    fn contains(element: &ConstMontyForm<Self::P, WORDS>) -> bool {
        i8::from(element.jacobi_symbol_vartime()) == 1
    }

    fn project(x: &ConstMontyForm<Self::P, WORDS>) -> ConstMontyForm<Self::P, WORDS> {
        x.square()
    }

    fn generator_table() -> &'static OnceLock<Table<Self::P>> {
        static TABLE: OnceLock<Table<moduli::Rfc3526P>> = OnceLock::new();
        &TABLE
    }
}

/// BELENIOS-2048 (5.1.1), for homomorphic questions only.
pub struct Belenios2048;

impl Parameters<4> for Belenios2048 {
    type P = moduli::Belenios2048P;
    type Q = moduli::Belenios2048Q;
    const NAME: &'static str = "BELENIOS-2048";
    const GENERATOR: U2048 = moduli::BELENIOS_2048_G;
    const PADDING: Option<usize> = None;

    fn contains(element: &ConstMontyForm<Self::P, WORDS>) -> bool {
        element.pow_vartime(Self::Q::PARAMS.modulus().as_ref()) == ConstMontyForm::ONE
    }

    fn project(x: &ConstMontyForm<Self::P, WORDS>) -> ConstMontyForm<Self::P, WORDS> {
        let order = Self::Q::PARAMS.modulus().as_nz_ref();
        let cofactor = Self::P::PARAMS.modulus().as_ref().wrapping_div_vartime(order);
        x.pow_vartime(&cofactor)
    }

    fn generator_table() -> &'static OnceLock<Table<Self::P>> {
        static TABLE: OnceLock<Table<moduli::Belenios2048P>> = OnceLock::new();
        &TABLE
    }
}
