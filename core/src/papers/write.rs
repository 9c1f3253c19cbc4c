//! Papers as text, in canonical order.

use super::{Papers, equal, number};

impl Papers {
    /// One line a ranking: the weight, then the ranks; "=" stands between candidates who share one.
    pub fn canonical(&self) -> Vec<u8> {
        let mut text = Vec::new();
        for (ranking, weight) in self.groups.iter() {
            decimal(&mut text, weight);
            for code in ranking {
                text.push(if equal(*code) { b'=' } else { b' ' });
                decimal(&mut text, number(*code).into());
            }
            text.push(b'\n');
        }
        text
    }

    /// The ranks of one group, each with those who share it.
    pub fn ranks(&self, index: usize) -> Vec<Vec<u16>> {
        let ranks = self.groups.ranking(index).chunk_by(|_, next| equal(*next));
        ranks.map(|rank| rank.iter().map(|code| number(*code)).collect()).collect()
    }
}

fn decimal(text: &mut Vec<u8>, value: u64) {
    if value >= 10 {
        decimal(text, value / 10);
    }
    text.push(b'0' + (value % 10) as u8);
}
