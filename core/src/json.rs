//! Compact JSON as the protocol writes it (4.1): no white space, fixed fields in a fixed order.
//!
//! The messages that the core reads hold only elements, scalars, hashes and identifiers; their strings are printable
//! ASCII without quotes or escapes. Anything else is refused, so a message has one spelling only and can be hashed
//! as it was received.

use crate::error::{Checked, Refusal};

/// Reads one message from its first byte to its last.
pub struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Scanner { bytes, at: 0 }
    }

    /// Reads the whole of `bytes` with `read`, refusing more than `bound` bytes and anything left over.
    pub fn whole<T>(bytes: &'a [u8], bound: usize, read: impl FnOnce(&mut Self) -> Checked<T>) -> Checked<T> {
        if bytes.len() > bound {
            return Err(Refusal::new("json", "", format!("longer than {bound} bytes")));
        }
        let mut scanner = Scanner::new(bytes);
        let value = read(&mut scanner)?;
        if scanner.at == bytes.len() { Ok(value) } else { Err(scanner.unexpected("the end")) }
    }

    pub fn offset(&self) -> usize {
        self.at
    }

    pub fn next_is(&self, literal: &str) -> bool {
        self.bytes[self.at..].starts_with(literal.as_bytes())
    }

    pub fn literal(&mut self, literal: &str) -> Checked<()> {
        if !self.next_is(literal) {
            return Err(self.unexpected(literal));
        }
        self.at += literal.len();
        Ok(())
    }

    /// The inside of a string of printable ASCII without quotes and escapes.
    pub fn string(&mut self) -> Checked<&'a [u8]> {
        self.literal("\"")?;
        let start = self.at;
        let length = self.bytes[start..]
            .iter()
            .position(|&byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\'))
            .unwrap_or(self.bytes.len() - start);
        self.at += length;
        self.literal("\"")?;
        Ok(&self.bytes[start..start + length])
    }

    /// A small integer in canonical base 10, with at most nine digits.
    pub fn integer(&mut self) -> Checked<u32> {
        let digits = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = &self.bytes[self.at..self.at + digits];
        if digits == 0 || digits > 9 || (digits > 1 && text[0] == b'0') {
            return Err(self.unexpected("a small integer"));
        }
        self.at += digits;
        Ok(text.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
    }

    /// An array whose members `read` reads.
    pub fn array<T>(&mut self, mut read: impl FnMut(&mut Self) -> Checked<T>) -> Checked<Vec<T>> {
        let mut members = Vec::new();
        self.literal("[")?;
        if self.next_is("]") {
            self.literal("]")?;
            return Ok(members);
        }
        loop {
            members.push(read(self)?);
            if self.next_is("]") {
                self.literal("]")?;
                return Ok(members);
            }
            self.literal(",")?;
        }
    }

    fn unexpected(&self, wanted: &str) -> Refusal {
        Refusal::new("json", "", format!("expected {wanted} at byte {}", self.at))
    }
}

/// Writes an array, its members separated by commas.
pub fn write_array<T>(
    out: &mut Vec<u8>,
    members: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (index, member) in members.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, member);
    }
    out.push(b']');
}

/// Writes a string that needs no escapes.
pub fn write_string(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    out.extend_from_slice(text);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::{Scanner, write_array, write_string};

    fn strings(message: &[u8]) -> Option<Vec<&[u8]>> {
        Scanner::whole(message, 100, |scanner| scanner.array(Scanner::string)).ok()
    }

    fn integers(message: &[u8]) -> Option<Vec<u32>> {
        Scanner::whole(message, 100, |scanner| scanner.array(Scanner::integer)).ok()
    }

    #[test]
    fn one_spelling_is_read() {
        assert_eq!(strings(b"[]"), Some(vec![]));
        assert_eq!(strings(br#"["a","",",]"]"#), Some(vec![&b"a"[..], b"", b",]"]));
        assert_eq!(integers(b"[0,7,999999999]"), Some(vec![0, 7, 999_999_999]));
    }

    #[test]
    fn everything_else_is_refused() {
        let strange: [&[u8]; 12] = [
            b"",
            b"[",
            b"]",
            b"[\"a\"",
            b"[\"a\",]",
            b"[,]",
            b"[ ]",
            b"[]\n",
            b"[\"\\n\"]",
            b"[\"\n\"]",
            b"[\"\xc3\xa9\"]",
            b"[\"a]",
        ];
        assert!(strange.into_iter().all(|message| strings(message).is_none()));
        let strange: [&[u8]; 8] =
            [b"[00]", b"[-0]", b"[1.0]", b"[1e3]", b"[1000000000]", b"[\"1\"]", b"[+1]", b"[1,]"];
        assert!(strange.into_iter().all(|message| integers(message).is_none()));
    }

    #[test]
    fn a_message_has_a_bound() {
        let long = [&b"[\""[..], &[b'a'; 97], b"\"]"].concat();
        assert!(strings(&long).is_none());
        assert!(strings(&[&b"[\""[..], &[b'a'; 96], b"\"]"].concat()).is_some());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut out = Vec::new();
        write_array(&mut out, ["", "x", "y z"], |out, text| write_string(out, text.as_bytes()));
        assert_eq!(strings(&out), Some(vec![&b""[..], b"x", b"y z"]));
    }
}
