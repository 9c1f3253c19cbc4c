//! Sums of many points weighted with small signed digits, one in each lane, in variable time.

use core::arch::x86_64::*;

use crate::curve::field::F;
use crate::curve::point::Point;
use crate::curve::rows::Rows;
use crate::vectors::{load, splat};
use crate::walk::Walk;

/// Numbers in eight `Point`s: four coordinates of five limbs in eight lanes.
const STRIDE: usize = 160;
const COORDINATE: usize = 40;

/// A walk and the running sums that it leaves; scratch memory to be used again.
#[derive(Default)]
pub(crate) struct Weighted {
    pub(crate) walk: Walk,
    sums: Vec<Point>,
}

impl Weighted {
    /// The weighted sums of the walk as planned.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn sum(&mut self, points: &Rows) -> Point {
        self.walk.assign_places();
        self.run(points);
        let mut places = self.walk.places();
        let mut total = places.next().map_or(Point::neutral(), |first| sum_at(&self.sums, first));
        for place in places {
            total = total.add(&sum_at(&self.sums, place).addend());
        }
        total
    }

    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn run(&mut self, points: &Rows) {
        let mut sum = Point::neutral();
        self.sums.clear();
        self.sums.push(sum);
        for (visit, wanted) in self.walk.steps() {
            let visit = load(visit);
            let negative = _mm512_test_epi64_mask(visit, splat(1));
            sum = sum.add_signed(&points.gather(_mm512_srli_epi64::<1>(visit), negative), negative);
            if wanted {
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
