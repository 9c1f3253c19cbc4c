//! Products of many residues to the power of small digits, one product in each lane, in variable time.

use core::arch::x86_64::*;

use crate::modp::montgomery::{Block, LIMBS, Montgomery};
use crate::modp::rows::Rows;
use crate::vectors::load;
use crate::walk::Walk;

/// A walk and the running products that it leaves; scratch memory to be used again.
#[derive(Default)]
pub(crate) struct Weighted {
    pub(crate) walk: Walk,
    products: Vec<Block>,
}

impl Weighted {
    /// The weighted products of the walk as planned.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    pub(crate) fn product(&mut self, modulus: &Montgomery, residues: &Rows) -> Block {
        self.walk.assign_places();
        self.run(modulus, residues);
        let mut places = self.walk.places();
        let mut total = places.next().map_or(modulus.one, |first| product_at(&self.products, first));
        for place in places {
            total = modulus.mul(&total, &product_at(&self.products, place));
        }
        total
    }

    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn run(&mut self, modulus: &Montgomery, residues: &Rows) {
        let mut product = modulus.one;
        self.products.clear();
        self.products.push(product);
        for (visit, wanted) in self.walk.steps() {
            product = modulus.mul(&product, &residues.gather(_mm512_srli_epi64::<1>(load(visit))));
            if wanted {
                self.products.push(product);
            }
        }
    }
}

/// Lane by lane, the stored product at this place.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn product_at(products: &[Block], places: [usize; 8]) -> Block {
    assert!(places.iter().all(|place| *place < products.len()), "a product must exist");
    let start = products.as_ptr().cast::<i64>();
    let at = load(&core::array::from_fn(|lane| (places[lane] * 8 * LIMBS + lane) as i64));
    // SAFETY: the products exist, and a block holds forty vectors of eight numbers: limb k of a lane is number 8k + lane.
    Block(core::array::from_fn(|k| unsafe { _mm512_i64gather_epi64::<8>(at, start.add(8 * k)) }))
}
