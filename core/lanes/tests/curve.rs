//! Every operation on points against curve25519-dalek, on random and on awkward points and exponents.

#![cfg(target_arch = "x86_64")]

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as G, EIGHT_TORSION};
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::traits::{Identity, IsIdentity};
use curve25519_dalek::{EdwardsPoint, Scalar};
use veche_lanes::{Base, Job, Lanes, Points, available};

fn lanes() -> Lanes {
    Lanes::new().expect("the tests below run only where there are lanes")
}

/// A test that has nothing to test on a processor without AVX-512 IFMA.
macro_rules! on_lanes {
    ($($(#[$about:meta])* fn $name:ident() $body:block)*) => {$(
        $(#[$about])*
        #[test]
        fn $name() {
            if available() $body
        }
    )*};
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    bytes
}

fn random() -> Scalar {
    Scalar::from_bytes_mod_order_wide(&random_bytes())
}

/// 2^253 - 1 and the like: exponents above l are allowed too, so these are plain numbers.
fn awkward_exponents() -> Vec<[u8; 32]> {
    let number = |byte: u8| {
        let mut bytes = [byte; 32];
        bytes[31] &= 0x1f;
        bytes
    };
    let l_less_one = (-Scalar::ONE).to_bytes();
    let mut l = l_less_one;
    l[0] += 1;
    let mut out = vec![
        number(0),
        number(0xff),
        number(0x10),
        number(0x0f),
        number(0xf0),
        number(0x55),
        number(0xaa),
        l,
        l_less_one,
    ];
    out.extend([1u64, 2, 15, 16, 17, 31, 32, 2047, 2048, 4095, 4096].map(|n| Scalar::from(n).to_bytes()));
    // Digits of ±16 and of the largest magnitude in every window of 4, 5, 7, 8, 11, 12 and 16 bits.
    for width in [4, 5, 7, 8, 11, 12, 16] {
        for pattern in
            [1u128 << (width - 1), (1 << (width - 1)) - 1, (1 << width) - 1, (1 << (width - 1)) + 1]
        {
            let mut bytes = [0u8; 32];
            for bit in 0..253 {
                bytes[bit / 8] |= ((pattern >> (bit % width) & 1) as u8) << (bit % 8);
            }
            out.push(bytes);
        }
    }
    out.extend((0..12).map(|_| random().to_bytes()));
    out
}

/// Neutral, all points of small order, members, and sums of a member and a point of small order.
fn awkward_points() -> Vec<EdwardsPoint> {
    let mut out = vec![EdwardsPoint::identity(), G, -G];
    out.extend(EIGHT_TORSION);
    out.extend(EIGHT_TORSION.map(|small| small + G * random()));
    out.extend((0..8).map(|_| G * random()));
    out
}

/// P^k for a number k that may exceed l and a P of any order: dalek reduces exponents, so double and add.
fn power(p: &EdwardsPoint, k: &[u8; 32]) -> EdwardsPoint {
    (0..256).rev().fold(EdwardsPoint::identity(), |sum, bit| {
        let twice = sum + sum;
        if k[bit / 8] >> (bit % 8) & 1 == 1 { twice + p } else { twice }
    })
}

fn strings(points: &[EdwardsPoint]) -> Vec<[u8; 32]> {
    points.iter().map(|p| p.compress().to_bytes()).collect()
}

fn batch(points: &[EdwardsPoint]) -> Points {
    let (batch, good) = lanes().decompress(&strings(points));
    assert!(good.iter().all(|good| *good));
    batch
}

fn base(p: &EdwardsPoint) -> Base {
    lanes().base(&p.compress().to_bytes()).expect("a member of the group")
}

#[track_caller]
fn same(got: &Points, want: &[EdwardsPoint]) {
    assert_eq!(got.len(), want.len());
    for (i, (got, want)) in lanes().compress(got).into_iter().zip(strings(want)).enumerate() {
        assert_eq!(got, want, "number {i}");
    }
}

on_lanes! {
    fn encodings_of_points_return() {
        for n in [0, 1, 7, 8, 9, 16, 17, 27] {
            let points: Vec<_> = awkward_points().into_iter().cycle().take(n).collect();
            same(&batch(&points), &points);
        }
    }

    /// p - 18 .. p + 18 with both signs, and what RFC 8032 (5.1.3) refuses. dalek accepts y >= p, and x = 0 with a sign.
    fn only_canonical_encodings_are_accepted() {
        let mut tried: Vec<[u8; 32]> = (0..400).map(|_| random_bytes()).collect();
        for low in 0..=255u8 {
            for (fill, top) in [(0xff, 0x7f), (0xff, 0xff), (0, 0), (0, 0x80)] {
                let mut bytes = [fill; 32];
                (bytes[0], bytes[31]) = (low, top);
                tried.push(bytes);
            }
        }
        let (points, good) = lanes().decompress(&tried);
        let again = lanes().compress(&points);
        let mut accepted = 0;
        for (i, string) in tried.iter().enumerate() {
            let want = CompressedEdwardsY(*string).decompress().filter(|p| p.compress().to_bytes() == *string);
            assert_eq!(good[i], want.is_some(), "{string:x?}");
            assert_eq!(again[i], want.unwrap_or_default().compress().to_bytes(), "{string:x?}");
            accepted += usize::from(good[i]);
        }
        assert!(accepted > 300 && accepted < tried.len() - 300);
    }

    fn membership_is_the_order_of_the_point() {
        let points = awkward_points();
        let (g, y) = (base(&G), base(&(G * random())));
        let (_, member) = lanes().commit(&g, &y, &batch(&points), &[]);
        let want: Vec<bool> = points.iter().map(EdwardsPoint::is_torsion_free).collect();
        assert_eq!(member, want);
        assert!(want.iter().filter(|member| !**member).count() == 14);
    }

    fn bases_are_members_and_not_neutral() {
        for p in awkward_points() {
            let accepted = lanes().base(&p.compress().to_bytes()).is_some();
            assert_eq!(accepted, p.is_torsion_free() && !p.is_identity());
        }
        assert!(lanes().base(&[0xff; 32]).is_none());
    }

    fn commitments_equal_their_definition() {
        let (key, points, exponents) = (G * random(), awkward_points(), awkward_exponents());
        let (g, y) = (base(&G), base(&key));
        let (n, mut jobs, mut want) = (exponents.len(), vec![], vec![]);
        for i in 0..5 * n {
            let job = Job { point: i * 5 % points.len(), c: exponents[i % n], g: exponents[(i / 5 + i) % n], y: exponents[(i / 3 + 2 * i) % n] };
            want.push(power(&points[job.point], &job.c) + power(&G, &job.g) + power(&key, &job.y));
            jobs.push(job);
        }
        same(&lanes().commit(&g, &y, &batch(&points), &jobs).0, &want);
    }

    /// One lane full of work beside seven idle ones, and the same exponent in all lanes.
    fn lanes_do_not_disturb_each_other() {
        let (g, points) = (base(&G), awkward_points());
        let zero = [0; 32];
        for (i, c) in awkward_exponents().into_iter().enumerate() {
            let alone: Vec<Job> =
                (0..8).map(|lane| Job { point: 8 + lane, c: if lane == i % 8 { c } else { zero }, g: zero, y: zero }).collect();
            let want: Vec<_> = alone.iter().map(|job| power(&points[job.point], &job.c)).collect();
            same(&lanes().commit(&g, &g, &batch(&points), &alone).0, &want);
            let equal: Vec<Job> = (0..8).map(|lane| Job { point: 8 + lane, c, g: c, y: zero }).collect();
            let want: Vec<_> = equal.iter().map(|job| power(&points[job.point], &c) + power(&G, &c)).collect();
            same(&lanes().commit(&g, &g, &batch(&points), &equal).0, &want);
        }
    }

    fn secret_powers_of_fixed_bases() {
        let key = G * random();
        let (g, y) = (base(&G), base(&key));
        let a = awkward_exponents();
        let b: Vec<_> = a.iter().rev().copied().collect();
        let want: Vec<_> = a.iter().zip(&b).map(|(a, b)| power(&G, a) + power(&key, b)).collect();
        same(&lanes().fixed_powers(&[(&g, &a), (&y, &b)]), &want);
        same(&lanes().fixed_powers(&[(&g, &[])]), &[]);
    }

    fn secret_powers_of_any_points() {
        let points = awkward_points();
        for shift in 0..awkward_exponents().len() {
            let exponents: Vec<_> = awkward_exponents().into_iter().cycle().skip(shift).take(points.len()).collect();
            let want: Vec<_> = points.iter().zip(&exponents).map(|(p, k)| power(p, k)).collect();
            same(&lanes().powers(&batch(&points), &exponents), &want);
        }
    }

    fn products_of_powers() {
        for n in [0, 1, 8, 9, 50, 100, 300, 700] {
            let points: Vec<_> = awkward_points().into_iter().cycle().take(n).collect();
            let exponents: Vec<_> = awkward_exponents().into_iter().cycle().take(n).collect();
            let want = points.iter().zip(&exponents).map(|(p, k)| power(p, k)).sum::<EdwardsPoint>();
            same(&lanes().product(&batch(&points), &exponents), &[want]);
            same(&lanes().secret_product(&batch(&points), &exponents), &[want]);
        }
    }

    /// Enough points for the wide windows; the powers come from the powers of one point.
    fn a_long_product() {
        let (x, n) = (random(), 4000);
        let scalars: Vec<Scalar> = (0..n).map(|_| random()).collect();
        let powers: Vec<Scalar> = (0..n).map(|i| x * Scalar::from(i as u64)).collect();
        let exponents: Vec<_> = scalars.iter().map(Scalar::to_bytes).collect();
        let points = lanes().fixed_powers(&[(&base(&G), &powers.iter().map(Scalar::to_bytes).collect::<Vec<_>>())]);
        let want = G * scalars.iter().zip(&powers).map(|(k, x)| k * x).sum::<Scalar>();
        same(&lanes().product(&points, &exponents), &[want]);
        same(&lanes().secret_product(&points, &exponents), &[want]);
    }

    fn sums_and_differences() {
        let p = awkward_points();
        let q: Vec<_> = p.iter().rev().copied().collect();
        let pairs = || p.iter().zip(&q);
        same(&lanes().add(&batch(&p), &batch(&q)), &pairs().map(|(p, q)| p + q).collect::<Vec<_>>());
        same(&lanes().add(&batch(&p), &batch(&p)), &p.iter().map(|p| p + p).collect::<Vec<_>>());
        same(&lanes().subtract(&batch(&p), &batch(&q)), &pairs().map(|(p, q)| p - q).collect::<Vec<_>>());
        let nothing = lanes().subtract(&batch(&p), &batch(&p));
        assert!(lanes().neutral(&nothing).iter().all(|neutral| *neutral));
        same(&lanes().total(&batch(&p)), &[p.iter().sum()]);
        same(&lanes().total(&batch(&[])), &[EdwardsPoint::identity()]);
        assert_eq!(lanes().neutral(&batch(&p)), p.iter().map(|p| p.is_identity()).collect::<Vec<_>>());
        let groups: Vec<Vec<usize>> = (0..19).map(|i| (0..i % 7).map(|k| (i * 5 + k * 3) % p.len()).collect()).collect();
        let want: Vec<_> = groups.iter().map(|group| group.iter().map(|i| p[*i]).sum()).collect();
        same(&lanes().sums(&batch(&p), &groups), &want);
        same(&batch(&p).pick(&[3, 3, 0, 17]), &[p[3], p[3], p[0], p[17]]);
    }
}
