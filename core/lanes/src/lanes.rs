//! Whether this processor has what all else needs.

/// Proof that this processor has AVX-512 IFMA: the only way to any operation.
#[derive(Clone, Copy, Debug)]
pub struct Lanes(());

impl Lanes {
    /// None where the processor lacks the instructions.
    pub fn new() -> Option<Lanes> {
        available().then_some(Lanes(()))
    }
}

/// Whether this processor can run this crate.
pub fn available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512ifma")
}
