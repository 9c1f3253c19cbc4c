//! The two ways to compute on Ed25519 give the same answers, on random and on edge inputs.

use super::ed25519::{Ed25519, Number, digits};
use super::lanes::{Ed25519Lanes, available};
use super::{Commitment, Exponents, Group, Scalar};
use crate::random::Randomness;
use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::edwards::EdwardsPoint;

type Text = [u8; 64];

/// p - 1, p, p + 1 and 2^255 - 1 as little-endian bytes, and the sign bit.
const LOW_BYTES: [u8; 4] = [0xec, 0xed, 0xee, 0xff];
const SIGN: u8 = 0x80;

struct Sample(Randomness);

impl Sample {
    fn number(&mut self) -> Number {
        match self.0.below(10) {
            0 => Number::ZERO,
            1 => Number::ONE,
            2 => -Number::ONE,
            3 => Number::from(self.0.below(1 << 20) as u64),
            _ => <Number as Scalar>::random(&mut self.0),
        }
    }

    fn numbers(&mut self, count: usize) -> Vec<Number> {
        (0..count).map(|_| self.number()).collect()
    }

    fn maybe(&mut self) -> Option<Number> {
        (self.0.below(2) == 0).then(|| self.number())
    }

    fn point(&mut self) -> EdwardsPoint {
        EdwardsPoint::mul_base(&self.number())
    }

    /// Elements of the group, the neutral one now and then among them.
    fn members(&mut self, count: usize) -> Vec<Text> {
        (0..count).map(|_| digits(&self.point().compress().0)).collect()
    }

    /// Members, points of small and of mixed order, strings that are not canonical and strings that are no point.
    fn anything(&mut self, count: usize) -> Vec<Vec<u8>> {
        let mut any = || {
            let torsion = EIGHT_TORSION[self.0.below(8)];
            let mut bytes = match self.0.below(5) {
                0 => self.point().compress().0,
                1 => torsion.compress().0,
                2 => (self.point() + torsion).compress().0,
                3 => {
                    let mut bytes = [0xff; 32];
                    bytes[0] = LOW_BYTES[self.0.below(4)];
                    bytes[31] = 0x7f;
                    bytes
                }
                _ => {
                    let mut bytes = [0; 32];
                    self.0.fill(&mut bytes);
                    bytes
                }
            };
            bytes[31] ^= SIGN * self.0.below(2) as u8;
            let mut text = digits(&bytes).to_vec();
            match self.0.below(16) {
                0 => text[5] = b'A',
                1 => text.truncate(63),
                _ => {}
            }
            text
        };
        (0..count).map(|_| any()).collect()
    }

