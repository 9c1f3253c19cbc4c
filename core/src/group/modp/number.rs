//! Numbers modulo q, in Montgomery's form.

use std::fmt::Debug;
use std::ops::{Add, Mul, Neg, Sub};

use crypto_bigint::Uint;
use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::{DefaultIsZeroes, Zeroizing};

use crate::group::{Scalar, decimal};
use crate::random::Randomness;

/// A number modulo q.
#[derive(Clone, Copy, Debug)]
pub struct Number<Q: ConstMontyParams<SIZE>, const SIZE: usize>(pub(super) ConstMontyForm<Q, SIZE>);

impl<Q: ConstMontyParams<SIZE>, const SIZE: usize> Number<Q, SIZE> {
    pub(super) fn bits() -> usize {
        Q::PARAMS.modulus().bit_width_vartime() as usize
    }

    /// The number itself, least significant word first.
    pub fn words(&self) -> Zeroizing<[u64; SIZE]> {
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

pub(super) fn select<M: ConstMontyParams<SIZE>, const SIZE: usize>(
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
