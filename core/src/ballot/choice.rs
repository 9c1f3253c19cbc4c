//! A voter's choice, as plain JSON in the form of belenios-tool: `[[1,0],[2,1,3],[[1,0,1],[0,0]]]`.

use zeroize::Zeroizing;

use super::shape::Question;
use crate::error::{Checked, Refusal};
use crate::json::Scanner;
use crate::place::Place;

/// Far above any real choice.
const LONGEST: usize = 1 << 20;

pub type Values = Zeroizing<Vec<u8>>;

/// What a voter chose for one question.
pub enum Choice {
    /// With blank, the first value says whether the vote is blank.
    Homomorphic(Values),
    NonHomomorphic(Values),
    /// For each list whether it is chosen, and then its candidates.
    Lists(Vec<Values>),
}

/// Reads the choice of a whole ballot and checks it against the limits of the questions.
pub fn read(message: &[u8], questions: &[Question]) -> Checked<Vec<Choice>> {
    let mut left = questions.iter();
    let choices = Scanner::whole(message, LONGEST, |scanner| {
        scanner.array(|scanner| match left.next() {
            Some(Question::Homomorphic { .. }) => Ok(Choice::Homomorphic(values(scanner)?)),
            Some(Question::NonHomomorphic { .. }) => Ok(Choice::NonHomomorphic(values(scanner)?)),
            Some(Question::Lists { .. }) => Ok(Choice::Lists(scanner.array(values)?)),
            None => Err(refused(Place::root(), "there are more choices than questions")),
        })
    });
    let choices = choices.map_err(|refusal| Refusal { check: "choice".into(), ..refusal })?;
    if choices.len() != questions.len() {
        return Err(refused(Place::root(), "there are fewer choices than questions"));
    }
    for (index, (question, choice)) in questions.iter().zip(&choices).enumerate() {
        check(question, choice).map_err(|detail| refused(Place::root().index(index), detail))?;
    }
    Ok(choices)
}

fn refused(place: Place, detail: &'static str) -> Refusal {
    Refusal::new("choice", place, detail)
}

fn values(scanner: &mut Scanner<'_>) -> Checked<Values> {
    let value = |scanner: &mut Scanner<'_>| {
        let value = scanner.integer()?;
        u8::try_from(value).map_err(|_| refused(Place::root(), "a value is above 255"))
    };
    Ok(Zeroizing::new(scanner.array(value)?))
}

fn sum(values: &[u8]) -> u32 {
    values.iter().map(|value| u32::from(*value)).sum()
}

fn check(question: &Question, choice: &Choice) -> Result<(), &'static str> {
    match (question, choice) {
        (Question::Homomorphic { answers, min, max, blank }, Choice::Homomorphic(values)) => {
            if values.len() != Question::ciphertexts(*answers, *blank) {
                return Err("there is not one value for each answer");
            }
            if values.iter().any(|value| *value > 1) {
                return Err("a value is neither 0 nor 1");
            }
            let (blank, rest) = values.split_at(usize::from(*blank));
            match (sum(blank), sum(rest)) {
                (0, sum) if (*min..=*max).contains(&sum) => Ok(()),
                (1, 0) => Ok(()),
                (1, _) => Err("a blank vote chooses an answer"),
                _ => Err("the number of chosen answers is outside the limits"),
            }
        }
        (Question::NonHomomorphic { answers }, Choice::NonHomomorphic(values)) => {
            let fits = values.len() == *answers;
            if fits { Ok(()) } else { Err("there is not one value for each answer") }
        }
        (Question::Lists { candidates }, Choice::Lists(lists)) => check_lists(candidates, lists),
        _ => Err("the choice is for another kind of question"),
    }
}

fn check_lists(candidates: &[usize], lists: &[Values]) -> Result<(), &'static str> {
    if !lists.iter().map(|list| list.len()).eq(candidates.iter().map(|candidates| candidates + 1)) {
        return Err("there is not one value for each list and candidate");
    }
    if lists.iter().any(|list| list.iter().any(|value| *value > 1)) {
        return Err("a value is neither 0 nor 1");
    }
    if lists.iter().map(|list| u32::from(list[0])).sum::<u32>() != 1 {
        return Err("not exactly one list is chosen");
    }
    let fault = |list: &Values| match (list[0], sum(&list[1..])) {
        (1, 0) => Some("no candidate of the chosen list is chosen"),
        (0, 1..) => Some("candidates are chosen outside the chosen list"),
        _ => None,
    };
    lists.iter().find_map(fault).map_or(Ok(()), Err)
}
