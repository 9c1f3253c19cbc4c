//! Checking ballots (4.11 to 4.17), many at a time: the elements of a batch are read together and its claims are
//! decided together, which lets a group share work among them.

use std::marker::PhantomData;

use rayon::prelude::*;

use super::answer::{Answer, Homomorphic, Lists, Visitor};
use super::message::{self, Ballot};
use super::shape::Question;
use crate::election::Election;
use crate::elgamal::{Ciphertext, Proof, joined, product};
use crate::error::{Checked, Refusal};
use crate::group::{Group, Scalar};
use crate::place::Place;
use crate::proofs::{Claim, blank, decide, encryption, interval, lists, nonzero, schnorr};

/// Ballots checked together: enough to share work, few enough to spread over threads.
const BATCH: usize = 16;

type Text<'a> = &'a [u8];

/// A ballot with its scalars read; the elements are still to come.
struct Opened<'a, G: Group> {
    ballot: Ballot<'a>,
    answers: Vec<Answer<(), G::Scalar>>,
    signature: Proof<G::Scalar>,
    elements: Vec<(Text<'a>, Place)>,
}

pub fn check_all<G: Group>(election: &Election<G>, ballots: &[Text<'_>]) -> Vec<Checked<()>> {
    ballots.par_chunks(BATCH).flat_map_iter(|batch| check_batch(election, batch)).collect()
}

fn check_batch<G: Group>(election: &Election<G>, ballots: &[Text<'_>]) -> Vec<Checked<()>> {
    let opened: Vec<_> = ballots.iter().map(|ballot| open(election, ballot)).collect();
    let texts: Vec<_> =
        opened.iter().flatten().flat_map(|o| o.elements.iter().map(|(text, _)| *text)).collect();
    let mut elements = G::read_all(&texts).into_iter();
    let mut claims = Vec::new();
    let stated: Vec<Checked<usize>> = opened
        .into_iter()
        .map(|opened| {
            let opened = opened?;
            let own: Vec<_> = elements.by_ref().take(opened.elements.len()).collect();
            let mut stated = state(election, &opened, own)?;
            let count = stated.len();
            claims.append(&mut stated);
            Ok(count)
        })
        .collect();
    let mut decisions = decide(&election.key_table, claims).into_iter();
    let decided = stated.into_iter().map(|count| {
        let own: Vec<_> = decisions.by_ref().take(count?).collect();
        own.into_iter().collect()
    });
    decided.collect()
}

/// Reads a ballot, checks that it belongs to the election, and reads its scalars.
fn open<'a, G: Group>(election: &Election<G>, message: Text<'a>) -> Checked<Opened<'a, G>> {
    let ballot = Ballot::read(message, &election.questions)?;
    check_election(election, &ballot)?;
    let credential = Place::root().name("credential");
    let elements = vec![(ballot.credential, credential)];
    let mut reader = ScalarReader::<G> { elements, group: PhantomData };
    let place = Place::root().name("answers");
    let answers = ballot.answers.iter().enumerate();
    let answers = answers.map(|(index, answer)| reader.answer(answer, place.index(index)));
    let answers = answers.collect::<Checked<_>>()?;
    let place = Place::root().name("signature").name("proof");
    let signature = reader.proof(&ballot.signature, place)?;
    Ok(Opened { answers, signature, elements: reader.elements, ballot })
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

/// Reads scalars at once and gathers elements, which are dearer, to be read together.
struct ScalarReader<'a, G> {
    elements: Vec<(Text<'a>, Place)>,
    group: PhantomData<G>,
}

impl<'a, G: Group> Visitor<Text<'a>, Text<'a>> for ScalarReader<'a, G> {
    type Element = ();
    type Scalar = G::Scalar;

    fn element(&mut self, element: &Text<'a>, place: Place) -> Checked<()> {
        self.elements.push((element, place));
        Ok(())
    }

    fn scalar(&mut self, scalar: &Text<'a>, place: Place) -> Checked<G::Scalar> {
        G::Scalar::read(scalar).ok_or_else(|| Refusal::scalar(place))
    }
}

/// Puts the elements into their places, in the order in which they were gathered.
struct Placer<E>(std::vec::IntoIter<E>);

impl<E: Copy, S: Scalar> Visitor<(), S> for Placer<E> {
    type Element = E;
    type Scalar = S;

    fn element(&mut self, (): &(), place: Place) -> Checked<E> {
        self.0.next().ok_or_else(|| Refusal::element(place))
    }

    fn scalar(&mut self, scalar: &S, _: Place) -> Checked<S> {
        Ok(*scalar)
    }
}

/// Checks the elements and the hash, and states the signature and all proofs as claims.
fn state<G: Group>(
    election: &Election<G>,
    opened: &Opened<'_, G>,
    elements: Vec<Option<G::Element>>,
) -> Checked<Vec<Claim<G>>> {
    let checked = elements.into_iter().zip(&opened.elements);
    let checked = checked.map(|(element, (_, place))| element.ok_or_else(|| Refusal::element(place)));
    let mut elements = checked.collect::<Checked<Vec<_>>>()?.into_iter();
    let ballot = &opened.ballot;
    if ballot.hash != message::hash(&ballot.signed) {
        let detail = "the hash is not that of the ballot without its signature";
        return Err(Refusal::new("ballot.hash", "signature.hash", detail));
    }
    let credential = elements.next().ok_or_else(|| Refusal::element("credential"))?;
    let prefix = [b"sig|", ballot.hash, b"|"].concat();
    let place = Place::root().name("signature");
    let mut claims = vec![schnorr::claim("ballot.signature", place, &prefix, &credential, &opened.signature)];
    let prefix = [election.fingerprint.as_bytes(), b"|", ballot.credential].concat();
    let mut placer = Placer(elements);
    for (index, answer) in opened.answers.iter().enumerate() {
        let place = Place::root().name("answers").index(index);
        let answer = placer.answer(answer, place)?;
        let texts = &ballot.answers[index];
        let statement = Statement { election, prefix: &prefix, place };
        statement.answer(&election.questions[index], texts, &answer, &mut claims)?;
    }
    Ok(claims)
}

/// The proofs of one answer; `prefix` is S_0.
struct Statement<'a, G: Group> {
    election: &'a Election<G>,
    prefix: &'a [u8],
    place: Place,
}

