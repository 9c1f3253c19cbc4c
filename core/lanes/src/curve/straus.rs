//! Powers of variable points with secret exponents in constant time: no branch and no address depends on an exponent.

use core::arch::x86_64::*;

use zeroize::Zeroize;

use crate::curve::codec::words;
use crate::curve::point::{Addend, Point};
use crate::curve::scalar::OddDigits;
use crate::vectors::splat;

const NARROW: usize = 4;
const DIGITS: usize = 64;

/// P, 3P, …, 15P of each lane's own point.
pub(crate) struct Multiples([Addend; 8]);

impl Multiples {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(point: &Point) -> Multiples {
        let twice = point.double().addend();
        let mut multiple = *point;
        let mut out = [point.addend(); 8];
        for entry in &mut out[1..] {
            multiple = multiple.add(&twice);
            *entry = multiple.addend();
        }
        Multiples(out)
    }

    /// Looks at every entry and keeps each lane's own, Y + X and Y - X exchanged where it is to be subtracted.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn choose(&self, index: __m512i, negative: __mmask8) -> Addend {
        let mut chosen = self.0[0];
        for (j, entry) in self.0.iter().enumerate().skip(1) {
            let mine = _mm512_cmpeq_epi64_mask(index, splat(j as i64));
            chosen = Addend {
                plus: chosen.plus.blend(mine, entry.plus),
                minus: chosen.minus.blend(mine, entry.minus),
                z: chosen.z.blend(mine, entry.z),
                t2d: chosen.t2d.blend(mine, entry.t2d),
            };
        }
        let (plus, minus) = (chosen.plus, chosen.minus);
        Addend { plus: plus.blend(negative, minus), minus: minus.blend(negative, plus), ..chosen }
    }
}

/// One secret exponent for each lane, in 64 odd digits of base 16. An even exponent is taken one too high, and `even`
/// says where the point must be subtracted again: so points outside the group of order l are treated exactly too.
pub(crate) struct Exponents {
    digits: OddDigits<NARROW, DIGITS>,
    even: __mmask8,
}

impl Exponents {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(scalars: &[[u8; 32]; 8]) -> Exponents {
        let k = words(scalars);
        Exponents { digits: OddDigits::new(k), even: _mm512_testn_epi64_mask(k[0], splat(1)) }
    }
}

impl Drop for Exponents {
    fn drop(&mut self) {
        self.even.zeroize();
    }
}

/// Lane by lane the product of the powers of several points, with the doublings shared (Straus).
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn product_of_powers(points: &[Multiples], exponents: &[Exponents]) -> Point {
    let mut sum = Point::neutral();
    for digit in (0..DIGITS).rev() {
        sum = sum.double_times(NARROW);
        for (multiples, exponent) in points.iter().zip(exponents) {
            let (index, negative) = exponent.digits.at(digit);
            sum = sum.add_signed(&multiples.choose(index, negative), negative);
        }
    }
    for (multiples, exponent) in points.iter().zip(exponents) {
        let less = sum.add_signed(&multiples.choose(splat(0), 0xff), 0xff);
        sum = sum.blend(exponent.even, &less);
    }
    sum
}
