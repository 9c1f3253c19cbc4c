//! Partial decryptions (4.20).

use rayon::prelude::*;
use zeroize::Zeroizing;

use crate::ballot::shape::Question;
use crate::election::Election;
use crate::elgamal::Proof;
use crate::error::{Checked, Refusal};
use crate::group::{Group, Scalar};
use crate::json::{Scanner, write_array, write_string};
use crate::nested::{self, Nested};
use crate::place::Place;
use crate::proofs::{Claim, decide, decryption};
use crate::random::Randomness;
use crate::tally;

/// Factors decrypted or checked together.
const BATCH: usize = 32;

type Text<'a> = &'a [u8];
type Factor<G> = (<G as Group>::Text, Proof<<G as Group>::Scalar>);

/// Writes the `partial_decryption` message of the owner of `secret`.
pub fn decrypt<G: Group>(
    election: &Election<G>,
    encrypted_tally: Text<'_>,
    secret: &G::Scalar,
) -> Checked<Vec<u8>> {
    let tally = tally::read::<G>(encrypted_tally, &election.questions)?;
    let key = G::write(&G::secret_power_of_generator(secret));
    let alphas: Vec<_> = tally.iter().flat_map(Nested::members).map(|c| c.alpha).collect();
    let factors: Vec<_> = alphas
        .par_chunks(BATCH)
        .flat_map_iter(|alphas| factors(election, key.as_ref(), secret, alphas))
        .collect();
    let mut factors = factors.into_iter();
    let rows: Vec<_> = tally.iter().map(|row| row.refill(&mut factors)).collect();
    let mut out = b"{\"decryption_factors\":".to_vec();
    write_array(&mut out, &rows, |out, row: &Nested<Factor<G>>| {
        row.write(out, |out, (factor, _)| write_string(out, factor.as_ref()));
    });
    out.extend_from_slice(b",\"decryption_proofs\":");
    write_array(&mut out, &rows, |out, row| row.write(out, |out, (_, proof)| proof.write(out)));
    out.push(b'}');
    Ok(out)
}

/// alpha^x with its proof for each alpha.
fn factors<G: Group>(
    election: &Election<G>,
    key: Text<'_>,
    secret: &G::Scalar,
    alphas: &[G::Element],
) -> Vec<Factor<G>> {
    let mut random = Randomness::new();
    let nonces = alphas.iter().map(|_| G::Scalar::random(&mut random));
    let nonces = Zeroizing::new(nonces.collect::<Vec<_>>());
    let powers = alphas
        .iter()
        .zip(nonces.iter())
        .flat_map(|(alpha, w)| [(*alpha, *secret), (G::generator(), *w), (*alpha, *w)]);
    let powers = powers.collect::<Vec<_>>();
    let texts = G::write_all(&G::secret_powers(&powers));
    let transcript = decryption::transcript(election.fingerprint.as_bytes(), key);
    let factor = |(texts, w): (&[G::Text], &G::Scalar)| {
        let challenge: G::Scalar = transcript.clone().challenge(&texts[1..]);
        (texts[0].clone(), Proof { challenge, response: *w - *secret * challenge })
    };
    texts.chunks(3).zip(nonces.iter()).map(factor).collect()
}

/// A `partial_decryption` message as texts, in the shape of the tally.
pub struct PartialDecryption<'a> {
    pub factors: Vec<Nested<Text<'a>>>,
    pub proofs: Vec<Nested<Proof<Text<'a>>>>,
}

impl<'a> PartialDecryption<'a> {
    pub fn read<T>(message: Text<'a>, questions: &[Question], tally: &[Nested<T>]) -> Checked<Self> {
        let (factors, proofs) = Scanner::whole(message, tally::LONGEST, |scanner| {
            scanner.literal("{\"decryption_factors\":")?;
            let factors = nested::scan_all(scanner, questions, Scanner::string)?;
            scanner.literal(",\"decryption_proofs\":")?;
            let proofs = nested::scan_all(scanner, questions, Proof::scan)?;
            scanner.literal("}")?;
            Ok((factors, proofs))
        })?;
        let refused = |place: &'static str| {
            let detail = "there is not one for each ciphertext of the tally";
            Refusal::new("decryption.shape", place, detail)
        };
        let factors = factors.filter(|rows| same_shape(rows, tally));
        let proofs = proofs.filter(|rows| same_shape(rows, tally));
        Ok(PartialDecryption {
            factors: factors.ok_or_else(|| refused("decryption_factors"))?,
            proofs: proofs.ok_or_else(|| refused("decryption_proofs"))?,
        })
    }
}

fn same_shape<T, U>(rows: &[Nested<T>], tally: &[Nested<U>]) -> bool {
    rows.iter().zip(tally).all(|(row, tally)| row.same_shape(tally))
}

/// One factor to check, with its place in the message.
struct Stated<'a, G: Group> {
    place: Place,
    alpha: G::Element,
    factor: Text<'a>,
    proof: Proof<Text<'a>>,
}

/// Checks every factor of a `partial_decryption` against the key of its owner.
pub fn check<G: Group>(
    election: &Election<G>,
    encrypted_tally: Text<'_>,
    public_key: Text<'_>,
    message: Text<'_>,
) -> Checked<()> {
    let tally = tally::read::<G>(encrypted_tally, &election.questions)?;
    let partial = PartialDecryption::read(message, &election.questions, &tally)?;
    let key = G::read(public_key).ok_or_else(|| Refusal::element("public_key"))?;
    let table = G::table(&key);
    let mut stated = Vec::new();
    let rows = tally.iter().zip(&partial.factors).zip(&partial.proofs).enumerate();
    for (question, ((tally, factors), proofs)) in rows {
        let places = tally.places(Place::root().index(question));
        let members = tally.members().zip(factors.members()).zip(proofs.members()).zip(places);
        stated.extend(members.map(|(((ciphertext, factor), proof), place)| Stated::<G> {
            place,
            alpha: ciphertext.alpha,
            factor,
            proof: *proof,
        }));
    }
    let checked = stated.par_chunks(BATCH).map(|stated| {
        let claims = claims(election, public_key, stated)?;
        decide::<G>(&table, claims).into_iter().collect::<Checked<()>>()
    });
    let checked: Vec<_> = checked.collect();
    checked.into_iter().collect()
}

fn claims<G: Group>(
    election: &Election<G>,
    public_key: Text<'_>,
    stated: &[Stated<'_, G>],
) -> Checked<Vec<Claim<G>>> {
    let texts: Vec<_> = stated.iter().map(|stated| stated.factor).collect();
    let transcript = decryption::transcript(election.fingerprint.as_bytes(), public_key);
    let claim = |(stated, factor): (&Stated<'_, G>, Option<G::Element>)| {
        let place = |name| format!("{name}{}", stated.place);
        let factor = factor.ok_or_else(|| Refusal::element(place("decryption_factors")))?;
        let scalar = |text: Text<'_>, name| {
            let refusal = || Refusal::scalar(format!("{}.{name}", place("decryption_proofs")));
            G::Scalar::read(text).ok_or_else(refusal)
        };
        let proof = Proof {
            challenge: scalar(stated.proof.challenge, "challenge")?,
            response: scalar(stated.proof.response, "response")?,
        };
        Ok(decryption::claim(stated.place, transcript.clone(), &stated.alpha, &factor, &proof))
    };
    stated.iter().zip(G::read_all(&texts)).map(claim).collect()
}
