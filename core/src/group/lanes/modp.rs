//! The groups of 2048 bits (5.1) on eight numbers at once.

use std::marker::PhantomData;
use std::sync::OnceLock;

use crypto_bigint::U2048;
use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use veche_lanes::{Modulus, PowerBase, PowerJob, Residues};
use zeroize::Zeroizing;

use super::{KINDS, Kind, Layout, grouped, inverse, kind, lanes, parts};
use crate::group::elementwise::Elementwise;
use crate::group::modp::{Modp, Number, Parameters, WORDS, part};
use crate::group::{Commitment, Exponents, Group, decimal};

/// What is made once for a group of this kind.
pub struct InLanes<const SIZE: usize> {
    modulus: OnceLock<Modulus<SIZE>>,
    generator: OnceLock<Table<SIZE>>,
}

impl<const SIZE: usize> InLanes<SIZE> {
    pub const fn empty() -> Self {
        InLanes { modulus: OnceLock::new(), generator: OnceLock::new() }
    }
}

/// Tables of a fixed base; none for 1, all of whose powers are 1.
pub struct Table<const SIZE: usize>(Option<PowerBase<SIZE>>);

/// The group that `M` describes, on processors with AVX-512 IFMA.
pub struct ModpLanes<M, const SIZE: usize>(PhantomData<M>);

type Single<M, const SIZE: usize> = Modp<M, SIZE>;
type Element<M, const SIZE: usize> = <Single<M, SIZE> as Elementwise>::Element;

impl<M: Parameters<SIZE>, const SIZE: usize> ModpLanes<M, SIZE> {
    fn modulus() -> &'static Modulus<SIZE> {
        M::in_lanes().modulus.get_or_init(|| {
            Modulus::new(lanes(), &M::modulus().to_words()).expect("p is odd and has 2048 bits")
        })
    }

    fn singles(elements: &Residues) -> Vec<Element<M, SIZE>> {
        let numbers = Self::modulus().store(elements);
        numbers.iter().map(|words| ConstMontyForm::new(&U2048::from_words(*words))).collect()
    }

    fn from_singles(elements: &[Element<M, SIZE>]) -> Residues {
        let numbers: Vec<_> = elements.iter().map(|element| element.retrieve().to_words()).collect();
        Self::modulus().load(&numbers).0
    }

    fn words(exponents: &[Number<M::Q, SIZE>]) -> Zeroizing<Vec<[u64; SIZE]>> {
        Zeroizing::new(exponents.iter().map(|exponent| *exponent.words()).collect())
    }

    /// Jobs for the first powers of all commitments and then for their further ones; `place` says where an element
    /// stands. A second base of 1 is left out.
    fn jobs(
        commitments: &[Commitment<Number<M::Q, SIZE>>],
        place: &[usize],
        with_second: bool,
    ) -> Vec<PowerJob<SIZE>> {
        let none = [0; SIZE];
        let words = |exponent: Option<Number<M::Q, SIZE>>| exponent.map_or(none, |e| *e.words());
        let first = commitments.iter().map(|c| PowerJob {
            number: place[c.power.0],
            c: *c.power.1.words(),
            g: words(c.generator),
            y: words(c.second.filter(|_| with_second)),
        });
        let further = commitments.iter().filter_map(|c| c.further);
        let further =
            further.map(|(index, e)| PowerJob { number: place[index], c: *e.words(), g: none, y: none });
        first.chain(further).collect()
    }

    /// The powers of one kind of exponents.
    fn fixed_powers(second: &Table<SIZE>, kind: &Kind<[u64; SIZE]>) -> Residues {
        let columns = [(Self::generator_table(), &kind.generator), (second, &kind.second)];
        let terms: Vec<(&PowerBase<SIZE>, &[[u64; SIZE]])> = columns
            .into_iter()
            .filter(|(_, column)| !column.is_empty())
            .filter_map(|(table, column)| table.0.as_ref().map(|base| (base, &column[..])))
            .collect();
        if terms.is_empty() {
            return Self::modulus().ones(kind.indices.len());
        }
        Self::modulus().fixed_powers(&terms)
    }
}

impl<M: Parameters<SIZE>, const SIZE: usize> Group for ModpLanes<M, SIZE> {
    const NAME: &'static str = <Single<M, SIZE> as Elementwise>::NAME;
    const MAX_INTS: usize = <Single<M, SIZE> as Elementwise>::MAX_INTS;

    type Scalar = Number<M::Q, SIZE>;
    type Elements = Residues;
    type Text = Vec<u8>;
    type Table = Table<SIZE>;

    fn order() -> Vec<u8> {
        <Single<M, SIZE> as Elementwise>::order()
    }

    fn neutral(count: usize) -> Residues {
        Self::modulus().ones(count)
    }

    fn generator() -> Residues {
        Self::from_singles(&[<Single<M, SIZE> as Elementwise>::generator()])
    }

