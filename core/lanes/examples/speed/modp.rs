//! Numbers modulo a prime of 2048 bits, beside crypto-bigint.

use crate::time;
use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U2048, Uint};
use veche_lanes::{Lanes, Modulus, PowerJob};

fn random<const N: usize>() -> [u64; N] {
    core::array::from_fn(|_| getrandom::u64().expect("the system gives randomness"))
}

pub fn all<const E: usize>(lanes: Lanes) {
    println!("exponents of {} bits", 64 * E);
    // Any odd number will do for speed.
    let mut p = [u64::MAX; 32];
    p[1..31].copy_from_slice(&random::<30>());
    let modulus = Modulus::<E>::new(lanes, &p).expect("odd and of 2048 bits");
    let params = FixedMontyParams::new_vartime(Odd::new(U2048::from_words(p)).expect("odd"));
    let n = 16;
    let numbers: Vec<[u64; 32]> = (0..n).map(|_| U2048::from_words(random()).shr(1).to_words()).collect();
    let exponents: Vec<[u64; E]> = (0..n).map(|_| random()).collect();
    let residues = modulus.load(&numbers).0;
    let theirs: Vec<_> =
        numbers.iter().map(|a| FixedMontyForm::new(&U2048::from_words(*a), &params)).collect();
    let exponent = Uint::<E>::from_words(exponents[0]);
    time("multiplication", n, || modulus.multiply(&residues, &residues));
    time("  crypto-bigint", n, || theirs.iter().map(|a| a * a).fold(theirs[0], |a, b| a + b));
    time("load", n, || modulus.load(&numbers));
    time("base tables", 1, || modulus.base(&numbers[0]).is_some());
    let g = modulus.base(&numbers[0]).expect("g");
    let y = modulus.base(&numbers[1]).expect("y");
    time("b^q, with the chain", n, || modulus.commit(&g, &y, &residues, &[], Some(&exponents[0])));
    for per in [1, 2, 3] {
        let job = |i: usize| PowerJob { number: i % n, c: random(), g: random(), y: [0; E] };
        let jobs: Vec<_> = (0..per * n).map(job).collect();
        let order = (E == 4).then_some(&exponents[0]);
        let with = if E == 4 { ", with b^q" } else { "" };
        time(&format!("{per} b^c g^r for each number{with}"), per * n, || {
            modulus.commit(&g, &y, &residues, &jobs, order)
        });
    }
    time("secret g^k", n, || modulus.fixed_powers(&[(&g, &exponents)]));
    time("secret b^k", n, || modulus.powers(&residues, &exponents));
    time("  crypto-bigint, constant time", 1, || theirs[0].pow(&exponent));
    time("  crypto-bigint, variable time", 1, || theirs[0].pow_vartime(&exponent));
    time("public product of 16 powers, each", n, || modulus.product(&residues, &exponents));
    time("secret product of 16 powers, each", n, || modulus.secret_product(&residues, &exponents));
    let many: Vec<[u64; 32]> = numbers.iter().cycle().take(512).copied().collect();
    let many_exponents: Vec<[u64; E]> = (0..512).map(|_| random()).collect();
    let long = modulus.load(&many).0;
    time("public product of 512 powers, each", 512, || modulus.product(&long, &many_exponents));
    time("secret product of 512 powers, each", 512, || modulus.secret_product(&long, &many_exponents));
}
