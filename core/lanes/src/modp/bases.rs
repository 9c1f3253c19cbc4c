//! Fixed bases: tables for public exponents (in variable time) and for secret ones (in constant time).

use core::arch::x86_64::*;

use crate::modp::exponent::{Exponents, digit_count, digits};
use crate::modp::montgomery::{Block, LIMBS, Montgomery};
use crate::modp::residues::{Modulus, Residues};
use crate::modp::rows::Rows;
use crate::vectors::{lanes, load, splat};

/// Bits of a public exponent taken together; in constant time fewer, for there every entry is looked at.
const WIDE: usize = 8;
const NARROW: usize = 5;

/// A fixed base with its tables: 3 MiB for exponents of 256 bits, 25 MiB for 2048.
pub struct PowerBase<const E: usize> {
    /// B^(d 2^(8i)) as row 256 i + d.
    public: Rows,
    secret: Vec<Window>,
}

/// For each limb the 32 residues B^(d 2^(5i)) of a window, in four registers.
type Window = [[__m512i; 4]; LIMBS];

impl<const E: usize> Modulus<E> {
    /// Tables for a base; None unless it lies in 2 .. p - 1. Membership of a subgroup is a separate question.
    pub fn base(&self, number: &[u64; 32]) -> Option<PowerBase<E>> {
        let (residues, good) = self.load(&[*number; 8]);
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        unsafe {
            let proper = good[0] && self.montgomery.is_one(&residues.blocks[0]) == 0;
            proper.then(|| PowerBase::new(&self.montgomery, &residues))
        }
    }
}

impl<const E: usize> PowerBase<E> {
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn new(modulus: &Montgomery, base: &Residues) -> PowerBase<E> {
        let (wide, narrow) = (digit_count::<E>(WIDE), digit_count::<E>(NARROW));
        let mut public = Rows::empty(wide << WIDE);
        for (first, powers) in window_bases(modulus, &base.blocks[0], WIDE, wide).iter().enumerate() {
            let mut power = modulus.one;
            for d in 0..1 << WIDE {
                public
                    .set(&power, |lane| (8 * first + lane < wide).then_some((8 * first + lane) << WIDE | d));
                power = modulus.mul(&power, powers);
            }
        }
        let mut secret = vec![[[splat(0); 4]; LIMBS]; narrow];
        for (windows, powers) in
            secret.chunks_mut(8).zip(window_bases(modulus, &base.blocks[0], NARROW, narrow))
        {
            fill(windows, modulus, &powers);
        }
        PowerBase { public, secret }
    }

    /// `product` times the base to each lane's public power.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn times_public(
        &self,
        modulus: &Montgomery,
        product: &Block,
        exponents: [&[u64; E]; 8],
    ) -> Block {
        let count = digit_count::<E>(WIDE);
        let mut rows = [[0; 8]; 256];
        let mut buffer = [0; 256];
        for (lane, exponent) in exponents.into_iter().enumerate() {
            digits(exponent, WIDE, &mut buffer[..count]);
            for (i, (row, digit)) in rows.iter_mut().zip(&buffer[..count]).enumerate() {
                row[lane] = (i << WIDE) as i64 + i64::from(*digit);
            }
        }
        let mut product = *product;
        for row in &rows[..count] {
            product = modulus.mul(&product, &self.public.gather(load(row)));
        }
        product
    }

    /// `product` times the base to each lane's secret power.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn times_secret(
        &self,
        modulus: &Montgomery,
        product: &Block,
        exponents: &Exponents<E>,
    ) -> Block {
        let mut product = *product;
        for (i, window) in self.secret.iter().enumerate() {
            product = modulus.mul(&product, &choose(window, exponents.digit(i, NARROW)));
        }
        product
    }
}

/// Each lane's entry of a window, by permuting registers that hold all entries.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn choose(window: &Window, digit: __m512i) -> Block {
    let upper = _mm512_test_epi64_mask(digit, splat(16));
    Block(core::array::from_fn(|k| {
        let [a, b, c, d] = window[k];
        // A permutation of two registers reads the low four bits of the index.
        let (low, high) = (_mm512_permutex2var_epi64(a, digit, b), _mm512_permutex2var_epi64(c, digit, d));
        _mm512_mask_blend_epi64(upper, low, high)
    }))
}

/// The 32 entries of up to eight windows from their bases.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn fill(windows: &mut [Window], modulus: &Montgomery, bases: &Block) {
    let mut power = modulus.one;
    for d in 0..1 << NARROW {
        for (k, limb) in power.0.iter().enumerate() {
            for (window, value) in windows.iter_mut().zip(lanes(*limb)) {
                let register = &mut window[k][d / 8];
                *register = _mm512_mask_blend_epi64(1 << (d % 8), *register, splat(value as i64));
            }
        }
        power = modulus.mul(&power, bases);
    }
}

/// B^(2^(w i)) for i < windows, eight neighbouring windows in the lanes of one block.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn window_bases(modulus: &Montgomery, base: &Block, w: usize, windows: usize) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut power = *base;
    for i in 0..windows {
        if i % 8 == 0 {
            out.push(power);
        } else if let Some(last) = out.last_mut() {
            for (to, from) in last.0.iter_mut().zip(power.0) {
                *to = _mm512_mask_blend_epi64(0xff << (i % 8), *to, from);
            }
        }
        power = modulus.square_times(&power, w);
    }
    out
}
