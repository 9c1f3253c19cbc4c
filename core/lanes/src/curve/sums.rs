//! Sums and differences of points in bulk (in the group's own writing: products and quotients).

use crate::curve::batch::Points;
use crate::curve::point::Point;
use crate::lanes::Lanes;

impl Lanes {
    /// P_i + Q_i.
    pub fn add(&self, p: &Points, q: &Points) -> Points {
        assert_eq!(p.len, q.len, "as many points on both sides");
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { pairwise(p, q, 0) }
    }

    /// P_i - Q_i.
    pub fn subtract(&self, p: &Points, q: &Points) -> Points {
        assert_eq!(p.len, q.len, "as many points on both sides");
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { pairwise(p, q, 0xff) }
    }

    /// For each group of indices the sum of these points; the neutral element for an empty one.
    ///
    /// Eight groups are summed side by side: costs least where neighbouring groups are equally long.
    pub fn sums<G: AsRef<[usize]>>(&self, points: &Points, groups: &[G]) -> Points {
        let exist = |group: &G| group.as_ref().iter().all(|i| *i < points.len);
        assert!(groups.iter().all(exist), "a point must exist");
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        unsafe { sums(points, groups) }
    }

    /// The sum of all points.
    pub fn total(&self, points: &Points) -> Points {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        let point = unsafe { total(points) };
        Points { blocks: vec![point], len: 1 }
    }

    /// Which points are the neutral element.
    pub fn neutral(&self, points: &Points) -> Vec<bool> {
        // SAFETY: a `Lanes` exists only where the processor has the instructions.
        let masks: Vec<u8> = points.blocks.iter().map(|block| unsafe { block.is_neutral() }).collect();
        (0..points.len).map(|i| masks[i / 8] >> (i % 8) & 1 == 1).collect()
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn pairwise(p: &Points, q: &Points, negative: u8) -> Points {
    let mut out = p.clone();
    for (p, q) in out.blocks.iter_mut().zip(&q.blocks) {
        let mut addend = q.addend();
        if negative != 0 {
            core::mem::swap(&mut addend.plus, &mut addend.minus);
        }
        *p = p.add_signed(&addend, negative);
    }
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn sums<G: AsRef<[usize]>>(points: &Points, groups: &[G]) -> Points {
    let mut out = Points::neutral(groups.len());
    for (block, eight) in out.blocks.iter_mut().zip(groups.chunks(8)) {
        let longest = eight.iter().map(|group| group.as_ref().len()).max().unwrap_or(0);
        for step in 0..longest {
            let mut next = Points::neutral(8);
            for (lane, group) in eight.iter().enumerate() {
                if let Some(i) = group.as_ref().get(step) {
                    next.set(lane, &points.blocks[i / 8], i % 8);
                }
            }
            *block = block.add(&next.blocks[0].addend());
        }
    }
    out
}

#[target_feature(enable = "avx512f,avx512dq,avx512ifma")]
fn total(points: &Points) -> Point {
    let mut sum = Point::neutral();
    for block in &points.blocks {
        sum = sum.add(&block.addend());
    }
    sum.sum_of_lanes()
}
