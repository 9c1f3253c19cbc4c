//! Every operation modulo a prime of 2048 bits against crypto-bigint, on random and on awkward numbers and exponents.

#![cfg(target_arch = "x86_64")]

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{NonZero, Odd, U2048, Uint};
use veche_lanes::{Lanes, Modulus, PowerBase, PowerJob, Residues, available};

/// The prime of the group BELENIOS-2048.
const BELENIOS: &str = concat!(
    "a3ef2d011fefb1b6e39e568fccdffb0fb7dc7ef3a791b6862791811d21fc35f21e6d36856b428030421f514ed40bfd4c",
    "06e092a495af8d79a2f85e0fb11c0ede07dd973f9c53e50930c6e82ac36de1ae3fb8c3aabfff12ce27a5022ddd8912d1",
    "07435012768a2cdd0a4091d8fa447f6c7ebc15a349fa318a6b4fe17d8d47e843a3e14dfa9b2162f4d7229abe93a188b4",
    "6b006517d6f6747ebbb29c9ec3099b607f18fb1a8bc858279aa8599411d998d3e3fada9e010840d082d8c31911acdd4a",
    "0e7992d0f18cc759cb5de0acf66a3882555bc810941e021b6a4ccfa04ee4008f878affa2375e2999b44f6cef17d70730",
    "1e59e0e6351e051ed9cec4157646e64f"
);
/// Its subgroup's order.
const ORDER: &str = "adb6066a73522565f4daa0f2579db7f2f0fa90c2168bc709e20263387d55c491";
/// The prime of RFC 3526, section 3.
const RFC_3526: &str = concat!(
    "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd",
    "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed",
    "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f",
    "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b",
    "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510",
    "15728e5a8aacaa68ffffffffffffffff"
);

/// One prime with both libraries' idea of it.
struct Both<const E: usize> {
    p: U2048,
    params: FixedMontyParams<32>,
    modulus: Modulus<E>,
}

impl<const E: usize> Both<E> {
    fn new(p: &str) -> Both<E> {
        let p = U2048::from_be_hex(p);
        let lanes = Lanes::new().expect("the tests below run only where there are lanes");
        let modulus = Modulus::new(lanes, &p.to_words()).expect("odd and of 2048 bits");
        Both { p, params: FixedMontyParams::new_vartime(Odd::new(p).expect("odd")), modulus }
    }

    fn power(&self, number: &U2048, exponent: &[u64; E]) -> U2048 {
        FixedMontyForm::new(number, &self.params).pow(&Uint::<E>::from_words(*exponent)).retrieve()
    }

    fn product(&self, a: &U2048, b: &U2048) -> U2048 {
        (FixedMontyForm::new(a, &self.params) * FixedMontyForm::new(b, &self.params)).retrieve()
    }

    fn random(&self) -> U2048 {
        U2048::from_words(random()).rem(&NonZero::new(self.p).expect("not zero"))
    }

    /// 1, 2, p - 1, p - 2, limbs of 52 bits all ones, or one alone, and random numbers.
    fn awkward_numbers(&self) -> Vec<U2048> {
        let ones = U2048::MAX.shr(1);
        let mut out = vec![
            U2048::ONE,
            U2048::from(2u8),
            self.p - U2048::ONE,
            self.p - U2048::from(2u8),
            ones,
            ones.shr(52),
        ];
        out.extend([51, 52, 1039, 1040, 2027, 2028, 2046].map(|bit| U2048::ONE.shl(bit)));
        out.extend((0..8).map(|_| self.random()));
        out
    }

    fn load(&self, numbers: &[U2048]) -> Residues {
        let (residues, good) = self.modulus.load(&words(numbers));
        assert!(good.iter().all(|good| *good));
        residues
    }

    fn base(&self, number: &U2048) -> PowerBase<E> {
        self.modulus.base(&number.to_words()).expect("a proper base")
    }

    #[track_caller]
    fn same(&self, got: &Residues, want: &[U2048]) {
        assert_eq!(got.len(), want.len());
        for (i, (got, want)) in self.modulus.store(got).into_iter().zip(words(want)).enumerate() {
            assert_eq!(got, want, "number {i}");
        }
    }
}

fn words(numbers: &[U2048]) -> Vec<[u64; 32]> {
    numbers.iter().map(|number| number.to_words()).collect()
}

fn random<const N: usize>() -> [u64; N] {
    core::array::from_fn(|_| getrandom::u64().expect("the system gives randomness"))
}

