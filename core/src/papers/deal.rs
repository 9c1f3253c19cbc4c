//! Each paper to one candidate.

use std::collections::BTreeMap;

use super::{Papers, number};
use crate::error::{Checked, Refusal};

/// Some of the papers: groups by their index, and how many papers they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pile {
    pub groups: Vec<usize>,
    pub papers: u64,
}

impl Papers {
    /// The papers of `pile`, or all, each to its first preference among `continuing`; under 0 those that have none.
    pub fn deal(&self, pile: Option<&Pile>, continuing: &[u16]) -> Checked<BTreeMap<u16, Pile>> {
        self.needs_strict()?;
        let mut going = self.slots(false);
        for candidate in continuing {
            let slot = going.get_mut(usize::from(*candidate)).filter(|_| *candidate > 0);
            let detail = "a continuing candidate does not stand in this contest";
            *slot.ok_or_else(|| Refusal::new("papers.candidates", candidate, detail))? = true;
        }
        let mut piles = self.slots(Pile::default());
        match pile {
            None => (0..self.groups.len()).for_each(|index| self.place(index, &going, &mut piles)),
            Some(pile) if pile.groups.iter().all(|index| *index < self.groups.len()) => {
                pile.groups.iter().for_each(|index| self.place(*index, &going, &mut piles));
            }
            Some(_) => return Err(Refusal::new("papers.pile", "", "the pile is of other papers")),
        }
        let dealt = (0..).zip(piles).filter(|(_, pile)| !pile.groups.is_empty());
        Ok(dealt.collect())
    }

    fn place(&self, index: usize, going: &[bool], piles: &mut [Pile]) {
        let mut ranked = self.groups.ranking(index).iter().map(|code| usize::from(number(*code)));
        let pile = &mut piles[ranked.find(|candidate| going[*candidate]).unwrap_or(0)];
        pile.groups.push(index);
        pile.papers += self.groups.weight(index);
    }

    /// First preferences by candidate.
    pub fn first_counts(&self) -> Checked<Vec<u64>> {
        self.needs_strict()?;
        let mut counts = self.slots(0);
        for (ranking, weight) in self.groups.iter() {
            if let Some(first) = ranking.first() {
                counts[usize::from(number(*first))] += weight;
            }
        }
        Ok(counts)
    }
}
