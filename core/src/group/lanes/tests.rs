//! The two ways to compute on a group give the same answers, on random and on edge inputs.

use super::available;
use super::ed25519::Ed25519Lanes;
use super::modp::ModpLanes;
use crate::group::ed25519::{Ed25519, digits};
use crate::group::modp::{Belenios2048, Modp, Parameters, Rfc3526};
use crate::group::{Commitment, Exponents, Group, Scalar};
use crate::random::Randomness;
use crypto_bigint::U2048;
use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::edwards::EdwardsPoint;

/// Random inputs, with edge cases among them.
struct Sample(Randomness);

impl Sample {
    fn number<S: Scalar>(&mut self) -> S {
        match self.0.below(10) {
            0 => S::from_u64(0),
            1 => S::from_u64(1),
            2 => -S::from_u64(1),
            3 => S::from_u64(self.0.below(1 << 20) as u64),
            _ => S::random(&mut self.0),
        }
    }

    fn maybe<S: Scalar>(&mut self) -> Option<S> {
        (self.0.below(2) == 0).then(|| self.number())
    }

    fn commitment<S: Scalar>(&mut self, count: usize) -> Commitment<S> {
        Commitment {
            generator: self.maybe(),
            second: self.maybe(),
            power: (self.0.below(count), self.number()),
            further: (self.0.below(2) == 0).then(|| (self.0.below(count), self.number())),
        }
    }
}

fn slices<T: AsRef<[u8]>>(texts: &[T]) -> Vec<&[u8]> {
    texts.iter().map(AsRef::as_ref).collect()
}

fn texts<G: Group>(elements: &G::Elements) -> Vec<Vec<u8>> {
    G::encode(elements).iter().map(|text| text.as_ref().to_vec()).collect()
}

/// The comparisons of a group on single elements, `P`, with the same group in lanes, `L`.
struct Compare<P, L>(std::marker::PhantomData<(P, L)>);

impl<P: Group, L: Group<Scalar = P::Scalar>> Compare<P, L> {
    /// Elements of the group, the neutral one now and then among them, in both ways.
    fn members(sample: &mut Sample, count: usize) -> (P::Elements, L::Elements) {
        let exponents: Vec<_> = (0..count).map(|_| Exponents::generator(sample.number())).collect();
        Self::of(&texts::<P>(&P::secret_products(P::generator_table(), &exponents)))
    }

    fn of(texts: &[Vec<u8>]) -> (P::Elements, L::Elements) {
        (P::decode(&slices(texts)).0, L::decode(&slices(texts)).0)
    }

    fn same(plain: &P::Elements, lanes: &L::Elements) {
        assert_eq!(texts::<P>(plain), texts::<L>(lanes));
    }

    /// Strings state the same elements, and the same ones are members.
    fn strings(texts: &[Vec<u8>]) {
        let ((plain, good), (lanes, also_good)) = (P::decode(&slices(texts)), L::decode(&slices(texts)));
        assert_eq!(good, also_good);
        Self::same(&plain, &lanes);
        assert_eq!(P::members(&plain), L::members(&lanes));
    }

    fn sequences(sample: &mut Sample, size: usize) {
        let ((a, in_a), (b, in_b)) = (Self::members(sample, size), Self::members(sample, size));
        Self::same(&P::multiply(&a, &b), &L::multiply(&in_a, &in_b));
        Self::same(&P::divide(&a, &b), &L::divide(&in_a, &in_b));
        let plain = P::join(&[a.clone(), P::neutral(3), b, a]);
        let lanes = L::join(&[in_a.clone(), L::neutral(3), in_b, in_a]);
        Self::same(&plain, &lanes);
        let count = 3 * size + 3;
        assert_eq!((P::count(&plain), L::count(&lanes)), (count, count));
        let indices: Vec<_> = (0..2 * size).map(|_| sample.0.below(count)).collect();
        Self::same(&P::pick(&plain, &indices), &L::pick(&lanes, &indices));
        let group = |sample: &mut Sample| (0..sample.0.below(6)).map(|_| sample.0.below(count)).collect();
        let groups: Vec<Vec<usize>> = (0..size).map(|_| group(sample)).collect();
        Self::same(&P::products(&plain, &groups), &L::products(&lanes, &groups));
    }

    /// Public and secret powers, with a second base that is `base` in both ways.
    fn powers(sample: &mut Sample, size: usize, base: &(P::Elements, L::Elements)) {
        let (plain, lanes) = Self::members(sample, size);
        let (table, in_lanes) = (P::table(&base.0), L::table(&base.1));
        let commitments: Vec<_> = (0..2 * size).map(|_| sample.commitment(size)).collect();
        let (commitment, members) = P::commit(&table, &plain, &commitments);
        let (also_commitment, also_members) = L::commit(&in_lanes, &lanes, &commitments);
        Self::same(&commitment, &also_commitment);
        assert_eq!(members, also_members);
        let numbers: Vec<_> = (0..size).map(|_| sample.number()).collect();
        Self::same(&P::multipower(&plain, &numbers), &L::multipower(&lanes, &numbers));
        Self::same(&P::secret_powers(&plain, &numbers), &L::secret_powers(&lanes, &numbers));
        Self::same(&P::secret_multipower(&plain, &numbers), &L::secret_multipower(&lanes, &numbers));
        let exponents = |sample: &mut Sample| Exponents { generator: sample.maybe(), second: sample.maybe() };
        let exponents: Vec<_> = (0..2 * size).map(|_| exponents(sample)).collect();
        Self::same(&P::secret_products(&table, &exponents), &L::secret_products(&in_lanes, &exponents));
    }

