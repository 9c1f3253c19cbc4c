//! Powers of a fixed base with secret exponents in constant time: no branch and no address depends on an exponent.
//!
//! A table entry is chosen by permuting registers that hold the whole window: the same instructions for all exponents.

use core::arch::x86_64::*;

use crate::curve::field::F;
use crate::curve::point::{AffineAddend, Point};
use crate::curve::public_base::{odd_multiples, window_bases};
use crate::curve::scalar::{OddDigits, odd_modulo_order};
use crate::vectors::splat;

const W: usize = 7;
const WINDOWS: usize = 37;

/// For each limb of Y + X, Y - X and 2d XY the 64 entries of a window, in eight registers.
type Window = [[__m512i; 8]; 15];

/// (2j + 1) 2^(7 i) B for i < 37 and j < 64.
pub(crate) struct SecretTable(Vec<Window>);

impl SecretTable {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(base: &Point) -> SecretTable {
        let mut windows = vec![[[[0i64; 8]; 8]; 15]; WINDOWS];
        for (first, powers) in window_bases(base, W, WINDOWS).iter().enumerate() {
            for (j, addend) in odd_multiples(powers, 64).iter().enumerate() {
                for (limb, values) in addend.exact_limbs().into_iter().enumerate() {
                    for (window, value) in windows[8 * first..].iter_mut().zip(values) {
                        window[limb][j / 8][j % 8] = value as i64;
                    }
                }
            }
        }
        let load = |row: [i64; 8]| crate::vectors::load(&row);
        SecretTable(windows.into_iter().map(|window| window.map(|limb| limb.map(load))).collect())
    }

    /// `sum` plus the base to each lane's secret power. The base must lie in the group of order l.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add_powers(&self, sum: &Point, scalars: &[[u8; 32]; 8]) -> Point {
        let digits = OddDigits::<W, WINDOWS>::new(odd_modulo_order(scalars));
        let mut sum = *sum;
        for (i, window) in self.0.iter().enumerate() {
            let (index, negative) = digits.at(i);
            sum = sum.add_affine_signed(&choose(window, index, negative), negative);
        }
        sum
    }
}

/// Each lane's entry, Y + X and Y - X exchanged where it is to be subtracted.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn choose(window: &Window, index: __m512i, negative: __mmask8) -> AffineAddend {
    let second = _mm512_test_epi64_mask(index, splat(16));
    let fourth = _mm512_test_epi64_mask(index, splat(32));
    let mut limbs = [_mm512_setzero_si512(); 15];
    for (limb, row) in limbs.iter_mut().zip(window) {
        // A permutation of two registers reads the low four bits of the index.
        let a = _mm512_permutex2var_epi64(row[0], index, row[1]);
        let b = _mm512_permutex2var_epi64(row[2], index, row[3]);
        let c = _mm512_permutex2var_epi64(row[4], index, row[5]);
        let d = _mm512_permutex2var_epi64(row[6], index, row[7]);
        let low = _mm512_mask_blend_epi64(second, a, b);
        *limb = _mm512_mask_blend_epi64(fourth, low, _mm512_mask_blend_epi64(second, c, d));
    }
    let [p0, p1, p2, p3, p4, m0, m1, m2, m3, m4, t0, t1, t2, t3, t4] = limbs;
    let (plus, minus) = (F([p0, p1, p2, p3, p4]), F([m0, m1, m2, m3, m4]));
    AffineAddend {
        plus: plus.blend(negative, minus),
        minus: minus.blend(negative, plus),
        t2d: F([t0, t1, t2, t3, t4]),
    }
}
