//! Single keys and small sums: what trustees, registrars and signers need (4.5 to 4.8).

use zeroize::Zeroizing;

use crate::elgamal::Proof;
use crate::error::{Checked, Refusal};
use crate::group::{Group, Scalar};
use crate::place::Place;
use crate::proofs::{decide, schnorr};
use crate::random::Randomness;
use crate::reading;

type Text<'a> = &'a [u8];

fn scalar<S: Scalar>(text: Text<'_>, place: &'static str) -> Checked<S> {
    S::read(text).ok_or_else(|| Refusal::scalar(place))
}

/// Reads elements, naming the first that is not one by its index.
pub fn read_elements<G: Group>(texts: &[Text<'_>]) -> Checked<G::Elements> {
    reading::elements::<G>(texts, |index| Place::root().index(index))
}

pub fn product<G: Group>(texts: &[Text<'_>]) -> Checked<Vec<u8>> {
    let elements = read_elements::<G>(texts)?;
    Ok(written::<G>(&G::products(&elements, &[(0..texts.len()).collect()])))
}

/// The product of A_k^(at^k) (4.6.5).
pub fn evaluate<G: Group>(coefficients: &[Text<'_>], at: u64) -> Checked<Vec<u8>> {
    let bases = read_elements::<G>(coefficients)?;
    let at = G::Scalar::from_u64(at);
    let powers = std::iter::successors(Some(G::Scalar::from_u64(1)), |power| Some(*power * at));
    let exponents: Vec<_> = powers.take(coefficients.len()).collect();
    Ok(written::<G>(&G::multipower(&bases, &exponents)))
}

pub fn verify<G: Group>(
    check: &str,
    prefix: &[u8],
    key: Text<'_>,
    challenge: Text<'_>,
    response: Text<'_>,
) -> Checked<()> {
    let key = reading::element::<G>(key, "public_key")?;
    let proof = Proof { challenge: scalar(challenge, "challenge")?, response: scalar(response, "response")? };
    let claim = schnorr::claim("", Place::root(), prefix, 0, &proof);
    let decision = decide::<G>(G::generator_table(), &key, vec![claim]);
    let claims: Checked<()> = decision.claims.into_iter().collect();
    claims.map_err(|refusal| Refusal { check: check.to_owned().into(), ..refusal })
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
    let key = reading::element::<G>(key, "encryption")?;
    let mut randomness = Randomness::default();
    let r = Zeroizing::new(G::Scalar::random(&mut randomness));
    let s = Zeroizing::new(G::Scalar::random(&mut randomness));
    let (alpha, shared) = (G::secret_power_of_generator(&r), G::secret_power_of_generator(&s));
    let mask = G::secret_powers(&key, &[*r]);
    Ok([alpha, G::multiply(&mask, &shared), shared].map(|element| written::<G>(&element)))
}

/// beta / alpha^x (4.6.1).
pub fn open<G: Group>(secret: &G::Scalar, alpha: Text<'_>, beta: Text<'_>) -> Checked<Vec<u8>> {
    let alpha = reading::element::<G>(alpha, "alpha")?;
    let beta = reading::element::<G>(beta, "beta")?;
    Ok(written::<G>(&G::divide(&beta, &G::secret_powers(&alpha, &[*secret]))))
}

pub fn public<G: Group>(secret: &G::Scalar) -> Vec<u8> {
    written::<G>(&G::secret_power_of_generator(secret))
}

/// The text of the one element in `element`.
fn written<G: Group>(element: &G::Elements) -> Vec<u8> {
    G::encode(element).remove(0).as_ref().to_vec()
}
