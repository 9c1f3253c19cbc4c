//! Multiplication modulo a fixed odd p of 2048 bits on eight independent operands (Montgomery, R = 2^2080).
//!
//! A number is Σ a_k 2^(52k), k = 0..39. Of limbs 0..38 only the low 52 bits count, for the multiply-add of the processor
//! reads no more; limb 39 is exact. Residues are kept below 2p ("almost Montgomery"): with a, b < 2p a product is
//! (ab + mp)/R < (4p² + Rp)/R = p (1 + 4p/R) < p (1 + 2^-30), so nothing is subtracted until a number goes out.
//!
//! Columns: each takes at most 80 halves of products a_i b_j and 80 of m_i p_j, all below 2^52, so it stays below 2^60.

use core::arch::x86_64::*;

use crate::modp::words::{double_often, to_limbs};
use crate::vectors::splat;

pub(crate) const LIMBS: usize = 40;
/// Zeros on both sides of an operand, so that four rows of a product can be taken without asking where they end.
const PAD: usize = 4;
const PADDED: usize = LIMBS + 2 * PAD;
const LOW: i64 = (1 << 52) - 1;

/// Eight residues below 2p.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Block(pub(crate) [__m512i; LIMBS]);

/// A modulus made ready.
pub(crate) struct Montgomery {
    p: [__m512i; PADDED],
    /// -1/p modulo 2^52.
    factor: __m512i,
    /// R modulo p: the residue 1.
    pub(crate) one: Block,
    /// R² modulo p: what makes a number a residue.
    square_of_r: Block,
}

impl Montgomery {
    /// Needs p odd and of 2048 bits.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(p: &[u64; 32]) -> Montgomery {
        let limbs = to_limbs(p);
        // 1/p modulo 2^64 by Newton's iteration: each step doubles the right bits, and p itself has three.
        let inverse =
            (0..5).fold(limbs[0], |x, _| x.wrapping_mul(2u64.wrapping_sub(limbs[0].wrapping_mul(x))));
        let one = double_often(&[0; 32], p, 2080);
        Montgomery {
            p: padded(&everywhere(&limbs)),
            factor: splat(inverse.wrapping_neg() as i64 & LOW),
            square_of_r: Block(everywhere(&to_limbs(&double_often(&one, p, 2080)))),
            one: Block(everywhere(&to_limbs(&one))),
        }
    }

    /// The product, four limbs of b at a time: their rows, then as many rows of the reduction. The multipliers of the
    /// reduction come first of all, because each waits for the one before it while the rows of b fill the time.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn mul(&self, a: &Block, b: &Block) -> Block {
        let a = padded(&a.0);
        let mut t = [_mm512_setzero_si512(); LIMBS + 8];
        for rows in b.0.as_chunks::<4>().0 {
            add_first_columns(&mut t, &a, rows);
            let m = self.multipliers(&mut t);
            for first in (4..LIMBS + 4).step_by(8) {
                add_rows(columns(&mut t, first), window(&a, first), rows);
            }
            for first in (4..LIMBS + 4).step_by(8) {
                let mut eight = *columns(&mut t, first);
                add_rows(&mut eight, window(&self.p, first), &m);
                *columns(&mut t, first - 4) = eight;
            }
            t[LIMBS..LIMBS + 4].fill(_mm512_setzero_si512());
        }
        carried(&t[..LIMBS])
    }

    /// The square: each a_i a_j with i < j once and doubled, then the squares of limbs, then the reduction.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn square(&self, a: &Block) -> Block {
        let mut t = [_mm512_setzero_si512(); 2 * LIMBS + 8];
        add_crossed(&mut t, &a.0);
        for (pair, limb) in t.as_chunks_mut::<2>().0.iter_mut().zip(a.0) {
            pair[0] = _mm512_madd52lo_epu64(_mm512_add_epi64(pair[0], pair[0]), limb, limb);
            pair[1] = _mm512_madd52hi_epu64(_mm512_add_epi64(pair[1], pair[1]), limb, limb);
        }
        let mut m = self.multipliers(&mut t);
        for i in (0..LIMBS).step_by(4) {
            add_rows(columns(&mut t, i + 4), window(&self.p, 4), &m);
            // The next multipliers wait for nothing else, and while each waits for the one before it the rest goes on.
            let next = if i + 4 < LIMBS { self.multipliers(&mut t[i + 4..]) } else { m };
            for first in (12..LIMBS + 4).step_by(8) {
                add_rows(columns(&mut t, i + first), window(&self.p, first), &m);
            }
            m = next;
        }
        carried(&t[LIMBS..2 * LIMBS])
    }

    /// self^(2^n).
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn square_times(&self, a: &Block, n: usize) -> Block {
        let mut x = *a;
        for _ in 0..n {
            x = self.square(&x);
        }
        x
    }

    /// A number as a residue.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn enter(&self, number: &Block) -> Block {
        self.mul(number, &self.square_of_r)
    }

    /// A residue as the number in [0, p), all limbs exact.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn leave(&self, residue: &Block) -> Block {
        let mut unit = [_mm512_setzero_si512(); LIMBS];
        unit[0] = splat(1);
        self.freeze(&self.mul(residue, &Block(unit)))
    }

    /// The lanes that hold the residue 1.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn is_one(&self, residue: &Block) -> __mmask8 {
        let frozen = self.freeze(residue).0;
        frozen.iter().zip(self.one.0).fold(0xff, |all, (a, b)| all & _mm512_cmpeq_epi64_mask(*a, b))
    }

    /// Subtracts p where that leaves nothing below zero. Needs residues below 2p.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn freeze(&self, a: &Block) -> Block {
        let mut exact = a.0;
        let mut less = a.0;
        let mut borrow = _mm512_setzero_si512();
        for k in 0..LIMBS {
            exact[k] = if k < LIMBS - 1 { _mm512_and_si512(a.0[k], splat(LOW)) } else { a.0[k] };
            let difference = _mm512_add_epi64(_mm512_sub_epi64(exact[k], self.p[PAD + k]), borrow);
            borrow = _mm512_srai_epi64::<63>(difference);
            less[k] = _mm512_and_si512(difference, splat(LOW));
        }
        let below = _mm512_movepi64_mask(borrow);
        Block(core::array::from_fn(|k| _mm512_mask_blend_epi64(below, less[k], exact[k])))
    }

    /// The multipliers m of four rows of the reduction, one after another because each needs the columns before it. The
    /// first four columns become zero modulo 2^52, and what they carry goes to the fifth.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn multipliers(&self, t: &mut [__m512i]) -> [__m512i; 4] {
        let zero = _mm512_setzero_si512();
        let mut m = [zero; 4];
        for k in 0..4 {
            let (mut column, mut high) = (t[k], zero);
            for (r, m) in m.iter().enumerate().take(k) {
                column = _mm512_madd52lo_epu64(column, self.p[PAD + k - r], *m);
                high = _mm512_madd52hi_epu64(high, self.p[PAD + k - r - 1], *m);
            }
            column = _mm512_add_epi64(column, high);
            m[k] = _mm512_madd52lo_epu64(zero, column, self.factor);
            let carry = _mm512_srli_epi64::<52>(_mm512_madd52lo_epu64(column, m[k], self.p[PAD]));
            t[k + 1] = _mm512_add_epi64(t[k + 1], carry);
        }
        m
    }
}

