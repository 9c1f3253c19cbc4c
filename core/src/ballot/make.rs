//! Making ballots (4.11 to 4.17).
//!
//! The voter knows every exponent, so each commitment is a product of powers of g and y (see `proofs`). Ballots are made in
//! three steps: draft every proof and gather the exponents, compute all powers together, complete the proofs with
//! their challenges.

use std::ops::Range;

use rayon::prelude::*;
use zeroize::Zeroizing;

use super::answer::{Answer, Homomorphic, Lists, NonHomomorphic};
use super::choice::{self, Choice};
use super::message;
use super::shape::Question;
use crate::election::Election;
use crate::elgamal::{Ciphertext, Proof, joined};
use crate::error::{Checked, Refusal};
use crate::group::{Exponents, Group, Scalar};
use crate::json::{write_array, write_string};
use crate::proofs::blank::{self, Opening};
use crate::proofs::disjunction::{self, Case};
use crate::proofs::{Transcript, encryption, interval, lists, nonzero};
use crate::random::Randomness;

/// Ballots made together.
const BATCH: usize = 8;

pub fn make_all<G: Group>(
    election: &Election<G>,
    credentials: &[Zeroizing<G::Scalar>],
    choices: &[&[u8]],
) -> Checked<Vec<Vec<u8>>> {
    if credentials.len() != choices.len() {
        return Err(Refusal::new("choice", "", "there is not one choice for each credential"));
    }
    let read = |(index, choice): (usize, &&[u8])| {
        choice::read(choice, &election.questions)
            .map_err(|refusal| Refusal { place: format!("choices[{index}]{}", refusal.place), ..refusal })
    };
    let choices: Vec<_> = choices.iter().enumerate().map(read).collect::<Checked<_>>()?;
    let batches = credentials.par_chunks(BATCH).zip(choices.par_chunks(BATCH));
    let batches = batches.map(|(credentials, choices)| make_batch(election, credentials, choices));
    Ok(batches.collect::<Checked<Vec<_>>>()?.concat())
}

/// A ballot whose proofs are drafted; `public` and `nonce` say where g^s and g^w stand.
struct Sheet<G: Group> {
    public: usize,
    nonce: usize,
    w: Zeroizing<G::Scalar>,
    answers: Vec<Draft<G>>,
}

fn make_batch<G: Group>(
    election: &Election<G>,
    credentials: &[Zeroizing<G::Scalar>],
    choices: &[Vec<Choice>],
) -> Checked<Vec<Vec<u8>>> {
    let mut pen = Pen::<G>::new(credentials.len() * exponents(&election.questions));
    let sheets = credentials.iter().zip(choices).map(|(credential, choices)| {
        let public = pen.power(Exponents::generator(**credential));
        let w = pen.random();
        let nonce = pen.power(Exponents::generator(*w));
        let answers = choices.iter().zip(&election.questions);
        let answers = answers.map(|(choice, question)| pen.draft(choice, question));
        Ok(Sheet { public, nonce, w, answers: answers.collect::<Checked<_>>()? })
    });
    let sheets: Vec<Sheet<G>> = sheets.collect::<Checked<_>>()?;
    let texts = G::encode(&pen.elements(election));
    let ballots = sheets.into_iter().zip(credentials).map(|(sheet, credential)| {
        let public = texts[sheet.public].as_ref();
        let page = Page { texts: &texts, election, prefix: prefix(election, public) };
        let answers: Vec<_> = sheet.answers.into_iter().map(|draft| page.answer(draft)).collect();
        let (body, hash) = write_body(election, public, &answers);
        let transcript = Transcript::new(&[b"sig|", &hash, b"|"]);
        let challenge: G::Scalar = transcript.challenge(&texts[sheet.nonce..=sheet.nonce]);
        let proof = Proof { challenge, response: *sheet.w - **credential * challenge };
        write_signature(body, &hash, &proof)
    });
    Ok(ballots.collect())
}

/// How many exponents a ballot asks for at most: room is made for them at once, since a vector that grows leaves copies behind.
fn exponents(questions: &[Question]) -> usize {
    let own = questions.iter().map(|question| match question {
        Question::Homomorphic { answers, min, max, .. } => 6 * (answers + 1) + 2 * (max - min + 5) as usize,
        Question::NonHomomorphic { .. } => 3,
        Question::Lists { candidates } => candidates.iter().map(|c| 6 * c + 10).sum::<usize>() + 7,
    });
    own.sum::<usize>() + 2
}

/// S_0 = φ|credential (4.11).
fn prefix<G: Group>(election: &Election<G>, public: &[u8]) -> Vec<u8> {
    [election.fingerprint.as_bytes(), b"|", public].concat()
}

