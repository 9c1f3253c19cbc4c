//! The product of many powers with public exponents, in variable time (Pippenger): each lane takes one window of bits
//! of all exponents.

use crate::modp::exponent::{digit_count, digits};
use crate::modp::make::lane_everywhere;
use crate::modp::montgomery::Block;
use crate::modp::residues::{Modulus, Residues};
use crate::modp::rows::Rows;
use crate::modp::weighted::Weighted;

impl<const E: usize> Modulus<E> {
    /// The one product of all b_i^(k_i): public exponents.
    pub fn product(&self, numbers: &Residues, exponents: &[[u64; E]]) -> Residues {
        assert_eq!(numbers.len, exponents.len(), "an exponent for each number");
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        let block = unsafe { product(self, numbers, exponents) };
        Residues { blocks: vec![block], len: 1 }
    }
}

/// Multiplications of one lane for every eight windows: all numbers, and for each magnitude one besides the running
/// product that is stored for it.
fn cost<const E: usize>(width: usize, numbers: usize) -> usize {
    digit_count::<E>(width).div_ceil(8) * (numbers + (2 << width))
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn product<const E: usize>(modulus: &Modulus<E>, numbers: &Residues, exponents: &[[u64; E]]) -> Block {
    let width = (2..=12).min_by_key(|width| cost::<E>(*width, numbers.len)).expect("some width");
    let mut rows = Rows::with_capacity(numbers.blocks.len() + 1);
    for block in &numbers.blocks {
        rows.push(block);
    }
    rows.push(&modulus.montgomery.one);
    let windows = digits_by_window(exponents, width);
    let mut weighted = Weighted::default();
    let mut product = modulus.montgomery.one;
    for eight in windows.chunks(8).rev() {
        weighted.walk.begin(numbers.len, 8 * numbers.blocks.len(), (1 << width) - 1);
        for (lane, digits) in eight.iter().enumerate() {
            weighted.walk.plan(lane, digits, 0, 1);
        }
        let products = weighted.product(&modulus.montgomery, &rows);
        for lane in (0..eight.len()).rev() {
            product = modulus.montgomery.square_times(&product, width);
            product = modulus.montgomery.mul(&product, &lane_everywhere(&products, lane));
        }
    }
    product
}

/// For each window, lowest first, the digit of every exponent.
fn digits_by_window<const E: usize>(exponents: &[[u64; E]], width: usize) -> Vec<Vec<i16>> {
    let count = digit_count::<E>(width);
    let mut out = vec![vec![0; exponents.len()]; count];
    let mut buffer = vec![0; count];
    for (i, exponent) in exponents.iter().enumerate() {
        digits(exponent, width, &mut buffer);
        for (window, digit) in out.iter_mut().zip(&buffer) {
            window[i] = *digit;
        }
    }
    out
}
