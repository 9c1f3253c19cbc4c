//! The product of many powers with public exponents, in variable time (Pippenger): each lane takes one window of bits
//! of all exponents.

use crate::curve::batch::Points;
use crate::curve::point::{Addend, Point};
use crate::curve::rows::Rows;
use crate::curve::scalar::{SignedDigits, in_range};
use crate::curve::weighted::Weighted;
use crate::lanes::Lanes;

/// Widths of a window that leave few of the eight lanes idle.
const WIDTHS: [usize; 5] = [4, 5, 8, 11, 16];

impl Lanes {
    /// The one product of all P_i^(k_i): public exponents below 2^253. Right for every point of the curve.
    pub fn product(&self, points: &Points, exponents: &[[u8; 32]]) -> Points {
        assert_eq!(points.len, exponents.len(), "an exponent for each point");
        assert!(exponents.iter().all(in_range), "exponents are below 2^253");
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        let point = unsafe { product(points, exponents) };
        Points { blocks: vec![point], len: 1 }
    }
}

/// How many windows cover an exponent and the carry of signed digits.
fn windows(width: usize) -> usize {
    255usize.div_ceil(width)
}

/// Additions of one lane for every eight windows: all points, and for each magnitude one with its operands made ready,
/// besides a running sum stored for each lane. Measured, a magnitude costs about as much as eight points.
fn cost(width: usize, points: usize) -> usize {
    windows(width).div_ceil(8) * (points + (4 << width))
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn product(points: &Points, exponents: &[[u8; 32]]) -> Point {
    let width = WIDTHS.into_iter().min_by_key(|width| cost(*width, points.len)).expect("some width");
    let mut rows = Rows::with_capacity(points.blocks.len() + 1);
    for block in &points.blocks {
        rows.push(&block.addend());
    }
    rows.push(&Addend::neutral());
    let digits = digits_by_window(exponents, width);
    let mut weighted = Weighted::default();
    let mut sum = Point::neutral();
    for eight in digits.chunks(8).rev() {
        weighted.walk.begin(points.len, 8 * points.blocks.len(), 1 << (width - 1));
        for (lane, digits) in eight.iter().enumerate() {
            weighted.walk.plan(lane, digits, 0, 1);
        }
        let sums = weighted.sum(&rows);
        for lane in (0..eight.len()).rev() {
            sum = sum.double_times(width).add(&sums.lane_everywhere(lane).addend());
        }
    }
    sum
}

/// For each window, lowest first, the digit of every exponent.
fn digits_by_window(exponents: &[[u8; 32]], width: usize) -> Vec<Vec<i16>> {
    let signed = SignedDigits::new(width, windows(width));
    let mut out = vec![vec![0; exponents.len()]; windows(width)];
    let mut digits = vec![0; windows(width)];
    for (i, exponent) in exponents.iter().enumerate() {
        signed.of(exponent, &mut digits);
        for (window, digit) in out.iter_mut().zip(&digits) {
            window[i] = *digit;
        }
    }
    out
}
