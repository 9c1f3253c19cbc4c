//! The last step of making a ballot: with all powers written, each proof gets its challenge and its responses.

use super::answer::{Answer, Homomorphic, Lists, NonHomomorphic};
use super::draft::{Disjunction, Draft, Encrypted, Overall, Pending, Summed};
use crate::election::Election;
use crate::elgamal::{Ciphertext, Proof, joined};
use crate::group::Group;
use crate::proofs::{Transcript, blank, encryption, interval, lists, nonzero};

/// Completes proofs with the texts of all powers; `prefix` is S_0.
pub struct Page<'a, G: Group> {
    pub texts: &'a [G::Text],
    pub election: &'a Election<G>,
    pub prefix: Vec<u8>,
}

impl<G: Group> Page<'_, G> {
    fn ciphertext(&self, at: usize) -> Ciphertext<G::Text> {
        Ciphertext { alpha: self.texts[at].clone(), beta: self.texts[at + 1].clone() }
    }

    fn complete(&self, pending: Disjunction<G::Scalar>, transcript: Transcript) -> Vec<Proof<G::Scalar>> {
        pending.draft.complete(transcript.challenge(&self.texts[pending.commitments]))
    }

    fn encrypted(&self, encrypted: Encrypted<G::Scalar>) -> (Ciphertext<G::Text>, Vec<Proof<G::Scalar>>) {
        let text = self.ciphertext(encrypted.at);
        let transcript = interval::transcript(&self.prefix, &text);
        (text, self.complete(encrypted.individual, transcript))
    }

    /// The proof that a product of ciphertexts lies in an interval, with S for `prefix`.
    fn summed(&self, summed: Summed<G::Scalar>, prefix: &[u8]) -> Vec<Proof<G::Scalar>> {
        let text = self.ciphertext(summed.at);
        self.complete(summed.proof, interval::transcript(prefix, &text))
    }

    /// S = S_0|alpha,beta,alpha,beta,…
    fn extended<'c>(&self, choices: impl IntoIterator<Item = &'c Ciphertext<G::Text>>) -> Vec<u8>
    where
        G::Text: 'c,
    {
        [&self.prefix[..], b"|", &joined(choices)].concat()
    }

    pub fn answer(&self, draft: Draft<G>) -> Answer<G::Text, G::Scalar> {
        match draft {
            Draft::Homomorphic { choices, overall } => {
                Answer::Homomorphic(self.homomorphic(choices, overall))
            }
            Draft::NonHomomorphic { at, randomness, nonce } => {
                let choices = self.ciphertext(at);
                let key = self.election.key_text.as_ref();
                let transcript = encryption::transcript(&self.prefix, key, &choices);
                let challenge: G::Scalar = transcript.challenge(&self.texts[at + 2..at + 3]);
                let proof = Proof { challenge, response: *nonce - *randomness * challenge };
                Answer::NonHomomorphic(NonHomomorphic { choices, proof })
            }
            Draft::Lists { choices, overall, lists, nonzero } => {
                Answer::Lists(self.lists(choices, overall, lists, nonzero))
            }
        }
    }

    fn homomorphic(
        &self,
        choices: Vec<Encrypted<G::Scalar>>,
        overall: Overall<G::Scalar>,
    ) -> Homomorphic<G::Text, G::Scalar> {
        let (choices, individual) = choices.into_iter().map(|c| self.encrypted(c)).unzip();
        let prefix = self.extended(&choices);
        let (overall, blank) = match overall {
            Overall::Plain(summed) => (self.summed(summed, &prefix), None),
            Overall::WithBlank { blank, overall } => (
                self.complete(overall, blank::overall_transcript(&prefix)),
                Some(self.complete(blank, blank::blank_transcript(&prefix))),
            ),
        };
        Homomorphic { choices, individual, overall, blank }
    }

    fn lists(
        &self,
        choices: Vec<Vec<Encrypted<G::Scalar>>>,
        overall: Summed<G::Scalar>,
        lists: Vec<Disjunction<G::Scalar>>,
        nonzero: Pending<nonzero::Draft<G::Scalar>>,
    ) -> Lists<G::Text, G::Scalar> {
        let list = |list: Vec<_>| list.into_iter().map(|c| self.encrypted(c)).unzip();
        let (choices, individual): (Vec<Vec<_>>, Vec<_>) = choices.into_iter().map(list).unzip();
        let prefix = self.extended(choices.iter().flatten());
        let list = |proof| self.complete(proof, lists::transcript(&prefix));
        let commitments = &self.texts[nonzero.commitments];
        let challenge = nonzero::transcript(&prefix).challenge(commitments);
        Lists {
            overall: self.summed(overall, &prefix)[0],
            lists: lists.into_iter().map(list).collect(),
            nonzero: nonzero.draft.complete(commitments[0].clone(), challenge),
            choices,
            individual,
        }
    }
}
