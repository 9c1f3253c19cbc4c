//! The encrypted tally (4.18).

use std::sync::Arc;

use rayon::prelude::*;

use crate::ballot::answer::Answer;
use crate::ballot::message::Ballot;
use crate::ballot::shape::Question;
use crate::election::Election;
use crate::elgamal::Ciphertext;
use crate::error::{Checked, Refusal};
use crate::group::{Commitment, Group, Scalar};
use crate::json::{Scanner, write_array};
use crate::nested::{self, Nested};
use crate::place::Place;
use crate::reading;

/// A tally of shuffled votes holds two elements for each ballot: 256 MiB.
pub const LONGEST: usize = 256 << 20;
/// Ballots taken together.
const BATCH: usize = 64;

type Text<'a> = &'a [u8];

/// Reads an `encrypted_tally` message as texts.
pub fn scan<'a>(message: &'a [u8], questions: &[Question]) -> Checked<Vec<Nested<Ciphertext<Text<'a>>>>> {
    let rows =
        Scanner::whole(message, LONGEST, |scanner| nested::scan_all(scanner, questions, Ciphertext::scan))?;
    rows.filter(|rows| rows.iter().zip(questions).all(|(row, question)| row.fits(question))).ok_or_else(
        || {
            let detail = "the tally has not the numbers of ciphertexts that the questions ask for";
            Refusal::new("tally.aggregate", "", detail)
        },
    )
}

/// An `encrypted_tally` with all its alphas and betas, question by question.
pub struct Read<'a, G: Group> {
    pub shape: Vec<Nested<Ciphertext<Text<'a>>>>,
    pub alphas: G::Elements,
    pub betas: G::Elements,
}

/// Reads an `encrypted_tally` and checks its elements.
pub fn read<'a, G: Group>(message: Text<'a>, questions: &[Question]) -> Checked<Read<'a, G>> {
    let shape = scan(message, questions)?;
    let texts: Vec<_> = shape.iter().flat_map(Nested::members).copied().collect();
    let place = reading::halves(|index| nested::place(&shape, index));
    let elements = reading::elements::<G>(&reading::flat(&texts), place)?;
    let half = |first: usize| (0..texts.len()).map(|index| 2 * index + first).collect::<Vec<_>>();
    let (alphas, betas) = (G::pick(&elements, &half(0)), G::pick(&elements, &half(1)));
    Ok(Read { shape, alphas, betas })
}

/// One question's part of the running tally.
enum Part<G: Group> {
    /// The elements of the products, alpha and beta in turn.
    Sum(G::Elements),
    /// The votes as received, in the order of the ballots.
    Votes(Vec<Ciphertext<Vec<u8>>>),
}

/// The running product of ballots.
pub struct Tally<G: Group> {
    election: Arc<Election<G>>,
    parts: Vec<Part<G>>,
}

impl<G: Group> Tally<G> {
    pub fn new(election: Arc<Election<G>>) -> Self {
        let part = |question: &Question| match question {
            Question::NonHomomorphic { .. } => Part::Votes(Vec::new()),
            _ => Part::Sum(G::neutral(2 * shape(question).count())),
        };
        let parts = election.questions.iter().map(part).collect();
        Tally { election, parts }
    }

