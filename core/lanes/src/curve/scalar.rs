//! Exponents below 2^253, eight at once, and their digits. Nothing here branches on a scalar or addresses by one.

use core::arch::x86_64::*;

use crate::curve::codec::words;
use crate::vectors::{bits, splat};

/// The order of the group, 2^252 + 27742317777372353535851937790883648493, little-endian.
pub(crate) const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Odd signed digits of eight odd scalars k in base 2^W: k = Σ d_i 2^(Wi) with d_i odd and |d_i| < 2^W.
///
/// For N digits let b_i be the plain digits of (k >> 1) + 2^(WN - 1); then d_i = 2 b_i + 1 - 2^W, because
/// Σ (1 - 2^W) 2^(Wi) = 1 - 2^(WN). No digit is zero, so a table needs odd multiples only and no lane stands still.
/// The lowest bit of k is not read: an even k is taken for k + 1.
pub(crate) struct OddDigits<const W: usize, const N: usize>([__m512i; 5]);

impl<const W: usize, const N: usize> OddDigits<W, N> {
    /// Needs scalars below 2^254.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new([a, b, c, d]: [__m512i; 4]) -> Self {
        const { assert!(W * N > 254 && W * N <= 320) };
        let halve = |low, high| _mm512_or_si512(_mm512_srli_epi64::<1>(low), _mm512_slli_epi64::<63>(high));
        let zero = _mm512_setzero_si512();
        let mut words = [halve(a, b), halve(b, c), halve(c, d), _mm512_srli_epi64::<1>(d), zero];
        let top = W * N - 1;
        words[top / 64] = _mm512_or_si512(words[top / 64], splat(1 << (top % 64)));
        OddDigits(words)
    }

    /// (|d_i| - 1)/2 and the lanes in which d_i is negative.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn at(&self, i: usize) -> (__m512i, __mmask8) {
        let half = splat(1 << (W - 1));
        let b = bits(&self.0, W * i, W);
        let negative = _mm512_testn_epi64_mask(b, half);
        let flipped = _mm512_mask_xor_epi64(b, negative, b, splat(-1));
        (_mm512_and_si512(flipped, splat((1 << (W - 1)) - 1)), negative)
    }
}

impl<const W: usize, const N: usize> Drop for OddDigits<W, N> {
    fn drop(&mut self) {
        // SAFETY: vectors are plain numbers, zero is one of them, and nothing reads these digits again.
        unsafe { zeroize::zeroize_flat_type(self) }
    }
}

/// k where k is odd, k + l where it is even: equal exponents in the group of order l, always odd, below 2^254.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn odd_modulo_order(scalars: &[[u8; 32]; 8]) -> [__m512i; 4] {
    let k = words(scalars);
    let even = _mm512_testn_epi64_mask(k[0], splat(1));
    let mut carry: __mmask8 = 0;
    let mut sum = k;
    for (i, limb) in sum.iter_mut().enumerate() {
        let order = i64::from_le_bytes(*ORDER[8 * i..].first_chunk().expect("32 bytes"));
        let added = _mm512_maskz_set1_epi64(even, order);
        let partial = _mm512_add_epi64(*limb, added);
        let first = _mm512_cmplt_epu64_mask(partial, added);
        let whole = _mm512_mask_sub_epi64(partial, carry, partial, splat(-1));
        let second = carry & _mm512_testn_epi64_mask(whole, whole);
        (*limb, carry) = (whole, first | second);
    }
    sum
}

/// Whether an exponent is below 2^253, as every function here needs; those below l are.
pub(crate) fn in_range(scalar: &[u8; 32]) -> bool {
    scalar[31] < 0x20
}

/// Signed digits of public exponents below 2^253 in base 2^width, lowest first, in [-2^(width - 1), 2^(width - 1)).
///
/// With C = Σ 2^(width - 1) 2^(width i) the plain digits of k + C are the signed digits of k plus 2^(width - 1): so no
/// digit waits for the one below it.
pub(crate) struct SignedDigits {
    width: usize,
    offset: [u64; 5],
}

impl SignedDigits {
    /// Needs width <= 16 and 2^253 + C < 2^(width·count).
    pub(crate) const fn new(width: usize, count: usize) -> SignedDigits {
        assert!(width * count > 254 && width * count <= 304);
        let mut offset = [0; 5];
        let mut bit = width - 1;
        while bit < width * count {
            offset[bit / 64] |= 1 << (bit % 64);
            bit += width;
        }
        SignedDigits { width, offset }
    }

    pub(crate) fn of(&self, exponent: &[u8; 32], digits: &mut [i16]) {
        let mut sum = self.offset;
        let mut carry = false;
        for (limb, word) in sum.iter_mut().zip(exponent.as_chunks::<8>().0.iter().chain(&[[0; 8]])) {
            let (partial, first) = limb.overflowing_add(u64::from_le_bytes(*word));
            let (whole, second) = partial.overflowing_add(u64::from(carry));
            (*limb, carry) = (whole, first | second);
        }
        for (i, digit) in digits.iter_mut().enumerate() {
            let (word, shift) = (i * self.width / 64, i * self.width % 64);
            let pair = u128::from(sum[word]) | u128::from(*sum.get(word + 1).unwrap_or(&0)) << 64;
            let plain = (pair >> shift) as i32 & ((1 << self.width) - 1);
            *digit = (plain - (1 << (self.width - 1))) as i16;
        }
    }
}
