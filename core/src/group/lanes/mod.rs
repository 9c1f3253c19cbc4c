//! The groups on eight elements at once, where the processor has AVX-512 IFMA.
//!
//! Each is the same group as the one on single elements, whose scalars and texts it shares; the tests compare the two.
//! Whoever names one of these groups must have asked [`available`] first.

pub mod ed25519;
pub mod modp;
#[cfg(test)]
mod tests;

use veche_lanes::Lanes;
use zeroize::Zeroizing;

use super::{Commitment, Exponents};

pub use veche_lanes::available;

fn lanes() -> Lanes {
    Lanes::new().expect("the processor was asked before this group was chosen")
}

/// The indices of `members`, those with the same key side by side: eight lanes cost as much as the busiest of them.
fn grouped<T>(members: &[T], key: impl Fn(&T) -> usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|index| key(&members[*index]));
    order
}

/// Where each member went: the inverse of an order.
fn inverse(order: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| inverse[*old] = new);
    inverse
}

/// Elements ordered so that those with equally many powers in commitments stand side by side.
struct Layout {
    /// Which element stands at each place.
    order: Vec<usize>,
    /// At which place each element stands.
    place: Vec<usize>,
}

impl Layout {
    fn new<S>(count: usize, commitments: &[Commitment<S>]) -> Self {
        let mut powers = vec![0; count];
        for commitment in commitments {
            powers[commitment.power.0] += 1;
            commitment.further.iter().for_each(|(index, _)| powers[*index] += 1);
        }
        let order = grouped(&powers, |powers| *powers);
        Layout { place: inverse(&order), order }
    }
}

/// For each commitment which powers make it up, where those of its further elements follow after all first ones.
fn parts<S>(commitments: &[Commitment<S>]) -> Vec<Vec<usize>> {
    let mut further = commitments.len()..;
    let part = |(index, commitment): (usize, &Commitment<S>)| match commitment.further {
        Some(_) => std::iter::once(index).chain(further.next()).collect(),
        None => vec![index],
    };
    commitments.iter().enumerate().map(part).collect()
}

/// Which of the two bases occur in some exponents: the same for all of a kind.
const KINDS: [(bool, bool); 4] = [(true, false), (false, true), (true, true), (false, false)];

/// The exponents of one kind: where they stand, and the columns of those that are there.
struct Kind<T: zeroize::Zeroize> {
    indices: Vec<usize>,
    generator: Zeroizing<Vec<T>>,
    second: Zeroizing<Vec<T>>,
}

fn kind<S, T: zeroize::Zeroize>(
    exponents: &[Exponents<S>],
    with: (bool, bool),
    number: impl Fn(&S) -> T,
) -> Kind<T> {
    let own = exponents.iter().enumerate();
    let own: Vec<_> = own.filter(|(_, e)| (e.generator.is_some(), e.second.is_some()) == with).collect();
    let column = |part: fn(&Exponents<S>) -> Option<&S>| {
        // Room for all at once: a vector that grows leaves copies behind.
        let mut column = Zeroizing::new(Vec::with_capacity(own.len()));
        column.extend(own.iter().filter_map(|(_, e)| part(e)).map(&number));
        column
    };
    Kind {
        indices: own.iter().map(|(index, _)| *index).collect(),
        generator: column(|e| e.generator.as_ref()),
        second: column(|e| e.second.as_ref()),
    }
}