/// 0, 1, all digits at their greatest, single bits, and random exponents.
fn awkward_exponents<const E: usize>() -> Vec<[u64; E]> {
    let single = |bit: usize| core::array::from_fn(|k| if k == bit / 64 { 1 << (bit % 64) } else { 0 });
    let mut out =
        vec![[0; E], single(0), [u64::MAX; E], [0x5555_5555_5555_5555; E], [0x8421_0842_1084_2108; E]];
    out.extend([1, 4, 5, 6, 7, 8, 63, 64, 64 * E - 1].map(single));
    out.extend((0..6).map(|_| random()));
    out
}

fn arithmetic<const E: usize>(p: &str) {
    let both = Both::<E>::new(p);
    let a = both.awkward_numbers();
    both.same(&both.load(&a), &a);
    for shift in 0..a.len() {
        let b: Vec<_> = a.iter().cycle().skip(shift).take(a.len()).copied().collect();
        let want: Vec<_> = a.iter().zip(&b).map(|(a, b)| both.product(a, b)).collect();
        both.same(&both.modulus.multiply(&both.load(&a), &both.load(&b)), &want);
    }
    let groups: Vec<Vec<usize>> =
        (0..19).map(|i| (0..i % 6).map(|k| (i * 5 + k * 3) % a.len()).collect()).collect();
    let product =
        |group: &Vec<usize>| group.iter().fold(U2048::ONE, |product, i| both.product(&product, &a[*i]));
    both.same(
        &both.modulus.products(&both.load(&a), &groups),
        &groups.iter().map(product).collect::<Vec<_>>(),
    );
    let outside = [U2048::ZERO, both.p, both.p + U2048::ONE, U2048::MAX, U2048::ONE];
    let (residues, good) = both.modulus.load(&words(&outside));
    assert_eq!(good, [false, false, false, false, true]);
    both.same(&residues, &[U2048::ONE; 5]);
    for (number, accepted) in
        [(U2048::ZERO, false), (U2048::ONE, false), (both.p, false), (both.p - U2048::ONE, true)]
    {
        assert_eq!(both.modulus.base(&number.to_words()).is_some(), accepted);
    }
}

/// Long chains of squares, which the powers below take for granted.
fn squares<const E: usize>(p: &str) {
    let both = Both::<E>::new(p);
    let mut numbers = both.awkward_numbers();
    let two: [u64; E] = core::array::from_fn(|k| if k == 0 { 2 } else { 0 });
    for _ in 0..20 {
        let want: Vec<_> = numbers.iter().map(|a| both.product(a, a)).collect();
        both.same(&both.modulus.powers(&both.load(&numbers), &vec![two; numbers.len()]), &want);
        numbers = want;
    }
}

fn commitments<const E: usize>(p: &str) {
    let both = Both::<E>::new(p);
    let (numbers, exponents) = (both.awkward_numbers(), awkward_exponents::<E>());
    let (g, y) = (both.random(), both.random());
    let (mut jobs, mut want) = (vec![], vec![]);
    for i in 0..2 * exponents.len() {
        let exponent = |k: usize| exponents[k % exponents.len()];
        let job = PowerJob {
            number: i * 5 % numbers.len(),
            c: exponent(i),
            g: exponent(2 * i + i / 3),
            y: exponent(3 * i + 1),
        };
        let fixed = both.product(&both.power(&g, &job.g), &both.power(&y, &job.y));
        want.push(both.product(&both.power(&numbers[job.number], &job.c), &fixed));
        jobs.push(job);
    }
    let (got, member) =
        both.modulus.commit(&both.base(&g), &both.base(&y), &both.load(&numbers), &jobs, None);
    both.same(&got, &want);
    assert!(member.is_empty());
}

/// A chain is only as long as its longest exponent: zero, one bit, one digit, and a block that has no job at all.
fn short_exponents<const E: usize>(p: &str) {
    let both = Both::<E>::new(p);
    let numbers = both.awkward_numbers();
    let g = both.base(&numbers[1]);
    for value in [0u64, 1, 15, 16, 63, 64, u64::MAX] {
        let c = core::array::from_fn(|k| if k == 0 { value } else { 0 });
        let jobs = [PowerJob { number: 3, c, g: [0; E], y: [0; E] }; 9];
        let (got, member) = both.modulus.commit(&g, &g, &both.load(&numbers), &jobs, Some(&c));
        both.same(&got, &[both.power(&numbers[3], &c); 9]);
        let want: Vec<bool> = numbers.iter().map(|number| both.power(number, &c) == U2048::ONE).collect();
        assert_eq!(member, want);
    }
}

