//! What an encrypted answer claims: one claim for each of its proofs (4.11).

use super::answer::{Answer, Homomorphic, Lists};
use super::shape::Question;
use crate::election::Election;
use crate::elgamal::{Ciphertext, Proof, joined};
use crate::error::{Checked, Refusal};
use crate::group::Group;
use crate::place::Place;
use crate::proofs::{Claim, blank, encryption, interval, lists, nonzero};

type Text<'a> = &'a [u8];

/// The ciphertexts whose products the proofs of an answer are about: for each product those to be multiplied.
///
/// Homomorphic: all choices, without the leading one where there is a blank proof. Lists: the lists themselves, the
/// candidates of each list, all candidates.
pub fn sums<S>(answer: &Answer<usize, S>) -> Vec<Vec<Ciphertext<usize>>> {
    match answer {
        Answer::Homomorphic(answer) => {
            vec![answer.choices[usize::from(answer.blank.is_some())..].to_vec()]
        }
        Answer::NonHomomorphic(_) => Vec::new(),
        Answer::Lists(answer) => {
            let heads = answer.choices.iter().map(|choices| choices[0]).collect();
            let candidates: Vec<_> = answer.choices.iter().map(|choices| choices[1..].to_vec()).collect();
            let all = candidates.concat();
            [vec![heads], candidates, vec![all]].concat()
        }
    }
}

/// The proofs of one answer; `prefix` is S_0 and `sums` are the products that [`sums`] asked for.
pub struct Statement<'a, G: Group> {
    pub election: &'a Election<G>,
    pub prefix: &'a [u8],
    pub place: Place,
    pub sums: &'a [(Ciphertext<G::Text>, Ciphertext<usize>)],
}

impl<G: Group> Statement<'_, G> {
    pub fn answer(
        &self,
        question: &Question,
        texts: &Answer<Text<'_>, Text<'_>>,
        answer: &Answer<usize, G::Scalar>,
        claims: &mut Vec<Claim<G::Scalar>>,
    ) -> Checked<()> {
        match (question, texts, answer) {
            (
                Question::Homomorphic { min, max, .. },
                Answer::Homomorphic(texts),
                Answer::Homomorphic(answer),
            ) => self.homomorphic((*min, *max), &texts.choices, answer, claims),
            (_, Answer::NonHomomorphic(texts), Answer::NonHomomorphic(answer)) => {
                let key = self.election.key_text.as_ref();
                let transcript = encryption::transcript(self.prefix, key, &texts.choices);
                let (place, alpha) = (self.place.name("proof"), answer.choices.alpha);
                claims.push(encryption::claim(place, transcript, alpha, &answer.proof));
            }
            (_, Answer::Lists(texts), Answer::Lists(answer)) => self.lists(texts, answer, claims)?,
            // `shape::check` has compared the kinds already.
            _ => return Err(Refusal::new("answer.shape", self.place, "the answer is of another kind")),
        }
        Ok(())
    }

    fn individual(
        &self,
        place: Place,
        text: &Ciphertext<Text<'_>>,
        ciphertext: Ciphertext<usize>,
        proofs: &[Proof<G::Scalar>],
    ) -> Claim<G::Scalar> {
        interval::claim(("proof.individual", place), self.prefix, (ciphertext, text), (0, 1), proofs)
    }

    fn homomorphic(
        &self,
        limits: (u32, u32),
        texts: &[Ciphertext<Text<'_>>],
        answer: &Homomorphic<usize, G::Scalar>,
        claims: &mut Vec<Claim<G::Scalar>>,
    ) {
        let place = self.place.name("individual_proofs");
        let parts = texts.iter().zip(&answer.choices).zip(&answer.individual).enumerate();
        claims.extend(parts.map(|(index, ((text, ciphertext), proofs))| {
            self.individual(place.index(index), text, *ciphertext, proofs)
        }));
        let prefix = [self.prefix, b"|", &joined(texts)].concat();
        let place = self.place.name("overall_proof");
        let (text, sum) = &self.sums[0];
        match &answer.blank {
            None => {
                let check = ("proof.overall", place);
                claims.push(interval::claim(check, &prefix, (*sum, text), limits, &answer.overall));
            }
            Some(proofs) => {
                let both = [answer.choices[0], *sum];
                let blank_place = self.place.name("blank_proof");
                claims.push(blank::blank_claim(blank_place, &prefix, both, proofs));
                claims.push(blank::overall_claim(place, &prefix, both, limits, &answer.overall));
            }
        }
    }

    fn lists(
        &self,
        texts: &Lists<Text<'_>, Text<'_>>,
        answer: &Lists<usize, G::Scalar>,
        claims: &mut Vec<Claim<G::Scalar>>,
    ) -> Checked<()> {
        let place = self.place.name("individual_proofs");
        for (list, choices) in answer.choices.iter().enumerate() {
            for (member, ciphertext) in choices.iter().enumerate() {
                let place = place.index(list).index(member);
                let (text, proofs) = (&texts.choices[list][member], &answer.individual[list][member]);
                claims.push(self.individual(place, text, *ciphertext, proofs));
            }
        }
        let prefix = [self.prefix, b"|", &joined(texts.choices.iter().flatten())].concat();
        let (heads, candidates) = (&self.sums[0], &self.sums[1..]);
        let check = ("proof.overall", self.place.name("overall_proof"));
        claims.push(interval::claim(check, &prefix, (heads.1, &heads.0), (1, 1), &[answer.overall]));
        let place = self.place.name("list_proofs");
        for (index, (choices, proofs)) in answer.choices.iter().zip(&answer.lists).enumerate() {
            let both = [choices[0], candidates[index].1];
            claims.push(lists::claim(place.index(index), &prefix, both, proofs));
        }
        let (place, all) = (self.place.name("nonzero_proof"), candidates[answer.choices.len()].1);
        let text = (texts.nonzero.commitment, self.election.one.as_ref());
        claims.push(nonzero::claim(place, &prefix, all, &answer.nonzero, text)?);
        Ok(())
    }
}
