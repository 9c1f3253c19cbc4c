//! Lines of ballots that can be read without asking anybody: numbers and separators, each candidate once.

use super::{MOST_PAPERS, code};

/// How a line is written: what stands behind the weight, what between candidates, and whether a 0 ends the ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    weight: u8,
    between: u8,
    zero: bool,
    complete: bool,
}

impl Shape {
    /// "2 3 1 0"
    pub const BLT: Shape = Shape { weight: b' ', between: b' ', zero: true, complete: false };
    /// "2: 3,1"
    pub const PREFLIB: Shape = Shape { weight: b':', between: b',', zero: false, complete: false };
    /// "2,3,1"
    pub const OLD_PREFLIB: Shape = Shape { weight: b',', between: b',', zero: false, complete: false };

    /// The same lines, of which only those are clean that rank every candidate.
    pub fn complete(self) -> Shape {
        Shape { complete: true, ..self }
    }

    /// Whether this line ends the ballots: a 0 alone, or with a comment.
    pub fn ends(self, line: &[u8]) -> bool {
        let Some(rest) = line.trim_ascii_start().strip_prefix(b"0").filter(|_| self.zero) else {
            return false;
        };
        let rest = rest.trim_ascii();
        rest.is_empty() || rest.starts_with(b"#")
    }
}

/// Marks the candidates of one line, and forgets them all at the next.
pub struct Seen {
    lines: Vec<u64>,
    line: u64,
}

impl Seen {
    pub fn new(candidates: u16) -> Self {
        Seen { lines: vec![0; usize::from(candidates) + 1], line: 0 }
    }

    fn candidates(&self) -> usize {
        self.lines.len() - 1
    }

    pub fn next(&mut self) {
        self.line += 1;
    }

    /// Whether `number` is a candidate whom the line has not named before.
    pub fn fresh(&mut self, number: u64) -> bool {
        let slot = usize::try_from(number).ok().filter(|number| *number > 0);
        let Some(line) = slot.and_then(|number| self.lines.get_mut(number)) else { return false };
        std::mem::replace(line, self.line) != self.line
    }
}

/// The weight of a clean line, and its ranking in `ranking`; None where somebody has to look at the line.
pub fn read(line: &[u8], shape: Shape, seen: &mut Seen, ranking: &mut Vec<u16>) -> Option<u64> {
    ranking.clear();
    seen.next();
    let weight = preferences(line, shape, seen, ranking)?;
    let enough = !shape.complete || ranking.len() == seen.candidates();
    (enough && (1..=MOST_PAPERS).contains(&weight)).then_some(weight)
}

fn preferences(line: &[u8], shape: Shape, seen: &mut Seen, ranking: &mut Vec<u16>) -> Option<u64> {
    let line = line.trim_ascii();
    let (weight, rest) = number(if shape.zero { unnamed(line) } else { line })?;
    let mut rest = separated(rest, shape.weight)?;
    loop {
        let (candidate, behind) = number(rest)?;
        if shape.zero && candidate == 0 {
            return behind.is_empty().then_some(weight);
        }
        if !seen.fresh(candidate) {
            return None;
        }
        ranking.push(code(u16::try_from(candidate).ok()?, false));
        if behind.is_empty() {
            return (!shape.zero).then_some(weight);
        }
        rest = separated(behind, shape.between)?;
    }
}

/// The line without the name of its ballot in brackets, "(A17) 1 3 0".
fn unnamed(line: &[u8]) -> &[u8] {
    let end = if line.starts_with(b"(") { line.iter().position(|byte| *byte == b')') } else { None };
    end.map_or(line, |end| line[end + 1..].trim_ascii_start())
}

/// A number of at most 13 digits, which is as many as the largest has that is allowed, and what follows it.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let digits = text.iter().take(14).take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > 13 {
        return None;
    }
    let (number, rest) = text.split_at(digits);
    Some((number.iter().fold(0, |value, digit| 10 * value + u64::from(digit - b'0')), rest))
}

/// What follows the separator; a blank may be any number of blanks, and blanks may surround any other.
fn separated(text: &[u8], separator: u8) -> Option<&[u8]> {
    let rest = text.trim_ascii_start();
    if separator == b' ' {
        return (rest.len() < text.len()).then_some(rest);
    }
    rest.strip_prefix(&[separator]).map(<[u8]>::trim_ascii_start)
}
