//! Batches of residues, their numbers and their products.

use crate::lanes::Lanes;
use crate::modp::montgomery::{Block, LIMBS, Montgomery};
use crate::modp::words::{less, to_limbs, to_words};
use crate::vectors::{lanes, load};

/// A prime of 2048 bits; exponents have E words of 64 bits (4 or 32), and any value. All numbers are little-endian words.
pub struct Modulus<const E: usize> {
    pub(crate) montgomery: Montgomery,
    p: [u64; 32],
}

/// Numbers modulo p, eight to a block; number i is lane i mod 8 of block i / 8, and the last block is filled up with ones.
#[derive(Clone)]
pub struct Residues {
    pub(crate) blocks: Vec<Block>,
    pub(crate) len: usize,
}

impl Residues {
    /// How many numbers.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts one lane of a block at place i.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn set(&mut self, i: usize, from: &Block, lane: usize) {
        let one_lane = 1 << (i % 8);
        for (to, from) in self.blocks[i / 8].0.iter_mut().zip(&from.0) {
            let value = core::arch::x86_64::_mm512_set1_epi64(lanes(*from)[lane] as i64);
            *to = core::arch::x86_64::_mm512_mask_blend_epi64(one_lane, *to, value);
        }
    }
}

impl<const E: usize> Modulus<E> {
    /// None unless p is odd and has 2048 bits.
    pub fn new(_: Lanes, p: &[u64; 32]) -> Option<Modulus<E>> {
        const { assert!(E > 0 && E <= 32, "exponents have 1 to 32 words") };
        let proper = p[0] & 1 == 1 && p[31] >> 63 == 1;
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        proper.then(|| unsafe { Montgomery::new(p) }).map(|montgomery| Modulus { montgomery, p: *p })
    }

    /// The residues, and for each number whether it lay in 1 .. p - 1; where it did not, 1 stands in its place.
    pub fn load(&self, numbers: &[[u64; 32]]) -> (Residues, Vec<bool>) {
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        unsafe { enter(self, numbers) }
    }

    /// The numbers in 0 .. p - 1.
    pub fn store(&self, residues: &Residues) -> Vec<[u64; 32]> {
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        unsafe { leave(self, residues) }
    }

    /// a_i b_i.
    pub fn multiply(&self, a: &Residues, b: &Residues) -> Residues {
        assert_eq!(a.len, b.len, "as many numbers on both sides");
        let pairs = a.blocks.iter().zip(&b.blocks);
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        Residues { blocks: pairs.map(|(a, b)| unsafe { self.montgomery.mul(a, b) }).collect(), len: a.len }
    }

    /// For each group of indices the product of these numbers; 1 for an empty one.
    ///
    /// Eight groups are multiplied side by side: costs least where neighbouring groups are equally long.
    pub fn products<G: AsRef<[usize]>>(&self, residues: &Residues, groups: &[G]) -> Residues {
        let exist = |group: &G| group.as_ref().iter().all(|i| *i < residues.len);
        assert!(groups.iter().all(exist), "a number must exist");
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        unsafe { products(self, residues, groups) }
    }

    /// The numbers with these indices, in this order, as often as they stand there.
    pub fn pick(&self, residues: &Residues, indices: &[usize]) -> Residues {
        assert!(indices.iter().all(|i| *i < residues.len), "a number must exist");
        let mut out = self.ones(indices.len());
        for (to, from) in indices.iter().enumerate() {
            // SAFETY: a `Modulus` exists only where the processor has the instructions.
            unsafe { out.set(to, &residues.blocks[from / 8], from % 8) }
        }
        out
    }

    /// The numbers of all parts, one part after the other.
    pub fn join(&self, parts: &[Residues]) -> Residues {
        let mut out = self.ones(parts.iter().map(|part| part.len).sum());
        let mut first = 0;
        for part in parts {
            if first % 8 == 0 {
                // Whole blocks; what the last one holds too much is overwritten by the next part.
                let blocks = first / 8..first / 8 + part.blocks.len();
                out.blocks[blocks].clone_from_slice(&part.blocks);
            } else {
                for i in 0..part.len {
                    // SAFETY: a `Modulus` exists only where the processor has the instructions.
                    unsafe { out.set(first + i, &part.blocks[i / 8], i % 8) }
                }
            }
            first += part.len;
        }
        out
    }

    /// n ones.
    pub fn ones(&self, n: usize) -> Residues {
        Residues { blocks: vec![self.montgomery.one; n.div_ceil(8)], len: n }
    }

    /// Whether a number lies in 1 .. p - 1.
    pub(crate) fn in_range(&self, number: &[u64; 32]) -> bool {
        *number != [0; 32] && less(number, &self.p).1
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn enter<const E: usize>(modulus: &Modulus<E>, numbers: &[[u64; 32]]) -> (Residues, Vec<bool>) {
    let good: Vec<bool> = numbers.iter().map(|number| modulus.in_range(number)).collect();
    let mut blocks = Vec::with_capacity(numbers.len().div_ceil(8));
    for (eight, good) in numbers.chunks(8).zip(good.chunks(8)) {
        let mut limbs = [[0; LIMBS]; 8];
        limbs.iter_mut().for_each(|one| one[0] = 1);
        for ((limbs, number), _) in limbs.iter_mut().zip(eight).zip(good).filter(|(_, good)| **good) {
            *limbs = to_limbs(number);
        }
        let block =
            Block(core::array::from_fn(|k| load(&core::array::from_fn(|lane| limbs[lane][k] as i64))));
        blocks.push(modulus.montgomery.enter(&block));
    }
    (Residues { blocks, len: numbers.len() }, good)
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn leave<const E: usize>(modulus: &Modulus<E>, residues: &Residues) -> Vec<[u64; 32]> {
    let mut out = Vec::with_capacity(8 * residues.blocks.len());
    for block in &residues.blocks {
        let limbs = modulus.montgomery.leave(block).0.map(|limb| lanes(limb));
        out.extend((0..8).map(|lane| to_words(&core::array::from_fn(|k| limbs[k][lane]))));
    }
    out.truncate(residues.len);
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn products<const E: usize, G: AsRef<[usize]>>(
    modulus: &Modulus<E>,
    residues: &Residues,
    groups: &[G],
) -> Residues {
    let mut out = modulus.ones(groups.len());
    for (block, eight) in out.blocks.iter_mut().zip(groups.chunks(8)) {
        let longest = eight.iter().map(|group| group.as_ref().len()).max().unwrap_or(0);
        for step in 0..longest {
            let mut next = modulus.ones(8);
            for (lane, group) in eight.iter().enumerate() {
                if let Some(i) = group.as_ref().get(step) {
                    next.set(lane, &residues.blocks[i / 8], i % 8);
                }
            }
            *block = modulus.montgomery.mul(block, &next.blocks[0]);
        }
    }
    out
}
