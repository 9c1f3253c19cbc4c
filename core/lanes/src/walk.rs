//! Sums of many points weighted with small signed digits, in variable time, one sum in each lane (Yao, Pippenger).
//!
//! Each lane visits its points in falling order of the digit's magnitude and keeps the running sum R. With R_m the sum
//! after all digits of magnitude m or more, the weighted sum is Σ R_m, m = 1, 2, …. The lanes walk in step but each in
//! its own order; the running sums are stored whenever some lane has finished a magnitude, so no lane waits.

use core::arch::x86_64::*;

use crate::field::F;
use crate::point::{Addend, Point};

/// Numbers in an `Addend` or a `Point`: four coordinates of five limbs in eight lanes.
const STRIDE: usize = 160;
const COORDINATE: usize = 40;

/// The order of the visits of each lane, and how far it has come after each magnitude.
pub(crate) struct Walk {
    /// Where among the numbers of the addends the lane's next point begins.
    visits: Vec<[i64; 8]>,
    negative: Vec<__mmask8>,
    /// reached[m - 1]: how many digits have magnitude m or more.
    reached: Vec<[usize; 8]>,
    length: usize,
}

impl Walk {
    /// For at most `visits` visits; a lane with fewer rests at point number `neutral`, a neutral element.
    pub(crate) fn new(visits: usize, neutral: usize, magnitudes: usize) -> Walk {
        Walk {
            visits: vec![[place(neutral); 8]; visits],
            negative: vec![0; visits],
            reached: vec![[0; 8]; magnitudes],
            length: 0,
        }
    }

    /// Sorts the (point, digit) pairs of one lane by counting; point i is lane i mod 8 of addend i / 8. Needs |digit|
    /// within the magnitudes.
    pub(crate) fn plan(&mut self, lane: usize, digits: impl Iterator<Item = (usize, i32)> + Clone) {
        let mut next = vec![0usize; self.reached.len() + 1];
        for (_, digit) in digits.clone() {
            next[digit.unsigned_abs() as usize] += 1;
        }
        let mut above = 0;
        for magnitude in (1..next.len()).rev() {
            let count = core::mem::replace(&mut next[magnitude], above);
            above += count;
            self.reached[magnitude - 1][lane] = above;
        }
        self.length = self.length.max(above);
        for (point, digit) in digits.filter(|(_, digit)| *digit != 0) {
            let position = &mut next[digit.unsigned_abs() as usize];
            self.visits[*position][lane] = place(point);
            self.negative[*position] |= u8::from(digit < 0) << lane;
            *position += 1;
        }
    }

    /// The weighted sums. `sums` is scratch space that a caller may use again.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn sum(&self, addends: &[Addend], sums: &mut Vec<Point>) -> Point {
        let place_of = self.run(addends, sums);
        let at = |reached: &[usize; 8]| {
            core::array::from_fn(|lane| place(8 * place_of[reached[lane]] + lane))
        };
        let mut total = sum_at(sums, at(&self.reached[0]));
        for reached in self.reached[1..]
            .iter()
            .filter(|reached| **reached != [0; 8])
        {
            total = total.add(&sum_at(sums, at(reached)).addend());
        }
        total
    }

    /// Stores the running sums that are needed; tells for each number of steps where its sum stands.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn run(&self, addends: &[Addend], sums: &mut Vec<Point>) -> Vec<usize> {
        let mut wanted = vec![false; self.length + 1];
        self.reached
            .iter()
            .flatten()
            .for_each(|steps| wanted[*steps] = true);
        let mut sum = Point::neutral();
        sums.clear();
        sums.push(sum);
        let mut place_of = vec![0; self.length + 1];
        for step in 0..self.length {
            let negative = self.negative[step];
            sum = sum.add_signed(&visit(addends, &self.visits[step], negative), negative);
            if wanted[step + 1] {
                place_of[step + 1] = sums.len();
                sums.push(sum);
            }
        }
        place_of
    }
}

/// Each lane's point, Y + X and Y - X exchanged where it is to be subtracted.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn visit(addends: &[Addend], places: &[i64; 8], negative: __mmask8) -> Addend {
    let start = addends.as_ptr().cast::<i64>();
    let at = checked(places, addends.len());
    let skip = |mask| _mm512_mask_add_epi64(at, mask, at, _mm512_set1_epi64(COORDINATE as i64));
    // SAFETY: `checked`, and the four coordinates take the numbers 8k of an addend from its lane, k < 20.
    unsafe {
        Addend {
            plus: gather(start, skip(negative)),
            minus: gather(start, skip(!negative)),
            z: gather(start.add(2 * COORDINATE), at),
            t2d: gather(start.add(3 * COORDINATE), at),
        }
    }
}

/// Lane by lane, the stored sum at this place.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn sum_at(sums: &[Point], places: [i64; 8]) -> Point {
    let start = sums.as_ptr().cast::<i64>();
    let at = checked(&places, sums.len());
    // SAFETY: `checked`, and the four coordinates take the numbers 8k of a sum from its lane, k < 20.
    unsafe {
        Point {
            x: gather(start, at),
            y: gather(start.add(COORDINATE), at),
            z: gather(start.add(2 * COORDINATE), at),
            t: gather(start.add(3 * COORDINATE), at),
        }
    }
}

/// Where the first number of point i stands among the numbers of a batch.
fn place(point: usize) -> i64 {
    (point / 8 * STRIDE + point % 8) as i64
}

/// The places as a vector. All come from `place`, so they are 160·block + lane with lane < 8; here block < `blocks` is
/// made sure.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn checked(places: &[i64; 8], blocks: usize) -> __m512i {
    let at = load(places);
    let inside = _mm512_cmplt_epu64_mask(at, _mm512_set1_epi64((blocks * STRIDE) as i64));
    assert!(inside == 0xff, "a place lies outside");
    at
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn load(numbers: &[i64; 8]) -> __m512i {
    // SAFETY: an unaligned load of the eight numbers of the array.
    unsafe { _mm512_loadu_epi64(numbers.as_ptr()) }
}

/// Five limbs that stand eight numbers apart, beginning at start[at] in each lane.
///
/// # Safety
/// start[at + 8k] must be readable for k < 5 and every lane's `at`.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
unsafe fn gather(start: *const i64, at: __m512i) -> F {
    // SAFETY: the caller's promise.
    F(core::array::from_fn(|k| unsafe {
        _mm512_i64gather_epi64::<8>(at, start.add(8 * k))
    }))
}
