//! Randomness, from the operating system only.

use zeroize::Zeroizing;

/// Bytes of the operating system, fetched in blocks because a system call costs more than a hash; wiped when used and when
/// dropped. They stand on the heap, so that moving this value leaves no copy behind.
pub struct Randomness {
    block: Zeroizing<Vec<u8>>,
    used: usize,
}

impl Default for Randomness {
    fn default() -> Self {
        Randomness { block: Zeroizing::new(vec![0; Self::BLOCK]), used: Self::BLOCK }
    }
}

impl Randomness {
    const BLOCK: usize = 2048;

    /// Fills `out` with fresh bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness: nothing secret may be made then.
    pub fn fill(&mut self, out: &mut [u8]) {
        for byte in out {
            if self.used == Self::BLOCK {
                getrandom::fill(&mut self.block).expect("the operating system gives no randomness");
                self.used = 0;
            }
            *byte = std::mem::take(&mut self.block[self.used]);
            self.used += 1;
        }
    }

    /// A number below `bound`, uniform.
    pub fn below(&mut self, bound: usize) -> usize {
        let mask = bound.next_power_of_two() - 1;
        loop {
            let mut bytes = [0; 8];
            self.fill(&mut bytes);
            let candidate = u64::from_le_bytes(bytes) as usize & mask;
            if candidate < bound {
                return candidate;
            }
        }
    }
}
