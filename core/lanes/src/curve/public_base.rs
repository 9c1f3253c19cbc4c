//! Powers of a fixed base in variable time (public exponents): a table of odd multiples for every window of 12 bits.

use core::arch::x86_64::*;

use crate::curve::codec::affine;
use crate::curve::field::F;
use crate::curve::point::{Addend, AffineAddend, Point};
use crate::curve::scalar::{OddDigits, odd_modulo_order};
use crate::vectors::{lanes, load, transpose};

const W: usize = 12;
const WINDOWS: usize = 22;
/// How many windows before its use an entry is asked for.
const AHEAD: usize = 2;
const ENTRIES: usize = 1 << (W - 1);

/// Y + X, Y - X and 2d XY of one point with Z = 1, five limbs each, in two cache lines.
#[derive(Clone, Copy)]
#[repr(C, align(128))]
struct Entry([i64; 16]);

/// (2j + 1) 2^(12 i) B for i < 22 and j < 2048, in this order.
pub(crate) struct PublicTable(Vec<Entry>);

impl PublicTable {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(base: &Point) -> PublicTable {
        let mut table = vec![Entry([0; 16]); WINDOWS * ENTRIES];
        for (first, powers) in window_bases(base, W, WINDOWS).iter().enumerate() {
            for (j, addend) in odd_multiples(powers, ENTRIES).iter().enumerate() {
                for (lane, entry) in entries(addend).into_iter().enumerate() {
                    let window = 8 * first + lane;
                    if window < WINDOWS {
                        table[window * ENTRIES + j] = entry;
                    }
                }
            }
        }
        PublicTable(table)
    }

    /// `sum` plus the base to each lane's power. The base must lie in the group of order l.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add_powers(&self, sum: &Point, scalars: &[[u8; 32]; 8]) -> Point {
        let digits = OddDigits::<W, WINDOWS>::new(odd_modulo_order(scalars));
        let mut sum = *sum;
        for window in 0..WINDOWS {
            let (index, negative) = digits.at(window);
            if window + AHEAD < WINDOWS {
                self.announce(window + AHEAD, digits.at(window + AHEAD).0);
            }
            sum = sum.add_affine_signed(&self.entry(window, index, negative), negative);
        }
        sum
    }

    /// Asks the memory for the entries of a later window: the table is larger than the caches near the processor.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn announce(&self, window: usize, index: __m512i) {
        for j in lanes(index) {
            let entry = self.0[window * ENTRIES + j as usize].0.as_ptr_range();
            _mm_prefetch::<_MM_HINT_T0>(entry.start.cast());
            _mm_prefetch::<_MM_HINT_T0>(entry.end.wrapping_sub(1).cast());
        }
    }

    /// Each lane's entry of a window, Y + X and Y - X exchanged where it is to be subtracted.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn entry(&self, window: usize, index: __m512i, negative: __mmask8) -> AffineAddend {
        let entries = lanes(index).map(|j| &self.0[window * ENTRIES + j as usize].0);
        let part = |k: usize| transpose(entries.map(|entry| load(&entry.as_chunks::<8>().0[k])));
        let ([a, b, c, d, e, f, g, h], [i, j, k, l, m, n, o, _]) = (part(0), part(1));
        let (plus, minus) = (F([a, b, c, d, e]), F([f, g, h, i, j]));
        let (plus, minus) = (plus.blend(negative, minus), minus.blend(negative, plus));
        AffineAddend { plus, minus, t2d: F([k, l, m, n, o]) }
    }
}

/// 2^(w i) B for i < windows, eight neighbouring windows in the lanes of one point.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn window_bases(base: &Point, w: usize, windows: usize) -> Vec<Point> {
    let mut out = Vec::new();
    let mut power = *base;
    for i in 0..windows {
        if i % 8 == 0 {
            out.push(power);
        } else if let Some(last) = out.last_mut() {
            *last = last.blend(0xff << (i % 8), &power);
        }
        power = power.double_times(w);
    }
    out
}

/// P, 3P, 5P, …, n of them, with Z = 1.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn odd_multiples(p: &Point, n: usize) -> Vec<AffineAddend> {
    let twice: Addend = p.double().addend();
    let mut multiples = Vec::with_capacity(n);
    let mut multiple = *p;
    for _ in 0..n {
        multiples.push(multiple);
        multiple = multiple.add(&twice);
    }
    let mut out = Vec::with_capacity(n);
    for (x, y) in affine(&multiples) {
        out.push(AffineAddend::new(x, y));
    }
    out
}

/// The eight points of an addend one by one.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn entries(addend: &AffineAddend) -> [Entry; 8] {
    let mut out = [Entry([0; 16]); 8];
    for (k, limb) in addend.exact_limbs().into_iter().enumerate() {
        for (entry, value) in out.iter_mut().zip(limb) {
            entry.0[k] = value as i64;
        }
    }
    out
}
