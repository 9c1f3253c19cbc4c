//! Commitments P^c g^r y^s with public exponents: what the check of a proof recomputes.

use crate::curve::batch::{Base, Points};
use crate::curve::chain::{Chain, Task, powers};
use crate::curve::point::Point;
use crate::curve::scalar::{ORDER, in_range};
use crate::curve::weighted::Weighted;
use crate::lanes::Lanes;

/// One commitment P^c · g^r · y^s with public exponents, each below 2^253, little-endian.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Which of the points P is.
    pub point: usize,
    /// The exponent of P.
    pub c: [u8; 32],
    /// The exponent of g; zero where g does not occur.
    pub g: [u8; 32],
    /// The exponent of y; zero where y does not occur.
    pub y: [u8; 32],
}

impl Lanes {
    /// The commitment of each job, in the order of the jobs, and for each point whether it lies in the group of order l.
    ///
    /// Costs least where the eight points 8i .. 8i + 7 have equally many jobs together: put the same element of eight
    /// ballots side by side.
    pub fn commit(&self, g: &Base, y: &Base, points: &Points, jobs: &[Job]) -> (Points, Vec<bool>) {
        assert!(jobs.iter().all(|job| job.point < points.len), "a job's point must exist");
        assert!(
            jobs.iter().all(|job| [job.c, job.g, job.y].iter().all(in_range)),
            "exponents are below 2^253"
        );
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { commit(g, y, points, jobs) }
    }
}

/// l times each lane's point: neutral exactly in the group of order l.
pub(crate) fn check_tasks() -> [Task<'static>; 8] {
    core::array::from_fn(|lane| Task { lane, exponent: &ORDER })
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn commit(g: &Base, y: &Base, points: &Points, jobs: &[Job]) -> (Points, Vec<bool>) {
    let mut by_block = vec![Vec::new(); points.blocks.len()];
    for (i, job) in jobs.iter().enumerate() {
        by_block[job.point / 8].push(i);
    }
    let mut out = Points::neutral(jobs.len());
    let mut member = Vec::with_capacity(points.blocks.len() * 8);
    let mut scratch = Weighted::default();
    for (block, indices) in points.blocks.iter().zip(by_block) {
        let chain = Chain::new(block);
        let neutral = powers(&chain, &check_tasks(), &mut scratch).is_neutral();
        member.extend((0..8).map(|lane| neutral >> lane & 1 == 1));
        for eight in indices.chunks(8) {
            let commitments = commit_eight(g, y, &chain, jobs, eight, &mut scratch);
            for (lane, &i) in eight.iter().enumerate() {
                out.set(i, &commitments, lane);
            }
        }
    }
    member.truncate(points.len);
    (out, member)
}

/// Up to eight jobs on the points of one chain; lanes without a job repeat the first.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn commit_eight(
    g: &Base,
    y: &Base,
    chain: &Chain,
    jobs: &[Job],
    eight: &[usize],
    scratch: &mut Weighted,
) -> Point {
    let job = |lane: usize| &jobs[*eight.get(lane).unwrap_or(&eight[0])];
    let tasks = core::array::from_fn(|lane| Task { lane: job(lane).point % 8, exponent: &job(lane).c });
    let mut sum = powers(chain, &tasks, scratch);
    for (base, scalars) in
        [(g, core::array::from_fn(|lane| job(lane).g)), (y, core::array::from_fn(|lane| job(lane).y))]
    {
        if scalars != [[0; 32]; 8] {
            sum = base.public.add_powers(&sum, &scalars);
        }
    }
    sum
}
