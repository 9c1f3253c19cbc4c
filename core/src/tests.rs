//! Whole elections in which one way to compute on a group makes what the other checks.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::ballot::shape::Question;
use crate::ballot::{check, make};
use crate::election::Election;
use crate::error::Checked;
use crate::group::ed25519::Ed25519;
use crate::group::modp::{Belenios2048, Modp, Rfc3526};
use crate::group::{Group, Scalar};
use crate::random::Randomness;
use crate::tally::Tally;
use crate::{decryption, keys, result, shuffle};

const CHOICES: [&str; 3] = [
    "[[1,0],[0,1,0],[[1,1,0],[0,0]],[7,255]]",
    "[[1,0],[1,0,0],[[0,0,0],[1,1]],[7,255]]",
    "[[0,1],[0,0,1],[[1,1,1],[0,0]],[7,255]]",
];
const RESULT: &str = "[2,1],[1,1,1],[[2,2,1],[1,1]]";

fn questions(embedding: bool) -> Vec<Question> {
    let mut questions = vec![
        Question::Homomorphic { answers: 2, min: 1, max: 1, blank: false },
        Question::Homomorphic { answers: 2, min: 1, max: 2, blank: true },
        Question::Lists { candidates: vec![2, 1] },
    ];
    if embedding {
        questions.push(Question::NonHomomorphic { answers: 2 });
    }
    questions
}

/// Choices for the questions that there are.
fn choices(embedding: bool) -> Vec<String> {
    let choice = |choice: &str| match embedding {
        true => choice.to_owned(),
        false => choice.replace(",[7,255]]", "]"),
    };
    CHOICES.map(choice).to_vec()
}

fn election<G: Group>(key: &[u8]) -> Checked<Arc<Election<G>>> {
    let questions = questions(G::MAX_INTS > 0);
    Ok(Arc::new(Election::new(key, "Veche123456789".into(), "A".repeat(43), questions)?))
}

fn slices<T: AsRef<[u8]>>(texts: &[T]) -> Vec<&[u8]> {
    texts.iter().map(AsRef::as_ref).collect()
}

/// The encrypted tally after a shuffle, where there is something to shuffle: the last of the questions.
fn shuffled<A: Group, B: Group>(
    makes: &Election<A>,
    checks: &Election<B>,
    tally: Vec<u8>,
) -> Checked<Vec<u8>> {
    if A::MAX_INTS == 0 {
        return Ok(tally);
    }
    let text = String::from_utf8(tally).expect("JSON");
    let (sums, votes) = text.rsplit_once(",[{").expect("votes after sums");
    let votes = format!("[[{{{votes}");
    let message = shuffle::prove::shuffle(makes, votes.as_bytes())?;
    shuffle::check::check(checks, votes.as_bytes(), &message)?;
    let message = String::from_utf8(message).expect("JSON");
    let end = message.find("],\"proofs\"").expect("proofs");
    Ok(format!("{sums},{}]", &message["{\"ciphertexts\":[".len()..end]).into_bytes())
}

/// `A` makes everything and `B` checks it.
fn hold<A: Group, B: Group<Scalar = A::Scalar>>() -> Checked<()> {
    let mut randomness = Randomness::default();
    let mut secret = || Zeroizing::new(A::Scalar::random(&mut randomness));
    let trustee = secret();
    let key = keys::public::<A>(&trustee);
    let (makes, checks) = (election::<A>(&key)?, election::<B>(&key)?);
    let credentials: Vec<_> = CHOICES.iter().map(|_| secret()).collect();
    let choices = choices(A::MAX_INTS > 0);
    let ballots = make::make_all(&makes, &credentials, &slices(&choices))?;
    let ballots = slices(&ballots);
    check::check_all(&checks, &ballots).into_iter().collect::<Checked<()>>()?;
    let (mut tally, mut same) = (Tally::new(Arc::clone(&makes)), Tally::new(Arc::clone(&checks)));
    tally.add(&ballots, &[1, 1, 1])?;
    same.add(&ballots, &[1, 1, 1])?;
    assert_eq!(tally.write(true), same.write(true));
    let tally = shuffled(&makes, &checks, tally.write(true))?;
    let partial = decryption::decrypt(&makes, &tally, &trustee)?;
    decryption::check(&checks, &tally, &key, &partial)?;
    let votes = if A::MAX_INTS > 0 { ",[[7,255],[7,255],[7,255]]" } else { "" };
    let expected = format!("{{\"result\":[{RESULT}{votes}]}}");
    for stated in [None, Some(&[2, 1, 1, 1, 1, 2, 2, 1, 1, 1][..])] {
        let result = result::write(&checks, &tally, &[vec![(1, &partial)]], 3, stated)?;
        assert_eq!(String::from_utf8_lossy(&result), expected);
    }
    Ok(())
}

#[test]
fn elections_on_single_elements() -> Checked<()> {
    hold::<Ed25519, Ed25519>()?;
    hold::<Modp<Belenios2048, 4>, Modp<Belenios2048, 4>>()
}

#[test]
#[cfg(target_arch = "x86_64")]
fn elections_across_both_ways_to_compute() -> Checked<()> {
    use crate::group::lanes::{available, ed25519::Ed25519Lanes, modp::ModpLanes};
    if !available() {
        return Ok(());
    }
    hold::<Ed25519, Ed25519Lanes>()?;
    hold::<Ed25519Lanes, Ed25519>()?;
    hold::<Modp<Belenios2048, 4>, ModpLanes<Belenios2048, 4>>()?;
    hold::<ModpLanes<Belenios2048, 4>, Modp<Belenios2048, 4>>()?;
    hold::<ModpLanes<Rfc3526, 32>, Modp<Rfc3526, 32>>()
}
