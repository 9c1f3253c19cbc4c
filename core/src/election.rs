//! An election as the core needs it: group, key, identity and the shapes of its questions.

use std::sync::{Mutex, OnceLock};

use crate::ballot::shape::{MOST_QUESTIONS, Question};
use crate::error::{Checked, Refusal};
use crate::group::Group;
use crate::reading;

pub struct Election<G: Group> {
    pub uuid: String,
    /// φ, the unpadded Base64 of 4.10.
    pub fingerprint: String,
    pub questions: Vec<Question>,
    /// The public key y, alone.
    pub key: G::Elements,
    pub key_text: G::Text,
    pub key_table: G::Table,
    /// The neutral element.
    pub one: G::Text,
    /// The independent generators that shuffles need, as far as they have been made.
    pub generators: Mutex<G::Elements>,
    /// The table of the secondary generator h, once a shuffle has been made.
    pub secondary: OnceLock<G::Table>,
}

impl<G: Group> Election<G> {
    pub fn new(key: &[u8], uuid: String, fingerprint: String, questions: Vec<Question>) -> Checked<Self> {
        if questions.is_empty() || questions.len() > MOST_QUESTIONS {
            let detail = "there are no questions or too many";
            return Err(Refusal::new("election.questions", "questions", detail));
        }
        for (index, question) in questions.iter().enumerate() {
            question
                .check(G::MAX_INTS)
                .map_err(|refusal| Refusal { place: format!("questions[{index}]"), ..refusal })?;
        }
        let key = reading::element::<G>(key, "public_key")?;
        Ok(Election {
            uuid,
            fingerprint,
            questions,
            key_text: G::encode(&key).remove(0),
            key_table: G::table(&key),
            key,
            one: G::neutral_text(),
            generators: Mutex::new(G::neutral(0)),
            secondary: OnceLock::new(),
        })
    }

    /// How many questions are non-homomorphic: their ciphertexts are shuffled.
    pub fn shuffled_questions(&self) -> usize {
        let questions = self.questions.iter();
        questions.filter(|question| matches!(question, Question::NonHomomorphic { .. })).count()
    }
}
