//! Sums of many points weighted with small signed digits, in variable time, one sum in each lane (Yao, Pippenger).
//!
//! Each lane visits its points in falling order of the digit's magnitude and keeps the running sum R. With R_m the sum
//! after all digits of magnitude m or more, the weighted sum is Σ R_m, m = 1, 2, …. The lanes walk in step but each in
//! its own order; the running sums are stored whenever some lane has finished a magnitude, so no lane waits.

use core::arch::x86_64::*;

use crate::field::{F, splat};
use crate::point::Point;
use crate::rows::{Rows, load};

/// Numbers in eight `Point`s: four coordinates of five limbs in eight lanes.
const STRIDE: usize = 160;
const COORDINATE: usize = 40;

/// The order of the visits of each lane, how far it has come after each magnitude, and the sums on the way. To be used
/// again and again, so that its memory is asked for once.
#[derive(Default)]
pub(crate) struct Walk {
    /// Twice the number of the point that each lane visits next, plus one where it is to be subtracted.
    visits: Vec<[i64; 8]>,
    /// reached[m - 1]: how many digits have magnitude m or more.
    reached: Vec<[usize; 8]>,
    length: usize,
    /// While planning, the next free visit for each magnitude.
    next: Vec<usize>,
    /// For each number of steps where among `sums` its sum stands.
    place_of: Vec<usize>,
    sums: Vec<Point>,
}

/// A number of steps after which no lane needs the sum.
const NOT_WANTED: usize = usize::MAX;

impl Walk {
    /// For at most `visits` visits; a lane with fewer rests at point number `neutral`, a neutral element.
    pub(crate) fn begin(&mut self, visits: usize, neutral: usize, magnitudes: usize) {
        self.visits.clear();
        self.visits.resize(visits, [2 * neutral as i64; 8]);
        self.reached.clear();
        self.reached.resize(magnitudes, [0; 8]);
        self.length = 0;
    }

    /// Sorts the digits of one lane by counting; digit i belongs to point first + i·step. Needs |digit| within the
    /// magnitudes.
    pub(crate) fn plan(&mut self, lane: usize, digits: &[i16], first: usize, step: usize) {
        self.next.clear();
        self.next.resize(self.reached.len() + 1, 0);
        for digit in digits {
            self.next[usize::from(digit.unsigned_abs())] += 1;
        }
        let mut above = 0;
        for (next, reached) in self.next[1..].iter_mut().zip(&mut self.reached).rev() {
            above += core::mem::replace(next, above);
            reached[lane] = above;
        }
        self.length = self.length.max(above);
        // Zeros come after all others, where nobody looks.
        self.next[0] = above;
        for (i, digit) in digits.iter().enumerate() {
            let next = &mut self.next[usize::from(digit.unsigned_abs())];
            if *digit != 0 {
                self.visits[*next][lane] = 2 * (first + i * step) as i64 + i64::from(*digit < 0);
            }
            *next += 1;
        }
    }

    /// The weighted sums.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn sum(&mut self, points: &Rows) -> Point {
        self.place_of.clear();
        self.place_of.resize(self.length + 1, NOT_WANTED);
        for steps in self.reached.iter().flatten() {
            self.place_of[*steps] = 0;
        }
        self.run(points);
        let at = |reached: &[usize; 8]| reached.map(|steps| self.place_of[steps]);
        let mut total = sum_at(&self.sums, at(&self.reached[0]));
        for reached in self.reached[1..].iter().filter(|reached| **reached != [0; 8]) {
            total = total.add(&sum_at(&self.sums, at(reached)).addend());
        }
        total
    }

    /// Stores the running sums that are wanted. The next points are read before the sum is ready for them.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn run(&mut self, points: &Rows) {
        let mut sum = Point::neutral();
        self.sums.clear();
        self.sums.push(sum);
        for (visit, place) in self.visits.iter().zip(&mut self.place_of[1..]) {
            let visit = load(visit);
            let negative = _mm512_test_epi64_mask(visit, splat(1));
            sum = sum.add_signed(&points.gather(_mm512_srli_epi64::<1>(visit), negative), negative);
            if *place != NOT_WANTED {
                *place = self.sums.len();
                self.sums.push(sum);
            }
        }
    }
}

/// Lane by lane, the stored sum at this place.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn sum_at(sums: &[Point], places: [usize; 8]) -> Point {
    assert!(places.iter().all(|place| *place < sums.len()), "a sum must exist");
    let start = sums.as_ptr().cast::<i64>();
    let at = load(&core::array::from_fn(|lane| (places[lane] * STRIDE + lane) as i64));
    // SAFETY: the sums exist, and the four coordinates take the numbers 8k of a sum from its lane, k < 20.
    unsafe {
        Point {
            x: gather(start, at),
            y: gather(start.add(COORDINATE), at),
            z: gather(start.add(2 * COORDINATE), at),
            t: gather(start.add(3 * COORDINATE), at),
        }
    }
}

/// Five limbs that stand eight numbers apart, beginning at start[at] in each lane.
///
/// # Safety
/// start[at + 8k] must be readable for k < 5 and every lane's `at`.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
unsafe fn gather(start: *const i64, at: __m512i) -> F {
    // SAFETY: the caller's promise.
    F(core::array::from_fn(|k| unsafe { _mm512_i64gather_epi64::<8>(at, start.add(8 * k)) }))
}
