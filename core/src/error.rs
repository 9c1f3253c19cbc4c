//! The one error of the core.

use std::borrow::Cow;

/// A check that failed: which one, where inside the object, and one plain sentence without any secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{check} at {place}: {detail}")]
pub struct Refusal {
    /// An identifier of `vectors/CHECKS.md`.
    pub check: Cow<'static, str>,
    /// A path inside the object such as `answers[0].choices[2].alpha`; empty for the object itself.
    pub place: String,
    pub detail: Cow<'static, str>,
}

impl Refusal {
    pub fn new(
        check: impl Into<Cow<'static, str>>,
        place: impl ToString,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (check, detail) = (check.into(), detail.into());
        Refusal { check, place: place.to_string(), detail }
    }

    pub fn element(place: impl ToString) -> Self {
        Refusal::new(
            "group.element",
            place,
            "the element is not written canonically or lies outside the prime-order group",
        )
    }

    pub fn scalar(place: impl ToString) -> Self {
        Refusal::new("group.scalar", place, "the scalar is not written canonically or is not below the order")
    }
}

pub type Checked<T> = Result<T, Refusal>;