impl<G: Group> Statement<'_, G> {
    fn answer(
        &self,
        question: &Question,
        texts: &Answer<Text<'_>, Text<'_>>,
        answer: &Answer<G::Element, G::Scalar>,
        claims: &mut Vec<Claim<G>>,
    ) -> Checked<()> {
        match (question, texts, answer) {
            (
                Question::Homomorphic { min, max, .. },
                Answer::Homomorphic(texts),
                Answer::Homomorphic(answer),
            ) => self.homomorphic((*min, *max), &texts.choices, answer, claims),
            (_, Answer::NonHomomorphic(texts), Answer::NonHomomorphic(answer)) => {
                let key = election_key(self.election);
                let transcript = encryption::transcript(self.prefix, key, &texts.choices);
                let (place, alpha) = (self.place.name("proof"), &answer.choices.alpha);
                claims.push(encryption::claim(place, transcript, alpha, &answer.proof));
            }
            (_, Answer::Lists(texts), Answer::Lists(answer)) => {
                self.lists(texts, answer, claims)?;
            }
            // `shape::check` has compared the kinds already.
            _ => return Err(Refusal::new("answer.shape", self.place, "the answer is of another kind")),
        }
        Ok(())
    }

    fn individual(
        &self,
        place: Place,
        text: &Ciphertext<Text<'_>>,
        ciphertext: &Ciphertext<G::Element>,
        proofs: &[Proof<G::Scalar>],
    ) -> Claim<G> {
        let check = ("proof.individual", place);
        interval::claim(check, self.prefix, (ciphertext, text), (0, 1), proofs)
    }

    fn homomorphic(
        &self,
        limits: (u32, u32),
        texts: &[Ciphertext<Text<'_>>],
        answer: &Homomorphic<G::Element, G::Scalar>,
        claims: &mut Vec<Claim<G>>,
    ) {
        let place = self.place.name("individual_proofs");
        let parts = texts.iter().zip(&answer.choices).zip(&answer.individual).enumerate();
        claims.extend(parts.map(|(index, ((text, ciphertext), proofs))| {
            self.individual(place.index(index), text, ciphertext, proofs)
        }));
        let prefix = [self.prefix, b"|", &joined(texts)].concat();
        let place = self.place.name("overall_proof");
        match &answer.blank {
            None => {
                let sum = product::<G>(&answer.choices);
                let text = written::<G>(&sum);
                let check = ("proof.overall", place);
                claims.push(interval::claim(check, &prefix, (&sum, &text), limits, &answer.overall));
            }
            Some(proofs) => {
                let (first, sum) = (&answer.choices[0], product::<G>(&answer.choices[1..]));
                let blank_place = self.place.name("blank_proof");
                claims.push(blank::blank_claim(blank_place, &prefix, first, &sum, proofs));
                let both = (first, &sum);
                claims.push(blank::overall_claim(place, &prefix, both, limits, &answer.overall));
            }
        }
    }

    fn lists(
        &self,
        texts: &Lists<Text<'_>, Text<'_>>,
        answer: &Lists<G::Element, G::Scalar>,
        claims: &mut Vec<Claim<G>>,
    ) -> Checked<()> {
        let place = self.place.name("individual_proofs");
        for (list, choices) in answer.choices.iter().enumerate() {
            for (member, ciphertext) in choices.iter().enumerate() {
                let place = place.index(list).index(member);
                let (text, proofs) = (&texts.choices[list][member], &answer.individual[list][member]);
                claims.push(self.individual(place, text, ciphertext, proofs));
            }
        }
        let prefix = [self.prefix, b"|", &joined(texts.choices.iter().flatten())].concat();
        let lists = product::<G>(answer.choices.iter().map(|choices| &choices[0]));
        let check = ("proof.overall", self.place.name("overall_proof"));
        let text = written::<G>(&lists);
        claims.push(interval::claim(check, &prefix, (&lists, &text), (1, 1), &[answer.overall]));
        let place = self.place.name("list_proofs");
        let parts = answer.choices.iter().zip(&answer.lists).enumerate();
        claims
            .extend(parts.map(|(index, (choices, proofs))| {
                lists::claim(place.index(index), &prefix, choices, proofs)
            }));
        let candidates = product::<G>(answer.choices.iter().flat_map(|choices| &choices[1..]));
        let (place, text) = (self.place.name("nonzero_proof"), texts.nonzero.commitment);
        claims.push(nonzero::claim(place, &prefix, &candidates, &answer.nonzero, text)?);
        Ok(())
    }
}

fn election_key<G: Group>(election: &Election<G>) -> &[u8] {
    election.key_text.as_ref()
}

fn written<G: Group>(ciphertext: &Ciphertext<G::Element>) -> Ciphertext<G::Text> {
    let [alpha, beta] = [&ciphertext.alpha, &ciphertext.beta].map(G::write);
    Ciphertext { alpha, beta }
}
