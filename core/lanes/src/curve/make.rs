//! Powers with secret exponents in constant time: making ballots, shuffles and decryptions.

use zeroize::Zeroizing;

use crate::curve::batch::{Base, Points};
use crate::curve::point::Point;
use crate::curve::scalar::in_range;
use crate::curve::straus::{Exponents, Multiples, product_of_powers};
use crate::lanes::Lanes;

/// How many blocks of eight points share their doublings: their tables (10 KiB each) stay in the second-level cache.
const TOGETHER: usize = 64;

impl Lanes {
    /// For each i the product of B^(k_i) over all (B, k): secret exponents below 2^253, as many for each base.
    pub fn fixed_powers(&self, terms: &[(&Base, &[[u8; 32]])]) -> Points {
        let len = terms.first().map_or(0, |(_, exponents)| exponents.len());
        assert!(terms.iter().all(|(_, exponents)| exponents.len() == len), "as many exponents for each base");
        assert!(
            terms.iter().all(|(_, exponents)| exponents.iter().all(in_range)),
            "exponents are below 2^253"
        );
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { fixed_powers(terms, len) }
    }

    /// For each i the power P_i^(k_i): secret exponents below 2^253. Right for every point of the curve.
    pub fn powers(&self, points: &Points, exponents: &[[u8; 32]]) -> Points {
        check(points, exponents);
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        let blocks = unsafe { powers(points, exponents) };
        Points { blocks, len: points.len }
    }

    /// The one product of all P_i^(k_i): secret exponents below 2^253. Right for every point of the curve.
    pub fn secret_product(&self, points: &Points, exponents: &[[u8; 32]]) -> Points {
        check(points, exponents);
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { secret_product(points, exponents) }
    }
}

fn check(points: &Points, exponents: &[[u8; 32]]) {
    assert_eq!(points.len, exponents.len(), "an exponent for each point");
    assert!(exponents.iter().all(in_range), "exponents are below 2^253");
}

/// Eight exponents from the given place on; zeros where there are none left.
fn eight(exponents: &[[u8; 32]], block: usize) -> Zeroizing<[[u8; 32]; 8]> {
    let mut out = Zeroizing::new([[0; 32]; 8]);
    for (to, from) in out.iter_mut().zip(&exponents[8 * block..]) {
        *to = *from;
    }
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn fixed_powers(terms: &[(&Base, &[[u8; 32]])], len: usize) -> Points {
    let mut out = Points::neutral(len);
    for (base, exponents) in terms {
        for (i, block) in out.blocks.iter_mut().enumerate() {
            *block = base.secret.add_powers(block, &eight(exponents, i));
        }
    }
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn powers(points: &Points, exponents: &[[u8; 32]]) -> Vec<Point> {
    let mut out = Vec::with_capacity(points.blocks.len());
    for (i, block) in points.blocks.iter().enumerate() {
        out.push(product_of_powers(&[Multiples::new(block)], &[Exponents::new(&eight(exponents, i))]));
    }
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn secret_product(points: &Points, exponents: &[[u8; 32]]) -> Points {
    let mut sum = Point::neutral();
    for first in (0..points.blocks.len()).step_by(TOGETHER) {
        let last = points.blocks.len().min(first + TOGETHER);
        let mut multiples = Vec::with_capacity(TOGETHER);
        let mut digits = Vec::with_capacity(TOGETHER);
        for i in first..last {
            multiples.push(Multiples::new(&points.blocks[i]));
            digits.push(Exponents::new(&eight(exponents, i)));
        }
        sum = sum.add(&product_of_powers(&multiples, &digits).addend());
    }
    Points { blocks: vec![sum.sum_of_lanes()], len: 1 }
}
