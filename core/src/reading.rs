//! Elements received in bulk: each canonical and in the prime-order group, or the first that is not is named.

use rayon::prelude::*;

use crate::elgamal::Ciphertext;
use crate::error::{Checked, Refusal};
use crate::group::Group;
use crate::place::Place;

/// Elements read together by one thread.
const BATCH: usize = 256;

type Text<'a> = &'a [u8];

/// Reads and checks elements on all threads; `place` says where each stands.
pub fn elements<G: Group>(texts: &[Text<'_>], place: impl Fn(usize) -> Place) -> Checked<G::Elements> {
    read::<G>(texts, place, |elements, good| {
        let members = G::members(elements);
        good.iter_mut().zip(members).for_each(|(good, member)| *good &= member);
    })
}

/// Reads elements that were checked before.
pub fn checked_before<G: Group>(texts: &[Text<'_>], place: impl Fn(usize) -> Place) -> Checked<G::Elements> {
    read::<G>(texts, place, |_, _| ())
}

fn read<G: Group>(
    texts: &[Text<'_>],
    place: impl Fn(usize) -> Place,
    examine: impl Fn(&G::Elements, &mut Vec<bool>) + Sync,
) -> Checked<G::Elements> {
    let batches: Vec<_> = texts
        .par_chunks(BATCH)
        .map(|texts| {
            let (elements, mut good) = G::decode(texts);
            examine(&elements, &mut good);
            (elements, good.iter().position(|good| !good))
        })
        .collect();
    let mut parts = Vec::with_capacity(batches.len());
    for (batch, (elements, bad)) in batches.into_iter().enumerate() {
        if let Some(bad) = bad {
            return Err(Refusal::element(place(batch * BATCH + bad)));
        }
        parts.push(elements);
    }
    Ok(G::join(&parts))
}

/// One element.
pub fn element<G: Group>(text: Text<'_>, place: &'static str) -> Checked<G::Elements> {
    elements::<G>(&[text], |_| Place::root().name(place))
}

/// The texts of ciphertexts, alpha and beta in turn.
pub fn flat<T: Clone>(ciphertexts: &[Ciphertext<T>]) -> Vec<T> {
    ciphertexts.iter().flat_map(|c| [c.alpha.clone(), c.beta.clone()]).collect()
}

/// Where the elements of ciphertexts stand, alpha and beta in turn, from where the ciphertexts do.
pub fn halves(place: impl Fn(usize) -> Place) -> impl Fn(usize) -> Place {
    move |index| place(index / 2).name(["alpha", "beta"][index % 2])
}

/// Pairs of texts, alpha and beta in turn, as ciphertexts.
pub fn pairs<T: Clone>(texts: &[T]) -> Vec<Ciphertext<T>> {
    let pair = |pair: &[T]| Ciphertext { alpha: pair[0].clone(), beta: pair[1].clone() };
    texts.chunks(2).map(pair).collect()
}
