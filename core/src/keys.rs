//! Single keys and small sums: what trustees, registrars and signers need (4.5 to 4.8).

use zeroize::Zeroizing;

use crate::error::{Checked, Refusal};
use crate::group::{Exponents, Group, Scalar};
use crate::place::Place;
use crate::proofs::{decide, schnorr};
use crate::random::Randomness;

type Text<'a> = &'a [u8];

fn element<G: Group>(text: Text<'_>, place: impl ToString) -> Checked<G::Element> {
    G::read(text).ok_or_else(|| Refusal::element(place))
}

fn scalar<S: Scalar>(text: Text<'_>, place: impl ToString) -> Checked<S> {
    S::read(text).ok_or_else(|| Refusal::scalar(place))
}

/// Reads elements, naming the first that is not one by its index.
pub fn read_elements<G: Group>(texts: &[Text<'_>]) -> Checked<Vec<G::Element>> {
    let elements = G::read_all(texts).into_iter().enumerate();
    elements.map(|(i, e)| e.ok_or_else(|| Refusal::element(Place::root().index(i)))).collect()
}

pub fn product<G: Group>(texts: &[Text<'_>]) -> Checked<Vec<u8>> {
    let elements = read_elements::<G>(texts)?;
    let product = elements.iter().fold(G::one(), |product, e| G::multiply(&product, e));
    Ok(written::<G>(&product))
}

/// The product of A_k^(at^k) (4.6.5).
pub fn evaluate<G: Group>(coefficients: &[Text<'_>], at: u64) -> Checked<Vec<u8>> {
    let bases = read_elements::<G>(coefficients)?;
    let at = G::Scalar::from_u64(at);
    let powers = std::iter::successors(Some(G::Scalar::from_u64(1)), |power| Some(*power * at));
    let exponents: Vec<_> = powers.take(bases.len()).collect();
    Ok(written::<G>(&G::multipower(&bases, &exponents)))
}

pub fn verify<G: Group>(
    check: &str,
    prefix: &[u8],
    key: Text<'_>,
    challenge: Text<'_>,
    response: Text<'_>,
) -> Checked<()> {
    let key = element::<G>(key, "public_key")?;
    let challenge = scalar(challenge, "challenge")?;
    let response = scalar(response, "response")?;
    let proof = crate::elgamal::Proof { challenge, response };
    let claim = schnorr::claim::<G>("", Place::root(), prefix, &key, &proof);
    decide::<G>(G::generator_table(), vec![claim])
        .into_iter()
        .collect::<Checked<()>>()
        .map_err(|refusal| Refusal { check: check.to_owned().into(), ..refusal })
}

/// f(at) = sum of a_k at^k (4.6.4).
pub fn share<S: Scalar>(coefficients: &[Zeroizing<S>], at: u64) -> Zeroizing<S> {
    let at = S::from_u64(at);
    let start = Zeroizing::new(S::from_u64(0));
    let horner = |value: Zeroizing<S>, a: &Zeroizing<S>| Zeroizing::new(*value * at + **a);
    coefficients.iter().rev().fold(start, horner)
}

pub fn sum<S: Scalar>(secrets: &[Zeroizing<S>]) -> Zeroizing<S> {
    let start = Zeroizing::new(S::from_u64(0));
    secrets.iter().fold(start, |sum, secret| Zeroizing::new(*sum + **secret))
}

/// (alpha, beta, g^s) with alpha = g^r and beta = key^r g^s (4.6.1).
pub fn encrypt_to<G: Group>(key: Text<'_>) -> Checked<[Vec<u8>; 3]> {
    let key = element::<G>(key, "encryption")?;
    let mut randomness = Randomness::new();
    let r = Zeroizing::new(G::Scalar::random(&mut randomness));
    let s = Zeroizing::new(G::Scalar::random(&mut randomness));
    let exponents = Zeroizing::new(vec![Exponents::generator(*r), Exponents::generator(*s)]);
    let powers = G::secret_products(G::generator_table(), &exponents);
    let mask = G::secret_powers(&[(key, *r)])[0];
    Ok([powers[0], G::multiply(&mask, &powers[1]), powers[1]].map(|element| written::<G>(&element)))
}

/// beta / alpha^x (4.6.1).
pub fn open<G: Group>(secret: &G::Scalar, alpha: Text<'_>, beta: Text<'_>) -> Checked<Vec<u8>> {
    let (alpha, beta) = (element::<G>(alpha, "alpha")?, element::<G>(beta, "beta")?);
    let mask = G::secret_powers(&[(alpha, -*secret)])[0];
    Ok(written::<G>(&G::multiply(&beta, &mask)))
}

pub fn public<G: Group>(secret: &G::Scalar) -> Vec<u8> {
    written::<G>(&G::secret_power_of_generator(secret))
}

fn written<G: Group>(element: &G::Element) -> Vec<u8> {
    G::write(element).as_ref().to_vec()
}