/// The ballot without its signature, still open, and its hash (4.17).
fn write_body<G: Group>(
    election: &Election<G>,
    public: &[u8],
    answers: &[Answer<G::Text, G::Scalar>],
) -> (Vec<u8>, [u8; 43]) {
    let mut out = b"{\"election_uuid\":".to_vec();
    write_string(&mut out, election.uuid.as_bytes());
    out.extend_from_slice(b",\"election_hash\":");
    write_string(&mut out, election.fingerprint.as_bytes());
    out.extend_from_slice(b",\"credential\":");
    write_string(&mut out, public);
    out.extend_from_slice(b",\"answers\":");
    write_array(&mut out, answers, |out, answer| answer.write(out));
    out.push(b'}');
    let hash = message::hash(&out);
    out.pop();
    (out, hash)
}

fn write_signature<S: Scalar>(mut out: Vec<u8>, hash: &[u8], proof: &Proof<S>) -> Vec<u8> {
    out.extend_from_slice(b",\"signature\":{\"hash\":");
    write_string(&mut out, hash);
    out.extend_from_slice(b",\"proof\":");
    proof.write(&mut out);
    out.extend_from_slice(b"}}");
    out
}

/// Drafts proofs and gathers the exponents of everything that they need.
struct Pen<G: Group> {
    randomness: Randomness,
    exponents: Zeroizing<Vec<Exponents<G::Scalar>>>,
    /// Votes that are elements, and where the power stands that each belongs to.
    votes: Vec<(usize, G::Elements)>,
}

/// A draft and where the powers of its commitments will stand.
struct Pending<D> {
    draft: D,
    commitments: Range<usize>,
}

type Disjunction<S> = Pending<disjunction::Draft<S>>;

/// One encrypted value: alpha stands at `at` and beta after it.
struct Encrypted<S: Scalar> {
    at: usize,
    opening: Zeroizing<Opening<S>>,
    individual: Disjunction<S>,
}

/// A proof about the product of ciphertexts, which stands at `at`.
struct Summed<S: Scalar> {
    at: usize,
    proof: Disjunction<S>,
}

/// The proofs that the number of choices lies within its limits.
enum Overall<S: Scalar> {
    Plain(Summed<S>),
    WithBlank { blank: Disjunction<S>, overall: Disjunction<S> },
}

/// An answer whose proofs are drafted.
enum Draft<G: Group> {
    Homomorphic {
        choices: Vec<Encrypted<G::Scalar>>,
        overall: Overall<G::Scalar>,
    },
    NonHomomorphic {
        at: usize,
        randomness: Zeroizing<G::Scalar>,
        nonce: Zeroizing<G::Scalar>,
    },
    Lists {
        choices: Vec<Vec<Encrypted<G::Scalar>>>,
        overall: Summed<G::Scalar>,
        lists: Vec<Disjunction<G::Scalar>>,
        nonzero: Pending<nonzero::Draft<G::Scalar>>,
    },
}

impl<G: Group> Pen<G> {
    fn new(room: usize) -> Self {
        let exponents = Zeroizing::new(Vec::with_capacity(room));
        Pen { randomness: Randomness::default(), exponents, votes: Vec::new() }
    }

    /// All powers asked for, each vote multiplied into its own.
    fn elements(&self, election: &Election<G>) -> G::Elements {
        let powers = G::secret_products(&election.key_table, &self.exponents);
        if self.votes.is_empty() {
            return powers;
        }
        let mut factors = vec![G::neutral(1)];
        let mut indices = vec![0; self.exponents.len()];
        for (at, vote) in &self.votes {
            indices[*at] = factors.len();
            factors.push(vote.clone());
        }
        G::multiply(&powers, &G::pick(&G::join(&factors), &indices))
    }

    /// Asks for a power and says where it will stand.
    fn power(&mut self, exponents: Exponents<G::Scalar>) -> usize {
        self.exponents.push(exponents);
        self.exponents.len() - 1
    }

    /// Asks for alpha and beta and says where alpha will stand; beta follows.
    fn ciphertext(&mut self, opening: &Opening<G::Scalar>) -> usize {
        let Opening { randomness, value } = *opening;
        let at = self.power(Exponents::generator(randomness));
        self.power(Exponents::both(G::Scalar::from_difference(value), randomness));
        at
    }

    fn summed(&mut self, sum: &Opening<G::Scalar>, limits: (u32, u32)) -> Summed<G::Scalar> {
        Summed { at: self.ciphertext(sum), proof: self.interval(sum, limits) }
    }

    fn random(&mut self) -> Zeroizing<G::Scalar> {
        Zeroizing::new(G::Scalar::random(&mut self.randomness))
    }

