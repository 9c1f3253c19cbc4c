//! The field of 2^255 - 19 on eight independent operands, one in each 64-bit lane.
//!
//! An element is Σ a_k 2^(52k), k = 0..4. The multiply-add of the processor (IFMA) reads only the low 52 bits of its
//! factors, so carries must be passed on before a product, but need not be cleared where they came from.
//!
//! Bounds, which every function states as what it needs and what it leaves:
//! * `F` (a factor): of limbs 0..3 only the low 52 bits count, what stands above has been passed on already; limb 4 is
//!   below 2^47 + 2^8. The value is below 2^255 + 2^217.
//! * `Wide` (a sum): five exact limbs below 2^58, carries not passed on.

use core::arch::x86_64::*;

use crate::vectors::splat;

const LOW: i64 = (1 << 52) - 1;
const TOP: i64 = (1 << 47) - 1;

/// Eight field elements, ready to be multiplied.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct F(pub(crate) [__m512i; 5]);

/// Eight sums of products whose carries have not been passed on.
#[derive(Clone, Copy)]
pub(crate) struct Wide(pub(crate) [__m512i; 5]);

/// A multiple of p whose limbs all lie in (2^57 - 2^52, 2^57]: added before a subtraction so that no limb goes below zero.
const BIAS: [i64; 5] = bias();

/// S = Σ 2^57 2^(52k), k = 0..4, minus its own residue modulo p, limb by limb.
const fn bias() -> [i64; 5] {
    // S = 2^5 (2^52 + 2^104 + 2^156 + 2^208 + 2^260) and 2^260 = 608 modulo p, so its residue is
    // 32·608 + 32 (2^52 + 2^104 + 2^156 + 2^208).
    let whole = 1i64 << 57;
    [whole - 32 * 608, whole - 32, whole - 32, whole - 32, whole - 32]
}

impl F {
    /// The same constant in every lane. Needs limbs within the bounds of `F`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn splat(limbs: [i64; 5]) -> F {
        F([splat(limbs[0]), splat(limbs[1]), splat(limbs[2]), splat(limbs[3]), splat(limbs[4])])
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn zero() -> F {
        F::splat([0; 5])
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn one() -> F {
        F::splat([1, 0, 0, 0, 0])
    }

    /// The exact limbs: 0..3 below 2^52, limb 4 below 2^47 + 2^8.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn wide(self) -> Wide {
        let [a, b, c, d, top] = self.0;
        let low = splat(LOW);
        Wide([
            _mm512_and_si512(a, low),
            _mm512_and_si512(b, low),
            _mm512_and_si512(c, low),
            _mm512_and_si512(d, low),
            top,
        ])
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add(self, other: F) -> F {
        self.wide().add(other.wide()).carry()
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn sub(self, other: F) -> F {
        self.wide().sub(other.wide()).carry()
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn neg(self) -> F {
        F::zero().sub(self)
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn mul(self, other: F) -> F {
        self.mul_wide(other).carry()
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn square(self) -> F {
        self.square_wide().carry()
    }

    /// The product before its last carry: limbs below 10·2^52 + 2^10 < 2^56.
    ///
    /// Column k of the product takes the low halves of a_i b_j with i + j = k and the high halves with i + j = k - 1:
    /// at most nine terms below 2^52.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn mul_wide(self, other: F) -> Wide {
        let (a, b) = (self.0, other.0);
        let mut z = [_mm512_setzero_si512(); 10];
        for i in 0..5 {
            for j in 0..5 {
                z[i + j] = _mm512_madd52lo_epu64(z[i + j], a[i], b[j]);
            }
            for j in 0..5 {
                z[i + j + 1] = _mm512_madd52hi_epu64(z[i + j + 1], a[i], b[j]);
            }
        }
        fold(z)
    }

    /// The square before its last carry: the same columns as the product, with a_i a_j (i < j) taken once and doubled.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn square_wide(self) -> Wide {
        let a = self.0;
        let mut z = [_mm512_setzero_si512(); 10];
        for i in 0..4 {
            for j in i + 1..5 {
                z[i + j] = _mm512_madd52lo_epu64(z[i + j], a[i], a[j]);
            }
            for j in i + 1..5 {
                z[i + j + 1] = _mm512_madd52hi_epu64(z[i + j + 1], a[i], a[j]);
            }
        }
        for column in &mut z[1..9] {
            *column = _mm512_add_epi64(*column, *column);
        }
        for i in 0..5 {
            z[2 * i] = _mm512_madd52lo_epu64(z[2 * i], a[i], a[i]);
            z[2 * i + 1] = _mm512_madd52hi_epu64(z[2 * i + 1], a[i], a[i]);
        }
        fold(z)
    }

    /// self^(2^n).
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn square_times(self, n: usize) -> F {
        let mut x = self;
        for _ in 0..n {
            x = x.square();
        }
        x
    }

    /// Lane by lane: `other` where the mask is set, `self` elsewhere. No branch.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn blend(self, mask: __mmask8, other: F) -> F {
        F(core::array::from_fn(|k| _mm512_mask_blend_epi64(mask, self.0[k], other.0[k])))
    }

    /// The unique representative in [0, p), limbs 0..3 below 2^52 and limb 4 below 2^47.
    ///
    /// The first pass leaves the top limb at most 2^47, and where it is 2^47 a carry has run through all limbs and left
    /// them small; the second pass then leaves the value below 2^255. Now x >= p exactly when x + 19 reaches 2^255.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn freeze(self) -> F {
        let x = self.wide().carry().wide().carry().wide();
        let mut plus = x.0;
        plus[0] = _mm512_add_epi64(plus[0], splat(19));
        ripple(&mut plus);
        let reaches = _mm512_cmpgt_epu64_mask(plus[4], splat(TOP));
        plus[4] = _mm512_and_si512(plus[4], splat(TOP));
        F(x.blend(reaches, F(plus).wide()).0)
    }

    /// The lanes that are zero modulo p.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn is_zero(self) -> __mmask8 {
        let x = self.freeze().0;
        let any = x[1..].iter().fold(x[0], |sum, limb| _mm512_or_si512(sum, *limb));
        _mm512_testn_epi64_mask(any, any)
    }

