//! `Group` and `Secret`.

use std::any::Any;
use std::marker::PhantomData;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use zeroize::Zeroizing;

use super::texts;
use crate::error::{Checked, Refusal};
use crate::group::ed25519::Ed25519;
use crate::group::modp::{Belenios2048, Modp, Rfc3526};
use crate::group::{self, Scalar};
use crate::keys;
use crate::proofs::schnorr;
use crate::random::Randomness;

type Bytes = Vec<u8>;
type Text<'a> = &'a [u8];

/// A secret scalar of some group.
pub trait Held: Send + Sync {
    /// The scalar itself, for whoever knows its type.
    fn scalar(&self) -> &dyn Any;
    fn public(&self) -> Bytes;
    fn prove(&self, prefix: &[u8]) -> (Bytes, Bytes);
    fn open(&self, alpha: Text<'_>, beta: Text<'_>) -> Checked<Bytes>;
    fn to_decimal(&self) -> Zeroizing<Bytes>;
}

struct Own<G: group::Group>(Zeroizing<G::Scalar>);

impl<G: group::Group> Held for Own<G> {
    fn scalar(&self) -> &dyn Any {
        &self.0
    }

    fn public(&self) -> Bytes {
        keys::public::<G>(&self.0)
    }

    fn prove(&self, prefix: &[u8]) -> (Bytes, Bytes) {
        let proof = schnorr::prove::<G>(&self.0, prefix);
        (proof.challenge.write().to_vec(), proof.response.write().to_vec())
    }

    fn open(&self, alpha: Text<'_>, beta: Text<'_>) -> Checked<Bytes> {
        keys::open::<G>(&self.0, alpha, beta)
    }

    fn to_decimal(&self) -> Zeroizing<Bytes> {
        self.0.write()
    }
}

/// The scalar of a secret, or a refusal where it belongs to another group.
pub fn own<S: Scalar + 'static>(secret: &Secret) -> Checked<Zeroizing<S>> {
    let own = secret.0.scalar().downcast_ref::<Zeroizing<S>>();
    let detail = "the secret belongs to another group";
    own.cloned().ok_or_else(|| Refusal::new("election.group", "", detail))
}

/// The scalars of many secrets. Room is made for all at once: a vector that grows leaves copies behind.
pub fn own_all<S: Scalar + 'static>(secrets: &[PyRef<'_, Secret>]) -> Checked<Vec<Zeroizing<S>>> {
    let mut scalars = Vec::with_capacity(secrets.len());
    for secret in secrets {
        scalars.push(own(secret)?);
    }
    Ok(scalars)
}

/// A scalar that must stay secret.
#[pyclass(frozen, module = "veche._core")]
pub struct Secret(Box<dyn Held>);

#[pymethods]
impl Secret {
    fn public(&self) -> Bytes {
        self.0.public()
    }

    fn prove(&self, prefix: &[u8]) -> (Bytes, Bytes) {
        self.0.prove(prefix)
    }

    fn open(&self, alpha: &[u8], beta: &[u8]) -> PyResult<Bytes> {
        Ok(self.0.open(alpha, beta)?)
    }

    fn to_decimal(&self) -> Bytes {
        self.0.to_decimal().to_vec()
    }

    fn __repr__(&self) -> &'static str {
        "<Secret>"
    }
}

