//! What stands once for each ciphertext of a tally: a row for a homomorphic or non-homomorphic question, a row for each
//! list of a question about lists (4.18, 4.20, 4.21).

use crate::ballot::shape::Question;
use crate::error::Checked;
use crate::json::{Scanner, write_array};
use crate::place::Place;

#[derive(Clone, Debug)]
pub enum Nested<T> {
    Row(Vec<T>),
    Rows(Vec<Vec<T>>),
}

impl<T> Nested<T> {
    pub fn scan<'a>(
        scanner: &mut Scanner<'a>,
        question: &Question,
        mut member: impl FnMut(&mut Scanner<'a>) -> Checked<T>,
    ) -> Checked<Self> {
        match question {
            Question::Lists { .. } => Ok(Nested::Rows(scanner.array(|scanner| scanner.array(&mut member))?)),
            _ => Ok(Nested::Row(scanner.array(member)?)),
        }
    }

    pub fn write(&self, out: &mut Vec<u8>, mut member: impl FnMut(&mut Vec<u8>, &T)) {
        match self {
            Nested::Row(row) => write_array(out, row, member),
            Nested::Rows(rows) => {
                write_array(out, rows, |out, row| write_array(out, row, &mut member));
            }
        }
    }

    pub fn members(&self) -> impl Iterator<Item = &T> {
        let rows = match self {
            Nested::Row(row) => std::slice::from_ref(row),
            Nested::Rows(rows) => &rows[..],
        };
        rows.iter().flatten()
    }

    pub fn count(&self) -> usize {
        match self {
            Nested::Row(row) => row.len(),
            Nested::Rows(rows) => rows.iter().map(Vec::len).sum(),
        }
    }

    /// The same nesting over other members, taken from `members` in order.
    pub fn refill<U>(&self, members: &mut impl Iterator<Item = U>) -> Nested<U> {
        let mut row = |row: &Vec<T>| members.by_ref().take(row.len()).collect();
        match self {
            Nested::Row(members) => Nested::Row(row(members)),
            Nested::Rows(rows) => Nested::Rows(rows.iter().map(row).collect()),
        }
    }

    pub fn same_shape<U>(&self, other: &Nested<U>) -> bool {
        match (self, other) {
            (Nested::Row(left), Nested::Row(right)) => left.len() == right.len(),
            (Nested::Rows(left), Nested::Rows(right)) => {
                left.iter().map(Vec::len).eq(right.iter().map(Vec::len))
            }
            _ => false,
        }
    }

    pub fn fits(&self, question: &Question) -> bool {
        match (self, question) {
            (Nested::Row(row), Question::Homomorphic { answers, blank, .. }) => {
                row.len() == Question::ciphertexts(*answers, *blank)
            }
            (Nested::Row(_), Question::NonHomomorphic { .. }) => true,
            (Nested::Rows(rows), Question::Lists { candidates }) => {
                rows.iter().map(Vec::len).eq(candidates.iter().map(|candidates| candidates + 1))
            }
            _ => false,
        }
    }

    /// The place of a member, counted through all rows, where the whole stands at `place`.
    pub fn place(&self, place: Place, mut index: usize) -> Place {
        let Nested::Rows(rows) = self else { return place.index(index) };
        for (list, row) in rows.iter().enumerate() {
            if index < row.len() {
                return place.index(list).index(index);
            }
            index -= row.len();
        }
        place
    }
}

/// The place of a member, counted through the rows of all questions.
pub fn place<T>(rows: &[Nested<T>], mut index: usize) -> Place {
    for (question, row) in rows.iter().enumerate() {
        let count = row.count();
        if index < count {
            return row.place(Place::root().index(question), index);
        }
        index -= count;
    }
    Place::root()
}

/// One member for each question; nothing where their number differs from that of the questions.
pub fn scan_all<'a, T>(
    scanner: &mut Scanner<'a>,
    questions: &[Question],
    mut member: impl FnMut(&mut Scanner<'a>) -> Checked<T>,
) -> Checked<Option<Vec<Nested<T>>>> {
    let mut left = questions.iter();
    let mut surplus = false;
    let rows = scanner.array(|scanner| {
        let question = left.next();
        surplus |= question.is_none();
        let question = question.or(questions.last());
        question.map(|question| Nested::scan(scanner, question, &mut member)).transpose()
    })?;
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    Ok((!surplus && rows.len() == questions.len()).then_some(rows))
}
