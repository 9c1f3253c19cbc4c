//! What both rooms do with vectors of eight 64-bit lanes.

use core::arch::x86_64::*;

/// The same number in every lane.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn splat(x: i64) -> __m512i {
    _mm512_set1_epi64(x)
}

/// The eight numbers of a vector.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn lanes(v: __m512i) -> [u64; 8] {
    let mut out = [0; 8];
    // SAFETY: `out` has room for the eight numbers that an unaligned store writes.
    unsafe { _mm512_storeu_epi64(out.as_mut_ptr().cast(), v) };
    out
}

/// Eight vectors as the rows of a matrix, to its columns.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn transpose(v: [__m512i; 8]) -> [__m512i; 8] {
    let [a, b, c, d, e, f, g, h] = v;
    // Pairs of lanes (0 1)(2 3)(4 5)(6 7) exchange within two neighbouring rows, …
    let (ab0, ab1) = (_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
    let (cd0, cd1) = (_mm512_unpacklo_epi64(c, d), _mm512_unpackhi_epi64(c, d));
    let (ef0, ef1) = (_mm512_unpacklo_epi64(e, f), _mm512_unpackhi_epi64(e, f));
    let (gh0, gh1) = (_mm512_unpacklo_epi64(g, h), _mm512_unpackhi_epi64(g, h));
    // … then quarters between four rows, and halves between all eight.
    let even = quarters(ab0, cd0, ef0, gh0);
    let odd = quarters(ab1, cd1, ef1, gh1);
    [even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3]]
}

/// Four vectors of four quarters each: the matrix of quarters transposed.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn quarters(a: __m512i, b: __m512i, c: __m512i, d: __m512i) -> [__m512i; 4] {
    let (ab_even, ab_odd) = (_mm512_shuffle_i64x2::<0x88>(a, b), _mm512_shuffle_i64x2::<0xdd>(a, b));
    let (cd_even, cd_odd) = (_mm512_shuffle_i64x2::<0x88>(c, d), _mm512_shuffle_i64x2::<0xdd>(c, d));
    [
        _mm512_shuffle_i64x2::<0x88>(ab_even, cd_even),
        _mm512_shuffle_i64x2::<0x88>(ab_odd, cd_odd),
        _mm512_shuffle_i64x2::<0xdd>(ab_even, cd_even),
        _mm512_shuffle_i64x2::<0xdd>(ab_odd, cd_odd),
    ]
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn load(numbers: &[i64; 8]) -> __m512i {
    // SAFETY: an unaligned load of the eight numbers of the array.
    unsafe { _mm512_loadu_epi64(numbers.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn store(numbers: &mut [i64; 8], v: __m512i) {
    // SAFETY: an unaligned store over the eight numbers of the array.
    unsafe { _mm512_storeu_epi64(numbers.as_mut_ptr(), v) }
}

/// Bits `from .. from + width` of each lane's number, zeros above its last word. Needs width < 64.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn bits(words: &[__m512i], from: usize, width: usize) -> __m512i {
    let (word, shift) = (from / 64, from % 64);
    let mut value = _mm512_srlv_epi64(words[word], splat(shift as i64));
    if shift + width > 64 && word + 1 < words.len() {
        value = _mm512_or_si512(value, _mm512_sllv_epi64(words[word + 1], splat(64 - shift as i64)));
    }
    _mm512_and_si512(value, splat((1 << width) - 1))
}