    fn disjunction(&mut self, cases: Zeroizing<Vec<Case<G::Scalar>>>) -> Disjunction<G::Scalar> {
        let start = self.exponents.len();
        let draft = disjunction::Draft::new(&mut self.randomness, cases, &mut self.exponents);
        Pending { draft, commitments: start..self.exponents.len() }
    }

    fn interval(&mut self, opening: &Opening<G::Scalar>, limits: (u32, u32)) -> Disjunction<G::Scalar> {
        let Opening { randomness, value } = *opening;
        let mut cases = Zeroizing::new(Vec::with_capacity((limits.1 - limits.0 + 1) as usize));
        cases.extend(disjunction::interval_cases(randomness, value, limits));
        self.disjunction(cases)
    }

    fn encrypt(&mut self, value: u8) -> Encrypted<G::Scalar> {
        let randomness = *self.random();
        let opening = Zeroizing::new(Opening { randomness, value: i64::from(value) });
        let at = self.ciphertext(&opening);
        let individual = self.interval(&opening, (0, 1));
        Encrypted { at, opening, individual }
    }

    fn draft(&mut self, choice: &Choice, question: &Question) -> Checked<Draft<G>> {
        Ok(match (choice, question) {
            (Choice::Homomorphic(values), Question::Homomorphic { min, max, blank, .. }) => {
                self.homomorphic(values, (*min, *max), *blank)
            }
            (Choice::NonHomomorphic(values), _) => self.non_homomorphic(values)?,
            (Choice::Lists(lists), _) => self.lists(lists),
            _ => return Err(Refusal::new("choice", "", "the choice is for another kind of question")),
        })
    }

    fn homomorphic(&mut self, values: &[u8], limits: (u32, u32), with_blank: bool) -> Draft<G> {
        let choices: Vec<_> = values.iter().map(|value| self.encrypt(*value)).collect();
        if !with_blank {
            let overall = Overall::Plain(self.summed(&sum(&choices), limits));
            return Draft::Homomorphic { choices, overall };
        }
        let (first, rest) = (*choices[0].opening, *sum(&choices[1..]));
        let blank = self.disjunction(blank::blank_cases(first, rest));
        let overall = self.disjunction(blank::overall_cases(first, rest, limits));
        Draft::Homomorphic { choices, overall: Overall::WithBlank { blank, overall } }
    }

    fn non_homomorphic(&mut self, values: &[u8]) -> Checked<Draft<G>> {
        let vote = G::embed(values)
            .ok_or_else(|| Refusal::new("choice", "", "the values do not fit into one element"))?;
        let (randomness, nonce) = (self.random(), self.random());
        let at = self.power(Exponents::generator(*randomness));
        let beta = self.power(Exponents::second(*randomness));
        self.power(Exponents::generator(*nonce));
        self.votes.push((beta, vote));
        Ok(Draft::NonHomomorphic { at, randomness, nonce })
    }

    fn lists(&mut self, lists: &[choice::Values]) -> Draft<G> {
        let mut choices: Vec<Vec<_>> = Vec::with_capacity(lists.len());
        for values in lists {
            choices.push(values.iter().map(|value| self.encrypt(*value)).collect());
        }
        let overall = self.summed(&sum(choices.iter().map(|list| &list[0])), (1, 1));
        let proofs = choices
            .iter()
            .map(|list| self.disjunction(lists::cases(*list[0].opening, *sum(&list[1..]))))
            .collect();
        let candidates = sum(choices.iter().flat_map(|list| &list[1..]));
        let start = self.exponents.len();
        let draft = nonzero::Draft::new(&mut self.randomness, *candidates, &mut self.exponents);
        let nonzero = Pending { draft, commitments: start..self.exponents.len() };
        Draft::Lists { choices, overall, lists: proofs, nonzero }
    }
}

/// The opening of the product of ciphertexts.
fn sum<'a, S: Scalar + 'a>(choices: impl IntoIterator<Item = &'a Encrypted<S>>) -> Zeroizing<Opening<S>> {
    let zero = Opening { randomness: S::from_u64(0), value: 0 };
    Zeroizing::new(choices.into_iter().fold(zero, |sum, choice| Opening {
        randomness: sum.randomness + choice.opening.randomness,
        value: sum.value + choice.opening.value,
    }))
}

/// Completes proofs with the texts of all powers; `prefix` is S_0.
struct Page<'a, G: Group> {
    texts: &'a [G::Text],
    election: &'a Election<G>,
    prefix: Vec<u8>,
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

    fn answer(&self, draft: Draft<G>) -> Answer<G::Text, G::Scalar> {
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
