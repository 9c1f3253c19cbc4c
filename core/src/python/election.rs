//! `Election` and `Tally`.

use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyInt;

use super::group::{Secret, own, own_all, unknown_group};
use super::{checked, run, texts};
use crate::ballot::shape::Question;
use crate::ballot::{check, make};
use crate::error::{Checked, Refusal};
use crate::group::Group;
use crate::group::ed25519::Ed25519;
#[cfg(target_arch = "x86_64")]
use crate::group::lanes;
use crate::group::modp::{Belenios2048, Modp, Rfc3526};
use crate::{decryption, election, result, shuffle, tally};

type Bytes = Vec<u8>;
type Text<'a> = &'a [u8];
type QuestionShape = (String, Vec<usize>, u32, u32, bool);
type Found = Option<(String, String, String)>;
type Decryptions = Vec<Vec<(u64, PyBackedBytes)>>;

/// Work that needs secrets, split so that Python objects are read with the interpreter lock and used without it.
type Work<'a> = Box<dyn FnOnce() -> Checked<Bytes> + Send + 'a>;
type ManyWork<'a> = Box<dyn FnOnce() -> Checked<Vec<Bytes>> + Send + 'a>;

/// An election over some group.
trait Held: Send + Sync {
    fn check_ballots(&self, ballots: &[Text<'_>]) -> Vec<Checked<()>>;
    fn make_ballots<'a>(
        &'a self,
        credentials: &[PyRef<'_, Secret>],
        choices: Vec<Text<'a>>,
    ) -> Checked<ManyWork<'a>>;
    fn tally(&self) -> Box<dyn Running>;
    fn shuffle(&self, ciphertexts: Text<'_>) -> Checked<Bytes>;
    fn check_shuffle(&self, ciphertexts: Text<'_>, shuffle: Text<'_>) -> Checked<()>;
    fn decrypt<'a>(&'a self, tally: Text<'a>, secret: &Secret) -> Checked<Work<'a>>;
    fn check_decryption(&self, tally: Text<'_>, key: Text<'_>, partial: Text<'_>) -> Checked<()>;
    fn result(
        &self,
        tally: Text<'_>,
        items: &[result::Item<'_>],
        weight: u64,
        stated: Option<&[u64]>,
    ) -> Checked<Bytes>;
}

impl<G: Group> Held for Arc<election::Election<G>> {
    fn check_ballots(&self, ballots: &[Text<'_>]) -> Vec<Checked<()>> {
        check::check_all(self, ballots)
    }

    fn make_ballots<'a>(
        &'a self,
        credentials: &[PyRef<'_, Secret>],
        choices: Vec<Text<'a>>,
    ) -> Checked<ManyWork<'a>> {
        let credentials = own_all::<G::Scalar>(credentials)?;
        Ok(Box::new(move || make::make_all(self, &credentials, &choices)))
    }

    fn tally(&self) -> Box<dyn Running> {
        Box::new(tally::Tally::new(Arc::clone(self)))
    }

    fn shuffle(&self, ciphertexts: Text<'_>) -> Checked<Bytes> {
        shuffle::prove::shuffle(self, ciphertexts)
    }

    fn check_shuffle(&self, ciphertexts: Text<'_>, shuffle: Text<'_>) -> Checked<()> {
        shuffle::check::check(self, ciphertexts, shuffle)
    }

    fn decrypt<'a>(&'a self, tally: Text<'a>, secret: &Secret) -> Checked<Work<'a>> {
        let secret = own(secret)?;
        Ok(Box::new(move || decryption::decrypt(self, tally, &secret)))
    }

    fn check_decryption(&self, tally: Text<'_>, key: Text<'_>, partial: Text<'_>) -> Checked<()> {
        decryption::check(self, tally, key, partial)
    }

    fn result(
        &self,
        tally: Text<'_>,
        items: &[result::Item<'_>],
        weight: u64,
        stated: Option<&[u64]>,
    ) -> Checked<Bytes> {
        result::write(self, tally, items, weight, stated)
    }
}

fn question((kind, sizes, min, max, blank): QuestionShape) -> Checked<Question> {
    match (&kind[..], &sizes[..]) {
        ("H", [answers]) => Ok(Question::Homomorphic { answers: *answers, min, max, blank }),
        ("NH", [answers]) => Ok(Question::NonHomomorphic { answers: *answers }),
        ("L", _) => Ok(Question::Lists { candidates: sizes }),
        _ => Err(Refusal::new("election.questions", "questions", "the kind of a question is unknown")),
    }
}

fn hold<G: Group>(
    key: &[u8],
    uuid: String,
    fingerprint: String,
    questions: Vec<Question>,
) -> Checked<Box<dyn Held>> {
    Ok(Box::new(Arc::new(election::Election::<G>::new(key, uuid, fingerprint, questions)?)))
}

/// One election, for everything that comes in bulk.
#[pyclass(frozen, module = "veche._core")]
pub struct Election(Box<dyn Held>);

#[pymethods]
impl Election {
    #[new]
    fn new(
        group: &str,
        public_key: &[u8],
        uuid: String,
        fingerprint: String,
        questions: Vec<QuestionShape>,
    ) -> PyResult<Self> {
        let questions = questions.into_iter().map(question).collect::<Checked<_>>()?;
        let hold = match group {
            #[cfg(target_arch = "x86_64")]
            "Ed25519" if lanes::available() => hold::<lanes::ed25519::Ed25519Lanes>,
            #[cfg(target_arch = "x86_64")]
            "RFC-3526-2048" if lanes::available() => hold::<lanes::modp::ModpLanes<Rfc3526, 32>>,
            #[cfg(target_arch = "x86_64")]
            "BELENIOS-2048" if lanes::available() => hold::<lanes::modp::ModpLanes<Belenios2048, 4>>,
            "Ed25519" => hold::<Ed25519>,
            "RFC-3526-2048" => hold::<Modp<Rfc3526, 32>>,
            "BELENIOS-2048" => hold::<Modp<Belenios2048, 4>>,
            _ => return Err(unknown_group().into()),
        };
        Ok(Election(hold(public_key, uuid, fingerprint, questions)?))
    }

    #[pyo3(signature = (ballots, *, threads = 0))]
    fn check_ballots(
        &self,
        py: Python<'_>,
        ballots: Vec<PyBackedBytes>,
        threads: usize,
    ) -> PyResult<Vec<Found>> {
        let checked = run(py, threads, || self.0.check_ballots(&texts(&ballots)))?;
        let found =
            |Refusal { check, place, detail }: Refusal| (check.into_owned(), place, detail.into_owned());
        Ok(checked.into_iter().map(|checked| checked.err().map(found)).collect())
    }

    #[pyo3(signature = (credentials, choices, *, threads = 0))]
    fn make_ballots(
        &self,
        py: Python<'_>,
        credentials: Vec<PyRef<'_, Secret>>,
        choices: Vec<PyBackedBytes>,
        threads: usize,
    ) -> PyResult<Vec<Bytes>> {
        let work = self.0.make_ballots(&credentials, texts(&choices))?;
        checked(py, threads, work)
    }

    fn tally(&self) -> Tally {
        Tally(Mutex::new(self.0.tally()))
    }

    #[pyo3(signature = (ciphertexts, *, threads = 0))]
    fn shuffle(&self, py: Python<'_>, ciphertexts: PyBackedBytes, threads: usize) -> PyResult<Bytes> {
        checked(py, threads, || self.0.shuffle(&ciphertexts))
    }

    #[pyo3(signature = (ciphertexts, shuffle, *, threads = 0))]
    fn check_shuffle(
        &self,
        py: Python<'_>,
        ciphertexts: PyBackedBytes,
        shuffle: PyBackedBytes,
        threads: usize,
    ) -> PyResult<()> {
        checked(py, threads, || self.0.check_shuffle(&ciphertexts, &shuffle))
    }

    #[pyo3(signature = (encrypted_tally, secret, *, threads = 0))]
    fn decrypt(
        &self,
        py: Python<'_>,
        encrypted_tally: PyBackedBytes,
        secret: PyRef<'_, Secret>,
        threads: usize,
    ) -> PyResult<Bytes> {
        let work = self.0.decrypt(&encrypted_tally, &secret)?;
        checked(py, threads, work)
    }

    #[pyo3(signature = (encrypted_tally, public_key, partial_decryption, *, threads = 0))]
    fn check_decryption(
        &self,
        py: Python<'_>,
        encrypted_tally: PyBackedBytes,
        public_key: PyBackedBytes,
        partial_decryption: PyBackedBytes,
        threads: usize,
    ) -> PyResult<()> {
        checked(py, threads, || self.0.check_decryption(&encrypted_tally, &public_key, &partial_decryption))
    }

    #[pyo3(signature = (encrypted_tally, decryptions, total_weight, *, stated = None, threads = 0))]
    fn result(
        &self,
        py: Python<'_>,
        encrypted_tally: PyBackedBytes,
        decryptions: Decryptions,
        total_weight: Bound<'_, PyInt>,
        stated: Option<Vec<Bound<'_, PyInt>>>,
        threads: usize,
    ) -> PyResult<Bytes> {
        let total_weight = weight(&total_weight, "result.value")?;
        let stated = stated.map(|stated| weights(&stated, "result.value")).transpose()?;
        checked(py, threads, || {
            let items: Vec<_> = decryptions.iter().map(|item| pairs(item)).collect();
            self.0.result(&encrypted_tally, &items, total_weight, stated.as_deref())
        })
    }
}

fn pairs(item: &[(u64, PyBackedBytes)]) -> result::Item<'_> {
    item.iter().map(|(index, message)| (*index, &message[..])).collect()
}

/// A weight as it is added: one that does not fit could never be found again in a result.
fn weight(weight: &Bound<'_, PyInt>, check: &'static str) -> Checked<u64> {
    let detail = "a weight is negative or not below 2^64";
    weight.extract().map_err(|_| Refusal::new(check, "", detail))
}

fn weights(weights: &[Bound<'_, PyInt>], check: &'static str) -> Checked<Vec<u64>> {
    weights.iter().map(|number| weight(number, check)).collect()
}

/// A running tally over some group.
trait Running: Send {
    fn add(&mut self, ballots: &[Text<'_>], weights: &[u64]) -> Checked<()>;
    fn write(&self, sorted: bool) -> Bytes;
}

impl<G: Group> Running for tally::Tally<G> {
    fn add(&mut self, ballots: &[Text<'_>], weights: &[u64]) -> Checked<()> {
        tally::Tally::add(self, ballots, weights)
    }

    fn write(&self, sorted: bool) -> Bytes {
        tally::Tally::write(self, sorted)
    }
}

/// The running product of ballots.
#[pyclass(frozen, module = "veche._core")]
pub struct Tally(Mutex<Box<dyn Running>>);

impl Tally {
    fn write(&self, py: Python<'_>, sorted: bool) -> Bytes {
        py.detach(|| self.0.lock().unwrap_or_else(|e| e.into_inner()).write(sorted))
    }
}

#[pymethods]
impl Tally {
    #[pyo3(signature = (ballots, weights, *, threads = 0))]
    fn add(
        &self,
        py: Python<'_>,
        ballots: Vec<PyBackedBytes>,
        weights: Vec<Bound<'_, PyInt>>,
        threads: usize,
    ) -> PyResult<()> {
        let weights = self::weights(&weights, "tally.weight")?;
        checked(py, threads, || {
            let mut tally = self.0.lock().unwrap_or_else(|e| e.into_inner());
            tally.add(&texts(&ballots), &weights)
        })
    }

    fn encrypted_tally(&self, py: Python<'_>) -> Bytes {
        self.write(py, true)
    }

    fn encrypted_tally_in_ballot_order(&self, py: Python<'_>) -> Bytes {
        self.write(py, false)
    }
}
