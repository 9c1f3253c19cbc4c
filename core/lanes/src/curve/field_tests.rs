//! The field against big integers, with limbs at their bounds.

use core::arch::x86_64::*;

use crypto_bigint::{NonZero, U256, U512};

use crate::curve::codec::invert;
use crate::curve::field::F;
use crate::lanes::available;
use crate::vectors::lanes;

const TOP: u64 = (1 << 47) + (1 << 8) - 1;
const LOW: u64 = (1 << 52) - 1;

fn p() -> U256 {
    U256::MAX.shr(1).wrapping_sub(&U256::from(18u8))
}

fn number(limbs: [u64; 5]) -> U256 {
    let low = |k: usize| if k < 4 { limbs[k] & LOW } else { limbs[k] };
    (0..5).fold(U256::ZERO, |sum, k| sum.wrapping_add(&U256::from(low(k)).shl(52 * k as u32)))
}

fn residue(wide: U512) -> U256 {
    let modulus: U512 = (&p()).into();
    wide.rem(&NonZero::new(modulus).expect("p is not zero")).resize()
}

fn product(a: U256, b: U256) -> U256 {
    residue(a.concatenating_mul(&b))
}

fn sum(a: U256, b: U256) -> U256 {
    let (a, b): (U512, U512) = ((&a).into(), (&b).into());
    residue(a.wrapping_add(&b))
}

/// Values in every corner: small, around p, every limb at its bound, and with carried bits left standing.
fn operands() -> Vec<[u64; 5]> {
    let around_p = |less: u64| [LOW - less, LOW, LOW, LOW, (1 << 47) - 1];
    let mut out = vec![
        [0; 5],
        [1, 0, 0, 0, 0],
        [19, 0, 0, 0, 0],
        around_p(0),
        around_p(17),
        around_p(18),
        around_p(19),
    ];
    out.extend([
        [LOW, LOW, LOW, LOW, TOP],
        [0, 0, 0, 0, TOP],
        [LOW, 0, LOW, 0, TOP],
        [u64::MAX, u64::MAX, 0, LOW + 1, TOP],
    ]);
    for _ in 0..200 {
        let mut bytes = [0; 40];
        getrandom::fill(&mut bytes).expect("the system gives randomness");
        let limb = |k: usize| u64::from_le_bytes(*bytes[8 * k..].first_chunk().expect("eight bytes"));
        out.push([limb(0), limb(1), limb(2), limb(3), limb(4) & ((1 << 47) - 1)]);
    }
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn element(limbs: [u64; 5]) -> F {
    F::splat(limbs.map(|limb| limb as i64))
}

/// The canonical value of lane 5; all lanes hold the same here.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn value(f: F) -> U256 {
    let frozen = f.freeze().0.map(|limb: __m512i| lanes(limb)[5]);
    assert!(frozen[..4].iter().all(|limb| *limb <= LOW));
    number(frozen)
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn within_bounds(f: F) -> bool {
    lanes(f.0[4]).iter().all(|top| *top < (1 << 47) + (1 << 8))
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn all_operations() {
    for a in operands() {
        let (x, n) = (element(a), number(a));
        assert_eq!(value(x), sum(n, U256::ZERO), "freeze {a:x?}");
        assert_eq!(value(x.square()), product(n, n), "square {a:x?}");
        assert_eq!(
            value(x.neg()),
            sum(p(), p().sub_mod(&sum(n, U256::ZERO), &NonZero::new(p()).expect("p"))),
            "neg {a:x?}"
        );
        assert_eq!(x.is_zero() == 0xff, value(x) == U256::ZERO);
        assert_eq!(x.is_odd() == 0xff, bool::from(value(x).is_odd()));
        let inverse = value(x.mul(invert(x)));
        assert_eq!(inverse, U256::from(u8::from(value(x) != U256::ZERO)), "invert {a:x?}");
        for b in operands().into_iter().take(40) {
            let (y, m) = (element(b), number(b));
            for f in [x.mul(y), x.add(y), x.sub(y)] {
                assert!(within_bounds(f), "{a:x?} {b:x?}");
            }
            assert_eq!(value(x.mul(y)), product(n, m), "{a:x?} * {b:x?}");
            assert_eq!(value(x.add(y)), sum(n, m), "{a:x?} + {b:x?}");
            assert_eq!(value(x.sub(y).add(y)), value(x), "{a:x?} - {b:x?}");
        }
    }
}

/// Every limb at the greatest value that the bounds of the columns allow.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn widest_sums() {
    let most = element([LOW, LOW, LOW, LOW, TOP]);
    let n = product(number([LOW, LOW, LOW, LOW, TOP]), number([LOW, LOW, LOW, LOW, TOP]));
    let wide = most.mul_wide(most);
    assert!(wide.0.iter().all(|limb| lanes(*limb)[0] < 10 * (1 << 52) + (1 << 10)));
    assert_eq!(wide.0.map(|limb| lanes(limb)), most.square_wide().0.map(|limb| lanes(limb)));
    let three = wide.double().add(wide);
    assert_eq!(value(three.carry()), sum(sum(n, n), n));
    let difference = three.sub(F::zero().wide());
    assert!(within_bounds(difference.carry()));
    assert_eq!(value(difference.carry()), sum(sum(n, n), n));
    assert_eq!(value(F::zero().wide().sub(wide).add(wide).carry()), U256::ZERO);
}

#[test]
fn agrees_with_big_integers() {
    if available() {
        // SAFETY: the processor has the instructions.
        unsafe {
            all_operations();
            widest_sums();
        }
    }
}
