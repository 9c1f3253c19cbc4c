//! The hashes of a shuffle proof (6). ⟦x_1, …, x_n⟧ is each text followed by a comma.
//!
//! str_c = ⟦e⟧⟦e'⟧⟦c⟧, str_t = ⟦t_1,t_2,t_3,t_41,t_42⟧⟦t̂⟧.
//! u_i = SHA256(H T_i) mod q with H = SHA256(shuffle-challenges|φ|str_c) and T_i = SHA256(i), in hexadecimal.
//! c = SHA256(shuffle-challenge|φ|str_t str_c ⟦ĉ⟧ pk) mod q.

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::elgamal::Ciphertext;
use crate::group::Scalar;

/// The texts that both hashes cover: those of e, e' and c.
pub struct Statement<'a, T> {
    pub fingerprint: &'a [u8],
    pub original: &'a [Ciphertext<&'a [u8]>],
    pub shuffled: &'a [Ciphertext<T>],
    pub commitments: &'a [T],
}

impl<T: AsRef<[u8]> + Sync> Statement<'_, T> {
    fn feed(&self, hash: &mut Sha256) {
        for ciphertext in self.original {
            feed(hash, [&ciphertext.alpha, &ciphertext.beta]);
        }
        for ciphertext in self.shuffled {
            feed(hash, [&ciphertext.alpha, &ciphertext.beta]);
        }
        feed(hash, self.commitments);
    }

    /// u_1, …, u_N.
    pub fn challenges<S: Scalar>(&self) -> Vec<S> {
        let mut hash = Sha256::new().chain_update("shuffle-challenges|").chain_update(self.fingerprint);
        hash.update("|");
        self.feed(&mut hash);
        let common = Sha256::new().chain_update(hexadecimal(&hash.finalize()));
        let challenge = |index: usize| {
            let own = hexadecimal(&Sha256::digest(index.to_string()));
            S::from_digest(&common.clone().chain_update(own).finalize())
        };
        (0..self.original.len()).into_par_iter().map(challenge).collect()
    }

    /// c, from t_1, …, t_42, t̂, ĉ and pk.
    pub fn challenge<S: Scalar>(&self, first: &[T], hats: &[T], chain: &[T], key: &[u8]) -> S {
        let mut hash = Sha256::new().chain_update("shuffle-challenge|").chain_update(self.fingerprint);
        hash.update("|");
        feed(&mut hash, first);
        feed(&mut hash, hats);
        self.feed(&mut hash);
        feed(&mut hash, chain);
        hash.update(key);
        S::from_digest(&hash.finalize())
    }
}

fn feed<'a, T: AsRef<[u8]> + 'a>(hash: &mut Sha256, texts: impl IntoIterator<Item = &'a T>) {
    for text in texts {
        hash.update(text);
        hash.update(",");
    }
}

fn hexadecimal(digest: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS[usize::from(value)];
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
