//! Many powers P^c of the same points, in variable time (public exponents), eight powers at once.
//!
//! The doublings of a point are shared by all its exponents: a chain holds 32^i P, and a power is the sum of these links
//! weighted with the digits of c in base 32.

use crate::curve::point::{Addend, Point};
use crate::curve::rows::Rows;
use crate::curve::scalar::SignedDigits;
use crate::curve::weighted::Weighted;

const LINKS: usize = 51;
const MAGNITUDES: usize = 16;
const DIGITS: SignedDigits = SignedDigits::new(5, LINKS);

/// For each of eight points the links 32^i P, i = 0..50, and last the neutral element; link i of lane j is number 8 i + j.
pub(crate) struct Chain(Rows);

impl Chain {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(point: &Point) -> Chain {
        let mut links = Rows::with_capacity(LINKS + 1);
        let mut p = *point;
        links.push(&p.addend());
        for _ in 1..LINKS {
            p = p.double_times(5);
            links.push(&p.addend());
        }
        links.push(&Addend::neutral());
        Chain(links)
    }
}

/// What one lane is to compute: the point in this lane of the chain, to this power.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) lane: usize,
    pub(crate) exponent: &'a [u8; 32],
}

/// The eight powers.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn powers(chain: &Chain, tasks: &[Task; 8], scratch: &mut Weighted) -> Point {
    scratch.walk.begin(LINKS, 8 * LINKS, MAGNITUDES);
    let mut digits = [0; LINKS];
    for (slot, task) in tasks.iter().enumerate() {
        assert!(task.lane < 8, "a chain has eight lanes");
        DIGITS.of(task.exponent, &mut digits);
        scratch.walk.plan(slot, &digits, task.lane, 8);
    }
    scratch.sum(&chain.0)
}
