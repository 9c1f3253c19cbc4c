//! Residues laid out one after another, so that a lane that reads its own touches five cache lines, not forty.

use core::arch::x86_64::*;

use crate::modp::montgomery::{Block, LIMBS};
use crate::vectors::{splat, store, transpose};

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Row([i64; LIMBS]);

/// Many residues, each to be found by its number.
pub(crate) struct Rows(Vec<Row>);

impl Rows {
    pub(crate) fn with_capacity(blocks: usize) -> Rows {
        Rows(Vec::with_capacity(8 * blocks))
    }

    /// `count` rows of zeros, to be set.
    pub(crate) fn empty(count: usize) -> Rows {
        Rows(vec![Row([0; LIMBS]); count])
    }

    /// Appends the eight residues of the lanes.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn push(&mut self, block: &Block) {
        let first = self.0.len();
        self.0.resize(first + 8, Row([0; LIMBS]));
        self.set(block, |lane| Some(first + lane));
    }

    /// Puts each lane's residue where `place` says, or nowhere.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn set(&mut self, block: &Block, place: impl Fn(usize) -> Option<usize>) {
        for (k, eight) in block.0.as_chunks::<8>().0.iter().enumerate() {
            for (lane, part) in transpose(*eight).into_iter().enumerate() {
                if let Some(row) = place(lane) {
                    store(&mut self.0[row].0.as_chunks_mut::<8>().0[k], part);
                }
            }
        }
    }

    /// In each lane the residue with that number.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn gather(&self, numbers: __m512i) -> Block {
        let inside = _mm512_cmplt_epu64_mask(numbers, splat(self.0.len() as i64));
        assert!(inside == 0xff, "a residue must exist");
        let start = self.0.as_ptr().cast::<i64>();
        let at = _mm512_add_epi64(_mm512_slli_epi64::<5>(numbers), _mm512_slli_epi64::<3>(numbers));
        const { assert!(LIMBS == 32 + 8) };
        // SAFETY: every number is below the count of rows, and a row holds forty limbs.
        Block(core::array::from_fn(|k| unsafe { _mm512_i64gather_epi64::<8>(at, start.add(k)) }))
    }
}
