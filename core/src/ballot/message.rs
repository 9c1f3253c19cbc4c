//! The `ballot` message (4.17), read strictly and kept as received.

use sha2::{Digest, Sha256};

use super::answer::Answer;
use super::shape::{self, Question};
use crate::elgamal::Proof;
use crate::error::{Checked, Refusal};
use crate::json::Scanner;
use crate::place::Place;

/// Far above any real ballot: 8 MiB.
pub const LONGEST: usize = 8 << 20;

type Text<'a> = &'a [u8];

/// A ballot as texts.
pub struct Ballot<'a> {
    pub uuid: Text<'a>,
    pub fingerprint: Text<'a>,
    pub credential: Text<'a>,
    pub answers: Vec<Answer<Text<'a>, Text<'a>>>,
    /// The message without its signature.
    pub signed: Vec<u8>,
    pub hash: Text<'a>,
    pub signature: Proof<Text<'a>>,
}

impl<'a> Ballot<'a> {
    /// Reads a ballot whose answers have the shapes of the questions.
    pub fn read(message: &'a [u8], questions: &[Question]) -> Checked<Self> {
        let ballot = Scanner::whole(message, LONGEST, |scanner| {
            scanner.literal("{\"election_uuid\":")?;
            let uuid = scanner.string()?;
            scanner.literal(",\"election_hash\":")?;
            let fingerprint = scanner.string()?;
            scanner.literal(",\"credential\":")?;
            let credential = scanner.string()?;
            scanner.literal(",\"answers\":")?;
            let answers = scan_answers(scanner, questions)?;
            let signed = [&message[..scanner.offset()], b"}"].concat();
            scanner.literal(",\"signature\":{\"hash\":")?;
            let hash = scanner.string()?;
            scanner.literal(",\"proof\":")?;
            let signature = Proof::scan(scanner)?;
            scanner.literal("}}")?;
            Ok(Ballot { uuid, fingerprint, credential, answers, signed, hash, signature })
        })?;
        ballot.check_shape(questions)?;
        Ok(ballot)
    }

    fn check_shape(&self, questions: &[Question]) -> Checked<()> {
        let answers = Place::root().name("answers");
        if self.answers.len() != questions.len() {
            let detail = "the ballot has not one answer for each question";
            return Err(Refusal::new("answer.shape", answers, detail));
        }
        let pairs = questions.iter().zip(&self.answers).enumerate();
        pairs.into_iter().try_for_each(|(index, (q, a))| shape::check(q, a, answers.index(index)))
    }
}

fn scan_answers<'a>(
    scanner: &mut Scanner<'a>,
    questions: &[Question],
) -> Checked<Vec<Answer<Text<'a>, Text<'a>>>> {
    let mut left = questions.iter();
    scanner.array(|scanner| match left.next() {
        Some(question) => Answer::scan(scanner, question),
        None => Err(Refusal::new("answer.shape", "answers", "there are more answers than questions")),
    })
}

/// The compact Base64 of the SHA-256 of a message (4.17).
pub fn hash(message: &[u8]) -> [u8; 43] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut digest = [0; 33];
    digest[..32].copy_from_slice(&Sha256::digest(message));
    std::array::from_fn(|index| {
        let bit = index * 6;
        let pair = u16::from(digest[bit / 8]) << 8 | u16::from(digest[(bit / 8 + 1).min(32)]);
        ALPHABET[usize::from(pair >> (10 - bit % 8) & 63)]
    })
}
