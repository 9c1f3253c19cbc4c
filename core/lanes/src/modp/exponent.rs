//! Exponents of 64 E bits and their digits.

use core::arch::x86_64::*;

use crate::vectors::{bits, load};

/// How many digits of `width` bits an exponent of E words has.
pub(crate) const fn digit_count<const E: usize>(width: usize) -> usize {
    (64 * E).div_ceil(width)
}

/// How many bits one public exponent needs.
pub(crate) fn bit_length<const E: usize>(exponent: &[u64; E]) -> usize {
    let top = exponent.iter().rposition(|word| *word != 0);
    top.map_or(0, |k| 64 * (k + 1) - exponent[k].leading_zeros() as usize)
}

/// The plain digits of one public exponent, lowest first.
pub(crate) fn digits<const E: usize>(exponent: &[u64; E], width: usize, out: &mut [i16]) {
    for (i, digit) in out.iter_mut().enumerate() {
        let (word, shift) = (i * width / 64, i * width % 64);
        let pair = u128::from(exponent[word]) | u128::from(*exponent.get(word + 1).unwrap_or(&0)) << 64;
        *digit = ((pair >> shift) as u64 & ((1 << width) - 1)) as i16;
    }
}

/// Eight exponents, word by word. Nothing here branches on them or addresses by them.
pub(crate) struct Exponents<const E: usize>([__m512i; E]);

impl<const E: usize> Exponents<E> {
    /// The exponents from 8·block on; zeros where there are none left.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(exponents: &[[u64; E]], block: usize) -> Exponents<E> {
        let mine = &exponents[8 * block..];
        let word = |lane: usize, k: usize| mine.get(lane).map_or(0, |exponent| exponent[k] as i64);
        Exponents(core::array::from_fn(|k| {
            let numbers = zeroize::Zeroizing::new(core::array::from_fn(|lane| word(lane, k)));
            load(&numbers)
        }))
    }

    /// Digit i of `width` bits.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn digit(&self, i: usize, width: usize) -> __m512i {
        bits(&self.0, i * width, width)
    }
}

impl<const E: usize> Drop for Exponents<E> {
    fn drop(&mut self) {
        // SAFETY: vectors are plain numbers, zero is one of them, and nothing reads these exponents again.
        unsafe { zeroize::zeroize_flat_type(self) }
    }
}
