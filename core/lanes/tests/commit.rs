//! Against curve25519-dalek.
use curve25519_dalek::{EdwardsPoint, Scalar, constants::ED25519_BASEPOINT_POINT as G};
use veche_lanes::{Job, Lanes};

fn random() -> Scalar {
    let mut b = [0; 64];
    getrandom::fill(&mut b).unwrap();
    Scalar::from_bytes_mod_order_wide(&b)
}

#[test]
fn commitments_equal() {
    let Some(lanes) = Lanes::new() else { return };
    let g = lanes.base(&G.compress().to_bytes()).unwrap();
    let key = G * random();
    let y = lanes.base(&key.compress().to_bytes()).unwrap();
    let points: Vec<EdwardsPoint> = (0..21).map(|_| G * random()).collect();
    let strings: Vec<_> = points.iter().map(|p| p.compress().to_bytes()).collect();
    let (batch, good) = lanes.decompress(&strings);
    assert!(good.iter().all(|g| *g));
    assert_eq!(lanes.compress(&batch), strings);
    let mut jobs = vec![];
    let mut want = vec![];
    for i in 0..50 {
        let (c, r, s) = (random(), random(), random());
        let p = i * 7 % 21;
        jobs.push(Job { point: p, c: c.to_bytes(), g: r.to_bytes(), y: s.to_bytes() });
        want.push((points[p] * c + G * r + key * s).compress().to_bytes());
    }
    let (out, member) = lanes.commit(&g, &y, &batch, &jobs);
    assert!(member.iter().all(|m| *m));
    assert_eq!(lanes.compress(&out), want);
}
