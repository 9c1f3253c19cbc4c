//! Ranked papers, grouped by what they say: exact integers, no knowledge of any rule.
//!
//! A preference is a code of 16 bits: twice the candidate's number (from 1), plus one where the candidate shares the rank
//! of the preference before. Rankings stand one behind the other in one vector, sorted by their codes. That order depends
//! on what was ranked alone, so the same papers give the same bytes in whatever order they came.

mod compare;
mod deal;
mod gather;
mod groups;
mod line;
mod meek;
#[cfg(test)]
mod tests;
mod write;

pub use deal::Pile;
pub use gather::Gathering;
pub use groups::Groups;
pub use line::Shape;

use crate::error::{Checked, Refusal};

/// No ballot paper lists more, and a table of pairs of a thousand still fits into memory.
pub const MOST_CANDIDATES: u16 = 1_000;

/// More than ten times as many papers as people live. What is added up below it cannot overflow.
pub const MOST_PAPERS: u64 = 1_000_000_000_000;

pub(crate) fn code(number: u16, equal: bool) -> u16 {
    2 * number + u16::from(equal)
}

pub(crate) fn number(code: u16) -> u16 {
    code / 2
}

pub(crate) fn equal(code: u16) -> bool {
    code % 2 == 1
}

/// All papers of a contest.
pub struct Papers {
    candidates: u16,
    groups: Groups,
    total: u64,
    equal: bool,
}

impl Papers {
    pub fn candidates(&self) -> u16 {
        self.candidates
    }

    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    pub fn total(&self) -> u64 {
        self.total
    }

    pub fn has_equal_ranks(&self) -> bool {
        self.equal
    }

    /// One slot for each candidate; the first is unused, as numbers count from 1.
    fn slots<T: Clone>(&self, empty: T) -> Vec<T> {
        vec![empty; usize::from(self.candidates) + 1]
    }

    /// Whatever gives each paper to one candidate needs to know to which one.
    fn needs_strict(&self) -> Checked<()> {
        if self.equal {
            return Err(Refusal::new("papers.equal", "", "some papers rank candidates equal"));
        }
        Ok(())
    }
}