/// A group chosen by its name.
trait Named: Send + Sync {
    fn name(&self) -> &'static str;
    fn order(&self) -> Bytes;
    fn max_ints(&self) -> usize;
    fn check_elements(&self, elements: &[Text<'_>]) -> Checked<()>;
    fn scalar(&self, text: Text<'_>) -> Checked<Secret>;
    fn product(&self, elements: &[Text<'_>]) -> Checked<Bytes>;
    fn evaluate(&self, coefficients: &[Text<'_>], at: u64) -> Checked<Bytes>;
    fn verify(&self, check: &str, prefix: Text<'_>, key: Text<'_>, proof: [Text<'_>; 2]) -> Checked<()>;
    fn random(&self) -> Secret;
    fn digest(&self, digest: &[u8]) -> Secret;
    fn share(&self, coefficients: &[PyRef<'_, Secret>], at: u64) -> Checked<Secret>;
    fn sum(&self, secrets: &[PyRef<'_, Secret>]) -> Checked<Secret>;
    fn encrypt_to(&self, key: Text<'_>) -> Checked<[Bytes; 3]>;
}

struct Operations<G>(PhantomData<G>);

fn keep<G: group::Group>(scalar: Zeroizing<G::Scalar>) -> Secret {
    Secret(Box::new(Own::<G>(scalar)))
}

impl<G: group::Group> Named for Operations<G> {
    fn name(&self) -> &'static str {
        G::NAME
    }

    fn order(&self) -> Bytes {
        G::order()
    }

    fn max_ints(&self) -> usize {
        G::MAX_INTS
    }

    fn check_elements(&self, elements: &[Text<'_>]) -> Checked<()> {
        keys::read_elements::<G>(elements).map(|_| ())
    }

    fn scalar(&self, text: Text<'_>) -> Checked<Secret> {
        let scalar = G::Scalar::read(text).ok_or_else(|| Refusal::scalar(""))?;
        Ok(keep::<G>(Zeroizing::new(scalar)))
    }

    fn product(&self, elements: &[Text<'_>]) -> Checked<Bytes> {
        keys::product::<G>(elements)
    }

    fn evaluate(&self, coefficients: &[Text<'_>], at: u64) -> Checked<Bytes> {
        keys::evaluate::<G>(coefficients, at)
    }

    fn verify(&self, check: &str, prefix: Text<'_>, key: Text<'_>, proof: [Text<'_>; 2]) -> Checked<()> {
        keys::verify::<G>(check, prefix, key, proof[0], proof[1])
    }

    fn random(&self) -> Secret {
        keep::<G>(Zeroizing::new(G::Scalar::random(&mut Randomness::default())))
    }

    fn digest(&self, digest: &[u8]) -> Secret {
        keep::<G>(Zeroizing::new(G::Scalar::from_digest(digest)))
    }

    fn share(&self, coefficients: &[PyRef<'_, Secret>], at: u64) -> Checked<Secret> {
        Ok(keep::<G>(keys::share(&own_all(coefficients)?, at)))
    }

    fn sum(&self, secrets: &[PyRef<'_, Secret>]) -> Checked<Secret> {
        Ok(keep::<G>(keys::sum(&own_all(secrets)?)))
    }

    fn encrypt_to(&self, key: Text<'_>) -> Checked<[Bytes; 3]> {
        keys::encrypt_to::<G>(key)
    }
}

/// One of the three groups.
#[pyclass(frozen, module = "veche._core")]
pub struct Group(Box<dyn Named>);

#[pymethods]
impl Group {
    #[new]
    fn new(name: &str) -> PyResult<Self> {
        let operations: Box<dyn Named> = match name {
            "Ed25519" => Box::new(Operations::<Ed25519>(PhantomData)),
            "RFC-3526-2048" => Box::new(Operations::<Modp<Rfc3526, 32>>(PhantomData)),
            "BELENIOS-2048" => Box::new(Operations::<Modp<Belenios2048, 4>>(PhantomData)),
            _ => return Err(unknown_group().into()),
        };
        Ok(Group(operations))
    }

    #[getter]
    fn name(&self) -> &'static str {
        self.0.name()
    }

    #[getter]
    fn order<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.get_type::<pyo3::types::PyInt>().call1((String::from_utf8_lossy(&self.0.order()),))
    }

    #[getter]
    fn max_ints(&self) -> usize {
        self.0.max_ints()
    }

    fn check_elements(&self, py: Python<'_>, elements: Vec<PyBackedBytes>) -> PyResult<()> {
        Ok(py.detach(|| self.0.check_elements(&texts(&elements)))?)
    }

    fn check_scalar(&self, scalar: &[u8]) -> PyResult<()> {
        Ok(self.0.scalar(scalar).map(|_| ())?)
    }

    fn product(&self, py: Python<'_>, elements: Vec<PyBackedBytes>) -> PyResult<Bytes> {
        Ok(py.detach(|| self.0.product(&texts(&elements)))?)
    }

    fn evaluate(&self, coefficients: Vec<PyBackedBytes>, at: u64) -> PyResult<Bytes> {
        Ok(self.0.evaluate(&texts(&coefficients), at)?)
    }

    fn verify(
        &self,
        check: &str,
        prefix: &[u8],
        key: &[u8],
        challenge: &[u8],
        response: &[u8],
    ) -> PyResult<()> {
        Ok(self.0.verify(check, prefix, key, [challenge, response])?)
    }

    fn random_secret(&self) -> Secret {
        self.0.random()
    }

    fn secret_from_digest(&self, digest: &[u8]) -> Secret {
        self.0.digest(digest)
    }

    fn secret_from_decimal(&self, decimal: &[u8]) -> PyResult<Secret> {
        Ok(self.0.scalar(decimal)?)
    }

    fn share(&self, coefficients: Vec<PyRef<'_, Secret>>, at: u64) -> PyResult<Secret> {
        Ok(self.0.share(&coefficients, at)?)
    }

    fn sum(&self, secrets: Vec<PyRef<'_, Secret>>) -> PyResult<Secret> {
        Ok(self.0.sum(&secrets)?)
    }

    fn encrypt_to(&self, key: &[u8]) -> PyResult<(Bytes, Bytes, Bytes)> {
        Ok(self.0.encrypt_to(key)?.into())
    }
}

pub fn unknown_group() -> Refusal {
    Refusal::new("election.group", "group", "the group is unknown")
}
