//! Making ballots (4.11 to 4.17).
//!
//! The voter knows every exponent, so each commitment is a product of powers of g and y (see `proofs`). Ballots are made in
//! three steps: draft every proof and gather the exponents (`draft`), compute all powers together, complete the proofs with
//! their challenges (`complete`).

use rayon::prelude::*;
use zeroize::Zeroizing;

use super::answer::Answer;
use super::choice::{self, Choice};
use super::complete::Page;
use super::draft::{Draft, Pen};
use super::message;
use super::shape::Question;
use crate::election::Election;
use crate::elgamal::Proof;
use crate::error::{Checked, Refusal};
use crate::group::{Exponents, Group, Scalar};
use crate::json::{write_array, write_string};
use crate::proofs::Transcript;

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
