//! Points laid out one after another, so that a lane that reads its own point touches three cache lines, not twenty.

use core::arch::x86_64::*;

use crate::curve::field::F;
use crate::curve::point::Addend;
use crate::vectors::{lanes, load, store, transpose};

/// Y + X, Y - X, Z and 2d T of one point, five limbs each, and four numbers to fill the third cache line.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Row([i64; 24]);

/// Many points prepared to be added, each to be found by its number.
pub(crate) struct Rows(Vec<Row>);

impl Rows {
    pub(crate) fn with_capacity(blocks: usize) -> Rows {
        Rows(Vec::with_capacity(8 * blocks))
    }

    /// Appends the eight points of the lanes.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn push(&mut self, addend: &Addend) {
        let zero = _mm512_setzero_si512();
        let (F([a, b, c, d, e]), F([f, g, h, i, j])) = (addend.plus, addend.minus);
        let (F([k, l, m, n, o]), F([p, q, r, s, t])) = (addend.z, addend.t2d);
        let parts = [
            transpose([a, b, c, d, e, f, g, h]),
            transpose([i, j, k, l, m, n, o, p]),
            transpose([q, r, s, t, zero, zero, zero, zero]),
        ];
        for lane in 0..8 {
            let mut row = Row([0; 24]);
            for (part, numbers) in parts.iter().zip(row.0.as_chunks_mut::<8>().0) {
                store(numbers, part[lane]);
            }
            self.0.push(row);
        }
    }

    /// In each lane the point with that number, Y + X and Y - X exchanged where it is to be subtracted.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn gather(&self, numbers: __m512i, negative: __mmask8) -> Addend {
        let rows = lanes(numbers).map(|number| &self.0[number as usize].0);
        let part = |k: usize| transpose(rows.map(|row| load(&row.as_chunks::<8>().0[k])));
        let [a, b, c, d, e, f, g, h] = part(0);
        let [i, j, k, l, m, n, o, p] = part(1);
        let [q, r, s, t, ..] = part(2);
        let (plus, minus) = (F([a, b, c, d, e]), F([f, g, h, i, j]));
        Addend {
            plus: plus.blend(negative, minus),
            minus: minus.blend(negative, plus),
            z: F([k, l, m, n, o]),
            t2d: F([p, q, r, s, t]),
        }
    }
}
