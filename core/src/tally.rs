//! The encrypted tally (4.18).

use std::sync::Arc;

use rayon::prelude::*;

use crate::ballot::answer::Answer;
use crate::ballot::message::Ballot;
use crate::ballot::shape::Question;
use crate::election::Election;
use crate::elgamal::Ciphertext;
use crate::error::{Checked, Refusal};
use crate::group::{Group, Scalar};
use crate::json::{Scanner, write_array};
use crate::nested::{self, Nested};
use crate::place::Place;

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

/// The elements of an `encrypted_tally`, each checked.
pub fn read<G: Group>(
    message: &[u8],
    questions: &[Question],
) -> Checked<Vec<Nested<Ciphertext<G::Element>>>> {
    let texts = scan(message, questions)?;
    texts
        .iter()
        .enumerate()
        .map(|(question, row)| {
            let places = row.places(Place::root().index(question));
            let texts: Vec<_> = row.members().copied().collect();
            let ciphertexts = read_ciphertexts::<G>(&texts, |index| places[index])?;
            Ok(row.refill(&mut ciphertexts.into_iter()))
        })
        .collect()
}

/// Reads and checks ciphertexts on all threads; `place` says where each stands.
pub fn read_ciphertexts<G: Group>(
    texts: &[Ciphertext<Text<'_>>],
    place: impl Fn(usize) -> Place + Sync,
) -> Checked<Vec<Ciphertext<G::Element>>> {
    let texts: Vec<_> = texts.iter().flat_map(|c| [c.alpha, c.beta]).collect();
    let place = |index: usize| place(index / 2).name(["alpha", "beta"][index % 2]);
    let elements = read_elements::<G>(&texts, place)?;
    Ok(elements.chunks(2).map(|pair| Ciphertext { alpha: pair[0], beta: pair[1] }).collect())
}

/// Reads and checks elements on all threads; `place` says where each stands.
pub fn read_elements<G: Group>(
    texts: &[Text<'_>],
    place: impl Fn(usize) -> Place + Sync,
) -> Checked<Vec<G::Element>> {
    let elements: Vec<_> = texts.par_chunks(BATCH).flat_map_iter(G::read_all).collect();
    let checked = elements.into_iter().enumerate();
    checked.map(|(index, e)| e.ok_or_else(|| Refusal::element(place(index)))).collect()
}

/// One question's part of the running tally.
enum Part<G: Group> {
    Sum(Nested<Ciphertext<G::Element>>),
    /// Texts of the ciphertexts, in the order of the ballots.
    Votes(Vec<Ciphertext<G::Text>>),
}

/// The running product of ballots.
pub struct Tally<G: Group> {
    election: Arc<Election<G>>,
    parts: Vec<Part<G>>,
}

impl<G: Group> Tally<G> {
    pub fn new(election: Arc<Election<G>>) -> Self {
        let neutral = Ciphertext { alpha: G::one(), beta: G::one() };
        let part = |question: &Question| match question {
            Question::Homomorphic { answers, blank, .. } => {
                Part::Sum(Nested::Row(vec![neutral; Question::ciphertexts(*answers, *blank)]))
            }
            Question::NonHomomorphic { .. } => Part::Votes(Vec::new()),
            Question::Lists { candidates } => Part::Sum(Nested::Rows(
                candidates.iter().map(|candidates| vec![neutral; candidates + 1]).collect(),
            )),
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
        write_array(&mut out, &self.parts, |out, part| match part {
            Part::Sum(sum) => write_sum::<G>(out, sum),
            Part::Votes(votes) if sorted => write_array(out, sort::<G>(votes), |out, c| c.write(out)),
            Part::Votes(votes) => write_array(out, votes, |out, c| c.write(out)),
        });
        out
    }
}

fn write_sum<G: Group>(out: &mut Vec<u8>, sum: &Nested<Ciphertext<G::Element>>) {
    let elements: Vec<_> = sum.members().flat_map(|c| [c.alpha, c.beta]).collect();
    let mut texts = G::write_all(&elements).into_iter();
    let texts = std::iter::from_fn(|| Some(Ciphertext { alpha: texts.next()?, beta: texts.next()? }));
    sum.refill(&mut texts.into_iter()).write(out, |out, ciphertext| ciphertext.write(out));
}

/// By alpha and then beta, in the order of `Group::sort_key`.
fn sort<G: Group>(votes: &[Ciphertext<G::Text>]) -> Vec<&Ciphertext<G::Text>> {
    let mut votes: Vec<_> = votes.iter().collect();
    votes.sort_by_cached_key(|vote| [&vote.alpha, &vote.beta].map(|text| G::sort_key(text.as_ref())));
    votes
}

impl<G: Group> Part<G> {
    fn join(&mut self, other: Self) {
        match (self, other) {
            (Part::Sum(sum), Part::Sum(other)) => {
                for (left, right) in sum.members_mut().zip(other.members()) {
                    left.alpha = G::multiply(&left.alpha, &right.alpha);
                    left.beta = G::multiply(&left.beta, &right.beta);
                }
            }
            (Part::Votes(votes), Part::Votes(mut other)) => votes.append(&mut other),
            _ => unreachable!("both parts were made for the same question"),
        }
    }
}

fn gather<G: Group>(election: &Election<G>, ballots: &[Text<'_>], weights: &[u64]) -> Checked<Vec<Part<G>>> {
    let ballots = ballots.iter().map(|ballot| Ballot::read(ballot, &election.questions));
    let ballots: Vec<_> = ballots.collect::<Checked<_>>()?;
    let question = |index: usize| {
        let answers: Vec<_> = ballots.iter().map(|ballot| &ballot.answers[index]).collect();
        gather_question::<G>(&answers, weights, Place::root().name("answers").index(index))
    };
    (0..election.questions.len()).map(question).collect()
}

fn gather_question<G: Group>(
    answers: &[&Answer<Text<'_>, Text<'_>>],
    weights: &[u64],
    place: Place,
) -> Checked<Part<G>> {
    let choices: Vec<Nested<Ciphertext<_>>> = answers.iter().map(|answer| choices(answer)).collect();
    let texts: Vec<_> = choices.iter().flat_map(Nested::members).flat_map(|c| [c.alpha, c.beta]).collect();
    let elements: Option<Vec<_>> = G::reread_all(&texts).into_iter().collect();
    let elements = elements.ok_or_else(|| Refusal::element(place.name("choices")))?;
    if let [Answer::NonHomomorphic(_), ..] = answers {
        if weights.iter().any(|weight| *weight != 1) {
            let detail = "a weight other than 1 meets a non-homomorphic question";
            return Err(Refusal::new("tally.weight", place, detail));
        }
        let texts = G::write_all(&elements);
        let vote = |pair: &[G::Text]| Ciphertext { alpha: pair[0].clone(), beta: pair[1].clone() };
        return Ok(Part::Votes(texts.chunks(2).map(vote).collect()));
    }
    let members = elements.len() / answers.len();
    let sums = (0..members).map(|member| weighted_product::<G>(&elements, members, member, weights));
    let sums: Vec<_> = sums.collect();
    let mut pairs = sums.chunks(2).map(|pair| Ciphertext { alpha: pair[0], beta: pair[1] });
    Ok(Part::Sum(choices[0].refill(&mut pairs)))
}

fn choices<'a>(answer: &Answer<Text<'a>, Text<'a>>) -> Nested<Ciphertext<Text<'a>>> {
    match answer {
        Answer::Homomorphic(answer) => Nested::Row(answer.choices.clone()),
        Answer::NonHomomorphic(answer) => Nested::Row(vec![answer.choices]),
        Answer::Lists(answer) => Nested::Rows(answer.choices.clone()),
    }
}

/// The product over all ballots of their element number `member`, raised to the power of the weight.
fn weighted_product<G: Group>(
    elements: &[G::Element],
    members: usize,
    member: usize,
    weights: &[u64],
) -> G::Element {
    let own = elements.iter().skip(member).step_by(members);
    let (ones, others): (Vec<_>, Vec<_>) = own.zip(weights).partition(|(_, weight)| **weight == 1);
    let (bases, exponents): (Vec<_>, Vec<_>) =
        others.into_iter().map(|(element, weight)| (*element, G::Scalar::from_u64(*weight))).unzip();
    let start = if bases.is_empty() { G::one() } else { G::multipower(&bases, &exponents) };
    ones.into_iter().fold(start, |product, (element, _)| G::multiply(&product, element))
}
