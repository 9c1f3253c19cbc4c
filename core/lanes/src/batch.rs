//! The safe surface: batches of points and of public jobs.

use crate::chain::{Chain, Task, powers};
use crate::codec;
use crate::fixed::PublicTable;
use crate::point::Point;
use crate::scalar::ORDER;

/// Proof that this processor has AVX-512 IFMA: the only way to any operation.
#[derive(Clone, Copy, Debug)]
pub struct Lanes(());

/// Whether this processor can run this crate.
pub fn available() -> bool {
    is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512dq") && is_x86_feature_detected!("avx512ifma")
}

/// Points of the curve, eight to a block; point i is lane i mod 8 of block i / 8.
#[derive(Clone)]
pub struct Points {
    blocks: Vec<Point>,
    len: usize,
}

/// A fixed base with its tables.
pub struct Base {
    public: PublicTable,
}

/// One commitment P^c · g^r · y^s with public exponents, each below 2^253, little-endian.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Which of the points P is.
    pub point: usize,
    pub c: [u8; 32],
    pub g: [u8; 32],
    pub y: [u8; 32],
}

impl Points {
    /// How many points.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Lanes {
    /// None where the processor lacks the instructions.
    pub fn new() -> Option<Lanes> {
        available().then_some(Lanes(()))
    }

    /// The points, and for each whether its string was the canonical encoding of a point of the curve; where it was
    /// not, the neutral element stands in its place. Membership of the group of prime order is a separate question.
    pub fn decompress(&self, strings: &[[u8; 32]]) -> (Points, Vec<bool>) {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { decompress(strings) }
    }

    /// The 32 bytes of each point.
    pub fn compress(&self, points: &Points) -> Vec<[u8; 32]> {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { compress(points) }
    }

    /// Tables for a base; None unless it is a canonical point of the group of prime order other than the neutral one.
    pub fn base(&self, string: &[u8; 32]) -> Option<Base> {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { base(string) }
    }

    /// The commitment of each job, in the order of the jobs, and for each point whether it lies in the group of order l.
    ///
    /// Costs least where the eight points 8i .. 8i + 7 have equally many jobs together: put the same element of eight
    /// ballots side by side.
    pub fn commit(&self, g: &Base, y: &Base, points: &Points, jobs: &[Job]) -> (Points, Vec<bool>) {
        assert!(jobs.iter().all(|job| job.point < points.len), "a job's point must exist");
        let small = |k: &[u8; 32]| k[31] < 0x20;
        assert!(jobs.iter().all(|job| small(&job.c) && small(&job.g) && small(&job.y)), "exponents are below 2^253");
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { commit(g, y, points, jobs) }
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn decompress(strings: &[[u8; 32]]) -> (Points, Vec<bool>) {
    let mut blocks = Vec::with_capacity(strings.len().div_ceil(8) + 1);
    let mut good = Vec::with_capacity(strings.len() + 16);
    for sixteen in strings.chunks(16) {
        let mut padded = [[0; 32]; 16];
        padded[..sixteen.len()].copy_from_slice(sixteen);
        let (first, second) = padded.split_at(8);
        let halves = [first, second].map(|half| half.try_into().expect("eight strings"));
        for (block, mask) in codec::decompress(halves) {
            blocks.push(block);
            good.extend((0..8).map(|lane| mask >> lane & 1 == 1));
        }
    }
    blocks.truncate(strings.len().div_ceil(8));
    good.truncate(strings.len());
    (Points { blocks, len: strings.len() }, good)
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn compress(points: &Points) -> Vec<[u8; 32]> {
    let mut out = Vec::with_capacity(points.blocks.len() * 8);
    for xy in codec::affine(&points.blocks) {
        out.extend(codec::compress(xy));
    }
    out.truncate(points.len);
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn base(string: &[u8; 32]) -> Option<Base> {
    let [(point, good)] = codec::decompress([&[*string; 8]]);
    let member = powers(&Chain::new(&point), &check_tasks(), &mut Vec::new()).is_neutral();
    let proper = good & member & !point.is_neutral() == 0xff;
    proper.then(|| Base { public: PublicTable::new(&point) })
}

/// l times each lane's point: neutral exactly in the group of order l.
fn check_tasks() -> [Task<'static>; 8] {
    core::array::from_fn(|lane| Task { lane, exponent: &ORDER })
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn commit(g: &Base, y: &Base, points: &Points, jobs: &[Job]) -> (Points, Vec<bool>) {
    let mut by_block = vec![Vec::new(); points.blocks.len()];
    for (i, job) in jobs.iter().enumerate() {
        by_block[job.point / 8].push(i);
    }
    let mut out = vec![Point::neutral(); jobs.len().div_ceil(8)];
    let mut member = Vec::with_capacity(points.blocks.len() * 8);
    let mut sums = Vec::with_capacity(52);
    for (block, indices) in points.blocks.iter().zip(by_block) {
        let chain = Chain::new(block);
        let neutral = powers(&chain, &check_tasks(), &mut sums).is_neutral();
        member.extend((0..8).map(|lane| neutral >> lane & 1 == 1));
        for eight in indices.chunks(8) {
            let commitments = commit_eight(g, y, &chain, jobs, eight, &mut sums);
            for (lane, &i) in eight.iter().enumerate() {
                place(&mut out, i, &commitments, lane);
            }
        }
    }
    member.truncate(points.len);
    (Points { blocks: out, len: jobs.len() }, member)
}

/// Up to eight jobs on the points of one chain; lanes without a job repeat the first.
#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn commit_eight(g: &Base, y: &Base, chain: &Chain, jobs: &[Job], eight: &[usize], sums: &mut Vec<Point>) -> Point {
    let job = |lane: usize| &jobs[*eight.get(lane).unwrap_or(&eight[0])];
    let tasks = core::array::from_fn(|lane| Task { lane: job(lane).point % 8, exponent: &job(lane).c });
    let mut sum = powers(chain, &tasks, sums);
    for (base, scalars) in
        [(g, core::array::from_fn(|lane| job(lane).g)), (y, core::array::from_fn(|lane| job(lane).y))]
    {
        if scalars != [[0; 32]; 8] {
            sum = base.public.add_powers(&sum, &scalars);
        }
    }
    sum
}

/// Copies one lane of `from` to point i of `to`.
fn place(to: &mut [Point], i: usize, from: &Point, lane: usize) {
    let source = from.numbers();
    let target = to[i / 8].numbers_mut();
    for k in 0..20 {
        target[8 * k + i % 8] = source[8 * k + lane];
    }
}
