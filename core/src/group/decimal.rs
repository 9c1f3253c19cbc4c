//! Base 10 in constant time for numbers of a fixed size: scalars that trustees keep are written this way.
//!
//! Nine digits at a time: 10⁹ fits 32 bits, and a division by a constant compiles to a multiplication, so neither
//! direction branches on digits or divides by anything secret. How many digits there are is not hidden.

use zeroize::Zeroizing;

const NINE_DIGITS: u64 = 1_000_000_000;

/// The number in `words` (least significant first) in canonical base 10.
pub fn write(words: &[u64]) -> Zeroizing<Vec<u8>> {
    let mut limbs: Zeroizing<Vec<u32>> =
        Zeroizing::new(words.iter().flat_map(|&w| [w as u32, (w >> 32) as u32]).collect());
    let groups = (limbs.len() * 32).div_ceil(29);
    let mut digits = Zeroizing::new(vec![b'0'; groups * 9]);
    for group in (0..groups).rev() {
        let mut rest = divide_by_nine_digits(&mut limbs);
        for digit in digits[group * 9..][..9].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
    }
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    Zeroizing::new(digits[zeros.min(digits.len() - 1)..].to_vec())
}

fn divide_by_nine_digits(limbs: &mut [u32]) -> u64 {
    let mut rest = 0;
    for limb in limbs.iter_mut().rev() {
        let value = rest << 32 | u64::from(*limb);
        *limb = (value / NINE_DIGITS) as u32;
        rest = value % NINE_DIGITS;
    }
    rest
}

/// The number that canonical base 10 in `text` states, in `size` words; nothing where it is not canonical or too large.
pub fn read(text: &[u8], size: usize) -> Option<Zeroizing<Vec<u64>>> {
    let canonical = !text.is_empty()
        && text.len() <= size * 20
        && text.iter().all(u8::is_ascii_digit)
        && (text.len() == 1 || text[0] != b'0');
    if !canonical {
        return None;
    }
    let mut words = Zeroizing::new(vec![0; size]);
    for digits in groups_of_nine(text) {
        let value = digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        let factor = 10u64.pow(digits.len() as u32);
        if multiply_add(&mut words, factor, value) != 0 {
            return None;
        }
    }
    Some(words)
}

fn groups_of_nine(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (first, rest) = text.split_at(text.len() % 9);
    std::iter::once(first).chain(rest.chunks(9)).filter(|digits| !digits.is_empty())
}

fn multiply_add(words: &mut [u64], factor: u64, mut carry: u64) -> u64 {
    for word in words {
        let value = u128::from(*word) * u128::from(factor) + u128::from(carry);
        *word = value as u64;
        carry = (value >> 64) as u64;
    }
    carry
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn edges_come_back() {
        for words in [[0, 0], [1, 0], [9, 0], [10, 0], [u64::MAX, 0], [0, 1], [u64::MAX, u64::MAX]] {
            let number = u128::from(words[1]) << 64 | u128::from(words[0]);
            let text = number.to_string();
            assert_eq!(*write(&words), text.as_bytes());
            assert_eq!(read(text.as_bytes(), 2).map(|words| words.to_vec()), Some(words.to_vec()));
        }
    }

    #[test]
    fn only_canonical_numbers_that_fit_are_read() {
        let too_large = b"340282366920938463463374607431768211456";
        for text in [&b""[..], b"00", b"01", b"-1", b"+1", b" 1", b"1 ", b"1_0", b"0x1", too_large] {
            assert!(read(text, 2).is_none());
        }
        assert!(read(&[b'9'; 10_000], 2).is_none());
    }
}
