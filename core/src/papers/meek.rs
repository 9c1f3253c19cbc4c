//! One distribution of votes by keep factors, as in the reference rule for Meek's method by the PR Foundation, B.2.a.
//!
//! A paper is worth 1. Each candidate in its order keeps the candidate's factor of what is left of it, rounded up to the
//! unit in which factors are given. What nobody keeps is the excess.

use super::{Papers, number};
use crate::error::{Checked, Refusal};

/// Factors of this many units multiply without overflow in 64 bits, which divides several times faster.
const NARROW: u64 = 1 << 32;

/// Votes of so many papers in so many units still fit into 128 bits.
const MOST_UNITS: u64 = 1_000_000_000_000_000_000;

impl Papers {
    /// Votes by candidate, and the excess, in units of 1/`scale`; `keep` has a factor for each candidate in these units.
    pub fn meek(&self, keep: &[u64], scale: u64) -> Checked<(Vec<u128>, u128)> {
        self.needs_strict()?;
        let fits =
            keep.len() == usize::from(self.candidates) + 1 && keep[1..].iter().all(|keep| *keep <= scale);
        if !fits || scale == 0 || scale > MOST_UNITS {
            let detail = "there is one keep factor for each candidate, and none above 1";
            return Err(Refusal::new("papers.keep", "", detail));
        }
        Ok(if scale < NARROW {
            self.distribute(keep, scale, |left, keep| (left * keep).div_ceil(scale))
        } else {
            let scale = u128::from(scale);
            self.distribute(keep, scale as u64, |left, keep| {
                (u128::from(left) * u128::from(keep)).div_ceil(scale) as u64
            })
        })
    }

    fn distribute(&self, keep: &[u64], scale: u64, kept: impl Fn(u64, u64) -> u64) -> (Vec<u128>, u128) {
        let (mut votes, mut excess) = (self.slots(0), 0);
        for (ranking, weight) in self.groups.iter() {
            let mut left = scale;
            for candidate in ranking.iter().map(|code| usize::from(number(*code))) {
                let given = kept(left, keep[candidate]);
                votes[candidate] += u128::from(given) * u128::from(weight);
                left -= given;
                if left == 0 {
                    break;
                }
            }
            excess += u128::from(left) * u128::from(weight);
        }
        (votes, excess)
    }
}