/// The limbs that columns first .. first + 8 of four rows need: first - 4 .. first + 8 before padding.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn window(a: &[__m512i; PADDED], first: usize) -> &[__m512i; 12] {
    a[first..].first_chunk().expect("twelve limbs")
}

/// Eight neighbouring columns.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn columns(t: &mut [__m512i], first: usize) -> &mut [__m512i; 8] {
    t[first..].first_chunk_mut().expect("eight columns")
}

/// What four rows add to the four columns below all others.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn add_first_columns(t: &mut [__m512i], a: &[__m512i; PADDED], b: &[__m512i; 4]) {
    for k in 0..4 {
        let mut high = _mm512_setzero_si512();
        for r in 0..=k {
            t[k] = _mm512_madd52lo_epu64(t[k], a[PAD + k - r], b[r]);
            high = _mm512_madd52hi_epu64(high, a[PAD + k - r - 1], b[r]);
        }
        t[k] = _mm512_add_epi64(t[k], high);
    }
}

/// Adds to eight neighbouring columns the low halves of a_(j-r) b_r and the high halves of a_(j-r-1) b_r, r = 0..3.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn add_rows(columns: &mut [__m512i; 8], a: &[__m512i; 12], b: &[__m512i; 4]) {
    for r in 0..4 {
        for j in 0..8 {
            columns[j] = _mm512_madd52lo_epu64(columns[j], a[4 + j - r], b[r]);
        }
        for j in 0..8 {
            columns[j] = _mm512_madd52hi_epu64(columns[j], a[3 + j - r], b[r]);
        }
    }
}

/// Adds the columns of Σ a_i a_j over i < j. Rows are taken in fours: pairs within the four one by one, then the four rows
/// against all limbs above them, those at and below being replaced by zeros.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn add_crossed(t: &mut [__m512i; 2 * LIMBS + 8], a: &[__m512i; LIMBS]) {
    let mut above = padded(a);
    for (i, rows) in a.as_chunks::<4>().0.iter().enumerate().map(|(n, rows)| (4 * n, rows)) {
        for (r, s) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            let column = 2 * i + r + s;
            t[column] = _mm512_madd52lo_epu64(t[column], rows[r], rows[s]);
            t[column + 1] = _mm512_madd52hi_epu64(t[column + 1], rows[r], rows[s]);
        }
        above[PAD + i..PAD + i + 4].fill(_mm512_setzero_si512());
        for first in (i + 4..LIMBS + 4).step_by(4) {
            add_four(&mut t[i + first..], &above[first..], rows);
        }
    }
}

/// Like `add_rows` for four columns.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn add_four(columns: &mut [__m512i], a: &[__m512i], b: &[__m512i; 4]) {
    for j in 0..4 {
        for r in 0..4 {
            columns[j] = _mm512_madd52lo_epu64(columns[j], a[4 + j - r], b[r]);
            columns[j] = _mm512_madd52hi_epu64(columns[j], a[3 + j - r], b[r]);
        }
    }
}

/// Passes the carries on; does not clear them where they came from.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn carried(columns: &[__m512i]) -> Block {
    let mut out = Block([_mm512_setzero_si512(); LIMBS]);
    let mut carry = _mm512_setzero_si512();
    for (limb, column) in out.0.iter_mut().zip(columns) {
        *limb = _mm512_add_epi64(*column, carry);
        carry = _mm512_srli_epi64::<52>(*limb);
    }
    out
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn padded(a: &[__m512i; LIMBS]) -> [__m512i; PADDED] {
    let mut out = [_mm512_setzero_si512(); PADDED];
    out[PAD..PAD + LIMBS].copy_from_slice(a);
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn everywhere(limbs: &[u64; LIMBS]) -> [__m512i; LIMBS] {
    limbs.map(|limb| splat(limb as i64))
}