    fn commitment(&mut self, count: usize) -> Commitment<Number> {
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

/// The same elements in both ways.
struct Both {
    plain: <Ed25519 as Group>::Elements,
    lanes: <Ed25519Lanes as Group>::Elements,
}

fn both(texts: &[Text]) -> Both {
    let texts = slices(texts);
    Both { plain: Ed25519::decode(&texts).0, lanes: Ed25519Lanes::decode(&texts).0 }
}

fn assert_same(plain: &<Ed25519 as Group>::Elements, lanes: &<Ed25519Lanes as Group>::Elements) {
    assert_eq!(Ed25519::encode(plain), Ed25519Lanes::encode(lanes));
}

/// Runs a comparison for several sizes around the eight lanes, where the processor has them.
fn compare(run: impl Fn(&mut Sample, usize)) {
    if available() {
        let mut sample = Sample(Randomness::default());
        [1, 2, 7, 8, 9, 16, 61].into_iter().for_each(|size| run(&mut sample, size));
    }
}

#[test]
fn strings_state_the_same_points_and_the_same_ones_are_members() {
    compare(|sample, size| {
        let texts = sample.anything(4 * size);
        let texts = slices(&texts);
        let ((plain, good), (lanes, also_good)) = (Ed25519::decode(&texts), Ed25519Lanes::decode(&texts));
        assert_eq!(good, also_good);
        assert_same(&plain, &lanes);
        assert_eq!(Ed25519::members(&plain), Ed25519Lanes::members(&lanes));
    });
}

#[test]
fn sequences_and_products_agree() {
    compare(|sample, size| {
        let (left, right) = (both(&sample.members(size)), both(&sample.members(size)));
        assert_same(
            &Ed25519::multiply(&left.plain, &right.plain),
            &Ed25519Lanes::multiply(&left.lanes, &right.lanes),
        );
        assert_same(
            &Ed25519::divide(&left.plain, &right.plain),
            &Ed25519Lanes::divide(&left.lanes, &right.lanes),
        );
        let (plain, lanes) = (
            Ed25519::join(&[left.plain.clone(), Ed25519::neutral(3), right.plain, left.plain]),
            Ed25519Lanes::join(&[left.lanes.clone(), Ed25519Lanes::neutral(3), right.lanes, left.lanes]),
        );
        assert_same(&plain, &lanes);
        assert_eq!(Ed25519::count(&plain), Ed25519Lanes::count(&lanes));
        let count = 3 * size + 3;
        let indices: Vec<_> = (0..2 * size).map(|_| sample.0.below(count)).collect();
        assert_same(&Ed25519::pick(&plain, &indices), &Ed25519Lanes::pick(&lanes, &indices));
        let group = |sample: &mut Sample| (0..sample.0.below(6)).map(|_| sample.0.below(count)).collect();
        let groups: Vec<Vec<usize>> = (0..size).map(|_| group(sample)).collect();
        assert_same(&Ed25519::products(&plain, &groups), &Ed25519Lanes::products(&lanes, &groups));
    });
}

#[test]
fn commitments_agree() {
    compare(|sample, size| {
        let elements = both(&sample.members(size));
        let key = both(&sample.members(1));
        let tables = (Ed25519::table(&key.plain), Ed25519Lanes::table(&key.lanes));
        let commitments: Vec<_> = (0..3 * size).map(|_| sample.commitment(size)).collect();
        let (plain, members) = Ed25519::commit(&tables.0, &elements.plain, &commitments);
        let (lanes, also_members) = Ed25519Lanes::commit(&tables.1, &elements.lanes, &commitments);
        assert_same(&plain, &lanes);
        assert_eq!(members, also_members);
    });
}

#[test]
fn secret_and_public_powers_agree() {
    compare(|sample, size| {
        let elements = both(&sample.members(size));
        let key = both(&sample.members(1));
        let tables = (Ed25519::table(&key.plain), Ed25519Lanes::table(&key.lanes));
        let numbers = sample.numbers(size);
        let pairs: Vec<_> =
            (0..size).map(|_| Exponents { generator: sample.maybe(), second: sample.maybe() }).collect();
        let Both { plain, lanes } = &elements;
        assert_same(&Ed25519::multipower(plain, &numbers), &Ed25519Lanes::multipower(lanes, &numbers));
        assert_same(&Ed25519::secret_powers(plain, &numbers), &Ed25519Lanes::secret_powers(lanes, &numbers));
        assert_same(
            &Ed25519::secret_multipower(plain, &numbers),
            &Ed25519Lanes::secret_multipower(lanes, &numbers),
        );
        assert_same(
            &Ed25519::secret_products(&tables.0, &pairs),
            &Ed25519Lanes::secret_products(&tables.1, &pairs),
        );
    });
}

#[test]
fn a_neutral_base_has_neutral_powers() {
    compare(|sample, size| {
        let tables = (Ed25519::table(&Ed25519::neutral(1)), Ed25519Lanes::table(&Ed25519Lanes::neutral(1)));
        let exponents: Vec<_> = sample.numbers(size).into_iter().map(Exponents::second).collect();
        assert_same(&Ed25519::neutral(size), &Ed25519Lanes::secret_products(&tables.1, &exponents));
        assert_same(
            &Ed25519::secret_products(&tables.0, &exponents),
            &Ed25519Lanes::secret_products(&tables.1, &exponents),
        );
        let elements = both(&sample.members(size));
        let commitments: Vec<_> = (0..size).map(|_| sample.commitment(size)).collect();
        let plain = Ed25519::commit(&tables.0, &elements.plain, &commitments).0;
        assert_same(&plain, &Ed25519Lanes::commit(&tables.1, &elements.lanes, &commitments).0);
    });
}

#[test]
fn embeddings_and_independent_generators_agree() {
    compare(|sample, size| {
        let integers: Vec<u8> = (0..size % 31).map(|_| sample.0.below(256) as u8).collect();
        let (plain, lanes) = (Ed25519::embed(&integers), Ed25519Lanes::embed(&integers));
        let text = plain.as_ref().map(|plain| Ed25519::encode(plain)[0]);
        assert_eq!(text, lanes.map(|lanes| Ed25519Lanes::encode(&lanes)[0]));
        let text = text.expect("some padding gives an element");
        assert_eq!(Ed25519Lanes::extract(&text, integers.len()), integers);
        let mut digests = vec![[0; 32]; size];
        digests.iter_mut().for_each(|digest| sample.0.fill(digest));
        assert_same(&Ed25519::from_digests(&digests), &Ed25519Lanes::from_digests(&digests));
    });
    assert!(Ed25519::embed(&[0; 31]).is_none());
}
