//! Numbers of 2048 bits as 32 words, and as 40 limbs of 52 bits. Nothing here is for secrets but the change of form.

use crate::modp::montgomery::LIMBS;

const LOW: u64 = (1 << 52) - 1;

/// 2048 bits in limbs of 52.
pub(crate) fn to_limbs(words: &[u64; 32]) -> [u64; LIMBS] {
    core::array::from_fn(|k| {
        let (word, shift) = (52 * k / 64, 52 * k % 64);
        let pair = u128::from(words[word]) | u128::from(*words.get(word + 1).unwrap_or(&0)) << 64;
        (pair >> shift) as u64 & LOW
    })
}

/// Exact limbs in 2048 bits.
pub(crate) fn to_words(limbs: &[u64; LIMBS]) -> [u64; 32] {
    let mut out = [0; 32];
    for (k, limb) in limbs.iter().enumerate() {
        let (word, shift) = (52 * k / 64, 52 * k % 64);
        let pair = u128::from(*limb) << shift;
        out[word] |= pair as u64;
        if let Some(next) = out.get_mut(word + 1) {
            *next |= (pair >> 64) as u64;
        }
    }
    out
}

/// 2^n x modulo p for x < p; for x = 0, 2^n modulo p. Needs p of 2048 bits; not for secrets.
pub(crate) fn double_often(x: &[u64; 32], p: &[u64; 32], n: usize) -> [u64; 32] {
    let mut x = *x;
    let mut start = n;
    if x == [0; 32] {
        // 2^2048 - p is below p.
        x = less(&x, p).0;
        start = n - 2048;
    }
    for _ in 0..start {
        let above = x[31] >> 63 == 1;
        let mut twice = [0; 32];
        for k in 0..32 {
            twice[k] = x[k] << 1 | if k > 0 { x[k - 1] >> 63 } else { 0 };
        }
        let (reduced, borrow) = less(&twice, p);
        x = if above || !borrow { reduced } else { twice };
    }
    x
}

/// a - b modulo 2^2048, and whether it went below zero.
pub(crate) fn less(a: &[u64; 32], b: &[u64; 32]) -> ([u64; 32], bool) {
    let mut borrow = false;
    let difference = core::array::from_fn(|k| {
        let (partial, first) = a[k].overflowing_sub(b[k]);
        let (whole, second) = partial.overflowing_sub(u64::from(borrow));
        borrow = first | second;
        whole
    });
    (difference, borrow)
}
