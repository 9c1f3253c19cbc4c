//! Papers as they come in: grouped from time to time, so that memory grows with different rankings, not with papers.

use super::line::{self, Seen, Shape};
use super::{Groups, MOST_CANDIDATES, MOST_PAPERS, Papers, code, equal};
use crate::error::{Checked, Refusal};

/// So many rankings wait until they are grouped; more where there are more different ones, so that each is sorted a
/// number of times that grows with the logarithm alone.
const WAITING: usize = 1 << 16;

/// A line that somebody has to look at: its number, and what stands in it.
pub type Unclear = (u64, Vec<u8>);

/// Papers that are being read.
pub struct Gathering {
    candidates: u16,
    shape: Shape,
    grouped: Groups,
    waiting: Groups,
    total: u64,
    seen: Seen,
    ranking: Vec<u16>,
}

impl Gathering {
    pub fn new(candidates: u64, shape: Shape) -> Checked<Self> {
        let candidates = u16::try_from(candidates).ok().filter(|n| (1..=MOST_CANDIDATES).contains(n));
        let detail = format!("a contest has between 1 and {MOST_CANDIDATES} candidates");
        let candidates = candidates.ok_or_else(|| Refusal::new("papers.candidates", "", detail))?;
        Ok(Gathering {
            candidates,
            shape,
            grouped: Groups::default(),
            waiting: Groups::default(),
            total: 0,
            seen: Seen::new(candidates),
            ranking: Vec::new(),
        })
    }

    pub fn total(&self) -> u64 {
        self.total
    }

    /// Takes the clean lines of `block`, the first of which is line `first`, and gives back those that are not. Stops
    /// behind the line that ends the ballots; `Some` says where that is.
    pub fn feed(&mut self, block: &[u8], first: u64) -> (Vec<Unclear>, Option<usize>) {
        let (mut unclear, mut behind) = (Vec::new(), 0);
        for (line, text) in (first..).zip(block.split_inclusive(|byte| *byte == b'\n')) {
            behind += text.len();
            if self.shape.ends(text) {
                return (unclear, Some(behind));
            }
            if !self.take(text) {
                unclear.push((line, text.to_vec()));
            }
        }
        (unclear, None)
    }

    /// Whether the line was clean, and so taken.
    fn take(&mut self, line: &[u8]) -> bool {
        let mut ranking = std::mem::take(&mut self.ranking);
        let weight = line::read(line, self.shape, &mut self.seen, &mut ranking);
        let taken = weight.is_some_and(|weight| self.push(&ranking, weight));
        self.ranking = ranking;
        taken
    }

    /// Takes papers that somebody has looked at; each rank holds those who share it.
    pub fn add(&mut self, ranks: &[Vec<u64>], weight: u64) -> Checked<()> {
        self.seen.next();
        let mut ranking = Vec::new();
        for rank in ranks {
            let mut rank = rank.clone();
            rank.sort_unstable();
            let wrong = rank.is_empty() || !rank.iter().all(|number| self.seen.fresh(*number));
            if wrong {
                let detail = format!("not a ranking of {} candidates, each at most once", self.candidates);
                return Err(Refusal::new("papers.ranking", "", detail));
            }
            ranking.extend(rank.iter().enumerate().map(|(place, number)| code(*number as u16, place > 0)));
        }
        if weight == 0 || !self.push(&ranking, weight) {
            let detail = format!("papers are counted from 1 to {MOST_PAPERS} in all");
            return Err(Refusal::new("papers.weight", "", detail));
        }
        Ok(())
    }

    /// Whether there was room for the weight.
    fn push(&mut self, ranking: &[u16], weight: u64) -> bool {
        let Some(total) = self.total.checked_add(weight).filter(|total| *total <= MOST_PAPERS) else {
            return false;
        };
        self.total = total;
        self.waiting.push(ranking, weight);
        if self.waiting.len() >= WAITING.max(self.grouped.len()) {
            self.settle();
        }
        true
    }

    fn settle(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.append(&self.grouped);
        self.grouped = waiting.sorted();
    }

    /// All papers that were taken.
    pub fn finish(mut self) -> Papers {
        self.settle();
        let equal = self.grouped.iter().any(|(ranking, _)| ranking.iter().copied().any(equal));
        Papers { candidates: self.candidates, groups: self.grouped, total: self.total, equal }
    }
}
