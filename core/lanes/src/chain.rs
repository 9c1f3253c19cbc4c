//! Many powers P^c of the same points, in variable time (public exponents), eight powers at once.
//!
//! The doublings of a point are shared by all its exponents: a chain holds 32^i P. A power is then a sum of chain links
//! weighted with the digits of c in base 32, taken by Yao's method: walk through the digits in falling order of their
//! magnitude and keep the running sum R; with R_m the sum of the links with |digit| >= m, the power is Σ R_m, m = 1..16.
//! Each lane walks its own order, and keeps all intermediate R in memory, so no lane waits for another.

use core::arch::x86_64::*;

use crate::field::F;
use crate::point::{Addend, Point};
use crate::scalar::signed_digits;

const LINKS: usize = 51;
const MAGNITUDES: usize = 16;
/// Numbers in an `Addend` or a `Point`: four coordinates of five limbs in eight lanes.
const STRIDE: usize = 160;
const COORDINATE: i64 = 40;

/// For each of eight points the links 32^i P, i = 0..50, and last the neutral element.
pub(crate) struct Chain(Vec<Addend>);

impl Chain {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(point: &Point) -> Chain {
        let mut links = Vec::with_capacity(LINKS + 1);
        let mut p = *point;
        links.push(p.addend());
        for _ in 1..LINKS {
            p = p.double_times(5);
            links.push(p.addend());
        }
        links.push(Addend::neutral());
        Chain(links)
    }
}

/// What one lane is to compute: the point in this lane of the chain, to this power.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) lane: usize,
    pub(crate) exponent: &'a [u8; 32],
}

/// The order in which each lane visits the links, and how far it has come after each magnitude.
struct Walk {
    /// Where in the chain the link's first number of this lane stands.
    visits: [[i64; 8]; LINKS],
    negative: [__mmask8; LINKS],
    /// reached[m - 1]: how many digits have magnitude m or more.
    reached: [[usize; 8]; MAGNITUDES],
    length: usize,
}

impl Walk {
    fn new(tasks: &[Task; 8]) -> Walk {
        let mut walk = Walk {
            visits: [[(LINKS * STRIDE) as i64; 8]; LINKS],
            negative: [0; LINKS],
            reached: [[0; 8]; MAGNITUDES],
            length: 0,
        };
        for (slot, task) in tasks.iter().enumerate() {
            walk.plan(slot, task);
        }
        walk
    }

    /// Sorts one lane's digits by counting.
    fn plan(&mut self, slot: usize, task: &Task) {
        let digits = signed_digits(task.exponent);
        let mut counts = [0usize; MAGNITUDES + 2];
        for digit in digits {
            counts[usize::from(digit.unsigned_abs())] += 1;
        }
        let mut place = [0usize; MAGNITUDES + 1];
        let mut above = 0;
        for magnitude in (1..=MAGNITUDES).rev() {
            place[magnitude] = above;
            above += counts[magnitude];
            self.reached[magnitude - 1][slot] = above;
        }
        self.length = self.length.max(above);
        for (link, digit) in digits.into_iter().enumerate().filter(|(_, digit)| *digit != 0) {
            let position = &mut place[usize::from(digit.unsigned_abs())];
            self.visits[*position][slot] = (link * STRIDE + task.lane) as i64;
            self.negative[*position] |= u8::from(digit < 0) << slot;
            *position += 1;
        }
    }
}

/// The eight powers. `sums` is scratch space that a caller may use again.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn powers(chain: &Chain, tasks: &[Task; 8], sums: &mut Vec<Point>) -> Point {
    assert!(tasks.iter().all(|task| task.lane < 8), "a chain has eight lanes");
    let walk = Walk::new(tasks);
    let mut sum = Point::neutral();
    sums.clear();
    sums.push(sum);
    for (visit, negative) in walk.visits.iter().zip(walk.negative).take(walk.length) {
        sum = sum.add_signed(&link(chain, visit, negative), negative);
        sums.push(sum);
    }
    let mut power = sum_at(sums, &walk.reached[0]);
    for reached in walk.reached[1..].iter().filter(|reached| **reached != [0; 8]) {
        power = power.add(&sum_at(sums, reached).addend());
    }
    power
}

/// The link that each lane visits, Y + X and Y - X exchanged where it is to be subtracted.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn link(chain: &Chain, visit: &[i64; 8], negative: __mmask8) -> Addend {
    let start = chain.0.as_ptr().cast::<i64>();
    let at = load(visit);
    let skip = |mask| _mm512_mask_add_epi64(at, mask, at, _mm512_set1_epi64(COORDINATE));
    // SAFETY: a visit is link·160 + lane with link <= 51 and lane < 8, the chain has 52 links of 160 numbers, and the four
    // coordinates take the numbers lane + 8k of a link, k < 20.
    unsafe {
        Addend {
            plus: gather(start, skip(negative)),
            minus: gather(start, skip(!negative)),
            z: gather(start.add(2 * COORDINATE as usize), at),
            t2d: gather(start.add(3 * COORDINATE as usize), at),
        }
    }
}

/// Lane by lane, the running sum after `reached` steps.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn sum_at(sums: &[Point], reached: &[usize; 8]) -> Point {
    let start = sums.as_ptr().cast::<i64>();
    let at: [i64; 8] = core::array::from_fn(|lane| {
        assert!(reached[lane] < sums.len());
        (reached[lane] * STRIDE + lane) as i64
    });
    let at = load(&at);
    let step = COORDINATE as usize;
    // SAFETY: `reached` was just checked, and the four coordinates take the numbers lane + 8k of a sum, k < 20.
    unsafe {
        Point {
            x: gather(start, at),
            y: gather(start.add(step), at),
            z: gather(start.add(2 * step), at),
            t: gather(start.add(3 * step), at),
        }
    }
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
    F(core::array::from_fn(|k| unsafe { _mm512_i64gather_epi64::<8>(at, start.add(8 * k)) }))
}
