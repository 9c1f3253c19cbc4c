//! Between the 32 bytes of a compressed point (RFC 8032, 5.1.2 and 5.1.3) and eight points in lanes.

use core::arch::x86_64::*;

use crate::curve::field::{F, limbs};
use crate::curve::point::Point;
use crate::vectors::{lanes, splat};

const D: [i64; 5] = limbs([0x75eb4dca135978a3, 0x00700a4d4141d8ab, 0x8cc740797779e898, 0x52036cee2b6ffe73]);
const ROOT_OF_MINUS_ONE: [i64; 5] =
    limbs([0xc4ee1b274a0ea0b0, 0x2f431806ad2fe478, 0x2b4d00993dfbd7a7, 0x2b8324804fc1df0b]);

/// x^(2^250 - 1) and x^11: the common trunk of inversion and square root.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn trunk<const N: usize>(x: [F; N]) -> ([F; N], [F; N]) {
    let x2 = squares(x, 1);
    let x9 = products(squares(x2, 2), x);
    let x11 = products(x9, x2);
    let n5 = products(squares(x11, 1), x9);
    let n10 = products(squares(n5, 5), n5);
    let n20 = products(squares(n10, 10), n10);
    let n40 = products(squares(n20, 20), n20);
    let n50 = products(squares(n40, 10), n10);
    let n100 = products(squares(n50, 50), n50);
    let n200 = products(squares(n100, 100), n100);
    (products(squares(n200, 50), n50), x11)
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn products<const N: usize>(mut a: [F; N], b: [F; N]) -> [F; N] {
    for i in 0..N {
        a[i] = a[i].mul(b[i]);
    }
    a
}

/// Each to the power 2^n; side by side, because one square alone waits for itself.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn squares<const N: usize>(mut a: [F; N], n: usize) -> [F; N] {
    for _ in 0..n {
        for x in &mut a {
            *x = x.square();
        }
    }
    a
}

/// 1/x, and 0 for 0: x^(p - 2), p - 2 = 2^255 - 21 = 32 (2^250 - 1) + 11.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn invert(x: F) -> F {
    let ([n250], [x11]) = trunk([x]);
    n250.square_times(5).mul(x11)
}

/// x^((p - 5)/8), (p - 5)/8 = 2^252 - 3 = 4 (2^250 - 1) + 1.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn root_power<const N: usize>(x: [F; N]) -> [F; N] {
    products(squares(trunk(x).0, 2), x)
}

/// Eight strings as the four 64-bit words of each, word by word.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn words(bytes: &[[u8; 32]; 8]) -> [__m512i; 4] {
    core::array::from_fn(|k| {
        let word = |lane: usize| i64::from_le_bytes(*bytes[lane][8 * k..].first_chunk().expect("32 bytes"));
        _mm512_set_epi64(word(7), word(6), word(5), word(4), word(3), word(2), word(1), word(0))
    })
}

/// The y coordinates (255 bits, perhaps not below p) and the lanes whose top bit is set.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn unpack(bytes: &[[u8; 32]; 8]) -> (F, __mmask8) {
    let [a, b, c, d] = words(bytes);
    let low = splat((1 << 52) - 1);
    let join = |x, y| _mm512_and_si512(_mm512_or_si512(x, y), low);
    let y = F([
        _mm512_and_si512(a, low),
        join(_mm512_srli_epi64::<52>(a), _mm512_slli_epi64::<12>(b)),
        join(_mm512_srli_epi64::<40>(b), _mm512_slli_epi64::<24>(c)),
        join(_mm512_srli_epi64::<28>(c), _mm512_slli_epi64::<36>(d)),
        _mm512_and_si512(_mm512_srli_epi64::<16>(d), splat((1 << 47) - 1)),
    ]);
    (y, _mm512_movepi64_mask(d))
}

/// Eight points and the lanes whose string is the canonical encoding of a point of the curve.
///
/// Refused: y >= p, y without an x, and x = 0 with the sign bit. Refused lanes hold the neutral element.
/// With u = y² - 1 and v = d y² + 1, x = u v³ (u v⁷)^((p-5)/8) satisfies v x² = ±u whenever u/v or -u/v is a
/// square; for -u, x is multiplied with the root of -1. v is never 0 because -1/d is not a square.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn decompress<const N: usize>(bytes: [&[[u8; 32]; 8]; N]) -> [(Point, __mmask8); N] {
    let strings = bytes.map(|b| unpack(b));
    let uv = strings.map(|(y, _)| {
        let yy = y.square();
        (yy.sub(F::one()), yy.mul(F::splat(D)).add(F::one()))
    });
    let uv3 = uv.map(|(u, v)| u.mul(v.square().mul(v)));
    let mut uv7 = uv3;
    for i in 0..N {
        let (_, v) = uv[i];
        uv7[i] = uv3[i].mul(v.square().square());
    }
    let x = products(root_power(uv7), uv3);
    core::array::from_fn(|i| finish(strings[i].0, strings[i].1, x[i], uv[i]))
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn finish(y: F, sign: __mmask8, x: F, (u, v): (F, F)) -> (Point, __mmask8) {
    let vxx = x.square().mul(v);
    let plus = vxx.sub(u).is_zero();
    let minus = vxx.add(u).is_zero();
    let x = x.blend(minus & !plus, x.mul(F::splat(ROOT_OF_MINUS_ONE)));
    let x = x.blend(x.is_odd() ^ sign, x.neg());
    let canonical =
        y.freeze().0.iter().zip(y.0).fold(0xff, |all, (a, b)| all & _mm512_cmpeq_epi64_mask(*a, b));
    let good = canonical & (plus | minus) & !(x.is_zero() & sign);
    let point = Point { x, y, z: F::one(), t: x.mul(y) };
    (Point::neutral().blend(good, &point), good)
}

/// The affine coordinates of all points, with one inversion for all of them (Montgomery's trick, lane by lane).
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn affine(points: &[Point]) -> Vec<(F, F)> {
    let mut before = Vec::with_capacity(points.len());
    let mut product = F::one();
    for p in points {
        before.push(product);
        product = product.mul(p.z);
    }
    let mut inverse = invert(product);
    let mut out = vec![(F::zero(), F::zero()); points.len()];
    for (i, p) in points.iter().enumerate().rev() {
        let z = inverse.mul(before[i]);
        inverse = inverse.mul(p.z);
        out[i] = (p.x.mul(z), p.y.mul(z));
    }
    out
}

/// The 32 bytes of each of eight points: y, and the parity of x in the top bit.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn compress((x, y): (F, F)) -> [[u8; 32]; 8] {
    let [a, b, c, d, e] = y.freeze().0;
    let sign = _mm512_maskz_set1_epi64(x.is_odd(), i64::MIN);
    let words = [
        _mm512_or_si512(a, _mm512_slli_epi64::<52>(b)),
        _mm512_or_si512(_mm512_srli_epi64::<12>(b), _mm512_slli_epi64::<40>(c)),
        _mm512_or_si512(_mm512_srli_epi64::<24>(c), _mm512_slli_epi64::<28>(d)),
        _mm512_or_si512(_mm512_or_si512(_mm512_srli_epi64::<36>(d), _mm512_slli_epi64::<16>(e)), sign),
    ];
    let mut bytes = [[0; 32]; 8];
    for (k, word) in words.into_iter().enumerate() {
        for (lane, value) in lanes(word).into_iter().enumerate() {
            bytes[lane][8 * k..8 * k + 8].copy_from_slice(&value.to_le_bytes());
        }
    }
    bytes
}
