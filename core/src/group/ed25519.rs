//! Ed25519 (5.2.1) over curve25519-dalek.
//!
//! An element is the 64 lower-case hexadecimal digits of the number compress(x, y), that is of the usual 32
//! little-endian bytes in reverse.

use std::sync::OnceLock;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{
    CompressedEdwardsY, EdwardsBasepointTable, EdwardsPoint, VartimeEdwardsPrecomputation,
};
use curve25519_dalek::traits::{
    BasepointTable, Identity, MultiscalarMul, VartimeMultiscalarMul, VartimePrecomputedMultiscalarMul,
};
use zeroize::Zeroizing;

use super::elementwise::Elementwise;
use super::{Commitment, Exponents, Scalar, decimal};
use crate::random::Randomness;

pub use curve25519_dalek::Scalar as Number;

impl Scalar for Number {
    fn from_u64(value: u64) -> Self {
        Number::from(value)
    }

    fn from_digest(digest: &[u8]) -> Self {
        let shift = Number::from(1u64 << 32) * Number::from(1u64 << 32);
        let shift = shift * shift * shift * shift;
        digest.rchunks(32).rev().fold(Number::ZERO, |number, chunk| {
            let mut bytes = Zeroizing::new([0; 32]);
            bytes.iter_mut().zip(chunk.iter().rev()).for_each(|(to, from)| *to = *from);
            number * shift + Number::from_bytes_mod_order(*bytes)
        })
    }

    fn random(randomness: &mut Randomness) -> Self {
        let mut bytes = Zeroizing::new([0; 64]);
        randomness.fill(&mut *bytes);
        Number::from_bytes_mod_order_wide(&bytes)
    }

    fn read(text: &[u8]) -> Option<Self> {
        let words = decimal::read(text, 4)?;
        let mut bytes = Zeroizing::new([0; 32]);
        for (chunk, word) in bytes.chunks_mut(8).zip(words.iter()) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        Number::from_canonical_bytes(*bytes).into_option()
    }

    fn write(&self) -> Zeroizing<Vec<u8>> {
        let bytes = Zeroizing::new(self.to_bytes());
        let mut words = Zeroizing::new([0; 4]);
        for (word, chunk) in words.iter_mut().zip(bytes.chunks(8)) {
            *word = chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        decimal::write(&*words)
    }

    fn invert(&self) -> Self {
        Number::invert(self)
    }
}

/// Powers of a fixed base, once for secret and once for public exponents.
pub struct Table {
    secret: EdwardsBasepointTable,
    public: VartimeEdwardsPrecomputation,
}

/// Ed25519 on any processor.
pub struct Ed25519;

impl Ed25519 {
    /// How many paddings an embedding has (5.2.1): 14 bits.
    pub const PADDINGS: u16 = 1 << 14;

    /// The little-endian bytes of the number that integers stand for, with padding 0; nothing where they are too many.
    pub fn unpadded(integers: &[u8]) -> Option<[u8; 32]> {
        let mut bytes = [0; 32];
        for (index, integer) in integers.iter().rev().enumerate() {
            let shifted = (u16::from(*integer) << 6).to_le_bytes();
            *bytes.get_mut(index + 1)? |= shifted[0];
            *bytes.get_mut(index + 2)? |= shifted[1];
        }
        (integers.len() <= <Self as Elementwise>::MAX_INTS).then_some(bytes)
    }

    /// The same number with another padding.
    pub fn padded(unpadded: &[u8; 32], padding: u16) -> [u8; 32] {
        let mut bytes = *unpadded;
        bytes[0] |= padding.to_le_bytes()[0];
        bytes[1] |= padding.to_le_bytes()[1];
        bytes
    }

    /// The first number that GetGenerator (6) tries for a digest, as little-endian bytes.
    pub fn first_candidate(digest: &[u8; 32]) -> [u8; 32] {
        let byte = |index: usize| digest.get(31usize.wrapping_sub(index)).copied().unwrap_or(0);
        std::array::from_fn(|index| byte(index) >> 2 | byte(index + 1) << 6)
    }

    /// The next number.
    pub fn next_candidate(bytes: &mut [u8; 32]) {
        for byte in bytes {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                return;
            }
        }
    }
}

impl Elementwise for Ed25519 {
    const NAME: &'static str = "Ed25519";
    const MAX_INTS: usize = 30;

    type Scalar = Number;
    type Element = EdwardsPoint;
    type Text = [u8; 64];
    type Table = Table;

    fn order() -> Vec<u8> {
        let largest = (-Number::ONE).to_bytes();
        let word = |index: usize| u64::from_le_bytes(std::array::from_fn(|byte| largest[8 * index + byte]));
        decimal::write(&[word(0) + 1, word(1), word(2), word(3)]).to_vec()
    }

    fn one() -> EdwardsPoint {
        EdwardsPoint::identity()
    }

    fn generator() -> EdwardsPoint {
        ED25519_BASEPOINT_POINT
    }

    fn table(base: &EdwardsPoint) -> Table {
        Table {
            secret: EdwardsBasepointTable::create(base),
            public: VartimeEdwardsPrecomputation::new([*base]),
        }
    }

