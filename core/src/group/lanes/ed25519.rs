//! Ed25519 (5.2.1) on eight points at once.

use std::sync::OnceLock;

use veche_lanes::{Base, Job, Points};
use zeroize::Zeroizing;

use super::{KINDS, Kind, Layout, grouped, inverse, kind, lanes, parts};
use crate::group::ed25519::{Ed25519, Number, digits, part, point_bytes};
use crate::group::elementwise::Elementwise;
use crate::group::{Commitment, Exponents, Group};

/// Ed25519 on processors with AVX-512 IFMA.
pub struct Ed25519Lanes;

/// Tables of a fixed base; none for the neutral element, all of whose powers are neutral.
pub struct Table(Option<Base>);

/// The encoding of the neutral element, which stands in the place of a string that is none.
const NEUTRAL: [u8; 32] = {
    let mut bytes = [0; 32];
    bytes[0] = 1;
    bytes
};

fn bytes(exponents: &[Number]) -> Zeroizing<Vec<[u8; 32]>> {
    Zeroizing::new(exponents.iter().map(Number::to_bytes).collect())
}

impl Ed25519Lanes {
    /// How many candidates an embedding decodes together.
    const CANDIDATES: u16 = 16;

    /// Jobs for the first powers of all commitments and then for their further ones; `place` says where an element
    /// stands. A second base that is neutral is left out.
    fn jobs(commitments: &[Commitment<Number>], place: &[usize], with_second: bool) -> Vec<Job> {
        let none = [0; 32];
        let first = commitments.iter().map(|c| Job {
            point: place[c.power.0],
            c: c.power.1.to_bytes(),
            g: c.generator.map_or(none, |e| e.to_bytes()),
            y: c.second.filter(|_| with_second).map_or(none, |e| e.to_bytes()),
        });
        let further = commitments.iter().filter_map(|c| c.further);
        let further =
            further.map(|(index, e)| Job { point: place[index], c: e.to_bytes(), g: none, y: none });
        first.chain(further).collect()
    }

    /// The powers of one kind of exponents.
    fn fixed_powers(second: &Table, kind: &Kind<[u8; 32]>) -> Points {
        let columns = [(Self::generator_table(), &kind.generator), (second, &kind.second)];
        let terms: Vec<(&Base, &[[u8; 32]])> = columns
            .into_iter()
            .filter(|(_, column)| !column.is_empty())
            .filter_map(|(table, column)| table.0.as_ref().map(|base| (base, &column[..])))
            .collect();
        if terms.is_empty() { Points::neutral(kind.indices.len()) } else { lanes().fixed_powers(&terms) }
    }
}

impl Group for Ed25519Lanes {
    const NAME: &'static str = <Ed25519 as Elementwise>::NAME;
    const MAX_INTS: usize = <Ed25519 as Elementwise>::MAX_INTS;

    type Scalar = Number;
    type Elements = Points;
    type Text = [u8; 64];
    type Table = Table;

    fn order() -> Vec<u8> {
        <Ed25519 as Elementwise>::order()
    }

    fn neutral(count: usize) -> Points {
        Points::neutral(count)
    }

    fn generator() -> Points {
        let text = <Ed25519 as Group>::encode(&<Ed25519 as Group>::generator())[0];
        Self::decode(&[&text]).0
    }

    fn table(base: &Points) -> Table {
        Table(lanes().base(&lanes().compress(base)[0]))
    }

