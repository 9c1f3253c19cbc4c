//! Checking ballots (4.11 to 4.17), many at a time.
//!
//! All elements of a batch of ballots stand in one sequence: first those received, then the products that overall
//! proofs are about. Proofs are stated as claims over that sequence and decided together, so that a group may share work
//! among them.

use std::ops::Range;

use rayon::prelude::*;

use super::answer::{Answer, Visitor};
use super::message::{self, Ballot};
use super::statement::{Statement, sums};
use crate::election::Election;
use crate::elgamal::{Ciphertext, Proof};
use crate::error::{Checked, Refusal};
use crate::group::{Group, Scalar};
use crate::place::Place;
use crate::proofs::{Claim, decide, schnorr};
use crate::reading;

/// The most ballots checked together: enough to share work, few enough for the caches.
const BATCH: usize = 64;

type Text<'a> = &'a [u8];

/// A ballot whose scalars are read and whose elements stand in the sequence of its batch.
struct Opened<'a, S> {
    ballot: Ballot<'a>,
    answers: Vec<Answer<usize, S>>,
    signature: Proof<S>,
    /// The ballot's own elements; the first is the credential.
    elements: Range<usize>,
}

/// Checks each ballot: its JSON and election, its shape, scalars and elements, its hash and signature, its proofs.
pub fn check_all<G: Group>(election: &Election<G>, ballots: &[Text<'_>]) -> Vec<Checked<()>> {
    let share = ballots.len().div_ceil(rayon::current_num_threads()).clamp(1, BATCH);
    ballots.par_chunks(share).flat_map_iter(|batch| check_batch(election, batch)).collect()
}

fn check_batch<G: Group>(election: &Election<G>, ballots: &[Text<'_>]) -> Vec<Checked<()>> {
    let mut received = Received::default();
    let opened: Vec<_> = ballots.iter().map(|ballot| open(election, ballot, &mut received)).collect();
    let (elements, canonical) = G::decode(&received.texts);

    let answers = opened.iter().flatten().flat_map(|opened| &opened.answers);
    let groups: Vec<_> = answers.flat_map(sums).flat_map(halves).collect();
    let products = G::products(&elements, &groups);
    let texts = G::encode(&products);
    let elements = G::join(&[elements, products]);
    let mut sums = reading::pairs(&texts)
        .into_iter()
        .zip((received.texts.len()..).step_by(2).map(|alpha| Ciphertext { alpha, beta: alpha + 1 }));

    let mut claims = Vec::new();
    let stated: Vec<Checked<_>> = opened
        .into_iter()
        .map(|opened| {
            let opened = opened?;
            let first = claims.len();
            let outcome = state(election, &opened, &mut sums, &mut claims);
            Ok((opened.elements, first..claims.len(), outcome))
        })
        .collect();
    let decision = decide::<G>(&election.key_table, &elements, claims);
    let good = |index: &usize| canonical[*index] && decision.members[*index];
    let conclude = |(mut own, claims, outcome): (Range<usize>, Range<usize>, Checked<()>)| {
        if let Some(bad) = own.find(|index| !good(index)) {
            return Err(Refusal::element(received.places[bad]));
        }
        outcome?;
        decision.claims[claims].iter().cloned().collect()
    };
    stated.into_iter().map(|stated| stated.and_then(conclude)).collect()
}

/// The indices of the alphas and those of the betas of ciphertexts to be multiplied.
fn halves(group: Vec<Ciphertext<usize>>) -> [Vec<usize>; 2] {
    [group.iter().map(|c| c.alpha).collect(), group.iter().map(|c| c.beta).collect()]
}

/// The elements of a batch of ballots as received.
#[derive(Default)]
struct Received<'a> {
    texts: Vec<Text<'a>>,
    places: Vec<Place>,
}

/// Gathers elements, and reads scalars, which are cheap, at once.
struct Reader<'r, 'a, S> {
    received: &'r mut Received<'a>,
    scalar: fn(Text<'_>) -> Option<S>,
}

impl<'a, S: Scalar> Visitor<Text<'a>, Text<'a>> for Reader<'_, 'a, S> {
    type Element = usize;
    type Scalar = S;

    fn element(&mut self, element: &Text<'a>, place: Place) -> Checked<usize> {
        self.received.texts.push(element);
        self.received.places.push(place);
        Ok(self.received.texts.len() - 1)
    }

    fn scalar(&mut self, scalar: &Text<'a>, place: Place) -> Checked<S> {
        (self.scalar)(scalar).ok_or_else(|| Refusal::scalar(place))
    }
}

/// Reads a ballot, checks that it belongs to the election, and reads its scalars.
fn open<'a, G: Group>(
    election: &Election<G>,
    message: Text<'a>,
    received: &mut Received<'a>,
) -> Checked<Opened<'a, G::Scalar>> {
    let ballot = Ballot::read(message, &election.questions)?;
    check_election(election, &ballot)?;
    let first = received.texts.len();
    let mut reader = Reader { received, scalar: G::Scalar::read };
    reader.element(&ballot.credential, Place::root().name("credential"))?;
    let place = Place::root().name("answers");
    let answers = ballot.answers.iter().enumerate();
    let answers = answers.map(|(index, answer)| reader.answer(answer, place.index(index)));
    let answers = answers.collect::<Checked<_>>()?;
    let signature = reader.proof(&ballot.signature, Place::root().name("signature").name("proof"))?;
    Ok(Opened { ballot, answers, signature, elements: first..received.texts.len() })
}

fn check_election<G: Group>(election: &Election<G>, ballot: &Ballot<'_>) -> Checked<()> {
    let refuse = |place| Err(Refusal::new("ballot.election", place, "the ballot is for another election"));
    if ballot.uuid != election.uuid.as_bytes() {
        return refuse("election_uuid");
    }
    if ballot.fingerprint != election.fingerprint.as_bytes() {
        return refuse("election_hash");
    }
    Ok(())
}

/// Checks the hash and states the signature and all proofs; `sums` holds the products of this ballot and of those after it.
fn state<G: Group>(
    election: &Election<G>,
    opened: &Opened<'_, G::Scalar>,
    sums: &mut impl Iterator<Item = (Ciphertext<G::Text>, Ciphertext<usize>)>,
    claims: &mut Vec<Claim<G::Scalar>>,
) -> Checked<()> {
    let ballot = &opened.ballot;
    let prefix = [election.fingerprint.as_bytes(), b"|", ballot.credential].concat();
    let signed = [b"sig|", ballot.hash, b"|"].concat();
    let (place, credential) = (Place::root().name("signature"), opened.elements.start);
    claims.push(schnorr::claim("ballot.signature", place, &signed, credential, &opened.signature));
    let mut outcome = Ok(());
    for (index, answer) in opened.answers.iter().enumerate() {
        let own: Vec<_> = sums.by_ref().take(self::sums(answer).len()).collect();
        let place = Place::root().name("answers").index(index);
        let statement = Statement { election, prefix: &prefix, place, sums: &own };
        outcome =
            outcome.and(statement.answer(&election.questions[index], &ballot.answers[index], answer, claims));
    }
    if ballot.hash != message::hash(&ballot.signed) {
        let detail = "the hash is not that of the ballot without its signature";
        return Err(Refusal::new("ballot.hash", "signature.hash", detail));
    }
    outcome
}
