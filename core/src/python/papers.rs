//! `Gathering`, `Papers` and `Pile`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;

use crate::error::Refusal;
use crate::papers::{self, Shape};

type Fed = (Vec<(u64, Vec<u8>)>, Option<usize>);
type Dealt = (BTreeMap<u16, Pile>, Option<Pile>);

/// Papers that are being read.
#[pyclass(frozen, module = "veche._core")]
pub struct Gathering(Mutex<Option<papers::Gathering>>);

#[pymethods]
impl Gathering {
    #[new]
    #[pyo3(signature = (candidates, form="blt", *, complete=false))]
    fn new(candidates: u64, form: &str, complete: bool) -> PyResult<Self> {
        let shape = match form {
            "blt" => Shape::BLT,
            "preflib" => Shape::PREFLIB,
            "old-preflib" => Shape::OLD_PREFLIB,
            _ => return Err(PyValueError::new_err(format!("there are no lines of the form {form}"))),
        };
        let shape = if complete { shape.complete() } else { shape };
        Ok(Gathering(Mutex::new(Some(papers::Gathering::new(candidates, shape)?))))
    }

    #[getter]
    fn total(&self) -> PyResult<u64> {
        self.with(|gathering| Ok(gathering.total()))
    }

    fn feed(&self, py: Python<'_>, block: &[u8], first: u64) -> PyResult<Fed> {
        py.detach(|| self.with(|gathering| Ok(gathering.feed(block, first))))
    }

    fn add(&self, ranking: Vec<Vec<u64>>, weight: u64) -> PyResult<()> {
        self.with(|gathering| Ok(gathering.add(&ranking, weight)?))
    }

    fn finish(&self, py: Python<'_>) -> PyResult<Papers> {
        let gathering = self.0.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(finished)?;
        Ok(Papers(Arc::new(py.detach(|| gathering.finish()))))
    }
}

impl Gathering {
    fn with<T>(&self, work: impl FnOnce(&mut papers::Gathering) -> PyResult<T>) -> PyResult<T> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(held.as_mut().ok_or_else(finished)?)
    }
}

fn finished() -> PyErr {
    Refusal::new("papers.finished", "", "these papers were taken out before").into()
}

/// All papers of a contest.
#[pyclass(frozen, module = "veche._core")]
pub struct Papers(Arc<papers::Papers>);

#[pymethods]
impl Papers {
    #[getter]
    fn candidates(&self) -> u16 {
        self.0.candidates()
    }

    #[getter]
    fn total(&self) -> u64 {
        self.0.total()
    }

    #[getter]
    fn distinct(&self) -> usize {
        self.0.groups().len()
    }

    #[getter]
    fn has_equal_ranks(&self) -> bool {
        self.0.has_equal_ranks()
    }

    fn group(&self, index: usize) -> PyResult<(Vec<Vec<u16>>, u64)> {
        if index >= self.0.groups().len() {
            return Err(PyIndexError::new_err("there are fewer groups of papers"));
        }
        Ok((self.0.ranks(index), self.0.groups().weight(index)))
    }

    fn canonical(&self, py: Python<'_>) -> Vec<u8> {
        py.detach(|| self.0.canonical())
    }

    fn deal(&self, py: Python<'_>, pile: Option<&Pile>, continuing: Vec<u16>) -> PyResult<Dealt> {
        let mut piles = py.detach(|| self.0.deal(pile.map(|pile| &pile.0), &continuing))?;
        let nobody = piles.remove(&0).map(Pile);
        Ok((piles.into_iter().map(|(to, pile)| (to, Pile(pile))).collect(), nobody))
    }

    fn meek(&self, py: Python<'_>, keep: Vec<u64>, scale: u64) -> PyResult<(Vec<u128>, u128)> {
        Ok(py.detach(|| self.0.meek(&keep, scale))?)
    }

    fn pairwise(&self, py: Python<'_>) -> Vec<Vec<u64>> {
        py.detach(|| self.0.pairwise())
    }

    fn first_counts(&self) -> PyResult<Vec<u64>> {
        Ok(self.0.first_counts()?)
    }
}

/// Some of the papers.
#[pyclass(frozen, module = "veche._core")]
pub struct Pile(papers::Pile);

#[pymethods]
impl Pile {
    #[getter]
    fn papers(&self) -> u64 {
        self.0.papers
    }

    fn __repr__(&self) -> String {
        format!("Pile(papers={})", self.0.papers)
    }
}
