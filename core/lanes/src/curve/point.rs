//! Points of the twisted Edwards curve -x² + y² = 1 + d x² y² over 2^255 - 19, eight at once.
//!
//! Extended coordinates (X : Y : Z : T) with x = X/Z, y = Y/Z, T = XY/Z. The addition law for a = -1 (Hisil, Wong,
//! Carter, Dawson 2008, section 3.1) is complete here, because -1 is a square and d is not: it has no exceptions,
//! whatever the two points are, small order included. So no lane ever needs a branch.

use core::arch::x86_64::*;

use crate::curve::field::{F, Wide, limbs};
use crate::vectors::splat;

/// 2d, d = -121665/121666.
pub(crate) const TWICE_D: [i64; 5] =
    limbs([0xebd69b9426b2f159, 0x00e0149a8283b156, 0x198e80f2eef3d130, 0x2406d9dc56dffce7]);

#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Point {
    pub(crate) x: F,
    pub(crate) y: F,
    pub(crate) z: F,
    pub(crate) t: F,
}

/// A point prepared to be added many times.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Addend {
    /// Y + X
    pub(crate) plus: F,
    /// Y - X
    pub(crate) minus: F,
    pub(crate) z: F,
    /// 2d T
    pub(crate) t2d: F,
}

/// An `Addend` with Z = 1.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct AffineAddend {
    pub(crate) plus: F,
    pub(crate) minus: F,
    pub(crate) t2d: F,
}

impl Point {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn neutral() -> Point {
        Point { x: F::zero(), y: F::one(), z: F::one(), t: F::zero() }
    }

    /// Twice the point. E = 2XY, G = Y² - X², H = Y² + X², F = 2Z² - G; the point is (EF : GH : FG : EH).
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn double(&self) -> Point {
        let (e, f, g, h) = self.double_factors();
        Point { x: e.mul(f), y: g.mul(h), z: f.mul(g), t: e.mul(h) }
    }

    /// Twice the point n > 0 times. T is not needed to double, so only the last step computes it.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn double_times(&self, n: usize) -> Point {
        let mut p = *self;
        for _ in 1..n {
            let (e, f, g, h) = p.double_factors();
            p = Point { x: e.mul(f), y: g.mul(h), z: f.mul(g), t: p.t };
        }
        p.double()
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn double_factors(&self) -> (F, F, F, F) {
        let xx = self.x.square_wide();
        let yy = self.y.square_wide();
        let zz = self.z.square_wide();
        let xy = self.x.mul_wide(self.y);
        // 2Z² + X² is below 3 (10·2^52 + 2^10) < 2^57, as `sub` needs.
        let f = zz.double().add(xx).sub(yy);
        (xy.double().carry(), f.carry(), yy.sub(xx).carry(), yy.add(xx).carry())
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn addend(&self) -> Addend {
        let (x, y) = (self.x.wide(), self.y.wide());
        Addend {
            plus: y.add(x).carry(),
            minus: y.sub(x).carry(),
            z: self.z,
            t2d: self.t.mul(F::splat(TWICE_D)),
        }
    }

    /// The sum with ±Q: minus in the lanes of the mask. `q.plus` and `q.minus` must already stand exchanged there.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add_signed(&self, q: &Addend, negative: __mmask8) -> Point {
        let d = self.z.mul_wide(q.z).double();
        self.finish(q.plus, q.minus, q.t2d, d, negative)
    }

    /// Like `add_signed` with Z = 1: 2 Z Z' is 2Z.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add_affine_signed(&self, q: &AffineAddend, negative: __mmask8) -> Point {
        self.finish(q.plus, q.minus, q.t2d, self.z.wide().double(), negative)
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn add(&self, q: &Addend) -> Point {
        self.add_signed(q, 0)
    }