    fn table(base: &Residues) -> Table<SIZE> {
        Table(Self::modulus().base(&Self::modulus().store(base)[0]))
    }

    fn generator_table() -> &'static Table<SIZE> {
        M::in_lanes().generator.get_or_init(|| Self::table(&Self::generator()))
    }

    fn decode(texts: &[&[u8]]) -> (Residues, Vec<bool>) {
        let read = |text: &&[u8]| decimal::read(text, WORDS)?.as_slice().try_into().ok();
        let numbers = texts.iter().map(|text| read(text).unwrap_or([0; WORDS]));
        Self::modulus().load(&numbers.collect::<Vec<_>>())
    }

    fn encode(elements: &Residues) -> Vec<Vec<u8>> {
        Self::modulus().store(elements).iter().map(|words| decimal::write(words).to_vec()).collect()
    }

    fn members(elements: &Residues) -> Vec<bool> {
        Self::commit(Self::generator_table(), elements, &[]).1
    }

    fn parts(elements: &Residues) -> Vec<u128> {
        Self::modulus().store(elements).iter().map(part).collect()
    }

    fn count(elements: &Residues) -> usize {
        elements.len()
    }

    fn pick(elements: &Residues, indices: &[usize]) -> Residues {
        Self::modulus().pick(elements, indices)
    }

    fn join(parts: &[Residues]) -> Residues {
        Self::modulus().join(parts)
    }

    fn multiply(left: &Residues, right: &Residues) -> Residues {
        Self::modulus().multiply(left, right)
    }

    fn divide(left: &Residues, right: &Residues) -> Residues {
        let inverses: Vec<_> =
            Self::singles(right).iter().map(<Single<M, SIZE> as Elementwise>::invert).collect();
        Self::multiply(left, &Self::from_singles(&inverses))
    }

    fn products(elements: &Residues, groups: &[Vec<usize>]) -> Residues {
        let order = grouped(groups, Vec::len);
        let sorted: Vec<_> = order.iter().map(|index| &groups[*index][..]).collect();
        let modulus = Self::modulus();
        modulus.pick(&modulus.products(elements, &sorted), &inverse(&order))
    }

    fn commit(
        second: &Table<SIZE>,
        elements: &Residues,
        commitments: &[Commitment<Self::Scalar>],
    ) -> (Residues, Vec<bool>) {
        let modulus = Self::modulus();
        let Layout { order, place } = Layout::new(elements.len(), commitments);
        let jobs = Self::jobs(commitments, &place, second.0.is_some());
        let generator = Self::generator_table().0.as_ref().expect("g is not 1");
        let second = second.0.as_ref().unwrap_or(generator);
        // In RFC-3526-2048 too: beside other powers of an element, its power to q costs less than its Jacobi symbol.
        let q = M::Q::PARAMS.modulus().as_ref().to_words();
        let ordered = modulus.pick(elements, &order);
        let (powers, members) = modulus.commit(generator, second, &ordered, &jobs, Some(&q));
        let members = place.iter().map(|place| members[*place]).collect();
        if powers.len() == commitments.len() {
            return (powers, members);
        }
        (Self::products(&powers, &parts(commitments)), members)
    }

    fn multipower(elements: &Residues, exponents: &[Self::Scalar]) -> Residues {
        Self::modulus().product(elements, &Self::words(exponents))
    }

    fn secret_products(second: &Table<SIZE>, exponents: &[Exponents<Self::Scalar>]) -> Residues {
        let kinds = KINDS.map(|with| kind(exponents, with, |e: &Self::Scalar| *e.words()));
        let order: Vec<usize> = kinds.iter().flat_map(|kind| &kind.indices).copied().collect();
        let powers = kinds.map(|kind| Self::fixed_powers(second, &kind));
        Self::modulus().pick(&Self::modulus().join(&powers), &inverse(&order))
    }

    fn secret_powers(elements: &Residues, exponents: &[Self::Scalar]) -> Residues {
        Self::modulus().powers(elements, &Self::words(exponents))
    }

    fn secret_multipower(elements: &Residues, exponents: &[Self::Scalar]) -> Residues {
        Self::modulus().secret_product(elements, &Self::words(exponents))
    }

    fn sort_key(text: &[u8]) -> Vec<u8> {
        <Single<M, SIZE> as Elementwise>::sort_key(text)
    }

    fn embed(integers: &[u8]) -> Option<Residues> {
        let element = <Single<M, SIZE> as Elementwise>::embed(integers)?;
        Some(Self::from_singles(&[element]))
    }

    fn extract(text: &[u8], count: usize) -> Vec<u8> {
        <Single<M, SIZE> as Elementwise>::extract(text, count)
    }

    fn from_digests(digests: &[[u8; 32]]) -> Residues {
        let elements: Vec<_> = digests.iter().map(<Single<M, SIZE> as Elementwise>::from_digest).collect();
        Self::from_singles(&elements)
    }
}
