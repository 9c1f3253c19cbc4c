//! Rankings one behind the other, each with its weight.

/// Rankings in the order in which they were pushed, or sorted.
#[derive(Default)]
pub struct Groups {
    codes: Vec<u16>,
    ends: Vec<usize>,
    weights: Vec<u64>,
}

impl Groups {
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    pub fn ranking(&self, index: usize) -> &[u16] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.codes[start..self.ends[index]]
    }

    pub fn weight(&self, index: usize) -> u64 {
        self.weights[index]
    }

    pub fn iter(&self) -> impl Iterator<Item = (&[u16], u64)> {
        (0..self.len()).map(|index| (self.ranking(index), self.weight(index)))
    }

    pub fn push(&mut self, ranking: &[u16], weight: u64) {
        self.codes.extend_from_slice(ranking);
        self.ends.push(self.codes.len());
        self.weights.push(weight);
    }

    pub fn append(&mut self, other: &Groups) {
        let before = self.codes.len();
        self.codes.extend_from_slice(&other.codes);
        self.ends.extend(other.ends.iter().map(|end| before + end));
        self.weights.extend_from_slice(&other.weights);
    }

    /// The same rankings in order, each once with the sum of its weights. The caller has bounded the sum of all.
    pub fn sorted(&self) -> Groups {
        let mut order: Vec<(u128, usize)> =
            (0..self.len()).map(|index| (beginning(self.ranking(index)), index)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.ranking(a.1).cmp(self.ranking(b.1))));
        let mut merged = Groups::default();
        merged.codes.reserve(self.codes.len());
        for (_, index) in order {
            let (ranking, weight) = (self.ranking(index), self.weight(index));
            match merged.weights.len().checked_sub(1) {
                Some(last) if merged.ranking(last) == ranking => merged.weights[last] += weight,
                _ => merged.push(ranking, weight),
            }
        }
        merged.codes.shrink_to_fit();
        merged
    }
}

/// The first eight codes as one number, which most comparisons need no more than. No code is 0, so that what ends early
/// comes first, as in the comparison of slices.
fn beginning(ranking: &[u16]) -> u128 {
    (0..8).fold(0, |sum, place| (sum << 16) | u128::from(ranking.get(place).copied().unwrap_or(0)))
}
