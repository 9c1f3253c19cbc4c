//! Encrypted answers (4.11), over texts as received or over the elements and scalars that they state.

use crate::elgamal::{Ciphertext, Proof};
use crate::error::Checked;
use crate::group::Scalar;
use crate::json::{Scanner, write_array};
use crate::place::Place;
use crate::proofs::nonzero::Nonzero;

use super::shape::Question;

/// 4.11.1
#[derive(Debug)]
pub struct Homomorphic<E, S> {
    pub choices: Vec<Ciphertext<E>>,
    pub individual: Vec<Vec<Proof<S>>>,
    pub overall: Vec<Proof<S>>,
    pub blank: Option<Vec<Proof<S>>>,
}

/// 4.11.2
#[derive(Debug)]
pub struct NonHomomorphic<E, S> {
    pub choices: Ciphertext<E>,
    pub proof: Proof<S>,
}

/// 4.11.3
#[derive(Debug)]
pub struct Lists<E, S> {
    pub choices: Vec<Vec<Ciphertext<E>>>,
    pub individual: Vec<Vec<Vec<Proof<S>>>>,
    pub overall: Proof<S>,
    pub lists: Vec<Vec<Proof<S>>>,
    pub nonzero: Nonzero<E, S>,
}

#[derive(Debug)]
pub enum Answer<E, S> {
    Homomorphic(Homomorphic<E, S>),
    NonHomomorphic(NonHomomorphic<E, S>),
    Lists(Lists<E, S>),
}

impl<'a> Answer<&'a [u8], &'a [u8]> {
    pub fn scan(scanner: &mut Scanner<'a>, question: &Question) -> Checked<Self> {
        scanner.literal("{\"choices\":")?;
        match question {
            Question::Homomorphic { .. } => Self::scan_homomorphic(scanner),
            Question::NonHomomorphic { .. } => {
                let choices = Ciphertext::scan(scanner)?;
                scanner.literal(",\"proof\":")?;
                let proof = Proof::scan(scanner)?;
                scanner.literal("}")?;
                Ok(Answer::NonHomomorphic(NonHomomorphic { choices, proof }))
            }
            Question::Lists { .. } => Self::scan_lists(scanner),
        }
    }

    fn scan_homomorphic(scanner: &mut Scanner<'a>) -> Checked<Self> {
        let choices = scanner.array(Ciphertext::scan)?;
        scanner.literal(",\"individual_proofs\":")?;
        let individual = scanner.array(|scanner| scanner.array(Proof::scan))?;
        scanner.literal(",\"overall_proof\":")?;
        let overall = scanner.array(Proof::scan)?;
        let blank = if scanner.next_is(",\"blank_proof\":") {
            scanner.literal(",\"blank_proof\":")?;
            Some(scanner.array(Proof::scan)?)
        } else {
            None
        };
        scanner.literal("}")?;
        Ok(Answer::Homomorphic(Homomorphic { choices, individual, overall, blank }))
    }

    fn scan_lists(scanner: &mut Scanner<'a>) -> Checked<Self> {
        let choices = scanner.array(|scanner| scanner.array(Ciphertext::scan))?;
        scanner.literal(",\"individual_proofs\":")?;
        let individual = scanner.array(|s| s.array(|s| s.array(Proof::scan)))?;
        scanner.literal(",\"overall_proof\":")?;
        let overall = Proof::scan(scanner)?;
        scanner.literal(",\"list_proofs\":")?;
        let lists = scanner.array(|scanner| scanner.array(Proof::scan))?;
        scanner.literal(",\"nonzero_proof\":")?;
        let nonzero = Nonzero::scan(scanner)?;
        scanner.literal("}")?;
        Ok(Answer::Lists(Lists { choices, individual, overall, lists, nonzero }))
    }
}

impl<E: AsRef<[u8]>, S: Scalar> Answer<E, S> {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"choices\":");
        match self {
            Answer::Homomorphic(answer) => answer.write(out),
            Answer::NonHomomorphic(answer) => {
                answer.choices.write(out);
                out.extend_from_slice(b",\"proof\":");
                answer.proof.write(out);
            }
            Answer::Lists(answer) => answer.write(out),
        }
        out.push(b'}');
    }
}

fn write_proofs<S: Scalar>(out: &mut Vec<u8>, proofs: &Vec<Proof<S>>) {
    write_array(out, proofs, |out, proof| proof.write(out));
}

fn write_ciphertexts<E: AsRef<[u8]>>(out: &mut Vec<u8>, ciphertexts: &Vec<Ciphertext<E>>) {
    write_array(out, ciphertexts, |out, ciphertext| ciphertext.write(out));
}

