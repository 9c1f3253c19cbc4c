//! The first step of making a ballot: choosing all random numbers, and asking for the powers that proofs need.

use std::ops::Range;

use zeroize::Zeroizing;

use super::choice::{self, Choice};
use super::shape::Question;
use crate::election::Election;
use crate::error::{Checked, Refusal};
use crate::group::{Exponents, Group, Scalar};
use crate::proofs::blank::{self, Opening};
use crate::proofs::disjunction::{self, Case};
use crate::proofs::{lists, nonzero};
use crate::random::Randomness;

/// Drafts proofs and gathers the exponents of everything that they need.
pub struct Pen<G: Group> {
    randomness: Randomness,
    exponents: Zeroizing<Vec<Exponents<G::Scalar>>>,
    /// Votes that are elements, and where the power stands that each belongs to.
    votes: Vec<(usize, G::Elements)>,
}

/// A draft and where the powers of its commitments will stand.
pub struct Pending<D> {
    pub draft: D,
    pub commitments: Range<usize>,
}

pub type Disjunction<S> = Pending<disjunction::Draft<S>>;

/// One encrypted value: alpha stands at `at` and beta after it.
pub struct Encrypted<S: Scalar> {
    pub at: usize,
    pub opening: Zeroizing<Opening<S>>,
    pub individual: Disjunction<S>,
}

/// A proof about the product of ciphertexts, which stands at `at`.
pub struct Summed<S: Scalar> {
    pub at: usize,
    pub proof: Disjunction<S>,
}

/// The proofs that the number of choices lies within its limits.
pub enum Overall<S: Scalar> {
    Plain(Summed<S>),
    WithBlank { blank: Disjunction<S>, overall: Disjunction<S> },
}

/// An answer whose proofs are drafted.
pub enum Draft<G: Group> {
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
    pub fn new(room: usize) -> Self {
        let exponents = Zeroizing::new(Vec::with_capacity(room));
        Pen { randomness: Randomness::default(), exponents, votes: Vec::new() }
    }

    /// All powers asked for, each vote multiplied into its own.
    pub fn elements(&self, election: &Election<G>) -> G::Elements {
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
    pub fn power(&mut self, exponents: Exponents<G::Scalar>) -> usize {
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

    pub fn random(&mut self) -> Zeroizing<G::Scalar> {
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

    pub fn draft(&mut self, choice: &Choice, question: &Question) -> Checked<Draft<G>> {
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
