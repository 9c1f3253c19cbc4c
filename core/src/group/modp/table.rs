//! Powers of a fixed base, and the windows of bits in which exponents are taken.

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use subtle::ConstantTimeEq;

use super::WORDS;
use super::number::select;

/// Bits of an exponent taken at a time.
pub(super) const WINDOW: usize = 4;

/// Powers of a fixed base: for each window of the exponent, the base to the power of each of its values.
pub struct Table<P: ConstMontyParams<WORDS>> {
    windows: Vec<[ConstMontyForm<P, WORDS>; 1 << WINDOW]>,
}

impl<P: ConstMontyParams<WORDS>> Table<P> {
    pub(super) fn new(base: &ConstMontyForm<P, WORDS>, bits: usize) -> Self {
        let mut base = *base;
        let windows = (0..bits.div_ceil(WINDOW)).map(|_| {
            let powers = window_powers(&base);
            base = powers[(1 << WINDOW) - 1].mul(&base);
            powers
        });
        Table { windows: windows.collect() }
    }

    /// Reads every entry, so that the processor's cache tells nothing about the exponent.
    pub(super) fn secret_power(&self, exponent: &[u64]) -> ConstMontyForm<P, WORDS> {
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

    pub(super) fn power(&self, exponent: &[u64]) -> ConstMontyForm<P, WORDS> {
        let digits = self.windows.iter().enumerate().map(|(index, w)| (w, digit(exponent, index)));
        digits
            .filter(|(_, digit)| *digit != 0)
            .fold(ConstMontyForm::ONE, |power, (w, digit)| power.mul(&w[digit as usize]))
    }
}

pub(super) fn window_powers<P: ConstMontyParams<WORDS>>(
    base: &ConstMontyForm<P, WORDS>,
) -> [ConstMontyForm<P, WORDS>; 1 << WINDOW] {
    let mut powers = [ConstMontyForm::ONE; 1 << WINDOW];
    for value in 1..1 << WINDOW {
        powers[value] = powers[value - 1].mul(base);
    }
    powers
}

pub(super) fn digit(exponent: &[u64], index: usize) -> u64 {
    exponent[index * WINDOW / 64] >> (index * WINDOW % 64) & ((1 << WINDOW) - 1)
}
