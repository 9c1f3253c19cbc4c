//! The order in which eight lanes sum many elements weighted with small digits, each lane its own sum (Yao, Pippenger).
//!
//! Each lane visits its elements in falling order of the digit's magnitude and keeps the running sum R. With R_m the sum
//! after all digits of magnitude m or more, the weighted sum is Σ R_m, m = 1, 2, …. The lanes walk in step but each in
//! its own order; the running sums are stored whenever some lane has finished a magnitude, so no lane waits.
//! In a group written multiplicatively, read products for sums. All of it is in variable time: for public digits only.

/// One walk. To be used again and again, so that its memory is asked for once.
#[derive(Default)]
pub(crate) struct Walk {
    visits: Vec<[i64; 8]>,
    /// reached[m - 1]: how many digits have magnitude m or more.
    reached: Vec<[usize; 8]>,
    length: usize,
    /// While planning, the next free visit for each magnitude.
    next: Vec<usize>,
    /// For each number of steps the place of its running sum among those stored.
    place_of: Vec<usize>,
}

/// A number of steps after which no lane needs the sum.
const NOT_WANTED: usize = usize::MAX;

impl Walk {
    /// For at most `visits` visits; a lane with fewer rests at element number `neutral`, which changes no sum.
    pub(crate) fn begin(&mut self, visits: usize, neutral: usize, magnitudes: usize) {
        self.visits.clear();
        self.visits.resize(visits, [2 * neutral as i64; 8]);
        self.reached.clear();
        self.reached.resize(magnitudes, [0; 8]);
        self.length = 0;
    }

    /// Sorts the digits of one lane by counting; digit i belongs to element first + i·step. Needs |digit| within the
    /// magnitudes.
    pub(crate) fn plan(&mut self, lane: usize, digits: &[i16], first: usize, step: usize) {
        self.next.clear();
        self.next.resize(self.reached.len() + 1, 0);
        for digit in digits {
            self.next[usize::from(digit.unsigned_abs())] += 1;
        }
        let mut above = 0;
        for (next, reached) in self.next[1..].iter_mut().zip(&mut self.reached).rev() {
            above += core::mem::replace(next, above);
            reached[lane] = above;
        }
        self.length = self.length.max(above);
        // Zeros come after all others, where nobody looks.
        self.next[0] = above;
        for (i, digit) in digits.iter().enumerate() {
            let next = &mut self.next[usize::from(digit.unsigned_abs())];
            if *digit != 0 {
                self.visits[*next][lane] = 2 * (first + i * step) as i64 + i64::from(*digit < 0);
            }
            *next += 1;
        }
    }

    /// When all lanes are planned: gives each wanted running sum its place, the neutral one having place 0.
    pub(crate) fn assign_places(&mut self) {
        self.place_of.clear();
        self.place_of.resize(self.length + 1, NOT_WANTED);
        for steps in self.reached.iter().flatten() {
            self.place_of[*steps] = 0;
        }
        let wanted = self.place_of[1..].iter_mut().filter(|place| **place != NOT_WANTED);
        wanted.zip(1..).for_each(|(place, next)| *place = next);
    }

    /// The steps: for each lane twice the number of the element that it visits, plus one where it is to be subtracted;
    /// and whether the running sum is to be stored after it.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (&[i64; 8], bool)> {
        self.visits.iter().zip(self.place_of[1..].iter().map(|place| *place != NOT_WANTED))
    }

    /// For each magnitude that occurs, and always for 1, the places of the running sums to be summed.
    pub(crate) fn places(&self) -> impl Iterator<Item = [usize; 8]> {
        let occurs = |(i, reached): &(usize, &[usize; 8])| *i == 0 || **reached != [0; 8];
        let places = |(_, reached): (usize, &[usize; 8])| reached.map(|steps| self.place_of[steps]);
        self.reached.iter().enumerate().filter(occurs).map(places)
    }
}
