//! How many papers prefer one candidate to another.

use super::{Papers, equal, number};

impl Papers {
    /// `[a][b]`: papers that prefer a to b. Whoever is not ranked counts as last; equal ranks prefer neither.
    pub fn pairwise(&self) -> Vec<Vec<u64>> {
        let mut table = self.slots(self.slots(0));
        let mut below = self.slots(true);
        for (ranking, weight) in self.groups.iter() {
            below[1..].fill(true);
            for rank in ranking.chunk_by(|_, next| equal(*next)) {
                let shared = || rank.iter().map(|code| usize::from(number(*code)));
                shared().for_each(|candidate| below[candidate] = false);
                for candidate in shared() {
                    for (sum, below) in table[candidate].iter_mut().zip(&below) {
                        *sum += if *below { weight } else { 0 };
                    }
                }
            }
        }
        table.iter_mut().for_each(|row| row[0] = 0);
        table
    }
}
