//! Residues laid out one after another, so that a lane that reads its own touches five cache lines, not forty.

use core::arch::x86_64::*;

use crate::modp::montgomery::{Block, LIMBS};
use crate::vectors::{lanes, load, store, transpose};

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
        let rows = lanes(numbers).map(|number| &self.0[number as usize].0);
        let mut block = Block([_mm512_setzero_si512(); LIMBS]);
        for (k, part) in block.0.as_chunks_mut::<8>().0.iter_mut().enumerate() {
            *part = transpose(rows.map(|row| load(&row.as_chunks::<8>().0[k])));
        }
        block
    }
}
