//! The Python module `veche._core`; its contract is `src/veche/_core.pyi`.
//!
//! Bytes come in, bytes go out. Everything that takes long releases the interpreter lock and runs on the threads asked
//! for. Python sees one class for all groups: behind it stands the trait object of the group that was named.

mod election;
mod group;
mod papers;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::error::{Checked, Refusal};

pyo3::create_exception!(veche._core, CoreError, PyValueError);

impl From<Refusal> for PyErr {
    fn from(refusal: Refusal) -> PyErr {
        let Refusal { check, place, detail } = refusal;
        CoreError::new_err((check.into_owned(), place, detail.into_owned()))
    }
}

type Text<'a> = &'a [u8];

fn texts(bytes: &[PyBackedBytes]) -> Vec<Text<'_>> {
    bytes.iter().map(|bytes| &bytes[..]).collect()
}

/// Runs `work` without the interpreter lock on `threads` threads (0: every core).
fn run<T: Send>(py: Python<'_>, threads: usize, work: impl Send + FnOnce() -> T) -> PyResult<T> {
    py.detach(|| {
        if threads == 0 {
            return Ok(work());
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(pool.install(work))
    })
}

/// `run` for work that may be refused.
fn checked<T: Send>(py: Python<'_>, threads: usize, work: impl Send + FnOnce() -> Checked<T>) -> PyResult<T> {
    Ok(run(py, threads, work)??)
}

#[pymodule]
mod _core {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::CoreError;
    #[pymodule_export]
    use super::election::{Election, Tally};
    #[pymodule_export]
    use super::group::{Group, Secret};
    #[pymodule_export]
    use super::papers::{Gathering, Papers, Pile};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