impl<E: AsRef<[u8]>, S: Scalar> Homomorphic<E, S> {
    fn write(&self, out: &mut Vec<u8>) {
        write_ciphertexts(out, &self.choices);
        out.extend_from_slice(b",\"individual_proofs\":");
        write_array(out, &self.individual, write_proofs);
        out.extend_from_slice(b",\"overall_proof\":");
        write_proofs(out, &self.overall);
        if let Some(blank) = &self.blank {
            out.extend_from_slice(b",\"blank_proof\":");
            write_proofs(out, blank);
        }
    }
}

impl<E: AsRef<[u8]>, S: Scalar> Lists<E, S> {
    fn write(&self, out: &mut Vec<u8>) {
        write_array(out, &self.choices, write_ciphertexts);
        out.extend_from_slice(b",\"individual_proofs\":");
        write_array(out, &self.individual, |out, proofs| write_array(out, proofs, write_proofs));
        out.extend_from_slice(b",\"overall_proof\":");
        self.overall.write(out);
        out.extend_from_slice(b",\"list_proofs\":");
        write_array(out, &self.lists, write_proofs);
        out.extend_from_slice(b",\"nonzero_proof\":");
        self.nonzero.write(out);
    }
}

/// Replaces each element and each scalar, with its place, in the order in which they stand in the message.
pub trait Visitor<E, S> {
    type Element;
    type Scalar;
    fn element(&mut self, element: &E, place: Place) -> Checked<Self::Element>;
    fn scalar(&mut self, scalar: &S, place: Place) -> Checked<Self::Scalar>;

    fn ciphertext(&mut self, c: &Ciphertext<E>, place: Place) -> Checked<Ciphertext<Self::Element>> {
        Ok(Ciphertext {
            alpha: self.element(&c.alpha, place.name("alpha"))?,
            beta: self.element(&c.beta, place.name("beta"))?,
        })
    }

    fn proof(&mut self, proof: &Proof<S>, place: Place) -> Checked<Proof<Self::Scalar>> {
        Ok(Proof {
            challenge: self.scalar(&proof.challenge, place.name("challenge"))?,
            response: self.scalar(&proof.response, place.name("response"))?,
        })
    }

    fn proofs(&mut self, proofs: &[Proof<S>], place: Place) -> Checked<Vec<Proof<Self::Scalar>>> {
        each(proofs, place, |proof, place| self.proof(proof, place))
    }

    fn answer(
        &mut self,
        answer: &Answer<E, S>,
        place: Place,
    ) -> Checked<Answer<Self::Element, Self::Scalar>> {
        Ok(match answer {
            Answer::Homomorphic(answer) => Answer::Homomorphic(self.homomorphic(answer, place)?),
            Answer::NonHomomorphic(answer) => Answer::NonHomomorphic(NonHomomorphic {
                choices: self.ciphertext(&answer.choices, place.name("choices"))?,
                proof: self.proof(&answer.proof, place.name("proof"))?,
            }),
            Answer::Lists(answer) => Answer::Lists(self.lists(answer, place)?),
        })
    }

    fn homomorphic(
        &mut self,
        answer: &Homomorphic<E, S>,
        place: Place,
    ) -> Checked<Homomorphic<Self::Element, Self::Scalar>> {
        Ok(Homomorphic {
            choices: each(&answer.choices, place.name("choices"), |c, p| self.ciphertext(c, p))?,
            individual: each(&answer.individual, place.name("individual_proofs"), |proofs, p| {
                self.proofs(proofs, p)
            })?,
            overall: self.proofs(&answer.overall, place.name("overall_proof"))?,
            blank: match &answer.blank {
                Some(proofs) => Some(self.proofs(proofs, place.name("blank_proof"))?),
                None => None,
            },
        })
    }

    fn lists(&mut self, answer: &Lists<E, S>, place: Place) -> Checked<Lists<Self::Element, Self::Scalar>> {
        let nonzero = place.name("nonzero_proof");
        Ok(Lists {
            choices: each(&answer.choices, place.name("choices"), |list, p| {
                each(list, p, |c, p| self.ciphertext(c, p))
            })?,
            individual: each(&answer.individual, place.name("individual_proofs"), |list, p| {
                each(list, p, |proofs, p| self.proofs(proofs, p))
            })?,
            overall: self.proof(&answer.overall, place.name("overall_proof"))?,
            lists: each(&answer.lists, place.name("list_proofs"), |proofs, p| self.proofs(proofs, p))?,
            nonzero: Nonzero {
                commitment: self.element(&answer.nonzero.commitment, nonzero.name("commitment"))?,
                first: self.proof(&answer.nonzero.first, nonzero)?,
                second: self.scalar(&answer.nonzero.second, nonzero.name("response").index(1))?,
            },
        })
    }
}

fn each<T, U>(
    members: &[T],
    place: Place,
    mut visit: impl FnMut(&T, Place) -> Checked<U>,
) -> Checked<Vec<U>> {
    members.iter().enumerate().map(|(index, member)| visit(member, place.index(index))).collect()
}
