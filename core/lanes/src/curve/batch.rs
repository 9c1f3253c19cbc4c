//! Batches of points, their encodings and their sums.

use crate::curve::chain::{Chain, powers};
use crate::curve::codec;
use crate::curve::commit::check_tasks;
use crate::curve::point::Point;
use crate::curve::public_base::PublicTable;
use crate::curve::secret_base::SecretTable;
use crate::curve::weighted::Weighted;
use crate::lanes::Lanes;

/// Points of the curve, eight to a block; point i is lane i mod 8 of block i / 8, and the last block is filled up with
/// neutral elements.
#[derive(Clone)]
pub struct Points {
    pub(crate) blocks: Vec<Point>,
    pub(crate) len: usize,
}

/// The encoding of the neutral element.
const NEUTRAL: [u8; 32] = {
    let mut bytes = [0; 32];
    bytes[0] = 1;
    bytes
};

/// A fixed base with its tables.
pub struct Base {
    pub(crate) public: PublicTable,
    pub(crate) secret: SecretTable,
}

impl Points {
    /// How many points.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The points with these indices, in this order, as often as they stand there.
    pub fn pick(&self, indices: &[usize]) -> Points {
        assert!(indices.iter().all(|i| *i < self.len), "a point must exist");
        let mut out = Points::neutral(indices.len());
        for (to, from) in indices.iter().enumerate() {
            out.set(to, &self.blocks[from / 8], from % 8);
        }
        out
    }

    /// The points of all parts, one part after the other.
    pub fn join(parts: &[Points]) -> Points {
        let mut out = Points::neutral(parts.iter().map(|part| part.len).sum());
        let mut first = 0;
        for part in parts {
            if first % 8 == 0 {
                // Whole blocks; what the last one holds too much is overwritten by the next part.
                let blocks = first / 8..first / 8 + part.blocks.len();
                out.blocks[blocks].clone_from_slice(&part.blocks);
            } else {
                for i in 0..part.len {
                    out.set(first + i, &part.blocks[i / 8], i % 8);
                }
            }
            first += part.len;
        }
        out
    }

    /// n neutral elements.
    pub fn neutral(n: usize) -> Points {
        // All lanes zero but y and z, which are one: limb 0 of the second and third coordinate.
        let mut numbers = [0; 160];
        numbers[40..48].fill(1);
        numbers[80..88].fill(1);
        Points { blocks: vec![Point::from_numbers(numbers); n.div_ceil(8)], len: n }
    }

    /// Puts one lane of a block at place i.
    pub(crate) fn set(&mut self, i: usize, from: &Point, lane: usize) {
        let source = from.numbers();
        let target = self.blocks[i / 8].numbers_mut();
        for k in 0..20 {
            target[8 * k + i % 8] = source[8 * k + lane];
        }
    }
}

impl Lanes {
    /// The points, and for each whether its string was the canonical encoding of a point of the curve; where it was
    /// not, the neutral element stands in its place. Membership of the group of prime order is a separate question.
    pub fn decompress(&self, strings: &[[u8; 32]]) -> (Points, Vec<bool>) {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { decompress(strings) }
    }

    /// The 32 bytes of each point.
    pub fn compress(&self, points: &Points) -> Vec<[u8; 32]> {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { compress(points) }
    }

    /// Tables for a base; None unless it is a canonical point of the group of prime order other than the neutral one.
    pub fn base(&self, string: &[u8; 32]) -> Option<Base> {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { base(string) }
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn decompress(strings: &[[u8; 32]]) -> (Points, Vec<bool>) {
    let mut blocks = Vec::with_capacity(strings.len().div_ceil(8) + 1);
    let mut good = Vec::with_capacity(strings.len() + 16);
    for sixteen in strings.chunks(16) {
        let mut padded = [NEUTRAL; 16];
        padded[..sixteen.len()].copy_from_slice(sixteen);
        let (first, second) = padded.split_at(8);
        let halves = [first, second].map(|half| half.try_into().expect("eight strings"));
        for (block, mask) in codec::decompress(halves) {
            blocks.push(block);
            good.extend((0..8).map(|lane| mask >> lane & 1 == 1));
        }
    }
    blocks.truncate(strings.len().div_ceil(8));
    good.truncate(strings.len());
    (Points { blocks, len: strings.len() }, good)
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn compress(points: &Points) -> Vec<[u8; 32]> {
    let mut out = Vec::with_capacity(points.blocks.len() * 8);
    for xy in codec::affine(&points.blocks) {
        out.extend(codec::compress(xy));
    }
    out.truncate(points.len);
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn base(string: &[u8; 32]) -> Option<Base> {
    let [(point, good)] = codec::decompress([&[*string; 8]]);
    let member = powers(&Chain::new(&point), &check_tasks(), &mut Weighted::default()).is_neutral();
    let proper = good & member & !point.is_neutral() == 0xff;
    proper.then(|| Base { public: PublicTable::new(&point), secret: SecretTable::new(&point) })
}