fn secret_powers<const E: usize>(p: &str) {
    let both = Both::<E>::new(p);
    let a = awkward_exponents::<E>();
    let b: Vec<_> = a.iter().rev().copied().collect();
    let (g, y) = (both.random(), both.random());
    let want: Vec<_> =
        a.iter().zip(&b).map(|(a, b)| both.product(&both.power(&g, a), &both.power(&y, b))).collect();
    both.same(&both.modulus.fixed_powers(&[(&both.base(&g), &a), (&both.base(&y), &b)]), &want);
    let numbers: Vec<_> = both.awkward_numbers().into_iter().cycle().take(a.len()).collect();
    let want: Vec<_> =
        numbers.iter().zip(&a).map(|(number, exponent)| both.power(number, exponent)).collect();
    both.same(&both.modulus.powers(&both.load(&numbers), &a), &want);
}

fn products<const E: usize>(p: &str, lengths: &[usize]) {
    let both = Both::<E>::new(p);
    let powers: Vec<(U2048, [u64; E], U2048)> = both
        .awkward_numbers()
        .into_iter()
        .cycle()
        .zip(awkward_exponents().into_iter().cycle())
        .take(lengths.iter().copied().max().unwrap_or(0).min(40))
        .map(|(number, exponent)| (number, exponent, both.power(&number, &exponent)))
        .collect();
    for n in lengths {
        let mine = || powers.iter().cycle().take(*n);
        let numbers: Vec<_> = mine().map(|(number, _, _)| *number).collect();
        let exponents: Vec<_> = mine().map(|(_, exponent, _)| *exponent).collect();
        let want = mine().fold(U2048::ONE, |product, (_, _, power)| both.product(&product, power));
        both.same(&both.modulus.product(&both.load(&numbers), &exponents), &[want]);
        both.same(&both.modulus.secret_product(&both.load(&numbers), &exponents), &[want]);
    }
}

/// x^((p-1)/q) lies in the subgroup of order q; other numbers do so with a chance of 1 in (p-1)/q.
fn membership() {
    let both = Both::<4>::new(BELENIOS);
    let q = Uint::<4>::from_be_hex(ORDER);
    let cofactor = (both.p - U2048::ONE).wrapping_div(&NonZero::new(U2048::from(&q)).expect("not zero"));
    let mut numbers = both.awkward_numbers();
    numbers
        .extend((0..9).map(|_| FixedMontyForm::new(&both.random(), &both.params).pow(&cofactor).retrieve()));
    let want: Vec<bool> =
        numbers.iter().map(|number| both.power(number, &q.to_words()) == U2048::ONE).collect();
    assert_eq!(want.iter().filter(|member| **member).count(), 10);
    let g = both.base(&numbers[2]);
    let (_, member) = both.modulus.commit(&g, &g, &both.load(&numbers), &[], Some(&q.to_words()));
    assert_eq!(member, want);
}

/// Tests that have nothing to test on a processor without AVX-512 IFMA.
macro_rules! on_lanes {
    ($($name:ident: $body:expr;)*) => {$(
        #[test]
        fn $name() {
            if available() {
                $body
            }
        }
    )*};
}

on_lanes! {
    arithmetic_of_belenios: arithmetic::<4>(BELENIOS);
    arithmetic_of_rfc_3526: arithmetic::<32>(RFC_3526);
    squares_of_belenios: squares::<4>(BELENIOS);
    squares_of_rfc_3526: squares::<4>(RFC_3526);
    commitments_of_belenios: commitments::<4>(BELENIOS);
    commitments_of_rfc_3526: commitments::<32>(RFC_3526);
    short_exponents_of_belenios: short_exponents::<4>(BELENIOS);
    short_exponents_of_rfc_3526: short_exponents::<32>(RFC_3526);
    secret_powers_of_belenios: secret_powers::<4>(BELENIOS);
    secret_powers_of_rfc_3526: secret_powers::<32>(RFC_3526);
    products_of_belenios: products::<4>(BELENIOS, &[0, 1, 8, 9, 50, 300]);
    products_of_rfc_3526: products::<32>(RFC_3526, &[3, 30]);
    members_of_the_subgroup: membership();
}
