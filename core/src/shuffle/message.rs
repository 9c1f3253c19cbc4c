//! The `shuffle` message (4.19): `{"ciphertexts":[[…],…],"proofs":[…]}`.
//!
//! A proof is `[[t1,t2,t3,[t41,t42],[t̂…]],[s1,s2,s3,s4,[ŝ…],[s'…]],[c…],[ĉ…]]`.

use crate::elgamal::Ciphertext;
use crate::error::Checked;
use crate::group::Scalar;
use crate::json::{Scanner, write_array, write_string};
use crate::tally::LONGEST;

type Text<'a> = &'a [u8];

/// π, over texts or over what they mean.
pub struct ShuffleProof<E, S> {
    /// t_1, t_2, t_3, t_41, t_42; in a message the last two stand in an array of their own
    pub t: Vec<E>,
    /// t̂_1, …, t̂_N
    pub t_hat: Vec<E>,
    /// s_1, …, s_4
    pub s: Vec<S>,
    /// ŝ_1, …, ŝ_N
    pub s_hat: Vec<S>,
    /// s'_1, …, s'_N
    pub s_prime: Vec<S>,
    /// c_1, …, c_N
    pub c: Vec<E>,
    /// ĉ_1, …, ĉ_N
    pub c_hat: Vec<E>,
}

/// A shuffle as texts.
pub struct Shuffle<'a> {
    pub ciphertexts: Vec<Vec<Ciphertext<Text<'a>>>>,
    pub proofs: Vec<ShuffleProof<Text<'a>, Text<'a>>>,
}

impl<'a> Shuffle<'a> {
    pub fn read(message: Text<'a>) -> Checked<Self> {
        Scanner::whole(message, LONGEST, |scanner| {
            scanner.literal("{\"ciphertexts\":")?;
            let ciphertexts = scan_ciphertexts(scanner)?;
            scanner.literal(",\"proofs\":")?;
            let proofs = scanner.array(ShuffleProof::scan)?;
            scanner.literal("}")?;
            Ok(Shuffle { ciphertexts, proofs })
        })
    }
}

/// Reads `nh_ciphertexts` as texts.
pub fn read_ciphertexts(message: &[u8]) -> Checked<Vec<Vec<Ciphertext<Text<'_>>>>> {
    Scanner::whole(message, LONGEST, scan_ciphertexts)
}

fn scan_ciphertexts<'a>(scanner: &mut Scanner<'a>) -> Checked<Vec<Vec<Ciphertext<Text<'a>>>>> {
    scanner.array(|scanner| scanner.array(Ciphertext::scan))
}

impl<'a> ShuffleProof<Text<'a>, Text<'a>> {
    fn scan(scanner: &mut Scanner<'a>) -> Checked<Self> {
        scanner.literal("[[")?;
        let mut t = scan_each(scanner, 3)?;
        scanner.literal("[")?;
        t.push(scanner.string()?);
        scanner.literal(",")?;
        t.push(scanner.string()?);
        scanner.literal("],")?;
        let t_hat = scanner.array(Scanner::string)?;
        scanner.literal("],[")?;
        let s = scan_each(scanner, 4)?;
        let s_hat = scanner.array(Scanner::string)?;
        scanner.literal(",")?;
        let s_prime = scanner.array(Scanner::string)?;
        scanner.literal("],")?;
        let c = scanner.array(Scanner::string)?;
        scanner.literal(",")?;
        let c_hat = scanner.array(Scanner::string)?;
        scanner.literal("]")?;
        Ok(ShuffleProof { t, t_hat, s, s_hat, s_prime, c, c_hat })
    }

    /// Whether every array has `size` members.
    pub fn has_size(&self, size: usize) -> bool {
        [&self.t_hat, &self.s_hat, &self.s_prime, &self.c, &self.c_hat]
            .iter()
            .all(|array| array.len() == size)
    }
}

/// `count` strings, each followed by a comma.
fn scan_each<'a>(scanner: &mut Scanner<'a>, count: usize) -> Checked<Vec<Text<'a>>> {
    let mut texts = Vec::with_capacity(count);
    for _ in 0..count {
        texts.push(scanner.string()?);
        scanner.literal(",")?;
    }
    Ok(texts)
}

impl<E: AsRef<[u8]>, S: Scalar> ShuffleProof<E, S> {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"[[");
        for (text, end) in self.t.iter().zip([",", ",", ",[", ",", "],"]) {
            write_string(out, text.as_ref());
            out.extend_from_slice(end.as_bytes());
        }
        write_texts(out, &self.t_hat);
        out.extend_from_slice(b"],[");
        for scalar in &self.s {
            write_string(out, &scalar.write());
            out.push(b',');
        }
        write_array(out, &self.s_hat, |out, s| write_string(out, &s.write()));
        out.push(b',');
        write_array(out, &self.s_prime, |out, s| write_string(out, &s.write()));
        out.extend_from_slice(b"],");
        write_texts(out, &self.c);
        out.push(b',');
        write_texts(out, &self.c_hat);
        out.push(b']');
    }
}

fn write_texts<E: AsRef<[u8]>>(out: &mut Vec<u8>, texts: &[E]) {
    write_array(out, texts, |out, text| write_string(out, text.as_ref()));
}