    fn generator_table() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Self::table(&ED25519_BASEPOINT_POINT))
    }

    fn read(text: &[u8]) -> Option<EdwardsPoint> {
        decompress(&point_bytes(text)?)
    }

    fn write_all(elements: &[EdwardsPoint]) -> Vec<[u8; 64]> {
        EdwardsPoint::compress_batch_alloc(elements).iter().map(|point| digits(&point.0)).collect()
    }

    fn is_member(element: &EdwardsPoint) -> bool {
        element.is_torsion_free()
    }

    fn parts(elements: &[EdwardsPoint]) -> Vec<u128> {
        EdwardsPoint::compress_batch_alloc(elements).iter().map(|point| part(&point.0)).collect()
    }

    fn multiply(left: &EdwardsPoint, right: &EdwardsPoint) -> EdwardsPoint {
        left + right
    }

    fn invert(element: &EdwardsPoint) -> EdwardsPoint {
        -element
    }

    fn commitment(
        second: &Table,
        powers: &[(EdwardsPoint, Number)],
        commitment: &Commitment<Number>,
    ) -> EdwardsPoint {
        if let (Some(exponent), None, [(base, power)]) = (&commitment.generator, &commitment.second, powers) {
            return EdwardsPoint::vartime_double_scalar_mul_basepoint(power, base, exponent);
        }
        let (bases, exponents) = (powers.iter().map(|p| p.0), powers.iter().map(|p| p.1));
        let mut point = match commitment.second {
            Some(e) => second.public.vartime_mixed_multiscalar_mul([e], exponents, bases),
            None => EdwardsPoint::vartime_multiscalar_mul(exponents, bases),
        };
        if let Some(e) = commitment.generator {
            point += Self::generator_table().public.vartime_multiscalar_mul([e]);
        }
        point
    }

    fn multipower(elements: &[EdwardsPoint], exponents: &[Number]) -> EdwardsPoint {
        EdwardsPoint::vartime_multiscalar_mul(exponents, elements)
    }

    fn secret_product(second: &Table, exponents: &Exponents<Number>) -> EdwardsPoint {
        let generator = &Self::generator_table().secret;
        match (&exponents.generator, &exponents.second) {
            (Some(a), Some(b)) => generator * a + &second.secret * b,
            (Some(a), None) => generator * a,
            (None, Some(b)) => &second.secret * b,
            (None, None) => EdwardsPoint::identity(),
        }
    }

    fn secret_power(element: &EdwardsPoint, exponent: &Number) -> EdwardsPoint {
        element * exponent
    }

    fn secret_multipower(elements: &[EdwardsPoint], exponents: &[Number]) -> EdwardsPoint {
        EdwardsPoint::multiscalar_mul(exponents, elements)
    }

    /// The little-endian bytes.
    fn sort_key(text: &[u8]) -> Vec<u8> {
        point_bytes(text).unwrap_or_default().to_vec()
    }

    /// The smallest padding that gives an element (5.2.1). How many are tried depends on the integers; only a search
    /// through all 2¹⁴ paddings would hide that.
    fn embed(integers: &[u8]) -> Option<EdwardsPoint> {
        let first = Self::unpadded(integers)?;
        let candidates = (0..Self::PADDINGS).map(|padding| Self::padded(&first, padding));
        candidates.filter_map(|bytes| decompress(&bytes)).find(EdwardsPoint::is_torsion_free)
    }

    fn extract(text: &[u8], count: usize) -> Vec<u8> {
        let bytes = point_bytes(text).unwrap_or_default();
        let byte = |index: usize| bytes.get(index).copied().unwrap_or(0);
        (0..count).rev().map(|index| byte(index + 1) >> 6 | byte(index + 2) << 2).collect()
    }

    fn from_digest(digest: &[u8; 32]) -> EdwardsPoint {
        let mut candidate = Self::first_candidate(digest);
        loop {
            if let Some(point) = decompress(&candidate) {
                return point.mul_by_cofactor();
            }
            Self::next_candidate(&mut candidate);
        }
    }
}

/// The lower half of a point's bytes.
pub(crate) fn part(bytes: &[u8; 32]) -> u128 {
    u128::from_le_bytes(std::array::from_fn(|index| bytes[index]))
}

/// The little-endian bytes that 64 lower-case hexadecimal digits of a number state.
pub(crate) fn point_bytes(text: &[u8]) -> Option<[u8; 32]> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let text: &[u8; 64] = text.try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().rev().zip(text.chunks(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(bytes)
}

/// A point on the curve from its canonical bytes: y < p, and no sign where x = 0, that is where y = 1 or y = -1.
fn decompress(bytes: &[u8; 32]) -> Option<EdwardsPoint> {
    let mut y = *bytes;
    y[31] &= 0x7f;
    let nearly_p = y[31] == 0x7f && y[1..31].iter().all(|&byte| byte == 0xff);
    let is_one = y[0] == 1 && y[1..].iter().all(|&byte| byte == 0);
    let signed_zero = bytes[31] != y[31] && (is_one || (nearly_p && y[0] == 0xec));
    let unreduced = nearly_p && y[0] >= 0xed;
    if unreduced || signed_zero { None } else { CompressedEdwardsY(*bytes).decompress() }
}

/// The 64 hexadecimal digits of the number in little-endian bytes.
pub(crate) fn digits(bytes: &[u8; 32]) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_mut(2).zip(bytes.iter().rev()) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    text
}
