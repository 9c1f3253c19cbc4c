//! The product of many powers with public exponents, in variable time (Pippenger): each lane takes one window of bits
//! of all exponents.

use crate::batch::{Lanes, Points};
use crate::point::{Addend, Point};
use crate::scalar::in_range;
use crate::walk::Walk;

/// Widths of a window that leave few of the eight lanes idle.
const WIDTHS: [usize; 5] = [4, 5, 8, 11, 16];

impl Lanes {
    /// The one product of all P_i^(k_i): public exponents below 2^253. Right for every point of the curve.
    pub fn product(&self, points: &Points, exponents: &[[u8; 32]]) -> Points {
        assert_eq!(points.len, exponents.len(), "an exponent for each point");
        assert!(exponents.iter().all(in_range), "exponents are below 2^253");
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        let point = unsafe { product(points, exponents) };
        Points {
            blocks: vec![point],
            len: 1,
        }
    }
}

fn windows(width: usize) -> usize {
    254usize.div_ceil(width)
}

/// Additions of one lane: all points and twice the magnitudes, for every eight windows.
fn cost(width: usize, points: usize) -> usize {
    windows(width).div_ceil(8) * (points + (1 << width))
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn product(points: &Points, exponents: &[[u8; 32]]) -> Point {
    let width = WIDTHS
        .into_iter()
        .min_by_key(|width| cost(*width, points.len))
        .expect("some width");
    let digits: Vec<Vec<i32>> = exponents
        .iter()
        .map(|exponent| signed_digits(exponent, width))
        .collect();
    let mut addends: Vec<Addend> = Vec::with_capacity(points.blocks.len() + 1);
    for block in &points.blocks {
        addends.push(block.addend());
    }
    addends.push(Addend::neutral());
    let neutral = 8 * points.blocks.len();
    let mut scratch = Vec::new();
    let mut sum = Point::neutral();
    for first in (0..windows(width)).step_by(8).rev() {
        let mut walk = Walk::new(points.len, neutral, 1 << (width - 1));
        for lane in 0..8.min(windows(width) - first) {
            walk.plan(
                lane,
                digits.iter().map(|digits| digits[first + lane]).enumerate(),
            );
        }
        let eight = walk.sum(&addends, &mut scratch);
        for lane in (0..8).rev() {
            sum = sum
                .double_times(width)
                .add(&eight.lane_everywhere(lane).addend());
        }
    }
    sum
}

/// Signed digits in [-2^(width - 1), 2^(width - 1)), lowest first.
fn signed_digits(exponent: &[u8; 32], width: usize) -> Vec<i32> {
    let bit = |i: usize| {
        exponent
            .get(i / 8)
            .map_or(0, |byte| i32::from(byte >> (i % 8) & 1))
    };
    let mut carry = 0;
    (0..windows(width))
        .map(|window| {
            let plain = (0..width)
                .map(|k| bit(window * width + k) << k)
                .sum::<i32>()
                + carry;
            carry = i32::from(plain >= 1 << (width - 1));
            plain - (carry << width)
        })
        .collect()
}