    /// Adds ballots that were checked before, each as often as its weight says.
    pub fn add(&mut self, ballots: &[Text<'_>], weights: &[u64]) -> Checked<()> {
        if ballots.len() != weights.len() {
            return Err(Refusal::new("tally.weight", "", "there is not one weight for each ballot"));
        }
        let election = &*self.election;
        let batches: Vec<_> = ballots
            .par_chunks(BATCH)
            .zip(weights.par_chunks(BATCH))
            .map(|(ballots, weights)| gather(election, ballots, weights))
            .collect::<Checked<_>>()?;
        for batch in batches {
            for (part, gathered) in self.parts.iter_mut().zip(batch) {
                part.join(gathered);
            }
        }
        Ok(())
    }

    /// The `encrypted_tally` message; `sorted` orders the votes of non-homomorphic questions by their elements, as every
    /// release of Belenios does, and not by their ballots, as 4.18 says.
    pub fn write(&self, sorted: bool) -> Vec<u8> {
        let mut out = Vec::new();
        let parts = self.parts.iter().zip(&self.election.questions);
        write_array(&mut out, parts, |out, (part, question)| match part {
            Part::Sum(sum) => {
                let mut ciphertexts = reading::pairs(&G::encode(sum)).into_iter();
                shape(question).refill(&mut ciphertexts).write(out, |out, c| c.write(out));
            }
            Part::Votes(votes) if sorted => write_array(out, sort::<G>(votes), |out, c| c.write(out)),
            Part::Votes(votes) => write_array(out, votes, |out, c| c.write(out)),
        });
        out
    }
}

/// The nesting of the products of a question.
fn shape(question: &Question) -> Nested<()> {
    match question {
        Question::Homomorphic { answers, blank, .. } => {
            Nested::Row(vec![(); Question::ciphertexts(*answers, *blank)])
        }
        Question::NonHomomorphic { .. } => Nested::Row(Vec::new()),
        Question::Lists { candidates } => {
            Nested::Rows(candidates.iter().map(|candidates| vec![(); candidates + 1]).collect())
        }
    }
}

/// By alpha and then beta, in the order of `Group::sort_key`.
fn sort<G: Group>(votes: &[Ciphertext<Vec<u8>>]) -> Vec<&Ciphertext<Vec<u8>>> {
    let mut votes: Vec<_> = votes.iter().collect();
    votes.sort_by_cached_key(|vote| [&vote.alpha, &vote.beta].map(|text| G::sort_key(text)));
    votes
}

impl<G: Group> Part<G> {
    fn join(&mut self, other: Self) {
        match (self, other) {
            (Part::Sum(sum), Part::Sum(other)) => *sum = G::multiply(sum, &other),
            (Part::Votes(votes), Part::Votes(mut other)) => votes.append(&mut other),
            _ => unreachable!("both parts were made for the same question"),
        }
    }
}

/// What a batch of ballots adds to each part.
fn gather<G: Group>(election: &Election<G>, ballots: &[Text<'_>], weights: &[u64]) -> Checked<Vec<Part<G>>> {
    let ballots = ballots.iter().map(|ballot| Ballot::read(ballot, &election.questions));
    let ballots: Vec<_> = ballots.collect::<Checked<_>>()?;
    let question = |index: usize| {
        let answers: Vec<_> = ballots.iter().map(|ballot| &ballot.answers[index]).collect();
        let place = Place::root().name("answers").index(index);
        match election.questions[index] {
            Question::NonHomomorphic { .. } => gather_votes(&answers, weights, place),
            _ => gather_sum(election, &answers, weights, place),
        }
    };
    (0..election.questions.len()).map(question).collect()
}

fn gather_votes<G: Group>(
    answers: &[&Answer<Text<'_>, Text<'_>>],
    weights: &[u64],
    place: Place,
) -> Checked<Part<G>> {
    if weights.iter().any(|weight| *weight != 1) {
        let detail = "a weight other than 1 meets a non-homomorphic question";
        return Err(Refusal::new("tally.weight", place, detail));
    }
    let votes = answers.iter().flat_map(|answer| choices(answer));
    let vote = |c: Ciphertext<Text<'_>>| Ciphertext { alpha: c.alpha.to_vec(), beta: c.beta.to_vec() };
    Ok(Part::Votes(votes.map(vote).collect()))
}

fn gather_sum<G: Group>(
    election: &Election<G>,
    answers: &[&Answer<Text<'_>, Text<'_>>],
    weights: &[u64],
    place: Place,
) -> Checked<Part<G>> {
    let texts: Vec<_> = answers.iter().flat_map(|answer| reading::flat(&choices(answer))).collect();
    let elements = reading::checked_before::<G>(&texts, |_| place.name("choices"))?;
    let size = texts.len() / answers.len();
    let elements = raise(election, elements, size, weights);
    let group = |member: usize| (member..texts.len()).step_by(size).collect();
    Ok(Part::Sum(G::products(&elements, &(0..size).map(group).collect::<Vec<_>>())))
}

/// The elements of each ballot to the power of its weight; `size` is the number of elements of a ballot.
fn raise<G: Group>(
    election: &Election<G>,
    elements: G::Elements,
    size: usize,
    weights: &[u64],
) -> G::Elements {
    if weights.iter().all(|weight| *weight == 1) {
        return elements;
    }
    let weights = weights.iter().flat_map(|weight| std::iter::repeat_n(*weight, size));
    let powers = weights.enumerate().map(|(i, weight)| Commitment::new(i, G::Scalar::from_u64(weight)));
    G::commit(&election.key_table, &elements, &powers.collect::<Vec<_>>()).0
}

fn choices<'a>(answer: &Answer<Text<'a>, Text<'a>>) -> Vec<Ciphertext<Text<'a>>> {
    match answer {
        Answer::Homomorphic(answer) => answer.choices.clone(),
        Answer::NonHomomorphic(answer) => vec![answer.choices],
        Answer::Lists(answer) => answer.choices.concat(),
    }
}
