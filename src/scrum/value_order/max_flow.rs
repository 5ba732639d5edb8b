//! The largest flow through a network of pipes (Dinic 1970), without recursion and with a limit of work.

/// A network of pipes with whole capacities.
#[derive(Debug)]
pub(super) struct Pipes {
    /// Where each pipe ends; the pipe back is its neighbour, `pipe ^ 1`.
    ends: Vec<u32>,
    /// What still fits through each.
    room: Vec<i128>,
    /// The last pipe of each place.
    last: Vec<u32>,
    /// The pipe of the same place before each.
    before: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// Wide enough for everything that can flow.
pub(super) const WIDE: i128 = i128::MAX / 4;

/// How much may still be done before one gives up.
#[derive(Debug)]
pub(super) struct Fuel(u64);

impl Fuel {
    pub(super) const fn new(steps: u64) -> Self {
        Self(steps)
    }

    /// Enough for whatever comes.
    pub(super) const fn endless() -> Self {
        Self(u64::MAX)
    }

    /// Takes so many steps; false where none are left.
    pub(super) fn burn(&mut self, steps: usize) -> bool {
        self.0 = self.0.saturating_sub(steps as u64);
        self.0 > 0
    }
}

impl Pipes {
    pub(super) fn new(places: usize) -> Self {
        Self {
            ends: Vec::new(),
            room: Vec::new(),
            last: vec![NONE; places],
            before: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, from: usize, to: usize, capacity: i128) {
        for (from, to, capacity) in [(from, to, capacity), (to, from, 0)] {
            let pipe = index(self.ends.len());
            self.ends.push(index(to));
            self.room.push(capacity);
            self.before.push(self.last[from]);
            self.last[from] = pipe;
        }
    }

    /// Lets as much flow as can. Returns the places that are still reached from the source; nothing where the fuel ended.
    pub(super) fn fill(
        &mut self,
        source: usize,
        sink: usize,
        fuel: &mut Fuel,
    ) -> Option<Vec<bool>> {
        loop {
            let levels = self.levels(source);
            if !fuel.burn(self.ends.len() + levels.len()) {
                return None;
            }
            if levels[sink] == NONE {
                return Some(levels.into_iter().map(|level| level != NONE).collect());
            }
            if !self.push(source, sink, &levels, fuel) {
                return None;
            }
        }
    }

    /// How many pipes with room lie between the source and each place.
    fn levels(&self, source: usize) -> Vec<u32> {
        let mut levels = vec![NONE; self.last.len()];
        levels[source] = 0;
        let mut reached = vec![source];
        let mut next = 0;
        while let Some(&place) = reached.get(next) {
            next += 1;
            let mut pipe = self.last[place];
            while pipe != NONE {
                let end = self.ends[pipe as usize] as usize;
                if self.room[pipe as usize] > 0 && levels[end] == NONE {
                    levels[end] = levels[place] + 1;
                    reached.push(end);
                }
                pipe = self.before[pipe as usize];
            }
        }
        levels
    }

    /// Fills all shortest ways. False where the fuel ended.
    fn push(&mut self, source: usize, sink: usize, levels: &[u32], fuel: &mut Fuel) -> bool {
        let mut next = self.last.clone();
        let mut way: Vec<u32> = Vec::new();
        let mut place = source;
        loop {
            if place == sink {
                if !fuel.burn(way.len()) {
                    return false;
                }
                let flow = way.iter().map(|&pipe| self.room[pipe as usize]).min();
                let flow = flow.unwrap_or(0);
                let mut full = way.len();
                for (at, &pipe) in way.iter().enumerate().rev() {
                    self.room[pipe as usize] -= flow;
                    self.room[pipe as usize ^ 1] += flow;
                    if self.room[pipe as usize] == 0 {
                        full = at;
                    }
                }
                way.truncate(full);
                place = way
                    .last()
                    .map_or(source, |&pipe| self.ends[pipe as usize] as usize);
                continue;
            }
            let pipe = next[place];
            if pipe == NONE {
                // A dead end: back, and never this way again.
                let Some(back) = way.pop() else {
                    return true;
                };
                place = self.ends[back as usize ^ 1] as usize;
                next[place] = self.before[back as usize];
                if !fuel.burn(1) {
                    return false;
                }
                continue;
            }
            let end = self.ends[pipe as usize] as usize;
            if self.room[pipe as usize] > 0 && levels[end] == levels[place] + 1 {
                way.push(pipe);
                place = end;
            } else {
                next[place] = self.before[pipe as usize];
            }
        }
    }
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::{Fuel, Pipes};

    /// A network where the way over the middle must be taken back.
    fn pipes() -> Pipes {
        let mut pipes = Pipes::new(6);
        for (from, to, capacity) in [
            (0, 1, 10),
            (0, 2, 10),
            (1, 2, 2),
            (1, 3, 4),
            (1, 4, 8),
            (2, 4, 9),
            (4, 3, 6),
            (3, 5, 10),
            (4, 5, 10),
        ] {
            pipes.add(from, to, capacity);
        }
        pipes
    }

    #[test]
    fn as_much_flows_as_the_narrowest_cut_lets() {
        let mut pipes = pipes();
        let reached = pipes.fill(0, 5, &mut Fuel::new(1_000_000)).unwrap();
        let flow: i128 = [1, 3].iter().map(|&back| pipes.room[back]).sum();
        assert_eq!(flow, 19);
        assert_eq!(reached, [true, false, true, false, false, false]);
    }

    #[test]
    fn gives_up_without_fuel() {
        assert_eq!(pipes().fill(0, 5, &mut Fuel::new(20)), None);
    }
}