    fn embeddings(sample: &mut Sample, size: usize) {
        let integers: Vec<u8> = (0..size.min(P::MAX_INTS)).map(|_| sample.0.below(255) as u8).collect();
        let (plain, lanes) = (P::embed(&integers), L::embed(&integers));
        let text = texts::<P>(&plain.expect("some padding gives an element")).remove(0);
        assert_eq!(lanes.map(|lanes| texts::<L>(&lanes).remove(0)).as_ref(), Some(&text));
        assert_eq!(L::extract(&text, integers.len()), integers);
        let digests: Vec<[u8; 32]> =
            (0..size).map(|_| std::array::from_fn(|_| sample.0.below(256) as u8)).collect();
        Self::same(&P::from_digests(&digests), &L::from_digests(&digests));
        let too_many = vec![1; P::MAX_INTS + 1];
        assert!(P::embed(&too_many).is_none() && L::embed(&too_many).is_none());
    }

    /// Everything, for several sizes around the eight lanes, where the processor has them.
    fn all(sizes: &[usize]) {
        if !available() {
            return;
        }
        let mut sample = Sample(Randomness::default());
        for size in sizes {
            Self::sequences(&mut sample, *size);
            let key = Self::members(&mut sample, 1);
            Self::powers(&mut sample, *size, &key);
            if P::MAX_INTS > 0 {
                Self::embeddings(&mut sample, *size);
            }
        }
        Self::powers(&mut sample, 3, &(P::neutral(1), L::neutral(1)));
    }
}

type Curve = Compare<Ed25519, Ed25519Lanes>;
type Belenios = Compare<Modp<Belenios2048, 4>, ModpLanes<Belenios2048, 4>>;
type Rfc = Compare<Modp<Rfc3526, 32>, ModpLanes<Rfc3526, 32>>;

#[test]
fn ed25519_agrees() {
    Curve::all(&[1, 2, 7, 8, 9, 16, 61]);
}

#[test]
fn belenios_2048_agrees() {
    Belenios::all(&[1, 8, 11]);
}

#[test]
fn rfc_3526_2048_agrees() {
    Rfc::all(&[1, 9]);
}

/// p - 1, p, p + 1 and 2^255 - 1 as little-endian bytes, and the sign bit.
const LOW_BYTES: [u8; 4] = [0xec, 0xed, 0xee, 0xff];
const SIGN: u8 = 0x80;

/// A member, a point of small or of mixed order, a string that is not canonical or one that is no point.
fn any_point(sample: &mut Sample) -> Vec<u8> {
    let torsion = EIGHT_TORSION[sample.0.below(8)];
    let point = EdwardsPoint::mul_base(&sample.number());
    let mut bytes = match sample.0.below(5) {
        0 => point.compress().0,
        1 => torsion.compress().0,
        2 => (point + torsion).compress().0,
        3 => {
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (LOW_BYTES[sample.0.below(4)], 0x7f);
            bytes
        }
        _ => std::array::from_fn(|_| sample.0.below(256) as u8),
    };
    bytes[31] ^= SIGN * sample.0.below(2) as u8;
    let mut text = digits(&bytes).to_vec();
    match sample.0.below(16) {
        0 => text[5] = b'A',
        1 => text.truncate(63),
        _ => {}
    }
    text
}

#[test]
fn strings_state_the_same_points() {
    if available() {
        let mut sample = Sample(Randomness::default());
        let texts: Vec<_> = (0..600).map(|_| any_point(&mut sample)).collect();
        Curve::strings(&texts);
        texts.chunks(7).for_each(Curve::strings);
    }
}

#[test]
fn strings_state_the_same_numbers() {
    if !available() {
        return;
    }
    let mut sample = Sample(Randomness::default());
    let p = U2048::MAX.to_string_radix_vartime(10);
    let strange = ["", "0", "1", "2", "3", "5", "7", "01", "-1", "x", &p];
    let mut texts: Vec<Vec<u8>> = strange.map(|text| text.as_bytes().to_vec()).to_vec();
    for modulus in [Rfc3526::modulus(), Belenios2048::modulus()] {
        for near in [modulus.wrapping_sub(&U2048::ONE), modulus, modulus.wrapping_add(&U2048::ONE)] {
            texts.push(near.to_string_radix_vartime(10).into_bytes());
        }
    }
    for _ in 0..10 {
        let words = std::array::from_fn(|_| sample.0.below(1 << 63) as u64);
        texts.push(U2048::from_words(words).to_string_radix_vartime(10).into_bytes());
    }
    let more = Belenios::members(&mut sample, 3).0;
    texts.extend(self::texts::<Modp<Belenios2048, 4>>(&more));
    Belenios::strings(&texts);
    Rfc::strings(&texts);
}