    /// A = (Y - X)(Y' - X'), B = (Y + X)(Y' + X'), C = 2d T T', D = 2 Z Z'; E = B - A, F = D - C, G = D + C, H = B + A;
    /// the sum is (EF : GH : FG : EH). For -Q, C changes its sign: F and G exchange their places.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn finish(&self, plus: F, minus: F, t2d: F, d: Wide, negative: __mmask8) -> Point {
        let (x, y) = (self.x.wide(), self.y.wide());
        let a = y.sub(x).carry().mul_wide(minus);
        let b = y.add(x).carry().mul_wide(plus);
        let c = self.t.mul_wide(t2d);
        let (below, above) = (d.sub(c), d.add(c));
        let e = b.sub(a).carry();
        let h = b.add(a).carry();
        let f = below.blend(negative, above).carry();
        let g = above.blend(negative, below).carry();
        Point { x: e.mul(f), y: g.mul(h), z: f.mul(g), t: e.mul(h) }
    }

    /// One lane's point in every lane.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn lane_everywhere(&self, lane: usize) -> Point {
        let from = splat(lane as i64);
        self.permute(from)
    }

    /// In each lane the point of the lane whose number stands there.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn permute(&self, from: __m512i) -> Point {
        let copy = |f: F| F(f.0.map(|limb| _mm512_permutexvar_epi64(from, limb)));
        Point { x: copy(self.x), y: copy(self.y), z: copy(self.z), t: copy(self.t) }
    }

    /// The sum of the eight points, in every lane: three times the sum with the lanes half, a quarter, an eighth away.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn sum_of_lanes(&self) -> Point {
        let mut sum = *self;
        for distance in [4, 2, 1] {
            let from = _mm512_xor_si512(_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), splat(distance));
            sum = sum.add(&sum.permute(from).addend());
        }
        sum
    }

    /// Lane by lane: `other` where the mask is set. No branch.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn blend(&self, mask: __mmask8, other: &Point) -> Point {
        Point {
            x: self.x.blend(mask, other.x),
            y: self.y.blend(mask, other.y),
            z: self.z.blend(mask, other.z),
            t: self.t.blend(mask, other.t),
        }
    }

    /// The lanes that hold the neutral element: x = 0 and y = 1.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn is_neutral(&self) -> __mmask8 {
        self.x.is_zero() & self.y.sub(self.z).is_zero()
    }
}

impl Addend {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn neutral() -> Addend {
        Addend { plus: F::one(), minus: F::one(), z: F::one(), t2d: F::zero() }
    }
}

impl AffineAddend {
    /// From affine coordinates.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn new(x: F, y: F) -> AffineAddend {
        AffineAddend { plus: y.add(x), minus: y.sub(x), t2d: x.mul(y).mul(F::splat(TWICE_D)) }
    }

    /// Its fifteen limbs in eight lanes each, cleared of what was carried.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn exact_limbs(&self) -> [[u64; 8]; 15] {
        let mut out = [[0; 8]; 15];
        for (c, coordinate) in [self.plus, self.minus, self.t2d].into_iter().enumerate() {
            for (k, limb) in coordinate.wide().0.into_iter().enumerate() {
                out[5 * c + k] = crate::vectors::lanes(limb);
            }
        }
        out
    }
}

impl Point {
    /// The point's 160 numbers: lane l of limb k of coordinate c is number 40 c + 8 k + l.
    pub(crate) fn numbers(&self) -> &[i64; 160] {
        // SAFETY: a `Point` is four times five vectors of eight numbers and nothing else (repr(C), no padding).
        unsafe { &*core::ptr::from_ref(self).cast() }
    }

    pub(crate) fn from_numbers(numbers: [i64; 160]) -> Point {
        // SAFETY: the same size, and every bit pattern is a vector.
        unsafe { core::mem::transmute(numbers) }
    }

    pub(crate) fn numbers_mut(&mut self) -> &mut [i64; 160] {
        // SAFETY: as for `numbers`; every bit pattern is a vector.
        unsafe { &mut *core::ptr::from_mut(self).cast() }
    }
}
