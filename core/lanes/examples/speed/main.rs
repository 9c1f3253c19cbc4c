//! Microseconds for each operation, beside curve25519-dalek and crypto-bigint in the same run.

#[cfg(target_arch = "x86_64")]
mod curve;
#[cfg(target_arch = "x86_64")]
mod modp;

#[cfg(target_arch = "x86_64")]
fn main() {
    match veche_lanes::Lanes::new() {
        None => println!("this processor has no AVX-512 IFMA"),
        Some(lanes) => {
            curve::all(lanes);
            modp::all::<4>(lanes);
            modp::all::<32>(lanes);
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn main() {
    println!("there are no lanes on this architecture");
}

/// The best of several rounds, in microseconds for each of n.
#[cfg(target_arch = "x86_64")]
fn time<T>(what: &str, n: usize, mut f: impl FnMut() -> T) {
    let start = std::time::Instant::now();
    let mut best = f64::MAX;
    while start.elapsed().as_secs_f64() < 0.5 {
        let round = std::time::Instant::now();
        std::hint::black_box(f());
        best = best.min(round.elapsed().as_secs_f64() * 1e6);
    }
    println!("{what:<62} {:10.3} us", best / n as f64);
}
