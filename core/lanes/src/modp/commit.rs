//! Commitments b^c g^r y^s with public exponents: what the check of a proof recomputes.

use crate::modp::bases::PowerBase;
use crate::modp::exponent::{bit_length, digits};
use crate::modp::montgomery::{Block, Montgomery};
use crate::modp::residues::{Modulus, Residues};
use crate::modp::rows::Rows;
use crate::modp::weighted::Weighted;

/// One commitment b^c · g^r · y^s with public exponents.
#[derive(Clone, Copy, Debug)]
pub struct PowerJob<const E: usize> {
    /// Which of the numbers b is.
    pub number: usize,
    /// The exponent of b.
    pub c: [u64; E],
    /// The exponent of g; zero where g does not occur.
    pub g: [u64; E],
    /// The exponent of y; zero where y does not occur.
    pub y: [u64; E],
}

/// For each of eight numbers the powers b^(2^(w i)), and last 1; link i of lane j is row 8 i + j.
struct Chain {
    rows: Rows,
    links: usize,
    width: usize,
}

/// Bits of a public exponent taken together: with more, there are fewer links but more magnitudes.
const fn width<const E: usize>() -> usize {
    if E <= 4 { 4 } else { 6 }
}

impl<const E: usize> Modulus<E> {
    /// The commitment of each job, in the order of the jobs, and for each number whether its power to `order` is 1 (no
    /// answers where no order is given).
    ///
    /// Costs least where the eight numbers 8i .. 8i + 7 have equally many jobs together: put the same element of eight
    /// ballots side by side.
    pub fn commit(
        &self,
        g: &PowerBase<E>,
        y: &PowerBase<E>,
        numbers: &Residues,
        jobs: &[PowerJob<E>],
        order: Option<&[u64; E]>,
    ) -> (Residues, Vec<bool>) {
        assert!(jobs.iter().all(|job| job.number < numbers.len), "a job's number must exist");
        // SAFETY: a `Modulus` exists only where the processor has the instructions.
        unsafe { commit(self, [g, y], numbers, jobs, order) }
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn commit<const E: usize>(
    modulus: &Modulus<E>,
    bases: [&PowerBase<E>; 2],
    numbers: &Residues,
    jobs: &[PowerJob<E>],
    order: Option<&[u64; E]>,
) -> (Residues, Vec<bool>) {
    let mut by_block = vec![Vec::new(); numbers.blocks.len()];
    for (i, job) in jobs.iter().enumerate() {
        by_block[job.number / 8].push(i);
    }
    let mut out = modulus.ones(jobs.len());
    let mut member = Vec::new();
    let mut scratch = Weighted::default();
    for (block, indices) in numbers.blocks.iter().zip(by_block) {
        let exponents = indices.iter().map(|i| &jobs[*i].c).chain(order);
        let bits = exponents.map(bit_length).max().unwrap_or(0);
        let chain = Chain::new(&modulus.montgomery, block, bits, width::<E>());
        if let Some(order) = order {
            let tasks = core::array::from_fn(|lane| (lane, order));
            let ones = modulus.montgomery.is_one(&chain.powers(&modulus.montgomery, tasks, &mut scratch));
            member.extend((0..8).map(|lane| ones >> lane & 1 == 1));
        }
        for eight in indices.chunks(8) {
            let commitments = commit_eight(&modulus.montgomery, bases, &chain, jobs, eight, &mut scratch);
            for (lane, &i) in eight.iter().enumerate() {
                out.set(i, &commitments, lane);
            }
        }
    }
    member.truncate(numbers.len);
    (out, member)
}

/// Up to eight jobs on the numbers of one chain; lanes without a job repeat the first.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn commit_eight<const E: usize>(
    modulus: &Montgomery,
    [g, y]: [&PowerBase<E>; 2],
    chain: &Chain,
    jobs: &[PowerJob<E>],
    eight: &[usize],
    scratch: &mut Weighted,
) -> Block {
    let eight: [&PowerJob<E>; 8] = core::array::from_fn(|lane| &jobs[*eight.get(lane).unwrap_or(&eight[0])]);
    let mut product = chain.powers(modulus, eight.map(|job| (job.number % 8, &job.c)), scratch);
    for (base, exponents) in [(g, eight.map(|job| &job.g)), (y, eight.map(|job| &job.y))] {
        if exponents != [&[0; E]; 8] {
            product = base.times_public(modulus, &product, exponents);
        }
    }
    product
}

impl Chain {
    /// For exponents of at most so many bits.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn new(modulus: &Montgomery, number: &Block, bits: usize, width: usize) -> Chain {
        let links = bits.div_ceil(width);
        let mut rows = Rows::with_capacity(links + 1);
        let mut power = *number;
        for i in 0..links {
            if i > 0 {
                power = modulus.square_times(&power, width);
            }
            rows.push(&power);
        }
        rows.push(&modulus.one);
        Chain { rows, links, width }
    }

    /// In each slot the number of a lane of the chain, to a power.
    #[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
    fn powers<const E: usize>(
        &self,
        modulus: &Montgomery,
        tasks: [(usize, &[u64; E]); 8],
        scratch: &mut Weighted,
    ) -> Block {
        scratch.walk.begin(self.links, 8 * self.links, (1 << self.width) - 1);
        let mut buffer = [0; 512];
        for (slot, (lane, exponent)) in tasks.into_iter().enumerate() {
            digits(exponent, self.width, &mut buffer[..self.links]);
            scratch.walk.plan(slot, &buffer[..self.links], lane, 8);
        }
        scratch.product(modulus, &self.rows)
    }
}
