//! Points, beside curve25519-dalek.

use crate::time;
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT as G;
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::traits::{MultiscalarMul, VartimeMultiscalarMul};
use curve25519_dalek::{EdwardsPoint, Scalar};
use veche_lanes::{Job, Lanes};

fn random() -> Scalar {
    let mut bytes = [0; 64];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    Scalar::from_bytes_mod_order_wide(&bytes)
}

pub fn all(lanes: Lanes) {
    let key = G * random();
    time("base table", 1, || lanes.base(&key.compress().to_bytes()));
    let g = lanes.base(&G.compress().to_bytes()).expect("g");
    let y = lanes.base(&key.compress().to_bytes()).expect("y");
    // Eight ballots, five ciphertexts each: the same element of eight ballots side by side.
    let (ballots, bases) = (8, 15);
    let n = ballots * bases;
    let points: Vec<EdwardsPoint> = (0..n).map(|_| G * random()).collect();
    let strings: Vec<[u8; 32]> = points.iter().map(|p| p.compress().to_bytes()).collect();
    let (batch, _) = lanes.decompress(&strings);
    let jobs = |per: usize, with_g: bool, with_y: bool| -> Vec<Job> {
        let k = |wanted: bool| if wanted { random().to_bytes() } else { [0; 32] };
        (0..per * n)
            .map(|i| Job { point: i % n, c: random().to_bytes(), g: k(with_g), y: k(with_y) })
            .collect()
    };
    time("decompress", n, || lanes.decompress(&strings));
    time("  dalek", n, || strings.iter().filter_map(|s| CompressedEdwardsY(*s).decompress()).count());
    time("compress", n, || lanes.compress(&batch));
    time("  dalek", n, || points.iter().map(|p| p.compress().0[0]).max());
    time("chain and membership", n, || lanes.commit(&g, &y, &batch, &[]));
    time("  dalek membership", n, || points.iter().filter(|p| p.is_torsion_free()).count());
    for per in [1, 2, 3, 8] {
        let j = jobs(per, true, false);
        time(&format!("{per} P^c g^r for each point, with membership"), per * n, || {
            lanes.commit(&g, &y, &batch, &j)
        });
    }
    let j = jobs(2, false, true);
    time("2 P^c y^r for each point, with membership", 2 * n, || lanes.commit(&g, &y, &batch, &j));
    let j = jobs(2, true, true);
    time("2 P^c g^r y^s for each point, with membership", 2 * n, || lanes.commit(&g, &y, &batch, &j));
    let j = jobs(2, false, false);
    time("2 P^c for each point, with membership", 2 * n, || lanes.commit(&g, &y, &batch, &j));
    let (a, b) = (random(), random());
    time("  dalek P^c g^r, variable time", n, || {
        points
            .iter()
            .map(|p| EdwardsPoint::vartime_double_scalar_mul_basepoint(&a, p, &b))
            .max_by_key(|p| p.compress().0)
    });
    let (k, s) = ((0..n).map(|_| random()).collect::<Vec<_>>(), random());
    let exponents: Vec<[u8; 32]> = k.iter().map(Scalar::to_bytes).collect();
    time("secret g^k", n, || lanes.fixed_powers(&[(&g, &exponents)]));
    time("  dalek, constant time", n, || k.iter().map(EdwardsPoint::mul_base).max_by_key(|p| p.compress().0));
    time("secret P^k", n, || lanes.powers(&batch, &exponents));
    time("  dalek, constant time", n, || points.iter().map(|p| p * s).max_by_key(|p| p.compress().0));
    time("public product of 120 powers, each", n, || lanes.product(&batch, &exponents));
    time("  dalek", n, || EdwardsPoint::vartime_multiscalar_mul(&k, &points));
    time("secret product of 120 powers, each", n, || lanes.secret_product(&batch, &exponents));
    time("  dalek, constant time", n, || EdwardsPoint::multiscalar_mul(&k, &points));
    let many: Vec<usize> = (0..8192).map(|i| i % n).collect();
    let (long, long_exponents) = (batch.pick(&many), many.iter().map(|i| exponents[*i]).collect::<Vec<_>>());
    let (long_k, long_points): (Vec<_>, Vec<_>) = many.iter().map(|i| (k[*i], points[*i])).unzip();
    time("public product of 8192 powers, each", 8192, || lanes.product(&long, &long_exponents));
    time("  dalek", 8192, || EdwardsPoint::vartime_multiscalar_mul(&long_k, &long_points));
    time("secret product of 8192 powers, each", 8192, || lanes.secret_product(&long, &long_exponents));
    time("sum of 8192 points, each", 8192, || lanes.total(&long));
    time("  dalek", 8192, || long_points.iter().sum::<EdwardsPoint>());
    let pairs: Vec<[usize; 5]> = (0..n / 5).map(|i| core::array::from_fn(|j| 5 * i + j)).collect();
    time("sums of five points, each point", n, || lanes.sums(&batch, &pairs));
}
