//! Powers with secret exponents in constant time: no branch and no address depends on an exponent.

use core::arch::x86_64::*;

use crate::modp::bases::PowerBase;
use crate::modp::exponent::{Exponents, digit_count};
use crate::modp::montgomery::{Block, Montgomery};
use crate::modp::residues::{Modulus, Residues};
use crate::vectors::{lanes, splat};

/// Bits of an exponent taken together, where every entry of a table is looked at.
const WIDTH: usize = 4;
/// How many blocks of eight numbers share their squarings: their tables (40 KiB each) stay in the second-level cache.
const TOGETHER: usize = 24;

impl<const E: usize> Modulus<E> {
    /// For each i the product of B^(k_i) over all (B, k): secret exponents, as many for each base.
    pub fn fixed_powers(&self, terms: &[(&PowerBase<E>, &[[u64; E]])]) -> Residues {
        let len = terms.first().map_or(0, |(_, exponents)| exponents.len());
        assert!(terms.iter().all(|(_, exponents)| exponents.len() == len), "as many exponents for each base");
        let mut out = self.ones(len);
        for (i, block) in out.blocks.iter_mut().enumerate() {
            for (base, exponents) in terms {
                // SAFETY: a `Modulus` exists only where the processor has the instructions.
                *block = unsafe { base.times_secret(&self.montgomery, block, &Exponents::new(exponents, i)) };
            }
        }
        out
    }

    /// For each i the power b_i^(k_i): secret exponents.
    pub fn powers(&self, numbers: &Residues, exponents: &[[u64; E]]) -> Residues {
        assert_eq!(numbers.len, exponents.len(), "an exponent for each number");
        let mut out = numbers.clone();
        for (i, block) in out.blocks.iter_mut().enumerate() {
            // SAFETY: a `Modulus` exists only where the processor has the instructions.
            *block =
                unsafe { product_of_powers(&self.montgomery, &[*block], &[Exponents::new(exponents, i)]) };
        }
        out
    }

    /// The one product of all b_i^(k_i): secret exponents.
    pub fn secret_product(&self, numbers: &Residues, exponents: &[[u64; E]]) -> Residues {
        assert_eq!(numbers.len, exponents.len(), "an exponent for each number");
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        let block = unsafe { secret_product(&self.montgomery, numbers, exponents) };
        Residues { blocks: vec![block], len: 1 }
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn secret_product<const E: usize>(modulus: &Montgomery, numbers: &Residues, exponents: &[[u64; E]]) -> Block {
    let mut product = modulus.one;
    for (n, blocks) in numbers.blocks.chunks(TOGETHER).enumerate() {
        let mut mine = Vec::with_capacity(TOGETHER);
        for i in 0..blocks.len() {
            mine.push(Exponents::new(exponents, n * TOGETHER + i));
        }
        product = modulus.mul(&product, &product_of_powers(modulus, blocks, &mine));
    }
    product_of_lanes(modulus, &product)
}

/// Lane by lane the product of the powers of several numbers, with the squarings shared (Straus).
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn product_of_powers<const E: usize>(
    modulus: &Montgomery,
    numbers: &[Block],
    exponents: &[Exponents<E>],
) -> Block {
    let mut tables = Vec::with_capacity(numbers.len());
    for number in numbers {
        tables.push(table(modulus, number));
    }
    let mut product = modulus.one;
    for i in (0..digit_count::<E>(WIDTH)).rev() {
        product = modulus.square_times(&product, WIDTH);
        for (table, exponents) in tables.iter().zip(exponents) {
            product = modulus.mul(&product, &choose(table, exponents.digit(i, WIDTH)));
        }
    }
    product
}

/// 1, b, b², …, b^15.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn table(modulus: &Montgomery, number: &Block) -> [Block; 16] {
    let mut out = [modulus.one; 16];
    for i in 1..16 {
        out[i] = modulus.mul(&out[i - 1], number);
    }
    out
}

/// Looks at every entry and keeps each lane's own.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn choose(table: &[Block; 16], digit: __m512i) -> Block {
    let mut chosen = table[0];
    for (j, entry) in table.iter().enumerate().skip(1) {
        let mine = _mm512_cmpeq_epi64_mask(digit, splat(j as i64));
        for (to, from) in chosen.0.iter_mut().zip(&entry.0) {
            *to = _mm512_mask_blend_epi64(mine, *to, *from);
        }
    }
    chosen
}

/// The product of the eight numbers, in every lane: three times with the lanes half, a quarter, an eighth away.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn product_of_lanes(modulus: &Montgomery, block: &Block) -> Block {
    let mut product = *block;
    for distance in [4, 2, 1] {
        let from = _mm512_xor_si512(_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), splat(distance));
        let other = Block(product.0.map(|limb| _mm512_permutexvar_epi64(from, limb)));
        product = modulus.mul(&product, &other);
    }
    product
}

/// One lane's number in every lane.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
pub(crate) fn lane_everywhere(block: &Block, lane: usize) -> Block {
    Block(block.0.map(|limb| splat(lanes(limb)[lane] as i64)))
}
