//! Membership of the group of order l, in variable time, where no other power of a point is wanted.
//!
//! l = 2^252 + c with c below 2^125: 252 doublings and one addition for each non-zero digit of c.

use crate::curve::batch::Points;
use crate::curve::point::Point;
use crate::curve::scalar::ORDER;
use crate::curve::straus::Multiples;
use crate::lanes::Lanes;
use crate::vectors::splat;

/// Bits of a digit: odd digits below 16 in size, of which no five neighbours hold two.
const WIDTH: u32 = 5;

impl Lanes {
    /// For each point whether it lies in the group of order l.
    pub fn members(&self, points: &Points) -> Vec<bool> {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        let masks: Vec<u8> = unsafe { members(points) };
        (0..points.len).map(|i| masks[i / 8] >> (i % 8) & 1 == 1).collect()
    }
}

/// The non-zero digits of c and their places, highest first.
fn digits() -> Vec<(usize, i128)> {
    let mut c = i128::from_le_bytes(*ORDER.first_chunk().expect("32 bytes"));
    let mut digits = Vec::new();
    for place in 0.. {
        if c == 0 {
            break;
        }
        if c & 1 == 1 {
            let low = c & ((1 << WIDTH) - 1);
            let digit = if low >> (WIDTH - 1) == 1 { low - (1 << WIDTH) } else { low };
            digits.push((place, digit));
            c -= digit;
        }
        c >>= 1;
    }
    digits.reverse();
    digits
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn members(points: &Points) -> Vec<u8> {
    let digits = digits();
    let mut masks = Vec::with_capacity(points.blocks.len());
    for block in &points.blocks {
        masks.push(times_order(block, &digits).is_neutral());
    }
    masks
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn times_order(point: &Point, digits: &[(usize, i128)]) -> Point {
    let multiples = Multiples::new(point);
    let (mut sum, mut at) = (*point, 252);
    for &(place, digit) in digits {
        let negative = if digit < 0 { 0xff } else { 0 };
        let multiple = multiples.choose(splat(digit.unsigned_abs() as i64 / 2), negative);
        sum = sum.double_times(at - place).add_signed(&multiple, negative);
        at = place;
    }
    sum
}