    fn generator_table() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Self::table(&Self::generator()))
    }

    fn decode(texts: &[&[u8]]) -> (Points, Vec<bool>) {
        let strings: Vec<_> = texts.iter().map(|text| point_bytes(text)).collect();
        let bytes: Vec<_> = strings.iter().map(|string| string.unwrap_or(NEUTRAL)).collect();
        let (points, good) = lanes().decompress(&bytes);
        (points, good.iter().zip(&strings).map(|(good, string)| *good && string.is_some()).collect())
    }

    fn encode(elements: &Points) -> Vec<[u8; 64]> {
        lanes().compress(elements).iter().map(digits).collect()
    }

    fn members(elements: &Points) -> Vec<bool> {
        lanes().members(elements)
    }

    fn parts(elements: &Points) -> Vec<u128> {
        lanes().compress(elements).iter().map(part).collect()
    }

    fn count(elements: &Points) -> usize {
        elements.len()
    }

    fn pick(elements: &Points, indices: &[usize]) -> Points {
        elements.pick(indices)
    }

    fn join(parts: &[Points]) -> Points {
        Points::join(parts)
    }

    fn multiply(left: &Points, right: &Points) -> Points {
        lanes().add(left, right)
    }

    fn divide(left: &Points, right: &Points) -> Points {
        lanes().subtract(left, right)
    }

    fn products(elements: &Points, groups: &[Vec<usize>]) -> Points {
        let order = grouped(groups, Vec::len);
        let sorted: Vec<_> = order.iter().map(|index| &groups[*index][..]).collect();
        lanes().sums(elements, &sorted).pick(&inverse(&order))
    }

    fn commit(second: &Table, elements: &Points, commitments: &[Commitment<Number>]) -> (Points, Vec<bool>) {
        let Layout { order, place } = Layout::new(elements.len(), commitments);
        let jobs = Self::jobs(commitments, &place, second.0.is_some());
        let generator = Self::generator_table().0.as_ref().expect("g is not neutral");
        let second = second.0.as_ref().unwrap_or(generator);
        let (powers, members) = lanes().commit(generator, second, &elements.pick(&order), &jobs);
        let members = place.iter().map(|place| members[*place]).collect();
        if powers.len() == commitments.len() {
            return (powers, members);
        }
        (Self::products(&powers, &parts(commitments)), members)
    }

    fn multipower(elements: &Points, exponents: &[Number]) -> Points {
        lanes().product(elements, &bytes(exponents))
    }

    fn secret_products(second: &Table, exponents: &[Exponents<Number>]) -> Points {
        let kinds = KINDS.map(|with| kind(exponents, with, Number::to_bytes));
        let order: Vec<usize> = kinds.iter().flat_map(|kind| &kind.indices).copied().collect();
        let powers = kinds.map(|kind| Self::fixed_powers(second, &kind));
        Points::join(&powers).pick(&inverse(&order))
    }

    fn secret_powers(elements: &Points, exponents: &[Number]) -> Points {
        lanes().powers(elements, &bytes(exponents))
    }

    fn secret_multipower(elements: &Points, exponents: &[Number]) -> Points {
        lanes().secret_product(elements, &bytes(exponents))
    }

    fn sort_key(text: &[u8]) -> Vec<u8> {
        <Ed25519 as Elementwise>::sort_key(text)
    }

    /// The smallest padding that gives an element (5.2.1), as in [`Ed25519`], sixteen candidates at a time.
    fn embed(integers: &[u8]) -> Option<Points> {
        let first = Ed25519::unpadded(integers)?;
        (0..Ed25519::PADDINGS).step_by(usize::from(Self::CANDIDATES)).find_map(|start| {
            let candidates: Vec<_> =
                (start..start + Self::CANDIDATES).map(|padding| Ed25519::padded(&first, padding)).collect();
            let (points, good) = lanes().decompress(&candidates);
            let good: Vec<usize> = (0..good.len()).filter(|index| good[*index]).collect();
            let points = points.pick(&good);
            let members = Self::members(&points);
            members.iter().position(|member| *member).map(|index| points.pick(&[index]))
        })
    }

    fn extract(text: &[u8], count: usize) -> Vec<u8> {
        <Ed25519 as Elementwise>::extract(text, count)
    }

    fn from_digests(digests: &[[u8; 32]]) -> Points {
        let mut candidates: Vec<_> = digests.iter().map(Ed25519::first_candidate).collect();
        let mut found = Points::neutral(0);
        let mut order = Vec::new();
        let mut open: Vec<usize> = (0..digests.len()).collect();
        while !open.is_empty() {
            let strings: Vec<_> = open.iter().map(|index| candidates[*index]).collect();
            let (points, good) = lanes().decompress(&strings);
            let ready: Vec<usize> = (0..open.len()).filter(|at| good[*at]).collect();
            found = Points::join(&[found, points.pick(&ready)]);
            order.extend(ready.iter().map(|at| open[*at]));
            open = (0..open.len()).filter(|at| !good[*at]).map(|at| open[at]).collect();
            open.iter().for_each(|index| Ed25519::next_candidate(&mut candidates[*index]));
        }
        let points = found.pick(&inverse(&order));
        (0..3).fold(points, |points, _| lanes().add(&points, &points))
    }
}
