//! ElGamal ciphertexts (4.3) and the proofs that stand beside them, over texts as over what they mean.

use std::iter;

use crate::error::Checked;
use crate::json::{Scanner, write_string};

/// (alpha, beta) = (g^r, y^r g^m); `E` is an element or its text.
#[derive(Clone, Copy, Debug)]
pub struct Ciphertext<E> {
    pub alpha: E,
    pub beta: E,
}

/// A challenge and a response; `S` is a scalar or its text.
#[derive(Clone, Copy, Debug)]
pub struct Proof<S> {
    pub challenge: S,
    pub response: S,
}

impl<'a> Ciphertext<&'a [u8]> {
    pub fn scan(scanner: &mut Scanner<'a>) -> Checked<Self> {
        scanner.literal("{\"alpha\":")?;
        let alpha = scanner.string()?;
        scanner.literal(",\"beta\":")?;
        let beta = scanner.string()?;
        scanner.literal("}")?;
        Ok(Ciphertext { alpha, beta })
    }
}

impl<E: AsRef<[u8]>> Ciphertext<E> {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"alpha\":");
        write_string(out, self.alpha.as_ref());
        out.extend_from_slice(b",\"beta\":");
        write_string(out, self.beta.as_ref());
        out.push(b'}');
    }
}

impl<'a> Proof<&'a [u8]> {
    pub fn scan(scanner: &mut Scanner<'a>) -> Checked<Self> {
        scanner.literal("{\"challenge\":")?;
        let challenge = scanner.string()?;
        scanner.literal(",\"response\":")?;
        let response = scanner.string()?;
        scanner.literal("}")?;
        Ok(Proof { challenge, response })
    }
}

impl<S: crate::group::Scalar> Proof<S> {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"challenge\":");
        write_string(out, &self.challenge.write());
        out.extend_from_slice(b",\"response\":");
        write_string(out, &self.response.write());
        out.push(b'}');
    }
}

/// The texts of ciphertexts, separated by commas: `alpha,beta,alpha,beta` (4.11.1).
pub fn joined<'a, E: AsRef<[u8]> + 'a>(ciphertexts: impl IntoIterator<Item = &'a Ciphertext<E>>) -> Vec<u8> {
    let texts = ciphertexts.into_iter().flat_map(|c| [c.alpha.as_ref(), c.beta.as_ref()]);
    join(texts)
}

/// Texts separated by commas.
pub fn join<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let separators = iter::once(&b""[..]).chain(iter::repeat(&b","[..]));
    texts.into_iter().zip(separators).flat_map(|(text, comma)| [comma, text]).fold(
        Vec::new(),
        |mut joined, part| {
            joined.extend_from_slice(part);
            joined
        },
    )
}
