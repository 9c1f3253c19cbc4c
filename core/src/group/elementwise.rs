//! Groups that compute on one element after another: a sequence is then a vector.

use super::{Commitment, Exponents, Group, Scalar};

/// What a group must say about single elements to be a [`Group`].
pub trait Elementwise: Sized + Send + Sync + 'static {
    const NAME: &'static str;
    const MAX_INTS: usize;

    type Scalar: Scalar;
    type Element: Copy + Send + Sync;
    type Text: AsRef<[u8]> + Clone + Send + Sync;
    type Table: Send + Sync;

    fn order() -> Vec<u8>;
    fn one() -> Self::Element;
    fn generator() -> Self::Element;
    fn table(base: &Self::Element) -> Self::Table;
    fn generator_table() -> &'static Self::Table;

    /// A canonical number or point; nothing otherwise.
    fn read(text: &[u8]) -> Option<Self::Element>;
    fn write_all(elements: &[Self::Element]) -> Vec<Self::Text>;
    fn is_member(element: &Self::Element) -> bool;
    fn parts(elements: &[Self::Element]) -> Vec<u128>;

    fn multiply(left: &Self::Element, right: &Self::Element) -> Self::Element;
    fn invert(element: &Self::Element) -> Self::Element;

    /// A commitment whose powers are `powers`; public.
    fn commitment(
        second: &Self::Table,
        powers: &[(Self::Element, Self::Scalar)],
        commitment: &Commitment<Self::Scalar>,
    ) -> Self::Element;
    /// Public.
    fn multipower(elements: &[Self::Element], exponents: &[Self::Scalar]) -> Self::Element;

    fn secret_product(second: &Self::Table, exponents: &Exponents<Self::Scalar>) -> Self::Element;
    fn secret_power(element: &Self::Element, exponent: &Self::Scalar) -> Self::Element;
    fn secret_multipower(elements: &[Self::Element], exponents: &[Self::Scalar]) -> Self::Element;

    fn sort_key(text: &[u8]) -> Vec<u8>;
    fn embed(integers: &[u8]) -> Option<Self::Element>;
    fn extract(text: &[u8], count: usize) -> Vec<u8>;
    fn from_digest(digest: &[u8; 32]) -> Self::Element;
}

impl<T: Elementwise> Group for T {
    const NAME: &'static str = T::NAME;
    const MAX_INTS: usize = T::MAX_INTS;

    type Scalar = T::Scalar;
    type Elements = Vec<T::Element>;
    type Text = T::Text;
    type Table = T::Table;

    fn order() -> Vec<u8> {
        T::order()
    }

    fn neutral(count: usize) -> Self::Elements {
        vec![T::one(); count]
    }

    fn generator() -> Self::Elements {
        vec![T::generator()]
    }

    fn table(base: &Self::Elements) -> Self::Table {
        T::table(&base[0])
    }

    fn generator_table() -> &'static Self::Table {
        T::generator_table()
    }

    fn decode(texts: &[&[u8]]) -> (Self::Elements, Vec<bool>) {
        let read = texts.iter().map(|text| T::read(text));
        read.map(|element| (element.unwrap_or(T::one()), element.is_some())).unzip()
    }

    fn encode(elements: &Self::Elements) -> Vec<Self::Text> {
        T::write_all(elements)
    }

    fn members(elements: &Self::Elements) -> Vec<bool> {
        elements.iter().map(T::is_member).collect()
    }

    fn parts(elements: &Self::Elements) -> Vec<u128> {
        T::parts(elements)
    }

    fn count(elements: &Self::Elements) -> usize {
        elements.len()
    }

    fn pick(elements: &Self::Elements, indices: &[usize]) -> Self::Elements {
        indices.iter().map(|index| elements[*index]).collect()
    }

    fn join(parts: &[Self::Elements]) -> Self::Elements {
        parts.concat()
    }

    fn multiply(left: &Self::Elements, right: &Self::Elements) -> Self::Elements {
        left.iter().zip(right).map(|(left, right)| T::multiply(left, right)).collect()
    }

    fn divide(left: &Self::Elements, right: &Self::Elements) -> Self::Elements {
        left.iter().zip(right).map(|(left, right)| T::multiply(left, &T::invert(right))).collect()
    }

    fn products(elements: &Self::Elements, groups: &[Vec<usize>]) -> Self::Elements {
        let product = |group: &Vec<usize>| {
            group.iter().fold(T::one(), |product, index| T::multiply(&product, &elements[*index]))
        };
        groups.iter().map(product).collect()
    }

    fn commit(
        second: &Self::Table,
        elements: &Self::Elements,
        commitments: &[Commitment<Self::Scalar>],
    ) -> (Self::Elements, Vec<bool>) {
        let commitment = |commitment: &Commitment<Self::Scalar>| {
            let powers = std::iter::once(commitment.power).chain(commitment.further);
            let powers: Vec<_> = powers.map(|(index, e)| (elements[index], e)).collect();
            T::commitment(second, &powers, commitment)
        };
        (commitments.iter().map(commitment).collect(), <T as Group>::members(elements))
    }

    fn multipower(elements: &Self::Elements, exponents: &[Self::Scalar]) -> Self::Elements {
        vec![T::multipower(elements, exponents)]
    }

    fn secret_products(second: &Self::Table, exponents: &[Exponents<Self::Scalar>]) -> Self::Elements {
        exponents.iter().map(|exponents| T::secret_product(second, exponents)).collect()
    }

    fn secret_powers(elements: &Self::Elements, exponents: &[Self::Scalar]) -> Self::Elements {
        elements.iter().zip(exponents).map(|(element, e)| T::secret_power(element, e)).collect()
    }

    fn secret_multipower(elements: &Self::Elements, exponents: &[Self::Scalar]) -> Self::Elements {
        vec![T::secret_multipower(elements, exponents)]
    }

    fn sort_key(text: &[u8]) -> Vec<u8> {
        T::sort_key(text)
    }

    fn embed(integers: &[u8]) -> Option<Self::Elements> {
        T::embed(integers).map(|element| vec![element])
    }

    fn extract(text: &[u8], count: usize) -> Vec<u8> {
        T::extract(text, count)
    }

    fn from_digests(digests: &[[u8; 32]]) -> Self::Elements {
        digests.iter().map(T::from_digest).collect()
    }
}
