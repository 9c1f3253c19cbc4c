//! What a question asks for (4.9), and whether an answer has the numbers of members that it needs (4.11).

use super::answer::Answer;
use crate::error::{Checked, Refusal};
use crate::place::Place;

/// More members than any real question has; a bound on what a malicious election can ask for.
const MOST_ANSWERS: usize = 1000;
/// More questions than any real election has.
pub const MOST_QUESTIONS: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    Homomorphic {
        answers: usize,
        min: u32,
        max: u32,
        blank: bool,
    },
    NonHomomorphic {
        answers: usize,
    },
    /// The number of candidates of each list.
    Lists {
        candidates: Vec<usize>,
    },
}

impl Question {
    /// Refuses limits that contradict each other; `max_ints` is what one element of the group carries.
    pub fn check(&self, max_ints: usize) -> Checked<()> {
        let refuse = |detail: &'static str| Err(Refusal::new("election.questions", "", detail));
        match self {
            Question::Homomorphic { answers, min, max, .. } => {
                if *answers == 0 || *answers > MOST_ANSWERS {
                    return refuse("a question has no answers or too many");
                }
                if min > max || *max as usize > *answers {
                    return refuse("the limits of a question contradict each other");
                }
            }
            Question::NonHomomorphic { answers } => {
                if *answers == 0 {
                    return refuse("a question has no answers");
                }
                if *answers > max_ints {
                    let detail = "the group cannot carry the answers of a question";
                    return Err(Refusal::new("election.group", "", detail));
                }
            }
            Question::Lists { candidates } => {
                let total = candidates.iter().fold(candidates.len(), |sum, n| sum.saturating_add(*n));
                if candidates.is_empty() || candidates.contains(&0) || total > MOST_ANSWERS {
                    return refuse("a question has an empty list, none or too many");
                }
            }
        }
        Ok(())
    }

    /// The ciphertexts of an answer to a homomorphic question, blank included.
    pub fn ciphertexts(answers: usize, blank: bool) -> usize {
        answers + usize::from(blank)
    }
}

/// Refuses an answer with other numbers of ciphertexts and proofs than the question asks for.
pub fn check<E, S>(question: &Question, answer: &Answer<E, S>, place: Place) -> Checked<()> {
    let fits = match (question, answer) {
        (Question::Homomorphic { answers, min, max, blank }, Answer::Homomorphic(answer)) => {
            let size = Question::ciphertexts(*answers, *blank);
            let overall = (max - min + 1) as usize + usize::from(*blank);
            answer.choices.len() == size
                && answer.individual.len() == size
                && answer.individual.iter().all(|proofs| proofs.len() == 2)
                && answer.overall.len() == overall
                && answer.blank.as_ref().map(Vec::len) == blank.then_some(2)
        }
        (Question::NonHomomorphic { .. }, Answer::NonHomomorphic(_)) => true,
        (Question::Lists { candidates }, Answer::Lists(answer)) => {
            let sizes = || candidates.iter().map(|candidates| candidates + 1);
            sizes().eq(answer.choices.iter().map(Vec::len))
                && sizes().eq(answer.individual.iter().map(Vec::len))
                && answer.individual.iter().flatten().all(|proofs| proofs.len() == 2)
                && answer.lists.len() == candidates.len()
                && answer.lists.iter().all(|proofs| proofs.len() == 2)
        }
        _ => false,
    };
    let detail = "the answer has not the numbers of ciphertexts and proofs that its question asks for";
    if fits { Ok(()) } else { Err(Refusal::new("answer.shape", place, detail)) }
}
