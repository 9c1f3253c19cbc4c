//! Laws that every group keeps.

use super::ed25519::Ed25519;
use super::modp::{Belenios2048, Modp, Rfc3526};
use super::{Commitment, Exponents, Group, Scalar};
use crate::random::Randomness;

fn random<G: Group>() -> G::Scalar {
    G::Scalar::random(&mut Randomness::default())
}

fn power<G: Group>(exponent: G::Scalar) -> G::Elements {
    G::secret_power_of_generator(&exponent)
}

fn assert_equal<G: Group>(left: &G::Elements, right: &G::Elements) {
    let texts = |elements| G::encode(elements).iter().map(|t| t.as_ref().to_vec()).collect::<Vec<_>>();
    assert_eq!(texts(left), texts(right));
}

/// Secret and public powers, of one base and of several, are the same powers.
fn powers_agree<G: Group>() {
    let [a, b, c, d] = std::array::from_fn(|_| random::<G>());
    let elements = G::join(&[power::<G>(a), power::<G>(b)]);
    let table = G::table(&power::<G>(c));
    let expected = power::<G>(a * d + b * c + d + c * a);
    let commitment = Commitment::new(0, d).times(1, c).generator(d).second(a);
    let (commitments, members) = G::commit(&table, &elements, &[commitment]);
    assert_equal::<G>(&commitments, &expected);
    assert_eq!(members, [true, true]);
    let fixed = G::secret_products(&table, &[Exponents::both(d, a)]);
    let public = G::multipower(&elements, &[d, c]);
    let secret = G::secret_multipower(&elements, &[d, c]);
    assert_equal::<G>(&public, &secret);
    assert_equal::<G>(&G::multiply(&fixed, &public), &expected);
    assert_equal::<G>(
        &G::secret_powers(&elements, &[d, c]),
        &G::join(&[power::<G>(a * d), power::<G>(b * c)]),
    );
}

/// Exponents are numbers modulo q: q itself is 0.
fn exponents_wrap<G: Group>() {
    let (zero, one) = (G::Scalar::from_u64(0), G::Scalar::from_u64(1));
    assert_equal::<G>(&power::<G>(zero), &G::neutral(1));
    assert_equal::<G>(&power::<G>(one), &G::generator());
    assert_equal::<G>(&G::multiply(&power::<G>(-one), &G::generator()), &G::neutral(1));
    assert_equal::<G>(&G::divide(&G::generator(), &power::<G>(one)), &G::neutral(1));
    assert!(G::Scalar::read(&G::order()).is_none());
    assert_eq!(G::members(&G::join(&[G::neutral(1), power::<G>(-one)])), [true, true]);
}

/// Numbers come back from base 10, and keep the laws of a field.
fn scalars_are_a_field<G: Group>() {
    let [a, b, c] = std::array::from_fn(|_| random::<G>());
    assert!(a * (b + c) == a * b + a * c);
    assert!(a - b == -(b - a));
    assert!(a * a.invert() == G::Scalar::from_u64(1));
    assert!(G::Scalar::read(&a.write()) == Some(a));
    assert!(G::Scalar::from_difference(-3) == -G::Scalar::from_u64(3));
    assert!(G::Scalar::from_digest(&[]) == G::Scalar::from_u64(0));
    assert!(G::Scalar::from_digest(&[1, 0]) == G::Scalar::from_u64(256));
}

fn laws<G: Group>() {
    powers_agree::<G>();
    exponents_wrap::<G>();
    scalars_are_a_field::<G>();
}

#[test]
fn ed25519_keeps_the_laws() {
    laws::<Ed25519>();
}

#[test]
#[cfg(target_arch = "x86_64")]
fn ed25519_in_lanes_keeps_the_laws() {
    if super::lanes::available() {
        laws::<super::lanes::ed25519::Ed25519Lanes>();
    }
}

#[test]
fn rfc_3526_2048_keeps_the_laws() {
    laws::<Modp<Rfc3526, 32>>();
}

#[test]
fn belenios_2048_keeps_the_laws() {
    laws::<Modp<Belenios2048, 4>>();
}

/// The Jacobi symbol says the same about membership as the definition, x^q = 1.
#[test]
fn squares_are_the_members_of_rfc_3526_2048() {
    use super::elementwise::Elementwise;
    type Rfc = Modp<Rfc3526, 32>;
    let minus_one = -<Rfc as Group>::Scalar::from_u64(1);
    for number in 2u32..20 {
        let element = <Rfc as Elementwise>::read(number.to_string().as_bytes()).expect("a number below p");
        // x^(q - 1) x = 1
        let power = <Rfc as Elementwise>::multipower(&[element], &[minus_one]);
        let by_definition = <Rfc as Elementwise>::multiply(&power, &element) == <Rfc as Elementwise>::one();
        assert_eq!(<Rfc as Elementwise>::is_member(&element), by_definition, "{number}");
    }
}
