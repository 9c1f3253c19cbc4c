//! Partial decryptions (4.20).

use rayon::prelude::*;
use zeroize::Zeroizing;

use crate::ballot::shape::Question;
use crate::election::Election;
use crate::elgamal::Proof;
use crate::error::{Checked, Refusal};
use crate::group::{Exponents, Group, Scalar};
use crate::json::{Scanner, write_array, write_string};
use crate::nested::{self, Nested};
use crate::place::Place;
use crate::proofs::{Transcript, decide, decryption};
use crate::random::Randomness;
use crate::reading;
use crate::tally;

/// Factors decrypted or checked together.
const BATCH: usize = 64;

type Text<'a> = &'a [u8];
type Factor<G> = (<G as Group>::Text, Proof<<G as Group>::Scalar>);

/// Writes the `partial_decryption` message of the owner of `secret`.
pub fn decrypt<G: Group>(
    election: &Election<G>,
    encrypted_tally: Text<'_>,
    secret: &G::Scalar,
) -> Checked<Vec<u8>> {
    let tally = tally::read::<G>(encrypted_tally, &election.questions)?;
    let key = G::encode(&G::secret_power_of_generator(secret)).remove(0);
    let indices: Vec<_> = (0..G::count(&tally.alphas)).collect();
    let factors: Vec<_> = indices
        .par_chunks(BATCH)
        .flat_map_iter(|own| factors(election, key.as_ref(), secret, &G::pick(&tally.alphas, own)))
        .collect();
    let mut factors = factors.into_iter();
    let rows: Vec<_> = tally.shape.iter().map(|row| row.refill(&mut factors)).collect();
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
    alphas: &G::Elements,
) -> Vec<Factor<G>> {
    let mut random = Randomness::default();
    let count = G::count(alphas);
    let nonces = Zeroizing::new((0..count).map(|_| G::Scalar::random(&mut random)).collect::<Vec<_>>());
    let secrets = Zeroizing::new(vec![*secret; count]);
    let exponents = Zeroizing::new(nonces.iter().map(|w| Exponents::generator(*w)).collect::<Vec<_>>());
    let factors = G::secret_powers(alphas, &secrets);
    let a = G::secret_products(G::generator_table(), &exponents);
    let b = G::secret_powers(alphas, &nonces);
    let texts = G::encode(&G::join(&[factors, a, b]));
    let transcript = decryption::transcript(election.fingerprint.as_bytes(), key);
    let factor = |(index, w): (usize, &G::Scalar)| {
        let commitments = [&texts[count + index], &texts[2 * count + index]];
        let challenge: G::Scalar = transcript.clone().challenge(&commitments);
        (texts[index].clone(), Proof { challenge, response: *w - *secret * challenge })
    };
    nonces.iter().enumerate().map(factor).collect()
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

/// One factor to check and the index of the ciphertext that it belongs to.
struct Stated<'a> {
    index: usize,
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
    let partial = PartialDecryption::read(message, &election.questions, &tally.shape)?;
    let key = reading::element::<G>(public_key, "public_key")?;
    let factors = partial.factors.iter().flat_map(Nested::members);
    let proofs = partial.proofs.iter().flat_map(Nested::members);
    let stated = factors.zip(proofs).enumerate();
    let stated: Vec<_> =
        stated.map(|(index, (factor, proof))| Stated { index, factor, proof: *proof }).collect();
    let transcript = decryption::transcript(election.fingerprint.as_bytes(), public_key);
    let batch = Batch { table: &election.key_table, tally: &tally, key: &key, transcript: &transcript };
    let checked = stated.par_chunks(BATCH).map(|stated| batch.check(stated));
    let refused: Vec<_> = checked.collect::<Vec<_>>().into_iter().filter_map(Checked::err).collect();
    first_reason(refused)
}

/// The first refusal that is not a wrong proof, else the first. A decryption whose proofs are wrong may be set aside; one
/// with something malformed anywhere may not, whatever comes before it.
fn first_reason(refused: Vec<Refusal>) -> Checked<()> {
    let malformed = refused.iter().position(|refusal| refusal.check != "decryption.proof");
    refused.into_iter().nth(malformed.unwrap_or(0)).map_or(Ok(()), Err)
}

/// What all factors of a message are checked against.
struct Batch<'a, G: Group> {
    table: &'a G::Table,
    tally: &'a tally::Read<'a, G>,
    key: &'a G::Elements,
    transcript: &'a Transcript,
}

impl<G: Group> Batch<'_, G> {
    /// Checks some factors. The sequence of elements: the key, then the alphas, then the factors.
    fn check(&self, stated: &[Stated<'_>]) -> Checked<()> {
        let indices: Vec<_> = stated.iter().map(|stated| stated.index).collect();
        let texts: Vec<_> = stated.iter().map(|stated| stated.factor).collect();
        let (factors, canonical) = G::decode(&texts);
        let elements = G::join(&[self.key.clone(), G::pick(&self.tally.alphas, &indices), factors]);
        let claim = |(index, stated): (usize, &Stated<'_>)| {
            let own = [0, 1 + index, 1 + texts.len() + index];
            let place = self.place(stated);
            Ok(decryption::claim(place, self.transcript.clone(), own, &self.scalars(stated)?))
        };
        let claims: Vec<_> = stated.iter().enumerate().map(claim).collect::<Checked<_>>()?;
        let decision = decide::<G>(self.table, &elements, claims);
        let members = &decision.members[1 + stated.len()..];
        for ((stated, canonical), member) in stated.iter().zip(canonical).zip(members) {
            if !(canonical && *member) {
                return Err(Refusal::element(format!("decryption_factors{}", self.place(stated))));
            }
        }
        decision.claims.into_iter().collect()
    }

    fn place(&self, stated: &Stated<'_>) -> Place {
        nested::place(&self.tally.shape, stated.index)
    }

    fn scalars(&self, stated: &Stated<'_>) -> Checked<Proof<G::Scalar>> {
        let scalar = |text, name| {
            let refusal = || Refusal::scalar(format!("decryption_proofs{}.{name}", self.place(stated)));
            G::Scalar::read(text).ok_or_else(refusal)
        };
        let challenge = scalar(stated.proof.challenge, "challenge")?;
        Ok(Proof { challenge, response: scalar(stated.proof.response, "response")? })
    }
}
