//! Seeded randomness: the same numbers for a seed on every machine and in every version.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
impl Chance {
    /// A number below `limit`.
    pub(super) fn pick(&mut self, limit: u64) -> u64 {
        self.bits() % limit.max(1)
    }

    /// A place in a list of that length.
    pub(super) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.pick(length as u64)).unwrap_or(0)
    }

    /// The generator as rank keys take it.
    pub(super) fn below(&mut self) -> impl FnMut(u64) -> u64 {
        |limit| self.pick(limit)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn gives_the_published_numbers() {
        let mut chance = Chance::new(1_234_567);
        assert_eq!(chance.bits(), 6_457_827_717_110_365_317);
        assert_eq!(chance.bits(), 3_203_168_211_198_807_973);
    }
}
