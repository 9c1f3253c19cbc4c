//! Points laid out one after another, so that a lane that reads its own point touches three cache lines, not twenty.

use core::arch::x86_64::*;

use crate::curve::field::F;
use crate::curve::point::Addend;
use crate::vectors::{store, transpose};

/// Y + X, Y - X, Z and 2d T of one point, five limbs each, and four numbers to fill the third cache line.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Row([i64; 24]);

/// Numbers in a row, and in one coordinate.
const ROW: i64 = 24;
const COORDINATE: usize = 5;

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
        let inside = _mm512_cmplt_epu64_mask(numbers, _mm512_set1_epi64(self.0.len() as i64));
        assert!(inside == 0xff, "a point must exist");
        let start = self.0.as_ptr().cast::<i64>();
        let at = _mm512_add_epi64(_mm512_slli_epi64::<4>(numbers), _mm512_slli_epi64::<3>(numbers));
        const { assert!(ROW == 16 + 8) };
        let skip = |mask| _mm512_mask_add_epi64(at, mask, at, _mm512_set1_epi64(COORDINATE as i64));
        // SAFETY: every number is below the count of rows, and a row holds four coordinates of five numbers.
        unsafe {
            Addend {
                plus: gather(start, skip(negative)),
                minus: gather(start, skip(!negative)),
                z: gather(start.add(2 * COORDINATE), at),
                t2d: gather(start.add(3 * COORDINATE), at),
            }
        }
    }
}

/// Five neighbouring limbs, beginning at start[at] in each lane.
///
/// # Safety
/// start[at + k] must be readable for k < 5 and every lane's `at`.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) unsafe fn gather(start: *const i64, at: __m512i) -> F {
    // SAFETY: the caller's promise.
    F(core::array::from_fn(|k| unsafe { _mm512_i64gather_epi64::<8>(at, start.add(k)) }))
}