    /// The lanes in which the representative in [0, p) is odd.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn is_odd(self) -> __mmask8 {
        _mm512_test_epi64_mask(self.freeze().0[0], splat(1))
    }
}

impl Wide {
    /// Needs that the limbs of the sum stay below 2^58.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add(self, other: Wide) -> Wide {
        Wide(core::array::from_fn(|k| _mm512_add_epi64(self.0[k], other.0[k])))
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn double(self) -> Wide {
        self.add(self)
    }

    /// self + (a multiple of p) - other. Needs limbs of `self` below 2^57 and of `other` below 2^56; leaves limbs below 2^58.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn sub(self, other: Wide) -> Wide {
        Wide(core::array::from_fn(|k| {
            _mm512_sub_epi64(_mm512_add_epi64(self.0[k], splat(BIAS[k])), other.0[k])
        }))
    }

    /// Lane by lane: `other` where the mask is set, `self` elsewhere. No branch.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn blend(self, mask: __mmask8, other: Wide) -> Wide {
        Wide(core::array::from_fn(|k| _mm512_mask_blend_epi64(mask, self.0[k], other.0[k])))
    }

    /// Passes all carries on without clearing them in limbs 0..3. Needs limbs below 2^58.
    ///
    /// What stands above 2^255 (below 2^11) returns as 19 times itself; then each carry is below 2^7, so the top limb
    /// ends below 2^47 + 2^7.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn carry(self) -> F {
        let mut z = self.0;
        let above = _mm512_srli_epi64::<47>(z[4]);
        z[4] = _mm512_and_si512(z[4], splat(TOP));
        z[0] = _mm512_madd52lo_epu64(z[0], above, splat(19));
        ripple(&mut z);
        F(z)
    }
}

/// Adds to each limb what stands above 52 bits in the one below; does not clear it there.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn ripple(z: &mut [__m512i; 5]) {
    for k in 0..4 {
        z[k + 1] = _mm512_add_epi64(z[k + 1], _mm512_srli_epi64::<52>(z[k]));
    }
}

/// Ten columns of a product to five: 2^260 = 608 modulo p.
///
/// Columns are below 9·2^52. After passing carries upwards the low 52 bits of columns 5..8 are exact (the multiplier
/// reads no more), and column 9 is the high half of a_4 b_4 plus a carry: below 2^42 + 2^7, so 608 times it is below
/// 2^52 and has no high half. High halves with 608 are below 608.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn fold(mut z: [__m512i; 10]) -> Wide {
    let scale = splat(608);
    for k in 5..9 {
        z[k + 1] = _mm512_add_epi64(z[k + 1], _mm512_srli_epi64::<52>(z[k]));
    }
    for k in 0..5 {
        z[k] = _mm512_madd52lo_epu64(z[k], z[k + 5], scale);
    }
    for k in 0..4 {
        z[k + 1] = _mm512_madd52hi_epu64(z[k + 1], z[k + 5], scale);
    }
    Wide([z[0], z[1], z[2], z[3], z[4]])
}

/// A constant given as four 64-bit words, lowest first, in limbs.
pub(crate) const fn limbs(w: [u64; 4]) -> [i64; 5] {
    let low = LOW as u64;
    [
        (w[0] & low) as i64,
        ((w[0] >> 52 | w[1] << 12) & low) as i64,
        ((w[1] >> 40 | w[2] << 24) & low) as i64,
        ((w[2] >> 28 | w[3] << 36) & low) as i64,
        (w[3] >> 16) as i64,
    ]
}
